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
		if s == (fuzz.Source{}) || !strings.Contains(s.Text(), "math.Hypot(") {
			return false
		}
		_, err := lib.Lower(unit(s))
		return err == nil
	}
	var s fuzz.Source // the shortest of some, to be quick
	for seed := range uint64(20) {
		if next := fuzz.Generate(seed); fails(next) && (!fails(s) || len(next.Text()) < len(s.Text())) {
			s = next
		}
	}
	small := fuzz.Shrink(s, fails, 150)
	if !fails(small) {
		t.Fatalf("what is left does not fail:\n%s", small.Text())
	}
	if was, is := strings.Count(s.Text(), "\n"), strings.Count(small.Text(), "\n"); is > was/2 {
		t.Errorf("%d lines of %d are left:\n%s", is, was, small.Text())
	}
}
