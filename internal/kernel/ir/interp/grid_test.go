package interp

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

func loadGrid(t *testing.T) *ir.Program {
	t.Helper()
	text, err := os.ReadFile("testdata/grids/grid.ir")
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

func words(x ...float32) []uint32 {
	var out []uint32
	for _, v := range x {
		out = append(out, math.Float32bits(v))
	}
	return out
}

// TestGrid holds what invocations leave in buffers, and that a stop is no end:
// free loops go on, loops and calls that take fuel do not.
func TestGrid(t *testing.T) {
	f := loadGrid(t).Entry("Sums")
	line := func(text string) int {
		for i, l := range strings.Split(loadGrid(t).String(), "\n") {
			if strings.Contains(l, text) {
				return i + 1
			}
		}
		return 0
	}
	tests := []struct {
		why    string
		n      int32
		wide   uint32
		fuel   uint32
		y      []uint32
		notes  []uint32
		stops  []uint32
		places []int
		most   int
	}{
		{"a free call and loop take nothing", 3, 0, 4, words(9, 3, 6), []uint32{9, 0, 0}, []uint32{0, 0}, []int{0}, 9},
		{"the sum's loop is out of fuel, the free one runs, and the place is noted", 3, 0, 2, words(9, 2, 4), []uint32{9, 1, 1}, []uint32{1, 1}, []int{0, line("loop L1")}, 8},
		{"a call that takes fuel has it again", 3, 1, 4, words(9, 3, 6), []uint32{9, 0, 0}, []uint32{0, 0}, []int{0}, 13},
		{"a call that takes fuel yields zero after a stop, fuel or not", 3, 7, 2, words(9, 0, 0), []uint32{9, 1, 1}, []uint32{1, 1}, []int{0, line("loop L1")}, 8},
	}
	for _, test := range tests {
		x, y, v, notes := words(0.5, 1, 2), words(9, 9, 9), make([]uint32, 12), []uint32{9, 9, 9}
		l := Launch{First: 1, End: 3, Args: []uint32{uint32(test.n), test.wide}, Buffers: [][]uint32{x, y, v, notes}, Fuel: test.fuel}
		ran, err := Grid(f, l)
		if err != nil {
			t.Errorf("%s: %v", test.why, err)
			continue
		}
		var places []int
		for _, s := range ran.Sites {
			places = append(places, s.Pos.Line)
		}
		if !slices.Equal(y, test.y) || !slices.Equal(notes, test.notes) {
			t.Errorf("%s: y %x, notes %d; want %x, %d", test.why, y, notes, test.y, test.notes)
		}
		if !slices.Equal(ran.Stops, test.stops) || !slices.Equal(places, test.places) || ran.Iterations != test.most {
			t.Errorf("%s: ran %+v", test.why, ran)
		}
		if test.wide != 0 && v[5] != x[1] {
			t.Errorf("%s: element 1 of v is %x", test.why, v[4:8])
		}
	}
}

// TestGridGoesOnAfterTraps holds that what follows a free block runs.
func TestGridGoesOnAfterTraps(t *testing.T) {
	notes := make([]uint32, 2)
	ran, err := Grid(loadGrid(t).Entry("Traps"), Launch{End: 2, Buffers: [][]uint32{notes}, Fuel: 5})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(notes, []uint32{1, 2}) || ran.Sites[1].Kind != ir.MissingTerm || ran.Sites[2].Kind != ir.OutOfFuel {
		t.Errorf("notes %d, ran %+v", notes, ran)
	}
}

func TestGridErrors(t *testing.T) {
	p := loadGrid(t)
	tests := []struct {
		entry string
		l     Launch
		want  string
	}{
		{"Outside", Launch{End: 1, Args: []uint32{1}, Buffers: [][]uint32{{0}, {0, 0, 0, 0}}}, "invocation 0: :76:0: index 1 of v, which has 1 elements"},
		{"Outside", Launch{End: 1, Args: []uint32{math.MaxUint32}, Buffers: [][]uint32{{0}, {0, 0, 0, 0}}}, "index -1 of v"},
		{"Outside", Launch{End: 2, Args: []uint32{0}, Buffers: [][]uint32{{0}, {0, 0, 0, 0}}}, "invocation 1: :80:0: index 1 of x, which has 1 elements"},
		{"Outside", Launch{End: 1, Args: []uint32{0}, Buffers: [][]uint32{{0}, {0, 0, 0}}}, "buffer v of [][4]f32 has 3 words"},
		{"Outside", Launch{End: 1, Args: []uint32{0}, Buffers: [][]uint32{{0}}}, "1 arguments and 1 buffers"},
		{"Endless", Launch{End: 1}, "a loop does not end"},
	}
	for _, test := range tests {
		_, err := Grid(p.Entry(test.entry), test.l)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s with %+v: %v, want %s", test.entry, test.l, err, test.want)
		}
	}
}
