package rollout

import (
	"maps"
	"slices"
)

// Agreement is how far the float32 of a device stays from the processor's float64
// under random actions, and for how long: rounding grows over an episode, most where
// motion is chaotic.
type Agreement struct {
	// Steps are those from the start of an episode, of which the rest of this holds.
	Steps int

	State  float64 // differences of fields of states and observations, relative to 1 plus the size of the number
	Reward float64 // those of rewards, terms and scores, likewise
}

// agreements are what tests hold devices to, by environment.
var agreements = map[string]Agreement{
	"cartpole":                {500, 1e-5, 1e-5},
	"pendulum":                {100, 1e-3, 1e-3},
	"acrobot":                 {200, 1e-4, 1e-4},
	"mountain_car":            {200, 1e-5, 1e-4},
	"mountain_car_continuous": {999, 1e-5, 1e-4},
	"reacher":                 {100, 1e-4, 1e-4},
	"quadrotor":               {250, 1e-4, 1e-4},
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
