package conform

import (
	"context"
	"math"
	"slices"

	"github.com/rewardsmith/rewardsmith/envs"
)

// checkPlay checks ranges, continuity, termination and truncation in random play.
func checkPlay(t *round, env envs.Env) {
	s := env.Spec()
	const n = 16
	steps := 2*s.MaxSteps + 50
	b := t.play(env, envs.SimConfig{N: n, Seed: 1}, steps)
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

func checkRanges(t *round, s *envs.Spec, b *envs.Transitions, i int, last bool) {
	t.Helper()
	for f, field := range s.State {
		for name, v := range map[string]float64{"state": b.State[f][i], "next": b.Next[f][i]} {
			if name == "next" && last {
				continue
			}
			if v < field.Lo || v > field.Hi || math.IsNaN(v) {
				t.Fatalf("transition %d: %s field %s = %v outside %s, and the episode goes on; widen the range in its comment, keep the state within, or let Terminated end the episode there", i, name, field.Name, v, field.Range())
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
func checkObservations(t *round, env envs.Env) {
	schema := env.Spec().Observation
	const n = 8
	steps := wholeEpisode(env.Spec())
	r := t.play(env, envs.SimConfig{N: n, Seed: 6}, steps)
	width := len(schema)
	for i := range r.Len() {
		at, inst := i/n, i%n
		for f, field := range schema {
			v, final := float64(r.Observations[at][inst*width+f]), float64(r.Final[at][inst*width+f])
			// Observations are float32, their ranges are not.
			slack := 1e-6 * math.Abs(v)
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Fatalf("transition %d: observation field %s is %v, not a finite number", i, field.Name, v)
			}
			if v < field.Lo-slack || v > field.Hi+slack {
				t.Fatalf("transition %d: observation field %s = %v outside %s", i, field.Name, v, field.Range())
			}
			if math.IsNaN(final) || math.IsInf(final, 0) {
				t.Fatalf("transition %d: field %s of the successor's observation is %v, not a finite number", i, field.Name, final)
			}
			if next := at + 1; next < steps && !r.ended(i) && float32(final) != r.Observations[next][inst*width+f] {
				t.Fatalf("transition %d: field %s of the successor's observation is %v, that of the next step %v",
					i, field.Name, final, r.Observations[next][inst*width+f])
			}
		}
	}
}

// checkReplay runs the same configuration twice.
func checkReplay(t *round, env envs.Env) {
	c := envs.SimConfig{N: 16, Seed: 99}
	a, b := t.play(env, c, 120), t.play(env, c, 120)
	for f := range a.Next {
		if !slices.Equal(a.Next[f], b.Next[f]) {
			t.Fatalf("two runs of one seed differ in field %s", env.Spec().State[f].Name)
		}
	}
	for i := range a.Observations {
		if !slices.Equal(a.Observations[i], b.Observations[i]) || !slices.Equal(a.Final[i], b.Final[i]) {
			t.Fatalf("two runs of one seed differ in what is observed at step %d", i)
		}
	}
	starts := distinctStarts(a)
	c.Seed = 100
	if other := t.play(env, c, 1); !slices.EqualFunc(distinctStarts(other), starts, slices.Equal) {
		return
	}
	if len(starts) == 1 {
		t.Skip("the same seed gives the same bits; every seed gives the same start: nothing is random in a start")
	}
	t.Errorf("another seed starts %d instances in the same states, which are not all alike: take what is random from the source that Reset is given", c.N)
}

// distinctStarts lists the first states of the instances in their order, or one
// where all are the same.
func distinctStarts(r Record) [][]float64 {
	var starts [][]float64
	same := true
	for i := range r.N {
		starts = append(starts, envs.Row(r.State, i))
		same = same && slices.Equal(starts[0], starts[i])
	}
	if same {
		return starts[:1]
	}
	return starts
}

// checkEpisodes makes sure that the next episodes of the instances are others,
// where starts are random at all. One that begins like the first may be chance,
// where there are few ways to begin; all of them are not.
func checkEpisodes(t *round, env envs.Env) {
	r := t.play(env, envs.SimConfig{N: 16, Seed: 8}, env.Spec().MaxSteps+1)
	if len(distinctStarts(r)) == 1 {
		t.Skip("all instances start in the same state: nothing is random in a start")
	}
	later := 0
	for i := r.N; i < r.Len(); i++ {
		if !r.Start[i] {
			continue
		}
		if !slices.Equal(envs.Row(r.State, i), envs.Row(r.State, i%r.N)) {
			return
		}
		later++
	}
	t.Errorf("%d later episodes of %d instances each start like the first of their instance", later, r.N)
}

// checkGrouping makes sure that an instance does not depend on its company.
func checkGrouping(t *round, env envs.Env) {
	const n, steps = 4, 60
	width := len(env.Spec().Observation)
	together := t.play(env, envs.SimConfig{N: n, Seed: 5}, steps)
	for inst := range n {
		alone := t.play(env, envs.SimConfig{N: 1, Seed: 5, FirstInstance: uint32(inst)}, steps)
		for step := range steps {
			own := func(rows []float32) []float32 { return rows[inst*width:][:width] }
			if !slices.Equal(envs.Row(alone.Next, step), envs.Row(together.Next, step*n+inst)) ||
				!slices.Equal(alone.Observations[step], own(together.Observations[step])) ||
				!slices.Equal(alone.Final[step], own(together.Final[step])) {
				t.Fatalf("instance %d alone differs from the same in a group at step %d", inst, step)
			}
		}
	}
}

// checkClipping gives actions far outside the bounds and NaN.
func checkClipping(t *round, env envs.Env) {
	s := env.Spec()
	sim, err := env.NewSimulator(envs.SimConfig{N: 1, Seed: 1})
	if err != nil {
		t.stop(err)
	}
	defer sim.Close()
	b := envs.NewTransitions(s, 2, 1)
	huge := make([]float64, len(s.Action))
	for i := range huge {
		huge[i] = 1e6
	}
	if err := sim.Step(context.Background(), huge, b, 0); err != nil {
		t.stop(err)
	}
	for f, field := range s.Action {
		if b.Action[f][0] != field.Hi {
			t.Errorf("action %s = 1e6 was applied as %v, want %v", field.Name, b.Action[f][0], field.Hi)
		}
	}
	huge[0] = math.NaN()
	if err := sim.Step(context.Background(), huge, b, 1); err == nil {
		t.Errorf("a NaN action must be refused")
	}
}
