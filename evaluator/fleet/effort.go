package fleet

import "github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"

// Effort is what one invocation of a rollout program may take on a device.
type Effort struct {
	StepFuel   uint32 // loop iterations and calls of the environment's functions, per step
	RewardFuel uint32 // and of a reward, per transition
	Steps      int    // of an instance in one dispatch
}

// EffortOf returns the effort that fleets allow, for rollouts of horizon steps. It
// fails where the networks are too wide for a software device, which ends loops early.
func EffortOf(p *rollout.Program, horizon int, software bool) (Effort, error) {
	at, err := newPace(p, horizon, software)
	return Effort{at.stepFuel, at.rewardFuel, at.steps}, err
}
