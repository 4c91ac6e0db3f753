// Package kmath is the mathematics of kernel Go: the packages math64 and math32,
// one for each floating point type, written in kernel Go over the intrinsics of
// package bits, and compiled natively here or from their text by the compiler.
package kmath

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math64"

// Funcs64 returns the functions of math64 by name, to be handed to an
// interpreter in place of package math.
func Funcs64() map[string]any {
	return map[string]any{
		"Abs":         math64.Abs,
		"Acos":        math64.Acos,
		"Acosh":       math64.Acosh,
		"Asin":        math64.Asin,
		"Asinh":       math64.Asinh,
		"Atan":        math64.Atan,
		"Atan2":       math64.Atan2,
		"Atanh":       math64.Atanh,
		"Cbrt":        math64.Cbrt,
		"Ceil":        math64.Ceil,
		"Copysign":    math64.Copysign,
		"Cos":         math64.Cos,
		"Cosh":        math64.Cosh,
		"Dim":         math64.Dim,
		"Erf":         math64.Erf,
		"Erfc":        math64.Erfc,
		"Exp":         math64.Exp,
		"Exp2":        math64.Exp2,
		"Expm1":       math64.Expm1,
		"FMA":         math64.FMA,
		"Floor":       math64.Floor,
		"Gamma":       math64.Gamma,
		"Hypot":       math64.Hypot,
		"Inf":         math64.Inf,
		"IsInf":       math64.IsInf,
		"IsNaN":       math64.IsNaN,
		"Log":         math64.Log,
		"Log10":       math64.Log10,
		"Log1p":       math64.Log1p,
		"Log2":        math64.Log2,
		"Max":         math64.Max,
		"Min":         math64.Min,
		"Mod":         math64.Mod,
		"Modf":        math64.Modf,
		"NaN":         math64.NaN,
		"Pow":         math64.Pow,
		"Remainder":   math64.Remainder,
		"Round":       math64.Round,
		"RoundToEven": math64.RoundToEven,
		"Signbit":     math64.Signbit,
		"Sin":         math64.Sin,
		"Sincos":      math64.Sincos,
		"Sinh":        math64.Sinh,
		"Sqrt":        math64.Sqrt,
		"Tan":         math64.Tan,
		"Tanh":        math64.Tanh,
		"Trunc":       math64.Trunc,
	}
}
