package critic

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/rewardsmith/rewardsmith/critic/output"
	"github.com/rewardsmith/rewardsmith/envs"
)

const (
	playInstances = 32
	playSteps     = 400
	playSeed      = 0x5EED
)

// SubjectOptions are settings of NewSubject.
type SubjectOptions struct {
	Output string                // what a source must have, one of output.Kinds; "" is output.Reward
	Show   envs.Show             // what of the environment is shown; "" is envs.ShowState
	Params map[string]envs.Range // settings of the environment's parameters
}

// NewSubject returns what rewards for env are reviewed against: package env as
// it is shown, transitions of random play, and corners. The same arguments give
// the same subject.
func NewSubject(ctx context.Context, env envs.Env, o SubjectOptions) (*Subject, error) {
	if _, err := output.Named(o.Output); err != nil {
		return nil, err
	}
	spec := env.Spec()
	packages, err := Packages(spec, o.Show)
	if err != nil {
		return nil, err
	}
	played, err := play(ctx, env, o.Params)
	if err != nil {
		return nil, fmt.Errorf("playing %s to try rewards: %w", spec.Name, err)
	}
	s := &Subject{
		Output: o.Output, Packages: packages,
		State: spec.State, Action: spec.Action,
		Reachable: []*envs.Transitions{played},
	}
	s.Reachable = append(s.Reachable, rest(s, played))
	s.Corners = corners(s, played)
	return s, nil
}

// play runs policies that between them reach much of what can be reached: one
// quarter of the instances acts at random, one holds random actions for a while,
// and half follow linear functions of the observation, which balance, spin up or
// drift far. Each episode has a policy of its own; those of the last half are
// often variations of ones that went where none had been before.
func play(ctx context.Context, env envs.Env, params map[string]envs.Range) (*envs.Transitions, error) {
	spec := env.Spec()
	sim, err := env.NewSimulator(envs.SimConfig{N: playInstances, Seed: playSeed, Params: params})
	if err != nil {
		return nil, err
	}
	defer sim.Close()
	b := envs.NewTransitions(spec, playSteps, playInstances)
	e := newExplorers(spec)
	actions := make([]float64, playInstances*len(spec.Action))
	width := len(spec.Observation)
	for t := range playSteps {
		obs := sim.Observations()
		for n := range e.players {
			e.players[n].act(spec, obs[n*width:(n+1)*width], t, e.random, actions[n*len(spec.Action):(n+1)*len(spec.Action)])
		}
		if err := sim.Step(ctx, actions, b, t); err != nil {
			return nil, err
		}
		e.learn(b, t)
	}
	return b, nil
}

// explorers are the policies at play.
type explorers struct {
	spec    *envs.Spec
	random  *rand.Rand
	players []player
	parents []player  // policies that set records, the latest last
	lo, hi  []float64 // of each state field so far
}

const maxParents = 8

func newExplorers(spec *envs.Spec) *explorers {
	e := &explorers{spec: spec, random: rand.New(rand.NewPCG(playSeed, 0)), players: make([]player, playInstances)}
	for range spec.State {
		e.lo, e.hi = append(e.lo, math.Inf(1)), append(e.hi, math.Inf(-1))
	}
	for n := range e.players {
		e.players[n] = e.newPlayer(n)
	}
	return e
}

// learn notes which policies went furthest at time t of b and replaces those
// whose episode has ended.
func (e *explorers) learn(b *envs.Transitions, t int) {
	for n := range e.players {
		i := t*b.N + n
		for f, column := range b.Next {
			if v := column[i]; v < e.lo[f] || v > e.hi[f] {
				e.lo[f], e.hi[f] = min(e.lo[f], v), max(e.hi[f], v)
				e.players[n].record = t > 0
			}
		}
		if !b.Terminated[i] && !b.Truncated[i] {
			continue
		}
		if p := e.players[n]; p.record && p.hold == 0 {
			e.parents = append(e.parents, p)
			e.parents = e.parents[max(0, len(e.parents)-maxParents):]
		}
		e.players[n] = e.newPlayer(n)
	}
}

// player is a policy: one row of weights for each choice or action field.
type player struct {
	weights [][]float64
	hold    int  // steps for which an action is kept, 0 to act on observations
	record  bool // it went where none had been before
}

func (e *explorers) newPlayer(instance int) player {
	r := e.random
	rows := len(e.spec.Action)
	if e.spec.Choices > 0 {
		rows = e.spec.Choices
	}
	p := player{weights: make([][]float64, rows)}
	gain := math.Exp(1.5 * r.NormFloat64())
	var parent *player
	if len(e.parents) > 0 && r.Float64() < 0.7 {
		parent = &e.parents[r.IntN(len(e.parents))]
		gain = 0.3
	}
	for i := range p.weights {
		p.weights[i] = make([]float64, len(e.spec.Observation))
		for j := range p.weights[i] {
			p.weights[i][j] = gain * r.NormFloat64()
			if parent != nil {
				w := parent.weights[i][j]
				p.weights[i][j] = w + p.weights[i][j]*(0.1+math.Abs(w))
			}
		}
	}
	switch instance % 4 {
	case 0:
		p.hold = 1
	case 1:
		p.hold = 4 + r.IntN(40)
	}
	return p
}

// act writes the action for one observation.
func (p *player) act(spec *envs.Spec, obs []float32, t int, r *rand.Rand, action []float64) {
	if p.hold > 0 && t%p.hold != 0 {
		return
	}
	scores := make([]float64, len(p.weights))
	for i, w := range p.weights {
		for j, o := range obs {
			scores[i] += w[j] * float64(o)
		}
		if p.hold > 0 {
			scores[i] = 2 * r.NormFloat64()
		}
	}
	if spec.Choices > 0 {
		best := 0
		for i, v := range scores {
			if v > scores[best] {
				best = i
			}
		}
		copy(action, spec.ChoiceActions[best])
		return
	}
	for i, f := range spec.Action {
		lo, hi := finiteRange(f)
		action[i] = lo + (hi-lo)*(0.5+0.5*math.Tanh(scores[i]))
	}
}

// finiteRange returns the field's range, with -1 and 1 for missing bounds.
func finiteRange(f envs.Field) (lo, hi float64) {
	lo, hi = f.Lo, f.Hi
	if math.IsInf(lo, -1) {
		lo = min(-1, hi-2)
	}
	if math.IsInf(hi, 1) {
		hi = max(1, lo+2)
	}
	return lo, hi
}

// rest returns played transitions in which one field after the other is exactly
// zero before and after the step, as in a system at rest. Play comes as close to
// that as one likes without ever hitting it.
func rest(s *Subject, played *envs.Transitions) *envs.Transitions {
	out := emptyBatch(s)
	for f, field := range s.State {
		if field.Lo > 0 || field.Hi < 0 {
			continue
		}
		appendTransition(out, played, f%played.Len())
		last := len(out.Start) - 1
		out.State[f][last], out.Next[f][last] = 0, 0
	}
	for f, field := range s.Action {
		if field.Lo <= 0 && field.Hi >= 0 {
			appendTransition(out, played, f%played.Len())
			out.Action[f][len(out.Start)-1] = 0
		}
	}
	out.T = len(out.Start)
	return out
}

// far stands for a missing bound.
const far = 100

// corners returns transitions with fields at their bounds and a tenth beyond,
// one by one and all at random, and with all fields zero.
func corners(s *Subject, played *envs.Transitions) *envs.Transitions {
	out := emptyBatch(s)
	r := rand.New(rand.NewPCG(playSeed, 1))
	for f, field := range s.State {
		for _, v := range edges(field) {
			appendTransition(out, played, r.IntN(played.Len()))
			last := len(out.Start) - 1
			out.State[f][last], out.Next[f][last] = v, v
		}
	}
	for range 64 {
		appendTransition(out, played, 0)
		last := len(out.Start) - 1
		set := func(schema envs.Schema, columns [][]float64) {
			for f, field := range schema {
				e := edges(field)
				columns[f][last] = e[r.IntN(len(e))]
			}
		}
		set(s.State, out.State)
		set(s.Action, out.Action)
		set(s.State, out.Next)
	}
	appendTransition(out, played, 0)
	for _, columns := range slices.Concat(out.State, out.Action, out.Next) {
		columns[len(columns)-1] = 0
	}
	out.T = len(out.Start)
	return out
}

// edges returns the values at and beyond the bounds of a field that its kind can hold.
func edges(f envs.Field) []float64 {
	lo, hi := f.Lo, f.Hi
	if math.IsInf(lo, -1) {
		lo = -far
	}
	if math.IsInf(hi, 1) {
		hi = far
	}
	beyond := 0.1 * (hi - lo)
	switch f.Kind {
	case envs.Bool:
		return []float64{0, 1}
	case envs.Uint32:
		return []float64{max(0, math.Ceil(lo)), math.Floor(hi), min(math.Floor(hi+beyond), math.MaxUint32)}
	case envs.Int:
		return []float64{math.Floor(lo - beyond), math.Ceil(lo), math.Floor(hi), math.Ceil(hi + beyond)}
	}
	return []float64{lo - beyond, lo, hi, hi + beyond}
}
