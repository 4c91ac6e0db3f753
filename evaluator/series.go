package evaluator

import (
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
)

// seriesPoints bounds the length of a training's series.
const seriesPoints = 100

// series summarises the rollouts of a training, which the exploring policy
// makes, in windows of equal length.
type series struct {
	env     envs.Env
	terms   []string
	width   int // steps of one window
	tallies []envs.Tally
	returns []float64 // of each instance's current episode
	score   []float64 // scratch, [T*N]
	success []bool

	done   []SeriesPoint
	window window
}

// window accumulates one point.
type window struct {
	steps, episodes             int
	score, success, length, ret float64 // sums over finished episodes
	total                       float64 // sums over steps
	terms                       []float64
}

func newSeries(env envs.Env, terms []string, s *Settings) *series {
	r := &series{
		env: env, terms: terms, width: (s.Steps + seriesPoints - 1) / seriesPoints,
		returns: make([]float64, s.Envs),
		score:   make([]float64, s.Envs*s.Horizon), success: make([]bool, s.Envs*s.Horizon),
		window: window{terms: make([]float64, len(terms))},
	}
	for range s.Envs {
		r.tallies = append(r.tallies, env.Spec().NewTally())
	}
	return r
}

// add takes the learner's last rollout. It fails where the environment cannot
// score a transition.
func (r *series) add(l *ppo.Learner) error {
	b, total, terms := l.Rollout()
	if err := scoreBatch(r.env, b, r.score, r.success); err != nil {
		return err
	}
	w := &r.window
	for i := range b.Len() {
		n := i % b.N
		r.tallies[n].Add(r.score[i], r.success[i])
		r.returns[n] += total[i]
		w.total += total[i]
		if b.Terminated[i] || b.Truncated[i] {
			r.endEpisode(n)
		}
	}
	for k, column := range terms {
		for _, v := range column {
			w.terms[k] += v
		}
	}
	w.steps += b.Len()
	if w.steps >= r.width {
		r.close(l.Steps())
	}
	return nil
}

func (r *series) endEpisode(n int) {
	t, w := &r.tallies[n], &r.window
	w.episodes++
	w.score += t.Score()
	w.length += float64(t.Steps())
	w.ret += r.returns[n]
	if t.Success() {
		w.success++
	}
	r.tallies[n], r.returns[n] = r.env.Spec().NewTally(), 0
}

// close ends the window at the given number of steps.
func (r *series) close(steps int) {
	w := &r.window
	p := SeriesPoint{Steps: steps, Episodes: w.episodes, Reward: w.total / float64(w.steps), Terms: map[string]float64{}}
	if w.episodes > 0 {
		n := float64(w.episodes)
		p.Score, p.Success, p.Length, p.Return = w.score/n, w.success/n, w.length/n, w.ret/n
	}
	for k, name := range r.terms {
		p.Terms[name] = w.terms[k] / float64(w.steps)
	}
	r.done = append(r.done, p)
	r.window = window{terms: make([]float64, len(r.terms))}
}

// points returns the finished windows. A rest shorter than a window is left out.
func (r *series) points() []SeriesPoint { return r.done }
