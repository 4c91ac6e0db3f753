package fit

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// constants are n of them, of different sizes and signs.
func constants(n int) []Constant {
	var list []Constant
	for i := range n {
		list = append(list, Constant{Name: fmt.Sprintf("c%d", i), Value: []float64{2, -0.03, 40}[i%3]})
	}
	return list
}

// hill scores points by how far each constant is from a factor of its own times
// its value, at most 0, plus noise that is the same for the same values: as
// trainings on the same seeds are, it is rough but repeats itself.
type hill struct {
	problem Problem
	noise   float64
	batches [][][]float64 // that were asked for
}

// truth is the score without noise: minus the mean squared error of logarithms.
func (h *hill) truth(values []float64) float64 {
	sum := 0.0
	for i, v := range values {
		goal := 0.8 * math.Sin(float64(2*i+1))
		error := math.Log(v/h.problem.Constants[i].Value) - goal
		sum += error * error
	}
	return -sum / float64(len(values))
}

func (h *hill) evaluate(_ context.Context, batch [][]float64) ([]float64, error) {
	h.batches = append(h.batches, batch)
	var scores []float64
	for _, values := range batch {
		hash := fnv.New64a()
		fmt.Fprint(hash, values, h.problem.Seed)
		bell := 0.0
		for range 12 { // the sum of uniform numbers is nearly normal
			hash.Write([]byte{1})
			bell += float64(hash.Sum64()>>11) / (1 << 53)
		}
		scores = append(scores, h.truth(values)+h.noise*(bell-6))
	}
	return scores, nil
}

func fitted(t *testing.T, h *hill) Result {
	t.Helper()
	r, err := Fit(t.Context(), h.problem, h.evaluate)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestFitRecovers looks for a known optimum, by the median over seeds of the
// score without noise. The start scores about -0.3.
func TestFitRecovers(t *testing.T) {
	tests := []struct {
		constants, evaluations int
		noise                  float64
		atLeast                float64 // of the median
	}{
		{1, 12, 0, -0.005},
		{2, 30, 0, -0.002},
		{5, 60, 0, -0.01},
		{10, 120, 0, -0.02},
		{2, 30, 0.05, -0.06},
		{5, 60, 0.05, -0.06},
		{10, 120, 0.05, -0.12},
	}
	for _, tt := range tests {
		var scores []float64
		for seed := range 15 {
			h := &hill{problem: Problem{Constants: constants(tt.constants), Evaluations: tt.evaluations, Seed: uint64(seed)}, noise: tt.noise}
			r := fitted(t, h)
			best := r.Points[r.Best]
			if len(r.Points) > tt.evaluations || best.Score < r.Points[0].Score {
				t.Errorf("%+v: %d evaluations, best %g, start %g", tt, len(r.Points), best.Score, r.Points[0].Score)
			}
			scores = append(scores, h.truth(best.Values))
		}
		slices.Sort(scores)
		t.Logf("%+v: %.4f, worst %.4f", tt, scores[len(scores)/2], scores[0])
		if median := scores[len(scores)/2]; median < tt.atLeast {
			t.Errorf("%+v: median %.4f of %.4f", tt, median, scores)
		}
	}
}

// TestFitIsDeterministic compares searches with the same and with other seeds.
func TestFitIsDeterministic(t *testing.T) {
	search := func(seed uint64, parallel int) (*hill, Result) {
		h := &hill{problem: Problem{Constants: constants(4), Evaluations: 40, Parallel: parallel}, noise: 0.05}
		h.problem.Seed = seed
		return h, fitted(t, h)
	}
	first, a := search(1, 0)
	second, b := search(1, 0)
	if diff := cmp.Diff(a, b); diff != "" || !cmp.Equal(first.batches, second.batches) {
		t.Errorf("the same search went otherwise:\n%s", diff)
	}
	if len(first.batches[0]) != 1 || len(first.batches[1]) != 4 || a.Stop != StopBudget || len(a.Points) != 40 {
		t.Errorf("batches of %d and %d, %d points, stop %q; want the start, the simplex, and the whole budget spent",
			len(first.batches[0]), len(first.batches[1]), len(a.Points), a.Stop)
	}
	narrow, c := search(1, 3)
	if diff := cmp.Diff(a, c); diff != "" {
		t.Errorf("in smaller batches the search went otherwise:\n%s", diff)
	}
	for _, batch := range narrow.batches {
		if len(batch) > 3 {
			t.Errorf("a batch of %d, want at most 3", len(batch))
		}
	}
	if _, d := search(2, 0); cmp.Equal(a.Points, d.Points) {
		t.Error("another seed made the same search")
	}
}

// TestFitResumes stops a search at every evaluation and repeats it with what was
// known by then: it asks for the same points in the same order, and ends alike.
func TestFitResumes(t *testing.T) {
	h := &hill{problem: Problem{Constants: constants(3), Evaluations: 25, Seed: 5}, noise: 0.1}
	whole := fitted(t, h)
	stopped := errors.New("stopped")
	for stop := range whole.Points {
		record := map[string]float64{}
		remember := func(limit int) Evaluate {
			return func(ctx context.Context, batch [][]float64) ([]float64, error) {
				var scores []float64
				for _, values := range batch {
					key := fmt.Sprint(values)
					if _, ok := record[key]; !ok {
						if len(record) >= limit {
							return nil, stopped
						}
						fresh, _ := h.evaluate(ctx, [][]float64{values})
						record[key] = fresh[0]
					}
					scores = append(scores, record[key])
				}
				return scores, nil
			}
		}
		part, err := Fit(t.Context(), h.problem, remember(stop))
		if !errors.Is(err, stopped) || len(part.Points) > stop || len(record) != stop {
			t.Fatalf("stopped after %d: %v with %d points, %d evaluated", stop, err, len(part.Points), len(record))
		}
		if len(part.Points) > 0 && !cmp.Equal(part.Points, whole.Points[:len(part.Points)]) {
			t.Errorf("stopped after %d: other points than those of the whole search", stop)
		}
		again, err := Fit(t.Context(), h.problem, remember(len(whole.Points)))
		if err != nil || !cmp.Equal(again, whole) || len(record) != len(whole.Points) {
			t.Fatalf("resumed after %d: %v, %d evaluated in all; want the whole search with %d", stop, err, len(record), len(whole.Points))
		}
	}
}

// TestFitFailures goes on past points that cannot be scored, unless it is the
// start.
func TestFitFailures(t *testing.T) {
	h := &hill{problem: Problem{Constants: constants(2), Evaluations: 30, Seed: 3}}
	failing := func(unsound func(v []float64) bool) Evaluate {
		return func(ctx context.Context, batch [][]float64) ([]float64, error) {
			scores, err := h.evaluate(ctx, batch)
			for i, values := range batch {
				if unsound(values) {
					scores[i] = math.NaN()
				}
			}
			return scores, err
		}
	}
	r, err := Fit(t.Context(), h.problem, failing(func(v []float64) bool { return v[0] < 1.9 || v[0] > 4.2 || v[1] < -0.04 }))
	if err != nil {
		t.Fatal(err)
	}
	failed := 0
	for i, p := range r.Points {
		if p.Failed {
			failed++
			if i == r.Best || p.Score != 0 {
				t.Errorf("point %d failed: %+v, best is %d", i, p, r.Best)
			}
		}
	}
	if best := r.Points[r.Best]; failed == 0 || h.truth(best.Values) < -0.01 {
		t.Errorf("%d points failed, best %+v", failed, best)
	}
	if _, err := Fit(t.Context(), h.problem, failing(func([]float64) bool { return true })); err == nil || !strings.Contains(err.Error(), "as it is has no score") {
		t.Errorf("a start without a score: %v", err)
	}
	down := errors.New("the machine is down")
	calls := 0
	r, err = Fit(t.Context(), h.problem, func(ctx context.Context, batch [][]float64) ([]float64, error) {
		if calls++; calls == 7 {
			return nil, down
		}
		return h.evaluate(ctx, batch)
	})
	if !errors.Is(err, down) || len(r.Points) != 7 || calls != 7 {
		t.Errorf("%v after %d calls with %d points, want all that were evaluated and no call after the failure", err, calls, len(r.Points))
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Fit(ctx, h.problem, h.evaluate); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := Fit(t.Context(), h.problem, func(context.Context, [][]float64) ([]float64, error) { return nil, nil }); err == nil {
		t.Error("too few scores were taken")
	}
}

// TestFitBounds keeps every point within a factor of ten and its sign, whatever
// would be better, and ends where there is nothing left to try.
func TestFitBounds(t *testing.T) {
	p := Problem{Constants: []Constant{{Name: "up", Value: 3}, {Name: "down", Value: -2}, {Name: "zero"}}, Evaluations: 400, Seed: 1}
	r, err := Fit(t.Context(), p, func(_ context.Context, batch [][]float64) ([]float64, error) {
		var scores []float64
		for _, v := range batch {
			if v[0] < 0.3 || v[0] > 30 || v[1] > -0.2 || v[1] < -20 || v[2] < -1 || v[2] > 1 {
				t.Fatalf("%v is out of bounds", v)
			}
			scores = append(scores, math.Log(v[0])+math.Log(-v[1])-v[2])
		}
		return scores, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]float64{30, -20, -1}, r.Points[r.Best].Values); diff != "" || r.Stop != StopConverged {
		t.Errorf("stop %q after %d, best (-want +got):\n%s", r.Stop, len(r.Points), diff)
	}
	for i, point := range r.Points {
		for _, other := range r.Points[:i] {
			if cmp.Equal(point.Values, other.Values) {
				t.Errorf("%v was evaluated twice", point.Values)
			}
		}
	}
	flat, err := Fit(t.Context(), p, func(_ context.Context, batch [][]float64) ([]float64, error) { return make([]float64, len(batch)), nil })
	if err != nil || flat.Best != 0 {
		t.Errorf("of equal points %d is best, %v; want the start", flat.Best, err)
	}
}

// TestFitRefuses names the way out.
func TestFitRefuses(t *testing.T) {
	for want, p := range map[string]Problem{
		"names no number":    {Evaluations: 10},
		"allow at least 5":   {Constants: constants(3), Evaluations: 4},
		"parallel -1":        {Constants: constants(1), Evaluations: 9, Parallel: -1},
		"size 3":             {Constants: constants(1), Evaluations: 9, Size: 3},
		"constant c is +Inf": {Constants: []Constant{{Name: "c", Value: math.Inf(1)}}, Evaluations: 9},
	} {
		h := &hill{problem: p}
		if _, err := Fit(t.Context(), p, h.evaluate); err == nil || !strings.Contains(err.Error(), want) || len(h.batches) > 0 {
			t.Errorf("%v after %d batches, want %q", err, len(h.batches), want)
		}
	}
}
