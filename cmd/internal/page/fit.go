package page

import (
	"fmt"
	"html/template"
	"math"

	"github.com/rewardsmith/rewardsmith/cmd/internal/chart"
	"github.com/rewardsmith/rewardsmith/designer"
)

// fitView is how the constants of the best reward were tuned.
type fitView struct {
	Sentence  string
	Candidate string
	Constants []constantView
	Points    template.HTML // score by evaluation
	Diff      []codeLine    // from the candidate's source to the tuned one; nil where nothing scored better
}

// constantView is a constant before and after.
type constantView struct{ Name, Was, Is, Factor, Comment string }

// fit is nil where nothing was tuned.
func (b *builder) fit() *fitView {
	f := b.in.Run.Fitting
	if f == nil {
		return nil
	}
	v := &fitView{Sentence: b.fitSentence(f), Candidate: f.Candidate, Points: b.fitPoints(f)}
	best := f.Best()
	if best == nil {
		return v
	}
	for _, c := range f.Changes(best) {
		v.Constants = append(v.Constants, constantView{c.Name, fmt.Sprint(c.Was), fmt.Sprint(c.Is), c.Factor, c.Comment})
	}
	if c := b.in.Run.Candidate(f.Candidate); c != nil && best.Number > 0 {
		v.Diff = diff(c.Source, best.Source)
	}
	return v
}

// fitSentence says what came of a fit.
func (b *builder) fitSentence(f *designer.Fitting) string {
	text := fmt.Sprintf("After %s", plural(len(f.Points), "evaluation"))
	start, best := f.Start(), f.Best()
	switch {
	case best == nil || start == nil:
		text += " nothing has a score"
	case best.Number == 0:
		text += fmt.Sprintf(" no other values score better than those of the reward as it is, %s", b.fitness.text(start.Score))
	default:
		text += fmt.Sprintf(" the best values have a %s of %s on the episodes on which candidates are compared; those of the reward as it was, %s", b.fitness.column, b.fitness.text(best.Score), b.fitness.text(start.Score))
	}
	if f.Ended != "" {
		text += "; it ended: " + f.Ended
	}
	return text + "."
}

// fitPoints draws the score of every point and the best so far.
func (b *builder) fitPoints(f *designer.Fitting) template.HTML {
	c := chart.Chart{
		Label: "Score of every set of values in the order of evaluation", XLabel: "evaluation", YLabel: b.fitness.name,
		Width: 960, Height: 220, Integers: true, Levels: b.levels()[:1],
	}
	best := chart.Series{Class: "best"}
	cloud := chart.Series{Class: "candidate", NoLine: true}
	top := math.Inf(-1)
	for _, p := range f.Points {
		at := chart.Point{X: float64(p.Number + 1), Y: b.fitness.plotted(p.Score), Tip: b.fitTip(f, &p)}
		if p.Failed {
			at.Y = math.NaN()
			c.Rail = append(c.Rail, at)
			continue
		}
		if p.Number == f.Best().Number {
			at.Class = "chosen"
		}
		top = max(top, at.Y)
		cloud.Points = append(cloud.Points, at)
		best.X, best.Y = append(best.X, at.X), append(best.Y, top)
	}
	c.Series = []chart.Series{best, cloud}
	return c.SVG()
}

// fitTip says what a point is.
func (b *builder) fitTip(f *designer.Fitting, p *designer.FitPoint) string {
	text := fmt.Sprintf("evaluation %d: ", p.Number+1)
	if p.Failed {
		text += p.Fault
	} else {
		text += b.fitness.text(p.Score)
	}
	for _, c := range f.Changes(p) {
		text += fmt.Sprintf("\n%s %g", c.Name, c.Is)
	}
	return text
}
