package evaluator

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// measureBatch is the most episodes that run together, which bounds the memory
// of a measurement. Batches are of equal size, for rewards with memory. Episode i is instance i of the family's simulator,
// whatever the batch.
const measureBatch = 128

// EndTimeLimit is the end of an episode that was truncated.
const EndTimeLimit = "time limit"

// MeasurePolicy runs the deterministic policy on the first episodes of a family
// and returns what it did, and why the episodes ended. open, unless nil, makes
// the reward whose return and terms are part of the measurement: its own totals, also
// where a training has combined its columns in another way.
func MeasurePolicy(ctx context.Context, s Setup, p *Policy, open Open, family Family, episodes int) (_ Measurement, ends map[string]int, err error) {
	m, err := newMeter(&s, nil)
	if err != nil {
		return Measurement{}, nil, err
	}
	defer func() { err = errors.Join(err, m.Close()) }()
	if open != nil {
		if m.rewarder, err = open(ctx); err != nil {
			return Measurement{}, nil, err
		}
		defer func() { err = errors.Join(err, m.rewarder.Close()) }()
	}
	result, err := m.measure(ctx, p, family, episodes)
	if err != nil {
		return Measurement{}, nil, err
	}
	return result.Measurement, result.ends, nil
}

// meter measures policies. rewarder and human may be nil.
type meter struct {
	setup    *Setup
	rewarder Rewarder
	human    Rewarder // the task's own
	kernels  *nn.Kernels
}

func newMeter(s *Setup, r Rewarder) (*meter, error) {
	k, err := s.kernels()
	if err != nil {
		return nil, err
	}
	m := &meter{setup: s, rewarder: r, kernels: k}
	if human, err := s.Env.Reward(envs.RewardHuman); err == nil {
		m.human = human
	}
	return m, nil
}

// Close frees the task's own reward.
func (m *meter) Close() error {
	if m.human == nil {
		return nil
	}
	return m.human.Close()
}

// measured is a Measurement with the episodes it was made from.
type measured struct {
	Measurement
	ends     map[string]int
	episodes []episodeRun
}

// measureRun is a batch of episodes: instance n's first episode is the one that
// counts, later transitions of n are ignored.
type measureRun struct {
	transitions *envs.Transitions
	scores      []float64
	successes   []bool
	total       []float64
	terms       [][]float64
	human       []float64 // of the task's human reward, 0 without one
	length      []int     // steps of each instance's first episode
}

// counts says whether transition i belongs to its instance's first episode.
func (b *measureRun) counts(i int) bool {
	n := b.transitions.N
	return i/n < b.length[i%n]
}

func (m *meter) measure(ctx context.Context, p *Policy, family Family, episodes int) (*measured, error) {
	result := &measured{ends: map[string]int{}}
	batches := (episodes + measureBatch - 1) / measureBatch
	size := (episodes + batches - 1) / max(batches, 1)
	for first := 0; first < episodes; first += size {
		b, err := m.play(ctx, p, family, first, size)
		if err != nil {
			return nil, err
		}
		if err := m.judge(ctx, b); err != nil {
			return nil, err
		}
		for n := range min(size, episodes-first) {
			e := m.episode(b, n)
			e.number = first + n
			result.episodes = append(result.episodes, e)
			result.ends[e.end]++
		}
	}
	m.summarise(result)
	if math.IsNaN(result.HumanReturn) || math.IsInf(result.HumanReturn, 0) {
		return nil, fmt.Errorf("%s: the human reward returns %v per episode, want a finite number", m.setup.Env.Spec().Name, result.HumanReturn)
	}
	return result, nil
}

// play runs the first episode of n instances to its end.
func (m *meter) play(ctx context.Context, p *Policy, family Family, first, n int) (_ *measureRun, err error) {
	spec := m.setup.Env.Spec()
	actor, err := p.NewActor(spec, m.kernels)
	if err != nil {
		return nil, err
	}
	sim, err := m.setup.Env.NewSimulator(envs.SimConfig{
		N: n, Seed: Seed(m.setup.Root, family, 0), FirstInstance: uint32(first), Params: m.setup.Params,
	})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, sim.Close()) }()

	b := envs.NewTransitions(spec, spec.MaxSteps, n)
	length := make([]int, n)
	actions := make([]float64, n*len(spec.Action))
	steps, running := 0, n
	for ; running > 0 && steps < spec.MaxSteps; steps++ {
		observations := sim.Observations()
		if err := ppo.CheckObservations(spec, observations); err != nil {
			return nil, err
		}
		actor.Act(actions, observations)
		if err := sim.Step(ctx, actions, b, steps); err != nil {
			return nil, err
		}
		for i := range n {
			at := steps*n + i
			if length[i] == 0 && (b.Terminated[at] || b.Truncated[at]) {
				length[i] = steps + 1
				running--
			}
		}
	}
	return &measureRun{transitions: b.Rows(0, steps), length: length}, nil
}

// judge evaluates score, success and reward of every transition.
func (m *meter) judge(ctx context.Context, b *measureRun) error {
	spec, rows := m.setup.Env.Spec(), b.transitions.Len()
	b.scores, b.successes = make([]float64, rows), make([]bool, rows)
	if err := scoreBatch(m.setup.Env, b.transitions, b.scores, b.successes); err != nil {
		return err
	}
	b.total, b.human = make([]float64, rows), make([]float64, rows)
	if m.human != nil {
		if err := m.human.Reward(ctx, b.transitions, b.human, columns(m.human, rows)); err != nil {
			return fmt.Errorf("%s: human reward: %w", spec.Name, err)
		}
	}
	if m.rewarder == nil {
		return nil
	}
	b.terms = columns(m.rewarder, rows)
	skip := func(i int) bool { return !b.counts(i) }
	return ppo.Judge(ctx, spec, m.rewarder, b.transitions, b.total, b.terms, skip)
}

// columns returns a column for each of a reward's terms.
func columns(r Rewarder, rows int) [][]float64 {
	all := make([][]float64, len(r.Terms()))
	for k := range all {
		all[k] = make([]float64, rows)
	}
	return all
}

// episode folds the first episode of instance n.
func (m *meter) episode(b *measureRun, n int) episodeRun {
	spec, t := m.setup.Env.Spec(), b.transitions
	tally := spec.NewTally()
	e := episodeRun{batch: b, column: n, steps: b.length[n]}
	for step := range e.steps {
		i := step*t.N + n
		tally.Add(b.scores[i], b.successes[i])
		e.ret += b.total[i]
		e.human += b.human[i]
	}
	e.score, e.ok = tally.Score(), tally.Success()
	e.end = EndTimeLimit
	if last := (e.steps-1)*t.N + n; t.Terminated[last] {
		e.end = spec.EndReason(envs.Row(t.Next, last))
	}
	return e
}

// summarise fills the means over all episodes.
func (m *meter) summarise(r *measured) {
	r.Episodes = len(r.episodes)
	count := float64(r.Episodes)
	for _, e := range r.episodes {
		r.Score += e.score
		r.Return += e.ret
		r.HumanReturn += e.human
		r.Length += float64(e.steps)
		if e.ok {
			r.Success++
		}
	}
	r.Score, r.Return, r.Length, r.Success = r.Score/count, r.Return/count, r.Length/count, r.Success/count
	r.HumanReturn /= count
	for _, e := range r.episodes {
		r.ScoreStd += (e.score - r.Score) * (e.score - r.Score)
	}
	r.ScoreStd = math.Sqrt(r.ScoreStd / count)
	r.Terms, r.TermsAbs = map[string]float64{}, map[string]float64{}
	if m.rewarder == nil {
		return
	}
	for k, name := range m.rewarder.Terms() {
		sum, abs, steps := 0.0, 0.0, 0
		for _, e := range r.episodes {
			steps += e.steps
			for step := range e.steps {
				v := e.batch.terms[k][step*e.batch.transitions.N+e.column]
				sum += v
				abs += math.Abs(v)
			}
		}
		r.Terms[name], r.TermsAbs[name] = sum/float64(steps), abs/float64(steps)
	}
}
