package screen

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
)

// Form says which number stands for an episode's return. The paper on CARD and the
// code released with it disagree.
type Form string

// The forms of a return.
const (
	FormStrict   Form = "strict"   // the discounted sum over the episode: the paper's
	FormReleased Form = "released" // the mean over the steps, not discounted: the code's
)

// Forms lists all forms.
func Forms() []Form { return []Form{FormStrict, FormReleased} }

// ParseForm returns the form of a name, or an error that lists them.
func ParseForm(name string) (Form, error) { return named("form", name, Forms()) }

// named returns the one of a list that has the name, or an error that says what the
// list is of and which there are.
func named[T ~string](what, name string, list []T) (T, error) {
	if slices.Contains(list, T(name)) {
		return T(name), nil
	}
	var all []string
	for _, one := range list {
		all = append(all, string(one))
	}
	return "", fmt.Errorf("there is no %s %q; there are %s", what, name, strings.Join(all, ", "))
}

// Return is what a reward pays for an episode.
type Return struct {
	Discounted float64 `json:"discounted"` // sum of gamma^t times the reward at step t, from t = 0
	Sum        float64 `json:"sum"`        // without discount
	Steps      int     `json:"steps"`
}

// In returns the number by which episodes are compared in a form. An unknown form is
// FormStrict.
func (r Return) In(f Form) float64 {
	if f == FormReleased {
		return r.Sum / float64(r.Steps)
	}
	return r.Discounted
}

// Returns asks the reward for its return of every episode. All numbers of the result
// are finite. A fault of the reward is a *ppo.RewardError, after which it is of no more
// use; other errors are those of ctx. gamma is the discount per step, in [0, 1].
//
// Rewards with memory see each batch in the order of its steps, memory zeroed at every
// start of an episode, as in training.
func (t *Trajectories) Returns(ctx context.Context, r evaluator.Rewarder, gamma float64) ([]Return, error) {
	totals := make([][]float64, len(t.batches))
	for k, b := range t.batches {
		var err error
		if totals[k], err = t.rewards(ctx, r, k, b); err != nil {
			return nil, err
		}
	}
	all := make([]Return, len(t.Episodes))
	for i := range t.Episodes {
		e := &t.Episodes[i]
		all[i].Steps = e.Steps
		weight := 1.0
		for step := range e.Steps {
			v := totals[e.batch][step*t.batches[e.batch].N+e.column]
			all[i].Sum += v
			all[i].Discounted += weight * v
			weight *= gamma
		}
	}
	return all, nil
}

// rewards returns the reward of every transition of batch k. Only those of episodes
// must be finite.
func (t *Trajectories) rewards(ctx context.Context, r evaluator.Rewarder, k int, b *envs.Transitions) ([]float64, error) {
	steps := make([]int, b.N) // of each instance's episode, 0 where it has none here
	for i := range t.Episodes {
		if e := &t.Episodes[i]; e.batch == k {
			steps[e.column] = e.Steps
		}
	}
	total := make([]float64, b.Len())
	terms := make([][]float64, len(r.Terms()))
	for i := range terms {
		terms[i] = make([]float64, b.Len())
	}
	skip := func(i int) bool { return i/b.N >= steps[i%b.N] }
	return total, ppo.Judge(ctx, t.Spec, r, b, total, terms, skip)
}

// In returns the returns in a form, one number for each.
func In(returns []Return, f Form) []float64 {
	list := make([]float64, len(returns))
	for i, r := range returns {
		list[i] = r.In(f)
	}
	return list
}
