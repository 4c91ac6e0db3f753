package sample_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/device/sample"
	"github.com/rewardsmith/rewardsmith/internal/kernel/front"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/pass"
)

// programs are the kernels as lowered and as optimised.
func programs(t *testing.T) map[string]*ir.Program {
	t.Helper()
	lib, err := front.NewLibrary(nil)
	if err != nil {
		t.Fatal(err)
	}
	p, problems := front.Lower(lib, sample.Unit())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	all := map[string]*ir.Program{"lowered": p, "optimised": pass.Optimise(p)}
	for name, p := range all {
		if err := ir.Check(p); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, p)
		}
	}
	return all
}

// TestKernels holds that kernels, run from their text, leave in their buffers what
// the package leaves, bit for bit.
func TestKernels(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	floats := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = float32(r.NormFloat64())
		}
		return x
	}
	fours := func(n int) [][4]float32 {
		x := make([][4]float32, n)
		for i := range x {
			copy(x[i][:], floats(4))
		}
		return x
	}
	x, y := floats(20), make([]float32, 20)
	a, b, c := fours(6), fours(16), make([][4]float32, 6)
	mean, square, count := floats(5), floats(5), []uint32{1, 2, 3, 4, 5}
	v, counts := fours(3), []int{-2, 0, 5}
	tests := []struct {
		kernel  string
		end     uint32
		args    []uint32
		buffers []any
		run     func(i uint32)
	}{
		{"Scale", 20, []uint32{math.Float32bits(1.5), 1}, []any{x, y}, func(i uint32) { sample.Scale(i, 1.5, true, x, y) }},
		{"Scale", 9, []uint32{math.Float32bits(1.5), 0}, []any{x, y}, func(i uint32) { sample.Scale(i, 1.5, false, x, y) }},
		{"Product", 6, []uint32{8, 8}, []any{a, b, c}, func(i uint32) { sample.Product(i, 8, 8, a, b, c) }},
		{"Discount", 5, []uint32{4, 5, math.Float32bits(0.9)}, []any{x, y}, func(i uint32) { sample.Discount(i, 4, 5, 0.9, x, y) }},
		{"Sum", 3, nil, []any{x, mean[:3]}, func(i uint32) { sample.Sum(i, x, mean[:3]) }},
		{"Moment", 5, []uint32{4, 5}, []any{x, mean, square, count}, func(i uint32) { sample.Moment(i, 4, 5, x, mean, square, count) }},
		{"Rows", 5, []uint32{4, 5}, []any{x, y[:5]}, func(i uint32) { sample.Rows(i, 4, 5, x, y[:5]) }},
		{"Rows", 5, []uint32{5, 5}, []any{x, y[:5]}, func(i uint32) { sample.Rows(i, 5, 5, x, y[:5]) }},
		{"Mark", 3, []uint32{2}, []any{v, counts}, func(i uint32) { sample.Mark(i, 2, v, counts) }},
	}
	all := programs(t)
	for _, test := range tests {
		before := words(test.buffers)
		for i := range test.end {
			test.run(i)
		}
		want := words(test.buffers)
		for name, p := range all {
			l := interp.Launch{End: test.end, Args: test.args, Fuel: 0}
			for _, b := range before {
				l.Buffers = append(l.Buffers, slices.Clone(b))
			}
			ran, err := interp.Grid(p.Entry(test.kernel), l)
			if err != nil {
				t.Errorf("%s, %s: %v", test.kernel, name, err)
				continue
			}
			if len(ran.Sites) != 1 {
				t.Errorf("%s, %s: %+v", test.kernel, name, ran)
			}
			for i := range want {
				if !slices.Equal(l.Buffers[i], want[i]) {
					t.Errorf("%s, %s: buffer %d is %x, want %x", test.kernel, name, i, l.Buffers[i], want[i])
				}
			}
		}
	}
}

// words are the words of slices.
func words(buffers []any) [][]uint32 {
	var out [][]uint32
	for _, b := range buffers {
		var w []uint32
		switch b := b.(type) {
		case []float32:
			for _, x := range b {
				w = append(w, math.Float32bits(x))
			}
		case [][4]float32:
			for _, x := range b {
				for _, part := range x {
					w = append(w, math.Float32bits(part))
				}
			}
		case []uint32:
			w = slices.Clone(b)
		case []int:
			for _, x := range b {
				w = append(w, uint32(int32(x)))
			}
		}
		out = append(out, w)
	}
	return out
}

// TestFaults holds that what is outside a buffer is told by its place.
func TestFaults(t *testing.T) {
	for name, p := range programs(t) {
		_, err := interp.Grid(p.Entry("Scale"), interp.Launch{End: 3, Args: []uint32{0, 1}, Buffers: [][]uint32{{1, 2, 3}, {0, 0}}})
		want := "interp: sample.Scale, invocation 2: kernels.go:11:2: index 2 of y, which has 2 elements"
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
}
