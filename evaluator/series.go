package evaluator

// seriesPoints bounds the length of a training's series.
const seriesPoints = 100

// series summarises the rollouts of a training, which the exploring policy
// makes, in windows of equal length.
type series struct {
	terms []string
	width int // steps of one window

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

func newSeries(terms []string, s *Settings) *series {
	return &series{
		terms: terms, width: (s.Steps + seriesPoints - 1) / seriesPoints,
		window: window{terms: make([]float64, len(terms))},
	}
}

// add takes a rollout.
func (r *series) add(p *progress) {
	p.addTo(&r.window)
	if r.window.steps >= r.width {
		r.close(p.steps)
	}
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
