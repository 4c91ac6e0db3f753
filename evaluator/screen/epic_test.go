package screen_test

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/evaluator/screen"
)

const gamma = 0.97

// coverages are small ones of both pairings.
func coverages(t *testing.T) []*screen.Coverage {
	t.Helper()
	played := screen.Join(play(t, leaning(0, 0, 1, 0), 10), play(t, leaning(0.1, 0.3, 1, 1), 2))
	var all []*screen.Coverage
	for _, p := range screen.Pairings() {
		c, err := played.Coverage(screen.CoverageOptions{Transitions: 300, Means: 40, Pairing: p})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(c.String(), "300 transitions") {
			t.Errorf("the coverage says %q", c)
		}
		all = append(all, c)
	}
	return all
}

// human is cartpole's human reward.
func human(t *testing.T) evaluator.Rewarder {
	t.Helper()
	r, err := setupCartpole(t).Env.Reward(envs.RewardHuman)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// changed is a reward whose values are those of another one, changed.
type changed struct {
	evaluator.Rewarder
	change func(r float64, s, next []float64) float64
}

func (c changed) Reward(ctx context.Context, b *envs.Transitions, total []float64, terms [][]float64) error {
	err := c.Rewarder.Reward(ctx, b, total, terms)
	for i, r := range total {
		total[i] = c.change(r, envs.Row(b.State, i), envs.Row(b.Next, i))
	}
	return err
}

func canonical(t *testing.T, c *screen.Coverage, r evaluator.Rewarder) *screen.Canonical {
	t.Helper()
	one, err := c.Canonical(t.Context(), r, gamma)
	if err != nil {
		t.Fatal(err)
	}
	return one
}

// potential is some function of cartpole's state.
func potential(s []float64) float64 {
	return 7*math.Cos(s[theta]) + s[x]*s[xDot] - 2*math.Exp(-s[thetaDot]*s[thetaDot])
}

// TestDistance holds what is known of distances to cartpole's human reward.
func TestDistance(t *testing.T) {
	for _, c := range coverages(t) {
		reference := canonical(t, c, human(t))
		for _, k := range []struct {
			name   string
			change func(r float64, s, next []float64) float64
			lo, hi float64
		}{
			{"itself", func(r float64, _, _ []float64) float64 { return r }, 0, 0},
			{"scaled", func(r float64, _, _ []float64) float64 { return 1e-90 * r }, 0, 1e-9},
			{"shifted", func(r float64, _, _ []float64) float64 { return 3*r - 20 }, 0, 1e-9},
			{"shaped", func(r float64, s, next []float64) float64 { return r + gamma*potential(next) - potential(s) }, 0, 1e-9},
			{"shaped for another discount", func(r float64, s, next []float64) float64 { return r + 0.5*potential(next) - potential(s) }, 0.01, 0.99},
			{"opposite", func(r float64, _, _ []float64) float64 { return -0.1 * r }, 1 - 1e-12, 1},
			{"opposite and shaped", func(r float64, s, next []float64) float64 { return -r + gamma*potential(next) - potential(s) }, 1 - 1e-9, 1},
			{"constant", func(float64, []float64, []float64) float64 { return 4 }, math.Sqrt(0.5), math.Sqrt(0.5)},
			{"shaping alone", func(_ float64, s, next []float64) float64 { return gamma*potential(next) - potential(s) }, math.Sqrt(0.5), math.Sqrt(0.5)},
		} {
			got := canonical(t, c, changed{human(t), k.change})
			if d := screen.Distance(reference, got); !(d >= k.lo && d <= k.hi) {
				t.Errorf("%s, %s: distance %g, want %g to %g", c.Pairing, k.name, d, k.lo, k.hi)
			}
			if d, e := screen.Distance(reference, got), screen.Distance(got, reference); d != e {
				t.Errorf("%s, %s: distance %g one way and %g the other", c.Pairing, k.name, d, e)
			}
			if got.Constant != (k.lo == math.Sqrt(0.5)) {
				t.Errorf("%s, %s: constant is %v", c.Pairing, k.name, got.Constant)
			}
		}
	}
}

// TestDistanceBetweenConstants is 0: both ask for nothing.
func TestDistanceBetweenConstants(t *testing.T) {
	c := coverages(t)[0]
	zero := canonical(t, c, rewardFunc(func(_, _, _ []float64) float64 { return 0 }))
	one := canonical(t, c, rewardFunc(func(_, _, _ []float64) float64 { return 1 }))
	if d := screen.Distance(zero, one); d != 0 || !zero.Constant || !one.Constant {
		t.Errorf("distance %g between constants", d)
	}
}

// TestDistanceBetweenStates: to pay for the state before a step or for that after it
// is the same up to shaping, since f(s) = gamma f(s') - (gamma f(s') - f(s)). A reward for
// something else is not.
func TestDistanceBetweenStates(t *testing.T) {
	for _, c := range coverages(t) {
		before := canonical(t, c, rewardFunc(func(s, _, _ []float64) float64 { return math.Abs(s[theta]) }))
		after := canonical(t, c, rewardFunc(func(_, _, next []float64) float64 { return math.Abs(next[theta]) }))
		other := canonical(t, c, rewardFunc(func(_, _, next []float64) float64 { return next[thetaDot] * next[x] }))
		if d := screen.Distance(before, after); d > 1e-9 {
			t.Errorf("%s: distance %g between rewards for the angle before and after a step", c.Pairing, d)
		}
		if d := screen.Distance(after, other); d < 0.1 || d > 0.9 {
			t.Errorf("%s: distance %g between rewards for different things", c.Pairing, d)
		}
	}
}

// TestCoverageIsWhatWasPlayed: nothing is drawn from beyond the ends of episodes, and
// played transitions stay together.
func TestCoverageIsWhatWasPlayed(t *testing.T) {
	type pair [2][4]float64
	played := play(t, leaning(0, 0, -1, 0), 20)
	states, nexts, pairs := map[[4]float64]bool{}, map[[4]float64]bool{}, map[pair]bool{}
	steps := 0
	for i, e := range played.Episodes {
		r := played.Record(i)
		for k := range e.Steps {
			s, next := [4]float64(r.States[k]), [4]float64(r.States[k+1])
			states[s], nexts[next], pairs[pair{s, next}] = true, true, true
		}
		steps += e.Steps
	}
	c, err := played.Coverage(screen.CoverageOptions{Transitions: 2000, Means: 1, Pairing: screen.PairPlayed})
	if err != nil {
		t.Fatal(err)
	}
	if c.Steps != steps {
		t.Errorf("drawn from %d steps, want %d", c.Steps, steps)
	}
	spied := &spy{Rewarder: human(t)}
	canonical(t, c, spied)
	seen := map[pair]bool{}
	each(spied.batches[0], func(s, next [4]float64) {
		seen[pair{s, next}] = true
		if !pairs[pair{s, next}] {
			t.Errorf("a step from %v to %v was never played", s, next)
		}
	})
	if len(seen) < len(pairs)*9/10 {
		t.Errorf("2000 draws hold %d of %d steps", len(seen), len(pairs))
	}

	if c, err = played.Coverage(screen.CoverageOptions{Transitions: 50, Means: 50}); err != nil {
		t.Fatal(err)
	}
	spied = &spy{Rewarder: human(t)}
	canonical(t, c, spied)
	impossible := 0
	for _, b := range spied.batches {
		each(b, func(s, next [4]float64) {
			if !nexts[next] || !states[s] && !nexts[s] {
				t.Errorf("a step from %v to %v holds a state that was never seen", s, next)
			}
			if !pairs[pair{s, next}] {
				impossible++
			}
		})
	}
	if impossible == 0 {
		t.Error("no draw is impossible: they are not independent")
	}
}

// spy is a reward that keeps what it is asked about.
type spy struct {
	evaluator.Rewarder
	batches []*envs.Transitions
}

func (s *spy) Reward(ctx context.Context, b *envs.Transitions, total []float64, terms [][]float64) error {
	s.batches = append(s.batches, b)
	return s.Rewarder.Reward(ctx, b, total, terms)
}

// each calls f with the states of every transition of b.
func each(b *envs.Transitions, f func(s, next [4]float64)) {
	for i := range b.Len() {
		f([4]float64(envs.Row(b.State, i)), [4]float64(envs.Row(b.Next, i)))
	}
}

func TestCanonicalRefuses(t *testing.T) {
	for _, c := range coverages(t) {
		if _, err := c.Canonical(t.Context(), &counting{}, gamma); !errors.Is(err, screen.ErrMemory) {
			t.Errorf("%s: error %v for a reward with memory", c.Pairing, err)
		}
		// It is finite on what can happen: theta moves little in a step.
		leap := rewardFunc(func(s, _, next []float64) float64 { return math.Sqrt(0.1 - math.Abs(s[theta]-next[theta])) })
		_, err := c.Canonical(t.Context(), leap, gamma)
		var fault *ppo.RewardError
		if !errors.As(err, &fault) || !strings.Contains(err.Error(), "impossible") {
			t.Errorf("%s: error %v for a reward that is not finite on an impossible transition", c.Pairing, err)
		}
	}
	if _, err := (&screen.Trajectories{}).Coverage(screen.DefaultCoverage()); err == nil {
		t.Error("no episodes have a coverage")
	}
}

// TestCoverageIsRepeatable: equal seeds draw the same, others do not.
func TestCoverageIsRepeatable(t *testing.T) {
	played := play(t, leaning(0, 0, 1, 0), 10)
	values := func(seed uint64) (list []float64) {
		c, err := played.Coverage(screen.CoverageOptions{Transitions: 20, Means: 2, Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		canonical(t, c, rewardFunc(func(s, _, next []float64) float64 { list = append(list, s[x]+next[theta]); return 0 }))
		return list
	}
	a, b, c := values(1), values(1), values(2)
	same := 0
	for i := range a {
		if a[i] != b[i] {
			t.Fatalf("draw %d is %v and then %v", i, a[i], b[i])
		}
		if a[i] == c[i] {
			same++
		}
	}
	if same > len(a)/4 {
		t.Errorf("%d of %d draws of two seeds are the same", same, len(a))
	}
}
