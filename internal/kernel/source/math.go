package source

import "math"

// MathText is package math as rewards and environments import it: functions
// without a body are MathFuncs. Functions of other types than numbers and truth
// values are left out.
const MathText = `package math

// Mathematical constants, to more digits than any type holds.
const (
	E       = 2.71828182845904523536028747135266249775724709369995957496696763
	Pi      = 3.14159265358979323846264338327950288419716939937510582097494459
	Phi     = 1.61803398874989484820458683436563811772030917980576286213544862
	Sqrt2   = 1.41421356237309504880168872420969807856967187537694807317667974
	SqrtE   = 1.64872127070012814684865078781416357165377610071014801157507931
	SqrtPi  = 1.77245385090551602729816748334114518279754945612238712821380779
	SqrtPhi = 1.27201964951406896425242246173749149171560804184009624861664038
	Ln2     = 0.693147180559945309417232121458176568075500134360255254120680009
	Ln10    = 2.30258509299404568401799145468436420760110148862877297603332790
	Log2E   = 1 / Ln2
	Log10E  = 1 / Ln10
)

// Largest and smallest values.
const (
	MaxFloat32             = 0x1p128 - 0x1p104
	SmallestNonzeroFloat32 = 0x1p-149
	MaxFloat64             = 0x1p1024 - 0x1p971
	SmallestNonzeroFloat64 = 0x1p-1074

	MaxInt, MinInt     = MaxInt64, MinInt64
	MaxInt8, MinInt8   = 1<<7 - 1, -1 << 7
	MaxInt16, MinInt16 = 1<<15 - 1, -1 << 15
	MaxInt32, MinInt32 = 1<<31 - 1, -1 << 31
	MaxInt64, MinInt64 = 1<<63 - 1, -1 << 63
	MaxUint            = MaxUint64
	MaxUint8           = 1<<8 - 1
	MaxUint16          = 1<<16 - 1
	MaxUint32          = 1<<32 - 1
	MaxUint64          = 1<<64 - 1
)

func Abs(x float64) float64
func Acos(x float64) float64
func Acosh(x float64) float64
func Asin(x float64) float64
func Asinh(x float64) float64
func Atan(x float64) float64
func Atan2(y, x float64) float64
func Atanh(x float64) float64
func Cbrt(x float64) float64
func Ceil(x float64) float64
func Copysign(f, sign float64) float64
func Cos(x float64) float64
func Cosh(x float64) float64
func Dim(x, y float64) float64
func Erf(x float64) float64
func Erfc(x float64) float64
func Exp(x float64) float64
func Exp2(x float64) float64
func Expm1(x float64) float64
func FMA(x, y, z float64) float64
func Floor(x float64) float64
func Gamma(x float64) float64
func Hypot(p, q float64) float64
func Inf(sign int) float64
func IsInf(f float64, sign int) bool
func IsNaN(f float64) bool
func Log(x float64) float64
func Log10(x float64) float64
func Log1p(x float64) float64
func Log2(x float64) float64
func Max(x, y float64) float64
func Min(x, y float64) float64
func Mod(x, y float64) float64
func Modf(f float64) (whole, frac float64)
func NaN() float64
func Pow(x, y float64) float64
func Remainder(x, y float64) float64
func Round(x float64) float64
func RoundToEven(x float64) float64
func Signbit(x float64) bool
func Sin(x float64) float64
func Sincos(x float64) (sin, cos float64)
func Sinh(x float64) float64
func Sqrt(x float64) float64
func Tan(x float64) float64
func Tanh(x float64) float64
func Trunc(x float64) float64
`

// MathFuncs returns the functions that MathText declares, by name.
func MathFuncs() map[string]any {
	return map[string]any{
		"Abs": math.Abs, "Acos": math.Acos, "Acosh": math.Acosh, "Asin": math.Asin, "Asinh": math.Asinh,
		"Atan": math.Atan, "Atan2": math.Atan2, "Atanh": math.Atanh, "Cbrt": math.Cbrt, "Ceil": math.Ceil,
		"Copysign": math.Copysign, "Cos": math.Cos, "Cosh": math.Cosh, "Dim": math.Dim, "Erf": math.Erf,
		"Erfc": math.Erfc, "Exp": math.Exp, "Exp2": math.Exp2, "Expm1": math.Expm1, "FMA": math.FMA,
		"Floor": math.Floor, "Gamma": math.Gamma, "Hypot": math.Hypot, "Inf": math.Inf, "IsInf": math.IsInf,
		"IsNaN": math.IsNaN, "Log": math.Log, "Log10": math.Log10, "Log1p": math.Log1p, "Log2": math.Log2,
		"Max": math.Max, "Min": math.Min, "Mod": math.Mod, "Modf": math.Modf, "NaN": math.NaN, "Pow": math.Pow,
		"Remainder": math.Remainder, "Round": math.Round, "RoundToEven": math.RoundToEven,
		"Signbit": math.Signbit, "Sin": math.Sin, "Sincos": math.Sincos, "Sinh": math.Sinh, "Sqrt": math.Sqrt,
		"Tan": math.Tan, "Tanh": math.Tanh, "Trunc": math.Trunc,
	}
}
