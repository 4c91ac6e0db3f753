package page

import (
	"fmt"
	"html/template"
	"math"

	"github.com/rewardsmith/rewardsmith/cmd/internal/chart"
	"github.com/rewardsmith/rewardsmith/designer"
)

// search draws every candidate's score by iteration, the best so far, and what
// the human and the sparse reward reach. It is empty while no candidate has a
// score.
func (b *builder) search() template.HTML {
	run := b.in.Run
	if len(run.Iterations) == 0 {
		return ""
	}
	c := chart.Chart{
		Label: "Score of every candidate by iteration", XLabel: "iteration", YLabel: b.fitness.name,
		Width: 960, Height: 300, Integers: true,
	}
	best := chart.Series{Class: "best"}
	cloud := chart.Series{Class: "candidate", NoLine: true}
	top := math.Inf(-1)
	for _, it := range run.Iterations {
		for _, candidate := range it.Candidates {
			p := b.candidatePoint(candidate, len(it.Candidates))
			if !candidate.Scored || math.IsNaN(p.Y) {
				p.Y = math.NaN()
				c.Rail = append(c.Rail, p)
				continue
			}
			top = max(top, p.Y)
			cloud.Points = append(cloud.Points, p)
		}
		if !math.IsInf(top, 0) {
			x := float64(it.Number)
			best.X, best.Y = append(best.X, x-0.5, x+0.5), append(best.Y, top, top)
		}
	}
	if math.IsInf(top, 0) {
		return ""
	}
	c.Series = []chart.Series{best, cloud}
	c.Levels = b.levels()
	return c.SVG()
}

// nothingToSearch says why there is no drawing of the search.
func nothingToSearch(run *designer.Run) string {
	switch {
	case len(run.Iterations) > 0:
		return "No candidate has a score."
	case run.Status == designer.RunDone || run.Status == designer.RunFailed:
		if run.Task.Model.Kind == designer.ModelNone {
			return "The method asks no model."
		}
		return "Nothing was asked of the model."
	}
	return "Nothing has been asked of the model yet."
}

// candidatePoint places a candidate beside its siblings.
func (b *builder) candidatePoint(c *designer.Candidate, siblings int) chart.Point {
	p := chart.Point{X: float64(c.Iteration), Y: b.fitness.plotted(c.Score), Href: "#" + c.ID}
	if siblings > 1 {
		p.X += 0.7 * (float64(c.Sample)/float64(siblings-1) - 0.5)
	}
	p.X = min(p.X, float64(c.Iteration)+0.45) // repetitions of a round count samples on
	p.Tip = fmt.Sprintf("%s: %s", c.ID, c.Status)
	if c.Scored {
		p.Tip = fmt.Sprintf("%s: %s", c.ID, b.fitness.text(c.Score))
	}
	switch {
	case c.ID == b.in.Run.Best:
		p.Class = "chosen"
		p.Tip += ", " + chosen(b.in.Run)
	case hacked(c):
		p.Class = "doubt"
		p.Tip += ", return and score disagree"
	}
	return p
}

// levels are what the rewards that are not candidates reach.
func (b *builder) levels() []chart.Level {
	if *b.in.Run.Task.Method.Fitness == designer.FitnessTarget {
		return []chart.Level{{Y: b.fitness.solved, Name: "wanted", Class: "solved"}}
	}
	levels := []chart.Level{{Y: b.quantity.solved, Name: "solved", Class: "solved"}}
	if r := b.in.Run.Result; r != nil {
		for _, name := range []string{designer.ArmHuman, designer.ArmSparse} {
			if arm := r.Arm(name); arm != nil && arm.Fault == "" {
				levels = append(levels, chart.Level{Y: b.armStat(arm).Mean, Name: name, Class: name})
			}
		}
	} else if p := b.in.Run.Preflight; p != nil && p.Report != nil {
		mean := b.quantity.stat(p.Report.Score, p.Report.Success).Mean
		levels = append(levels, chart.Level{Y: b.quantity.plotted(mean), Name: designer.ArmHuman, Class: designer.ArmHuman})
	}
	return levels
}

// hacked says that the trainings of a candidate earned more while doing worse.
func hacked(c *designer.Candidate) bool {
	if c.Report == nil {
		return false
	}
	for _, w := range c.Report.Warnings {
		if w.Kind == "hacking" {
			return true
		}
	}
	return false
}
