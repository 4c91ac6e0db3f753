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

// TestSources holds random programs as the Go toolchain builds them against
// their representation, interpreted, and against the Go emitted from it.
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
	lib, err := kernel.NewLibrary()
	if err != nil {
		t.Fatal(err)
	}
	var sources []fuzz.Source
	var programs, optimised []*ir.Program
	var results []int
	var rows []fuzz.Row
	for seed, last := fuzz.SeedRange(count); seed < last; seed++ {
		s := fuzz.Generate(seed)
		p, err := lib.Lower(unit(s))
		if err != nil {
			t.Errorf("seed %d: %v", seed, err)
			continue
		}
		rows = append(rows, fuzz.Rows(rand.New(rand.NewPCG(seed, 9)), len(programs), p, 10, 20000)...)
		optimised = append(optimised, pass.Optimise(p))
		sources, programs, results = append(sources, s), append(programs, p), append(results, p.Entry("F").Returns().Size())
	}
	want := fuzz.Interpret(programs, rows)
	faults := map[ir.Fault]int{}
	for _, o := range want {
		faults[o.Fault]++
	}
	t.Logf("outcomes: %v", faults)
	first, _ := fuzz.SeedRange(count)
	test := func(name string, rows []fuzz.Row, want []fuzz.Outcome, run func() ([]fuzz.Outcome, error), differs func(got, want fuzz.Outcome) string) {
		t.Run(name, func(t *testing.T) {
			got, err := run()
			if err != nil {
				t.Fatal(err)
			}
			told := map[int]bool{}
			for i, row := range rows {
				if diff := differs(got[i], want[i]); diff != "" && !told[row.Program] {
					told[row.Program] = true // the first row is enough
					t.Errorf("seed %d with %v: %s", first+uint64(row.Program), row.In, diff)
				}
			}
		})
	}
	ctx := context.Background()
	runtime, err := engine.New(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer runtime.Close(ctx)
	ended, endedWant := fuzz.Ended(rows, want)
	test("go", ended, endedWant, func() ([]fuzz.Outcome, error) {
		n, err := fuzz.BuildSources(sources, results, fuzz.BuildOptions{Dir: t.TempDir()})
		if err != nil {
			return nil, err
		}
		return n.Run(ended)
	}, differs)
	test("wasm", rows, want, func() ([]fuzz.Outcome, error) { return fuzz.Wasm(ctx, runtime, programs, rows) }, fuzz.Outcome.Diff)
	test("optimised wasm", ended, endedWant, func() ([]fuzz.Outcome, error) { return fuzz.Wasm(ctx, runtime, optimised, ended) }, fuzz.Outcome.Diff)
	test("emitted go, not inlined", ended, endedWant, func() ([]fuzz.Outcome, error) {
		n, err := fuzz.Build(programs, fuzz.BuildOptions{Dir: t.TempDir(), Flags: []string{"-gcflags=-l"}})
		if err != nil {
			return nil, err
		}
		return n.Run(ended)
	}, fuzz.Outcome.Diff)
	test("emitted go, optimised", ended, endedWant, func() ([]fuzz.Outcome, error) {
		n, err := fuzz.Build(optimised, fuzz.BuildOptions{Dir: t.TempDir()})
		if err != nil {
			return nil, err
		}
		return n.Run(ended)
	}, fuzz.Outcome.Diff)
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
