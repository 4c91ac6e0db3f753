package recorded

import (
	"math"
	"reflect"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

// Tolerances, relative to the range of the compared field.
const (
	float64Tolerance     = 1e-12
	float32Tolerance     = 1e-6
	freeRunningTolerance = 1e-9
)

// Rules are the functions of an environment that are compared. State, Action
// and Observation are structs of float64 fields only.
type Rules[S, A, O any] struct {
	Step       func(S, A, *rng.Source) S
	Observe    func(S, *rng.Source) O
	Terminated func(S) bool
	Score      func(S, A, S) float64

	// Float32 says in which sequences Gymnasium computed in float32; nil for none.
	Float32 func(sequence string) bool

	// Horizon is the number of steps of an episode over which the environment,
	// running freely from the first recorded state, stays with the recording.
	// Sequences in float32 are not run freely.
	Horizon int
}

// Check compares every recorded transition from its recorded predecessor, and
// every episode run freely from its first state.
func Check[S, A, O any](t *testing.T, env envs.Env, rules Rules[S, A, O]) {
	spec := env.Spec()
	sequences := Read(t, spec)
	c := comparer[S, A, O]{spec: spec, rules: rules, spans: spans(spec.State, sequences)}
	if len(sequences) < 4 {
		t.Errorf("there are %d recorded sequences, want several", len(sequences))
	}
	for _, s := range sequences {
		t.Run(s.Name, func(t *testing.T) {
			if len(s.Transitions) != 1000 {
				t.Errorf("the sequence has %d transitions, want 1000", len(s.Transitions))
			}
			float32s := rules.Float32 != nil && rules.Float32(s.Name)
			worst := c.single(t, s, float32s)
			t.Logf("largest error of a transition: %.2g of the field's range", worst)
			if !float32s {
				worst = c.free(t, s)
				t.Logf("largest error running freely for %d steps: %.2g of the field's range", rules.Horizon, worst)
			}
		})
	}
}

// spans returns each field's declared range, or where it is unbounded the range
// that was recorded.
func spans(schema envs.Schema, sequences []Sequence) []float64 {
	spans := make([]float64, len(schema))
	for i, f := range schema {
		lo, hi := f.Lo, f.Hi
		if !f.Bounded() {
			lo, hi = math.Inf(1), math.Inf(-1)
			for _, s := range sequences {
				for _, tr := range s.Transitions {
					lo, hi = min(lo, tr.State[i]), max(hi, tr.State[i])
				}
			}
		}
		spans[i] = hi - lo
	}
	return spans
}

type comparer[S, A, O any] struct {
	spec  *envs.Spec
	rules Rules[S, A, O]
	spans []float64
}

// single checks every transition by itself and returns the largest error.
func (c *comparer[S, A, O]) single(t *testing.T, s Sequence, float32s bool) (worst float64) {
	tolerance := float64Tolerance
	if float32s {
		tolerance = float32Tolerance
	}
	length := 0
	for i, tr := range s.Transitions {
		state, action, next := value[S](tr.State), c.action(tr), value[S](tr.Next)
		got := row(c.rules.Step(state, action, &rng.Source{}))
		worst = max(worst, c.differ(t, i, tr.Next, got, tolerance))
		if score := c.rules.Score(state, action, next); !near(score, tr.Reward, tolerance) {
			t.Fatalf("transition %d: Score is %v, recorded %v", i, score, tr.Reward)
		}
		if terminated := c.rules.Terminated(value[S](got)); terminated != tr.Terminated {
			t.Fatalf("transition %d: Terminated is %v, recorded %v", i, terminated, tr.Terminated)
		}
		for f, v := range row(c.rules.Observe(next, &rng.Source{})) {
			if !near(v, tr.Observation[f], float32Tolerance) {
				t.Fatalf("transition %d: observation %s is %v, recorded %v", i, c.spec.Observation[f].Name, v, tr.Observation[f])
			}
		}
		if tr.Start {
			length = 0
		}
		if length++; tr.Truncated != (length == c.spec.MaxSteps) {
			t.Fatalf("transition %d: truncated is recorded as %v at step %d of %d", i, tr.Truncated, length, c.spec.MaxSteps)
		}
	}
	return worst
}

// free runs every episode from its first recorded state on the recorded
// actions, and returns the largest error up to the horizon.
func (c *comparer[S, A, O]) free(t *testing.T, s Sequence) (worst float64) {
	var state S
	length := 0
	for i, tr := range s.Transitions {
		if tr.Start {
			state, length = value[S](tr.State), 0
		}
		if length++; length > c.rules.Horizon {
			continue
		}
		state = c.rules.Step(state, c.action(tr), &rng.Source{})
		worst = max(worst, c.differ(t, i, tr.Next, row(state), freeRunningTolerance))
	}
	return worst
}

// differ fails the test where got is not want within the tolerance, and
// returns the largest error relative to the fields' ranges.
func (c *comparer[S, A, O]) differ(t *testing.T, i int, want, got []float64, tolerance float64) (worst float64) {
	t.Helper()
	for f, field := range c.spec.State {
		e := math.Abs(got[f]-want[f]) / c.spans[f]
		if !(e <= tolerance) {
			t.Fatalf("transition %d: %s is %v, recorded %v: off by %.3g of the range, at most %g is allowed", i, field.Name, got[f], want[f], e, tolerance)
		}
		worst = max(worst, e)
	}
	return worst
}

// action returns the recorded action, clipped to its bounds as a simulator does.
func (c *comparer[S, A, O]) action(tr Transition) A {
	clipped := make([]float64, len(tr.Action))
	for i, f := range c.spec.Action {
		clipped[i] = min(max(tr.Action[i], f.Lo), f.Hi)
	}
	return value[A](clipped)
}

func near(got, want, tolerance float64) bool {
	return math.Abs(got-want) <= tolerance*max(1, math.Abs(want))
}

// value builds a struct of float64 fields from a row.
func value[T any](row []float64) (v T) {
	fields := reflect.ValueOf(&v).Elem()
	for i, x := range row {
		fields.Field(i).SetFloat(x)
	}
	return v
}

// row returns the fields of a struct of float64 fields.
func row[T any](v T) []float64 {
	fields := reflect.ValueOf(v)
	out := make([]float64, fields.NumField())
	for i := range out {
		out[i] = fields.Field(i).Float()
	}
	return out
}
