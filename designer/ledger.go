package designer

import "github.com/rewardsmith/rewardsmith/designer/llm"

// Spent is what something cost.
type Spent struct {
	Calls   int       `json:"calls"` // of the model, retries included
	Usage   llm.Usage `json:"usage"`
	USD     float64   `json:"usd"`
	Steps   int       `json:"steps"`   // environment steps
	Seconds float64   `json:"seconds"` // waiting for the model and training, summed over what ran side by side
}

// Add returns the sum of s and o.
func (s Spent) Add(o Spent) Spent {
	return Spent{
		Calls: s.Calls + o.Calls, Usage: s.Usage.Add(o.Usage), USD: s.USD + o.USD,
		Steps: s.Steps + o.Steps, Seconds: s.Seconds + o.Seconds,
	}
}

// Spared is what was not spent on candidates.
type Spared struct {
	Candidates int `json:"candidates"` // that were not trained, or not to the end
	Steps      int `json:"steps"`      // environment steps that their trainings would have taken
}

// Ledger is what a run has spent, by part. Trainings taken from a cache cost
// nothing.
type Ledger struct {
	Model     Spent `json:"model"`        // answers; of a replay, the tokens they had when they were recorded, and nothing else
	Lost      Spent `json:"lost"`         // calls whose answers were lost with a process or given up: one each and its prompt, by estimate
	Review    Spent `json:"review"`       // the critic
	Preflight Spent `json:"preflight"`    // training the human reward
	Search    Spent `json:"search"`       // training candidates
	Fit       Spent `json:"fit,omitzero"` // training with other constants
	Final     Spent `json:"final"`        // the final trainings

	Screened Spared `json:"screened,omitzero"` // by gates, before training
	Raced    Spared `json:"raced,omitzero"`    // by races, on the way

	// Survivors are the environment steps of Search that went into more seeds of those
	// that races have brought to their end: what races cost.
	Survivors int `json:"survivors,omitempty"`

	Answers  int     `json:"answers"`  // answers that came
	Failures int     `json:"failures"` // samples that got none
	Wall     float64 `json:"wall"`     // seconds that the program ran, summed over resumptions
}

// Total returns the sum of the parts.
func (l *Ledger) Total() Spent {
	return l.Model.Add(l.Lost).Add(l.Review).Add(l.Preflight).Add(l.Search).Add(l.Fit).Add(l.Final)
}

// Searching returns the environment steps that went into finding a reward.
func (l *Ledger) Searching() int { return l.Search.Steps + l.Fit.Steps }
