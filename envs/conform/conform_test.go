package conform

import (
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
)

// A check ends where it says so, and what it said is kept.
func TestTry(t *testing.T) {
	for _, tt := range []struct {
		name     string
		run      func(t Reporter, env envs.Env)
		failures []string
		skipped  string
	}{
		{"passes", func(Reporter, envs.Env) {}, nil, ""},
		{"goes on", func(t Reporter, _ envs.Env) { t.Errorf("%d is wrong", 1); t.Errorf("so is %d", 2) }, []string{"1 is wrong", "so is 2"}, ""},
		{"stops", func(t Reporter, _ envs.Env) { t.Fatalf("%d is wrong", 1); t.Errorf("so is %d", 2) }, []string{"1 is wrong"}, ""},
		{"does not apply", func(t Reporter, _ envs.Env) { t.Skip("no ", "reason"); t.Errorf("more") }, nil, "no reason"},
	} {
		o := Try(Check{Name: tt.name, Run: tt.run}, nil)
		if !slices.Equal(o.Failures, tt.failures) || o.Skipped != tt.skipped {
			t.Errorf("%s: failures %q, skipped %q; want %q and %q", tt.name, o.Failures, o.Skipped, tt.failures, tt.skipped)
		}
	}
}

// narrow is an environment that declares less than it does.
type narrow struct {
	envs.Env
	spec envs.Spec
}

func (n *narrow) Spec() *envs.Spec { return &n.spec }

func TestChecksFindWhatIsDeclaredWrong(t *testing.T) {
	env, err := cartpole.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		check  string
		change func(s *envs.Spec)
	}{
		{"spec", func(s *envs.Spec) { s.Params[0].Default = 9 }},
		{"play", func(s *envs.Spec) { s.State[0].Hi = 0.001 }},
		{"play", func(s *envs.Spec) { s.MaxSteps = 5 }},
		{"observations", func(s *envs.Spec) { s.Observation[1].Lo = 0 }},
		{"scores", func(s *envs.Spec) { s.Score.Hi = 2 }},
	} {
		n := &narrow{env, *env.Spec()}
		for _, schema := range []*envs.Schema{&n.spec.Params, &n.spec.State, &n.spec.Observation} {
			*schema = slices.Clone(*schema)
		}
		tt.change(&n.spec)
		checks := Checks()
		c := checks[slices.IndexFunc(checks, func(c Check) bool { return c.Name == tt.check })]
		if o := Try(c, n); len(o.Failures) == 0 {
			t.Errorf("check %s found nothing wrong", tt.check)
		}
	}
}
