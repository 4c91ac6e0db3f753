package fuzz_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/engine"
	"github.com/rewardsmith/rewardsmith/internal/kernel/fuzz"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/pass"
)

// unit is a random program as the compiler takes it.
func unit(s fuzz.Source) kernel.Unit {
	return kernel.Unit{
		Packages: []kernel.Package{{Path: "fuzzed", Files: []kernel.File{{Name: "fuzzed.go", Text: s.Text()}}}},
		Entries:  []kernel.Entry{{Package: "fuzzed", Func: "F", Name: "F"}},
	}
}

// suite is random programs with rows and what they have to yield.
type suite struct {
	seeds               []uint64
	sources             []fuzz.Source
	programs, optimised []*ir.Program
	results             []int // leaves of each entry

	rows, ended       []fuzz.Row
	want, wantOfEnded []fuzz.Outcome // as the interpreter says
}

func newSuite(t *testing.T, count uint64) *suite {
	t.Helper()
	lib, err := kernel.NewLibrary()
	if err != nil {
		t.Fatal(err)
	}
	s := &suite{}
	for seed, last := fuzz.SeedRange(count); seed < last; seed++ {
		source := fuzz.Generate(seed)
		p, err := lib.Lower(unit(source))
		if err != nil {
			t.Errorf("seed %d: %v", seed, err)
			continue
		}
		s.rows = append(s.rows, fuzz.Rows(rand.New(rand.NewPCG(seed, 9)), len(s.programs), p, 10, 20000)...)
		s.seeds, s.sources = append(s.seeds, seed), append(s.sources, source)
		s.programs, s.optimised = append(s.programs, p), append(s.optimised, pass.Optimise(p))
		s.results = append(s.results, p.Entry("F").Returns().Size())
	}
	s.want = fuzz.Interpret(s.programs, s.rows)
	s.ended, s.wantOfEnded = fuzz.Ended(s.rows, s.want)
	faults := map[ir.Fault]int{}
	for _, o := range s.want {
		faults[o.Fault]++
	}
	t.Logf("outcomes: %v", faults)
	return s
}

// compare tells the first row of every program that differs.
func (s *suite) compare(t *testing.T, rows []fuzz.Row, got, want []fuzz.Outcome, differs func(got, want fuzz.Outcome) string) {
	told := map[int]bool{}
	for i, row := range rows {
		if diff := differs(got[i], want[i]); diff != "" && !told[row.Program] {
			told[row.Program] = true
			t.Errorf("seed %d with %v: %s", s.seeds[row.Program], row.In, diff)
		}
	}
}

// built compares what a built binary yields.
func (s *suite) built(t *testing.T, n *fuzz.Native, err error, differs func(got, want fuzz.Outcome) string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	got, err := n.Run(s.ended)
	if err != nil {
		t.Fatal(err)
	}
	s.compare(t, s.ended, got, s.wantOfEnded, differs)
}

// TestSources holds random programs as the Go toolchain builds them, as Go
// emitted from their representation and as WebAssembly against the interpreter.
func TestSources(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("no go command to build the programs with")
	}
	if runtime.GOARCH != "amd64" {
		t.Skip("the programs as written may be fused on " + runtime.GOARCH)
	}
	count := uint64(40)
	if testing.Short() {
		count = 8
	}
	s := newSuite(t, count)
	t.Run("go", func(t *testing.T) {
		n, err := fuzz.BuildSources(s.sources, s.results, fuzz.BuildOptions{Dir: t.TempDir()})
		s.built(t, n, err, differs)
	})
	t.Run("emitted go, not inlined", func(t *testing.T) {
		n, err := fuzz.Build(s.programs, fuzz.BuildOptions{Dir: t.TempDir(), Flags: []string{"-gcflags=-l"}})
		s.built(t, n, err, fuzz.Outcome.Diff)
	})
	t.Run("emitted go, optimised", func(t *testing.T) {
		n, err := fuzz.Build(s.optimised, fuzz.BuildOptions{Dir: t.TempDir()})
		s.built(t, n, err, fuzz.Outcome.Diff)
	})
	ctx := context.Background()
	r, err := engine.New(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close(ctx)
	t.Run("wasm", func(t *testing.T) {
		got, err := fuzz.Wasm(ctx, r, s.programs, s.rows)
		if err != nil {
			t.Fatal(err)
		}
		s.compare(t, s.rows, got, s.want, fuzz.Outcome.Diff)
	})
	t.Run("wasm, optimised", func(t *testing.T) {
		got, err := fuzz.Wasm(ctx, r, s.optimised, s.ended)
		if err != nil {
			t.Fatal(err)
		}
		s.compare(t, s.ended, got, s.wantOfEnded, fuzz.Outcome.Diff)
	})
}

// differs compares what Go makes of a program with what kernel Go does. Kernel
// Go alone stops where an int leaves 32 bits and where a term is missing, and of
// several operations that stop Go may come to another first.
func differs(native, kernel fuzz.Outcome) string {
	switch {
	case kernel.Fault == ir.Overflow || kernel.Fault == ir.MissingTerm:
		return ""
	case kernel.Fault != ir.NoFault && strings.HasPrefix(native.Panic, "runtime error: "):
		return ""
	case kernel.Fault != ir.NoFault:
		return fmt.Sprintf("ends with panic %q, kernel Go with %q at %s", native.Panic, kernel.Fault, kernel.At)
	}
	return native.Diff(kernel)
}
