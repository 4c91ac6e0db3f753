package pass

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/irtest"
)

// TestSameMeaningOfGrids runs invocations before and after each pass: the same
// elements in all buffers, or the same stop at the same position. What an
// invocation computes after a stop is open, and with it what it puts.
func TestSameMeaningOfGrids(t *testing.T) {
	programs := 1000
	if testing.Short() {
		programs = 60
	}
	compared := 0
	for seed := range uint64(programs) {
		compared += sameMeaningOfGrid(t, seed)
	}
	if want := programs * rows * len(alone) / 2; compared < want {
		t.Errorf("only %d runs were compared, want %d", compared, want)
	}
}

func FuzzSameMeaningOfGrids(f *testing.F) {
	for seed := range uint64(10) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) { sameMeaningOfGrid(t, seed) })
}

func sameMeaningOfGrid(t *testing.T, seed uint64) (compared int) {
	r := rand.New(rand.NewPCG(seed, 3))
	p := irtest.Grid(r)
	launches := make([]interp.Launch, rows)
	before := make([]string, rows)
	for i := range launches {
		launches[i] = irtest.Launch(r, p.Entry("Grid"))
		before[i] = launched(t, p, launches[i])
	}
	text := p.String()
	for _, a := range alone {
		after := ir.Clone(p)
		a.pass(after)
		if err := ir.Check(after); err != nil {
			t.Fatalf("seed %d: %s: %v\nbefore:\n%s\nafter:\n%s", seed, a.name, err, text, after)
		}
		for i, l := range launches {
			if before[i] == "" {
				continue
			}
			compared++
			if got := launched(t, after, l); got != before[i] {
				t.Fatalf("seed %d: %s: of %v\n got %s\nwant %s\nbefore:\n%s\nafter:\n%s", seed, a.name, l, got, before[i], text, after)
			}
		}
	}
	return compared
}

// launched is what an invocation leaves in the buffers or where it stops, "" where
// it runs out of fuel, which a pass saves.
func launched(t *testing.T, p *ir.Program, l interp.Launch) string {
	t.Helper()
	own := l
	own.Buffers = nil
	for _, b := range l.Buffers {
		own.Buffers = append(own.Buffers, slices.Clone(b))
	}
	ran, err := interp.Grid(p.Entry("Grid"), own)
	switch {
	case err != nil:
		t.Fatalf("%v\n%s", err, p)
	case len(ran.Sites) == 1:
		return fmt.Sprintf("%x", own.Buffers)
	case ran.Sites[1].Kind == ir.OutOfFuel:
		return ""
	}
	return ran.Sites[1].Error()
}

// TestGridsKeepTheirForm holds what passes do to grids, before and after: free
// blocks stay where what is in them may stop, an element of four is fetched and put
// as a whole, and neither is shared.
func TestGridsKeepTheirForm(t *testing.T) {
	tests := []struct{ why, before, after string }{
		{"a free block that may stop stays, and what stands before and behind it", `func f(i u32) grid(x []f32) entry F {
  var y f32
  %1 = load i
  %2 = const f32 1
  store y, %2
  block free L1 {
    trap term
  }
  %3 = load y
  put x[%1], %3
}
`, `func f(i u32) grid(x []f32) entry F {
  %1 = load i
  %2 = const f32 1
  block free L1 {
    trap term
  }
  put x[%1], %2
}
`},
		{"one that cannot goes", `func f(i u32) grid(x []f32) entry F {
  %1 = load i
  block free L1 {
    %2 = const f32 1
    put x[%1], %2
  }
}
`, `func f(i u32) grid(x []f32) entry F {
  %1 = load i
  %2 = const f32 1
  put x[%1], %2
}
`},
		{"parts of an element", `func f(i u32) grid(x [][4]f32) entry F {
  var y [4]f32
  %1 = load i
  %2 = fetch x[%1]
  store y, %2
  %3 = const int 1
  %4 = load y[%3]
  %5 = add f32 %4, %4
  store y[%3], %5
  %6 = load y
  put x[%1], %6
}
`, `func f(i u32) grid(x [][4]f32) entry F {
  %1 = load i
  %2 = fetch x[%1]
  %3 = part f32 %2, 0
  %4 = part f32 %2, 1
  %5 = part f32 %2, 2
  %6 = part f32 %2, 3
  %7 = add f32 %4, %4
  %8 = make [4]f32 %3, %7, %5, %6
  put x[%1], %8
}
`},
		{"a fetch after a put is another, and one that nothing needs goes", `func f(i u32) grid(x []f32) entry F {
  %1 = load i
  %2 = fetch x[%1]
  %3 = neg f32 %2
  put x[%1], %3
  %4 = fetch x[%1]
  put x[%1], %4
  %5 = fetch x[%1]
  %6 = stopped
}
`, `func f(i u32) grid(x []f32) entry F {
  %1 = load i
  %2 = fetch x[%1]
  %3 = neg f32 %2
  put x[%1], %3
  %4 = fetch x[%1]
  put x[%1], %4
}
`},
		{"a fetch stays in its branch, and muladd is no constant", `func f(i u32, n u32) grid(x []f32) entry F {
  var y f32
  %1 = load i
  %2 = load n
  %3 = lt %1, %2
  if %3 {
    %4 = fetch x[%1]
    store y, %4
  }
  %5 = load y
  %6 = const f32 2
  %7 = muladd f32 %6, %6, %6
  %8 = muladd f32 %6, %6, %6
  %9 = add f32 %7, %8
  %10 = add f32 %9, %5
  put x[%1], %10
}
`, `func f(i u32, n u32) grid(x []f32) entry F {
  var y f32
  %1 = load i
  %2 = load n
  %3 = lt %1, %2
  if %3 {
    %4 = fetch x[%1]
    store y, %4
  }
  %5 = load y
  %6 = const f32 2
  %7 = muladd f32 %6, %6, %6
  %8 = add f32 %7, %7
  %9 = add f32 %8, %5
  put x[%1], %9
}
`},
		{"calls that ask for the state are not shared, others are, but not with one that takes fuel", `func asks(n u32) (m u32) {
  %1 = stopped
  %2 = load n
  %3 = mul u32 %1, %2
` + strings.Repeat("  %3 = mul u32 %3, %2\n", 40) + `  return %3
}

func long(n u32) (m u32) {
  %1 = load n
  %2 = mul u32 %1, %1
` + strings.Repeat("  %2 = mul u32 %2, %1\n", 40) + `  return %2
}

func f(i u32) grid(x []u32) entry F {
  %1 = load i
  %2 = call free asks(%1)
  %3 = result u32 %2, 0
  %4 = call free asks(%1)
  %5 = result u32 %4, 0
  %6 = call long(%1)
  %7 = result u32 %6, 0
  %8 = call free long(%1)
  %9 = result u32 %8, 0
  %10 = call free long(%1)
  %11 = result u32 %10, 0
  put x[%3], %5
  put x[%7], %9
  put x[%9], %11
}
`, `func f(i u32) grid(x []u32) entry F {
  %1 = load i
  %2 = call free asks(%1)
  %3 = result u32 %2, 0
  %4 = call free asks(%1)
  %5 = result u32 %4, 0
  %6 = call long(%1)
  %7 = result u32 %6, 0
  %8 = call free long(%1)
  %9 = result u32 %8, 0
  put x[%3], %5
  put x[%7], %9
  put x[%9], %9
}
`},
	}
	for _, test := range tests {
		p, err := ir.Parse(test.before)
		if err != nil {
			t.Fatal(err)
		}
		if err := ir.Check(p); err != nil {
			t.Fatal(err)
		}
		if got := Optimise(p).Entry("F").String(); got != test.after {
			t.Errorf("%s:\n%s\nwant\n%s", test.why, got, test.after)
		}
	}
}
