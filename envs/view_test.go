package envs

import (
	"strings"
	"testing"
)

const thingEnv = `// Package thing slides.
package thing

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

const (
	Dt    = 0.1
	limit = 3.0 // m
)

// Params vary.
type Params struct{ Mass float64 }

type pose struct{ At geom.Vec2 }

// State is a pose.
type State struct{ P pose }

// Action pushes.
type Action struct{ F float64 }

type Observation struct{ X float64 }

func Reset(p Params, r *rng.Source) State { return State{} }

func Step(s State, a Action, r *rng.Source) State { return integrate(s, a) }

func integrate(s State, a Action) State { return s }

func Observe(s State, r *rng.Source) Observation { return Observation{} }

// Reach is how far the thing is.
func (s State) Reach() float64 { return s.P.At.Norm() }

// Angle is where the thing is.
func Angle(s State) float64 { return wrap(math.Atan2(s.P.At.Y, s.P.At.X)) }

func wrap(x float64) float64 { return x }

func Terminated(next State) bool { return next.Reach() > limit }
`

const thingTask = `package thing

import "math"

const weight = 0.5 // why
const Unused = 9

func decay(x float64) float64 { return math.Exp(-weight * x) }

// HumanReward pays for being near.
func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	near := decay(next.Reach())
	State := near // shadows
	if Terminated(next) {
		State -= Dt
	}
	return State, map[string]float64{"near": State}
}

func SparseReward(s State, a Action, next State) (float64, map[string]float64) {
	return limit, map[string]float64{"x": limit}
}
`

func TestView(t *testing.T) {
	spec := &Spec{Name: "thing", Source: Source{Env: thingEnv, Task: thingTask}}
	state, err := spec.View(ShowState)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"// Package thing slides.\npackage env", `import "math"`, `import "geom"`, "limit = 3.0 // m", "type pose struct", "func (s State) Reach()", "func Angle", "func wrap", "func Terminated"} {
		if !strings.Contains(state.Package, want) || !strings.Contains(state.Text, want) {
			t.Errorf("the shown state lacks %q:\n%s", want, state.Package)
		}
	}
	for _, hidden := range []string{"rng", "Params", "Observation", "Step", "integrate", "Reset"} {
		if strings.Contains(state.Package, hidden) {
			t.Errorf("rewards can reach %q:\n%s", hidden, state.Package)
		}
	}
	dynamics, err := spec.View(ShowDynamics)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(dynamics.Text, "func integrate") || dynamics.Package != state.Package {
		t.Errorf("dynamics must show the whole file and let rewards reach the same:\n%s", dynamics.Text)
	}
	if _, err := spec.View("all"); err == nil {
		t.Error("an unknown level must be refused")
	}
}

func TestRewardSource(t *testing.T) {
	spec := &Spec{Name: "thing", Source: Source{Env: thingEnv, Task: thingTask}}
	got, err := spec.RewardSource(RewardHuman)
	if err != nil {
		t.Fatal(err)
	}
	want := `package reward

import (
	"math"
	"env"
)

const weight = 0.5 // why

func decay(x float64) float64 { return math.Exp(-weight * x) }

// HumanReward pays for being near.
func Reward(s env.State, a env.Action, next env.State) (total float64, terms map[string]float64) {
	near := decay(next.Reach())
	State := near // shadows
	if env.Terminated(next) {
		State -= env.Dt
	}
	return State, map[string]float64{"near": State}
}
`
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if _, err := spec.RewardSource(RewardSparse); err == nil || !strings.Contains(err.Error(), "limit") {
		t.Errorf("a reward that uses an unexported name of env.go: %v", err)
	}
}

func TestRewardSourceImports(t *testing.T) {
	task := strings.Replace(thingTask, "const weight = 0.5 // why\n", "const (\n\tweight = 0.5\n\tScoreOver = metric.Sum\n)\n", 1)
	task = strings.Replace(task, `import "math"`, "import (\n\t\"math\"\n\n\t\"github.com/rewardsmith/rewardsmith/envs/metric\"\n)", 1)
	spec := &Spec{Name: "thing", Source: Source{Env: thingEnv, Task: task}}
	if _, err := spec.RewardSource(RewardHuman); err == nil || !strings.Contains(err.Error(), "package metric") {
		t.Errorf("a reward whose constants need package metric: %v", err)
	}
}
