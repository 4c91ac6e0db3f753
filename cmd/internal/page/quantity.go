package page

import (
	"fmt"
	"math"
	"strings"

	"github.com/rewardsmith/rewardsmith/cmd/internal/chart"
	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/interval"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/number"
)

// quantity is what the candidates of a run are compared by.
type quantity struct {
	name    string
	column  string // its name at the head of a column
	success bool
	solved  float64 // as plotted
	lo, hi  float64 // range of what is compared
}

func quantityOf(run *designer.Run) quantity {
	q := quantity{name: "score", column: "score", solved: run.Env.Solved, lo: run.Env.ScoreLo, hi: run.Env.ScoreHi}
	if run.Env.BySuccess {
		q = quantity{name: "success, %", column: "success", success: true, solved: 100 * run.Env.Solved, lo: 0, hi: 1}
	}
	return q
}

// fitnessOf is what the candidates of a run are compared by, where that is another one
// than what its policies are measured by: the distance from a target, whose sign is
// turned round so that more is better.
func fitnessOf(run *designer.Run) quantity {
	if *run.Task.Method.Fitness != designer.FitnessTarget {
		return quantityOf(run)
	}
	return quantity{name: "minus the distance from the target", column: "nearness", solved: -run.Task.Method.Target.Tolerance, lo: math.Inf(-1), hi: 0}
}

// plotted scales a selection score to what the charts show: NaN for that of a measure
// that has no value.
func (q quantity) plotted(v float64) float64 {
	if v <= -math.MaxFloat64 {
		return math.NaN()
	}
	if q.success {
		return 100 * v
	}
	return v
}

// text writes a selection score with its unit.
func (q quantity) text(v float64) string {
	if q.success {
		return chart.Number(q.plotted(v)) + " %"
	}
	return chart.Number(q.plotted(v))
}

// of picks the quantity of a checkpoint.
func (q quantity) of(m evaluator.Measurement) float64 {
	if q.success {
		return 100 * m.Success
	}
	return m.Score
}

// stat picks the quantity of a report or an arm.
func (q quantity) stat(score, success evaluator.Stat) evaluator.Stat {
	if q.success {
		return success
	}
	return score
}

// clipped is a statistic of the quantity with its interval inside the range.
func (q quantity) clipped(s evaluator.Stat) evaluator.Stat { return interval.Clip(s, q.lo, q.hi) }

func (b *builder) score(s evaluator.Stat) string {
	return bracketed(interval.Clip(s, b.in.Run.Env.ScoreLo, b.in.Run.Env.ScoreHi), 1, "")
}

func (b *builder) success(s evaluator.Stat, unit string) string {
	return bracketed(interval.Clip(s, 0, 1), 100, unit)
}

// length is an episode's length, which has an upper end where the environment is
// known.
func (b *builder) length(s evaluator.Stat) string {
	most := math.Inf(1)
	if b.in.Env != nil {
		most = float64(b.in.Env.Spec().MaxSteps)
	}
	return bracketed(interval.Clip(s, 0, most), 1, "")
}

// bracketed writes a mean with its interval, "93.1 [92.4, 93.8]", which never
// breaks within the brackets.
func bracketed(s evaluator.Stat, scale float64, unit string) string {
	if s.N == 0 {
		return "–"
	}
	text := chart.Number(scale * s.Mean)
	if s.N > 1 {
		text += fmt.Sprintf(" [%s,\u00a0%s]", chart.Number(scale*s.Lo), chart.Number(scale*s.Hi))
	}
	return text + unit
}

// deviation writes a mean with its standard deviation, "93.1 ± 1.2".
func deviation(s evaluator.Stat, scale float64, unit string) string {
	if s.N == 0 {
		return "–"
	}
	text := chart.Number(scale * s.Mean)
	if s.N > 1 {
		text += " ± " + chart.Number(scale*s.Std)
	}
	return text + unit
}

// correlation writes a coefficient, "−0.71".
func correlation(r float64) string { return strings.Replace(number.Fixed(r, 2), "-", "−", 1) }

// plural writes a count with its noun, "1 call", "2,500 calls".
func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return grouped(n) + " " + noun
}

// grouped writes a whole number with commas between thousands.
func grouped(n int) string {
	s := fmt.Sprint(n)
	sign := ""
	if n < 0 {
		sign, s = "−", s[1:]
	}
	var parts []string
	for len(s) > 3 {
		parts = append([]string{s[len(s)-3:]}, parts...)
		s = s[:len(s)-3]
	}
	return sign + strings.Join(append([]string{s}, parts...), ",")
}

// duration writes seconds in the two largest units that matter.
func duration(seconds float64) string {
	switch s := int(seconds + 0.5); {
	case seconds < 10:
		return fmt.Sprintf("%.1f s", seconds)
	case s < 60:
		return fmt.Sprintf("%d s", s)
	case s < 3600:
		return fmt.Sprintf("%d min %d s", s/60, s%60)
	default:
		return fmt.Sprintf("%d h %d min", s/3600, s%3600/60)
	}
}
