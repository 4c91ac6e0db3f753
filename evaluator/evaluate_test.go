package evaluator

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
)

func newCartpole(t testing.TB) envs.Env {
	t.Helper()
	env, err := cartpole.New()
	if err != nil {
		t.Fatal(err)
	}
	return env
}

// human opens the environment's own reward.
func human(env envs.Env) Open {
	return func(context.Context) (Rewarder, error) { return env.Reward(envs.RewardHuman) }
}

// quick returns settings for a training of four rollouts with two checkpoints.
func quick() Settings {
	s := DefaultSettings()
	s.Envs, s.Horizon, s.Minibatch, s.Steps = 16, 20, 80, 4*16*20
	s.Hidden, s.Checkpoints, s.EvalEpisodes = []int{16, 16}, 2, 5
	return s
}

// evaluate runs jobs and returns the results in their order.
func evaluate(t testing.TB, s Setup, jobs []Job) []Result {
	t.Helper()
	results := make([]Result, len(jobs))
	if err := Evaluate(t.Context(), s, jobs, func(r Result) { results[r.Job] = r }); err != nil {
		t.Fatal(err)
	}
	return results
}

// TestKernelsAreThoseAskedFor trains with every kernel set of the processor.
func TestKernelsAreThoseAskedFor(t *testing.T) {
	env := newCartpole(t)
	jobs := []Job{{Open: human(env), Settings: quick()}}
	for _, name := range KernelSets()[1:] {
		setup := Setup{Env: env, Root: 7, Kernels: name, Cores: 1, Now: time.Now}
		if _, err := ChooseKernels(name); err != nil {
			if got := Evaluate(t.Context(), setup, jobs, func(Result) {}); got == nil || !strings.Contains(got.Error(), err.Error()) {
				t.Errorf("%s, which this processor lacks: error %v, want %v", name, got, err)
			}
			continue
		}
		r := evaluate(t, setup, jobs)[0]
		if report := NewReport(env, quick(), []Training{*r.Training}); report.Kernels != name {
			t.Errorf("%s: the report names kernels %q", name, report.Kernels)
		}
	}
}

func TestCoresDoNotChangeBits(t *testing.T) {
	env := newCartpole(t)
	jobs := make([]Job, 3)
	for i := range jobs {
		jobs[i] = Job{Open: human(env), Seed: i, Settings: quick()}
	}
	want := evaluate(t, Setup{Env: env, Root: 7, Cores: 1, Now: time.Now}, jobs)
	if cmp.Equal(want[0].Policy, want[1].Policy) {
		t.Error("two training seeds gave the same policy")
	}
	for _, cores := range []int{2, 7} {
		procs := runtime.GOMAXPROCS(cores)
		got := evaluate(t, Setup{Env: env, Root: 7, Cores: cores, Now: time.Now}, jobs)
		runtime.GOMAXPROCS(procs)
		clock := cmp.Options{cmpopts.IgnoreFields(Training{}, "Seconds"), cmpopts.IgnoreFields(Checkpoint{}, "Seconds")}
		if diff := cmp.Diff(want, got, clock); diff != "" {
			t.Errorf("%d cores (-one core +%d):\n%s", cores, cores, diff)
		}
	}
}

func TestTrainingResult(t *testing.T) {
	env := newCartpole(t)
	s := quick()
	var progress []int
	now := time.Unix(0, 0)
	setup := Setup{Env: env, Root: 7, Cores: 1, Now: func() time.Time { now = now.Add(time.Second); return now }}
	r := evaluate(t, setup, []Job{{Open: human(env), Seed: 4, Settings: s, Progress: func(n int) { progress = append(progress, n) }}})[0]
	tr := r.Training

	if diff := cmp.Diff([]int{320, 640, 960, 1280}, progress); diff != "" {
		t.Errorf("progress (-want +got):\n%s", diff)
	}
	if tr.Seed != 4 || tr.Steps != s.Steps || tr.Fault != "" || r.Policy == nil {
		t.Errorf("training = seed %d, %d steps, fault %q, policy %v", tr.Seed, tr.Steps, tr.Fault, r.Policy)
	}
	if len(tr.Curve) != 2 || tr.Curve[0].Steps != 640 || tr.Curve[1].Steps != 1280 {
		t.Fatalf("curve = %+v, want checkpoints at 640 and 1280 steps", tr.Curve)
	}
	// The clock ticks at every reading: before and after each of the four rollouts.
	// Evaluations are left out.
	if got := []float64{tr.Curve[0].Seconds, tr.Curve[1].Seconds, tr.Seconds}; !cmp.Equal(got, []float64{2, 4, 4}) {
		t.Errorf("seconds %v, want 2, 4 and 4", got)
	}
	if tr.Backend != BackendCPU || tr.Device != Device() || tr.Kernels == "" {
		t.Errorf("trained on %q, %q, %q", tr.Backend, tr.Device, tr.Kernels)
	}
	for i, p := range tr.Series {
		if p.Steps != (i+1)*320 || p.Episodes == 0 || p.Score != p.Length || len(p.Terms) != 3 {
			t.Errorf("series point %d = %+v: the score of cartpole is the length", i, p)
		}
	}
	if len(tr.Series) != 4 {
		t.Errorf("series has %d points, want one per rollout", len(tr.Series))
	}
	last := tr.Curve[1].Measurement
	want, ends, err := MeasurePolicy(t.Context(), setup, r.Policy, human(env), FamilySelect, s.EvalEpisodes)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, last); diff != "" {
		t.Errorf("the exported policy measures differently from the last checkpoint (-policy +checkpoint):\n%s", diff)
	}
	if last.HumanReturn != last.Return || last.HumanReturn == 0 {
		t.Errorf("human return %v of a policy trained on the human reward, return %v", last.HumanReturn, last.Return)
	}
	if diff := cmp.Diff(ends, tr.Ends); diff != "" {
		t.Errorf("ends (-policy +training):\n%s", diff)
	}
	if tr.Best.Score < tr.Worst.Score || len(tr.Best.States) != len(tr.Best.Actions)+1 {
		t.Errorf("best scores %v and worst %v", tr.Best.Score, tr.Worst.Score)
	}
}

func TestFaultyRewardIsAResult(t *testing.T) {
	env := newCartpole(t)
	reward := rewardFunc(func(s, a, next []float64) (total, termA, termB float64) {
		return math.Sqrt(0.5 - math.Abs(next[1])), 0, 0 // NaN at speeds that training reaches
	})
	r := evaluate(t, Setup{Env: env, Root: 7, Cores: 2, Now: time.Now}, []Job{
		{Open: reward.open, Seed: 0, Settings: quick()},
		{Open: human(env), Seed: 0, Settings: quick()},
	})
	bad, good := r[0].Training, r[1].Training
	if bad.FaultOf != FaultOfReward || !strings.Contains(bad.Fault, "total is NaN at state {X ") || r[0].Policy != nil {
		t.Errorf("fault %q of %q", bad.Fault, bad.FaultOf)
	}
	if len(bad.Warnings) != 1 || bad.Warnings[0].Kind != WarningFault {
		t.Errorf("warnings %+v, want one of the fault", bad.Warnings)
	}
	if good.Fault != "" || r[1].Policy == nil {
		t.Errorf("the other job has fault %q", good.Fault)
	}
	report := NewReport(env, quick(), []Training{*bad})
	if report.Score.N != 0 || !math.IsInf(report.SelectionScore(false), -1) {
		t.Errorf("report of a faulty training: %d scores, selection score %v", report.Score.N, report.SelectionScore(false))
	}
	if _, err := json.Marshal(report); err != nil {
		t.Errorf("report does not fit into JSON: %v", err)
	}
}

// follower is a reward that checks what one with memory relies on.
type follower struct {
	rewardFunc
	t    *testing.T
	n    int    // instances, 0 before the first batch
	next []bool // per instance: its next transition must start an episode
}

func (f *follower) Reward(ctx context.Context, b *envs.Transitions, total []float64, terms [][]float64) error {
	if f.n == 0 {
		f.n, f.next = b.N, make([]bool, b.N)
		for n := range f.next {
			f.next[n] = true
		}
	}
	if b.N != f.n {
		f.t.Errorf("a batch has %d instances, the first had %d", b.N, f.n)
	}
	for i := range b.Len() {
		n := i % b.N
		// An evaluation begins anew whenever it likes; an episode must not go
		// on where none had begun or the last one had ended.
		if f.next[n] && !b.Start[i] {
			f.t.Errorf("instance %d goes on with an episode that is over", n)
		}
		f.next[n] = b.Terminated[i] || b.Truncated[i]
	}
	return f.rewardFunc.Reward(ctx, b, total, terms)
}

// TestRewardsWithMemory checks that each Rewarder follows its instances from
// batch to batch, so that evaluations do not disturb training.
func TestRewardsWithMemory(t *testing.T) {
	env := newCartpole(t)
	one := rewardFunc(func(s, a, next []float64) (total, termA, termB float64) { return 1, 1, 0 })
	var opened []*follower
	open := func(context.Context) (Rewarder, error) {
		f := &follower{rewardFunc: one, t: t}
		opened = append(opened, f)
		return f, nil
	}
	s := quick()
	evaluate(t, Setup{Env: env, Cores: 1, Now: time.Now}, []Job{{Open: open, Settings: s}})
	if len(opened) != 2 || opened[0].n != s.EvalEpisodes || opened[1].n != s.Envs {
		t.Errorf("%d rewards were opened, want one for training and one for evaluations", len(opened))
	}
}

// lost is a reward whose process is gone: it can neither answer nor close.
type lost struct{ rewardFunc }

func (lost) Reward(context.Context, *envs.Transitions, []float64, [][]float64) error {
	return errors.New("lost connection")
}

func (lost) Close() error { return errors.New("nothing to close") }

func TestLostRewardIsAFaultOfTheReward(t *testing.T) {
	env := newCartpole(t)
	job := Job{Open: func(context.Context) (Rewarder, error) { return lost{}, nil }, Settings: quick()}
	r := evaluate(t, Setup{Env: env, Cores: 1, Now: time.Now}, []Job{job})[0]
	if r.Training.FaultOf != FaultOfReward || !strings.Contains(r.Training.Fault, "lost connection") || len(r.Training.Curve) != 0 {
		t.Errorf("training = %+v, want a fault of the reward before the first checkpoint", r.Training)
	}
}

func TestEvaluateStopsOnErrors(t *testing.T) {
	env := newCartpole(t)
	failure := errors.New("no such reward")
	bad := quick()
	bad.Epochs = 0
	for _, c := range []struct {
		name string
		job  Job
		want string
	}{
		{"reward does not open", Job{Open: func(context.Context) (Rewarder, error) { return nil, failure }, Settings: quick()}, "training 0 (seed 0): no such reward"},
		{"settings", Job{Open: human(env), Settings: bad}, "epochs is 0"},
	} {
		err := Evaluate(t.Context(), Setup{Env: env, Cores: 1, Now: time.Now}, []Job{c.job, c.job}, func(Result) {
			t.Errorf("%s: a result was reported", c.name)
		})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
	if err := Evaluate(t.Context(), Setup{Env: env, Cores: 1, Now: time.Now}, nil, nil); err != nil {
		t.Errorf("no jobs: %v", err)
	}
}

func TestEvaluateEndsWithItsContext(t *testing.T) {
	env := newCartpole(t)
	ctx, cancel := context.WithCancel(t.Context())
	job := Job{Open: human(env), Settings: quick(), Progress: func(steps int) {
		if steps > 320 {
			cancel()
		}
	}}
	err := Evaluate(ctx, Setup{Env: env, Cores: 1, Now: time.Now}, []Job{job}, func(Result) { t.Error("a result was reported") })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

func TestTunedSettingsAreValid(t *testing.T) {
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, env := range all {
		if _, ok := tuned()[env.Spec().Name]; !ok {
			t.Errorf("%s has no tuned settings", env.Spec().Name)
		}
		s := Tuned(env.Spec())
		if err := s.Check(); err != nil {
			t.Errorf("%s: %v", env.Spec().Name, err)
		}
	}
}

func TestSeedFamiliesAreDisjoint(t *testing.T) {
	seen := map[uint64]string{}
	for _, family := range []Family{FamilyTrain, FamilySelect, FamilyFinal} {
		for _, base := range []int{0, FreshSeeds} {
			for i := range 1000 {
				seed := Seed(42, family, base+i)
				if other, ok := seen[seed]; ok {
					t.Fatalf("family %d index %d has the seed of %s", family, base+i, other)
				}
				seen[seed] = "another"
			}
		}
	}
}
