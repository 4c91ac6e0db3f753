package ppo

import (
	"math"
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/envs/pendulum"
	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// newTestLearner returns a learner on the environment's human reward.
func newTestLearner(t *testing.T, make func() (envs.Env, error), s Settings) *Learner {
	t.Helper()
	env := newEnv(t, make)
	l, err := NewLearner(s, Config{Env: env, Rewarder: humanReward(t, env), Seed: 1, Kernels: nn.GoKernels(), Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// experience lets the learner act and be rewarded for one rollout.
func experience(t *testing.T, l *Learner) {
	t.Helper()
	if err := l.collect(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := l.judge(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestLearningRateFallsLinearly(t *testing.T) {
	s := quick(5)
	for i, want := range []float64{1e-3, 8e-4, 6e-4, 4e-4, 2e-4} {
		if got := s.Rate(i); !(math.Abs(got-want) < 1e-12) {
			t.Errorf("rate of update %d is %v, want %v", i, got, want)
		}
	}
}

// TestInitialPolicy looks at the weights of the policy's last layer, whose rows
// are orthogonal and as long as the gain, and at its deviations.
func TestInitialPolicy(t *testing.T) {
	s := quick(1)
	s.LogStd = -1.25
	l := newTestLearner(t, pendulum.New, s)
	if !slices.Equal(l.actor.Free(), []float32{-1.25}) {
		t.Errorf("log standard deviations are %v, want -1.25", l.actor.Free())
	}
	params := l.actor.Params()
	last := params[len(params)-1-1-16 : len(params)-1-1] // 16 weights before one bias and one deviation
	length := 0.0
	for _, w := range last {
		length += float64(w) * float64(w)
	}
	if length = math.Sqrt(length); !(math.Abs(length-0.01) < 1e-6) {
		t.Errorf("weights of the policy's last layer have length %v, want 0.01", length)
	}
}

// TestCollectUpdatesMoments compares the moments with those of all states seen,
// which cartpole observes as they are.
func TestCollectUpdatesMoments(t *testing.T) {
	l := newTestLearner(t, cartpole.New, quick(1))
	if err := l.collect(t.Context()); err != nil {
		t.Fatal(err)
	}
	for f, column := range l.roll.transitions.State {
		sum, squares := 0.0, 0.0
		for _, x := range column {
			sum += x
		}
		mean := sum / float64(len(column))
		for _, x := range column {
			squares += (x - mean) * (x - mean)
		}
		deviation := math.Sqrt(squares / float64(len(column)))
		z := l.Policy().Normaliser
		if !(math.Abs(z.Mean[f]-mean) < 1e-6) || !(math.Abs(z.Scale[f]*deviation-1) < 1e-5) {
			t.Errorf("field %d is normalised by mean %v and scale %v, want %v and %v", f, z.Mean[f], z.Scale[f], mean, 1/deviation)
		}
	}
}

// TestNetworksFollowTheMean moves the mean of the observations between two
// rollouts: both networks answer to the same observations as before.
func TestNetworksFollowTheMean(t *testing.T) {
	l := newTestLearner(t, cartpole.New, quick(3))
	if err := l.Advance(t.Context()); err != nil {
		t.Fatal(err)
	}
	raw := slices.Clone(l.sim.Observations())
	answers := func() []float32 {
		x := make([]float32, len(raw))
		l.normaliser.apply(x, raw)
		n := l.settings.Envs
		out := make([]float32, 3*n) // two logits and a value
		l.actorPredictor.Predict(out[:2*n], x)
		l.criticPredictor.Predict(out[2*n:], x)
		return out
	}
	l.renormalise()
	before := answers()
	for i := range l.moments.mean {
		l.moments.mean[i] += 0.3 * l.moments.deviation(i)
	}
	mean := l.normaliser.Mean[0]
	l.renormalise()
	if l.normaliser.Mean[0] == mean {
		t.Fatal("the normaliser did not follow")
	}
	for i, got := range answers() {
		if !near(float64(got), float64(before[i]), 1e-5) {
			t.Errorf("output %d is %v after the mean has moved, want %v", i, got, before[i])
		}
	}
}

// TestNormalisationLastsForARollout looks at what the second rollout observed.
func TestNormalisationLastsForARollout(t *testing.T) {
	l := newTestLearner(t, cartpole.New, quick(3))
	if err := l.Advance(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := l.collect(t.Context()); err != nil {
		t.Fatal(err)
	}
	z := l.Policy().Normaliser
	for f, column := range l.roll.transitions.State { // cartpole observes its state
		for i, x := range column {
			got, want := float64(l.roll.observations[i*len(z.Mean)+f]), (x-z.Mean[f])*z.Scale[f]
			if !near(got, min(max(want, -observationClip), observationClip), 1e-5) {
				t.Fatalf("transition %d: field %d was normalised to %v, want %v", i, f, got, want)
			}
		}
	}
}

// TestActNormalises uses a policy that puts out what it is given.
func TestActNormalises(t *testing.T) {
	spec := &envs.Spec{Name: "line", Action: envs.Schema{{Lo: -10, Hi: 10}}, Observation: envs.Schema{{Name: "X"}}}
	p := &Policy{
		Env: "line", Sizes: []int{1, 1}, Params: []float32{1, 0, 0},
		Normaliser: Normaliser{Mean: []float64{3}, Scale: []float64{0.25}},
	}
	actor, err := p.NewActor(spec, nn.GoKernels())
	if err != nil {
		t.Fatal(err)
	}
	got := make([]float64, 2)
	actor.Act(got, []float32{5, 1})
	if want := []float64{5, -5}; !slices.Equal(got, want) { // 10 times (x - 3) / 4
		t.Errorf("actions %v, want %v", got, want)
	}
}

// TestNoiseDiffersFromStepToStep compares what an almost constant policy drew at
// one step with what it drew at the next.
func TestNoiseDiffersFromStepToStep(t *testing.T) {
	l := newTestLearner(t, pendulum.New, quick(1))
	if err := l.collect(t.Context()); err != nil {
		t.Fatal(err)
	}
	n, alike := l.settings.Envs, 0
	for i := range len(l.roll.raw) - n {
		if math.Abs(float64(l.roll.raw[i+n]-l.roll.raw[i])) < 0.1 {
			alike++
		}
	}
	// Two standard normal numbers differ by less than 0.1 in 5.6 % of all cases.
	if limit := len(l.roll.raw) / 5; alike > limit {
		t.Errorf("%d of %d draws are like the one before", alike, len(l.roll.raw))
	}
}

func TestShuffle(t *testing.T) {
	l := newTestLearner(t, cartpole.New, quick(2))
	batch := l.settings.Batch()
	seen := map[int][]int{}
	for rollout := range 2 {
		l.rollouts = rollout
		l.shuffle()
		for e := range l.settings.Epochs {
			order := slices.Clone(l.order[e*batch : (e+1)*batch])
			for other, o := range seen {
				if slices.Equal(o, order) {
					t.Errorf("epoch %d of rollout %d has the order of %d before it", e, rollout, other)
				}
			}
			seen[len(seen)] = order
			sorted := slices.Sorted(slices.Values(order))
			for i, v := range sorted {
				if v != i {
					t.Fatalf("epoch %d of rollout %d is no permutation", e, rollout)
				}
			}
		}
	}
}

// TestAdvantagesAreNormalised looks at the last minibatch that an update used.
func TestAdvantagesAreNormalised(t *testing.T) {
	l := newTestLearner(t, cartpole.New, quick(1))
	experience(t, l)
	for i := range l.roll.advantages {
		l.roll.advantages[i] = 40*l.roll.advantages[i] + 100
	}
	l.shuffle()
	if err := l.update(t.Context()); err != nil {
		t.Fatal(err)
	}
	sum, squares := 0.0, 0.0
	for _, a := range l.policyBatch.targets {
		sum += float64(a)
		squares += float64(a) * float64(a)
	}
	n := float64(len(l.policyBatch.targets))
	if !(math.Abs(sum/n) < 1e-5) || !(math.Abs(squares/n-1) < 1e-4) {
		t.Errorf("advantages of %v rows have mean %v and mean square %v, want 0 and 1", n, sum/n, squares/n)
	}
}

// TestTruncationEndsTheReturn compares the discounted returns that rewards are
// scaled by with those since the last start of an episode. The pendulum is cut
// off after 200 steps and never terminates.
func TestTruncationEndsTheReturn(t *testing.T) {
	s := quick(1)
	s.Horizon, s.Envs, s.Steps = 230, 3, 230*3
	l := newTestLearner(t, pendulum.New, s)
	experience(t, l)
	for n := range s.Envs {
		want := 0.0
		for step := 200; step < s.Horizon; step++ {
			i := step*s.Envs + n
			if (step == 200) != l.roll.transitions.Start[i] {
				t.Fatalf("step %d starts an episode: %v", step, l.roll.transitions.Start[i])
			}
			want = s.Gamma*want + l.roll.total[i]
		}
		if got := l.scaler.returns[n]; !(math.Abs(got-want) < 1e-9*math.Abs(want)) {
			t.Errorf("instance %d: discounted return %v, want %v", n, got, want)
		}
	}
}
