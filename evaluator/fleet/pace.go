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
// 65,535 iterations, allow less.
const (
	usualFuel          = 100_000
	softwareStepFuel   = 10_000
	softwareRewardFuel = 25_000
)

// mostIterations bounds the loop iterations of an invocation on a GPU, so that a
// dispatch whose user code takes all that it may ends in a fraction of a second.
const mostIterations = 20_000_000

// ample is more fuel than the learner's own text takes anywhere.
const ample = 1 << 30

// newPace returns the pace at which a device runs a program.
func newPace(p *rollout.Program, horizon int, software bool) (pace, error) {
	at, limit := pace{stepFuel: usualFuel, rewardFuel: usualFuel}, mostIterations
	if software {
		at, limit = pace{stepFuel: softwareStepFuel, rewardFuel: softwareRewardFuel}, kernels.MaxIterations
	}
	at.steps = min(p.Steps(limit, at.stepFuel, at.rewardFuel), horizon)
	if at.steps == 0 {
		return at, fmt.Errorf("one step takes up to %d iterations of loops on the device, at most %d are possible: use narrower hidden layers, or the CPU",
			p.Iterations(1, at.stepFuel, at.rewardFuel), limit)
	}
	return at, nil
}
