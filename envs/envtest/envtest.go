// Package envtest is the conformance test of environments: what every
// environment promises beyond the types, checked by running it.
package envtest

import (
	"context"
	"errors"
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
	t.Run("observations", func(t *testing.T) { checkObservations(t, env) })
	t.Run("replay", func(t *testing.T) { checkReplay(t, env) })
	t.Run("episodes", func(t *testing.T) { checkEpisodes(t, env) })
	t.Run("grouping", func(t *testing.T) { checkGrouping(t, env) })
	t.Run("clipping", func(t *testing.T) { checkClipping(t, env) })
	t.Run("scores", func(t *testing.T) { checkScores(t, env) })
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

// record is what random play showed.
type record struct {
	*envs.Transitions
	observations [][]float32 // before each step, [N][O]
	final        [][]float32 // after each step, of the true successors
}

// play runs random actions for steps steps of n instances.
func play(t *testing.T, env envs.Env, c envs.SimConfig, steps int) record {
	t.Helper()
	sim, err := env.NewSimulator(c)
	if err != nil {
		t.Fatal(err)
	}
	defer sim.Close()
	r := record{Transitions: envs.NewTransitions(env.Spec(), steps, c.N)}
	for i := range steps {
		r.observations = append(r.observations, slices.Clone(sim.Observations()))
		if err := sim.Step(context.Background(), RandomActions(env.Spec(), c, i), r.Transitions, i); err != nil {
			t.Fatal(err)
		}
		r.final = append(r.final, slices.Clone(sim.FinalObservations()))
	}
	return r
}

// ended says that transition i is the last of its episode.
func (r *record) ended(i int) bool { return r.Terminated[i] || r.Truncated[i] }

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
		checkRanges(t, s, b.Transitions, i, b.Terminated[i])
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

// checkObservations checks that observations are finite and within their ranges,
// and that they are those of the successors, but where an episode ended.
func checkObservations(t *testing.T, env envs.Env) {
	schema := env.Spec().Observation
	const n, steps = 8, 300
	r := play(t, env, envs.SimConfig{N: n, Seed: 6}, steps)
	width := len(schema)
	for i := range r.Len() {
		at, inst := i/n, i%n
		for f, field := range schema {
			v, final := float64(r.observations[at][inst*width+f]), float64(r.final[at][inst*width+f])
			// Observations are float32, their ranges are not.
			slack := 1e-6 * math.Abs(v)
			if math.IsNaN(v) || math.IsInf(v, 0) || v < field.Lo-slack || v > field.Hi+slack {
				t.Fatalf("transition %d: observation field %s = %v outside %s", i, field.Name, v, field.Range())
			}
			if math.IsNaN(final) || math.IsInf(final, 0) {
				t.Fatalf("transition %d: field %s of the successor's observation is %v", i, field.Name, final)
			}
			if next := at + 1; next < steps && !r.ended(i) && float32(final) != r.observations[next][inst*width+f] {
				t.Fatalf("transition %d: field %s of the successor's observation is %v, that of the next step %v",
					i, field.Name, final, r.observations[next][inst*width+f])
			}
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
	for i := range a.observations {
		if !slices.Equal(a.observations[i], b.observations[i]) || !slices.Equal(a.final[i], b.final[i]) {
			t.Fatalf("two runs of one seed differ in what is observed at step %d", i)
		}
	}
	c.Seed = 100
	if other := play(t, env, c, 1); slices.Equal(envs.Row(other.State, 0), envs.Row(a.State, 0)) {
		t.Error("another seed starts in the same state")
	}
}

// checkEpisodes makes sure that the next episode of an instance is another one,
// where starts are random at all.
func checkEpisodes(t *testing.T, env envs.Env) {
	r := play(t, env, envs.SimConfig{N: 2, Seed: 8}, env.Spec().MaxSteps+1)
	if slices.Equal(envs.Row(r.State, 0), envs.Row(r.State, 1)) {
		t.Skip("two instances start in the same state: nothing is random in a start")
	}
	for i := r.N; i < r.Len(); i++ {
		if r.Start[i] && slices.Equal(envs.Row(r.State, i), envs.Row(r.State, i%r.N)) {
			t.Fatalf("transition %d starts an episode of instance %d like its first", i, i%r.N)
		}
	}
}

// checkGrouping makes sure that an instance does not depend on its company.
func checkGrouping(t *testing.T, env envs.Env) {
	const n, steps = 4, 60
	width := len(env.Spec().Observation)
	together := play(t, env, envs.SimConfig{N: n, Seed: 5}, steps)
	for inst := range n {
		alone := play(t, env, envs.SimConfig{N: 1, Seed: 5, FirstInstance: uint32(inst)}, steps)
		for step := range steps {
			own := func(rows []float32) []float32 { return rows[inst*width:][:width] }
			if !slices.Equal(envs.Row(alone.Next, step), envs.Row(together.Next, step*n+inst)) ||
				!slices.Equal(alone.observations[step], own(together.observations[step])) ||
				!slices.Equal(alone.final[step], own(together.final[step])) {
				t.Fatalf("instance %d alone differs from the same in a group at step %d", inst, step)
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

// checkScores folds the scores of whole episodes of random play, which must lie
// within the range that the task declares.
func checkScores(t *testing.T, env envs.Env) {
	s := env.Spec()
	const n = 8
	r := play(t, env, envs.SimConfig{N: n, Seed: 7}, s.MaxSteps+1)
	score, success := make([]float64, r.Len()), make([]bool, r.Len())
	if err := errors.Join(env.Score(r.Transitions, score), env.Success(r.Transitions, success)); err != nil {
		t.Fatal(err)
	}
	var tallies [n]envs.Tally
	episodes := 0
	for i := range r.Len() {
		tally := &tallies[i%n]
		if r.Start[i] {
			*tally = s.NewTally()
		}
		tally.Add(score[i], success[i])
		if !r.ended(i) {
			continue
		}
		episodes++
		slack := 1e-9 * (s.Score.Hi - s.Score.Lo) // sums round
		if v := tally.Score(); math.IsNaN(v) || v < s.Score.Lo-slack || v > s.Score.Hi+slack {
			t.Fatalf("an episode of %d steps scores %v, outside %g..%g", tally.Steps(), v, s.Score.Lo, s.Score.Hi)
		}
	}
	if episodes < n {
		t.Errorf("%d instances ended %d episodes in %d steps, want at least one each", n, episodes, s.MaxSteps+1)
	}
}

// checkRewards evaluates score, success and the task's own rewards on random play.
func checkRewards(t *testing.T, env envs.Env) {
	s := env.Spec()
	b := play(t, env, envs.SimConfig{N: 8, Seed: 3}, 200).Transitions
	score, success := make([]float64, b.Len()), make([]bool, b.Len())
	if err := errors.Join(env.Score(b, score), env.Success(b, success)); err != nil {
		t.Fatal(err)
	}
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
