package engine

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/wasm"
)

// one compiles a text with one entry, named F, on the first runtime.
func one(t testing.TB, text string, rows int) *Entry {
	t.Helper()
	e, err := instantiate(t, runtimes(t)[0], parse(t, text), wasm.Options{Rows: rows}).Entry("F")
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestFaults wants of each fault its kind, place and row, on every runtime.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		kind ir.Fault
		text string // the fault is on line 3
		in   float64
	}{
		{ir.Overflow, "func f(n int) (y int) entry F {\n %1 = load n\n %2 = mul int %1, %1\n return %2\n}\n", 46341},
		{ir.DivideByZero, "func f(n int) (y int) entry F {\n %1 = load n\n %2 = rem int %1, %1\n return %2\n}\n", 0},
		{ir.OutOfRange, "func f(n int) (y int) entry F {\n %1 = load n\n %2 = bound %1, 3\n return %2\n}\n", -1},
		{ir.NegativeShift, "func f(n int) (y int) entry F {\n %1 = load n\n %2 = shr int %1, %1\n return %2\n}\n", -3},
		{ir.OutOfFuel, "func f(n int) (y int) entry F {\n %1 = load n\n loop L1 {\n %2 = const int 1\n %3 = le %1, %2\n if %3 {\n break L1\n }\n }\n return %1\n}\n", 2},
		{ir.MissingTerm, "func f(b bool) (y bool) entry F {\n %1 = load b\n if %1 {\n trap term\n }\n return %1\n}\n", 1},
		{ir.Unreachable, "func f(b bool) (y bool) entry F {\n %1 = load b\n if %1 {\n trap unreachable\n }\n return %1\n}\n", 1},
	} {
		line := 3
		if c.kind == ir.MissingTerm || c.kind == ir.Unreachable {
			line = 4
		}
		for _, r := range runtimes(t) {
			e, err := instantiate(t, r, parse(t, c.text), wasm.Options{Rows: 8}).Entry("F")
			if err != nil {
				t.Fatal(err)
			}
			e.Fuel = 1000
			for i := range e.In[0] {
				e.In[0][i] = 1
			}
			if c.kind == ir.MissingTerm || c.kind == ir.Unreachable {
				clear(e.In[0])
			}
			e.In[0][5] = c.in
			var fault *Fault
			if err := e.Run(8); !errors.As(err, &fault) {
				t.Fatalf("%v: %v", c.kind, err)
			}
			if fault.Kind != c.kind || fault.Row != 5 || fault.Pos.Line != line {
				t.Errorf("%s: %v, want %v on line %d of row 5", r.Name(), fault, c.kind, line)
			}
			if want := fmt.Sprintf(":%d:0: %s (row 5)", line, c.kind); fault.Error() != want {
				t.Errorf("message %q, want %q", fault, want)
			}
			// The others can be run as if nothing had been.
			if err := e.RunFrom(6, 8); err != nil {
				t.Errorf("%v: rows after it: %v", c.kind, err)
			}
			e.In[0][5] = e.In[0][4]
			if err := e.Run(8); err != nil {
				t.Errorf("%v: run again: %v", c.kind, err)
			}
		}
	}
}

// spin iterates n times and calls a function that iterates once in each.
const spin = `func once(i int) (y int) {
  var y int
  loop L1 {
    %1 = load y
    %2 = const int 0
    %3 = gt %1, %2
    if %3 {
      break L1
    }
    %4 = const int 1
    store y, %4
  }
  %5 = load y
  return %5
}

func f(n int) (i int) entry F {
  var i int
  loop L1 {
    %1 = load i
    %2 = load n
    %3 = ge %1, %2
    if %3 {
      break L1
    }
    %4 = call once(%1)
    %5 = result int %4, 0
    %6 = add int %1, %5
    store i, %6
  }
  %7 = load i
  return %7
}
`

// TestFuel holds that the fuel of a row is spent to the unit, that rows do not
// share it, and that the place where it ends is always the same.
func TestFuel(t *testing.T) {
	for _, r := range runtimes(t) {
		e, err := instantiate(t, r, parse(t, spin), wasm.Options{Rows: 4}).Entry("F")
		if err != nil {
			t.Fatal(err)
		}
		copy(e.In[0], []float64{10, 10, 10, 10})
		// A call and three iterations in each of 10 rounds, and the last
		// iteration of the outer loop.
		const need = 10*4 + 1
		if e.Fuel = need; e.Run(4) != nil {
			t.Errorf("%s: %v with %d units", r.Name(), e.Run(4), need)
		}
		for fuel, line := range map[int64]int{need - 1: 19, need - 2: 3, need - 3: 3, need - 4: 26, need - 5: 19, 0: 19} {
			e.Fuel = fuel
			e.In[0][0] = 0
			if fuel == 0 {
				e.In[0][0] = 10
			}
			var fault *Fault
			if err := e.Run(4); !errors.As(err, &fault) || fault.Kind != ir.OutOfFuel || fault.Pos.Line != line || (fault.Row == 0) != (fuel == 0) {
				t.Errorf("%s: %d units: %v, want none left on line %d", r.Name(), fuel, err, line)
			}
		}
		e.Fuel = 20000
		e.In[0][0] = math.MaxInt32
		if err := e.Run(1); err == nil {
			t.Error("an endless loop came to its end")
		}
	}
}

// TestRows runs no row, one row, all rows and too many.
func TestRows(t *testing.T) {
	e := one(t, "func f(x f64) (y f64) entry F {\n %1 = load x\n %2 = add f64 %1, %1\n return %2\n}\n", 1000)
	if e.Rows() != 1000 || len(e.In) != 1 || len(e.In[0]) != 1000 || len(e.Out[0]) != 1000 {
		t.Fatalf("%d rows, columns %d, %d", e.Rows(), len(e.In[0]), len(e.Out[0]))
	}
	for i := range e.In[0] {
		e.In[0][i], e.Out[0][i] = float64(i), -1
	}
	for _, c := range []struct {
		first, end int
		ok         bool
	}{{0, 0, true}, {1000, 1000, true}, {7, 8, true}, {999, 1000, true}, {0, 1000, true}, {0, 1001, false}, {-1, 3, false}, {3, 2, false}} {
		for i := range e.Out[0] {
			e.Out[0][i] = -1
		}
		if err := e.RunFrom(c.first, c.end); (err == nil) != c.ok {
			t.Errorf("%d..%d: %v", c.first, c.end, err)
		}
		for i, y := range e.Out[0] {
			want := -1.0
			if c.ok && i >= c.first && i < c.end {
				want = 2 * float64(i)
			}
			if y != want {
				t.Fatalf("%d..%d: row %d is %v, want %v", c.first, c.end, i, y, want)
			}
		}
	}
}

// TestColumns holds names, kinds and order of columns, and that a pointer has
// one of each.
func TestColumns(t *testing.T) {
	e := one(t, `type vec {X f64, On bool}

func f(p *vec, unused int, a [2]u32) (y f32) entry F {
  %1 = load p
  %2 = part f64 %1, 0
  %3 = convert f32 %2
  %4 = const int 1
  %5 = load a[%4]
  %6 = convert f64 %5
  store p.0, %6
  %7 = load p
  return %3, %7
}
`, 1)
	names := func(columns []wasm.Column) string {
		var all []string
		for _, c := range columns {
			all = append(all, fmt.Sprintf("%s %s %v", c.Name, c.Kind, c.Used))
		}
		return strings.Join(all, ", ")
	}
	if got, want := names(e.Params), "p.X f64 true, p.On bool true, unused int false, a[0] u32 true, a[1] u32 true"; got != want {
		t.Errorf("parameters %s, want %s", got, want)
	}
	if got, want := names(e.Results), "y f32 false, p.X f64 false, p.On bool false"; got != want {
		t.Errorf("results %s, want %s", got, want)
	}
	for i, x := range []float64{0.1, 1, 0, 5, 4294967295} {
		e.In[i][0] = x
	}
	if err := e.Run(1); err != nil {
		t.Fatal(err)
	}
	if got, want := [3]float64{e.Out[0][0], e.Out[1][0], e.Out[2][0]}, [3]float64{float64(float32(0.1)), 4294967295, 1}; got != want {
		t.Errorf("results %v, want %v", got, want)
	}
	if e.In[0][0] != 0.1 {
		t.Error("a run wrote to its input")
	}
}

// TestZeroedEachRow holds that variables, arrays among them, begin as zero in
// each row and each call.
func TestZeroedEachRow(t *testing.T) {
	e := one(t, `func g(i int) (y f64) {
  var a [4]f64
  var b [40]f64
  %1 = load i
  %2 = bound %1, 4
  %3 = load a[%2]
  %4 = load b[%2]
  %5 = const f64 1
  %6 = add f64 %3, %5
  %7 = add f64 %4, %6
  store a[%2], %6
  store b[%2], %7
  return %7
}

func f(i int) (y f64, z f64) entry F {
  var s f64
  var a [40]f64
  %1 = load i
  %2 = call g(%1)
  %3 = call g(%1)
  %4 = result f64 %3, 0
  %5 = bound %1, 40
  %6 = load a[%5]
  %7 = load s
  %8 = add f64 %6, %7
  store s, %4
  store a[%5], %4
  return %4, %8
}
`, 6)
	for range 2 {
		clear(e.In[0])
		if err := e.Run(6); err != nil {
			t.Fatal(err)
		}
		for row := range 6 {
			if e.Out[0][row] != 1 || e.Out[1][row] != 0 {
				t.Fatalf("row %d: %v and %v, want 1 and 0", row, e.Out[0][row], e.Out[1][row])
			}
		}
	}
}

// TestIndicesStayInside runs programs that store at any index and holds that
// nothing of the memory changes but their own arrays and columns.
func TestIndicesStayInside(t *testing.T) {
	text := `table t [3]f64 { 1, 2, 3 }

func f(i int, j int, k u32) (y f64) entry F {
  var a [3][5]f64
  var b [7]u32
  %1 = load i
  %2 = load j
  %3 = load k
  %4 = bound %1, 3
  %5 = bound %2, 5
  %6 = const f64 7.5
  store a[%4][%5], %6
  %7 = const u32 6
  %8 = and u32 %3, %7
  %9 = convert int %8
  %10 = bound %9, 7
  store b[%10], %3
  %11 = load a[%4]
  store a[%4], %11
  %12 = bound %2, 3
  %13 = lookup f64 t[%12]
  return %13
}
`
	e := one(t, text, 4)
	memory, ok := e.instance.module.ExportedMemory(wasm.ExportMemory).Read(0, e.instance.module.ExportedMemory(wasm.ExportMemory).Size())
	if !ok {
		t.Fatal("no memory")
	}
	// The table comes first, then the columns in order; the frame is last.
	frame := e.Params[len(e.Params)-1].Offset + 4*8
	size := 3*5*8 + 7*4
	r := rand.New(rand.NewPCG(1, 1))
	for i := range memory[:e.Results[0].Offset] {
		if i >= 24 {
			memory[i] = byte(r.Uint32())
		}
	}
	for i := frame + size + 8; i < len(memory); i++ {
		memory[i] = byte(r.Uint32())
	}
	stops := 0
	for range 3000 {
		for row := range 4 {
			for c, n := range []int{3, 5, 7} {
				e.In[c][row] = float64(r.IntN(n))
				if r.IntN(20) == 0 {
					e.In[c][row] = float64(int32(r.Uint32()) >> r.IntN(32))
				}
			}
		}
		before := append([]byte(nil), memory...)
		if err := e.Run(4); err != nil {
			stops++
		}
		column, own := e.Results[0].Offset, frame+size+8
		for _, outside := range [][2]int{{0, column}, {column + 4*8, frame}, {own, len(memory)}} {
			if !bytes.Equal(memory[outside[0]:outside[1]], before[outside[0]:outside[1]]) {
				t.Fatalf("something in bytes %v changed; the frame is %d..%d", outside, frame, own)
			}
		}
	}
	if stops == 0 || stops == 3000 {
		t.Errorf("%d of 3000 runs stopped", stops)
	}
}
