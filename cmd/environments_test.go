package cmd

import (
	"io"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
)

// renamed is an environment under another name.
type renamed struct {
	envs.Env
	spec envs.Spec
}

func (r *renamed) Spec() *envs.Spec { return &r.spec }

func rename(t *testing.T, name string) envs.Env {
	t.Helper()
	env, err := cartpole.New()
	if err != nil {
		t.Fatal(err)
	}
	r := &renamed{Env: env, spec: *env.Spec()}
	r.spec.Name = name
	return r
}

func TestOwnEnvironments(t *testing.T) {
	own, replacement := rename(t, "crane"), rename(t, "pendulum")
	p := inProcess(io.Discard)
	p.extra = []envs.Env{own, replacement}
	for name, want := range map[string]envs.Env{"crane": own, "pendulum": replacement} {
		if got, err := p.environment(name); err != nil || got != want {
			t.Errorf("environment(%q) = %v, %v, want the program's own", name, got, err)
		}
	}
	all, err := p.environments()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, e := range all {
		if seen[e.Spec().Name] {
			t.Errorf("%s is listed twice", e.Spec().Name)
		}
		seen[e.Spec().Name] = true
	}
	if _, err := p.environment("./crane"); err == nil || !strings.Contains(err.Error(), "cmd.Main") {
		t.Errorf("a folder gives the error %v, want one that names cmd.Main", err)
	}
}

func TestNearest(t *testing.T) {
	names := []string{"cartpole", "pendulum", "mountain_car", "mountain_car_continuous"}
	for word, want := range map[string]string{
		"carpole": "cartpole", "cartploe": "cartpole", "pendlum": "pendulum", "mountaincar": "mountain_car", "quadrotor": "", "": "",
	} {
		if got := nearest(word, names); got != want {
			t.Errorf("nearest(%q) = %q, want %q", word, got, want)
		}
	}
}
