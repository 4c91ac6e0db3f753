// Package child is the part of a program of emitted Go that runs its functions
// for another process: see package fuzz.
package child

import (
	"encoding/gob"
	"fmt"
	"io"
	"math"

	"github.com/rewardsmith/rewardsmith/internal/kernel/gogen/rt"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Entry is an emitted function over columns.
type Entry func(in, out []float64, meter *rt.Meter)

// Request asks for one row. Floats are given by their bits.
type Request struct {
	Entry int
	In    []uint64
	Out   int // how many leaves the results have
	Fuel  int64
}

// Response is what a row yielded.
type Response struct {
	Out   []uint64
	Fault ir.Fault
	At    string // where the fault is
	Panic string // of what is no fault: a bug
}

// Serve reads one list of requests and writes the list of responses.
func Serve(entries []Entry, r io.Reader, w io.Writer) error {
	var requests []Request
	if err := gob.NewDecoder(r).Decode(&requests); err != nil {
		return fmt.Errorf("requests: %w", err)
	}
	responses := make([]Response, len(requests))
	for i, q := range requests {
		responses[i] = serve(entries[q.Entry], q)
	}
	return gob.NewEncoder(w).Encode(responses)
}

func serve(f Entry, q Request) (a Response) {
	in, out := make([]float64, len(q.In)), make([]float64, q.Out)
	for i, bits := range q.In {
		in[i] = math.Float64frombits(bits)
	}
	defer func() {
		switch r := recover().(type) {
		case nil:
		case rt.Stop:
			a = Response{Fault: r.Fault, At: r.At}
		default:
			a = Response{Panic: fmt.Sprint(r)}
		}
	}()
	f(in, out, &rt.Meter{Left: q.Fuel})
	for _, x := range out {
		a.Out = append(a.Out, math.Float64bits(x))
	}
	return a
}
