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

// TestAccuracy64 holds every function of math64 to its bound.
func TestAccuracy64(t *testing.T) {
	for _, c := range functions() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := c.measure(count(250), call64(c.name), func(x float64) float64 { return x }, reference.Float64)
			w.hold(t, bounds(t)[c.name].Ulps64)
		})
	}
}

// TestAccuracy32 holds every function of math32 to its bound.
func TestAccuracy32(t *testing.T) {
	for _, c := range functions() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := c.for32().measure(count(250), call32(c.name), func(x float64) float64 { return float64(float32(x)) }, reference.Float32)
			w.hold(t, bounds(t)[c.name].Ulps32)
		})
	}
}

// TestStrided32 compares math32 with math64, whose errors do not count here, at
// every so-manieth float32 there is, or as many pairs.
func TestStrided32(t *testing.T) {
	n := uint64(count(40000))
	step := uint64(1<<32)/n | 1
	for _, c := range functions() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			ours, theirs := call32(c.name), call64(c.name)
			var w worst
			compare := func(x, y float64) {
				got, want := ours(x, y), theirs(x, y)
				if math.IsNaN(got) != math.IsNaN(want) {
					t.Fatalf("%s(%v, %v) = %v, want %v", c.name, x, y, got, want)
				}
				if !math.IsNaN(got) && got != want {
					w.note(ulps32(got, want), x, y, got)
				}
			}
			if c.one != nil {
				for u := step / 3; u < 1<<32; u += step {
					compare(float64(math.Float32frombits(uint32(u))), 0)
				}
			} else {
				narrow, r := c.for32(), rand.New(rand.NewPCG(7, 8))
				for range n {
					compare(float64(float32(draw(r, narrow.spans[0], c.near[0]))), float64(float32(draw(r, narrow.spans[1], c.near[1]))))
				}
			}
			w.hold(t, bounds(t)[c.name].Ulps32)
		})
	}
}

// ulps32 returns how far got, a float32, is from want in units of the last
// place of a float32.
func ulps32(got, want float64) float64 {
	_, exponent := math.Frexp(want)
	if math.Abs(want) >= 0x1p128 {
		exponent = 128
		want = math.Copysign(0x1p128, want)
	}
	if math.IsInf(got, 0) {
		got = math.Copysign(0x1p128, got)
	}
	return math.Abs(math.Ldexp(got-want, -max(exponent-24, -149)))
}

// call64 returns a function of math64 with one or two arguments.
func call64(name string) func(x, y float64) float64 {
	switch g := kmath.Funcs64()[name].(type) {
	case func(float64) float64:
		return func(x, _ float64) float64 { return g(x) }
	case func(x, y float64) float64:
		return g
	}
	panic(name + " does not return one number")
}

// call32 returns a function of math32 with one or two arguments.
func call32(name string) func(x, y float64) float64 {
	switch g := kmath.Funcs32()[name].(type) {
	case func(float32) float32:
		return func(x, _ float64) float64 { return float64(g(float32(x))) }
	case func(x, y float32) float32:
		return func(x, y float64) float64 { return float64(g(float32(x), float32(y))) }
	}
	panic(name + " does not return one number")
}

// bounds returns what is promised, by name.
func bounds(t *testing.T) map[string]kmath.Bound {
	t.Helper()
	out := map[string]kmath.Bound{}
	for _, b := range kmath.Accuracy() {
		out[b.Name] = b
	}
	return out
}

// hold fails the test where the error is above the bound.
func (w worst) hold(t *testing.T, bound float64) {
	t.Helper()
	t.Logf("%s: %s", t.Name(), w)
	if !(w.ulps <= bound) {
		t.Errorf("%s, want %v ulp at most", w, bound)
	}
}

func (w worst) String() string {
	return fmt.Sprintf("%.4f ulp at %v, %v: got %v", w.ulps, w.x, w.y, w.got)
}
