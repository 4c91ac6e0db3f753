package critic_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
)

// TestStylesPass reviews the rewards of testdata/styles, one for each
// environment in a short run.
func TestStylesPass(t *testing.T) {
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, env := range all {
		t.Run(env.Spec().Name, func(t *testing.T) {
			t.Parallel()
			stylesPass(t, env)
		})
	}
}

func stylesPass(t *testing.T, env envs.Env) {
	files, err := filepath.Glob(filepath.Join("testdata", "styles", env.Spec().Name, "*.go.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no rewards: %v", err)
	}
	subject, err := critic.NewSubject(context.Background(), env, critic.SubjectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() {
		files = files[:1]
	}
	judge := quick()
	judge.Limits.CPU = 30 * time.Second // a reward that looks around in a gridworld takes seconds with the race detector
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		v, err := judge.Check(context.Background(), subject, string(source))
		if err != nil {
			t.Fatal(err)
		}
		if !v.OK() {
			t.Errorf("%s is rejected: %v", file, v.Findings)
		}
		wantEngine(t, filepath.Base(file), v)
	}
}
