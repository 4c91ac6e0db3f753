package play

import (
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
)

// TestDevicePlays compares built-in environments on a device with the processor, over
// whole episodes: they keep the agreement that is documented.
func TestDevicePlays(t *testing.T) {
	g := gputest.Open(t)
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, env := range all {
		spec := env.Spec()
		t.Run(spec.Name, func(t *testing.T) {
			slow(t, spec.Name == "cartpole") // each is compiled anew, which takes software devices seconds
			steps := spec.MaxSteps + 1
			if testing.Short() {
				steps = 60
			}
			x, err := Compare(t.Context(), g, env, Config{Spec: spec, Params: Ranges(spec), Reward: human, Instances: 32, Seed: 3}, steps)
			if err != nil {
				t.Fatal(err)
			}
			for _, problem := range x.Problems() {
				t.Error(problem)
			}
			if !x.Known || x.Episodes == 0 || x.Alike < (x.Episodes+1)/2 {
				t.Errorf("%d of %d episodes end alike; the agreement is known: %v", x.Alike, x.Episodes, x.Known)
			}
			t.Logf("%d of %d episodes end alike; %d of %d steps agree; %+v", x.Alike, x.Episodes, x.Horizon(), x.Longest, x.Quantities)
		})
	}
}

// TestMillion simulates 2^20 cartpoles, whose memory is computed before, and holds what
// comes back to the processor's simulation of some of them.
func TestMillion(t *testing.T) {
	slow(t)
	const instances, sampled, steps = 1 << 20, 512, 40
	g := gputest.Open(t)
	env := environment(t, "cartpole", 25)
	c := Config{Spec: env.Spec(), Params: Ranges(env.Spec()), Reward: human, Instances: instances, Seed: 5, Recorded: sampled, Steps: steps}
	plan, err := Estimate(c)
	if err != nil {
		t.Fatal(err)
	}
	if mb := plan.Bytes() >> 20; mb < 100 || mb > 300 {
		t.Errorf("the simulation is said to take %d MB, want 100 to 300", mb)
	}
	if err := plan.Fits(g.Info().Limits); err != nil {
		t.Skip(err)
	}
	p, err := New(t.Context(), g, c)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	r, err := p.Wander(t.Context(), steps)
	if err != nil {
		t.Fatal(err)
	}
	got, err := p.Totals(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c.Instances = sampled
	ref, want := expected(t, env, c, steps)
	recordIs(t, r, ref, 0)
	if got.Steps != steps*instances || got.Stopped != 0 || want.Episodes < sampled {
		t.Errorf("%d steps, %d stopped; %d episodes in the sample", got.Steps, got.Stopped, want.Episodes)
	}
	for what, of := range map[string][2]float64{
		"episodes": {float64(got.Episodes) / instances, float64(want.Episodes) / sampled}, "score": {got.MeanScore(), want.MeanScore()},
		"length": {got.MeanLength(), want.MeanLength()}, "return": {got.MeanReturn(), want.MeanReturn()},
		"success": {got.SuccessRate(), want.SuccessRate()}, "reward": {got.Reward / instances, want.Reward / sampled},
	} {
		if math.Abs(of[0]-of[1]) > 0.1*(0.2+math.Abs(of[1])) { // the error of a mean of the sample is a few percent
			t.Errorf("%s: %g of all instances, %g of the sample", what, of[0], of[1])
		}
	}
	t.Logf("%d MB, %d episodes, mean score %g, of the sample %g", plan.Bytes()>>20, got.Episodes, got.MeanScore(), want.MeanScore())
}

// TestCompanyChangesNothing steps instances alone, given their number, with the bits that
// they have among others.
func TestCompanyChangesNothing(t *testing.T) {
	slow(t)
	g := gputest.Open(t)
	env := environment(t, "cartpole", 15)
	c := Config{Spec: env.Spec(), Reward: human, Instances: 70, Seed: 5, Recorded: 70, Steps: 20}
	record := func(c Config) *Record {
		p, err := New(t.Context(), g, c)
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		r, err := p.Wander(t.Context(), 20)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	among := record(c)
	c.Instances, c.Recorded, c.FirstInstance = 1, 1, 67
	alone := record(c)
	for i := range alone.Len() {
		at := i*70 + 67
		if diff := cmp.Diff(envs.Row(among.Next, at), envs.Row(alone.Next, i)); diff != "" || alone.Reward[i] != among.Reward[at] {
			t.Fatalf("time %d (-among +alone):\n%s", i, diff)
		}
	}
}

// TestTooLarge asks for more than a device has.
func TestTooLarge(t *testing.T) {
	g := gputest.Open(t)
	env := environment(t, "cartpole", 15)
	_, err := New(t.Context(), g, Config{Spec: env.Spec(), Reward: human, Instances: 1 << 32, Steps: 1})
	if !errors.Is(err, gpu.ErrLimit) && !errors.Is(err, gpu.ErrOutOfMemory) {
		t.Errorf("error %v, want one of memory", err)
	}
}
