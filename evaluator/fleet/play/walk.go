package play

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs"
)

// walk is where the comparison of one instance is.
type walk struct {
	step  int  // of the episode
	close bool // the state has stayed within its tolerance in the episode
	apart bool // an episode has ended otherwise, or something went wrong: all that follows is another play
}

// follow compares instance n in the steps that got holds, which are those of want from
// a time on.
func (x *Comparison) follow(w *walk, spec *envs.Spec, n, from int, got, want *Record) {
	for t := range got.T {
		if w.apart = w.apart || t >= got.Length[n]; w.apart {
			return
		}
		i, j := t*got.N+n, (from+t)*want.N+n
		if want.Start[j] {
			w.step, w.close = 0, true
			x.begins(spec, i, j, got, want)
		}
		x.moves(w, spec, i, j, got, want)
		if w.close {
			x.judges(w, spec, i, j, got, want)
		}
		x.ends(w, i, j, got, want)
		w.step++
		x.Longest = max(x.Longest, w.step)
	}
}

// begins compares the first state of an episode, and what is observed of it.
func (x *Comparison) begins(spec *envs.Spec, i, j int, got, want *Record) {
	for f, field := range spec.State {
		x.differs(GapFirst, 0, gap(field, got.State[f][i], want.State[f][j]), x.tolerance(field))
	}
	x.observes(spec, 0, got.Observations[i/got.N], want.Observations[j/want.N], i%got.N)
	if !got.Start[i] {
		x.differs(gapEnds, 0, 1, 0)
	}
}

// moves compares the states that a transition leads to.
func (x *Comparison) moves(w *walk, spec *envs.Spec, i, j int, got, want *Record) {
	for f, field := range spec.State {
		if x.differs(field.Name, w.step, gap(field, got.Next[f][i], want.Next[f][j]), x.tolerance(field)) {
			w.close = false
		}
	}
}

// judges compares what is said of a transition.
func (x *Comparison) judges(w *walk, spec *envs.Spec, i, j int, got, want *Record) {
	x.observes(spec, w.step, got.Final[i/got.N], want.Final[j/want.N], i%got.N)
	x.differs(gapScore, w.step, relative(got.Score[i], want.Score[j]), x.Agreement.Reward)
	x.differs(gapSuccess, w.step, unlike(got.Success[i], want.Success[j]), 0)
	x.differs(GapReward, w.step, relative(got.Reward[i], want.Reward[j]), x.Agreement.Reward)
	for k := range want.Terms {
		x.differs(GapReward, w.step, relative(got.Terms[k][i], want.Terms[k][j]), x.Agreement.Reward)
	}
}

// observes compares the observations of instance n.
func (x *Comparison) observes(spec *envs.Spec, step int, got, want []float32, n int) {
	o := len(spec.Observation)
	for f, field := range spec.Observation {
		x.differs(gapObservations, step, gap(field, float64(got[n*o+f]), float64(want[n*o+f])), x.tolerance(field))
	}
}

// ends compares whether and how an episode ends.
func (x *Comparison) ends(w *walk, i, j int, got, want *Record) {
	alike := got.Terminated[i] == want.Terminated[j] && got.Truncated[i] == want.Truncated[j]
	if ended := want.Terminated[j] || want.Truncated[j]; ended || !alike {
		x.Episodes++
		if alike {
			x.Alike++
		}
	}
	x.differs(gapEnds, w.step, unlike(alike, true), 0)
	w.apart = !alike
}

// differs takes a difference of a quantity, and says that it is beyond a tolerance. NaN
// is beyond any.
func (x *Comparison) differs(name string, step int, apart, tolerance float64) bool {
	for q := range x.Quantities {
		of := &x.Quantities[q]
		if of.Name != name {
			continue
		}
		if apart > of.Apart || apart != apart {
			of.Apart = apart
		}
		if apart <= tolerance {
			return false
		}
		if of.Left < 0 || step < of.Left {
			of.Left = step
		}
	}
	return true
}

// exact says that a field has no room for rounding.
func exact(f envs.Field) bool {
	return f.Kind != envs.Float64 && f.Kind != envs.Float32
}

// tolerance is how far a field may be apart.
func (x *Comparison) tolerance(f envs.Field) float64 {
	if exact(f) {
		return 0
	}
	return x.Agreement.State
}

// gap is how far numbers of a field are apart, in units of its range, or, where that is
// infinite, of 1 plus the size of the second.
func gap(f envs.Field, got, want float64) float64 {
	if size := f.Hi - f.Lo; f.Bounded() && size > 0 {
		return math.Abs(got-want) / size
	}
	return relative(got, want)
}

// relative is how far numbers are apart in units of 1 plus the size of the second.
func relative(got, want float64) float64 { return math.Abs(got-want) / (1 + math.Abs(want)) }

// unlike is 1 where truth values differ, else 0.
func unlike(a, b bool) float64 {
	if a != b {
		return 1
	}
	return 0
}
