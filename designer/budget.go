package designer

import (
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// assumedAnswer is the length in tokens that an answer is taken to have before
// any is known and where model.max_tokens sets no limit.
const assumedAnswer = 1500

// trainingSteps returns the environment steps of one training: whole rollouts.
func trainingSteps(s evaluator.Settings) int {
	rollout := max(s.Envs*s.Horizon, 1)
	return (s.Steps + rollout - 1) / rollout * rollout
}

// reserve returns the steps that the final measurement keeps from the search.
func (r *Run) reserve() int {
	return r.Task.finalTrainings() * trainingSteps(r.Settings)
}

// candidateSteps returns the steps that training one candidate takes.
func (r *Run) candidateSteps() int { return r.Task.Training.Seeds * trainingSteps(r.Settings) }

// allowance is how many of something the budget allows; where that is fewer
// than wanted, limit says which cap is the reason.
type allowance struct {
	n     int
	limit *Stop
}

// cap lowers the allowance to what is left of one cap.
func (a *allowance) cap(reason StopReason, limit, used, each float64, unit string) {
	if limit == 0 {
		return
	}
	fit := a.n
	if each > 0 {
		fit = int(max(math.Floor((limit-used)/each), 0))
	} else if used >= limit {
		fit = 0
	}
	if fit >= a.n {
		return
	}
	a.n = fit
	gone := "spent"
	if reason == StopSteps || reason == StopWall {
		gone = "spent or set aside for the final measurement"
	}
	a.limit = &Stop{Reason: reason, Detail: fmt.Sprintf(
		"budget.%s is %s, of which %s is %s, and one more needs %s; a new run with a higher cap searches longer",
		reason, amount(limit, unit), amount(used, unit), gone, amount(each, unit))}
}

// amount writes a number with its unit, whole numbers in full.
func amount(x float64, unit string) string {
	text := fmt.Sprintf("%.4g", x)
	if x == math.Trunc(x) && math.Abs(x) < 1e15 {
		text = fmt.Sprintf("%.0f", x)
	}
	return text + " " + unit
}

// affordableAnswers returns how many of want answers to a prompt of the given
// length in tokens the budget allows, where a call brings up to perCall of them.
func (r *Run) affordableAnswers(want, promptTokens, perCall int) allowance {
	a := allowance{n: want}
	spent := r.askingSpent()
	a.calls(r, spent, perCall)
	a.tokens(r, spent, promptTokens)
	a.cap(StopWall, r.Task.Budget.Wall.Seconds(), r.Ledger.Wall+r.secondsFor(r.reserve()), 0, "seconds")
	return a
}

// askingSpent returns what counts against the caps on asking, where there are any
// (see Model.metered).
func (r *Run) askingSpent() Spent { return r.Ledger.Model.Add(r.Ledger.Lost) }

// calls lowers the allowance of answers to what budget.calls allows.
func (a *allowance) calls(r *Run, spent Spent, perCall int) {
	if r.Task.Model.metered() {
		a.cap(StopCalls, float64(r.Task.Budget.Calls), float64(spent.Calls), 1/float64(max(perCall, 1)), "calls")
	}
}

// tokens lowers the allowance of answers to what budget.tokens and budget.usd
// allow, if each is as long as can be.
func (a *allowance) tokens(r *Run, spent Spent, promptTokens int) {
	if !r.Task.Model.metered() {
		return
	}
	each := llm.Usage{PromptTokens: promptTokens, CompletionTokens: r.longestAnswer()}
	a.cap(StopTokens, float64(r.Task.Budget.Tokens), float64(spent.Usage.Total()), float64(each.Total()), "tokens")
	a.cap(StopUSD, r.Task.Budget.USD, spent.USD, r.Task.Model.cost(each), "dollars")
}

// metered says that asking counts against budget.calls, budget.tokens and
// budget.usd. A replay asks nobody, and its answers were paid for when they were
// recorded; a search makes up what it proposes. A price that stands in the task all the
// same is that of another kind.
func (m *Model) metered() bool { return m.Kind == "openai" || m.Kind == "file" }

// cost returns what u costs in US dollars.
func (m *Model) cost(u llm.Usage) float64 {
	return llm.Price{Prompt: m.Price.Prompt, Completion: m.Price.Completion}.Cost(u)
}

// affordableTrainings returns how many of want candidates the budget allows to
// train, the final measurement's share left alone.
func (r *Run) affordableTrainings(want int) allowance {
	return r.affordableSteps(want, r.candidateSteps())
}

// affordableSteps returns how many of want parts of the search the budget allows that
// take so many environment steps each.
func (r *Run) affordableSteps(want, each int) allowance {
	a := allowance{n: want}
	b := &r.Task.Budget
	a.cap(StopSteps, float64(b.Steps), float64(r.Ledger.Total().Steps+r.reserve()), float64(each), "steps")
	a.cap(StopSearch, float64(b.Search), float64(r.Ledger.Searching()), float64(each), "steps")
	a.cap(StopWall, b.Wall.Seconds(), r.Ledger.Wall+r.secondsFor(r.reserve()), r.secondsFor(each), "seconds")
	return a
}

// typicalAnswer returns how many tokens an answer is expected to have before any
// is known.
func (r *Run) typicalAnswer() int {
	if limit := r.Task.Model.MaxTokens; limit > 0 {
		return min(limit, assumedAnswer)
	}
	return assumedAnswer
}

// longestAnswer returns how many tokens are set aside for the next answer:
// model.max_tokens, else as many as the longest one had so far, else
// assumedAnswer.
func (r *Run) longestAnswer() int {
	if limit := r.Task.Model.MaxTokens; limit > 0 {
		return limit
	}
	longest := 0
	for _, c := range r.Candidates() {
		for _, w := range c.exchanges() {
			longest = max(longest, w.exchange.Answer.Usage.CompletionTokens)
		}
	}
	if longest == 0 {
		return assumedAnswer
	}
	return longest
}

// secondsFor returns how long so many environment steps are expected to take at
// the speed of the trainings so far, those of the cache included, 0 where there
// were none.
func (r *Run) secondsFor(steps int) float64 {
	trained := r.Ledger.Search
	if r.Preflight != nil {
		for _, t := range r.Preflight.Trainings {
			trained.Steps += t.Training.Steps
			trained.Seconds += t.Training.Seconds
		}
	}
	if trained.Steps == 0 {
		return 0
	}
	return float64(steps) * trained.Seconds / float64(trained.Steps) / float64(r.parallel())
}

// parallel is how many trainings take their time at the same time: one on each
// core. Those on a GPU share the time that their fleet takes.
func (r *Run) parallel() int {
	if r.Machine.Backend() == BackendGPU {
		return 1
	}
	return max(r.Cores, 1)
}

// promptTokens returns about how many tokens messages have.
func promptTokens(messages []llm.Message) int {
	return llm.EstimatePrompt(llm.Request{Messages: messages})
}
