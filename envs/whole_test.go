package envs

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/rng"
)

// gear is an environment whose parameters and actions are no floats.
type gearParams struct {
	Teeth int
	Seed  uint32
	Worn  bool
}

type gearAction struct {
	Shift  int
	Clutch bool
}

type gearState struct {
	Teeth, Seed, Shift float64
	Worn, Clutch       bool
}

func nativeGear() *native[gearParams, gearState, gearAction, gearState] {
	e := &native[gearParams, gearState, gearAction, gearState]{def: Definition[gearParams, gearState, gearAction, gearState]{
		Name: "gear",
		Reset: func(p gearParams, r *rng.Source) gearState {
			return gearState{Teeth: float64(p.Teeth), Seed: float64(p.Seed), Worn: p.Worn}
		},
		Step: func(s gearState, a gearAction, r *rng.Source) gearState {
			s.Shift, s.Clutch = float64(a.Shift), a.Clutch
			return s
		},
		Observe:    func(s gearState, r *rng.Source) gearState { return s },
		Terminated: func(next gearState) bool { return false },
	}}
	e.params, _ = layoutOf(reflect.TypeFor[gearParams]())
	e.state, _ = layoutOf(reflect.TypeFor[gearState]())
	e.action, _ = layoutOf(reflect.TypeFor[gearAction]())
	e.observation = e.state
	e.spec = &Spec{
		Name: "gear", MaxSteps: 9,
		Params: Schema{{Name: "Teeth", Kind: Int, Lo: -3, Hi: 20}, {Name: "Seed", Kind: Uint32, Lo: 0, Hi: 5}, {Name: "Worn", Kind: Bool, Lo: 0, Hi: 1}},
		State:  Schema{{Name: "Teeth"}, {Name: "Seed"}, {Name: "Shift"}, {Name: "Worn"}, {Name: "Clutch"}},
		Action: Schema{{Name: "Shift", Kind: Int, Lo: -2, Hi: 2}, {Name: "Clutch", Kind: Bool, Lo: 0, Hi: 1}},
	}
	return e
}

// TestWholeParams draws every whole number of a range, both ends included,
// equally often.
func TestWholeParams(t *testing.T) {
	const n = 4000
	sim, err := nativeGear().NewSimulator(SimConfig{N: n, Params: map[string]Range{"Teeth": {-2.5, 2}, "Seed": {0, 3}, "Worn": {0, 1}}})
	if err != nil {
		t.Fatal(err)
	}
	o := sim.Observations()
	for _, c := range []struct {
		field  string
		at     int
		values []float32
	}{
		{"Teeth", 0, []float32{-2, -1, 0, 1, 2}},
		{"Seed", 1, []float32{0, 1, 2, 3}},
		{"Worn", 3, []float32{0, 1}},
	} {
		count := map[float32]int{}
		for i := range n {
			count[o[i*5+c.at]]++
		}
		for _, v := range c.values {
			if share := float64(count[v]*len(c.values)) / n; share < 0.9 || share > 1.1 {
				t.Errorf("%s is %v for %d of %d instances, want one in %d", c.field, v, count[v], n, len(c.values))
			}
		}
		if len(count) != len(c.values) {
			t.Errorf("%s takes %v, want %v only", c.field, count, c.values)
		}
	}
}

func TestWholeActions(t *testing.T) {
	env := nativeGear()
	sim, err := env.NewSimulator(SimConfig{N: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ shift, clutch, wantShift, wantClutch float64 }{
		{0.4, 0.49, 0, 0}, {0.6, 0.5, 1, 1}, {-1.7, -3, -2, 0}, {9, 9, 2, 1},
	} {
		b := NewTransitions(env.spec, 1, 1)
		if err := sim.Step(context.Background(), []float64{c.shift, c.clutch}, b, 0); err != nil {
			t.Fatal(err)
		}
		if b.Action[0][0] != c.wantShift || b.Action[1][0] != c.wantClutch || b.Next[2][0] != c.wantShift || b.Next[4][0] != c.wantClutch {
			t.Errorf("%v and %v were recorded as %v and %v and applied as %v and %v; want %v and %v",
				c.shift, c.clutch, b.Action[0][0], b.Action[1][0], b.Next[2][0], b.Next[4][0], c.wantShift, c.wantClutch)
		}
	}
}

// TestParamErrorsHaveAnOrder reports the same settings in the same words.
func TestParamErrorsHaveAnOrder(t *testing.T) {
	settings := map[string]Range{"Teeth": {0.2, 0.8}, "B": {}, "A": {}, "Worn": {0, 2}}
	_, err := nativeGear().NewSimulator(SimConfig{N: 1, Params: settings})
	if err == nil {
		t.Fatal("no error")
	}
	at := -1
	for _, want := range []string{`parameter "A"`, `parameter "B"`, "Teeth = 0.2..0.8 of gear holds no whole number", "Worn = 0..2"} {
		i := strings.Index(err.Error(), want)
		if i <= at {
			t.Errorf("error lacks %q in its place:\n%v", want, err)
		}
		at = i
	}
}
