package fuzz

import (
	"os/exec"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// fuel lets most random programs end.
const fuel = 300

// TestNative runs random programs as the emitted Go, built with and without the
// inlining and with and without fuel, and by the interpreter.
func TestNative(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("no go command to build the emitted source with")
	}
	count := uint64(400)
	if testing.Short() {
		count = 40
	}
	var programs []*ir.Program
	var rows []Row
	for seed := range count {
		p := IR(seed)
		if err := ir.Check(p); err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, p)
		}
		programs = append(programs, p)
		rows = append(rows, Rows(seed, int(seed), p, 12, fuel)...)
	}
	want := Interpret(programs, rows)
	faults := map[ir.Fault]int{}
	for _, o := range want {
		faults[o.Fault]++
	}
	t.Logf("outcomes: %v", faults)
	ended := Ended(rows, want)
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
