package designer

import (
	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/prompts"
)

// asking estimates calls, tokens and money from prompts rendered with typical
// content.
func (e *Estimate) asking(r *Run, spec *envs.Spec, set *prompts.Set) error {
	m := &r.Task.Method
	lines, iterations := *m.Samples, *m.Iterations
	roles, objections := m.roles(spec)
	compared := m.compared()
	attempts := iterations * (1 + *m.Repairs + objections) // of a sample in all iterations
	linesMax := lines * (1 + *m.Retries)
	consulted := lines*iterations*roles + compared
	consultedMax := linesMax*iterations*(roles+max(objections-1, 0)) + compared
	e.Calls = lines*iterations + consulted
	e.CallsMax = linesMax*attempts + consultedMax
	if r.Task.Model.Kind == "search" {
		return nil // it reads no prompts, and nobody is paid for what it writes
	}

	brief, err := NewBrief(&r.Task, spec, r.Settings)
	if err != nil {
		return err
	}
	first, err := FirstPrompt(set, brief)
	if err != nil {
		return err
	}
	feedback, err := renderFeedback(set, views()[m.View(spec)], sampleFeedback())
	if err != nil {
		return err
	}
	answer := r.typicalAnswer()
	opening := promptTokens(first)
	turn := answer + llm.EstimateTokens(feedback)
	about := opening + answer // the prompt of another role: the task and a source

	e.PromptTokens = lines*(iterations*opening+m.turnsBefore(iterations)*turn) + consulted*about
	e.CompletionTokens = e.Calls * answer
	promptMax := linesMax*(attempts*opening+max(m.turnsBefore(attempts), attempts)*turn) + consultedMax*about
	e.TokensMax = promptMax + e.CallsMax*answer
	if r.Task.Model.metered() {
		e.USD = r.Task.Model.cost(llm.Usage{PromptTokens: e.PromptTokens, CompletionTokens: e.CompletionTokens})
		e.USDMax = r.Task.Model.cost(llm.Usage{PromptTokens: promptMax, CompletionTokens: e.CallsMax * answer})
	}
	return nil
}

// roles returns how often the model is asked in other roles about a candidate that
// nobody objects to, and how often it may object.
func (m *Method) roles(spec *envs.Spec) (asked, objections int) {
	for _, name := range m.Gates {
		if n := gates()[name].rounds; n > 0 {
			asked, objections = asked+1, objections+n
		}
	}
	if views()[m.View(spec)].asks {
		asked++
	}
	return asked, objections
}

// compared returns how often the model is asked, at most, what was changed from one
// best candidate to the next.
func (m *Method) compared() int {
	if *m.Carry != CarryPair {
		return 0
	}
	return max(*m.Iterations-2, 0)
}

// turnsBefore returns how many turns, of an answer and what is said about it, come
// before so many answers in all: in a dialogue all earlier ones before each, else one.
func (m *Method) turnsBefore(answers int) int {
	if *m.Carry == CarryDialogue {
		return answers * (answers - 1) / 2
	}
	return answers - 1
}
