package evaluator

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/rewardsmith/rewardsmith/envs"
)

// Hindsight is what a race would have done with candidates that have all been trained
// to the end: what it would have saved, and whether it would have been right. Ends are
// noisy, too: the best candidate is the one that these seeds and episodes show as the
// best, and a race that stops it may have been unlucky or right.
type Hindsight struct {
	Race       Race              `json:"race"`
	Candidates int               `json:"candidates"`
	Steps      int               `json:"steps"` // environment steps of all trainings
	Saved      int               `json:"saved"` // of these the race would have saved
	Rungs      []HindsightAtRung `json:"rungs"`

	// Best is the index of the candidate that is best at the end, and Winner that of the
	// best one among those that the race would have trained to the end; -1 where none
	// has come there without a fault. Where the race keeps one that is level with the
	// best, that is both.
	Best   int `json:"best"`
	Winner int `json:"winner"`

	StoppedAt int     `json:"stopped_at"` // number of the rung at which the race would have stopped the best, 0 where it would not
	Regret    float64 `json:"regret"`     // by how much the task metric of the winner is below that of the best at the end, at least 0; 0 without both
	Spread    float64 `json:"spread"`     // by how much that of the worst without a fault is

	// Costly says that the regret is more than two standard errors of it, as far as the
	// choice of episodes goes, or that there is no winner. What other training seeds
	// would bring is not in that: with one seed each, a costly race may still be chance.
	Costly bool `json:"costly"`
}

// HindsightAtRung compares the ranks of candidates at a rung with those at the end.
type HindsightAtRung struct {
	Steps int `json:"steps"` // of a training until the rung
	In    int `json:"in"`    // candidates that the race would have had until then
	Kept  int `json:"kept"`  // and those that would have gone on

	// Correlation is Spearman's, over the candidates that came to the end without a
	// fault, so many as Over says, whether the race would have had them or not. It is 0
	// where all are level at the rung or at the end.
	Correlation float64 `json:"correlation"`
	Over        int     `json:"over"`
}

// NewHindsight looks at the trainings of candidates, each of which was trained with
// the same settings to the end or to a fault. It fails where the race is invalid or has
// no rungs, and where a curve ends elsewhere or lacks the checkpoint of a rung. It does
// not retain the trainings.
func NewHindsight(spec *envs.Spec, s Settings, r Race, candidates [][]Training) (*Hindsight, error) {
	if len(r.Rungs) == 0 {
		return nil, errors.New("hindsight: the race has no rungs")
	}
	var jobs []Job
	for c, trainings := range candidates {
		for i := range trainings {
			jobs = append(jobs, Job{Candidate: c, Settings: s, Earlier: &trainings[i]})
		}
	}
	race, err := newContest(&r, spec, jobs)
	if err != nil {
		return nil, err
	}
	if err := race.whole(); err != nil {
		return nil, err
	}
	h := &Hindsight{Race: r, Candidates: len(candidates), Best: -1, Winner: -1}
	for i := range jobs {
		h.Steps += jobs[i].Earlier.Steps
	}
	ends := race.standings(s.end())
	stoppedAt := make([]int, len(candidates))
	for rung, steps := range race.rungs {
		at := HindsightAtRung{Steps: steps, In: len(race.in)}
		at.Correlation, at.Over = rankCorrelation(race.standings(steps), ends)
		for i := range race.decide(rung, nil) {
			h.Saved += max(0, jobs[i].Earlier.Steps-steps)
			stoppedAt[jobs[i].Candidate] = rung + 1
		}
		at.Kept = len(race.in)
		h.Rungs = append(h.Rungs, at)
	}
	h.compare(ends, stoppedAt)
	h.Costly = h.StoppedAt > 0 && (h.Winner < 0 ||
		h.Regret > significant*math.Hypot(endError(spec, s, candidates[h.Best]), endError(spec, s, candidates[h.Winner])))
	return h, nil
}

// compare finds the best and the winner, by where candidates end and the number of the
// rung at which each was stopped, 0 for none.
func (h *Hindsight) compare(ends []standing, stoppedAt []int) {
	r := rank(ends)
	for len(r) > 0 && r[len(r)-1].trainings == 0 {
		r = r[:len(r)-1]
	}
	if len(r) == 0 {
		return
	}
	best := r[0]
	h.Best, h.StoppedAt, h.Spread = best.candidate, stoppedAt[best.candidate], best.metric-r[len(r)-1].metric
	for _, winner := range r {
		if stoppedAt[winner.candidate] > 0 {
			continue
		}
		h.Winner, h.Regret = winner.candidate, best.metric-winner.metric
		if winner.compare(best) == 0 {
			h.Best, h.StoppedAt = winner.candidate, 0
		}
		return
	}
}

// endError is the standard error of a candidate's task metric at the end, over the
// choice of episodes.
func endError(spec *envs.Spec, s Settings, trainings []Training) float64 {
	square, n := 0.0, 0.0
	for i := range trainings {
		if c := trainings[i].at(s.end()); c != nil {
			_, e := metricOf(spec, c)
			square, n = square+e*e, n+1
		}
	}
	return math.Sqrt(square) / n
}

// standings are those of all candidates, whether they are in the race or not, after so
// many steps of trainings that are all known. They are by candidate, without gaps.
func (c *contest) standings(steps int) []standing {
	var list []standing
	for _, k := range candidates(c.jobs) {
		var at []*Checkpoint
		for i := range c.jobs {
			if c.jobs[i].Candidate == k {
				at = append(at, c.jobs[i].Earlier.at(steps))
			}
		}
		list = append(list, newStanding(k, c.bySuccess, at))
	}
	return list
}

// whole fails where a training without a fault lacks a checkpoint that counts.
func (c *contest) whole() error {
	for i := range c.jobs {
		t := c.jobs[i].Earlier
		if t.Fault != "" {
			continue
		}
		for _, steps := range slices.Concat(c.rungs, []int{c.jobs[i].Settings.end()}) {
			if t.at(steps) == nil {
				return fmt.Errorf("hindsight: candidate %d, seed %d has no checkpoint at %d steps and no fault: only trainings to the end with these settings can be looked at", c.jobs[i].Candidate, t.Seed, steps)
			}
		}
	}
	return nil
}

// rankCorrelation compares where the candidates stand that have not lost in either list.
func rankCorrelation(a, b []standing) (correlation float64, over int) {
	var as, bs []standing
	for i := range a {
		if a[i].trainings > 0 && b[i].trainings > 0 {
			as, bs = append(as, a[i]), append(bs, b[i])
		}
	}
	return RankCorrelation(places(as), places(bs)), len(as)
}

// places returns the rank of each standing, which level ones share.
func places(list []standing) []float64 {
	r := rank(list)
	at := map[int]float64{}
	for i, s := range r {
		at[s.candidate] = float64(r.place(i))
	}
	p := make([]float64, len(list))
	for i, s := range list {
		p[i] = at[s.candidate]
	}
	return p
}

// Calibration sums up hindsights of one kind of race, one for each search that was
// trained without it.
type Calibration struct {
	Races int     `json:"races"` // of at least two candidates that came to the end
	Saved float64 `json:"saved"` // share of all steps that the races would have saved

	Wrong  Share `json:"wrong"`  // races that would have stopped the best
	Costly Share `json:"costly"` // those of them that are Hindsight.Costly

	Regret       Stat   `json:"regret"`       // as a share of the spread of the candidates: 0 where they are level, 1 where the race would have kept none that came to the end
	Correlations []Stat `json:"correlations"` // at each rung, over the races
}

// Share is how often something happened in independent cases, with the 95 % interval
// of its probability (Wilson 1927); from 0 to 1 without cases.
type Share struct {
	Hits int     `json:"hits"`
	Lo   float64 `json:"lo"`
	Hi   float64 `json:"hi"`
}

// Calibrate sums up hindsights, which must be of the same race. Those with fewer than
// two candidates at the end count for nothing: there was nothing to choose.
func Calibrate(list []Hindsight) Calibration {
	var c Calibration
	var regrets []float64
	var correlations [][]float64
	steps, saved, wrong, costly := 0, 0, 0, 0
	for i := range list {
		h := &list[i]
		if len(h.Rungs) == 0 || h.Rungs[0].Over < 2 {
			continue
		}
		c.Races++
		steps, saved = steps+h.Steps, saved+h.Saved
		if h.StoppedAt > 0 {
			wrong++
		}
		if h.Costly {
			costly++
		}
		regrets = append(regrets, h.relativeRegret())
		for k, rung := range h.Rungs {
			if k == len(correlations) {
				correlations = append(correlations, nil)
			}
			correlations[k] = append(correlations[k], rung.Correlation)
		}
	}
	if steps > 0 {
		c.Saved = float64(saved) / float64(steps)
	}
	c.Wrong, c.Costly = newShare(wrong, c.Races), newShare(costly, c.Races)
	c.Regret = NewStat(regrets)
	for _, values := range correlations {
		c.Correlations = append(c.Correlations, NewStat(values))
	}
	return c
}

// relativeRegret is the regret as a share of the spread. It is all of it where the race
// would have kept nobody who came to the end.
func (h *Hindsight) relativeRegret() float64 {
	switch {
	case h.Winner < 0:
		return 1
	case h.Spread == 0:
		return 0
	}
	return h.Regret / h.Spread
}

// newShare is k of n, with the score interval of Wilson 1927, "Probable inference, the
// law of succession, and statistical inference".
func newShare(k, n int) Share {
	if n == 0 {
		return Share{Hi: 1}
	}
	const z = 1.959963984540054
	count := float64(n)
	p := float64(k) / count
	middle := p + z*z/(2*count)
	half := z * math.Sqrt(p*(1-p)/count+z*z/(4*count*count))
	scale := 1 + z*z/count
	return Share{Hits: k, Lo: max(0, (middle-half)/scale), Hi: min(1, (middle+half)/scale)}
}
