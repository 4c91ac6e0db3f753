package interp

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// load reads the program of testdata that has all that is no arithmetic:
// aggregates, control flow, calls.
func load(t *testing.T) *ir.Program {
	t.Helper()
	text, err := os.ReadFile("testdata/program.ir")
	if err != nil {
		t.Fatal(err)
	}
	p, err := ir.Parse(string(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := ir.Check(p); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestRow(t *testing.T) {
	p := load(t)
	nan := math.NaN()
	tests := []struct {
		entry string
		in    []float64
		fuel  int
		want  []float64
		fault ir.Fault
		why   string
	}{
		{"Sum", []float64{4}, 5, []float64{6}, 0, "0+1+2+3 in five iterations, the last of which breaks"},
		{"Sum", []float64{4}, 4, nil, ir.OutOfFuel, "the fifth iteration has no fuel"},
		{"Sum", []float64{1e9}, 1000, nil, ir.OutOfFuel, "a loop that takes too long"},
		{"Sum", []float64{100000}, 200000, nil, ir.Overflow, "the sum leaves int"},
		{"Odd", []float64{6}, 100, []float64{9}, 0, "1+3+5: continue runs post"},
		{"Point", []float64{1, 2, 3, 4}, 0, []float64{4, 6, 3}, 0, "parts of structs and arrays within"},
		{"Pick", []float64{10, 20, 30, 2}, 0, []float64{30, 20, 7}, 0, "elem, and store by an index"},
		{"Pick", []float64{10, 20, 30, 3}, 0, nil, ir.OutOfRange, "bound"},
		{"Pick", []float64{10, 20, 30, -1}, 0, nil, ir.OutOfRange, "bound below"},
		{"Call", []float64{3}, 2, []float64{12, 3}, 0, "two calls; a variable begins at zero each time"},
		{"Call", []float64{3}, 1, nil, ir.OutOfFuel, "a call takes fuel"},
		{"Call", []float64{-1}, 2, nil, ir.MissingTerm, "a trap in the callee ends the caller"},
		{"Block", []float64{1}, 0, []float64{1}, 0, "break leaves the block"},
		{"Block", []float64{0}, 0, []float64{2}, 0, "the block runs to its end"},
		{"Block", []float64{nan}, 0, []float64{1}, 0, "NaN is true as a bool"},
		{"Nested", nil, 100, []float64{3}, 0, "break of an outer loop"},
		{"Leaves", []float64{1.9, -3.5, 0.1, nan}, 0, []float64{1, 0, float64(float32(0.1)), nan}, 0, "what a column holds becomes the parameter's type"},
	}
	for _, test := range tests {
		got, fault := Row(p.Entry(test.entry), test.in, test.fuel)
		kind := ir.NoFault
		if fault != nil {
			kind = fault.Kind
		}
		same := func(a, b float64) bool { return ir.BitsOf(a) == ir.BitsOf(b) }
		if kind != test.fault || !slices.EqualFunc(got, test.want, same) {
			t.Errorf("%s(%v) with fuel %d = %v, %v; want %v, %v: %s", test.entry, test.in, test.fuel, got, fault, test.want, test.fault, test.why)
		}
	}
}

func TestFaultPosition(t *testing.T) {
	p := load(t)
	lines := strings.Split(p.String(), "\n")
	_, fault := Row(p.Entry("Pick"), []float64{1, 2, 3, 3}, 0)
	if line := lines[fault.Pos.Line-1]; !strings.Contains(line, "bound") {
		t.Errorf("the fault is at line %d, %q, want the bound", fault.Pos.Line, line)
	}
	if want := "out of range"; !strings.Contains(fault.Error(), want) {
		t.Errorf("the fault is %q, want %q in it", fault.Error(), want)
	}
}

func TestNaNComesOutAsOne(t *testing.T) {
	p := load(t)
	got, _ := Row(p.Entry("Leaves"), []float64{0, 0, 0, badNaN}, 0)
	if bits := math.Float64bits(got[3]); bits != ir.NaN64 {
		t.Errorf("NaN came out as %#x", bits)
	}
}
