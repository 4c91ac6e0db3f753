package screen

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
)

// Duplicate is the distance below which two rewards count as the same: the correlation
// of their canonical forms is above 0.999998.
const Duplicate = 1e-3

// ErrMemory says that a reward with memory has no canonical form.
var ErrMemory = errors.New("the reward keeps memory between steps, so that it is no function of a transition, which EPIC is defined for; TPE and rank correlation take whole episodes and apply")

// Canonical is the canonical form of a reward on a coverage (Gleave et al., Quantifying
// Differences in Reward Functions, ICLR 2021, definition 4.1), from which what potential
// shaping can add has been taken out, centred and scaled to a norm of 1.
type Canonical struct {
	// Constant says that nothing is left but rounding: the reward is constant, or
	// all of it is potential shaping.
	Constant bool

	coverage *Coverage
	unit     []float64 // of each transition; 0 where Constant
}

// Canonical computes
//
//	C(R)(s, a, s') = R(s, a, s') + E[gamma R(s', A, S') - R(s, A, S') - gamma R(S, A, S')]
//
// on the transitions of the coverage, without the last term, which is the same for all.
// The draws of A and S' are the same for every state, whereby shaping by
// gamma phi(s') - phi(s) cancels exactly and not only on average. gamma is the discount
// per step.
//
// The reward is asked about transitions that may be impossible. Where it is not finite
// on one of them the error is a *ppo.RewardError and there is no distance; a reward with
// memory is ErrMemory. After the former it is of no more use.
func (c *Coverage) Canonical(ctx context.Context, r evaluator.Rewarder, gamma float64) (*Canonical, error) {
	if m, ok := r.(interface{ HasMemory() bool }); ok && m.HasMemory() {
		return nil, ErrMemory
	}
	q := &inquiry{spec: c.spec, reward: r}
	values, err := q.ask(ctx, c.transitions)
	if err != nil {
		return nil, err
	}
	form := append([]float64(nil), values...)
	for _, part := range []struct {
		states [][]float64
		factor float64
	}{{c.transitions.Next, gamma}, {c.transitions.State, -1}} {
		means, err := c.expect(ctx, q, part.states)
		if err != nil {
			return nil, err
		}
		for i, m := range means {
			form[i] += part.factor * m
		}
	}
	return newCanonical(c, form, q.largest), nil
}

// expect returns the mean reward of leaving each state, over the draws of action and
// next state.
func (c *Coverage) expect(ctx context.Context, q *inquiry, states [][]float64) ([]float64, error) {
	const most = 1 << 14 // transitions at a time, which bounds the memory
	per := max(1, most/c.Means)
	list := make([]float64, 0, c.Transitions)
	for lo := 0; lo < c.Transitions; lo += per {
		n := min(per, c.Transitions-lo)
		b := envs.NewTransitions(c.spec, n*c.Means, 1)
		for i := range b.Len() {
			b.Start[i] = true
			put(b.State, i, states, lo+i/c.Means)
			put(b.Action, i, c.means.Action, i%c.Means)
			put(b.Next, i, c.means.Next, i%c.Means)
		}
		values, err := q.ask(ctx, b)
		if err != nil {
			return nil, err
		}
		for k := range n {
			sum := 0.0
			for _, v := range values[k*c.Means : (k+1)*c.Means] {
				sum += v
			}
			list = append(list, sum/float64(c.Means))
		}
	}
	return list, nil
}

// inquiry asks a reward about transitions and notes how large its answers are.
type inquiry struct {
	spec    *envs.Spec
	reward  evaluator.Rewarder
	largest float64 // magnitude so far
}

func (q *inquiry) ask(ctx context.Context, b *envs.Transitions) ([]float64, error) {
	total := make([]float64, b.Len())
	terms := make([][]float64, len(q.reward.Terms()))
	for k := range terms {
		terms[k] = make([]float64, b.Len())
	}
	if err := ppo.Judge(ctx, q.spec, q.reward, b, total, terms, nil); err != nil {
		return nil, fmt.Errorf("on a transition of the coverage, which may be an impossible one: %w", err)
	}
	for _, v := range total {
		q.largest = max(q.largest, math.Abs(v))
	}
	return total, nil
}

// newCanonical centres and scales a form. What is no larger than rounding makes of
// rewards of the given magnitude counts as nothing.
func newCanonical(c *Coverage, form []float64, magnitude float64) *Canonical {
	const rounding = 1e-10
	mean := 0.0
	for _, v := range form {
		mean += v / float64(len(form))
	}
	largest := 0.0
	for i := range form {
		form[i] -= mean
		largest = max(largest, math.Abs(form[i]))
	}
	if largest <= rounding*magnitude {
		return &Canonical{Constant: true, coverage: c, unit: make([]float64, len(form))}
	}
	norm := 0.0
	for i := range form {
		form[i] /= largest // so that no square underflows or overflows
		norm += form[i] * form[i]
	}
	for i := range form {
		form[i] /= math.Sqrt(norm)
	}
	return &Canonical{coverage: c, unit: form}
}

// Distance is the EPIC distance sqrt((1-rho)/2), in [0, 1], of two rewards of which
// rho is Pearson's correlation of the canonical forms: 0 for rewards that differ by
// scale, shift and potential shaping alone and so have the same optimal policies, which
// need not be good ones, and 1 for opposites. Both must be of one coverage.
//
// Correlation with a constant is undefined; it is taken to be 0, which makes the
// distance sqrt(1/2), and that of two constants 1, which makes it 0.
func Distance(a, b *Canonical) float64 {
	if a.coverage != b.coverage {
		panic("screen: distance between rewards on different coverages")
	}
	if a.Constant != b.Constant {
		return math.Sqrt(0.5)
	}
	sum := 0.0 // of unit vectors |u-v|^2 = 2-2 rho, without the cancellation in 1-rho
	for i, v := range a.unit {
		sum += (v - b.unit[i]) * (v - b.unit[i])
	}
	return min(1, math.Sqrt(sum)/2)
}
