// Package envtest is the conformance test of environments: what every
// environment promises beyond the types, checked by running it.
package envtest

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

// Run checks that an environment keeps the contract of package envs.
func Run(t *testing.T, env envs.Env) {
	t.Run("spec", func(t *testing.T) { checkSpec(t, env) })
	t.Run("view", func(t *testing.T) { checkView(t, env) })
	t.Run("play", func(t *testing.T) { checkPlay(t, env) })
	t.Run("replay", func(t *testing.T) { checkReplay(t, env) })
	t.Run("grouping", func(t *testing.T) { checkGrouping(t, env) })
	t.Run("clipping", func(t *testing.T) { checkClipping(t, env) })
	t.Run("rewards", func(t *testing.T) { checkRewards(t, env) })
	t.Run("draw", func(t *testing.T) { checkDraw(t, env) })
}

func checkSpec(t *testing.T, env envs.Env) {
	s := env.Spec()
	for kind, schema := range map[string]envs.Schema{"State": s.State, "Action": s.Action, "Observation": s.Observation} {
		if len(schema) == 0 {
			t.Errorf("%s has no fields", kind)
		}
	}
	for _, f := range s.Params {
		if f.Default < f.Lo || f.Default > f.Hi {
			t.Errorf("Params.%s: default %g outside %s", f.Name, f.Default, f.Range())
		}
	}
	for i, row := range s.ChoiceActions {
		for f, v := range row {
			if a := s.Action[f]; v < a.Lo || v > a.Hi {
				t.Errorf("choice %d: %s = %g outside %s", i, a.Name, v, a.Range())
			}
		}
	}
	if s.Doc == "" {
		t.Error("env.go has no package comment: the model would not know what it is about")
	}
}

// checkView makes sure that nothing of the task reaches what the model is shown.
func checkView(t *testing.T, env envs.Env) {
	s := env.Spec()
	for _, show := range []envs.Show{envs.ShowState, envs.ShowDynamics} {
		v, err := s.View(show)
		if err != nil {
			t.Fatalf("View(%s): %v", show, err)
		}
		for _, word := range []string{"HumanReward", "SparseReward", "func Score", "func Success", "task.go"} {
			if strings.Contains(v.Text, word) {
				t.Errorf("View(%s) shows %q, which is hidden", show, word)
			}
		}
		for _, word := range []string{"func Step", "func Reset", "func Observe"} {
			if strings.Contains(v.Package, word) {
				t.Errorf("View(%s).Package lets rewards call %q", show, word)
			}
		}
		if !strings.Contains(v.Package, "func Terminated") || !strings.Contains(v.Package, "type State struct") {
			t.Errorf("View(%s).Package lacks State or Terminated:\n%s", show, v.Package)
		}
	}
}

// play runs random actions for steps steps of n instances.
func play(t *testing.T, env envs.Env, c envs.SimConfig, steps int) *envs.Transitions {
	t.Helper()
	sim, err := env.NewSimulator(c)
	if err != nil {
		t.Fatal(err)
	}
	defer sim.Close()
	b := envs.NewTransitions(env.Spec(), steps, c.N)
	for i := range steps {
		if err := sim.Step(context.Background(), RandomActions(env.Spec(), c, i), b, i); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// RandomActions returns a uniformly random action for each instance at a step,
// [N][A], depending on seed, instance and step alone.
func RandomActions(s *envs.Spec, c envs.SimConfig, step int) []float64 {
	var actions []float64
	for n := range c.N {
		r := rng.New(c.Seed, rng.StreamPolicy, c.FirstInstance+uint32(n), 0, uint32(step))
		if s.Choices > 0 {
			actions = append(actions, s.ChoiceActions[r.Intn(s.Choices)]...)
			continue
		}
		for _, f := range s.Action {
			actions = append(actions, r.Uniform(f.Lo, f.Hi))
		}
	}
	return actions
}

// checkPlay checks ranges, continuity, termination and truncation in random play.
func checkPlay(t *testing.T, env envs.Env) {
	s := env.Spec()
	const n = 16
	steps := 2*s.MaxSteps + 50
	b := play(t, env, envs.SimConfig{N: n, Seed: 1}, steps)
	length := make([]int, n)
	for i := range b.Len() {
		inst := i % n
		if b.Start[i] != (length[inst] == 0) {
			t.Fatalf("transition %d: Start is %v after %d steps of the episode", i, b.Start[i], length[inst])
		}
		length[inst]++
		ended := b.Terminated[i] || b.Truncated[i]
		if b.Truncated[i] && (b.Terminated[i] || length[inst] != s.MaxSteps) || !ended && length[inst] >= s.MaxSteps {
			t.Fatalf("transition %d: terminated %v, truncated %v at length %d of %d", i, b.Terminated[i], b.Truncated[i], length[inst], s.MaxSteps)
		}
		checkRanges(t, s, b, i, b.Terminated[i])
		if ended {
			length[inst] = 0
		} else if next := i + n; next < b.Len() && !slices.Equal(envs.Row(b.Next, i), envs.Row(b.State, next)) {
			t.Fatalf("transition %d: next is not the following state", i)
		}
	}
}

func checkRanges(t *testing.T, s *envs.Spec, b *envs.Transitions, i int, last bool) {
	t.Helper()
	for f, field := range s.State {
		for name, v := range map[string]float64{"state": b.State[f][i], "next": b.Next[f][i]} {
			if name == "next" && last {
				continue
			}
			if v < field.Lo || v > field.Hi || math.IsNaN(v) {
				t.Fatalf("transition %d: %s field %s = %v outside %s", i, name, field.Name, v, field.Range())
			}
		}
	}
	for f, field := range s.Action {
		if v := b.Action[f][i]; v < field.Lo || v > field.Hi {
			t.Fatalf("transition %d: action field %s = %v outside %s", i, field.Name, v, field.Range())
		}
	}
}

// checkReplay runs the same configuration twice.
func checkReplay(t *testing.T, env envs.Env) {
	c := envs.SimConfig{N: 3, Seed: 99}
	a, b := play(t, env, c, 120), play(t, env, c, 120)
	for f := range a.Next {
		if !slices.Equal(a.Next[f], b.Next[f]) {
			t.Fatalf("two runs of one seed differ in field %s", env.Spec().State[f].Name)
		}
	}
	c.Seed = 100
	if other := play(t, env, c, 1); slices.Equal(envs.Row(other.State, 0), envs.Row(a.State, 0)) {
		t.Error("another seed starts in the same state")
	}
}

// checkGrouping makes sure that an instance does not depend on its company.
func checkGrouping(t *testing.T, env envs.Env) {
	together := play(t, env, envs.SimConfig{N: 4, Seed: 5}, 60)
	for n := range 4 {
		alone := play(t, env, envs.SimConfig{N: 1, Seed: 5, FirstInstance: uint32(n)}, 60)
		for step := range 60 {
			if !slices.Equal(envs.Row(alone.Next, step), envs.Row(together.Next, step*4+n)) {
				t.Fatalf("instance %d alone differs from the same in a group at step %d", n, step)
			}
		}
	}
}

// checkClipping gives actions far outside the bounds and NaN.
func checkClipping(t *testing.T, env envs.Env) {
	s := env.Spec()
	sim, err := env.NewSimulator(envs.SimConfig{N: 1, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer sim.Close()
	b := envs.NewTransitions(s, 2, 1)
	huge := make([]float64, len(s.Action))
	for i := range huge {
		huge[i] = 1e6
	}
	if err := sim.Step(context.Background(), huge, b, 0); err != nil {
		t.Fatal(err)
	}
	for f, field := range s.Action {
		if b.Action[f][0] != field.Hi {
			t.Errorf("action %s = 1e6 was applied as %v, want %v", field.Name, b.Action[f][0], field.Hi)
		}
	}
	huge[0] = math.NaN()
	if err := sim.Step(context.Background(), huge, b, 1); err == nil {
		t.Error("a NaN action must be refused")
	}
}

// checkRewards evaluates score, success and the task's own rewards on random play.
func checkRewards(t *testing.T, env envs.Env) {
	s := env.Spec()
	b := play(t, env, envs.SimConfig{N: 8, Seed: 3}, 200)
	score, success := make([]float64, b.Len()), make([]bool, b.Len())
	env.Score(b, score)
	env.Success(b, success)
	for i, v := range score {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Fatalf("score of transition %d is %v", i, v)
		}
	}
	for _, name := range []string{envs.RewardSparse, envs.RewardHuman} {
		reward, err := env.Reward(name)
		if err != nil {
			t.Fatal(err)
		}
		total, terms := make([]float64, b.Len()), make([][]float64, len(reward.Terms()))
		for k := range terms {
			terms[k] = make([]float64, b.Len())
		}
		if err := reward.Reward(context.Background(), b, total, terms); err != nil {
			t.Fatalf("%s reward: %v", name, err)
		}
		for i, v := range total {
			sum := 0.0
			for k := range terms {
				sum += terms[k][i]
			}
			if math.IsNaN(v) || math.Abs(v-sum) > 1e-9*(1+math.Abs(v)) {
				t.Fatalf("%s reward of transition %d is %v, its terms add up to %v", name, i, v, sum)
			}
		}
		if _, err := s.RewardSource(name); err != nil {
			t.Errorf("RewardSource(%s): %v", name, err)
		}
	}
	if _, err := env.Reward("nothing"); err == nil {
		t.Error("an unknown reward must be refused")
	}
}

// checkDraw draws states of random play.
func checkDraw(t *testing.T, env envs.Env) {
	b := play(t, env, envs.SimConfig{N: 2, Seed: 4}, 100)
	for i := range b.Len() {
		scene, ok := env.Draw(envs.Row(b.Next, i))
		if !ok {
			t.Skip("no draw.go")
		}
		if scene.Count == 0 || scene.MinX >= scene.MaxX || scene.MinY >= scene.MaxY {
			t.Fatalf("scene of transition %d is empty or has no view box: %+v", i, scene)
		}
	}
}
