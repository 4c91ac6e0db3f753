package front

import (
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// bitsPath is the import path of the intrinsics.
const bitsPath = "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// intrinsic is a function that is one operation.
type intrinsic struct {
	name, signature string
	op              ir.Op
	result          *ir.Type
}

// intrinsics are the functions of kmath/bits.
var intrinsics = []intrinsic{
	{"Hi", "(x float64) uint32", ir.Hi, ir.TUint32},
	{"Lo", "(x float64) uint32", ir.Lo, ir.TUint32},
	{"Make", "(hi, lo uint32) float64", ir.Join, ir.TF64},
	{"Sqrt", "(x float64) float64", ir.Sqrt, ir.TF64},
	{"Floor", "(x float64) float64", ir.Floor, ir.TF64},
	{"Ceil", "(x float64) float64", ir.Ceil, ir.TF64},
	{"Trunc", "(x float64) float64", ir.Trunc, ir.TF64},
	{"RoundToEven", "(x float64) float64", ir.Nearest, ir.TF64},
	{"Abs", "(x float64) float64", ir.Abs, ir.TF64},
	{"Copysign", "(f, sign float64) float64", ir.Copysign, ir.TF64},
	{"Bits32", "(x float32) uint32", ir.Bits, ir.TUint32},
	{"From32", "(u uint32) float32", ir.FromBits, ir.TF32},
	{"Sqrt32", "(x float32) float32", ir.Sqrt, ir.TF32},
	{"Floor32", "(x float32) float32", ir.Floor, ir.TF32},
	{"Ceil32", "(x float32) float32", ir.Ceil, ir.TF32},
	{"Trunc32", "(x float32) float32", ir.Trunc, ir.TF32},
	{"RoundToEven32", "(x float32) float32", ir.Nearest, ir.TF32},
	{"Abs32", "(x float32) float32", ir.Abs, ir.TF32},
	{"Copysign32", "(f, sign float32) float32", ir.Copysign, ir.TF32},
}

// bitsText declares the intrinsics as a Go package.
func bitsText() string {
	var b strings.Builder
	b.WriteString("package bits\n\n")
	for _, in := range intrinsics {
		b.WriteString("func " + in.name + in.signature + "\n")
	}
	return b.String()
}

// intrinsicNamed returns the intrinsic of a name, or nil.
func intrinsicNamed(name string) *intrinsic {
	for i := range intrinsics {
		if intrinsics[i].name == name {
			return &intrinsics[i]
		}
	}
	return nil
}
