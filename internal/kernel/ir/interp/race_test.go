package interp

import (
	"errors"
	"os"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// racing is a program whose entry Copies has invocation i copy element
// i·apart + from of x to element i·stride + to of y.
func racing(t *testing.T) *ir.Program {
	t.Helper()
	text, err := os.ReadFile("testdata/grids/race.ir")
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

func TestRaces(t *testing.T) {
	const fetches, puts = 7, 12 // lines of the text
	at := func(i uint32, op ir.Op, line int) Access { return Access{i, op, ir.Pos{Line: line}} }
	one := make([]uint32, 8)
	tests := []struct {
		why                     string
		from, apart, to, stride uint32
		x, y                    []uint32
		want                    *RaceError
	}{
		{"each has its own elements", 0, 1, 0, 1, one, make([]uint32, 8), nil},
		{"each puts what it has fetched", 0, 1, 0, 1, one, one, nil},
		{"all fetch one element", 5, 0, 0, 1, one, make([]uint32, 8), nil},
		{"all put one element", 0, 1, 3, 0, one, make([]uint32, 8),
			&RaceError{"copies", "y", 3, at(1, ir.Put, puts), at(0, ir.Put, puts)}},
		{"what another one has fetched is put", 1, 1, 0, 1, one, one,
			&RaceError{"copies", "y", 1, at(1, ir.Put, puts), at(0, ir.Fetch, fetches)}},
		{"what another one has put is fetched", 0, 1, 1, 1, one, one,
			&RaceError{"copies", "x", 1, at(1, ir.Fetch, fetches), at(0, ir.Put, puts)}},
		{"what others and it have fetched is put", 2, 0, 0, 1, one, one,
			&RaceError{"copies", "y", 2, at(2, ir.Put, puts), at(0, ir.Fetch, fetches)}},
		{"what it and others have fetched is put", 0, 0, 0, 1, one, one,
			&RaceError{"copies", "x", 0, at(1, ir.Fetch, fetches), at(0, ir.Put, puts)}},
		{"views overlap", 0, 1, 0, 1, one[:4], one[2:6],
			&RaceError{"copies", "x", 2, at(2, ir.Fetch, fetches), at(0, ir.Put, puts)}},
	}
	f := racing(t).Entry("Copies")
	for _, test := range tests {
		l := Launch{End: 3, Args: []uint32{test.from, test.apart, test.to, test.stride}, Buffers: [][]uint32{test.x, test.y}}
		if _, err := Grid(f, l); err != nil {
			t.Errorf("%s: nobody asks, and it is %v", test.why, err)
		}
		l.Races = true
		_, err := Grid(f, l)
		var race *RaceError
		if errors.As(err, &race) != (test.want != nil) || race != nil && *race != *test.want {
			t.Errorf("%s: %v, want %v", test.why, err, test.want)
		}
	}
}

// TestRacesForVectors holds that an invocation may put again what it has put, and
// what the error tells.
func TestRacesForVectors(t *testing.T) {
	l := Launch{End: 1, Buffers: [][]uint32{make([]uint32, 8)}, Races: true}
	if _, err := Grid(racing(t).Entry("Swap"), l); err != nil {
		t.Errorf("alone: %v", err)
	}
	l.End = 2
	_, err := Grid(racing(t).Entry("Swap"), l)
	const want = "interp: swap, invocation 1: swap races for element 1 of v: invocation 0 (put at :21:0) and invocation 1 (fetch at :17:0)"
	if err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}
