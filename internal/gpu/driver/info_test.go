package driver

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// TestShaders asks of modules for what a device offers.
func TestShaders(t *testing.T) {
	all := spirv.Floats{Denormals: true, NaN: true, NearestEven: true}
	for _, tt := range []struct {
		info Info
		want spirv.Options
	}{
		{Info{Kind: Discrete}, spirv.Options{}},
		{Info{Kind: Discrete, Floats: all}, spirv.Options{Floats: all}},
		{Info{Kind: Software, Floats: spirv.Floats{NaN: true}}, spirv.Options{Software: true, Floats: spirv.Floats{NaN: true}}},
	} {
		if got := tt.info.Shaders(); got != tt.want {
			t.Errorf("%+v: options %+v, want %+v", tt.info, got, tt.want)
		}
	}
}
