package rollout

import (
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/envs"
)

// MaxMagnitude bounds the absolute value of an observation, of a reward, of its terms
// and of a score on a device. Squares of such numbers, and the sums of these, stay
// finite in float32.
const MaxMagnitude = 1e14

// FaultKind is what went wrong with an instance.
type FaultKind uint32

// What can go wrong.
const (
	NoFault        FaultKind = iota
	Stopped                  // the environment stopped: see Fault.Site
	BadState                 // a successor state is not finite
	BadObservation           // an observation is not within ±MaxMagnitude
	BadScore                 // a score is not within ±MaxMagnitude
	RewardStopped            // the reward stopped: see Fault.Site
	LacksTerm                // the reward returned without one of its terms
	BadReward                // the total or a term is not within ±MaxMagnitude
	Diverged                 // the policy has no finite answer
	BadAction                // an action given to Play is NaN
)

// faultNames are what the kinds are called in the program, in order from Stopped on.
var faultNames = []string{
	"stopped", "badState", "badObservation", "badScore", "rewardStopped", "lacksTerm", "badReward", "diverged", "badAction",
}

var faultTexts = [...]string{
	NoFault: "no fault", Stopped: "the environment stopped", BadState: "a state is not finite",
	BadObservation: fmt.Sprintf("an observation is not within ±%g", MaxMagnitude), BadScore: fmt.Sprintf("a score is not within ±%g", MaxMagnitude),
	RewardStopped: "the reward stopped", LacksTerm: "a term is missing from the map that the reward returned",
	BadReward: fmt.Sprintf("a reward is not within ±%g", MaxMagnitude), Diverged: "the policy has no finite answer",
	BadAction: "an action is NaN",
}

func (k FaultKind) String() string {
	if int(k) < len(faultTexts) {
		return faultTexts[k]
	}
	return fmt.Sprintf("fault %d", uint32(k))
}

// Fault is what went wrong with one instance, and at which transition.
type Fault struct {
	Kind  FaultKind
	Site  uint32  // of Stopped and RewardStopped: the place where user code stopped, as the device numbers them
	Time  int     // step of the rollout; 0 of Reset
	Term  int     // of BadReward: -1 for the total, else which of the reward's terms
	Value float64 // of BadReward and BadScore

	// Rows of fields. Next is of no use where Step did not return. Where an episode
	// cannot begin, State is its first, the others those of the last transition.
	State, Action, Next []float64
}

// Columns of faults before the fields.
const faultHead = 5

// Fault reads the words of one instance, one from each column of faults.
func (p *Program) Fault(words []uint32) Fault {
	f := Fault{
		Kind: FaultKind(words[0]), Site: words[1], Time: int(words[2]), Term: int(words[3]) - 1,
		Value: float64(math.Float32frombits(words[4])),
	}
	words = words[faultHead:]
	for _, of := range []struct {
		schema envs.Schema
		row    *[]float64
	}{{p.spec.State, &f.State}, {p.spec.Action, &f.Action}, {p.spec.State, &f.Next}} {
		*of.row = Row(of.schema, words)
		words = words[len(of.schema):]
	}
	return f
}

// Row returns the values of fields, given a word for each.
func Row(s envs.Schema, words []uint32) []float64 {
	out := make([]float64, len(s))
	for i, f := range s {
		switch w := words[i]; f.Kind {
		case envs.Int:
			out[i] = float64(int32(w))
		case envs.Uint32, envs.Bool:
			out[i] = float64(w)
		default:
			out[i] = float64(math.Float32frombits(w))
		}
	}
	return out
}
