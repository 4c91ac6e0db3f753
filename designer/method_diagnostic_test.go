package designer

import (
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
)

// goalEnv is an environment whose task is decided by success.
type goalEnv struct{ envs.Env }

func (e goalEnv) Spec() *envs.Spec {
	spec := *e.Env.Spec()
	spec.Success = &envs.SuccessSpec{SolvedAt: 0.9}
	return &spec
}

// TestDiagnostic: the model reads names and what they mean, and no measure of the
// training.
func TestDiagnostic(t *testing.T) {
	b := newMethodBench(t, "diagnostic", "paper")
	b.options.Env = goalEnv{b.options.Env}
	b.task.Preflight.Enabled = false
	r := b.mustRun(t)
	feedback := r.Candidates()[0].Feedback
	if !strings.Contains(feedback, "reward-flooding: ") {
		t.Errorf("the feedback names no failure:\n%s", feedback)
	}
	if i := strings.IndexAny(feedback, "0123456789"); i >= 0 && !strings.HasPrefix(feedback[i:], "2 times") {
		t.Errorf("the feedback holds a measure: %s", feedback[i:])
	}
	if got := roles(r.Iterations[2].Messages); got != "suau" {
		t.Errorf("the prompt has %s", got)
	}
	golden(t, "diagnostic-feedback.md", page(r.Iterations[1].Messages[3:]))
}

// TestDiagnosticIsGated: on a task for which the names mean nothing the model reads the
// summary, and the user is told.
func TestDiagnosticIsGated(t *testing.T) {
	b := newMethodBench(t, "diagnostic", "paper")
	r := b.mustRun(t)
	if !strings.Contains(r.Candidates()[0].Feedback, "Task score per episode") {
		t.Errorf("feedback is:\n%s", r.Candidates()[0].Feedback)
	}
	if !strings.Contains(b.events[1].Message, "feedback diagnosis is not for tasks such as cartpole") {
		t.Errorf("the second event is %q", b.events[1].Message)
	}
}

func TestDiagnosticKilled(t *testing.T) {
	killEverywhere(t, func() *bench {
		b := newMethodBench(t, "diagnostic", "paper")
		b.options.Env = goalEnv{b.options.Env}
		b.task.Preflight.Enabled = false
		b.model.plan = map[string]string{"1 0 0": "bad"}
		return b
	})
}
