package page

import (
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/cmd/internal/chart"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// overSeeds is the mean of a quantity at each checkpoint with the range over the
// seeds as its band. Trainings that stopped early count as far as they came.
func overSeeds(trainings []evaluator.Training, of func(evaluator.Checkpoint) float64) chart.Series {
	var s chart.Series
	longest := 0
	for _, t := range trainings {
		longest = max(longest, len(t.Curve))
	}
	for i := range longest {
		sum, n, steps := 0.0, 0, 0
		lo, hi := math.Inf(1), math.Inf(-1)
		for _, t := range trainings {
			if i < len(t.Curve) {
				v := of(t.Curve[i])
				sum, n, steps = sum+v, n+1, t.Curve[i].Steps
				lo, hi = min(lo, v), max(hi, v)
			}
		}
		s.X, s.Y = append(s.X, float64(steps)), append(s.Y, sum/float64(n))
		s.Lo, s.Hi = append(s.Lo, lo), append(s.Hi, hi)
	}
	if len(trainings) < 2 {
		s.Lo, s.Hi = nil, nil
	}
	return s
}

// learningCurve draws one quantity of a report over training.
func learningCurve(r *evaluator.Report, label, class string, solved float64, of func(evaluator.Checkpoint) float64) template.HTML {
	s := overSeeds(r.Trainings, of)
	s.Class = class
	c := chart.Chart{Label: label + " over training", XLabel: "environment steps", YLabel: label, Series: []chart.Series{s}}
	if !math.IsNaN(solved) {
		c.Levels = []chart.Level{{Y: solved, Name: "solved", Class: "solved"}}
	}
	for i, x := range s.X {
		tip := fmt.Sprintf("%s steps\n%s %s", chart.Number(x), label, chart.Number(s.Y[i]))
		if s.Lo != nil {
			tip += fmt.Sprintf("\nseeds %s to %s", chart.Number(s.Lo[i]), chart.Number(s.Hi[i]))
		}
		c.Readings = append(c.Readings, chart.Reading{X: x, Tip: tip})
	}
	return c.SVG()
}

// termCurves draws the mean of every term per step over training.
func termCurves(r *evaluator.Report) template.HTML {
	c := chart.Chart{Label: "Terms over training", XLabel: "environment steps", YLabel: "mean per step"}
	var tips [][]string
	for k, name := range r.Terms {
		s := overSeeds(r.Trainings, func(p evaluator.Checkpoint) float64 { return p.Terms[name] })
		s.Class, s.Lo, s.Hi = termClass(k), nil, nil
		for i, x := range s.X {
			if i == len(tips) {
				tips = append(tips, []string{chart.Number(x) + " steps"})
			}
			if k < maxTipTerms {
				tips[i] = append(tips[i], fmt.Sprintf("%s %s", name, chart.Number(s.Y[i])))
			}
		}
		c.Series = append(c.Series, s)
	}
	for i, lines := range tips {
		c.Readings = append(c.Readings, chart.Reading{X: c.Series[0].X[i], Tip: strings.Join(lines, "\n")})
	}
	return c.SVG()
}

// maxTipTerms is the number of terms whose values fit beside the pointer.
const maxTipTerms = 12

// termClass is the class that colours term k: eight colours, then dashed ones.
func termClass(k int) string {
	class := fmt.Sprintf("s%d", k%8)
	if k >= 8 {
		class += " dashed"
	}
	return class
}

// returnAgainstScore draws every checkpoint of every seed, whose ranks the
// correlation compares.
func returnAgainstScore(r *evaluator.Report, q quantity) template.HTML {
	s := chart.Series{Class: "s0", NoLine: true}
	for _, t := range r.Trainings {
		for i, p := range t.Curve {
			class := "early"
			if i == len(t.Curve)-1 {
				class = "end"
			}
			s.Points = append(s.Points, chart.Point{
				X: p.Return, Y: q.of(p.Measurement), Class: class,
				Tip: fmt.Sprintf("seed %d, %s steps\nreturn %s\n%s %s", t.Seed, chart.Number(float64(p.Steps)), chart.Number(p.Return), q.name, chart.Number(q.of(p.Measurement))),
			})
		}
	}
	c := chart.Chart{Label: "Return against " + q.name, XLabel: "return", YLabel: q.name, Series: []chart.Series{s}}
	return c.SVG()
}

// end is a reason why episodes ended, and how often.
type end struct {
	Reason string
	Count  int
	Share  float64 // percent
}

func ends(counts map[string]int) []end {
	var all []end
	total := 0
	for reason, n := range counts {
		all = append(all, end{Reason: reason, Count: n})
		total += n
	}
	for i := range all {
		all[i].Share = 100 * float64(all[i].Count) / float64(total)
	}
	slices.SortFunc(all, func(a, b end) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return strings.Compare(a.Reason, b.Reason)
	})
	return all
}
