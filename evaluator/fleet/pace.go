package fleet

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/evaluator/fleet/kernels"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
)

// pace is how much an invocation may take.
type pace struct {
	stepFuel   uint32 // loop iterations and calls of the environment's functions, per step
	rewardFuel uint32 // and of a reward, per transition
	steps      int    // of an instance in one dispatch
}

// What user code may take on a GPU is what the critic lets it take on the CPU.
// Software devices, which end loops without a word when an invocation has had
// 65,535 iterations, allow less: what networks leave, up to the usual and at least
// the least.
const (
	usualFuel               = 100_000
	usualSoftwareStepFuel   = 10_000
	usualSoftwareRewardFuel = 25_000
	leastSoftwareStepFuel   = 2_000
	leastSoftwareRewardFuel = 5_000
)

// mostIterations bounds the loop iterations of a dispatch's invocation on a GPU of
// which more than one step is taken at once, so that one whose user code takes all
// that it may ends in a fraction of a second. One step may take any number.
const mostIterations = 20_000_000

// ample is more fuel than the learner's own text takes anywhere.
const ample = 1 << 30

// newPace returns the pace at which a device runs a program. It fails where the
// networks are too wide for a software device.
func newPace(p *rollout.Program, horizon int, software bool) (pace, error) {
	if software {
		return softwarePace(p, horizon)
	}
	at := pace{stepFuel: usualFuel, rewardFuel: usualFuel}
	at.steps = min(max(1, p.Steps(mostIterations, at.stepFuel, at.rewardFuel)), horizon)
	return at, nil
}

// softwarePace shares what the networks leave of an invocation between the
// environment and the reward.
func softwarePace(p *rollout.Program, horizon int) (pace, error) {
	const most = kernels.MaxIterations
	if p.Steps(most, leastSoftwareStepFuel, leastSoftwareRewardFuel) == 0 {
		return pace{}, tooWide(p)
	}
	at := pace{stepFuel: usualSoftwareStepFuel, rewardFuel: usualSoftwareRewardFuel}
	free, usual := p.Iterations(1, 0, 0), p.Iterations(1, at.stepFuel, at.rewardFuel)
	if usual > most {
		share := func(fuel uint32) uint32 { return uint32(int(fuel) * (most - free) / (usual - free)) }
		at.stepFuel, at.rewardFuel = share(at.stepFuel), share(at.rewardFuel)
	}
	at.steps = min(p.Steps(most, at.stepFuel, at.rewardFuel), horizon)
	return at, nil
}

// tooWide says which networks a software device can run.
func tooWide(p *rollout.Program) error {
	widest := p.WidestHidden(kernels.MaxIterations, leastSoftwareStepFuel, leastSoftwareRewardFuel)
	if widest == 0 {
		return fmt.Errorf("%d hidden layers on %d observations are too much for a software device: use fewer layers, a hardware GPU, or the CPU", len(p.Shape.Hidden), p.Shape.Inputs)
	}
	return fmt.Errorf("hidden layers %v are too wide for a software device, on which %d of them may be at most %d wide: use narrower ones, a hardware GPU, or the CPU",
		p.Shape.Hidden, len(p.Shape.Hidden), widest)
}

// CheckPace says why jobs of a configuration cannot take a step on its device, if they
// cannot, before a fleet is made of them: their networks are too wide for a software
// device.
func (c *Config) CheckPace() error {
	p, _, err := c.program()
	if err != nil {
		return err
	}
	_, err = newPace(p, c.Settings.Horizon, c.Device.software())
	return err
}
