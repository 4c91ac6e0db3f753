package kmath

// A Bound says how accurate a function is.
type Bound struct {
	Name   string // as in package math
	Domain string // where the result is no NaN
	// Ulps64 and Ulps32 bound the error of math64 and math32 in units of the last
	// place of the exact value: 0 where the result is exact or has no rounding,
	// 0.5 where it is rounded correctly.
	Ulps64, Ulps32 float64
	// Found64 and Found32 are the largest errors that measurements found: of
	// math64 at 50 thousand points drawn where functions are hard, against a
	// reference of 320 bits; of math32 so too, and at every 267th number there is
	// or at two million pairs.
	Found64, Found32 float64
}

// Accuracy returns the bounds of all functions, by name. TestAccuracy64,
// TestAccuracy32 and TestStrided32 measure them; -points says at how many points.
func Accuracy() []Bound {
	return []Bound{
		{"Abs", "all", 0, 0, 0, 0},
		{"Acos", "[-1, 1]", 1, 1, 0.59, 0.63},
		{"Acosh", "[1, +Inf]", 1, 1, 0.5, 0.51},
		{"Asin", "[-1, 1]", 1, 1, 0.64, 0.67},
		{"Asinh", "all", 1, 1, 0.62, 0.63},
		{"Atan", "all", 1, 1, 0.56, 0.6},
		{"Atan2", "all", 1, 1, 0.53, 0.62},
		{"Atanh", "[-1, 1]", 1, 1, 0.5, 0.51},
		{"Cbrt", "all", 1, 1, 0.78, 0.83},
		{"Ceil", "all", 0, 0, 0, 0},
		{"Copysign", "all", 0, 0, 0, 0},
		{"Cos", "finite, any magnitude", 1, 1, 0.74, 0.81},
		{"Cosh", "all", 1, 1, 0.51, 0.62},
		{"Dim", "all", 0.5, 0.5, 0.5, 0.5},
		{"Erf", "all", 1, 1, 0.7, 0.77},
		{"Erfc", "all", 1, 1, 0.74, 0.75},
		{"Exp", "all", 1, 1, 0.75, 0.75},
		{"Exp2", "all", 1, 1, 0.75, 0.75},
		{"Expm1", "all", 1, 1, 0.67, 0.8},
		{"FMA", "all", 0.5, 0.5, 0.5, 0.5},
		{"Floor", "all", 0, 0, 0, 0},
		{"Gamma", "all but negative integers and -Inf", 1, 1, 0.72, 0.74},
		{"Hypot", "all", 1, 1, 0.5, 0.75},
		{"Inf", "all", 0, 0, 0, 0},
		{"IsInf", "all", 0, 0, 0, 0},
		{"IsNaN", "all", 0, 0, 0, 0},
		{"Log", "[0, +Inf]", 1, 1, 0.7, 0.5},
		{"Log10", "[0, +Inf]", 1, 1, 0.5, 0.51},
		{"Log1p", "[-1, +Inf]", 1, 1, 0.5, 0.51},
		{"Log2", "[0, +Inf]", 1, 1, 0.5, 0.5},
		{"Max", "all", 0, 0, 0, 0},
		{"Min", "all", 0, 0, 0, 0},
		{"Mod", "finite x, y not 0", 0, 0, 0, 0},
		{"Modf", "all", 0, 0, 0, 0},
		{"NaN", "all", 0, 0, 0, 0},
		{"Pow", "x >= 0, or x < 0 and y whole", 2, 2, 0.51, 0.75},
		{"Remainder", "finite x, y not 0", 0, 0, 0, 0},
		{"Round", "all", 0, 0, 0, 0},
		{"RoundToEven", "all", 0, 0, 0, 0},
		{"Signbit", "all", 0, 0, 0, 0},
		{"Sin", "finite, any magnitude", 1, 1, 0.76, 0.83},
		{"Sincos", "finite, any magnitude", 1, 1, 0.76, 0.83},
		{"Sinh", "all", 1, 1, 0.63, 0.66},
		{"Sqrt", "[0, +Inf]", 0.5, 0.5, 0.5, 0.5},
		{"Tan", "finite, any magnitude", 1, 1, 0.77, 0.91},
		{"Tanh", "all", 1, 1, 0.83, 0.85},
		{"Trunc", "all", 0, 0, 0, 0},
	}
}
