package cmd

import (
	"io"
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
	for dir, want := range map[string]string{
		"own/crane": "crane-folder", "./pendulum": "pendulum-folder", "cartpole/": "cartpole-folder", "My Env.2": "my_env_2", "rover": "rover",
	} {
		if got, err := p.folderName(dir); err != nil || got != want {
			t.Errorf("the environment in %s is called %q, %v, want %q", dir, got, err, want)
		}
	}
}

func TestFoldersAreToldFromNames(t *testing.T) {
	for name, want := range map[string]bool{
		".": true, "..": true, "./rover": true, "a/b": true, "/abs": true, `a\b`: true, "rover/": true, "rover": false, "my-env": false, "": false,
	} {
		if got := isFolder(name); got != want {
			t.Errorf("isFolder(%q) = %t, want %t", name, got, want)
		}
	}
}
