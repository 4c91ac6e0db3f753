package rollout

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel"
)

func TestNewRefuses(t *testing.T) {
	spec := environmentOf(t, "pendulum").Spec()
	for _, tt := range []struct {
		name    string
		rewards []Reward
		want    string // in the error
	}{
		{"no reward", nil, "at least one reward"},
		{"an unknown reward", []Reward{{Own: "greedy"}}, `no reward "greedy"`},
		{"no function", []Reward{written("a.go", "package reward\n\nimport \"env\"\n\nvar x env.State\n")}, "a.go declares no function Reward"},
		{"a Memory of maps", []Reward{written("b.go", `package reward

import "env"

type Memory struct{ seen map[string]float64 }

func Reward(m *Memory, s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	return 0, map[string]float64{"a": 0}
}
`)}, "seen has type map[string]float64"},
	} {
		if _, err := New(Config{Spec: spec, Rewards: tt.rewards}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", tt.name, err, tt.want)
		}
	}
}

// TestNewNamesPlaces tells where a reward is not kernel Go by its own name and
// lines.
func TestNewNamesPlaces(t *testing.T) {
	bad := faulty("go func() {}()")
	_, err := New(Config{Spec: environmentOf(t, "pendulum").Spec(), Rewards: []Reward{own[0], bad}})
	var refused *kernel.RefusedError
	if !errors.As(err, &refused) || refused.Diagnostics[0].Pos.File != "faulty.go" || refused.Diagnostics[0].Reason != "goroutine" {
		t.Errorf("error %v, want a refusal at faulty.go", err)
	}
}

func TestShapePacksAndUnpacks(t *testing.T) {
	s := Shape{Inputs: 3, Hidden: []int{5, 4}, Outputs: 2, Free: 2}
	if w := s.Words(); w != (4+1)*8+(8+1)*4+(4+1)*4+4 {
		t.Fatalf("%d words", w)
	}
	for _, outputs := range []int{2, 1} {
		n := (3+1)*5 + (5+1)*4 + (4+1)*outputs
		if outputs == 2 {
			n += 2
		}
		params := make([]float32, n)
		for i := range params {
			params[i] = float32(i + 1)
		}
		packed := s.Pack(params, outputs)
		sum, back := float32(0), make([]float32, n)
		for _, v := range packed {
			sum += v
		}
		if sum != float32(n*(n+1)/2) {
			t.Errorf("%d outputs: %v packs to %v", outputs, params, packed)
		}
		if s.Unpack(back, packed, outputs); !slices.Equal(back, params) {
			t.Errorf("%d outputs: %v comes back as %v", outputs, params, back)
		}
		if packed[4] != 5 || packed[8] != 6 || packed[4*8] != 16 {
			t.Errorf("%d outputs: rows of the first layer begin with %v, %v and its biases with %v", outputs, packed[0], packed[8], packed[32])
		}
	}
}
