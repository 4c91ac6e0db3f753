package evaluator

import (
	"context"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rewardsmith/rewardsmith/critic/output"
	"github.com/rewardsmith/rewardsmith/envs"
)

// countedJob counts the terms of the human reward of cartpole as if they were progress.
func countedJob(env envs.Env, seed int, bonus float64) Job {
	j := humanJob(env, seed, tinyNetworks())
	j.Combine = Combine{Method: CombineCounts, Bonus: bonus, Bins: 6, Beyond: 3}
	return j
}

// TestCountsOnGPU compares what the first rollout was like, with bonus and without, and
// what the last policy is worth by the counts, with the CPU's.
func TestCountsOnGPU(t *testing.T) {
	env := newCartpole(t)
	setup := onGPU(t, env)
	got := evaluate(t, setup, []Job{countedJob(env, 4, 0.5)})[0]
	setup.GPU = nil
	want := evaluate(t, setup, []Job{countedJob(env, 4, 0.5)})[0].Training
	plain := evaluate(t, setup, []Job{countedJob(env, 4, 0)})[0].Training
	if diff := cmp.Diff(want.Series[0], got.Training.Series[0], cmpopts.EquateApprox(1e-3, 0)); diff != "" {
		t.Errorf("series (-CPU +GPU):\n%s", diff)
	}
	first, without := want.Series[0], plain.Series[0]
	if first.Reward < without.Reward+0.05 || first.Return < without.Return+0.5 || first.Score != without.Score {
		t.Errorf("first rollout with a bonus %+v, without %+v", first, without)
	}
	c := got.Training.Curve[len(got.Training.Curve)-1]
	if bonus := c.Return - c.Score; bonus <= 0 || bonus > 1.5*c.Length {
		t.Errorf("the return is %v and the score %v, want at most 0.5 a step and term between them", c.Return, c.Score)
	}
}

// TestProgressOnGPU trains on the text of a progress function, by which the car gets
// about as far as on the CPU.
func TestProgressOnGPU(t *testing.T) {
	env, open := builtinEnv(t, "mountain_car", "Position")
	kind, err := output.Named(output.Progress)
	if err != nil {
		t.Fatal(err)
	}
	source, err := kind.Complete("package reward\n\nimport \"env\"\n\n" +
		"func Progress(s env.State, a env.Action, next env.State) map[string]float64 {\n\treturn map[string]float64{\"Position\": next.Position}\n}\n")
	if err != nil {
		t.Fatal(err)
	}
	settings := Tuned(env.Spec())
	settings.Hidden, settings.Steps, settings.Checkpoints = []int{8}, 3*settings.Envs*settings.Horizon, 1
	job := Job{Open: open, Program: &Program{Source: source}, Settings: settings, Combine: DefaultCounts()}
	job.Combine.Bonus = 10
	setup := onGPU(t, env)
	got := evaluate(t, setup, []Job{job})[0].Training
	setup.GPU = nil
	want := evaluate(t, setup, []Job{job})[0].Training
	for i, of := range []struct{ got, want float64 }{
		{got.Series[0].Reward, want.Series[0].Reward}, {got.Series[0].Return, want.Series[0].Return},
		{got.Series[0].Terms["Position"], want.Series[0].Terms["Position"]},
	} {
		if math.Abs(of.got-of.want) > 0.02*math.Abs(of.want) {
			t.Errorf("%d: %v of the first rollout, want about %v", i, of.got, of.want)
		}
	}
	if got.Fault != "" || len(got.Curve) != 1 || got.Curve[0].Return <= got.Curve[0].Score {
		t.Errorf("training %+v, want a bonus in its return", got.Curve)
	}
}

// TestCountsOnGPUAreApart trains jobs that count, with rewards of different numbers of
// terms, beside one that does not: each has the bits that it has alone.
func TestCountsOnGPUAreApart(t *testing.T) {
	env := newCartpole(t)
	setup := onGPU(t, env)
	sparse := countedJob(env, 2, 0.5)
	sparse.Program = &Program{Own: envs.RewardSparse}
	sparse.Open = func(ctx context.Context) (Rewarder, error) { return env.Reward(envs.RewardSparse) }
	jobs := []Job{countedJob(env, 1, 0.5), sparse, humanJob(env, 3, tinyNetworks()), countedJob(env, 1, 0.1)}
	together := evaluate(t, setup, jobs)
	for i, j := range jobs {
		alone := evaluate(t, setup, []Job{j})[0]
		if diff := cmp.Diff(alone.Policy, together[i].Policy); diff != "" {
			t.Errorf("job %d (-alone +together):\n%s", i, diff)
		}
	}
}
