package kmath

// A Bound says how accurate a function is.
type Bound struct {
	Name   string // as in package math
	Domain string // where the result is no NaN
	// Ulps64 and Ulps32 bound the error of math64 and math32 in units of the last
	// place of the exact value: 0 where the result is exact or has no rounding,
	// 0.5 where it is rounded correctly.
	Ulps64, Ulps32 float64
}

// Accuracy returns the bounds of all functions, by name. Tests hold them to
// these over the whole domain against a reference of 320 bits; the largest
// errors found are below.
func Accuracy() []Bound {
	return []Bound{
		{"Abs", "all", 0, 0},
		{"Acos", "[-1, 1]", 1, 1},
		{"Acosh", "[1, +Inf]", 1, 1},
		{"Asin", "[-1, 1]", 1, 1},
		{"Asinh", "all", 1, 1},
		{"Atan", "all", 1, 1},
		{"Atan2", "all", 1, 1},
		{"Atanh", "[-1, 1]", 1, 1},
		{"Cbrt", "all", 1, 1},
		{"Ceil", "all", 0, 0},
		{"Copysign", "all", 0, 0},
		{"Cos", "finite, any magnitude", 1, 1},
		{"Cosh", "all", 1, 1},
		{"Dim", "all", 0.5, 0.5},
		{"Erf", "all", 1, 1},
		{"Erfc", "all", 1, 1},
		{"Exp", "all", 1, 1},
		{"Exp2", "all", 1, 1},
		{"Expm1", "all", 1, 1},
		{"FMA", "all", 0.5, 0.5},
		{"Floor", "all", 0, 0},
		{"Gamma", "all but negative integers and -Inf", 1, 1},
		{"Hypot", "all", 1, 1},
		{"Inf", "all", 0, 0},
		{"IsInf", "all", 0, 0},
		{"IsNaN", "all", 0, 0},
		{"Log", "[0, +Inf]", 1, 1},
		{"Log10", "[0, +Inf]", 1, 1},
		{"Log1p", "[-1, +Inf]", 1, 1},
		{"Log2", "[0, +Inf]", 1, 1},
		{"Max", "all", 0, 0},
		{"Min", "all", 0, 0},
		{"Mod", "finite x, y not 0", 0, 0},
		{"Modf", "all", 0, 0},
		{"NaN", "all", 0, 0},
		{"Pow", "x >= 0, or x < 0 and y whole", 2, 2},
		{"Remainder", "finite x, y not 0", 0, 0},
		{"Round", "all", 0, 0},
		{"RoundToEven", "all", 0, 0},
		{"Signbit", "all", 0, 0},
		{"Sin", "finite, any magnitude", 1, 1},
		{"Sincos", "finite, any magnitude", 1, 1},
		{"Sinh", "all", 1, 1},
		{"Sqrt", "[0, +Inf]", 0.5, 0.5},
		{"Tan", "finite, any magnitude", 1, 1},
		{"Tanh", "all", 1, 1},
		{"Trunc", "all", 0, 0},
	}
}
