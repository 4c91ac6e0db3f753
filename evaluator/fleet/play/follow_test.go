package play

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// drawn is a policy of random parameters, which acts all but deterministically.
func drawn(spec *envs.Spec, hidden int) *ppo.Policy {
	o, a := len(spec.Observation), len(spec.Action)
	p := &ppo.Policy{Env: spec.Name, Sizes: []int{o, hidden, a}}
	r := rng.New(3, rng.StreamPolicy, 0, 0, 0)
	for range (o+1)*hidden + (hidden+1)*a {
		p.Params = append(p.Params, float32(r.Normal()))
	}
	for range a {
		p.Params = append(p.Params, -20) // the logarithm of a standard deviation
	}
	for f := range o {
		p.Normaliser.Mean = append(p.Normaliser.Mean, 0.1*float64(f+1))
		p.Normaliser.Scale = append(p.Normaliser.Scale, 1.5)
	}
	return p
}

// TestFollow holds instances that follow a policy to its actor on the processor.
func TestFollow(t *testing.T) {
	env := environment(t, "pendulum", 12)
	c := Config{Spec: env.Spec(), Params: Ranges(env.Spec()), Reward: human, Instances: 5, Seed: 4, Steps: 20, Hidden: []int{6}}
	policy := drawn(env.Spec(), 6)
	p := interpreted(t, c, 7)
	if err := p.Use(t.Context(), policy); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := p.Follow(t.Context(), 15); err != nil {
			t.Fatal(err)
		}
	}
	got, err := p.Totals(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	kernels, err := nn.Choose(nn.Auto)
	if err != nil {
		t.Fatal(err)
	}
	actor, err := policy.NewActor(env.Spec(), kernels)
	if err != nil {
		t.Fatal(err)
	}
	ref, err := refer(t.Context(), env, c, 30, func(_ int, observations []float32) []float64 {
		actions := make([]float64, c.Instances*len(c.Spec.Action))
		actor.Act(actions, observations)
		return actions
	})
	if err != nil {
		t.Fatal(err)
	}
	want := totalsOf(c, ref)
	if diff := cmp.Diff(want, got, near); diff != "" || got.Episodes != 10 {
		t.Errorf("%d episodes; totals (-want +got):\n%s", got.Episodes, diff)
	}
	if _, idle := expected(t, env, c, 30); cmp.Equal(idle, got, near) {
		t.Error("random actions come to the same: the policy has no part in it")
	}
}

// TestFollowWantsThePolicy refuses policies of another shape, and other actions.
func TestFollowWantsThePolicy(t *testing.T) {
	env := environment(t, "pendulum", 12)
	c := Config{Spec: env.Spec(), Reward: human, Instances: 2, Steps: 2, Hidden: []int{6}}
	p := interpreted(t, c, 7)
	short, other := drawn(env.Spec(), 6), drawn(env.Spec(), 6)
	short.Params, other.Env = short.Params[1:], "cartpole"
	for what, policy := range map[string]*ppo.Policy{"wider": drawn(env.Spec(), 7), "short": short, "of another environment": other} {
		if p.Use(t.Context(), policy) == nil {
			t.Errorf("a policy that is %s is taken", what)
		}
	}
	if p.Follow(t.Context(), 3) == nil {
		t.Error("3 steps are taken where there is room for 2")
	}
	if _, err := p.Wander(t.Context(), 1); err == nil {
		t.Error("a simulation that follows a policy wanders")
	}
	c.Hidden = nil
	if q := interpreted(t, c, 7); q.Follow(t.Context(), 1) == nil || q.Use(t.Context(), drawn(env.Spec(), 6)) == nil {
		t.Error("a policy is followed where there is no room for one")
	}
}
