package designer

import (
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// assumedAnswer is the length in tokens that an answer is taken to have before
// any is known.
const assumedAnswer = 1500

// finalArms is the number of rewards that the final measurement trains.
const finalArms = 3

// trainingSteps returns the environment steps of one training: whole rollouts.
func trainingSteps(s evaluator.Settings) int {
	rollout := max(s.Envs*s.Horizon, 1)
	return (s.Steps + rollout - 1) / rollout * rollout
}

// reserve returns the steps that the final measurement keeps from the search.
func (r *Run) reserve() int {
	if !r.Task.Final.Enabled {
		return 0
	}
	return finalArms * r.Task.Final.Seeds * trainingSteps(r.Settings)
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
	a.limit = &Stop{Reason: reason, Detail: fmt.Sprintf(
		"budget.%s is %s, of which %s is spent or set aside, and one more needs about %s; raise it to search longer",
		reason, amount(limit, unit), amount(used, unit), amount(each, unit))}
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
// length in tokens the budget allows.
func (r *Run) affordableAnswers(want, promptTokens int) allowance {
	a := allowance{n: want}
	b, spent := &r.Task.Budget, r.Ledger.Model
	answer := r.expectedAnswer()
	perCall := 1.0
	if r.Task.Model.Kind == "openai" {
		perCall = 1 / float64(max(r.Task.Model.SamplesPerCall, 1))
	}
	price := llm.Price{Prompt: r.Task.Model.Price.Prompt, Completion: r.Task.Model.Price.Completion}
	cost := price.Cost(llm.Usage{PromptTokens: promptTokens, CompletionTokens: answer})
	a.cap(StopCalls, float64(b.Calls), float64(spent.Calls), perCall, "calls")
	a.cap(StopTokens, float64(b.Tokens), float64(spent.Usage.Total()), float64(promptTokens+answer), "tokens")
	a.cap(StopUSD, b.USD, spent.USD, cost, "dollars")
	a.cap(StopWall, b.Wall.Seconds(), r.Ledger.Wall+r.secondsFor(r.reserve()), 0, "seconds")
	return a
}

// affordableTrainings returns how many of want candidates the budget allows to
// train, the final measurement's share left alone.
func (r *Run) affordableTrainings(want int) allowance {
	a := allowance{n: want}
	b, each := &r.Task.Budget, r.candidateSteps()
	a.cap(StopSteps, float64(b.Steps), float64(r.Ledger.Total().Steps+r.reserve()), float64(each), "steps")
	a.cap(StopWall, b.Wall.Seconds(), r.Ledger.Wall+r.secondsFor(r.reserve()), r.secondsFor(each), "seconds")
	return a
}

// expectedAnswer returns how many tokens the next answer is expected to have:
// the mean so far.
func (r *Run) expectedAnswer() int {
	if r.Ledger.Answers > 0 {
		return r.Ledger.Model.Usage.CompletionTokens / r.Ledger.Answers
	}
	if limit := r.Task.Model.MaxTokens; limit > 0 {
		return min(limit, assumedAnswer)
	}
	return assumedAnswer
}

// secondsFor returns how long so many environment steps are expected to take at
// the speed of the trainings so far, 0 where there were none.
func (r *Run) secondsFor(steps int) float64 {
	trained := r.Ledger.Preflight.Add(r.Ledger.Search)
	if trained.Steps == 0 {
		return 0
	}
	return float64(steps) * trained.Seconds / float64(trained.Steps) / float64(max(r.Cores, 1))
}

// promptTokens returns about how many tokens messages have.
func promptTokens(messages []llm.Message) int {
	return llm.EstimatePrompt(llm.Request{Messages: messages})
}
