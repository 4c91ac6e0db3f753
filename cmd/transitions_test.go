package cmd

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rewardsmith/rewardsmith/envs"
)

var nested = &envs.Spec{
	State:  envs.Schema{{Name: "Position.X", Kind: envs.Float64}, {Name: "Rotor[0]", Kind: envs.Float32}, {Name: "Rotor[1]", Kind: envs.Float32}, {Name: "Landed", Kind: envs.Bool}},
	Action: envs.Schema{{Name: "Gear", Kind: envs.Int}},
}

func TestParseTransition(t *testing.T) {
	const state = `{"Position":{"X":-0.0},"Rotor":[1,0.1],"Landed":true}`
	for _, c := range []struct {
		name, line string
		want       transition
	}{
		{
			"nested", `{"s":` + state + `,"a":{"Gear":-3},"next":` + state + `}`,
			transition{
				state:  []float64{math.Copysign(0, -1), 1, float64(float32(0.1)), 1},
				action: []float64{-3}, next: []float64{math.Copysign(0, -1), 1, float64(float32(0.1)), 1},
			},
		},
		{
			"flat", `{"s":{"Position.X":"NaN","Rotor[0]":"-Infinity","Rotor[1]":2,"Landed":false},"a":{"Gear":1},"next":` + state + `,"start":true}`,
			transition{
				state:  []float64{math.NaN(), math.Inf(-1), 2, 0},
				action: []float64{1}, next: []float64{0, 1, float64(float32(0.1)), 1}, start: true,
			},
		},
	} {
		got, err := parseTransition([]byte(c.line), nested)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(transition{}), cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, diff)
		}
	}
}

func TestParseTransitionReportsEveryMistake(t *testing.T) {
	line := `{"s":{"Position":{"X":true},"Rotor":[1],"landed":1},"a":{"Gear":1.5},"next":7}`
	_, err := parseTransition([]byte(line), nested)
	if err == nil {
		t.Fatal("no error")
	}
	want := []string{
		"s.Position.X is true, want a number",
		"s.Rotor[1] is missing",
		"s.Landed is missing",
		"s has no field landed; did you mean Landed?",
		"a.Gear is 1.5, want a whole number of 32 bits",
		"next must be an object of fields",
	}
	if diff := cmp.Diff(want, strings.Split(err.Error(), "\n")); diff != "" {
		t.Errorf("mistakes (-want +got)\n%s", diff)
	}
}

func TestParseTransitionRefuses(t *testing.T) {
	for _, line := range []string{``, `[]`, `{"s":{}`, `{"state":{}}`, `{} {}`, `null`} {
		if _, err := parseTransition([]byte(line), nested); err == nil {
			t.Errorf("%q is taken for a transition", line)
		}
	}
}
