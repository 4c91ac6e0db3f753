package fuzz

import (
	"flag"
	"math/rand/v2"
	"os/exec"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/irtest"
	"github.com/rewardsmith/rewardsmith/internal/kernel/pass"
)

// To look further than the tests do:
//
//	go test -run Native -from 1000 -seeds 2000 ./internal/kernel/fuzz
var (
	from  = flag.Uint64("from", 0, "the first seed of random programs")
	seeds = flag.Uint64("seeds", 0, "how many random programs; 0 for the number of each test")
)

// SeedRange returns the seeds to use where a test asks for n.
func SeedRange(n uint64) (first, last uint64) {
	if *seeds > 0 {
		n = *seeds
	}
	return *from, *from + n
}

// fuel lets most random programs end.
const fuel = 300

// TestNative runs random programs, optimised and not, as the emitted Go, built with and without the
// inlining and with and without fuel, and by the interpreter.
func TestNative(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("no go command to build the emitted source with")
	}
	count := uint64(200)
	if testing.Short() {
		count = 20
	}
	var programs []*ir.Program
	var rows []Row
	for seed, last := SeedRange(count); seed < last; seed++ {
		r := rand.New(rand.NewPCG(seed, 0))
		p := irtest.Program(r)
		for _, p := range []*ir.Program{p, pass.Optimise(p)} {
			rows = append(rows, Rows(r, len(programs), p, 6, fuel)...)
			programs = append(programs, p)
		}
	}
	want := Interpret(programs, rows)
	faults := map[ir.Fault]int{}
	for _, o := range want {
		faults[o.Fault]++
	}
	t.Logf("outcomes: %v", faults)
	ended, _ := Ended(rows, want)
	for _, test := range []struct {
		name    string
		options BuildOptions
		rows    []Row
	}{
		{"fuel", BuildOptions{Fuel: true}, rows},
		{"plain", BuildOptions{}, ended},
		{"noinline", BuildOptions{Flags: []string{"-gcflags=-l"}}, ended},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.options.Dir = t.TempDir()
			n, err := Build(programs, test.options)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, n, programs, test.rows)
		})
	}
}

func compare(t *testing.T, n *Native, programs []*ir.Program, rows []Row) {
	t.Helper()
	got, err := n.Run(rows)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range Interpret(programs, rows) {
		if diff := got[i].Diff(want); diff != "" {
			t.Errorf("program %d with %v: %s", rows[i].Program, rows[i].In, diff)
		}
	}
}
