package designer

import "testing"

// TestEstimateCountsRoles: what reviewers, analysts and comparers are asked is part of
// the estimate, and a dialogue grows.
func TestEstimateCountsRoles(t *testing.T) {
	for _, test := range []struct {
		preset, form string
		plan         map[string]string
		calls, max   int
	}{
		// 3 iterations, each of an answer, a review and an analysis; at most 3 repairs and
		// 3 objections more, each of which is a review.
		{"mc-reward", "paper", map[string]string{"0 0 0 reviewer": "APPROVE", "1 0 0 reviewer": "APPROVE", "2 0 0 reviewer": "APPROVE"}, 9, 3 * (7 + 3 + 1)},
		// 5 iterations of 6 answers, and 3 changes of the best; each 5 times again.
		{"icpl", "simulated", nil, 5*6 + 3, 5*6*6 + 3},
		{"card", "strict", nil, 3, 3 * 10},
	} {
		t.Run(test.preset, func(t *testing.T) {
			b := newMethodBench(t, test.preset, test.form)
			b.model.plan = test.plan
			e, err := EstimateRun(b.task, b.options.Env.Spec(), b.options.Settings, b.options.Prompts, 2, 0, nil)
			if err != nil {
				t.Fatal(err)
			}
			if e.Calls != test.calls || e.CallsMax != test.max {
				t.Errorf("estimated %d calls, at most %d, want %d and %d", e.Calls, e.CallsMax, test.calls, test.max)
			}
			r := b.mustRun(t)
			if got := r.Ledger.Model.Calls; got != e.Calls {
				t.Errorf("the run took %d calls, estimated %d", got, e.Calls)
			}
			tokens := 0
			for _, request := range b.model.seen {
				tokens += promptTokens(request.Messages)
			}
			// The fake's answers are short, which the estimate does not know.
			if e.PromptTokens < tokens || e.TokensMax < e.PromptTokens+e.CompletionTokens {
				t.Errorf("estimated %d prompt tokens and %d at most, the run's prompts have %d", e.PromptTokens, e.TokensMax, tokens)
			}
		})
	}
}

func TestTurnsBefore(t *testing.T) {
	for carry, want := range map[string]int{CarryDialogue: 6, CarryGlobal: 3} {
		if got := (&Method{Carry: &carry}).turnsBefore(4); got != want {
			t.Errorf("%s: %d turns come before 4 answers, want %d", carry, got, want)
		}
	}
}
