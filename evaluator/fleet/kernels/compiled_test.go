package kernels

import (
	"maps"
	"runtime"
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math32"
)

const module = "github.com/rewardsmith/rewardsmith/"

// compile takes the text of the package to the form that devices run.
func compile(t testing.TB) *ir.Program {
	t.Helper()
	texts, err := math32.Text()
	if err != nil {
		t.Fatal(err)
	}
	mathematics := kernel.Package{Path: module + "internal/kernel/kmath/math32", Free: true}
	for _, text := range texts {
		mathematics.Files = append(mathematics.Files, kernel.File{Name: "math32", Text: text})
	}
	numbers := kernel.Package{Path: module + "envs/rng", Free: true, Files: []kernel.File{{Name: "rng.go", Text: rng.Text()}}}
	lib, err := kernel.NewLibrary(mathematics, numbers)
	if err != nil {
		t.Fatal(err)
	}
	files, err := Text()
	if err != nil {
		t.Fatal(err)
	}
	u := kernel.Unit{Packages: []kernel.Package{{Path: Path, Free: true}}}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		u.Packages[0].Files = append(u.Packages[0].Files, kernel.File{Name: name, Text: files[name]})
	}
	for _, name := range Entries() {
		u.Entries = append(u.Entries, kernel.Entry{Package: Path, Func: name, Name: name, Grid: true})
	}
	p, err := lib.Narrow(u)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// tiny are fleets that are trained in no time, with padding everywhere.
var tiny = map[string]Shape{
	"discrete":   {Jobs: 3, Instances: 5, Horizon: 4, Observations: 3, Hidden: []int{5}, Choices: 3, Actions: 1, Epochs: 1, Minibatch: 7, Counts: Counts{Columns: 2, Bins: 4, Beyond: 2}},
	"continuous": {Jobs: 2, Instances: 5, Horizon: 4, Observations: 5, Hidden: []int{3, 4}, Actions: 2, Epochs: 2, Minibatch: 20},
}

// TestCompiledIsNative trains twice, natively and in the interpreter of the compiled
// text: every bit of every buffer is the same after every launch, no index is outside
// of a buffer, and no invocation has more iterations than it may.
func TestCompiledIsNative(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("Go fuses products and sums here, the compiler of kernel Go does not")
	}
	program := compile(t)
	for name, shape := range tiny {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t, shape, coefficients)
			m.watch = func(l Launch, run func()) {
				before := map[Buffer][]uint32{}
				for _, b := range l.Buffers {
					before[b] = slices.Clone(m.memory[b])
				}
				run()
				var buffers [][]uint32
				for _, b := range l.Buffers {
					buffers = append(buffers, before[b])
				}
				ran, err := interp.Grid(program.Entry(l.Kernel), interp.Launch{
					End: uint32(l.Invocations(len(m.active))), Args: l.Args, Buffers: buffers,
				})
				if err != nil {
					t.Fatal(err)
				}
				if ran.Iterations > MaxIterations {
					t.Errorf("%s takes %d iterations", l.Kernel, ran.Iterations)
				}
				for _, b := range l.Buffers {
					if !slices.Equal(before[b], m.memory[b]) {
						t.Fatalf("%s: %s has other bits than natively", l.Kernel, b)
					}
				}
			}
			m.train([]uint64{1, 2, 3}[:shape.Jobs])
		})
	}
}
