// Package fuzz generates programs to hold the targets of the compiler against
// each other, runs them and compares the results bit for bit.
package fuzz

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/irtest"
)

// Row is one call of an entry.
type Row struct {
	Program int // among those of the target
	Entry   string
	In      []float64 // the leaves of the parameters
	Fuel    int
}

// Outcome is what a row yields on some target.
type Outcome struct {
	Out   []uint64 // the bits of the leaves of the results; none where it stopped
	Fault ir.Fault
	At    string // file:line:column of the fault
	Panic string // what went wrong that no program may bring about, "" for nothing
}

// Diff says how two outcomes differ, "" for not at all.
func (o Outcome) Diff(want Outcome) string {
	switch {
	case o.Panic != want.Panic:
		return fmt.Sprintf("panic %q, want %q", o.Panic, want.Panic)
	case o.Fault != want.Fault || o.At != want.At:
		return fmt.Sprintf("stops with %q at %q, want %q at %q", o.Fault, o.At, want.Fault, want.At)
	case len(o.Out) != len(want.Out):
		return fmt.Sprintf("%d results, want %d", len(o.Out), len(want.Out))
	}
	for i := range o.Out {
		if o.Out[i] != want.Out[i] {
			return fmt.Sprintf("leaf %d is %#x (%v), want %#x (%v)", i,
				o.Out[i], math.Float64frombits(o.Out[i]), want.Out[i], math.Float64frombits(want.Out[i]))
		}
	}
	return ""
}

// Interpret runs rows by the reference interpreter.
func Interpret(programs []*ir.Program, rows []Row) []Outcome {
	outcomes := make([]Outcome, len(rows))
	for i, row := range rows {
		out, fault := interp.Row(programs[row.Program].Entry(row.Entry), row.In, row.Fuel)
		if fault != nil {
			outcomes[i] = Outcome{Fault: fault.Kind, At: place(fault.Pos)}
			continue
		}
		for _, x := range out {
			outcomes[i].Out = append(outcomes[i].Out, math.Float64bits(x))
		}
	}
	return outcomes
}

// place writes a position as emitted Go has it.
func place(p ir.Pos) string {
	if p == (ir.Pos{}) {
		return ""
	}
	return p.String()
}

// Rows returns n random rows for every entry of a program: ordinary numbers
// and the edges of every kind.
func Rows(r *rand.Rand, number int, p *ir.Program, n, fuel int) []Row {
	var rows []Row
	for _, f := range p.Funcs {
		if f.Entry == "" {
			continue
		}
		for range n {
			rows = append(rows, Row{Program: number, Entry: f.Entry, In: irtest.Row(r, f), Fuel: fuel})
		}
	}
	return rows
}

// Ended returns the rows whose outcome is no fault of fuel, and their outcomes.
func Ended(rows []Row, outcomes []Outcome) ([]Row, []Outcome) {
	var some []Row
	var theirs []Outcome
	for i, row := range rows {
		if outcomes[i].Fault != ir.OutOfFuel {
			some, theirs = append(some, row), append(theirs, outcomes[i])
		}
	}
	return some, theirs
}
