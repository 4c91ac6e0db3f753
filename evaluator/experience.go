package evaluator

import "github.com/rewardsmith/rewardsmith/envs"

// experience judges the rollouts of a training transition by transition, and
// follows the episodes in them.
type experience struct {
	env     envs.Env
	tallies []envs.Tally
	returns []float64 // of each instance's current episode

	// The last rollout, in [T][N] order.
	transitions *envs.Transitions
	total       []float64
	terms       [][]float64
	score       []float64
	success     []bool
}

func newExperience(env envs.Env, s *Settings) *experience {
	e := &experience{
		env:     env,
		returns: make([]float64, s.Envs),
		score:   make([]float64, s.Envs*s.Horizon), success: make([]bool, s.Envs*s.Horizon),
	}
	for range s.Envs {
		e.tallies = append(e.tallies, env.Spec().NewTally())
	}
	return e
}

// judge takes the next rollout. It fails where the environment cannot score a
// transition.
func (e *experience) judge(b *envs.Transitions, total []float64, terms [][]float64) error {
	e.transitions, e.total, e.terms = b, total, terms
	return scoreBatch(e.env, b, e.score, e.success)
}

// addTo adds the last rollout to a window, once.
func (e *experience) addTo(w *window) {
	b := e.transitions
	for i := range b.Len() {
		n := i % b.N
		e.tallies[n].Add(e.score[i], e.success[i])
		e.returns[n] += e.total[i]
		w.total += e.total[i]
		if b.Terminated[i] || b.Truncated[i] {
			e.endEpisode(n, w)
		}
	}
	for k, column := range e.terms {
		for _, v := range column {
			w.terms[k] += v
		}
	}
	w.steps += b.Len()
}

func (e *experience) endEpisode(n int, w *window) {
	t := &e.tallies[n]
	w.episodes++
	w.score += t.Score()
	w.length += float64(t.Steps())
	w.ret += e.returns[n]
	if t.Success() {
		w.success++
	}
	e.tallies[n], e.returns[n] = e.env.Spec().NewTally(), 0
}
