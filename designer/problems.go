package designer

import (
	"slices"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/taskyaml"
)

// Problems returns what is wrong with the meaning of a task file that Decode
// found well-formed, each with its place. tuned are the learner's settings of
// the environment before the task's overrides.
func (t *Task) Problems(index *taskyaml.Index, spec *envs.Spec, tuned evaluator.Settings) []taskyaml.Problem {
	p := &problems{index: index}
	t.Model.problems(p)
	s := t.Training.Settings(tuned)
	if err := s.Check(); err != nil {
		p.add("training", err.Error())
	}
	resolved := t.Resolved()
	if err := checkBudget(&resolved, s); err != nil {
		p.add("budget.steps", err.Error())
	}
	p.when(t.Budget.USD > 0 && t.Model.Kind == "openai" && t.Model.Price == (Price{}),
		"budget.usd", "it caps nothing while model.price is not given")
	p.when(t.Training.Hidden != nil && slices.Contains(t.Training.Hidden, 0), "training.hidden", "a layer has no units")
	if _, err := describe(t, spec); err != nil {
		p.add("env", err.Error())
	}
	return p.list
}

// problems checks what each kind of model needs and what it cannot use.
func (m *Model) problems(p *problems) {
	p.when(m.Kind == "openai" && m.Name == "", "model.name", "an OpenAI-compatible server must be told which model; give its name")
	needsPath := m.Kind == "replay" || m.Kind == "file"
	p.when(needsPath && m.Path == "", "model.path", "kind "+m.Kind+" needs the folder of the answers")
	for _, only := range []string{"name", "base_url", "requests_per_minute", "extra"} {
		p.unless(m.Kind == "openai", "model."+only, "only kind openai uses it; remove it")
	}
	p.unless(needsPath, "model.path", "only the kinds replay and file use it; remove it")
}

// problems collects what is wrong.
type problems struct {
	index *taskyaml.Index
	list  []taskyaml.Problem
}

func (p *problems) add(path, message string) {
	p.list = append(p.list, p.index.Problem(path, message))
}

func (p *problems) when(wrong bool, path, message string) {
	if wrong {
		p.add(path, message)
	}
}

// unless reports a key that the file gives although it means nothing there.
func (p *problems) unless(right bool, path, message string) {
	p.when(!right && p.index.Given(path), path, message)
}
