package critic_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/envs/folder"
)

// wantEngine checks that an accepted reward runs compiled, and that the engines
// agree on it. All that the repository has do; in a reward of which one does not,
// something is lost that models write.
func wantEngine(t *testing.T, name string, v *critic.Verdict) {
	t.Helper()
	if v.OK() && (v.Engine != critic.EngineWasm || v.Why != "") {
		t.Errorf("%s runs by %s: %s", name, v.Engine, v.Why)
	}
	for _, f := range v.Findings {
		if f.Reason == "engines-differ" {
			t.Errorf("%s: %v", name, f)
		}
	}
}

// TestRecordedAnswers reviews the answers that models gave in the example runs.
func TestRecordedAnswers(t *testing.T) {
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	answers := map[string]envs.Env{}
	for _, env := range all {
		answers[filepath.Join("..", "examples", "answers", env.Spec().Name)] = env
	}
	crane := filepath.Join("..", "examples", "crane")
	env, err := folder.OpenDir(context.Background(), "crane", crane)
	if err != nil {
		t.Fatal(err)
	}
	answers[filepath.Join(crane, "answers")] = env
	accepted := 0
	for dir, env := range answers {
		files, err := filepath.Glob(filepath.Join(dir, "*.answer.md"))
		if err != nil {
			t.Fatal(err)
		}
		subject, err := critic.NewSubject(context.Background(), env, critic.SubjectOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			answer, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			v, err := quick().Review(context.Background(), subject, string(answer))
			if err != nil {
				t.Fatal(err)
			}
			if v.OK() {
				accepted++
			}
			wantEngine(t, filepath.Base(filepath.Dir(file))+"/"+filepath.Base(file), v)
		}
	}
	t.Logf("%d answers are accepted", accepted)
	if accepted < 20 {
		t.Errorf("%d answers are accepted, want at least 20", accepted)
	}
}
