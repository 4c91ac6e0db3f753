package engine

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/wasm"
)

// runtimes returns every way to run a module on this machine.
func runtimes(t testing.TB) []*Runtime {
	t.Helper()
	ctx := context.Background()
	auto, err := New(ctx)
	if err != nil {
		t.Fatal(err)
	}
	all := []*Runtime{auto}
	if auto.Name() != Interpreter {
		r, err := NewInterpreter(ctx)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	t.Cleanup(func() {
		for _, r := range all {
			r.Close(ctx)
		}
	})
	return all
}

// instantiate compiles a checked program.
func instantiate(t testing.TB, r *Runtime, p *ir.Program, o wasm.Options) *Instance {
	t.Helper()
	if err := ir.Check(p); err != nil {
		t.Fatalf("%v\n%s", err, p)
	}
	m, err := wasm.Emit(p, o)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	program, err := r.Compile(ctx, m)
	if err != nil {
		t.Fatalf("%v\n%s", err, p)
	}
	i, err := program.Instantiate(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		i.Close(ctx)
		program.Close(ctx)
	})
	return i
}

func parse(t testing.TB, text string) *ir.Program {
	t.Helper()
	p, err := ir.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// agree runs an entry over rows of inputs and wants what the reference computes,
// bit for bit, and the same fault of the same row.
func agree(t testing.TB, i *Instance, f *ir.Func, rows [][]float64, fuel int) {
	t.Helper()
	e, err := i.Entry(f.Entry)
	if err != nil {
		t.Fatal(err)
	}
	e.Fuel = int64(fuel)
	for r, row := range rows {
		for c, x := range row {
			e.In[c][r] = x
		}
	}
	for first := 0; first < len(rows); {
		stopped := first
		err := e.RunFrom(first, len(rows))
		var fault *Fault
		switch {
		case err == nil:
			stopped = len(rows)
		case errors.As(err, &fault):
			stopped = fault.Row
		default:
			t.Fatal(err)
		}
		for r := first; r < stopped; r++ {
			want, wantFault := interp.Row(f, rows[r], fuel)
			if wantFault != nil {
				t.Fatalf("row %d %v: no fault, want %v\n%s", r, rows[r], wantFault, f)
			}
			for c := range want {
				if got := e.Out[c][r]; math.Float64bits(got) != math.Float64bits(want[c]) {
					t.Fatalf("row %d %v: result %d is %v (%x), want %v (%x)\n%s", r, rows[r], c, got, math.Float64bits(got), want[c], math.Float64bits(want[c]), f)
				}
			}
		}
		if stopped < len(rows) {
			_, want := interp.Row(f, rows[stopped], fuel)
			if want == nil || want.Kind != fault.Kind || want.Pos != fault.Pos {
				t.Fatalf("row %d %v: %v, want %v\n%s", stopped, rows[stopped], fault, want, f)
			}
		}
		first = stopped + 1
	}
}

// adversarial are numbers at the edges of every kind.
func adversarial(k ir.Kind) []float64 {
	switch k {
	case ir.Bool:
		return []float64{0, 1}
	case ir.Int:
		return []float64{0, 1, -1, 2, 3, -7, 31, 32, 33, 46340, 46341, -46341, 65536, math.MaxInt32, math.MaxInt32 - 1, math.MinInt32, math.MinInt32 + 1}
	case ir.Uint32:
		return []float64{0, 1, 2, 7, 31, 32, 33, 65535, 65536, math.MaxInt32, 1 << 31, math.MaxUint32}
	case ir.Float32:
		return []float64{0, math.Copysign(0, -1), 1, -1.5, 0.5, 2.5, 3.5, 16777217, math.MaxFloat32, math.SmallestNonzeroFloat32, 1e-40, math.Inf(1), math.Inf(-1), math.NaN(), 2147483648, -2147483904, 4294967296, 3e9}
	}
	return []float64{0, math.Copysign(0, -1), 1, -1.5, 0.5, 1.5, 2.5, -0.5, 0.49999999999999994, 4503599627370497.5, math.MaxFloat64, math.SmallestNonzeroFloat64, 1e-310,
		math.Inf(1), math.Inf(-1), math.NaN(), math.Float64frombits(0xFFF8000000000001), math.Float64frombits(0x7FF0000000000001),
		2147483647.5, 2147483648, -2147483648.9, -2147483649, 4294967295.9, 4294967296, 1e300}
}

func rowsOf(params []*ir.Var) [][]float64 {
	rows := [][]float64{nil}
	for _, p := range params {
		var next [][]float64
		for _, row := range rows {
			for _, x := range adversarial(p.Type.Kind) {
				next = append(next, append(append([]float64(nil), row...), x))
			}
		}
		rows = next
	}
	return rows
}

// TestOperations compares every operation with the reference, for all kinds and
// adversarial operands, as variables and as constants.
func TestOperations(t *testing.T) {
	for _, r := range runtimes(t) {
		for op := ir.Add; op <= ir.Bound; op++ {
			for n, f := range operations(op) {
				if testing.Short() && n%11 != 0 {
					continue
				}
				p := &ir.Program{Funcs: []*ir.Func{f}}
				if ir.Check(p) != nil {
					continue // not of these kinds
				}
				tested[op] = true
				rows := rowsOf(f.Params)
				if len(rows) > wasm.DefaultRows*8 {
					t.Fatalf("%s: %d rows", op, len(rows))
				}
				i := instantiate(t, r, p, wasm.Options{Rows: len(rows)})
				agree(t, i, f, rows, 10)
				i.Close(context.Background())
			}
		}
		for op := ir.Add; op <= ir.Bound; op++ {
			if !tested[op] && op != ir.Make && op != ir.Part && op != ir.Elem {
				t.Errorf("%s was not tested", op)
			}
		}
	}
}

var tested = map[ir.Op]bool{}

var scalars = []*ir.Type{ir.TBool, ir.TInt, ir.TUint32, ir.TF32, ir.TF64}

// operations returns functions of an operation of every combination of kinds,
// also those that make no sense.
func operations(op ir.Op) []*ir.Func {
	n := len(ir.Ops[op].Args)
	var all []*ir.Func
	for _, x := range scalars {
		for _, y := range scalars[:max(1, min(n, 2)*5-5)] {
			results := []*ir.Type{x}
			if op == ir.Convert {
				results = scalars
			}
			if r := ir.Ops[op].Result; r != "=" {
				results = nil
				for _, t := range scalars {
					if t.String() == r {
						results = append(results, t)
					}
				}
			}
			for _, result := range results {
				types := []*ir.Type{x, y, y}[:n]
				if op == ir.Select {
					types = []*ir.Type{ir.TBool, x, x}
				}
				all = append(all, operation(op, result, types, -1))
				for i := range types[:min(n, 2)] {
					for c := range adversarial(types[i].Kind) {
						all = append(all, operation(op, result, types, i*100+c))
					}
				}
			}
		}
	}
	return all
}

// operation makes a function of one operation; operand constant/100 is the
// adversarial constant of number constant%100, where it is not -1.
func operation(op ir.Op, result *ir.Type, types []*ir.Type, constant int) *ir.Func {
	f := &ir.Func{Name: "f", Entry: "F", Results: []ir.Field{{Name: "y", Type: result}}, Body: &ir.Block{}}
	v := &ir.Value{Op: op, Type: result, Pos: ir.Pos{File: "f.go", Line: int(op), Column: 2}, Index: 3}
	for i, t := range types {
		if constant >= 0 && constant/100 == i {
			c := constantOf(t, adversarial(t.Kind)[constant%100])
			f.Body.Values = append(f.Body.Values, c)
			v.Args = append(v.Args, c)
			continue
		}
		p := &ir.Var{Name: fmt.Sprintf("x%d", i), Type: t}
		f.Params, f.Vars = append(f.Params, p), append(f.Vars, p)
		load := &ir.Value{Op: ir.Load, Type: t, Var: p}
		f.Body.Values = append(f.Body.Values, load)
		v.Args = append(v.Args, load)
	}
	f.Body.Values = append(f.Body.Values, v, &ir.Value{Op: ir.Return, Args: []*ir.Value{v}})
	return f
}

func constantOf(t *ir.Type, x float64) *ir.Value {
	switch t.Kind {
	case ir.Bool:
		return ir.ConstBool(x != 0)
	case ir.Int:
		return ir.ConstInt(int32(x))
	case ir.Uint32:
		return ir.ConstUint32(uint32(x))
	case ir.Float32:
		return ir.ConstFloat32(float32(x))
	}
	return ir.ConstFloat64(x)
}
