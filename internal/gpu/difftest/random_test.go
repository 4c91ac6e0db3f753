package difftest

import (
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
)

// drawText draws more numbers than a block has.
const drawText = `package draws

import "github.com/rewardsmith/rewardsmith/envs/rng"

func Draw(low, high, stream, instance, episode, step uint32) (u [6]uint32, uniform, between float64, n int, normal float64) {
	s := rng.At(low, high, stream, instance, episode, step)
	for i := range u {
		u[i] = s.Uint32()
	}
	uniform = s.Float64()
	between = s.Uniform(-2, 6)
	n = s.Intn(1000)
	normal = s.Normal()
	return u, uniform, between, n, normal
}
`

// TestRandomNumbers holds random numbers on the device to those of package rng. But
// for normal ones, which take a logarithm, they have the same bits on every device.
func TestRandomNumbers(t *testing.T) {
	b := newBench(t)
	p := b.lower(b.library, kernel.Unit{
		Packages: []kernel.Package{{Path: "draws", Files: []kernel.File{{Name: "draws.go", Text: drawText}}}},
		Entries:  []kernel.Entry{{Package: "draws", Func: "Draw", Name: "Draw"}},
	})
	var rows [][]float64
	for i := range 200 {
		rows = append(rows, []float64{float64(uint32(i) * 2654435761), float64(i % 3), float64(i % 6), float64(i), float64(i / 7), float64(i % 11)})
	}
	b.regular("Draw", p, "Draw", rows, 1e-5)
	for i, got := range b.computed(p, "Draw", rows, 1000) {
		row := rows[i]
		s := rng.At(uint32(row[0]), uint32(row[1]), uint32(row[2]), uint32(row[3]), uint32(row[4]), uint32(row[5]))
		var want []uint32
		for range 6 {
			want = append(want, s.Uint32())
		}
		want = append(want, math.Float32bits(float32(s.Float64())), math.Float32bits(float32(s.Uniform(-2, 6))), uint32(s.Intn(1000)))
		for c, w := range want {
			if got.words[c] != w {
				t.Fatalf("row %v, column %d: %#x, want %#x", row, c, got.words[c], w)
			}
		}
		if normal, n := float64(math.Float32frombits(got.words[len(want)])), s.Normal(); !(math.Abs(normal-n) <= 1e-5) {
			t.Fatalf("row %v: normal %g, want %g", row, normal, n)
		}
	}
}
