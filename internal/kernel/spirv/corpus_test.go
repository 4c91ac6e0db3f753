package spirv_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/envs/folder"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/fuzz"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/irtest"
	"github.com/rewardsmith/rewardsmith/internal/kernel/narrow"
	"github.com/rewardsmith/rewardsmith/internal/kernel/pass"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// root is the module's folder.
const root = "../../../"

// workshop makes shaders and validates them.
type workshop struct {
	library   *kernel.Library
	math      *narrow.Math
	validator string
	software  bool
}

func newWorkshop(t *testing.T) *workshop {
	t.Helper()
	validator, err := exec.LookPath("spirv-val")
	if err != nil {
		t.Skip("spirv-val is not installed (Debian: spirv-tools)")
	}
	library, err := envs.Library()
	if err != nil {
		t.Fatal(err)
	}
	m, err := narrow.NewMath()
	if err != nil {
		t.Fatal(err)
	}
	return &workshop{library: library, math: m, validator: validator}
}

// unit validates the shaders of a unit, optimised and not.
func (w *workshop) unit(t *testing.T, library *kernel.Library, u kernel.Unit) {
	t.Helper()
	p, err := library.Lower(u)
	if err != nil {
		t.Error(err)
		return
	}
	w.program(t, p)
}

func (w *workshop) program(t *testing.T, p *ir.Program) {
	t.Helper()
	n, err := w.math.Program(p)
	if err != nil {
		t.Error(err)
		return
	}
	w.software = !w.software // one after the other
	for _, p := range []*ir.Program{n, pass.Optimise(n)} {
		w.valid(t, p)
	}
}

func (w *workshop) valid(t *testing.T, p *ir.Program) {
	t.Helper()
	m, err := spirv.Emit(p, spirv.Options{Software: w.software})
	if err != nil {
		t.Error(err)
		return
	}
	c := exec.Command(w.validator, "--target-env", "vulkan1.1", "-")
	c.Stdin = bytes.NewReader(m.Binary)
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

func TestEnvironments(t *testing.T) {
	w := newWorkshop(t)
	for name, spec := range specs(t) {
		t.Run(name, func(t *testing.T) { w.unit(t, w.library, folder.Unit(spec)) })
	}
}

// TestRewards validates the shaders of all rewards that come with the program,
// those in all styles and those of recorded answers.
func TestRewards(t *testing.T) {
	w := newWorkshop(t)
	styles, _ := filepath.Glob(root + "critic/testdata/styles/*/*.txt")
	answers, _ := filepath.Glob(root + "examples/answers/*/*.answer.md")
	if len(styles) == 0 || len(answers) == 0 {
		t.Fatal("no rewards were found")
	}
	known := specs(t)
	for i, file := range append(styles, answers...) {
		if testing.Short() && i%5 != 0 {
			continue
		}
		spec := known[filepath.Base(filepath.Dir(file))]
		if spec == nil {
			t.Errorf("%s is for no environment", file)
			continue
		}
		t.Run(spec.Name+"/"+filepath.Base(file), func(t *testing.T) {
			text := readFile(t, file)
			if strings.HasSuffix(file, ".md") {
				_, text, _ = strings.Cut(text, "```go\n")
				text, _, _ = strings.Cut(text, "\n```")
			}
			packages, err := critic.Packages(spec, envs.ShowState)
			if err != nil {
				t.Fatal(err)
			}
			library, unit, err := critic.Unit(packages, text)
			if err != nil {
				t.Fatal(err)
			}
			w.unit(t, library, unit)
		})
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// specs are the environments, those of the examples as well, by name.
func specs(t *testing.T) map[string]*envs.Spec {
	t.Helper()
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*envs.Spec{}
	for _, env := range all {
		out[env.Spec().Name] = env.Spec()
	}
	folders, err := filepath.Glob(root + "examples/*/env.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range folders {
		dir := filepath.Dir(file)
		source, err := envs.ReadSource(os.DirFS(dir))
		if err != nil {
			t.Fatal(err)
		}
		spec, err := envs.Describe(filepath.Base(dir), source)
		if err != nil {
			t.Fatal(err)
		}
		out[spec.Name] = spec
	}
	return out
}

// TestRandomPrograms validates the shaders of programs made by chance.
func TestRandomPrograms(t *testing.T) {
	w := newWorkshop(t)
	n := uint64(60)
	if testing.Short() {
		n = 15
	}
	for seed := range n {
		p := irtest.Program(rand.New(rand.NewPCG(seed, 6)))
		narrowable(p)
		if w.program(t, p); t.Failed() {
			t.Fatalf("seed %d:\n%s", seed, p)
		}
	}
}

// TestRandomGrids does so for grids.
func TestRandomGrids(t *testing.T) {
	w := newWorkshop(t)
	n := uint64(60)
	if testing.Short() {
		n = 15
	}
	for seed := range n {
		p := irtest.Grid(rand.New(rand.NewPCG(seed, 8)))
		narrowable(p)
		if w.program(t, p); t.Failed() {
			t.Fatalf("seed %d:\n%s", seed, p)
		}
	}
}

// narrowable replaces what has no form in float32.
func narrowable(p *ir.Program) {
	for _, f := range p.Funcs {
		f.Body.Walk(func(v *ir.Value) {
			if v.Op == ir.Hi || v.Op == ir.Lo || v.Op == ir.Join {
				v.Op, v.Args = ir.Convert, v.Args[:1]
			}
		})
	}
}

func TestRandomSources(t *testing.T) {
	w := newWorkshop(t)
	n := uint64(30)
	if testing.Short() {
		n = 5
	}
	for seed := range n {
		s := fuzz.Generate(seed)
		w.unit(t, w.library, kernel.Unit{
			Packages: []kernel.Package{{Path: "fuzzed", Files: []kernel.File{{Name: "fuzzed.go", Text: s.Text()}}}},
			Entries:  []kernel.Entry{{Package: "fuzzed", Func: "F", Name: "F"}},
		})
		if t.Failed() {
			t.Fatalf("seed %d:\n%s", seed, s.Text())
		}
	}
}
