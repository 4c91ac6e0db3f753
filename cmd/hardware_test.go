package cmd

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// TestResumingKeepsKernels: a resumed run goes on with its own kernel set, unless
// the command line says otherwise or the processor lacks it.
func TestResumingKeepsKernels(t *testing.T) {
	fastest, err := evaluator.ChooseKernels("auto")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		flag, before, want string
	}{
		{"", "go", "go"},
		{"", fastest, fastest},
		{"", "of another processor", fastest},
		{"", "", fastest},
		{"auto", "go", fastest},
		{"go", fastest, "go"},
	} {
		var on hardware
		if c.flag != "" {
			if err := on.kernelSet.Set(c.flag); err != nil {
				t.Fatal(err)
			}
		}
		resumed := on.resuming(designer.Machine{Kernels: c.before})
		if got := resumed.kernels(); got != c.want {
			t.Errorf("--kernels %q after a run with %q: %s, want %s", c.flag, c.before, got, c.want)
		}
	}
}
