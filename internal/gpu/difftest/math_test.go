package difftest

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath"
)

// TestMath runs every function of package math.
func TestMath(t *testing.T) {
	b := newBench(t)
	funcs := kmath.Funcs64()
	r := rand.New(rand.NewPCG(1, 2))
	for i, name := range slices.Sorted(maps.Keys(funcs)) {
		if testing.Short() && i%8 != 0 {
			continue
		}
		of := reflect.TypeOf(funcs[name])
		var rows [][]float64
		for range 512 {
			var row []float64
			for i := range of.NumIn() {
				row = append(row, argument(r, of.In(i).Kind()))
			}
			rows = append(rows, row)
		}
		p := b.lower(b.library, kernel.Unit{
			Packages: []kernel.Package{{Path: "p", Files: []kernel.File{{Name: "p.go", Text: calling(name, of)}}}},
			Entries:  []kernel.Entry{{Package: "p", Func: "F", Name: "F"}},
		})
		b.chance(name, p, "F", rows, 10000)
	}
}

// calling is a package whose function F is one of package math.
func calling(name string, of reflect.Type) string {
	var params, args, results []string
	for i := range of.NumIn() {
		params = append(params, fmt.Sprintf("a%d %s", i, of.In(i)))
		args = append(args, fmt.Sprintf("a%d", i))
	}
	for i := range of.NumOut() {
		results = append(results, of.Out(i).String())
	}
	return fmt.Sprintf("package p\n\nimport \"math\"\n\nfunc F(%s) (%s) { return math.%s(%s) }\n",
		strings.Join(params, ", "), strings.Join(results, ", "), name, strings.Join(args, ", "))
}

// argument is small, large or anything, or one of the special cases.
func argument(r *rand.Rand, kind reflect.Kind) float64 {
	if kind == reflect.Int {
		return float64(r.IntN(3) - 1)
	}
	switch r.IntN(5) {
	case 0:
		return float64(float32(2*r.Float64() - 1))
	case 1:
		return float64(float32(200*r.Float64() - 100))
	case 2:
		special := []float64{0, math.Copysign(0, -1), 1, -1, 0.5, math.Inf(1), math.Inf(-1), math.NaN(), math.MaxFloat32, math.SmallestNonzeroFloat32, math.Pi}
		return float64(float32(special[r.IntN(len(special))]))
	case 3:
		return float64(math.Float32frombits(r.Uint32()))
	}
	return float64(float32(math.Exp(20*r.Float64() - 10)))
}
