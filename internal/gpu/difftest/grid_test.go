package difftest

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/pass"
)

// userText is metered.
const userText = `package user

// Turns adds up the numbers below n, in n turns of a loop.
func Turns(n int) int {
	sum := 0
	for i := range n {
		sum += i
	}
	return sum
}

// Quotient stops where y is 0.
func Quotient(x, y int) int { return x / y }
`

// gridText is free.
const gridText = `package grids

import (
	"github.com/rewardsmith/rewardsmith/internal/kernel/device"
	"user"
)

// Product is c = a*b of n x k and k x 4m numbers, a row of four columns of c each.
func Product(i, n, m, k uint32, a []float32, b, c [][4]float32) {
	row, column := i/m, i%m
	if row >= n {
		return
	}
	var sum [4]float32
	line := a[row*k : row*k+k]
	for j := uint32(0); j < k; j++ {
		x, y := line[j], b[j*m+column]
		sum = [4]float32{
			device.MulAdd(x, y[0], sum[0]), device.MulAdd(x, y[1], sum[1]),
			device.MulAdd(x, y[2], sum[2]), device.MulAdd(x, y[3], sum[3]),
		}
	}
	c[i] = sum
}

// Scan replaces each row of n numbers by their sums discounted from the last one on,
// which flags break off, and counts in ints what was broken off.
func Scan(i, n uint32, gamma float32, x []float32, flags []uint32, breaks []int) {
	x, flags = x[i*n:i*n+n], flags[i*n:i*n+n]
	var sum float32
	count := 0
	for t := n; t > 0; t-- {
		if flags[t-1] != 0 {
			sum = 0
			count++
			continue
		}
		sum = x[t-1] + gamma*sum
		x[t-1] = sum
	}
	breaks[i] = count
}

// Partial sums the words of each chunk, and the bits that they have in common.
func Partial(i, chunk uint32, words, sums, common []uint32) {
	sum, all := uint32(0), uint32(0xFFFFFFFF)
	for j := i * chunk; j < i*chunk+chunk && j < uint32(len(words)); j++ {
		sum += words[j]
		all &= words[j]
	}
	sums[i], common[i] = sum, all
}

// Spend lets user code run with a budget of its own, notes where it stops, and goes
// on: after is what free code computes then.
func Spend(i, budget uint32, nested bool, sums, stops, after []uint32) {
	device.Refuel(budget)
	n := int(i)
	sum := user.Turns(n)
	if nested {
		sum += user.Quotient(1000, n-3)
	}
	stops[i] = device.Stopped()
	if stops[i] == 0 {
		sums[i] = uint32(sum)
	}
	turns := uint32(0)
	for turns < i*i {
		turns++
	}
	after[i] = turns
}
`

// grids are the programs of gridText, as lowered and optimised.
func (b *bench) grids() []*ir.Program {
	b.Helper()
	u := kernel.Unit{Packages: []kernel.Package{
		{Path: "user", Files: []kernel.File{{Name: "user.go", Text: userText}}},
		{Path: "grids", Files: []kernel.File{{Name: "grids.go", Text: gridText}}, Free: true},
	}}
	for _, name := range []string{"Product", "Scan", "Partial", "Spend"} {
		u.Entries = append(u.Entries, kernel.Entry{Package: "grids", Func: name, Name: name, Grid: true})
	}
	p, err := b.library.Lower(u)
	if err != nil {
		b.Fatal(err)
	}
	return []*ir.Program{p, pass.Optimise(p)}
}

// grid runs invocations from 0 on and in the interpreter, and returns the buffers
// after each.
func (b *bench) grid(p *ir.Program, entry string, n int, l interp.Launch) (got, want [][]uint32) {
	b.Helper()
	_, k, release := b.load(p, entry)
	defer release()
	got = b.run(k, n, l.Args, l.Fuel, l.Buffers...)
	for _, words := range l.Buffers {
		want = append(want, slices.Clone(words))
	}
	l.End, l.Buffers = uint32(n), want
	if _, err := interp.Grid(p.Entry(entry), l); err != nil {
		b.Fatal(err)
	}
	return got, want
}

func floats(r *rand.Rand, n int) []uint32 {
	out := make([]uint32, n)
	for i := range out {
		out[i] = math.Float32bits(float32(r.NormFloat64()))
	}
	return out
}

// TestProduct compares products whose sums a device may round once or twice.
func TestProduct(t *testing.T) {
	b := newBench(t)
	r := rand.New(rand.NewPCG(2, 2))
	const n, m, k = 13, 3, 40
	buffers := [][]uint32{floats(r, n*k), floats(r, k*4*m), make([]uint32, n*4*m)}
	for _, p := range b.grids() {
		got, want := b.grid(p, "Product", n*m+5, interp.Launch{Args: []uint32{n, m, k}, Buffers: buffers})
		twice := true
		for i, w := range got[2] {
			x, y := math.Float32frombits(w), math.Float32frombits(want[2][i])
			if !(math.Abs(float64(x-y)) <= 1e-5) {
				t.Fatalf("word %d is %g, want %g", i, x, y)
			}
			twice = twice && x == y
		}
		t.Logf("%s: sums of products are rounded twice: %v", b.Info().Name, twice)
	}
}

func TestScan(t *testing.T) {
	b := newBench(t)
	r := rand.New(rand.NewPCG(3, 3))
	const rows, n = 70, 25
	flags := make([]uint32, rows*n)
	for i := range flags {
		flags[i] = uint32(max(0, r.IntN(6)-4))
	}
	buffers := [][]uint32{floats(r, rows*n), flags, make([]uint32, rows)}
	for _, p := range b.grids() {
		got, want := b.grid(p, "Scan", rows, interp.Launch{Args: []uint32{n, math.Float32bits(0.97)}, Buffers: buffers})
		for i := range got {
			if !slices.Equal(got[i], want[i]) {
				t.Errorf("buffer %d: %x, want %x", i, got[i], want[i])
			}
		}
	}
}

// TestReduction sums in two steps, the second on what the first has put.
func TestReduction(t *testing.T) {
	b := newBench(t)
	const words, chunk = 1000, 32
	const chunks = (words + chunk - 1) / chunk
	x := make([]uint32, words)
	sum, common := uint32(0), uint32(math.MaxUint32)
	for i := range x {
		x[i] = uint32(i)*2654435761 | 0x10
		sum += x[i]
		common &= x[i]
	}
	for _, p := range b.grids() {
		_, k, release := b.load(p, "Partial")
		partial := b.run(k, chunks, []uint32{chunk}, 0, x, make([]uint32, chunks), make([]uint32, chunks))
		total := b.run(k, 1, []uint32{chunks}, 0, partial[1], make([]uint32, 1), make([]uint32, 1))
		all := b.run(k, 1, []uint32{chunks}, 0, partial[2], make([]uint32, 1), make([]uint32, 1))
		release()
		if total[1][0] != sum || all[2][0] != common {
			t.Errorf("sum %d, bits %#x: want %d, %#x", total[1][0], all[2][0], sum, common)
		}
	}
}

// TestBudget stops invocations that run out of fuel or divide by zero, and looks at
// what they do then.
func TestBudget(t *testing.T) {
	b := newBench(t)
	const n, budget = 100, 50
	for _, nested := range []uint32{0, 1} {
		for _, p := range b.grids() {
			m, k, release := b.load(p, "Spend")
			got := b.run(k, n, []uint32{budget, nested}, 7, make([]uint32, n), make([]uint32, n), make([]uint32, n))
			release()
			for i := range uint32(n) {
				site, sum := m.Sites[got[1][i]].Kind, i*(i-1)/2
				want := ir.NoFault
				switch {
				case i >= budget:
					want = ir.OutOfFuel
				case nested == 1 && i == 3:
					want = ir.DivideByZero
				case nested == 1:
					sum += uint32(1000 / (int32(i) - 3))
				}
				if want != ir.NoFault {
					sum = 0
				}
				if site != want || got[0][i] != sum || got[2][i] != i*i {
					t.Errorf("nested %d, invocation %d: stop %v, sum %d, %d turns after; want %v, %d, %d", nested, i, site, got[0][i], got[2][i], want, sum, i*i)
				}
			}
		}
	}
}
