package designer

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/prompts"
)

// Brief is what the templates system.tmpl and design.tmpl read.
type Brief struct {
	Task     string   // the sentence
	View     string   // source of package env as the model sees it
	Params   []string // what the task file sets, one phrase a parameter
	Gamma    float64  // discount per step
	MaxSteps int      // steps after which an episode is cut off
	Samples  int      // candidates of an iteration
}

// Repair is what the template repair.tmpl reads.
type Repair struct {
	Findings []finding.Finding // of the critic, where it rejected the answer
	Fault    string            // why the reward failed in training, where it was accepted
	CutOff   bool              // the answer ended at its length limit
}

// NewBrief describes a task to a model.
func NewBrief(t *Task, spec *envs.Spec, s evaluator.Settings) (Brief, error) {
	view, err := spec.View(envs.Show(t.Show))
	if err != nil {
		return Brief{}, fmt.Errorf("environment %s: %w", spec.Name, err)
	}
	b := Brief{Task: sentence(t, spec), View: strings.TrimSpace(view.Text), Gamma: s.Gamma, MaxSteps: spec.MaxSteps}
	if t.Method.Samples != nil {
		b.Samples = *t.Method.Samples
	}
	for _, name := range slices.Sorted(maps.Keys(t.Params)) {
		b.Params = append(b.Params, paramPhrase(spec, name, t.Params[name]))
	}
	return b, nil
}

// sentence is the task in words.
func sentence(t *Task, spec *envs.Spec) string {
	if t.Task != "" {
		return t.Task
	}
	return spec.Task
}

// paramPhrase says what a parameter is and which value or range it has.
func paramPhrase(spec *envs.Spec, name string, r Range) string {
	value := fmt.Sprintf("%.6g", r.Lo)
	if r.Lo != r.Hi {
		value = fmt.Sprintf("between %.6g and %.6g", r.Lo, r.Hi)
	}
	i := spec.Params.Index(name)
	if i < 0 {
		return name + " is " + value
	}
	f := spec.Params[i]
	if f.Unit != "-" {
		value += " " + f.Unit
	}
	return fmt.Sprintf("%s (%s) is %s", name, f.Doc, value)
}

// FirstPrompt renders the messages of the first iteration: system and user.
func FirstPrompt(set *prompts.Set, b Brief) ([]llm.Message, error) {
	system, err := set.Render(prompts.System, b)
	if err != nil {
		return nil, err
	}
	user, err := set.Render(prompts.Design, b)
	if err != nil {
		return nil, err
	}
	return []llm.Message{{Role: llm.RoleSystem, Content: system}, {Role: llm.RoleUser, Content: user}}, nil
}

// reply continues the first prompt by an answer and what is said about it. A
// prompt never holds more of the past than that.
func reply(first []llm.Message, answer, response string) []llm.Message {
	return append(slices.Clone(first[:2]),
		llm.Message{Role: llm.RoleAssistant, Content: answer},
		llm.Message{Role: llm.RoleUser, Content: response})
}

// renderFeedback writes what the model is shown about a candidate: the view, or
// the fault in its place, then how to read it.
func renderFeedback(set *prompts.Set, view string, f Feedback) (string, error) {
	name := map[string]string{ViewSummary: prompts.FeedbackSummary, ViewSeries: prompts.FeedbackSeries}[view]
	if f.Fault != "" {
		name = prompts.FeedbackFault
	}
	shown := f.Shown()
	text, err := set.Render(name, shown)
	if err != nil {
		return "", err
	}
	tips, err := set.Render(prompts.Reflection, shown)
	if err != nil {
		return "", err
	}
	return text + "\n" + tips, nil
}

// renderRepair writes what the model is told about an answer that was rejected
// or failed in training.
func renderRepair(set *prompts.Set, c *Candidate) (string, error) {
	last := c.Attempts[len(c.Attempts)-1]
	r := Repair{CutOff: last.Answer.FinishReason == "length"}
	if c.Status == CandidateFaulty {
		r.Fault = strings.TrimSpace(c.Fault)
	} else {
		r.Findings = last.Verdict.Findings
	}
	return set.Render(prompts.Repair, r)
}
