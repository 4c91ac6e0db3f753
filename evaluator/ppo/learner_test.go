package ppo

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/envs/pendulum"
	"github.com/rewardsmith/rewardsmith/internal/nn"
)

func newEnv(t testing.TB, make func() (envs.Env, error)) envs.Env {
	t.Helper()
	env, err := make()
	if err != nil {
		t.Fatal(err)
	}
	return env
}

func humanReward(t testing.TB, env envs.Env) Rewarder {
	t.Helper()
	r, err := env.Reward(envs.RewardHuman)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// quick returns settings for a training of a few rollouts.
func quick(rollouts int) Settings {
	return Settings{
		Steps: rollouts * 16 * 20, Envs: 16, Horizon: 20, Epochs: 2, Minibatch: 100,
		LearningRate: 1e-3, Gamma: 0.98, Lambda: 0.9, Clip: 0.2, Entropy: 0.01, MaxGradNorm: 0.5,
		Hidden: []int{16, 16},
	}
}

// trainPolicy trains to the end and returns the policy.
func trainPolicy(t testing.TB, s Settings, c Config) *Policy {
	t.Helper()
	l, err := NewLearner(s, c)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for !l.Done() {
		if err := l.Advance(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return l.Policy()
}

// scaled multiplies a reward by a factor.
type scaled struct {
	Rewarder
	factor float64
}

func (s scaled) Reward(ctx context.Context, b *envs.Transitions, total []float64, terms [][]float64) error {
	err := s.Rewarder.Reward(ctx, b, total, terms)
	for i := range total {
		total[i] *= s.factor
	}
	return err
}

// eachSet runs a test for every kernel set that the processor has.
func eachSet(t *testing.T, f func(t *testing.T, k *nn.Kernels)) {
	for _, k := range nn.Sets() {
		t.Run("kernels="+k.Name, func(t *testing.T) { f(t, k) })
	}
}

func TestWorkersDoNotChangeBits(t *testing.T) {
	wide := quick(2) // more instances than a worker's share, and several shards a minibatch
	wide.Envs, wide.Horizon, wide.Minibatch = 700, 3, 1000
	wide.Steps = 2 * 700 * 3
	eachSet(t, func(t *testing.T, k *nn.Kernels) {
		for _, make := range []func() (envs.Env, error){cartpole.New, pendulum.New} {
			env := newEnv(t, make)
			for _, s := range []Settings{quick(4), wide} {
				config := Config{Env: env, Rewarder: humanReward(t, env), Seed: 3, Kernels: k, Workers: 1}
				want := trainPolicy(t, s, config)
				for _, workers := range []int{2, 3, 8} {
					procs := runtime.GOMAXPROCS(workers)
					config.Workers = workers
					got := trainPolicy(t, s, config)
					runtime.GOMAXPROCS(procs)
					if diff := cmp.Diff(want, got); diff != "" {
						t.Errorf("%s with %d workers (-one worker +%d):\n%s", env.Spec().Name, workers, workers, diff)
					}
				}
			}
		}
	})
}

// TestVectorWidthDoesNotChangeBits trains with the kernel sets in assembly, which
// differ in nothing else.
func TestVectorWidthDoesNotChangeBits(t *testing.T) {
	policies := map[string]*Policy{}
	for _, make := range []func() (envs.Env, error){cartpole.New, pendulum.New} {
		env := newEnv(t, make)
		for _, k := range nn.Sets() {
			config := Config{Env: env, Rewarder: humanReward(t, env), Seed: 3, Kernels: k, Workers: 1}
			policies[k.Name] = trainPolicy(t, quick(4), config)
		}
		if policies["avx2"] == nil || policies["avx512"] == nil {
			t.Skip("the processor does not run both sets")
		}
		if diff := cmp.Diff(policies["avx2"], policies["avx512"]); diff != "" {
			t.Errorf("%s (-avx2 +avx512):\n%s", env.Spec().Name, diff)
		}
	}
}

func TestSeedsDiffer(t *testing.T) {
	env := newEnv(t, cartpole.New)
	config := Config{Env: env, Rewarder: humanReward(t, env), Seed: 3, Kernels: nn.GoKernels(), Workers: 1}
	a := trainPolicy(t, quick(1), config)
	config.Seed = 4
	if b := trainPolicy(t, quick(1), config); cmp.Equal(a, b) {
		t.Error("two seeds trained the same policy")
	}
}

// TestRewardScaleIsExact uses powers of two, which round nothing, up to the ends
// of the range in which the learner is free of scale: the pendulum's rewards lie
// in -16.3..0, so that they reach 8e98 at 2^325 and differ by 1e-100 at 2^-333.
func TestRewardScaleIsExact(t *testing.T) {
	eachSet(t, func(t *testing.T, k *nn.Kernels) {
		env := newEnv(t, pendulum.New)
		reward := humanReward(t, env)
		config := Config{Env: env, Rewarder: reward, Seed: 5, Kernels: k, Workers: 1}
		want := trainPolicy(t, quick(4), config)
		for _, factor := range []float64{1.0 / 128, 128, 0x1p325, 0x1p-333} {
			config.Rewarder = scaled{reward, factor}
			if diff := cmp.Diff(want, trainPolicy(t, quick(4), config)); diff != "" {
				t.Errorf("reward times %v trains another policy (-want +got):\n%s", factor, diff)
			}
		}
	})
}

// meanLength plays episodes of cartpole with the deterministic policy.
func meanLength(t testing.TB, env envs.Env, k *nn.Kernels, p *Policy, episodes int) float64 {
	t.Helper()
	actor, err := p.NewActor(env.Spec(), k)
	if err != nil {
		t.Fatal(err)
	}
	sim, err := env.NewSimulator(envs.SimConfig{N: episodes, Seed: 99})
	if err != nil {
		t.Fatal(err)
	}
	defer sim.Close()
	b := envs.NewTransitions(env.Spec(), 1, episodes)
	actions := make([]float64, episodes)
	over := make([]bool, episodes)
	steps := 0
	for range env.Spec().MaxSteps {
		actor.Act(actions, sim.Observations())
		if err := sim.Step(t.Context(), actions, b, 0); err != nil {
			t.Fatal(err)
		}
		for n := range episodes {
			if !over[n] {
				steps++
				over[n] = b.Terminated[n] || b.Truncated[n]
			}
		}
	}
	return float64(steps) / float64(episodes)
}

// TestLearnsCartpole holds the whole learner to its purpose, for rewards of
// three scales.
func TestLearnsCartpole(t *testing.T) {
	if testing.Short() {
		t.Skip("trains for seconds")
	}
	eachSet(t, func(t *testing.T, k *nn.Kernels) {
		env := newEnv(t, cartpole.New)
		s := cartpoleSettings()
		s.Steps = 80_000
		for _, factor := range []float64{0.01, 1, 100} {
			config := Config{Env: env, Rewarder: scaled{humanReward(t, env), factor}, Seed: 1, Kernels: k, Workers: runtime.NumCPU()}
			if got := meanLength(t, env, k, trainPolicy(t, s, config), 50); got < 475 {
				t.Errorf("reward times %v: the policy holds the pole for %v steps, want 475", factor, got)
			}
		}
	})
}

// broken is a reward that goes wrong in one element of one batch.
type broken struct {
	Rewarder
	batch, element int
	total, term    float64 // what to put there, 0 for no change
	err            error
	calls          *int
}

func (r broken) Reward(ctx context.Context, b *envs.Transitions, total []float64, terms [][]float64) error {
	if err := r.Rewarder.Reward(ctx, b, total, terms); err != nil {
		return err
	}
	*r.calls++
	if *r.calls != r.batch {
		return nil
	}
	if r.total != 0 {
		total[r.element] = r.total
	}
	if r.term != 0 {
		terms[1][r.element] = r.term
	}
	return r.err
}

func TestFaultsOfTheReward(t *testing.T) {
	failure := errors.New("the process is gone")
	env := newEnv(t, cartpole.New)
	for _, c := range []struct {
		name   string
		reward broken
		want   string
	}{
		{"total not a number", broken{total: math.NaN()}, "total is NaN at state {X "},
		{"total infinite", broken{total: math.Inf(-1)}, "total is -Inf at state {X "},
		{"term infinite", broken{term: math.Inf(1)}, "term centre is +Inf at state {X "},
		{"total so large that sums overflow", broken{total: 1e307}, "total is 1e+307 at state {X "},
		{"term so large that sums overflow", broken{term: -1.1e100}, "keep it within ±1e+100"},
		{"failure", broken{err: failure}, "reward failed: the process is gone"},
	} {
		c.reward.Rewarder, c.reward.batch, c.reward.element, c.reward.calls = humanReward(t, env), 2, 37, new(int)
		l, err := NewLearner(quick(3), Config{Env: env, Rewarder: c.reward, Seed: 1, Kernels: nn.GoKernels(), Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Advance(t.Context()); err != nil {
			t.Fatalf("%s: first batch: %v", c.name, err)
		}
		err = l.Advance(t.Context())
		var fault *RewardError
		if !errors.As(err, &fault) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want a RewardError with %q", c.name, err, c.want)
		}
		if c.reward.err != nil && !errors.Is(err, failure) {
			t.Errorf("%s: error %v hides its cause", c.name, err)
		}
	}
}

func TestDivergenceIsNotTheRewards(t *testing.T) {
	for _, make := range []func() (envs.Env, error){cartpole.New, pendulum.New} {
		env := newEnv(t, make)
		l, err := NewLearner(quick(3), Config{Env: env, Rewarder: humanReward(t, env), Seed: 1, Kernels: nn.GoKernels(), Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		for _, net := range []*nn.Network{l.actor, l.critic} {
			before := net.Params()[0]
			net.Params()[0] = float32(math.NaN())
			err := l.Advance(t.Context())
			var fault *RewardError
			if !errors.Is(err, ErrDiverged) || errors.As(err, &fault) {
				t.Errorf("%s: error %v, want ErrDiverged", env.Spec().Name, err)
			}
			net.Params()[0] = before
		}
	}
}

// blind is an environment whose second observation field is infinite, in final
// observations alone if so set.
type blind struct {
	envs.Env
	final bool
}

func (b blind) NewSimulator(c envs.SimConfig) (envs.Simulator, error) {
	sim, err := b.Env.NewSimulator(c)
	return blindSim{sim, b.final}, err
}

type blindSim struct {
	envs.Simulator
	final bool
}

func (s blindSim) Observations() []float32 {
	o := s.Simulator.Observations()
	if !s.final {
		o[1] = float32(math.Inf(1))
	}
	return o
}

func (s blindSim) FinalObservations() []float32 {
	o := slices.Clone(s.Simulator.FinalObservations())
	o[1] = float32(math.NaN())
	return o
}

func TestInfiniteObservationIsTheEnvironments(t *testing.T) {
	env := newEnv(t, cartpole.New)
	for want, env := range map[string]blind{"XDot is +Inf": {env, false}, "XDot is NaN": {env, true}} {
		l, err := NewLearner(quick(3), Config{Env: env, Rewarder: humanReward(t, env), Seed: 1, Kernels: nn.GoKernels()})
		if err != nil {
			t.Fatal(err)
		}
		err = l.Advance(t.Context())
		if err == nil || !strings.Contains(err.Error(), "cartpole: observation field "+want) || errors.Is(err, ErrDiverged) {
			t.Errorf("error %v, want one of the environment that says %s", err, want)
		}
	}
}

func TestCancelledContextIsNoFault(t *testing.T) {
	env := newEnv(t, cartpole.New)
	l, err := NewLearner(quick(3), Config{Env: env, Rewarder: humanReward(t, env), Seed: 1, Kernels: nn.GoKernels(), Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := l.Advance(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

// expiring is a context that ends after a number of looks at it.
type expiring struct {
	context.Context
	looks *int
}

func (e expiring) Err() error {
	if *e.looks--; *e.looks < 0 {
		return context.Canceled
	}
	return nil
}

// TestUpdateEndsWithItsContext counts how many minibatches of an update change
// the policy until the context ends.
func TestUpdateEndsWithItsContext(t *testing.T) {
	env := newEnv(t, cartpole.New)
	for _, steps := range []int{0, 2} {
		l, err := NewLearner(quick(3), Config{Env: env, Rewarder: humanReward(t, env), Seed: 1, Kernels: nn.GoKernels(), Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(l.collect(t.Context()), l.judge(t.Context())); err != nil {
			t.Fatal(err)
		}
		before, looks := l.Policy(), steps
		l.shuffle()
		err = l.fitActor(expiring{t.Context(), &looks}, 1e-3)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("after %d minibatches: error %v, want context.Canceled", steps, err)
		}
		if changed := !cmp.Equal(before, l.Policy()); changed != (steps > 0) {
			t.Errorf("after %d minibatches: policy changed: %v", steps, changed)
		}
		looks = 0
		if err := l.update(expiring{t.Context(), &looks}); err == nil || strings.Contains(err.Error(), "policy") {
			t.Errorf("update: error %v, want the context's alone", err)
		}
	}
}

func TestSettingsCheck(t *testing.T) {
	good := quick(1)
	if err := good.Check(); err != nil {
		t.Errorf("good settings: %v", err)
	}
	bad := Settings{Gamma: 1, Lambda: -1, Clip: 2, LogStd: 9, Entropy: math.NaN(), Hidden: []int{0}}
	err := bad.Check()
	for _, name := range []string{"steps", "envs", "horizon", "epochs", "minibatch", "learning_rate", "gamma", "lambda", "clip", "entropy", "max_grad_norm", "log_std", "hidden"} {
		if err == nil || !strings.Contains(err.Error(), name+" is ") {
			t.Errorf("no complaint about %s in: %v", name, err)
		}
	}
	good.MaxGradNorm = math.Inf(1)
	if err := good.Check(); err == nil || !strings.Contains(err.Error(), "max_grad_norm is +Inf, want a finite") {
		t.Errorf("an infinite limit of the norm: %v", err)
	}
}

func TestPolicySurvivesJSON(t *testing.T) {
	env := newEnv(t, pendulum.New)
	want := trainPolicy(t, quick(1), Config{Env: env, Rewarder: humanReward(t, env), Seed: 1, Kernels: nn.GoKernels(), Workers: 1})
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	got := new(Policy)
	if err := json.Unmarshal(text, got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("policy through JSON (-want +got):\n%s", diff)
	}
}

func TestNewActorRefusesOtherEnvironments(t *testing.T) {
	env := newEnv(t, cartpole.New)
	good := trainPolicy(t, quick(1), Config{Env: env, Rewarder: humanReward(t, env), Seed: 1, Kernels: nn.GoKernels(), Workers: 1})
	for _, c := range []struct {
		name  string
		spoil func(p *Policy)
		want  string
	}{
		{"another environment", func(p *Policy) { p.Env = "pendulum" }, "trained on pendulum, not cartpole"},
		{"other observation", func(p *Policy) { p.Sizes = []int{3, 16, 16, 2} }, "maps 3 observations to 2 outputs"},
		{"parameters missing", func(p *Policy) { p.Params = p.Params[1:] }, "parameters"},
		{"no sizes", func(p *Policy) { p.Sizes = nil }, "input and an output width"},
	} {
		p := *good
		c.spoil(&p)
		if _, err := p.NewActor(env.Spec(), nn.GoKernels()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

// TestActIsIndependentOfBatch plays the same observations alone and together.
func TestActIsIndependentOfBatch(t *testing.T) {
	eachSet(t, func(t *testing.T, k *nn.Kernels) {
		env := newEnv(t, pendulum.New)
		p := trainPolicy(t, quick(2), Config{Env: env, Rewarder: humanReward(t, env), Seed: 1, Kernels: k, Workers: 1})
		actor, err := p.NewActor(env.Spec(), k)
		if err != nil {
			t.Fatal(err)
		}
		const n = 37
		observations, together := make([]float32, n*3), make([]float64, n)
		for i := range observations {
			observations[i] = float32(math.Sin(float64(i)))
		}
		actor.Act(together, observations)
		alone := make([]float64, 1)
		for i := range n {
			actor.Act(alone, observations[i*3:(i+1)*3])
			if alone[0] != together[i] {
				t.Errorf("observation %d: action %v alone, %v among others", i, alone[0], together[i])
			}
		}
	})
}

func TestActionMap(t *testing.T) {
	continuous := newActionMap(&envs.Spec{Action: envs.Schema{{Lo: -2, Hi: 2}, {Lo: 1, Hi: 5}}})
	got := make([]float64, 2)
	for _, c := range []struct {
		raw  []float32
		want []float64
	}{
		{[]float32{0, 0}, []float64{0, 3}},
		{[]float32{1, -1}, []float64{2, 1}},
		{[]float32{1.5, 0.5}, []float64{3, 4}}, // beyond the range: the simulator clips
	} {
		continuous.physical(got, c.raw)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("raw %v (-want +got):\n%s", c.raw, diff)
		}
	}
	discrete := newActionMap(&envs.Spec{Choices: 2, ChoiceActions: [][]float64{{-10, 1}, {10, 0}}})
	discrete.physical(got, []float32{1})
	if diff := cmp.Diff([]float64{10, 0}, got); diff != "" || discrete.outputs() != 2 {
		t.Errorf("choice 1 of %d (-want +got):\n%s", discrete.outputs(), diff)
	}
}

// TestSuccessorValues checks which value stands for the successor of each
// transition: that of the true successor where the episode was truncated or the
// rollout ends, that of the next row elsewhere.
func TestSuccessorValues(t *testing.T) {
	eachSet(t, func(t *testing.T, k *nn.Kernels) {
		env := newEnv(t, pendulum.New) // truncates after 200 steps, within the rollout
		s := quick(2)
		s.Horizon, s.Envs, s.Steps = 450, 3, 2*450*3
		l, err := NewLearner(s, Config{Env: env, Rewarder: humanReward(t, env), Seed: 1, Kernels: k})
		if err != nil {
			t.Fatal(err)
		}
		if err := l.collect(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := l.judge(t.Context()); err != nil {
			t.Fatal(err)
		}
		truth := make([]float32, s.Batch())
		l.criticPredictor.Predict(truth, l.roll.final)
		truncated := 0
		for i, got := range l.roll.nextValues {
			last := i >= s.Batch()-s.Envs
			var want float32
			if l.roll.transitions.Truncated[i] || last {
				want = truth[i]
			} else {
				want = l.roll.values[i+s.Envs]
			}
			if got != want {
				t.Fatalf("transition %d: value of the successor %v, want %v", i, got, want)
			}
			if l.roll.transitions.Truncated[i] {
				truncated++
				if !last && want == l.roll.values[i+s.Envs] {
					t.Fatalf("transition %d: the case does not tell the two values apart", i)
				}
			}
		}
		if truncated != 2*s.Envs {
			t.Errorf("%d truncations, want each instance to have two", truncated)
		}
	})
}
