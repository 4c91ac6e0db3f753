package front

import (
	"go/types"
	"path"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// The import paths of the intrinsics: those of every target, and those of a
// device, which only free packages may import.
const (
	bitsPath   = "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"
	devicePath = "github.com/rewardsmith/rewardsmith/internal/kernel/device"
)

// intrinsic is a function that is one operation.
type intrinsic struct {
	name, signature string
	op              ir.Op
	result          *ir.Type // nil for none
}

// intrinsics are the functions of packages, by import path.
var intrinsics = map[string][]intrinsic{bitsPath: bitsIntrinsics, devicePath: deviceIntrinsics}

var deviceIntrinsics = []intrinsic{
	{"Stopped", "() uint32", ir.Stopped, ir.TUint32},
	{"Refuel", "(units uint32)", ir.Refuel, nil},
	{"MulAdd", "(x, y, z float32) float32", ir.MulAdd, ir.TF32},
}

var bitsIntrinsics = []intrinsic{
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

// intrinsicPackage declares the intrinsics of an import path.
func intrinsicPackage(at string) Package {
	var b strings.Builder
	name := path.Base(at)
	b.WriteString("package " + name + "\n\n")
	for _, in := range intrinsics[at] {
		b.WriteString("func " + in.name + in.signature + "\n")
	}
	return Package{Path: at, Files: []File{{Name: name + ".go", Text: b.String()}}}
}

// intrinsicOf returns the intrinsic that a function is, or nil.
func intrinsicOf(fn *types.Func) *intrinsic {
	if fn.Pkg() == nil {
		return nil
	}
	list := intrinsics[fn.Pkg().Path()]
	for i := range list {
		if list[i].name == fn.Name() {
			return &list[i]
		}
	}
	return nil
}

// pure says that an intrinsic depends on its arguments alone.
func (in *intrinsic) pure() bool { return ir.Ops[in.op].Pure }
