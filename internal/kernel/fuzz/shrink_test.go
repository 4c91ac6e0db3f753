package fuzz_test

import (
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/fuzz"
)

// TestShrink looks for the smallest program that still calls math.Hypot, in
// place of one that is computed wrongly.
func TestShrink(t *testing.T) {
	lib, err := kernel.NewLibrary()
	if err != nil {
		t.Fatal(err)
	}
	fails := func(s fuzz.Source) bool {
		if !strings.Contains(s.Text(), "math.Hypot(") {
			return false
		}
		_, err := lib.Lower(unit(s))
		return err == nil
	}
	seed := uint64(0)
	for !fails(fuzz.Generate(seed)) {
		seed++
	}
	s := fuzz.Generate(seed)
	small := fuzz.Shrink(s, fails, 3000)
	if !fails(small) {
		t.Fatalf("what is left does not fail:\n%s", small.Text())
	}
	if was, is := strings.Count(s.Text(), "\n"), strings.Count(small.Text(), "\n"); is > was/3 {
		t.Errorf("%d lines of %d are left:\n%s", is, was, small.Text())
	}
}
