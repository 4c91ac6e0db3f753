package evaluator

import (
	"context"
	"errors"
	"fmt"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
)

// Methods of Combine.
const (
	CombineTotal  = ""       // the reward's own total
	CombineCounts = "counts" // the task's sparse reward, and a bonus for what was seldom reached
)

// Combine says how the columns of a candidate become the learner's reward. The zero
// value takes the candidate's total.
//
// CombineCounts takes each term for the progress of a subtask. The reward of a
// transition is the task's sparse reward and, over all terms,
//
//	Bonus * sum of 1/sqrt(n)
//
// where n is how often the training has been in the bin that the term's value lies
// in, this time included: see Counts. The idea is that of "Automated Rewards via
// LLM-Generated Progress Functions" (ProgressCounts), whose exact rule for bins is
// not known to us; that of Counts is ours. On a GPU it is counted in float32: a value
// at the edge of a bin may fall on its other side there.
type Combine struct {
	Method string  `yaml:"method" json:"method,omitempty" doc:"how columns become the reward: empty for the total, or counts"`
	Bonus  float64 `yaml:"bonus" json:"bonus,omitempty" doc:"reward of the first visit to a bin" min:"0" max:"1e6"`
	Bins   int     `yaml:"bins" json:"bins,omitempty" doc:"bins of the range that the first rollout with any covers" min:"1"`
	Beyond int     `yaml:"beyond" json:"beyond,omitempty" doc:"bins of the same width on either side of that range" min:"0"`
}

// DefaultCounts are settings of CombineCounts that have not been tuned: the bins
// reach ten ranges of the first rollout to either side.
func DefaultCounts() Combine {
	return Combine{Method: CombineCounts, Bonus: 1, Bins: 20, Beyond: 200}
}

// onDevice is the same for a fleet.
func (c *Combine) onDevice() fleet.Counts {
	if c.Method != CombineCounts {
		return fleet.Counts{}
	}
	return fleet.Counts{Bonus: c.Bonus, Bins: c.Bins, Beyond: c.Beyond}
}

// maxBonus keeps rewards within what a float32 can add up.
const maxBonus = 1e6

// maxBins bounds the bins of a term.
const maxBins = 1 << 16

// Check reports every setting that is out of range.
func (c *Combine) Check() error {
	if c.Method == CombineTotal {
		if *c != (Combine{}) {
			return errors.New("combine: bonus, bins and beyond need method: counts")
		}
		return nil
	}
	if c.Method != CombineCounts {
		return fmt.Errorf("combine: method is %q, want %q or none", c.Method, CombineCounts)
	}
	var errs []error
	if !(c.Bonus >= 0 && c.Bonus <= maxBonus) {
		errs = append(errs, fmt.Errorf("combine: bonus is %v, want a number from 0 to %.0e", c.Bonus, float64(maxBonus)))
	}
	if c.Bins < 1 || c.Beyond < 0 || c.Bins > maxBins || c.Beyond > maxBins || c.Bins+2*c.Beyond > maxBins {
		errs = append(errs, fmt.Errorf("combine: there are %d bins and %d beyond on either side, want at least 1 and 0, and at most %d in all", c.Bins, c.Beyond, maxBins))
	}
	return errors.Join(errs...)
}

// openCombined returns the job's reward as the learner gets it. Where it counts,
// counts is what it counts in; rollouts change that, evaluations do not.
func (j *Job) openCombined(ctx context.Context, env envs.Env, counts *Counts, rollouts bool) (Rewarder, error) {
	own, err := j.Open(ctx)
	if err != nil || j.Combine.Method == CombineTotal {
		return own, err
	}
	sparse, err := env.Reward(envs.RewardSparse)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("counting progress beside the sparse reward: %w", err), own.Close())
	}
	return &counting{progress: own, sparse: sparse, combine: j.Combine, counts: counts, rollouts: rollouts}, nil
}

// counting is a reward by CombineCounts.
type counting struct {
	progress, sparse Rewarder
	combine          Combine
	counts           *Counts
	rollouts         bool // transitions are counted
}

// Terms returns the names of the progress functions.
func (c *counting) Terms() []string { return c.progress.Terms() }

// Reward implements Rewarder: terms are the progress. Nothing is counted of a rollout
// that has values for the learner to refuse.
func (c *counting) Reward(ctx context.Context, b *envs.Transitions, total []float64, terms [][]float64) error {
	if err := c.progress.Reward(ctx, b, total, terms); err != nil {
		return err
	}
	if err := c.sparse.Reward(ctx, b, total, columns(c.sparse, b.Len())); err != nil {
		return fmt.Errorf("the task's sparse reward: %w", err)
	}
	switch {
	case !c.rollouts:
		c.counts.rate(&c.combine, total, terms)
	case allCountable(terms):
		c.counts.visit(&c.combine, total, terms)
	}
	return nil
}

// Close frees both rewards.
func (c *counting) Close() error { return errors.Join(c.progress.Close(), c.sparse.Close()) }

func allCountable(columns [][]float64) bool {
	for _, column := range columns {
		for _, v := range column {
			if !countable(v) {
				return false
			}
		}
	}
	return true
}
