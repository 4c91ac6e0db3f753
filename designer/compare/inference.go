package compare

import (
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/designer/compare/stats"
)

// MinRuns is the number of runs of each method below which nothing is said of
// their difference.
const MinRuns = 5

// Level is the p value, corrected, up to which a difference counts as shown.
const Level = 0.05

// testSeed seeds the drawn splits of large tests, so that a table is the same
// whenever it is made.
const testSeed = 1

// Test compares the final scores of two methods on one task.
type Test struct {
	Task string `json:"task"`
	A    string `json:"a"`
	B    string `json:"b"`
	N    int    `json:"n"` // runs of A
	M    int    `json:"m"` // runs of B
	// Outcome is the test. It is nil, and nothing is said, where there are fewer
	// than MinRuns runs of either, and until all planned runs of both are done:
	// who looks again and again finds a difference in the end.
	Outcome   *stats.Test `json:"outcome,omitempty"`
	Corrected float64     `json:"corrected,omitempty"` // p, over all tests of the plan
	Sentence  string      `json:"sentence"`            // what it supports

	planned      int // runs of each
	meanA, meanB float64
}

// testAll compares every pair of methods on every task, and corrects for all of
// them.
func testAll(groups []group, planned int) ([]Test, error) {
	var tests []Test
	for i := range groups {
		for j := i + 1; j < len(groups); j++ {
			if groups[i].task.Name != groups[j].task.Name {
				continue
			}
			t, err := newTest(&groups[i], &groups[j], planned)
			if err != nil {
				return nil, err
			}
			tests = append(tests, t)
		}
	}
	correct(tests)
	for i := range tests {
		tests[i].Sentence = tests[i].sentence()
	}
	return tests, nil
}

// newTest carries out a test where there are runs enough.
func newTest(a, b *group, planned int) (Test, error) {
	x, y := a.scores(), b.scores()
	t := Test{Task: a.task.Name, A: a.method.String(), B: b.method.String(), N: len(x), M: len(y), planned: planned, meanA: mean(x), meanB: mean(y)}
	if min(t.N, t.M) < max(MinRuns, planned) {
		return t, nil
	}
	outcome, err := stats.Permutation(x, y, testSeed)
	if err != nil {
		return t, fmt.Errorf("%s: %s and %s: %w", t.Task, t.A, t.B, err)
	}
	t.Outcome = &outcome
	return t, nil
}

// correct fills the corrected p values. A test that was not made counts as one
// that found nothing, so that what is found does not depend on which were made.
func correct(tests []Test) {
	p := make([]float64, len(tests))
	for i := range tests {
		p[i] = 1
		if tests[i].Outcome != nil {
			p[i] = tests[i].Outcome.P
		}
	}
	for i, corrected := range stats.Holm(p) {
		if tests[i].Outcome != nil {
			tests[i].Corrected = corrected
		}
	}
}

// sentence is what a test supports, and no more.
func (t *Test) sentence() string {
	high, low, top, bottom := t.A, t.B, t.meanA, t.meanB
	if t.meanB > t.meanA {
		high, low, top, bottom = t.B, t.A, t.meanB, t.meanA
	}
	switch {
	case t.Outcome == nil && t.planned >= MinRuns:
		return fmt.Sprintf("%d and %d of %d runs have a score: nothing is said before all have", t.N, t.M, t.planned)
	case t.Outcome == nil:
		return fmt.Sprintf("too few runs (%d and %d; %d of each are needed): nothing is said", t.N, t.M, MinRuns)
	case t.Corrected <= Level:
		return fmt.Sprintf("on %s %s is better than %s: mean final score %.4g against %.4g", t.Task, high, low, top, bottom)
	}
	return fmt.Sprintf("on %s no difference between %s and %s is shown by so many runs", t.Task, t.A, t.B)
}

// SmallestP is the smallest corrected p value that any test of the plan can come
// to, NaN where it makes no test. Above [Level] the comparison cannot show any
// difference, however large: it needs more runs, or fewer methods and tasks.
func (p *Plan) SmallestP() float64 {
	tests := len(p.Tasks) * len(p.Methods) * (len(p.Methods) - 1) / 2
	if tests == 0 || p.Runs < MinRuns || p.Demonstration() {
		return math.NaN()
	}
	return min(1, float64(tests)*stats.SmallestP(p.Runs, p.Runs))
}
