package envs

import (
	"context"
	"fmt"
	"math"
	"unsafe"

	"github.com/rewardsmith/rewardsmith/envs/rng"
)

// nativeSim is the Simulator of a native environment.
type nativeSim[P, S, A, O any] struct {
	env    *native[P, S, A, O]
	config SimConfig
	params *ParamDraw

	states  []S
	episode []uint32
	step    []uint32 // steps taken in the current episode

	observations, final []float32 // [N][O]

	// random is what Reset, Step and Observe are given: here, since a pointer
	// to a local variable would be allocated anew for each call.
	random rng.Source
}

func (e *native[P, S, A, O]) NewSimulator(c SimConfig) (Simulator, error) {
	if c.N < 1 {
		return nil, fmt.Errorf("%s: a simulator needs at least one instance, not %d", e.def.Name, c.N)
	}
	params, err := e.spec.DrawParams(c.Params)
	if err != nil {
		return nil, err
	}
	s := &nativeSim[P, S, A, O]{
		env: e, config: c, params: params,
		states: make([]S, c.N), episode: make([]uint32, c.N), step: make([]uint32, c.N),
		observations: make([]float32, c.N*len(e.observation)),
		final:        make([]float32, c.N*len(e.observation)),
	}
	for n := range s.states {
		s.reset(n)
	}
	return s, nil
}

// source returns the random stream of instance n at its current step.
func (s *nativeSim[P, S, A, O]) source(stream uint32, n int) rng.Source {
	return rng.New(s.config.Seed, stream, s.config.FirstInstance+uint32(n), s.episode[n], s.step[n])
}

// reset puts instance n into the first state of its current episode.
func (s *nativeSim[P, S, A, O]) reset(n int) {
	s.step[n] = 0
	var p P
	s.params.Draw(s.config.Seed, s.config.FirstInstance+uint32(n), s.episode[n], func(f int, v float64) {
		s.env.params[f].set(unsafe.Pointer(&p), v)
	})
	s.random = s.source(rng.StreamReset, n)
	s.states[n] = s.env.def.Reset(p, &s.random)
	s.observe(n, s.states[n], s.observations)
}

// observe writes the observation of state to row n of out.
func (s *nativeSim[P, S, A, O]) observe(n int, state S, out []float32) {
	s.random = s.source(rng.StreamObserve, n)
	o := s.env.def.Observe(state, &s.random)
	fields := s.env.observation
	row := out[n*len(fields):][:len(fields)]
	for i := range fields {
		row[i] = float32(fields[i].get(unsafe.Pointer(&o)))
	}
}

func (s *nativeSim[P, S, A, O]) Observations() []float32 { return s.observations }

func (s *nativeSim[P, S, A, O]) FinalObservations() []float32 { return s.final }

func (s *nativeSim[P, S, A, O]) Close() error { return nil }

func (s *nativeSim[P, S, A, O]) Step(ctx context.Context, actions []float64, b *Transitions, t int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for n := range s.states {
		if err := s.stepOne(n, actions, b, t*b.N+n); err != nil {
			return err
		}
	}
	return nil
}

// stepOne advances instance n and records the transition as element i of b.
func (s *nativeSim[P, S, A, O]) stepOne(n int, actions []float64, b *Transitions, i int) error {
	e := s.env
	a, err := s.action(n, actions)
	if err != nil {
		return err
	}
	e.state.load(unsafe.Pointer(&s.states[n]), b.State, i)
	e.action.load(unsafe.Pointer(&a), b.Action, i)
	s.random = s.source(rng.StreamStep, n)
	next := e.def.Step(s.states[n], a, &s.random)
	e.state.load(unsafe.Pointer(&next), b.Next, i)
	for f := range b.Next {
		if v := b.Next[f][i]; math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("%s: state field %s became %g (instance %d, episode %d, step %d): an error of the environment", e.def.Name, e.spec.State[f].Name, v, n, s.episode[n], s.step[n])
		}
	}
	b.Start[i] = s.step[n] == 0
	s.step[n]++
	b.Terminated[i] = e.def.Terminated(next)
	b.Truncated[i] = !b.Terminated[i] && s.step[n] >= uint32(e.spec.MaxSteps)
	s.states[n] = next
	s.observe(n, next, s.final)
	if b.Terminated[i] || b.Truncated[i] {
		s.episode[n]++
		s.reset(n)
		return nil
	}
	width := len(e.observation)
	copy(s.observations[n*width:][:width], s.final[n*width:][:width])
	return nil
}

// action builds the clipped action of instance n.
func (s *nativeSim[P, S, A, O]) action(n int, actions []float64) (a A, err error) {
	fields := s.env.spec.Action
	row := actions[n*len(fields):][:len(fields)]
	for f, v := range row {
		if math.IsNaN(v) {
			return a, fmt.Errorf("%s: action field %s of instance %d is NaN", s.env.def.Name, fields[f].Name, n)
		}
		s.env.action[f].set(unsafe.Pointer(&a), fields[f].Applied(v))
	}
	return a, nil
}
