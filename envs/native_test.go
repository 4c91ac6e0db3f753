package envs

import (
	"context"

	"math"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"unsafe"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/envs/draw"
	"github.com/rewardsmith/rewardsmith/envs/metric"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

type point struct{ X, Y float64 }

type mixed struct {
	A     float64
	P     point
	Rotor [2]float32
	N     int
	Flag  bool
	Seed  uint32
	Cells [2][2]bool
}

func TestLayoutRoundTrip(t *testing.T) {
	l, err := layoutOf(reflect.TypeFor[mixed]())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, leaf := range l {
		names = append(names, leaf.name)
	}
	want := []string{"A", "P.X", "P.Y", "Rotor[0]", "Rotor[1]", "N", "Flag", "Seed", "Cells[0][0]", "Cells[0][1]", "Cells[1][0]", "Cells[1][1]"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("leaves (-want +got):\n%s", diff)
	}
	in := mixed{1.5, point{math.Pi, math.Copysign(0, -1)}, [2]float32{0.1, 3}, -7, true, math.MaxUint32, [2][2]bool{{true, false}, {false, true}}}
	columns := make([][]float64, len(l))
	for i := range columns {
		columns[i] = make([]float64, 3)
	}
	l.load(unsafe.Pointer(&in), columns, 1)
	var out mixed
	l.store(unsafe.Pointer(&out), columns, 1)
	if in != out {
		t.Errorf("got %+v, want %+v", out, in)
	}
}

func TestLayoutRefusals(t *testing.T) {
	for name, typ := range map[string]reflect.Type{
		"a slice":             reflect.TypeFor[struct{ X []float64 }](),
		"a pointer":           reflect.TypeFor[struct{ X *float64 }](),
		"an int64":            reflect.TypeFor[struct{ X int64 }](),
		"an unexported field": reflect.TypeFor[struct{ x float64 }](),
	} {
		if _, err := layoutOf(typ); err == nil {
			t.Errorf("%s must be refused", name)
		}
	}
}

func TestTally(t *testing.T) {
	scores := []float64{1, 5, 3}
	tests := []struct {
		over, successOver int
		successes         []bool
		score             float64
		success           bool
	}{
		{metric.Sum, metric.Any, []bool{true, false, false}, 9, true},
		{metric.Mean, metric.Last, []bool{true, true, false}, 3, false},
		{metric.Last, metric.Last, []bool{false, false, true}, 3, true},
		{metric.Max, metric.Held + 2, []bool{false, true, true}, 5, true},
		{metric.Sum, metric.Held + 3, []bool{false, true, true}, 9, false},
		{metric.Sum, metric.Held + 4, []bool{true, true, true}, 9, false},
	}
	for _, tt := range tests {
		spec := &Spec{Score: ScoreSpec{Over: tt.over}, Success: &SuccessSpec{Over: tt.successOver}}
		tally := spec.NewTally()
		for i, s := range scores {
			tally.Add(s, tt.successes[i])
		}
		if tally.Score() != tt.score || tally.Success() != tt.success {
			t.Errorf("%+v: got score %v, success %v", tt, tally.Score(), tally.Success())
		}
	}
	empty := (&Spec{}).NewTally()
	if !math.IsNaN(empty.Score()) || empty.Success() {
		t.Error("an episode without transitions has no score and no success")
	}
}

// The counter environment moves by its action and blows up on request.

type counterParams struct{ Start float64 }
type counterState struct{ X float64 }
type counterAction struct{ Move float64 }
type counterObservation struct{ X float64 }

func counter() Definition[counterParams, counterState, counterAction, counterObservation] {
	return Definition[counterParams, counterState, counterAction, counterObservation]{
		Name:  "counter",
		Reset: func(p counterParams, r *rng.Source) counterState { return counterState{p.Start} },
		Step: func(s counterState, a counterAction, r *rng.Source) counterState {
			if s.X > 100 {
				return counterState{math.NaN()}
			}
			return counterState{s.X + a.Move}
		},
		Observe:    func(s counterState, r *rng.Source) counterObservation { return counterObservation{s.X} },
		Terminated: func(next counterState) bool { return next.X >= 4 && next.X < 50 },
		Score:      func(s counterState, a counterAction, next counterState) float64 { return next.X },
		SparseReward: func(s counterState, a counterAction, next counterState) (float64, map[string]float64) {
			return next.X, map[string]float64{"x": next.X}
		},
		HumanReward: func(s counterState, a counterAction, next counterState) (float64, map[string]float64) {
			return a.Move, map[string]float64{"move": a.Move}
		},
		Draw: func(s counterState) draw.Scene { return draw.View(0, 0, 1, 1) },
	}
}

// nativeCounter binds the counter without embedded files.
func nativeCounter() *native[counterParams, counterState, counterAction, counterObservation] {
	e := &native[counterParams, counterState, counterAction, counterObservation]{def: counter()}
	for _, t := range []struct {
		typ    reflect.Type
		layout *layout
	}{
		{reflect.TypeFor[counterParams](), &e.params}, {reflect.TypeFor[counterState](), &e.state},
		{reflect.TypeFor[counterAction](), &e.action}, {reflect.TypeFor[counterObservation](), &e.observation},
	} {
		*t.layout, _ = layoutOf(t.typ)
	}
	e.spec = &Spec{
		Name:   "counter",
		Params: Schema{{Name: "Start", Kind: Float64, Lo: 0, Hi: 200, Default: 1}},
		State:  Schema{{Name: "X", Kind: Float64, Lo: math.Inf(-1), Hi: 4}},
		Action: Schema{{Name: "Move", Kind: Float64, Lo: -1, Hi: 1}}, Observation: Schema{{Name: "X", Kind: Float64}},
		MaxSteps: 5,
	}
	return e
}

func step(t *testing.T, sim Simulator, move float64, b *Transitions, at int) error {
	t.Helper()
	return sim.Step(context.Background(), []float64{move}, b, at)
}

func TestSimulatorEnds(t *testing.T) {
	env := nativeCounter()
	sim, err := env.NewSimulator(SimConfig{N: 1})
	if err != nil {
		t.Fatal(err)
	}
	b := NewTransitions(env.spec, 9, 1)
	moves := []float64{1, 1, 9, 0, 0, 0, 0, 0, 1}
	for i, m := range moves {
		if err := step(t, sim, m, b, i); err != nil {
			t.Fatal(err)
		}
		if i == 2 && (sim.FinalObservations()[0] != 4 || sim.Observations()[0] != 1) {
			t.Errorf("after the end: final observation %v, next %v; want 4 and 1", sim.FinalObservations()[0], sim.Observations()[0])
		}
	}
	if diff := cmp.Diff([]float64{2, 3, 4, 1, 1, 1, 1, 1, 2}, b.Next[0]); diff != "" {
		t.Errorf("next (-want +got):\n%s", diff)
	}
	for i := range moves {
		if b.Start[i] != (i == 0 || i == 3 || i == 8) || b.Terminated[i] != (i == 2) || b.Truncated[i] != (i == 7) {
			t.Errorf("step %d: start %v, terminated %v, truncated %v", i, b.Start[i], b.Terminated[i], b.Truncated[i])
		}
	}
}

// A termination on the last allowed step counts as a termination only.
func TestTerminationWinsOverTruncation(t *testing.T) {
	env := nativeCounter()
	sim, _ := env.NewSimulator(SimConfig{N: 1})
	b := NewTransitions(env.spec, 5, 1)
	for i, m := range []float64{1, 0, 0, 1, 1} {
		if err := step(t, sim, m, b, i); err != nil {
			t.Fatal(err)
		}
	}
	if !b.Terminated[4] || b.Truncated[4] {
		t.Errorf("terminated %v, truncated %v; want the termination alone", b.Terminated[4], b.Truncated[4])
	}
}

func TestParams(t *testing.T) {
	env := nativeCounter()
	sim, err := env.NewSimulator(SimConfig{N: 50, Params: map[string]Range{"Start": {2, 3}}})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[float32]bool{}
	for _, x := range sim.Observations() {
		if x < 2 || x >= 3 {
			t.Errorf("drawn start %v outside 2..3", x)
		}
		seen[x] = true
	}
	if len(seen) < 40 {
		t.Errorf("50 instances drew only %d different values", len(seen))
	}
	for name, params := range map[string]map[string]Range{
		"an unknown name": {"Begin": {1, 1}}, "out of range": {"Start": {0, 500}}, "descending": {"Start": {3, 2}}, "NaN": {"Start": {math.NaN(), 2}},
	} {
		if _, err := env.NewSimulator(SimConfig{N: 1, Params: params}); err == nil {
			t.Errorf("%s must be refused", name)
		}
	}
	if _, err := env.NewSimulator(SimConfig{}); err == nil {
		t.Error("no instances must be refused")
	}
}

func TestNonFiniteStateIsAnError(t *testing.T) {
	env := nativeCounter()
	sim, err := env.NewSimulator(SimConfig{N: 1, Params: map[string]Range{"Start": {150, 150}}})
	if err != nil {
		t.Fatal(err)
	}
	err = step(t, sim, 0, NewTransitions(env.spec, 1, 1), 0)
	if err == nil || !strings.Contains(err.Error(), "state field X became NaN") {
		t.Errorf("got %v, want an error that names X", err)
	}
}

// The line of contract_test.go, bound.
type (
	Params struct{ Spread float64 }
	State  struct {
		X     [2]float64
		Count int
	}
	Action      struct{ Push float64 }
	Observation struct{ X float64 }
)

func line(env string) Definition[Params, State, Action, Observation] {
	return Definition[Params, State, Action, Observation]{
		Name: "line", Source: fstest.MapFS{"env.go": {Data: []byte(env)}, "task.go": {Data: []byte(lineTask)}},
		Reset:        func(p Params, r *rng.Source) State { return State{} },
		Step:         func(s State, a Action, r *rng.Source) State { return s },
		Observe:      func(s State, r *rng.Source) Observation { return Observation{s.X[0]} },
		Terminated:   func(next State) bool { return next.X[0] > 2 || next.X[0] < -2 },
		Score:        func(s State, a Action, next State) float64 { return -math.Abs(next.X[0]) },
		SparseReward: func(s State, a Action, next State) (float64, map[string]float64) { return 0, nil },
		HumanReward:  func(s State, a Action, next State) (float64, map[string]float64) { return 0, nil },
	}
}

func TestNativeReportsEverything(t *testing.T) {
	def := line(strings.ReplaceAll(strings.ReplaceAll(lineEnv, "Count ", "Steps "), "s.Count", "s.Steps"))
	def.Score, def.Choose = nil, func(int) Action { return Action{} }
	_, err := Native(def)
	for _, want := range []string{"Score is bound: false, declared in the text: true", "Choose is bound: true, declared in the text: false", "State has other fields than the text's, which are [X[0] X[1] Steps]"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v lacks %q", err, want)
		}
	}
	if _, err := Native(counter()); err == nil || !strings.Contains(err.Error(), "env.go") {
		t.Errorf("missing sources: %v", err)
	}
}

// TestNativeReportsWhatRewardsCannotReach builds the environment only where what
// it exports to rewards stands by itself.
func TestNativeReportsWhatRewardsCannotReach(t *testing.T) {
	if _, err := Native(line(lineEnv)); err != nil {
		t.Fatal(err)
	}
	_, err := Native(line(lineEnv + "\nfunc After(s State, a Action) State { return Step(s, a, nil) }\n"))
	if err == nil || !strings.Contains(err.Error(), `environment "line": env.go: After uses Step: Step is hidden from rewards`) {
		t.Errorf("error %v, want one that says that After uses Step", err)
	}
}

// TestStreams lets every function of an environment return its first random
// number, which must come from the stream of its own at seed, instance, episode
// and step.
func TestStreams(t *testing.T) {
	env := nativeCounter()
	env.def.Reset = func(p counterParams, r *rng.Source) counterState { return counterState{r.Float64()} }
	env.def.Step = func(s counterState, a counterAction, r *rng.Source) counterState { return counterState{r.Float64()} }
	env.def.Observe = func(s counterState, r *rng.Source) counterObservation { return counterObservation{r.Float64()} }
	const seed, first, n = 5, 3, 2
	sim, err := env.NewSimulator(SimConfig{N: n, Seed: seed, FirstInstance: first})
	if err != nil {
		t.Fatal(err)
	}
	number := func(stream uint32, instance, episode, step int) float64 {
		r := rng.New(seed, stream, uint32(first+instance), uint32(episode), uint32(step))
		return r.Float64()
	}
	b := NewTransitions(env.spec, 1, n)
	for step := range 2 * env.spec.MaxSteps {
		episode, at := step/env.spec.MaxSteps, step%env.spec.MaxSteps
		observations := sim.Observations()
		for i := range n {
			if want := number(rng.StreamObserve, i, episode, at); float64(observations[i]) != want {
				t.Errorf("step %d, instance %d: observed %v, want %v", step, i, observations[i], want)
			}
		}
		if err := sim.Step(context.Background(), make([]float64, n), b, 0); err != nil {
			t.Fatal(err)
		}
		for i := range n {
			if want := number(rng.StreamStep, i, episode, at); b.Next[0][i] != want {
				t.Errorf("step %d, instance %d: next %v, want %v", step, i, b.Next[0][i], want)
			}
			if want := number(rng.StreamReset, i, episode, 0); at == 0 && b.State[0][i] != want {
				t.Errorf("episode %d, instance %d: starts at %v, want %v", episode, i, b.State[0][i], want)
			}
		}
	}
}
