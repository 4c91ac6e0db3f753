package evaluator

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
)

// onGPU is a setup for cartpole on a device.
func onGPU(t testing.TB, env envs.Env) Setup {
	t.Helper()
	return Setup{Env: env, Root: 7, Cores: 2, Now: time.Now, GPU: fleet.NewDevice(gputest.Open(t))}
}

// humanJob trains on the human reward.
func humanJob(env envs.Env, seed int, s Settings) Job {
	return Job{Open: human(env), Program: &Program{Own: envs.RewardHuman}, Seed: seed, Settings: s}
}

// tinyNetworks are quick settings with networks that drivers compile in no time.
func tinyNetworks() Settings {
	s := quick()
	s.Hidden = []int{8}
	return s
}

func TestGPUTrainingResult(t *testing.T) {
	env := newCartpole(t)
	setup, s := onGPU(t, env), tinyNetworks()
	job := humanJob(env, 4, s)
	var progress []int
	job.Progress = func(n int) { progress = append(progress, n) }
	r := evaluate(t, setup, []Job{job})[0]
	tr := r.Training

	if diff := cmp.Diff([]int{320, 640, 960, 1280}, progress); diff != "" {
		t.Errorf("progress (-want +got):\n%s", diff)
	}
	if tr.Seed != 4 || tr.Steps != s.Steps || tr.Fault != "" || r.Policy == nil {
		t.Fatalf("training = seed %d, %d steps, fault %q, policy %v", tr.Seed, tr.Steps, tr.Fault, r.Policy)
	}
	if len(tr.Curve) != 2 || tr.Curve[0].Steps != 640 || tr.Curve[1].Steps != 1280 || tr.Curve[0].Seconds <= 0 || tr.Seconds <= tr.Curve[0].Seconds {
		t.Errorf("curve = %+v, want checkpoints at 640 and 1280 steps", tr.Curve)
	}
	for i, p := range tr.Series {
		if p.Steps != (i+1)*320 || p.Score != p.Length || p.Terms["alive"] > 1 || math.Abs(p.Terms["alive"]+p.Terms["centre"]+p.Terms["upright"]-p.Reward) > 1e-5 {
			t.Errorf("series point %d = %+v: the score of cartpole is the length, its reward the sum of three terms", i, p)
		}
	}
	if len(tr.Series) != 4 || tr.Series[3].Episodes == 0 {
		t.Errorf("series %+v, want a point per rollout", tr.Series)
	}
	want, _, err := MeasurePolicy(t.Context(), setup, r.Policy, human(env), FamilySelect, s.EvalEpisodes)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, tr.Curve[1].Measurement); diff != "" {
		t.Errorf("the exported policy measures differently from the last checkpoint (-policy +checkpoint):\n%s", diff)
	}
	report := NewReport(env, s, []Training{*tr})
	info := setup.GPU.Info()
	if report.Backend != BackendGPU || !strings.HasPrefix(report.Device, info.Name) || !strings.Contains(report.Device, info.Driver) || report.Kernels != fleet.Kernels {
		t.Errorf("the report names %q, %q, %q", report.Backend, report.Device, report.Kernels)
	}
}

// TestSeriesIsThatOfTheCPU compares what the first rollout was like: physics in float32
// goes the same way for that long.
func TestSeriesIsThatOfTheCPU(t *testing.T) {
	env := newCartpole(t)
	setup := onGPU(t, env)
	got := evaluate(t, setup, []Job{humanJob(env, 4, tinyNetworks())})[0].Training.Series[0]
	setup.GPU = nil
	want := evaluate(t, setup, []Job{humanJob(env, 4, tinyNetworks())})[0].Training.Series[0]
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(1e-5, 0)); diff != "" {
		t.Errorf("series (-CPU +GPU):\n%s", diff)
	}
}

// TestEveryEnvironmentOnGPU trains in every built-in environment, and compares what the
// first rollout was like with that of the CPU.
func TestEveryEnvironmentOnGPU(t *testing.T) {
	if testing.Short() {
		t.Skip("software devices take a second to compile each environment")
	}
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	gpu := onGPU(t, nil)
	for _, env := range all {
		gpu.Env = env
		cpu := gpu
		cpu.GPU = nil
		job := humanJob(env, 4, tinyNetworks())
		got, want := evaluate(t, gpu, []Job{job})[0].Training, evaluate(t, cpu, []Job{job})[0].Training
		if got.Fault != "" || len(got.Curve) != 2 {
			t.Errorf("%s: fault %q, %d checkpoints", env.Spec().Name, got.Fault, len(got.Curve))
			continue
		}
		if diff := cmp.Diff(want.Series[0], got.Series[0], cmpopts.EquateApprox(1e-3, 1e-6)); diff != "" {
			t.Errorf("%s: first rollout (-CPU +GPU):\n%s", env.Spec().Name, diff)
		}
	}
}

// failing is a reward that fails in evaluations, which its program does not.
type failing struct{ Rewarder }

func (failing) Reward(context.Context, *envs.Transitions, []float64, [][]float64) error {
	return errors.New("out of luck")
}

// TestGPUJobsAreApart trains jobs of two kinds of settings together, some of which
// fault on the device and some at a checkpoint, and each alone.
func TestGPUJobsAreApart(t *testing.T) {
	env := newCartpole(t)
	setup := onGPU(t, env)
	other := tinyNetworks()
	other.Gamma = 0.9
	unlucky := humanJob(env, 2, tinyNetworks())
	unlucky.Open = func(context.Context) (Rewarder, error) {
		r, err := env.Reward(envs.RewardHuman)
		return failing{r}, err
	}
	bad := humanJob(env, 3, tinyNetworks())
	bad.Program = &Program{Source: `package reward

import (
	"math"

	"env"
)

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	left := math.Sqrt(1.2 - math.Abs(next.XDot))
	return left, map[string]float64{"alive": left, "centre": 0, "upright": 0}
}
`}
	jobs := []Job{
		humanJob(env, 0, tinyNetworks()), unlucky, humanJob(env, 0, other), bad,
		humanJob(env, 1, tinyNetworks()), humanJob(env, 1, other),
	}
	together := evaluate(t, setup, jobs)
	for i, r := range together {
		if faulty := i == 1 || i == 3; (r.Training.Fault != "") != faulty || (r.Policy == nil) != faulty {
			t.Errorf("job %d has fault %q", i, r.Training.Fault)
		}
	}
	if tr := together[1].Training; !strings.Contains(tr.Fault, "out of luck") || tr.FaultOf != FaultOfReward || tr.Steps != 640 || len(tr.Curve) != 0 || len(tr.Series) != 2 {
		t.Errorf("training = %+v, want a fault at the first checkpoint", tr)
	}
	if tr := together[3].Training; !strings.Contains(tr.Fault, "total is NaN at state {X ") || tr.FaultOf != FaultOfReward || tr.Steps >= 1280 || len(tr.Warnings) != 1 {
		t.Errorf("training = %+v, want a fault of the reward", tr)
	}
	setup.Cores = 1
	clock := cmp.Options{cmpopts.IgnoreFields(Training{}, "Seconds"), cmpopts.IgnoreFields(Checkpoint{}, "Seconds"), cmpopts.IgnoreFields(Result{}, "Job")}
	for i, want := range together {
		if testing.Short() && i != 1 { // each takes a program of its own
			continue
		}
		if diff := cmp.Diff(want, evaluate(t, setup, jobs[i:i+1])[0], clock); diff != "" {
			t.Errorf("job %d (-together +alone):\n%s", i, diff)
		}
	}
}

func TestGPUEvaluationStopsOnErrors(t *testing.T) {
	env := newCartpole(t)
	setup := onGPU(t, env)
	invalid := tinyNetworks()
	invalid.Epochs = 0
	textless := humanJob(env, 0, tinyNetworks())
	textless.Program = nil
	closed := humanJob(env, 0, tinyNetworks())
	closed.Open = func(context.Context) (Rewarder, error) { return nil, errors.New("no such reward") }
	another := humanJob(env, 0, tinyNetworks())
	another.Program = &Program{Own: envs.RewardSparse}
	refused := humanJob(env, 0, tinyNetworks())
	refused.Program = &Program{Source: "package reward\n\nimport \"env\"\n\nfunc Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n\tgo func() {}()\n\treturn 0, nil\n}\n"}
	for _, c := range []struct {
		name string
		job  Job
		want string
	}{
		{"settings", humanJob(env, 0, invalid), "training 1 (seed 0): training settings: epochs is 0"},
		{"no text", textless, "training 1 (seed 0): the reward can only be interpreted"},
		{"does not open", closed, "training 1 (seed 0): no such reward"},
		{"another reward", another, "has terms [alive centre upright], and its program [alive]"},
		{"not kernel Go", refused, "training 1 (seed 0): "},
	} {
		err := Evaluate(t.Context(), setup, []Job{humanJob(env, 0, tinyNetworks()), c.job}, func(r Result) {
			t.Errorf("%s: a result of job %d was reported", c.name, r.Job)
		})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

func TestGPUEvaluationEndsWithItsContext(t *testing.T) {
	env := newCartpole(t)
	ctx, cancel := context.WithCancel(t.Context())
	job := humanJob(env, 0, tinyNetworks())
	job.Settings.Steps = 1 << 30
	job.Progress = func(steps int) {
		if steps > 320 {
			cancel()
		}
	}
	err := Evaluate(ctx, onGPU(t, env), []Job{job}, func(Result) { t.Error("a result was reported") })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

// TestGPULostOnTheWay closes the device beneath an evaluation.
func TestGPULostOnTheWay(t *testing.T) {
	env := newCartpole(t)
	g := gputest.Open(t)
	setup := Setup{Env: env, Root: 7, Cores: 2, Now: time.Now, GPU: fleet.NewDevice(g)}
	job := humanJob(env, 0, tinyNetworks())
	job.Settings.Steps = 1 << 30
	job.Progress = func(int) { g.Close() }
	err := Evaluate(t.Context(), setup, []Job{job}, func(Result) { t.Error("a result was reported") })
	if err == nil || !strings.Contains(err.Error(), "the device is closed") {
		t.Errorf("error %v, want that of the device", err)
	}
}

// TestGPUMemoryTakenByOthers finds room for two jobs at a time where there should be
// some for all.
func TestGPUMemoryTakenByOthers(t *testing.T) {
	if testing.Short() {
		t.Skip("makes four fleets")
	}
	env := newCartpole(t)
	setup := onGPU(t, env)
	var jobs []Job
	for seed := range 5 {
		jobs = append(jobs, humanJob(env, seed, tinyNetworks()))
	}
	want := evaluate(t, setup, jobs)
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	got := make([]Result, len(jobs))
	g := &gpuEvaluation{setup: &setup, jobs: jobs, race: &contest{}, cancel: cancel, cores: make(chan struct{}, 1), done: func(r Result) { got[r.Job] = r }}
	var sizes []int
	g.open = func(ctx context.Context, c fleet.Config) (*fleet.Fleet, error) {
		if len(c.Jobs) > 2 {
			return nil, fmt.Errorf("others: %w", gpu.ErrOutOfMemory)
		}
		sizes = append(sizes, len(c.Jobs))
		return fleet.New(ctx, c)
	}
	if err := g.run(ctx); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{2, 1, 2}, sizes); diff != "" {
		t.Errorf("fleets (-want +got):\n%s", diff)
	}
	for i := range want {
		if diff := cmp.Diff(want[i].Policy, got[i].Policy); diff != "" {
			t.Errorf("job %d (-together +apart):\n%s", i, diff)
		}
	}
}

// TestGPUSolvesCartpole trains with the tuned settings, whose networks take software
// devices a while to compile.
func TestGPUSolvesCartpole(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute on a software device")
	}
	env := newCartpole(t)
	setup, s := onGPU(t, env), Tuned(env.Spec())
	s.Steps = 40_000
	for _, r := range evaluate(t, setup, []Job{humanJob(env, 0, s), humanJob(env, 1, s)}) {
		last := r.Training.last()
		t.Logf("seed %d: score %.0f after %d steps", r.Training.Seed, last.Score, last.Steps)
		if !env.Spec().Solved(last.Score, last.Success) {
			t.Errorf("seed %d: score %v, want cartpole solved", r.Training.Seed, last.Score)
		}
	}
}
