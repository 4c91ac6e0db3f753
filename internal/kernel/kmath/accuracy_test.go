package kmath_test

import (
	"flag"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath"
	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath/internal/reference"
)

var points = flag.Int("points", 0, "points a function in TestAccuracy, 0 for the default")

// worst is the largest error found and where.
type worst struct {
	ulps, x, y, got float64
}

func (w *worst) note(ulps, x, y, got float64) {
	if ulps > w.ulps || math.IsNaN(ulps) {
		*w = worst{ulps, x, y, got}
	}
}

// measure compares f with its reference at n points.
func (c checked) measure(n int, f func(x, y float64) float64, narrow func(float64) float64, format reference.Format) worst {
	r := rand.New(rand.NewPCG(1, uint64(len(c.name))<<8|uint64(c.name[0])))
	var w worst
	for i := 0; i < n; i++ {
		x, y := narrow(draw(r, c.spans[0], c.near[0])), 0.0
		if c.two != nil {
			y = narrow(draw(r, c.spans[1], c.near[1]))
		}
		if math.IsInf(x, 0) || math.IsInf(y, 0) || x == 0 || c.two != nil && y == 0 || c.accept != nil && !c.accept(x, y) {
			continue
		}
		got := f(x, y)
		if math.IsNaN(got) { // outside the domain
			continue
		}
		want := c.want(x, y)
		if want != nil {
			w.note(format.Ulps(got, want), x, y, got)
		}
	}
	return w
}

// want returns the reference's value.
func (c checked) want(x, y float64) *big.Float {
	a := new(big.Float).SetPrec(320).SetFloat64(x)
	if c.one != nil {
		return c.one(a)
	}
	return c.two(a, new(big.Float).SetPrec(320).SetFloat64(y))
}

func count(short int) int {
	if *points > 0 {
		return *points
	}
	if testing.Short() {
		return short
	}
	return 20 * short
}

func TestAccuracy64(t *testing.T) {
	for _, c := range functions() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var f func(x, y float64) float64
			switch g := kmath.Funcs64()[c.name].(type) {
			case func(float64) float64:
				f = func(x, _ float64) float64 { return g(x) }
			case func(x, y float64) float64:
				f = g
			}
			w := c.measure(count(600), f, func(x float64) float64 { return x }, reference.Float64)
			t.Log(w)
			if limit := 1.0; w.ulps > limit {
				t.Errorf("%s: error %.3f ulp", w, w.ulps)
			}
		})
	}
}

func (w worst) String() string {
	return fmt.Sprintf("%.4f ulp at %v, %v: got %v", w.ulps, w.x, w.y, w.got)
}
