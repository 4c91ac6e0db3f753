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

	Output   string    // what is to be written, one of the Output constants
	Contract string    // template that says what exactly
	Tips     string    // template of the advice
	Examples []Example // rewards for other tasks, the most similar first
}

// Example is a reward for another task, to learn from.
type Example struct {
	Task   string // the sentence
	View   string // source of that task's package env as a model saw it
	Source string // the reward
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
	m := t.Resolved().Method
	b.Samples, b.Output, b.Tips = *m.Samples, *m.Output, m.preset().Tips
	b.Contract = outputs()[b.Output].contract
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
	system, err := set.Render(outputs()[b.Output].system, b)
	if err != nil {
		return nil, err
	}
	user, err := set.Render(prompts.Design, b)
	if err != nil {
		return nil, err
	}
	return []llm.Message{{Role: llm.RoleSystem, Content: system}, {Role: llm.RoleUser, Content: user}}, nil
}

// goOn returns the prompt that answers the last answer of a candidate: in a
// dialogue all that was said before it, else the first prompt, and then the answer
// and what is said about it.
func (l *loop) goOn(c *Candidate, response string) []llm.Message {
	if *l.run.Task.Method.Carry == CarryDialogue {
		return reply(l.run.Iterations[c.Iteration].prompt(&c.lastAnswered().Exchange), c.Answer(), response)
	}
	return reply(l.run.Iterations[0].Messages[:2], c.Answer(), response)
}

// reply continues a prompt by an answer and what is said about it.
func reply(before []llm.Message, answer, response string) []llm.Message {
	return append(slices.Clone(before),
		llm.Message{Role: llm.RoleAssistant, Content: answer},
		llm.Message{Role: llm.RoleUser, Content: response})
}

// renderRepair writes what the model is told about an answer that was rejected,
// returned by a gate, or failed in training.
func renderRepair(set *prompts.Set, c *Candidate) (string, error) {
	last := c.last()
	if g := last.returned(); g != nil && c.Status == CandidateReturned {
		return g.Response, nil
	}
	r := Repair{CutOff: last.Answer.FinishReason == "length"}
	if c.Status == CandidateFaulty {
		r.Fault = strings.TrimSpace(c.Fault)
	} else {
		r.Findings = last.Verdict.Findings
	}
	return set.Render(prompts.Repair, r)
}
