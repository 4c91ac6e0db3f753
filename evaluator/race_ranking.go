package evaluator

import (
	"cmp"
	"math"
	"slices"
)

// standing is how a candidate does at some point of its trainings.
type standing struct {
	candidate int
	trainings int // that were there; where none was, the candidate has lost

	// Means over these trainings: of what the task is decided by, and of the score.
	metric, score float64
}

// newStanding sums up a candidate by a checkpoint of each of its trainings, nil for
// one with a fault before that. It compares as Report.SelectionScore does, and the
// order of the trainings does not change a bit.
func newStanding(candidate int, bySuccess bool, at []*Checkpoint) standing {
	var metrics, scores []float64
	for _, c := range at {
		if c == nil {
			continue
		}
		scores = append(scores, c.Score)
		if bySuccess {
			metrics = append(metrics, c.Success)
		} else {
			metrics = append(metrics, c.Score)
		}
	}
	slices.Sort(metrics)
	slices.Sort(scores)
	return standing{candidate: candidate, trainings: len(scores), metric: NewStat(metrics).Mean, score: NewStat(scores).Mean}
}

// compare orders standings from the best to the worst: by the metric, then by the
// score; what has lost comes last. It is 0 where two are level.
func (a standing) compare(b standing) int {
	if lost := cmp.Compare(b2i(a.trainings == 0), b2i(b.trainings == 0)); lost != 0 || a.trainings == 0 {
		return lost
	}
	return cmp.Or(cmp.Compare(b.metric, a.metric), cmp.Compare(b.score, a.score))
}

// b2i is 1 for true.
func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// ranking is standings from the best to the worst; level ones are in the order of
// the candidates.
type ranking []standing

// rank orders standings. It does not retain the list.
func rank(list []standing) ranking {
	r := slices.Clone(list)
	slices.SortFunc(r, func(a, b standing) int { return cmp.Or(a.compare(b), cmp.Compare(a.candidate, b.candidate)) })
	return r
}

// place returns the rank of entry i, from 1, which level entries share.
func (r ranking) place(i int) int {
	for i > 0 && r[i].compare(r[i-1]) == 0 {
		i--
	}
	return i + 1
}

// kept returns how many of the first go on when this share of all do: rounded down, at
// least one, and those that are level with the last of them, of whom the race does
// not know which is worse. What has lost never goes on.
func (r ranking) kept(share float64) int {
	const exact = 1e-9 // 0.29 of 100 is 29
	n := min(max(1, int(math.Floor(share*float64(len(r))+exact))), len(r))
	for n < len(r) && r[n].compare(r[n-1]) == 0 {
		n++
	}
	for n > 0 && r[n-1].trainings == 0 {
		n--
	}
	return n
}

// at returns the checkpoint of the training at so many steps, nil where there is none.
func (t *Training) at(steps int) *Checkpoint {
	i := slices.IndexFunc(t.Curve, func(c Checkpoint) bool { return c.Steps == steps })
	if i < 0 {
		return nil
	}
	return &t.Curve[i]
}

// candidates lists the candidates of jobs, rising.
func candidates(jobs []Job) []int {
	var list []int
	for i := range jobs {
		list = append(list, jobs[i].Candidate)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// decide ranks the candidates in the race at a rung, counted from 0, by the
// checkpoint of each of their jobs there. at returns that of a job that is not known
// from earlier, nil for a fault before it. decide returns what is said of each job that
// stops. What trainings do beyond the rung does not count.
func (c *contest) decide(rung int, at func(job int) *Checkpoint) map[int]Stopped {
	points := map[int][]*Checkpoint{}
	for i := range c.jobs {
		p := at
		if t := c.jobs[i].Earlier; t != nil {
			p = func(int) *Checkpoint { return t.at(c.rungs[rung]) }
		}
		k := c.jobs[i].Candidate
		points[k] = append(points[k], p(i))
	}
	var list []standing
	for _, k := range c.in {
		list = append(list, newStanding(k, c.bySuccess, points[k]))
	}
	r := rank(list)
	c.in = nil
	for _, s := range r[:r.kept(c.keep)] {
		c.in = append(c.in, s.candidate)
	}
	stopped := map[int]Stopped{}
	for i, s := range r[len(c.in):] {
		for job := range c.jobs {
			if c.jobs[job].Candidate == s.candidate {
				stopped[job] = c.stop(rung, r.place(len(c.in)+i), len(r))
			}
		}
	}
	return stopped
}

// stop says where and why a training stops.
func (c *contest) stop(rung, rank, of int) Stopped {
	steps := c.rungs[rung]
	return Stopped{Rung: rung + 1, Steps: steps, Saved: c.end - steps, Rank: rank, Of: of}
}
