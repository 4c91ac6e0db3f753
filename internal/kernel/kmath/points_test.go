package kmath_test

import (
	"math"
	"math/big"
	"math/rand/v2"

	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath/internal/reference"
)

// A span is where arguments are drawn from: uniformly, or with logarithms
// uniform where low and high are positive and log is set, with either sign if
// both is.
type span struct {
	low, high float64
	log, both bool
}

// A checked function has a reference of one or two arguments.
type checked struct {
	name   string
	one    func(x *big.Float) *big.Float
	two    func(x, y *big.Float) *big.Float
	spans  [2][]span    // of each argument
	near   [2][]float64 // points about which each argument is also drawn
	accept func(x, y float64) bool
	reach  float64 // largest argument that matters to float32, 0 for its largest
}

func both(low, high float64) span   { return span{low, high, false, true} }
func plain(low, high float64) span  { return span{low, high, false, false} }
func logs(low, high float64) span   { return span{low, high, true, false} }
func logged(low, high float64) span { return span{low, high, true, true} }

// everywhere is the whole range of float64.
var everywhere = []span{logged(0x1p-1074, math.MaxFloat64), logged(0x1p-30, 0x1p30)}

// positive is its positive half.
var positive = []span{logs(0x1p-1074, math.MaxFloat64), logs(0x1p-10, 0x1p10), plain(0.5, 2)}

// multiples returns step*1, step*2, ... step*n.
func multiples(step float64, n int) (out []float64) {
	for i := 1; i <= n; i++ {
		out = append(out, step*float64(i))
	}
	return out
}

// angles are where sine and cosine cancel: near multiples of pi/2, two of them
// the worst of all float64 (Muller, "Elementary functions", table of the
// smallest remainders).
var angles = append(multiples(math.Pi/2, 64), 0x1.6ac5b262ca1ffp+849, 0x1.921fb54442d18p+20, 1e22, 1e6, -1e6, math.Pi/4, math.MaxFloat64)

// one returns a checked function of one argument.
func one(name string, f func(x *big.Float) *big.Float, spans []span, near ...float64) checked {
	return checked{name: name, one: f, spans: [2][]span{spans}, near: [2][]float64{near}}
}

// functions lists what is measured against the reference.
func functions() []checked {
	circle := []span{logged(0x1p-1074, math.MaxFloat64), both(0, 10), both(0, 1e3), both(0, 1e6), logged(1e6, 1e30)}
	unit := []span{both(0, 1), logged(0x1p-1074, 1), logs(0x1p-53, 0.5)}
	list := []checked{
		one("Acos", reference.Acos, unit, 0.5, -0.5, 1, -1),
		one("Acosh", reference.Acosh, []span{plain(1, 2), plain(1, 100), logs(1, math.MaxFloat64)}, 1, 2, 0x1p30, math.MaxFloat64),
		one("Asin", reference.Asin, unit, 0.5, -0.5, 1, -1),
		one("Asinh", reference.Asinh, append(everywhere, both(0, 2)), 0.5, 0x1p30),
		one("Atan", reference.Atan, append(everywhere, both(0, 4)), 0.0625, 1, 0.0703125, 1.03125),
		one("Atanh", inside(reference.Atanh), unit, 1, -1, 0.5, 0.01),
		one("Cbrt", reference.Cbrt, everywhere, 1, 8, 27, 64, 0x1p-1022),
		one("Cos", reference.Cos, circle, angles...),
		one("Cosh", reference.Cosh, []span{both(0, 1), both(0, 40), both(0, 711), logged(0x1p-60, 1)}, 40, 710.4758, 709.78),
		one("Erf", reference.Erf, []span{both(0, 1), both(0, 6.5), logged(0x1p-1074, 1)}, 0.5, 6, 1),
		one("Erfc", reference.Erfc, []span{both(0, 1), both(0, 6), plain(0, 27.5), logged(0x1p-60, 1)}, 0.5, 6, -6, 1, 2, 4, 8, 16, 26.5, 27.2),
		one("Exp", reference.Exp, []span{both(0, 1), both(0, 750), logged(0x1p-60, 700)}, 1, 708, -708, 709.782712893384, -708.4, -745.13),
		one("Exp2", reference.Exp2, []span{both(0, 1), both(0, 1080), logged(0x1p-60, 1000)}, 1, 1023, 1024, -1022, -1074, -1075),
		one("Expm1", reference.Expm1, []span{both(0, 1), both(0, 40), plain(-50, 710), logged(0x1p-1074, 1)}, 0.3, -0.3, 40, -38, 709.78),
		one("Gamma", gamma, []span{plain(0, 3), plain(0, 15), plain(0, 172), plain(-15, 0), plain(-185, 0), logged(1e-308, 1)},
			append(multiples(-1, 185), 1, 2, 3, 12, 171.62, -12, 1.4616321449683623, 100, 50)...),
		one("Log", reference.Log, positive, 1, 2, 0.5, 45./64, 45./32, 10),
		one("Log10", reference.Log10, positive, 1, 10, 100, 1000, 1e5, 1e22),
		one("Log1p", inside(reference.Log1p), []span{plain(-1, 1), logged(0x1p-1074, 0.99), logs(0x1p-10, math.MaxFloat64)}, -1, 1, 0.0078125),
		one("Log2", reference.Log2, positive, 1, 2, 8, 1024, 0.5),
		one("Sin", reference.Sin, circle, angles...),
		one("Sinh", reference.Sinh, []span{both(0, 1), both(0, 40), both(0, 711), logged(0x1p-1074, 1)}, 0.7, 40, 710.4758),
		one("Sqrt", reference.Sqrt, positive, 2),
		one("Tan", reference.Tan, circle, angles...),
		one("Tanh", reference.Tanh, []span{both(0, 1), both(0, 22), logged(0x1p-1074, 1)}, 0.55, 20),
		{name: "Atan2", two: reference.Atan2, spans: [2][]span{{both(0, 1), logged(0x1p-1074, math.MaxFloat64)}, {both(0, 1), logged(0x1p-1074, math.MaxFloat64)}},
			near: [2][]float64{{1, 0.0625, 0x1p-900}, {1, -1, 0x1p900}}},
		{name: "Hypot", two: reference.Hypot, spans: [2][]span{{both(0, 1), logged(0x1p-1074, math.MaxFloat64)}, {both(0, 1), logged(0x1p-1074, math.MaxFloat64)}},
			near: [2][]float64{{3, 0x1p500}, {4, 0x1p-450}}},
		{name: "Pow", two: reference.Pow, spans: [2][]span{{plain(0, 10), logs(0x1p-1074, math.MaxFloat64), plain(0.9, 1.1), plain(0.9999, 1.0001)}, {both(0, 10), both(0, 700), logged(1e-10, 1e10)}},
			near: [2][]float64{{1, 2, 10}, {1, -1, 2, 0.5, 3}}, accept: powModerate},
	}
	reach := map[string]float64{"Cosh": 91, "Sinh": 91, "Exp": 105, "Expm1": 91, "Exp2": 152, "Gamma": 44, "Erfc": 10.5, "Pow": 1000}
	for i := range list {
		list[i].reach = reach[list[i].name]
	}
	return list
}

// powModerate reports whether x^y is near the numbers of float64: beyond, the
// special cases decide.
func powModerate(x, y float64) bool { return math.Abs(y*math.Log2(x)) < 1200 }

// inside leaves out 1 and -1.
func inside(f func(x *big.Float) *big.Float) func(x *big.Float) *big.Float {
	return func(x *big.Float) *big.Float {
		if v, _ := x.Float64(); math.Abs(v) == 1 {
			return nil
		}
		return f(x)
	}
}

// gamma leaves out the poles.
func gamma(x *big.Float) *big.Float {
	if x.IsInt() && x.Sign() <= 0 {
		return nil
	}
	return reference.Gamma(x)
}

// for32 returns the function with its spans cut to the range of float32.
func (c checked) for32() checked {
	reach := c.reach
	if reach == 0 {
		reach = math.MaxFloat32
	}
	for i, spans := range c.spans {
		c.spans[i] = nil
		for _, s := range spans {
			s.low, s.high = math.Min(math.Max(s.low, -reach), reach), math.Min(s.high, reach)
			if s.log {
				s.low = math.Max(s.low, 0x1p-149)
			}
			c.spans[i] = append(c.spans[i], s)
		}
	}
	return c
}

// draw returns an argument from one of the spans or near one of the points.
func draw(r *rand.Rand, spans []span, near []float64) float64 {
	i := r.IntN(2*len(spans) + min(len(near), 2))
	if i >= 2*len(spans) {
		x := near[r.IntN(len(near))]
		switch r.IntN(3) {
		case 0:
			return math.Float64frombits(math.Float64bits(x) + uint64(r.IntN(9)) - 4)
		case 1:
			return x * (1 + (2*r.Float64()-1)*0x1p-8)
		}
		return x + (2*r.Float64()-1)*math.Ldexp(1, -r.IntN(60))
	}
	s := spans[i/2]
	x := s.low + (s.high-s.low)*r.Float64()
	if s.log {
		a, b := math.Log2(s.low), math.Log2(s.high)
		x = math.Exp2(a + (b-a)*r.Float64())
	}
	x = math.Min(math.Max(x, s.low), s.high)
	if s.both && r.IntN(2) == 0 {
		return -x
	}
	return x
}
