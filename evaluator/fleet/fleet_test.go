package fleet

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
)

// tiny are settings of a training of four rollouts.
func tiny() ppo.Settings {
	return ppo.Settings{
		Steps: 4 * 24 * 8, Envs: 24, Horizon: 8, Epochs: 2, Minibatch: 50,
		LearningRate: 1e-2, Gamma: 0.98, Lambda: 0.95, Clip: 0.2, MaxGradNorm: 0.5,
		Hidden: []int{8},
	}
}

func newCartpole(t testing.TB) envs.Env {
	t.Helper()
	env, err := cartpole.New()
	if err != nil {
		t.Fatal(err)
	}
	return env
}

// reward is a reward for cartpole with one term.
func reward(term string) Reward {
	return Reward{Source: fmt.Sprintf(`package reward

import (
	"math"

	"env"
)

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	term := %s
	return term, map[string]float64{"term": term}
}

var _ = math.Pi
`, term)}
}

// Rewards that all fleets for cartpole in these tests are made of, so that each is
// compiled once.
var (
	human  = Reward{Own: envs.RewardHuman}
	sparse = Reward{Own: envs.RewardSparse}
	// faulty is NaN at speeds that come up after the first rollout.
	faulty = reward("math.Sqrt(1.5 - math.Abs(next.XDot))")
	still  = reward("1 - math.Abs(next.XDot)")
)

// trained is what became of a job.
type trained struct {
	Policy *ppo.Policy
	Fault  string
	Sums   []Experience
}

// train trains jobs to the end, each to its own.
func train(t testing.TB, f *Fleet) []trained {
	t.Helper()
	defer f.Close()
	out := make([]trained, len(f.jobs))
	for !f.Done() && f.Active() > 0 {
		if err := f.Advance(t.Context()); err != nil {
			t.Fatal(err)
		}
		for j := range out {
			if out[j].Fault != "" {
				continue
			}
			if err := f.Fault(j); err != nil {
				out[j].Fault = err.Error()
				continue
			}
			out[j].Sums = append(out[j].Sums, *f.Experience(j))
		}
	}
	for j := range out {
		if out[j].Fault != "" {
			continue
		}
		p, err := f.Policy(t.Context(), j)
		if err != nil {
			t.Fatal(err)
		}
		out[j].Policy = p
	}
	return out
}

func newFleet(t testing.TB, d *Device, env envs.Env, s ppo.Settings, jobs ...Job) *Fleet {
	t.Helper()
	f, err := New(t.Context(), Config{Device: d, Spec: env.Spec(), Settings: s, Jobs: jobs})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestCompanyDoesNotChangeBits trains sixteen jobs, of which two fault midway, in
// fleets of different sizes, and one of them alone, twice.
func TestCompanyDoesNotChangeBits(t *testing.T) {
	d, env := NewDevice(gputest.Open(t)), newCartpole(t)
	var jobs []Job
	for i := range 16 {
		r := []Reward{human, still, sparse, human, faulty, still, sparse, human}[i%8]
		jobs = append(jobs, Job{r, uint64(100 + i)})
	}
	all := train(t, newFleet(t, d, env, tiny(), jobs...))
	for i, r := range all {
		if want := jobs[i].Reward == faulty; (r.Fault != "") != want || want != (r.Policy == nil) {
			t.Errorf("job %d has fault %q", i, r.Fault)
		}
		if n := len(r.Sums); jobs[i].Reward == faulty && (n == 0 || n == 4) {
			t.Errorf("job %d had %d rollouts before its fault, want it midway", i, n)
		}
	}
	if cmp.Equal(all[0].Policy, all[3].Policy) {
		t.Error("two seeds gave the same policy")
	}
	fleets := [][]int{{5}, {5}, {4, 3}, {8, 1, 2, 12, 7, 4}}
	if testing.Short() {
		fleets = fleets[1:3]
	}
	for _, some := range fleets {
		var company []Job
		for _, i := range some {
			company = append(company, jobs[i])
		}
		for k, r := range train(t, newFleet(t, d, env, tiny(), company...)) {
			if diff := cmp.Diff(all[some[k]], r); diff != "" {
				t.Errorf("job %d among all sixteen and among %v (-all +some):\n%s", some[k], some, diff)
			}
		}
	}
}

func TestStop(t *testing.T) {
	d, env := NewDevice(gputest.Open(t)), newCartpole(t)
	jobs := []Job{{human, 1}, {human, 2}, {human, 3}}
	want := train(t, newFleet(t, d, env, tiny(), jobs...))
	f := newFleet(t, d, env, tiny(), jobs...)
	if err := f.Advance(t.Context()); err != nil {
		t.Fatal(err)
	}
	f.Stop(1)
	f.Stop(1) // a second time is nothing
	before, err := f.Policy(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if f.Active() != 2 {
		t.Errorf("%d jobs are active, want 2", f.Active())
	}
	idle := newFleet(t, d, env, tiny(), jobs[0])
	defer idle.Close()
	idle.Stop(0)
	if err := idle.Advance(t.Context()); err != nil || idle.Steps() != 0 {
		t.Errorf("a fleet without jobs advances to %d steps: %v", idle.Steps(), err)
	}
	got := train(t, f)
	for _, j := range []int{0, 2} {
		if diff := cmp.Diff(want[j].Policy, got[j].Policy); diff != "" {
			t.Errorf("job %d (-undisturbed +after another was stopped):\n%s", j, diff)
		}
	}
	if diff := cmp.Diff(before, got[1].Policy); diff != "" {
		t.Errorf("a job that was stopped went on (-then +at the end):\n%s", diff)
	}
}

// TestFaults makes rewards fail in every way there is.
func TestFaults(t *testing.T) {
	d, env := NewDevice(gputest.Open(t)), newCartpole(t)
	where := []string{"state {X ", "XDot ", "action {Force ", "next {X "}
	tests := []struct {
		reward Reward
		words  []string
	}{
		{reward("math.Log(next.XDot)"), append(where, "reward: ", "is NaN", "finite")},
		{reward("1e15"), append(where, "total is 1e+15", "within ±1e+14")},
		{reward("1e15 * next.X / next.X"), where},
		{reward("float64([3]int{1, 2, 3}[int(math.Abs(next.XDot)*1e3)])"), append(where, "reward failed: it stops in line 10", "index out of range")},
		{reward("float64(endless(next.X))"), append(where, "line 17", "out of fuel")},
	}
	tests[4].reward.Source += "\nfunc endless(x float64) (n int) {\n\tfor x == x {\n\t\tn ^= 1\n\t}\n\treturn n\n}\n"
	jobs := []Job{{human, 0}}
	for _, tt := range tests {
		jobs = append(jobs, Job{tt.reward, 0})
	}
	f := newFleet(t, d, env, tiny(), jobs...)
	defer f.Close()
	if err := f.Advance(t.Context()); err != nil {
		t.Fatal(err)
	}
	if f.Fault(0) != nil || f.Active() != 1 {
		t.Errorf("the human reward has fault %v; %d jobs are active", f.Fault(0), f.Active())
	}
	for j, tt := range tests {
		err := f.Fault(j + 1)
		if want := new(*ppo.RewardError); !errors.As(err, want) {
			t.Errorf("%d: fault %v, want one of the reward", j, err)
			continue
		}
		for _, word := range tt.words {
			if !strings.Contains(err.Error(), word) {
				t.Errorf("%d: fault %q lacks %q", j, err, word)
			}
		}
	}
}

func TestDivergence(t *testing.T) {
	d, env := NewDevice(gputest.Open(t)), newCartpole(t)
	s := tiny()
	s.LearningRate, s.MaxGradNorm, s.Steps = 1, math.MaxFloat32, 40*s.Batch()
	s.Clip = 0.999
	f := newFleet(t, d, env, s, Job{human, 1})
	f.schedule.settings.LearningRate = 1e37 // beyond what Check lets pass: parameters overflow
	r := train(t, f)[0]
	if !strings.Contains(r.Fault, ppo.ErrDiverged.Error()) {
		t.Errorf("fault %q, want divergence", r.Fault)
	}
}

func TestContextEndsATraining(t *testing.T) {
	d, env := NewDevice(gputest.Open(t)), newCartpole(t)
	f := newFleet(t, d, env, tiny(), Job{human, 1})
	defer f.Close()
	ctx, cancel := context.WithCancel(t.Context())
	if err := f.Advance(ctx); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := f.Advance(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

func TestNewRefuses(t *testing.T) {
	d, env := NewDevice(gputest.Open(t)), newCartpole(t)
	bad := tiny()
	bad.Epochs = 0
	for _, tt := range []struct {
		name     string
		settings ppo.Settings
		jobs     []Job
		want     string
	}{
		{"no jobs", tiny(), nil, "at least one job"},
		{"settings", bad, []Job{{human, 0}}, "epochs is 0"},
		{"a reward that is not kernel Go", tiny(), []Job{{reward("float64(len(string(rune(int(next.X)))))"), 0}}, "reward.go:10"},
		{"no such reward", tiny(), []Job{{Reward{Own: "best"}, 0}}, `"best"`},
	} {
		_, err := New(t.Context(), Config{Device: d, Spec: env.Spec(), Settings: tt.settings, Jobs: tt.jobs})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", tt.name, err, tt.want)
		}
	}
	if bytes := d.gpu.Bytes(); bytes != 0 {
		t.Errorf("%d bytes of buffers are left", bytes)
	}
}

// TestLostDevice uses a device after its end, as one that has gone.
func TestLostDevice(t *testing.T) {
	g := gputest.Open(t)
	f := newFleet(t, NewDevice(g), newCartpole(t), tiny(), Job{human, 1})
	if err := f.Advance(t.Context()); err != nil {
		t.Fatal(err)
	}
	g.Close()
	err := f.Advance(t.Context())
	if !errors.Is(err, gpu.ErrClosed) || !strings.Contains(err.Error(), "rollout 1 on ") {
		t.Errorf("error %v, want that of the device with the rollout", err)
	}
	if f.Fault(0) != nil {
		t.Errorf("the job has fault %v: a device that is lost says nothing of rewards", f.Fault(0))
	}
	f.Close()
}
