package kmath_test

import (
	"encoding/binary"
	"flag"
	"fmt"
	"hash"
	"hash/fnv"
	"maps"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath"
)

var update = flag.Bool("update", false, "write testdata/hashes.txt")

// TestBitsOnEveryCPU compares a hash of each function's results with the one
// that is committed: it is the same on every CPU and for every GOAMD64.
func TestBitsOnEveryCPU(t *testing.T) {
	var lines []string
	for _, set := range []struct {
		name  string
		funcs map[string]any
	}{{"math64", kmath.Funcs64()}, {"math32", kmath.Funcs32()}} {
		for _, name := range slices.Sorted(maps.Keys(set.funcs)) {
			lines = append(lines, fmt.Sprintf("%s.%s %016x\n", set.name, name, hashOf(set.funcs[name])))
		}
	}
	const file = "testdata/hashes.txt"
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(lines, "")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	golden, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.SplitAfter(string(golden), "\n")
	for i, line := range lines {
		if i >= len(want) || line != want[i] {
			t.Errorf("got %s", line)
		}
	}
	if len(want) != len(lines)+1 {
		t.Errorf("%s has %d lines, want %d", file, len(want)-1, len(lines))
	}
}

// hashOf calls f with 4096 pseudo-random arguments and hashes the results.
func hashOf(f any) uint64 {
	v := reflect.ValueOf(f)
	state := uint64(1)
	h := fnv.New64a()
	args := make([]reflect.Value, v.Type().NumIn())
	for range 4096 {
		for i := range args {
			args[i] = argument(v.Type().In(i), &state)
		}
		for _, result := range v.Call(args) {
			add(h, result)
		}
	}
	return h.Sum64()
}

// next is SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number
// generators", 2014).
func next(state *uint64) uint64 {
	*state += 0x9E3779B97F4A7C15
	z := *state
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// argument returns a number made of bits, without arithmetic: one in four of
// any, the others between 2^-12 and 2^9 in magnitude.
func argument(t reflect.Type, state *uint64) reflect.Value {
	u := next(state)
	moderate := next(state)
	switch t.Kind() {
	case reflect.Int:
		return reflect.ValueOf(int(u%3) - 1)
	case reflect.Float32:
		w := uint32(u >> 32)
		if moderate&3 != 0 {
			w = w&0x807FFFFF | uint32(115+(moderate>>2)%21)<<23
		}
		return reflect.ValueOf(math.Float32frombits(w))
	}
	if moderate&3 != 0 {
		u = u&0x800FFFFFFFFFFFFF | (1011+(moderate>>2)%21)<<52
	}
	return reflect.ValueOf(math.Float64frombits(u))
}

// add hashes a result; every NaN is the same.
func add(h hash.Hash64, v reflect.Value) {
	var u uint64
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			u = 1
		}
	default:
		u = math.Float64bits(v.Float()) // a float32 is exact as a float64
		if v.Float() != v.Float() {
			u = 0x7FF8000000000000
		}
	}
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], u)
	h.Write(b[:])
}
