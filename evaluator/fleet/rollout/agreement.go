package rollout

import (
	"maps"
	"slices"
)

// Agreement is how far the float32 of a device stays from the processor's float64
// under random actions, some of them held for many steps, and for how long: rounding
// grows over an episode, fastest where motion is chaotic.
type Agreement struct {
	// Steps are those from the start of an episode, of which the rest of this holds.
	Steps int

	// State bounds differences of fields of states and observations, in units of a
	// field's range, or, where that is infinite, of 1 plus the size of the number.
	State float64

	// Reward bounds those of rewards, terms and scores, in units of 1 plus the size of
	// the number.
	Reward float64
}

// agreements are what tests hold devices to, by environment. Where the steps are those
// of a whole episode, or as many as episodes of random actions last, tolerances are a
// few times what is measured; else the steps are fewer than were measured to stay
// within.
var agreements = map[string]Agreement{
	"cartpole":                {100, 1e-4, 1e-4},
	"pendulum":                {60, 2e-3, 4e-3},
	"acrobot":                 {50, 1e-3, 1e-3},
	"mountain_car":            {200, 1e-4, 1e-4},
	"mountain_car_continuous": {999, 2e-4, 1e-3},
	"reacher":                 {100, 1e-4, 1e-4},
	"quadrotor":               {150, 1e-4, 1e-4},
	"highway":                 {100, 1e-4, 1e-4},
	"doorkey":                 {80, 1e-6, 1e-6},
	"minefield":               {200, 1e-6, 1e-6},
	"gripper":                 {120, 2e-3, 1e-3},
}

// usual is what may be expected of a step of any environment.
var usual = Agreement{Steps: 1, State: 1e-4, Reward: 1e-3}

// Agreements lists the names of the environments whose agreement is known, sorted.
func Agreements() []string { return slices.Sorted(maps.Keys(agreements)) }

// AgreementOf returns the agreement of a built-in environment. Of any other, known is
// false, and what is returned is to be expected of its first step.
func AgreementOf(name string) (a Agreement, known bool) {
	if a, known = agreements[name]; known {
		return a, true
	}
	return usual, false
}
