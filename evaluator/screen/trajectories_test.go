package screen_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/evaluator/screen"
)

// TestPlay: what is told of an episode is what its transitions say.
func TestPlay(t *testing.T) {
	played := play(t, leaning(0, 0, 1, 0), 30)
	if len(played.Episodes) != 30 {
		t.Fatalf("%d episodes, want 30", len(played.Episodes))
	}
	for i, e := range played.Episodes {
		r := played.Record(i)
		if len(r.Actions) != e.Steps || len(r.States) != e.Steps+1 {
			t.Errorf("episode %d: %d actions and %d states for %d steps", i, len(r.Actions), len(r.States), e.Steps)
		}
		if e.Number != i || e.Score != float64(e.Steps) || e.Success != (e.Score >= 475) {
			t.Errorf("episode %d: %+v, want its number, a score of its steps, and success from 475 on", i, e)
		}
		last := r.States[e.Steps]
		fallen := math.Abs(last[theta]) > 0.2 || math.Abs(last[x]) > 2.4
		if fallen == (e.End == "time limit") {
			t.Errorf("episode %d ended by %s in %v", i, e.End, last)
		}
	}
	if n := played.Successes(); n != 0 {
		t.Errorf("%d successes of a policy that only follows the angle", n)
	}
	if n := play(t, leaning(0.1, 0.3, 1, 1), 30).Successes(); n < 20 {
		t.Errorf("%d of 30 successes of a policy that balances", n)
	}
	again := play(t, leaning(0, 0, 1, 0), 30)
	if diff := cmp.Diff(played.Record(7), again.Record(7)); diff != "" {
		t.Errorf("the policy plays differently the second time:\n%s", diff)
	}
}

// TestReturns compares both sums with those over the recorded states.
func TestReturns(t *testing.T) {
	const gamma = 0.9
	played := screen.Join(play(t, leaning(0, 0, 1, 0), 5).From("a"), play(t, leaning(0, 0, 0, 1), 3).From("b"))
	reward := rewardFunc(func(s, a, next []float64) float64 { return next[theta] - 2*s[x] + a[0] })
	got, err := played.Returns(t.Context(), reward, gamma)
	if err != nil {
		t.Fatal(err)
	}
	var want []screen.Return
	for i, e := range played.Episodes {
		r := played.Record(i)
		w := screen.Return{Steps: e.Steps}
		for step := range e.Steps {
			v := reward(r.States[step], r.Actions[step], r.States[step+1])
			w.Sum += v
			w.Discounted += math.Pow(gamma, float64(step)) * v
		}
		want = append(want, w)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(1e-12, 1e-12)); diff != "" {
		t.Errorf("returns (-want +got):\n%s", diff)
	}
	if source := played.Episodes[5].Source; source != "b" || len(got) != 8 {
		t.Errorf("episode 5 of %d was played by %q, want b of 8", len(got), source)
	}
}

// TestReturnsFaults: a reward that is not finite within an episode is at fault; after
// its end it may be what it likes.
func TestReturnsFaults(t *testing.T) {
	played := play(t, leaning(0, 0, -1, 0), 4) // falls at once, in episodes of different lengths
	shortest, longest := played.Episodes[0].Steps, played.Episodes[0].Steps
	for _, e := range played.Episodes {
		shortest, longest = min(shortest, e.Steps), max(longest, e.Steps)
	}
	if shortest == longest {
		t.Fatalf("all episodes have %d steps: none goes on after its end", shortest)
	}
	first := played.Record(0).States[0]
	_, err := played.Returns(t.Context(), rewardFunc(func(s, _, _ []float64) float64 {
		if cmp.Equal(s, first) {
			return math.Inf(1)
		}
		return 0
	}), 1)
	var fault *ppo.RewardError
	if !errors.As(err, &fault) {
		t.Errorf("error %v, want a fault of the reward", err)
	}
	known := map[[4]float64]bool{}
	for i, e := range played.Episodes {
		for _, s := range played.Record(i).States[:e.Steps] {
			known[[4]float64(s)] = true
		}
	}
	beyond := 0
	returns, err := played.Returns(t.Context(), rewardFunc(func(s, _, _ []float64) float64 {
		if !known[[4]float64(s)] {
			beyond++
			return math.NaN()
		}
		return 1
	}), 1)
	if err != nil || beyond == 0 {
		t.Fatalf("error %v with %d transitions after the ends of episodes, want some and no error", err, beyond)
	}
	for i, r := range returns {
		if r.Sum != float64(played.Episodes[i].Steps) {
			t.Errorf("episode %d returns %v, want its %d steps", i, r.Sum, played.Episodes[i].Steps)
		}
	}
}

// counting is a reward with memory, which pays the number of the step.
type counting struct{ steps []float64 }

func (counting) Terms() []string { return nil }
func (counting) Close() error    { return nil }

func (c *counting) Reward(_ context.Context, b *envs.Transitions, total []float64, _ [][]float64) error {
	c.steps = make([]float64, b.N)
	for i := range total {
		if b.Start[i] {
			c.steps[i%b.N] = 0
		}
		c.steps[i%b.N]++
		total[i] = c.steps[i%b.N]
	}
	return nil
}

func (counting) HasMemory() bool { return true }

func TestReturnsOfRewardsWithMemory(t *testing.T) {
	played := play(t, leaning(0, 0, 1, 0), 5)
	returns, err := played.Returns(t.Context(), &counting{}, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range returns {
		if n := float64(played.Episodes[i].Steps); r.Sum != n*(n+1)/2 {
			t.Errorf("episode %d of %v steps returns %v", i, n, r.Sum)
		}
	}
}

func TestParseForm(t *testing.T) {
	for _, f := range screen.Forms() {
		if got, err := screen.ParseForm(string(f)); got != f || err != nil {
			t.Errorf("form %s is read as %q, %v", f, got, err)
		}
	}
	if _, err := screen.ParseForm("loose"); err == nil {
		t.Error("a form that is none is read")
	}
}
