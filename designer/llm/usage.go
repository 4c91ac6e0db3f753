package llm

import "unicode/utf8"

// Usage counts tokens.
type Usage struct {
	PromptTokens     int  `json:"prompt_tokens"`
	CompletionTokens int  `json:"completion_tokens"`          // reasoning included
	ReasoningTokens  int  `json:"reasoning_tokens,omitempty"` // of CompletionTokens
	CachedTokens     int  `json:"cached_tokens,omitempty"`    // of PromptTokens, read from the server's cache
	Estimated        bool `json:"estimated,omitempty"`        // counted here because the server did not say
}

// Add returns the sum of u and v, estimated if either is.
func (u Usage) Add(v Usage) Usage {
	return Usage{
		PromptTokens:     u.PromptTokens + v.PromptTokens,
		CompletionTokens: u.CompletionTokens + v.CompletionTokens,
		ReasoningTokens:  u.ReasoningTokens + v.ReasoningTokens,
		CachedTokens:     u.CachedTokens + v.CachedTokens,
		Estimated:        u.Estimated || v.Estimated,
	}
}

// Total returns the tokens of prompt and completion.
func (u Usage) Total() int { return u.PromptTokens + u.CompletionTokens }

// Price is what a million tokens cost, in any one currency. The zero Price is
// that of a model run at home.
type Price struct {
	Prompt     float64
	Completion float64
	// Cached is the price of prompt tokens read from the server's cache; 0
	// charges them like any other, so that a cost is never understated.
	Cached float64
}

// Cost returns what u costs.
func (p Price) Cost(u Usage) float64 {
	cached := p.Cached
	if cached == 0 {
		cached = p.Prompt
	}
	fresh := float64(u.PromptTokens - u.CachedTokens)
	return (fresh*p.Prompt + float64(u.CachedTokens)*cached + float64(u.CompletionTokens)*p.Completion) / 1e6
}

// EstimateTokens returns about how many tokens text has: a quarter of its
// characters, rounded up, which is near the truth for English and for code.
func EstimateTokens(text string) int {
	return (utf8.RuneCountInString(text) + 3) / 4
}

// EstimatePrompt returns about how many tokens the prompt of r has.
func EstimatePrompt(r Request) int {
	n := 0
	for _, m := range r.Messages {
		n += EstimateTokens(m.Content)
	}
	return n
}

// estimateUsage counts an answer whose server reported no usage.
func estimateUsage(r Request, a Answer) Usage {
	reasoning := EstimateTokens(a.Reasoning)
	return Usage{
		PromptTokens:     EstimatePrompt(r),
		CompletionTokens: EstimateTokens(a.Text) + reasoning,
		ReasoningTokens:  reasoning,
		Estimated:        true,
	}
}

// share divides u among the samples of one call in proportion to weights, which
// are not negative and not all zero. The shares add up to u.
func (u Usage) share(weights []int) []Usage {
	even := make([]int, len(weights))
	for i := range even {
		even[i] = 1
	}
	prompt, cached := divide(u.PromptTokens, even), divide(u.CachedTokens, even)
	completion, reasoning := divide(u.CompletionTokens, weights), divide(u.ReasoningTokens, weights)
	shares := make([]Usage, len(weights))
	for i := range shares {
		shares[i] = Usage{prompt[i], completion[i], reasoning[i], cached[i], u.Estimated}
	}
	return shares
}

// divide splits total in proportion to weights by rounding the running sums, so
// that nothing is lost.
func divide(total int, weights []int) []int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	parts := make([]int, len(weights))
	seen, given := 0, 0
	for i, w := range weights {
		seen += w
		upTo := int(int64(total) * int64(seen) / int64(sum))
		parts[i], given = upTo-given, upTo
	}
	return parts
}
