package ppo

import (
	"context"
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

// rollout is what N instances did during T steps under one policy, and what the
// update needs to know about it. All slices are in [T][N] order.
type rollout struct {
	transitions *envs.Transitions

	observations []float32 // [T][N][O], normalised
	final        []float32 // [T][N][O], normalised: of the true successor where it is no row of the rollout
	raw          []float32 // [T][N][width], actions as drawn
	logProbs     []float32 // of raw when drawn

	total []float64   // reward
	terms [][]float64 // [terms][T*N]

	rewards            []float32 // scaled
	values, nextValues []float32
	advantages         []float32
	returns            []float32
}

func newRollout(spec *envs.Spec, s *Settings, width, terms int) *rollout {
	batch, o := s.Batch(), len(spec.Observation)
	r := &rollout{
		transitions:  envs.NewTransitions(spec, s.Horizon, s.Envs),
		observations: make([]float32, batch*o),
		final:        make([]float32, batch*o),
		raw:          make([]float32, batch*width),
		logProbs:     make([]float32, batch),
		total:        make([]float64, batch),
		rewards:      make([]float32, batch),
		values:       make([]float32, batch),
		nextValues:   make([]float32, batch),
		advantages:   make([]float32, batch),
		returns:      make([]float32, batch),
	}
	for range terms {
		r.terms = append(r.terms, make([]float64, batch))
	}
	return r
}

// collect fills the rollout by acting for T steps. The observation moments take
// in each step before the policy sees it; from the second rollout on, what is
// normalised with stays the same during one.
func (l *Learner) collect(ctx context.Context) error {
	n, o := l.settings.Envs, len(l.spec.Observation)
	for t := range l.settings.Horizon {
		raw := l.sim.Observations()
		if err := CheckObservations(l.spec, raw); err != nil {
			return err
		}
		l.moments.add(raw)
		if t == 0 || l.rollouts == 0 {
			l.renormalise()
		}
		rows := l.roll.observations[t*n*o : (t+1)*n*o]
		l.normaliser.apply(rows, raw)
		if err := l.act(t, rows); err != nil {
			return err
		}
		if err := l.sim.Step(ctx, l.physical, l.roll.transitions, t); err != nil {
			return err
		}
		final := l.sim.FinalObservations()
		if err := CheckObservations(l.spec, final); err != nil {
			return err
		}
		for i := range n {
			if at := t*n + i; l.isLoose(at) {
				l.normaliser.apply(l.roll.final[at*o:(at+1)*o], final[i*o:(i+1)*o])
			}
		}
		l.clock++
	}
	return nil
}

// renormalise takes over the moments of the observations so far. After the first
// rollout the networks follow the mean: they answer to an observation as they did
// before. Otherwise a mean that wanders, as that of a cart's position does, moves
// all inputs under the networks, and at high learning rates they need twice as
// many steps. They do not follow the scale, since inputs and weights learn best
// near 1. Van Hasselt et al. 2016, arXiv:1602.07714, do the like for targets.
func (l *Learner) renormalise() {
	if l.rollouts == 0 {
		l.normaliser.set(&l.moments) // the first observations say little of those to come
		return
	}
	before := l.normaliser.clone()
	l.normaliser.set(&l.moments)
	shift := make([]float64, len(before.Mean))
	for i, mean := range before.Mean {
		shift[i] = (mean - l.normaliser.Mean[i]) * before.Scale[i]
	}
	l.actor.ShiftInputs(shift)
	l.critic.ShiftInputs(shift)
}

// CheckObservations fails where an observation, [N][O], is not finite, which is
// an error of the environment.
func CheckObservations(spec *envs.Spec, observations []float32) error {
	for i, v := range observations {
		if v-v != 0 { // infinite or NaN
			field := spec.Observation[i%len(spec.Observation)]
			return fmt.Errorf("%s: observation field %s is %g: an error of the environment", spec.Name, field.Name, v)
		}
	}
	return nil
}

// act draws the actions of time t for normalised observations, [N][O]. It fails
// with ErrDiverged where the policy has no finite answer.
func (l *Learner) act(t int, observations []float32) error {
	l.actorPredictor.Predict(l.outputs, observations)
	width, fields, raw := l.actions.outputs(), len(l.spec.Action), l.distribution.width()
	for n := range l.settings.Envs {
		i := t*l.settings.Envs + n
		l.noise = rng.New(l.seed, rng.StreamPolicy, uint32(n), 0, l.clock)
		drawn := l.roll.raw[i*raw : (i+1)*raw]
		logProb := l.distribution.sample(drawn, l.outputs[n*width:(n+1)*width], l.actor.Free(), &l.noise)
		if math.IsNaN(logProb) || math.IsInf(logProb, 0) {
			return ErrDiverged
		}
		l.roll.logProbs[i] = float32(logProb)
		l.actions.physical(l.physical[n*fields:(n+1)*fields], drawn)
	}
	return nil
}

// judge rewards the rollout, has the value function judge its states meanwhile,
// and estimates its advantages.
func (l *Learner) judge(ctx context.Context) error {
	r := l.roll
	b := r.transitions
	wait := l.aside(func() {
		l.criticPredictor.Predict(r.values, r.observations)
		l.valueSuccessors()
	})
	err := Judge(ctx, l.spec, l.rewarder, b, r.total, r.terms, nil)
	wait()
	if err != nil {
		return err
	}
	l.scaler.scale(r.rewards, r.total, func(i int) bool { return b.Terminated[i] || b.Truncated[i] })
	estimateAdvantages(r.advantages, r.returns, r.rewards, r.values, r.nextValues, b, l.settings.Gamma, l.settings.Lambda)
	return nil
}

// isLoose says that the true successor of transition i is no state of the
// rollout, although its value counts: the episode was cut there, or the rollout
// ends.
func (l *Learner) isLoose(i int) bool {
	b := l.roll.transitions
	return b.Truncated[i] || i >= b.Len()-b.N
}

// valueSuccessors fills nextValues. The successor of a transition is the state
// of the next row, whose value is known, unless the episode was cut there or the
// rollout ends; after a termination nothing is asked.
func (l *Learner) valueSuccessors() {
	r, n, o := l.roll, l.settings.Envs, len(l.spec.Observation)
	l.loose, l.looseAt = l.loose[:0], l.looseAt[:0]
	for i := range r.values {
		if l.isLoose(i) {
			l.loose = append(l.loose, r.final[i*o:(i+1)*o]...)
			l.looseAt = append(l.looseAt, i)
		} else {
			r.nextValues[i] = r.values[i+n]
		}
	}
	l.looseValues = grow(l.looseValues, len(l.looseAt))
	l.criticPredictor.Predict(l.looseValues, l.loose)
	for k, i := range l.looseAt {
		r.nextValues[i] = l.looseValues[k]
	}
}
