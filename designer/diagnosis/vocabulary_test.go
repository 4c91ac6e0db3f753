package diagnosis

import (
	"slices"
	"testing"
)

func value(x float64) *float64 { return &x }

// healthy is a training that solves its task.
func healthy() Evidence {
	return Evidence{
		Success: []float64{0, 0.5, 0.95}, Return: []float64{1, 5, 9}, Length: []float64{100, 60, 30}, Solved: 0.9, Horizon: 100,
		Terms: []Term{
			{Name: "near", Share: 0.4, Abs: []float64{0.1, 0.2, 0.3}},
			{Name: "goal", Share: 0.6, Abs: []float64{0, 0.2, 0.4}},
		},
		Successes: value(10), Failures: value(1),
	}
}

func TestDiagnose(t *testing.T) {
	failed := func(change func(e *Evidence)) Evidence {
		e := healthy()
		e.Success = []float64{0, 0, 0.02}
		change(&e)
		return e
	}
	for _, c := range []struct {
		reason string
		e      Evidence
		want   []Name
	}{
		{"solved", healthy(), nil},
		{"nothing known", Evidence{}, nil},
		{"collects without doing", failed(func(e *Evidence) { e.Length = []float64{40, 90, 100} }), []Name{RewardFlooding}},
		{"nothing to climb", failed(func(e *Evidence) { e.Return = []float64{1, 1.1, 1.05} }), []Name{WeakShaping}},
		{"return falls", failed(func(e *Evidence) { e.Return = []float64{-1, -2, -5} }), []Name{WeakShaping}},
		{"a term that never fires", failed(func(e *Evidence) {
			e.Return = []float64{0, 0, 0}
			e.Terms[1].Abs = []float64{0, 0, 0}
		}), []Name{SemanticMisunderstanding, WeakShaping}},
		{"failures earn more", failed(func(e *Evidence) {
			e.Failures = value(11)
			e.Length = []float64{100, 100, 100}
		}), []Name{SemanticMisunderstanding, RewardFlooding}},
		{"ends itself", failed(func(e *Evidence) {
			e.Failing, e.Return = 0.9, []float64{-100, -50, -5}
			e.Length = []float64{100, 50, 5}
		}), []Name{EarlyEnd}},
		{"one term drowns the other", failed(func(e *Evidence) {
			e.Terms[0].Share, e.Terms[1].Share = 0.97, 0.03
			e.Length = []float64{100, 100, 100}
		}), []Name{RewardFlooding, DominantTerm}},
		{"forgets", failed(func(e *Evidence) { e.Success = []float64{0.2, 0.8, 0.3} }), []Name{Forgetting}},
		{"half done", failed(func(e *Evidence) { e.Success = []float64{0.1, 0.4, 0.5} }), []Name{NotDone}},
	} {
		var got []Name
		for _, f := range Diagnose(&c.e) {
			got = append(got, f.Name)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.reason, got, c.want)
		}
	}
}

// TestFailureHasAName: whatever the measures are, a task that is not solved has a
// diagnosis.
func TestFailureHasAName(t *testing.T) {
	levels := []float64{0, 0.05, 0.17, 0.19, 0.4, 0.85}
	for _, a := range levels {
		for _, b := range levels {
			for _, returns := range [][]float64{{0, 0}, {0, 1}, {1, 0}, {-1, -2}, {-2, -1}} {
				for _, length := range []float64{1, 80, 100} {
					e := Evidence{Success: []float64{a, b}, Return: returns, Length: []float64{length, length}, Solved: 0.9, Horizon: 100}
					if len(Diagnose(&e)) == 0 {
						t.Errorf("no name for %+v", e)
					}
				}
			}
		}
	}
}

// TestVocabulary: every entry says all that it has to, once.
func TestVocabulary(t *testing.T) {
	seen := map[Name]bool{}
	for _, e := range Vocabulary() {
		if seen[e.Name] || e.Name == "" || e.Meaning == "" || e.Rule == "" || e.Advice == "" {
			t.Errorf("entry %+v", e)
		}
		seen[e.Name] = true
	}
}
