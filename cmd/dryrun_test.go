package cmd

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/designer"
)

func TestFleetsText(t *testing.T) {
	for want, f := range map[string]designer.Fleets{
		"final: 3 trainings together, 50 MB":                                       {Stage: "final", Trainings: 3, Fleets: []int{3}, Bytes: 50e6},
		"final: 1 training alone, 50 MB":                                           {Stage: "final", Trainings: 1, Fleets: []int{1}, Bytes: 50e6},
		"final: 3 trainings in 2 fleets of at most 2, 50 MB":                       {Stage: "final", Trainings: 3, Fleets: []int{2, 1}, Bytes: 50e6},
		"final: 2 trainings one after the other, observations in 4 buffers, 50 MB": {Stage: "final", Trainings: 2, Fleets: []int{1, 1}, Bytes: 50e6, Parts: 4},
	} {
		if got := fleetsText(f); got != want {
			t.Errorf("%+v: %q, want %q", f, got, want)
		}
	}
}
