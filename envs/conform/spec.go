package conform

import (
	"strings"

	"github.com/rewardsmith/rewardsmith/envs"
)

func checkSpec(t *round, env envs.Env) {
	s := env.Spec()
	for kind, schema := range map[string]envs.Schema{"State": s.State, "Action": s.Action, "Observation": s.Observation} {
		if len(schema) == 0 {
			t.Errorf("%s has no fields", kind)
		}
	}
	for _, f := range s.Params {
		if f.Default < f.Lo || f.Default > f.Hi {
			t.Errorf("Params.%s: default %g outside %s", f.Name, f.Default, f.Range())
		}
	}
	for i, row := range s.ChoiceActions {
		for f, v := range row {
			if a := s.Action[f]; v < a.Lo || v > a.Hi {
				t.Errorf("choice %d: %s = %g outside %s", i, a.Name, v, a.Range())
			}
		}
	}
	if s.Doc == "" {
		t.Errorf("env.go has no package comment: the model would not know what it is about")
	}
}

// checkView makes sure that nothing of the task reaches what the model is shown.
func checkView(t *round, env envs.Env) {
	s := env.Spec()
	for _, show := range []envs.Show{envs.ShowState, envs.ShowDynamics} {
		v, err := s.View(show)
		if err != nil {
			t.Fatalf("View(%s): %v", show, err)
		}
		for _, word := range []string{"HumanReward", "SparseReward", "func Score", "func Success", "task.go"} {
			if strings.Contains(v.Text, word) {
				t.Errorf("View(%s) shows %q, which is hidden", show, word)
			}
		}
		for _, word := range []string{"func Step", "func Reset", "func Observe"} {
			if strings.Contains(v.Package, word) {
				t.Errorf("View(%s).Package lets rewards call %q", show, word)
			}
		}
		if !strings.Contains(v.Package, "func Terminated") || !strings.Contains(v.Package, "type State struct") {
			t.Errorf("View(%s).Package lacks State or Terminated:\n%s", show, v.Package)
		}
	}
}
