package rng

import (
	"math"
	"testing"
)

// The vectors are those of the authors' kat_vectors file for philox4x32-10.
func TestPhiloxKnownAnswers(t *testing.T) {
	tests := []struct {
		counter [4]uint32
		key     [2]uint32
		want    [4]uint32
	}{
		{[4]uint32{}, [2]uint32{}, [4]uint32{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
		{[4]uint32{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, [2]uint32{0xffffffff, 0xffffffff},
			[4]uint32{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
		{[4]uint32{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, [2]uint32{0xa4093822, 0x299f31d0},
			[4]uint32{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
	}
	for _, tt := range tests {
		if got := philox(tt.counter, tt.key); got != tt.want {
			t.Errorf("philox(%x, %x) = %x, want %x", tt.counter, tt.key, got, tt.want)
		}
	}
}

func TestMul(t *testing.T) {
	s := New(1, StreamStep, 2, 3, 4)
	for i := 0; i < 1000; i++ {
		a, b := s.Uint32(), s.Uint32()
		hi, lo := mul(a, b)
		if got, want := uint64(hi)<<32|uint64(lo), uint64(a)*uint64(b); got != want {
			t.Fatalf("mul(%x, %x) = %x, want %x", a, b, got, want)
		}
	}
}

func TestStreamsDiffer(t *testing.T) {
	seen := map[[4]uint32]string{}
	for name, s := range map[string]Source{
		"base":     New(7, StreamReset, 1, 1, 1),
		"seed":     New(8, StreamReset, 1, 1, 1),
		"high":     New(7|1<<40, StreamReset, 1, 1, 1),
		"stream":   New(7, StreamStep, 1, 1, 1),
		"instance": New(7, StreamReset, 2, 1, 1),
		"episode":  New(7, StreamReset, 1, 2, 1),
		"step":     New(7, StreamReset, 1, 1, 2),
	} {
		v := [4]uint32{s.Uint32(), s.Uint32(), s.Uint32(), s.Uint32()}
		if other, ok := seen[v]; ok {
			t.Errorf("%s and %s give the same numbers", name, other)
		}
		seen[v] = name
	}
}

func TestDistributions(t *testing.T) {
	s := New(3, StreamReset, 0, 0, 0)
	const n = 100000
	var sum, sumN, sumN2 float64
	counts := [6]int{}
	for i := 0; i < n; i++ {
		u := s.Float64()
		if u < 0 || u >= 1 || float64(float32(u)) != u {
			t.Fatalf("Float64 = %v: outside [0,1) or not exact in float32", u)
		}
		sum += u
		x := s.Normal()
		sumN += x
		sumN2 += x * x
		counts[s.Intn(6)]++
	}
	if m := sum / n; math.Abs(m-0.5) > 0.005 {
		t.Errorf("mean of Float64 = %v", m)
	}
	if m, v := sumN/n, sumN2/n; math.Abs(m) > 0.015 || math.Abs(v-1) > 0.02 {
		t.Errorf("Normal has mean %v and second moment %v", m, v)
	}
	for i, c := range counts {
		if math.Abs(float64(c)/n-1.0/6) > 0.006 {
			t.Errorf("Intn(6) gave %d %d times of %d", i, c, n)
		}
	}
}
