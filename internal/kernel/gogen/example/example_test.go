package example

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
)

// TestCompiled compares the functions as written with what is emitted for them,
// from the optimised representation and from one with aggregates left whole. Only
// processors that fuse operations may differ on the sources as written.
func TestCompiled(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	s := State{Phase: 0.25}
	d := Draws{Seed: 7}
	for i := range 300 {
		push := Vec{float64(r.IntN(64)-32) / 64, float64(r.IntN(64)-32) / 64}
		a, b, c := d, d, d
		next := Step(s, push, &a)
		for name, got := range map[string]State{"compiled": compiledStep(s, push, &b), "whole": wholeStep(s, push, &c)} {
			if !close(got, next) {
				t.Fatalf("step %d: %s %+v, want %+v", i, name, got, next)
			}
		}
		if b != a || c != a {
			t.Fatalf("step %d: the sources are left at %v and %v, want %v", i, b, c, a)
		}
		total, terms := Reward(s, next)
		for name, f := range map[string]func(s, next State) (float64, map[string]float64){"compiled": compiledReward, "whole": wholeReward} {
			if got, gotTerms := f(s, next); got != total || !reflect.DeepEqual(gotTerms, terms) {
				t.Fatalf("step %d: %s reward %v %v, want %v %v", i, name, got, gotTerms, total, terms)
			}
		}
		limit := r.Float64()
		if got, want := fmt.Sprint(compiledFar(next, limit), wholeFar(next, limit)), Far(next, limit); got != fmt.Sprint(want, want) {
			t.Fatalf("step %d: Far %v, want %v", i, got, want)
		}
		first, second := Roll(&a, 6)
		x, y := compiledRoll(&b, 6)
		u, v := wholeRoll(&c, 6)
		if x != first || y != second || u != first || v != second || b != a || c != a {
			t.Fatalf("step %d: Roll %d %d and %d %d, want %d %d", i, x, y, u, v, first, second)
		}
		s, d = next, a
	}
}

// close says that two states are the same but for the last bits of At and Path.
func close(a, b State) bool {
	near := func(v, w Vec) bool { return math.Abs(v.X-w.X) <= 1e-12 && math.Abs(v.Y-w.Y) <= 1e-12 }
	for i := range a.Path {
		if !near(a.Path[i], b.Path[i]) {
			return false
		}
	}
	return near(a.At, b.At) && a.Tries == b.Tries && a.Done == b.Done && a.Count == b.Count && math.Abs(float64(a.Phase-b.Phase)) <= 1e-6
}
