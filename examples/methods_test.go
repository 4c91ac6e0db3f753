package examples_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/designer"
)

// said is what a person says about the policy of a recorded run, with which it goes
// on.
const said = "The tip gets near the target quickly, but then it drifts around it instead of resting there. It should come to rest on the target and stay."

// TestMethods replays a recorded run of every method from its first to its last stage,
// with the trainings of the recording.
func TestMethods(t *testing.T) {
	binary := program(t, "..", "./cmd/rewardsmith")
	for name, look := range map[string]func(t *testing.T, r *designer.Run){
		"card-strict":           judged,
		"card-released":         judged,
		"text2reward-zero-shot": commented,
		"text2reward-few-shot": func(t *testing.T, r *designer.Run) {
			commented(t, r)
			if e := r.Iterations[0].Examples; len(e) != 1 || e[0].Env == r.Env.Name {
				t.Errorf("the examples are %+v", e)
			}
		},
		"eureka-lab": func(t *testing.T, r *designer.Run) {
			if r.Stop.Reason == designer.StopTarget != (-r.Candidate(r.Best).Score <= r.Task.Method.Target.Tolerance) {
				t.Errorf("the best is %g from the target, and the run ended for %s", -r.Candidate(r.Best).Score, r.Stop.Reason)
			}
		},
		"progresscounts": func(t *testing.T, r *designer.Run) {
			for _, c := range r.Candidates() {
				if c.Scored && !strings.Contains(c.Source, "func Progress(") {
					t.Errorf("%s is no progress:\n%s", c.ID, c.Source)
				}
			}
		},
		"icpl-simulated": func(t *testing.T, r *designer.Run) {
			for _, it := range r.Iterations {
				if it.Picked == nil || it.Picked.Best == "" {
					t.Errorf("nobody picked in iteration %d", it.Number)
				}
			}
		},
		"diagnostic": func(t *testing.T, r *designer.Run) {
			for _, c := range r.Candidates() {
				if c.Scored && !strings.Contains(c.Feedback, "Work through the reward term by term") {
					t.Errorf("%s got no diagnosis:\n%s", c.ID, c.Feedback)
				}
			}
		},
		"mc-reward": func(t *testing.T, r *designer.Run) {
			asked := map[string]int{}
			for _, c := range r.Candidates() {
				for _, k := range c.Consultations {
					asked[k.Role]++
				}
			}
			if asked["reviewer"] == 0 || asked["analyst"] == 0 {
				t.Errorf("the model was asked in these roles: %v", asked)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "run")
			replayMethod(t, binary, name, dir)
			r, err := designer.Load(dir)
			if err != nil {
				t.Fatal(err)
			}
			if r.Status != designer.RunDone || r.Candidate(r.Best) == nil || !r.Candidate(r.Best).Scored {
				t.Fatalf("the run is %s with best %q: %+v", r.Status, r.Best, r.Stop)
			}
			if r.Iterations[0].Candidates[0].Attempts[0].Answer.PromptChanged {
				t.Errorf("the first prompt is not the recorded one: %s; record the answers anew", r.Iterations[0].Candidates[0].Attempts[0].Answer.Note)
			}
			look(t, r)
		})
	}
}

// replayMethod carries out a recorded run, with what a person said where that is
// recorded, too.
func replayMethod(t *testing.T, binary, name, dir string) {
	t.Helper()
	if out, err := run(t, ".", binary, "run", "methods/"+name+".yaml", "--out", dir); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if _, err := os.Stat("answers/methods/" + name + "/i01-s00-a0.answer.md"); err != nil || !strings.HasPrefix(name, "text2reward") {
		return
	}
	if out, err := run(t, ".", binary, "feedback", dir, "i00-s00", said); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// judged wants trajectory preferences about every candidate that was accepted.
func judged(t *testing.T, r *designer.Run) {
	t.Helper()
	if len(r.Iterations) != 3 {
		t.Errorf("there are %d iterations", len(r.Iterations))
	}
	for _, c := range r.Candidates() {
		for _, a := range c.Attempts {
			if a.Verdict != nil && a.Verdict.Accepted && (len(a.Gates) != 1 || a.Gates[0].TPE == nil) {
				t.Errorf("%s was judged by %+v", c.ID, a.Gates)
			}
		}
	}
}

// commented wants what the person said to have brought an iteration more.
func commented(t *testing.T, r *designer.Run) {
	t.Helper()
	if len(r.Comments) != 1 || len(r.Iterations) != 2 || !r.Iterations[1].Done {
		t.Errorf("%d comments, %d iterations", len(r.Comments), len(r.Iterations))
	}
}

// TestMethodsAreRecorded: every method that asks a model has a recorded run.
func TestMethodsAreRecorded(t *testing.T) {
	controls := map[string]bool{"eureka smoke": true, "eureka paper": true, "icpl person": true} // of the examples, or with a person
	for _, p := range designer.Presets() {
		file := "methods/" + p.Name + "-" + p.Form + ".yaml"
		if p.Form == "paper" {
			file = "methods/" + p.Name + ".yaml"
		}
		if _, err := os.Stat(file); err != nil && p.Form != "control" && !controls[p.Name+" "+p.Form] {
			t.Errorf("method %s, form %s: %v", p.Name, p.Form, err)
		}
	}
}
