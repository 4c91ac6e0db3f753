package designer

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/nearest"
	"github.com/rewardsmith/rewardsmith/internal/taskyaml"
)

// Problems returns what is wrong with the meaning of a task file that Decode
// found well-formed, each with its place. tuned are the learner's settings of
// the environment before the task's overrides. What a run needs of the model is
// apart, in [Task.ModelProblems]: reviewing or training a reward needs no model.
func (t *Task) Problems(index *taskyaml.Index, spec *envs.Spec, tuned evaluator.Settings) []taskyaml.Problem {
	p := &problems{index: index}
	if _, err := t.Method.known(); err != nil {
		p.add("method.form", err.Error())
		return p.list
	}
	s := t.Training.Settings(tuned)
	if err := s.Check(); err != nil {
		p.add("training", err.Error())
	}
	p.final(t)
	resolved := t.Resolved()
	if key, err := checkBudget(&resolved, s); err != nil {
		p.add(key, err.Error())
	}
	p.method(&resolved.Method)
	p.examples(&resolved.Method)
	p.fit(&t.Fit)
	p.race(&resolved, s)
	preset := t.Method.preset()
	p.when(preset.Designs() && *resolved.Method.Fitness != FitnessTarget && t.Method.Target != (Target{}), "method.target",
		fmt.Sprintf("nothing is compared with it, since the method's fitness is %s; give fitness: target (--set method.fitness=target) or leave target out (--set method.target=)", *resolved.Method.Fitness))
	if _, err := newAim(&resolved, spec); *resolved.Method.Fitness == FitnessTarget && err != nil {
		p.add("method.target", err.Error())
	}
	p.when(t.Training.Hidden != nil && slices.Contains(t.Training.Hidden, 0), "training.hidden", "a layer has no units")
	p.secret(!isVariable(t.Model.KeyVariable()), "model.key_env", "want the name of an environment variable (letters, digits and _), not a key; what stands there is not repeated here in case it is one")
	if _, err := describe(t, spec); err != nil {
		p.add("env", err.Error())
	}
	return p.list
}

// ModelProblems returns what a run needs of the model and the task does not
// say. Keys that another kind of model uses may stand there: a task with an
// endpoint is run as a control with --set model.kind=search.
func (t *Task) ModelProblems(index *taskyaml.Index) []taskyaml.Problem {
	p := &problems{index: index}
	answerer := t.Answerer()
	m := &answerer
	preset, err := t.Method.known()
	p.when(m.Kind == ModelNone && err == nil && preset.Asks(), "model.kind", fmt.Sprintf("method %s asks a model; say which", preset.Name))
	p.when(m.Kind == "search" && err == nil && *t.Resolved().Method.Output != OutputReward, "model.kind", "the search without a language model writes nothing but rewards; the method's output is another (method.output)")
	if err == nil && (m.Kind == ModelNone || m.Kind == "search") {
		resolved := t.Resolved()
		p.asked(&resolved.Method, m.Kind)
	}
	p.when(m.Kind == "openai" && m.Name == "", "model.name", "an OpenAI-compatible server must be told which model; give its name")
	p.when(m.Kind == ModelGiven, "model.kind", "given is for the runs that rewardsmith fit makes; say which model is asked, or tune the reward with rewardsmith fit")
	p.when((m.Kind == "replay" || m.Kind == "file") && m.Path == "", "model.path", "kind "+m.Kind+" needs the folder of the answers")
	p.when(namesUser(m.BaseURL), "model.base_url", "a user name or password must not stand here, since the task is written to the run's folder; put the key into an environment variable and name that in model.key_env")
	p.when(t.Budget.USD > 0 && m.Kind == "openai" && m.Price == (Price{}),
		"budget.usd", "it caps nothing while model.price is not given")
	return p.list
}

// final reports a final measurement that the method does not bring anything for.
func (p *problems) final(t *Task) {
	preset, arms := t.Method.preset(), t.Resolved().Final.Arms
	p.when(!t.Final.Enabled && !preset.Designs(), "final.enabled",
		fmt.Sprintf("method %s is nothing but this measurement", preset.Name))
	for _, arm := range preset.arms() {
		p.when((arm == ArmDesigned || !preset.Designs()) && !slices.Contains(arms, arm), "final.arms", fmt.Sprintf("method %s is there to measure %s; add it", preset.Name, arm))
	}
	for i, arm := range arms {
		own := arm == ArmDesigned || arm == ArmHumanBest
		p.when(own && !slices.Contains(preset.arms(), arm), "final.arms", fmt.Sprintf("method %s brings nothing that %s could be", preset.Name, arm))
		p.when(slices.Contains(arms[:i], arm), "final.arms", arm+" is listed twice")
	}
}

// namesUser says that a URL holds a user's name or password, or may do so where
// it cannot be read.
func namesUser(address string) bool {
	u, err := url.Parse(address)
	return strings.Contains(address, "@") && (err != nil || u.User != nil || u.Host == "")
}

// problems collects what is wrong.
type problems struct {
	index *taskyaml.Index
	list  []taskyaml.Problem
}

func (p *problems) add(path, message string) {
	p.list = append(p.list, p.index.Problem(path, message))
}

// secret is when for a value that must not be repeated: on the command line its
// place would show it.
func (p *problems) secret(wrong bool, path, message string) {
	if !wrong {
		return
	}
	problem := p.index.Problem(path, message)
	if problem.Line == 0 {
		problem.File = "--set " + path
	}
	p.list = append(p.list, problem)
}

func (p *problems) when(wrong bool, path, message string) {
	if wrong {
		p.add(path, message)
	}
}

// method reports stages that do not go together.
func (p *problems) method(m *Method) {
	p.gates(m)
	p.when(*m.Output == OutputProgress && views()[*m.Feedback].returns, "method.feedback",
		fmt.Sprintf("feedback %s tells what a reward pays for episodes, and output progress pays for nothing by itself; leave one of them", *m.Feedback))
	p.when((*m.Carry == CarryPair) != (*m.Select == SelectPerson || *m.Select == SelectSimulated), "method.carry",
		"carry pair and select person need one another: what is liked best and least is what a person picks")
	p.when(*m.Carry == CarryPair && *m.Samples < 2, "method.samples", "carry pair needs one candidate to like best and another to like least; want at least 2")
}

// examples reports a form that shows examples without any.
func (p *problems) examples(m *Method) {
	preset := m.preset()
	p.when(preset.Examples > 0 && *m.Examples == 0, "method.examples",
		fmt.Sprintf("form %s of %s is the one that shows examples, and this is none of them; give at least 1, or leave method.examples out (--set method.examples=)", preset.Form, preset.Name))
}

// gates reports gates that there are not, and those that another makes pointless.
func (p *problems) gates(m *Method) {
	for i, name := range m.Gates {
		g, ok := gates()[name]
		if !ok {
			p.add("method.gates", fmt.Sprintf("there is no gate %q; %s", name, meantGate(name)))
		}
		p.when(*m.Output == OutputProgress && g.policies, "method.gates",
			fmt.Sprintf("gate %s compares what a reward pays for episodes, and output progress pays for nothing by itself; leave one of them", name))
		p.when(slices.Contains(m.Gates[:i], name), "method.gates", fmt.Sprintf("gate %s is listed twice", name))
	}
	p.when(slices.Contains(m.Gates, GateTPE) && slices.Contains(m.Gates, GateTPEReleased), "method.gates",
		fmt.Sprintf("%s and %s are two forms of one gate; leave one of them", GateTPE, GateTPEReleased))
}

// meantGate says which gate may have been meant by a name, or which there are.
func meantGate(name string) string {
	names := slices.Sorted(maps.Keys(gates()))
	if near := nearest.Of(name, names); near != "" {
		return fmt.Sprintf("did you mean %s?", near)
	}
	return "there are " + strings.Join(names, ", ")
}

// asked reports stages that ask a model in another role than that of the proposer,
// where there is none but one of a kind that answers with nothing else than rewards
// or not at all.
func (p *problems) asked(m *Method, kind string) {
	for _, name := range m.Gates {
		p.when(gates()[name].rounds > 0, "method.gates", fmt.Sprintf("gate %s asks a language model, and kind %s is none; leave one of them", name, kind))
	}
	p.when(views()[*m.Feedback].asks, "method.feedback", fmt.Sprintf("feedback %s asks a language model, and kind %s is none; leave one of them", *m.Feedback, kind))
}

// race reports a race that cannot be held, in a task that is resolved. Shares that are
// out of range are reported before anything that depends on them.
func (p *problems) race(t *Task, s evaluator.Settings) {
	r, seeds, preset := &t.Training.Race, t.Training.Seeds, t.Method.preset()
	if len(r.Rungs) == 0 {
		const advice = "there is no race without rungs; give training.race.rungs, such as [0.25, 0.5]"
		p.when(r.Keep != 0, "training.race.keep", advice)
		p.when(r.Survivors > 0, "training.race.survivors", advice)
		return
	}
	rising := slices.IsSorted(r.Rungs) && r.Rungs[0] > 0 && r.Rungs[len(r.Rungs)-1] < 1
	p.when(!rising, "training.race.rungs", fmt.Sprintf("are %v, want rising shares between 0 and 1", r.Rungs))
	p.when(r.Keep == 1, "training.race.keep", "is 1, so that nobody is ever stopped; want a share between 0 and 1, such as 0.5")
	if err := r.Check(s); rising && r.Keep < 1 && s.Check() == nil && err != nil {
		p.add("training.race", strings.TrimPrefix(err.Error(), "race: "))
	}
	p.when(*t.Method.Select == SelectPerson, "training.race", "a race stops candidates by a measure before the person of method.select has seen them; leave one of them")
	p.when(preset.Designs() && *t.Method.Samples < 2, "training.race",
		fmt.Sprintf("nobody to race against: preset %s asks for one candidate an iteration (method.samples is 1); raise method.samples, or leave the race out (--set training.race=)", preset.Name))
	p.when(r.Survivors > 0 && r.Survivors < seeds, "training.race.survivors",
		fmt.Sprintf("is %d, fewer than training.seeds, which is %d and what every candidate has; want at least %d, or 0 for no more than that", r.Survivors, seeds, seeds))
}
