package evaluator

import (
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/envs"
)

// significant is the fall of the task metric, in standard errors of the
// difference, from which it is not put down to the choice of episodes.
const significant = 2

// A fall of the task metric is worth a warning when it is both this share of its
// best value's distance from the worst on the curve and this share of the
// metric's range: a training that hovers near the top warns of nothing.
const (
	notableShare = 0.2
	notableRange = 0.05
)

// metricOf returns what the task is decided by at a checkpoint, success where
// there is a threshold for it and the score otherwise, with its standard error.
func metricOf(spec *envs.Spec, c *Checkpoint) (value, standardError float64) {
	n := float64(c.Episodes)
	if DecidedBySuccess(spec) {
		return c.Success, math.Sqrt(c.Success * (1 - c.Success) / n)
	}
	return c.Score, c.ScoreStd / math.Sqrt(n)
}

// DecidedBySuccess says that candidates for the task are compared by success
// and not by score.
func DecidedBySuccess(spec *envs.Spec) bool {
	return spec.Success != nil && spec.Success.SolvedAt > 0
}

// curveCorrelation is the rank correlation of return and task metric over the
// checkpoints of trainings.
func curveCorrelation(spec *envs.Spec, trainings ...*Training) float64 {
	var returns, metrics []float64
	for _, t := range trainings {
		for i := range t.Curve {
			value, _ := metricOf(spec, &t.Curve[i])
			returns = append(returns, t.Curve[i].Return)
			metrics = append(metrics, value)
		}
	}
	return RankCorrelation(returns, metrics)
}

// warnings judges a training by its curve.
func (r *trainingRun) warnings() []Warning {
	var w []Warning
	if r.result.Fault != "" {
		w = append(w, Warning{Kind: WarningFault, Message: fmt.Sprintf("training stopped after %d steps: %s", r.result.Steps, r.result.Fault)})
	}
	if fall := r.fall(); fall != nil {
		w = append(w, *fall)
	}
	return w
}

// fall warns of a task metric that ended well below its best checkpoint: while
// the return rose the reward asks for something else than the task, else the
// training was unstable.
func (r *trainingRun) fall() *Warning {
	spec, curve := r.setup.Env.Spec(), r.result.Curve
	if len(curve) < 2 {
		return nil
	}
	best, worst := 0, math.Inf(1)
	for i := range curve {
		value, _ := metricOf(spec, &curve[i])
		top, _ := metricOf(spec, &curve[best])
		if value > top {
			best = i
		}
		worst = min(worst, value)
	}
	from, to := &curve[best], &curve[len(curve)-1]
	high, highError := metricOf(spec, from)
	end, endError := metricOf(spec, to)
	fall := high - end
	name, span := "score", spec.Score.Hi-spec.Score.Lo
	if DecidedBySuccess(spec) {
		name, span = "success", 1
	}
	if fall <= significant*math.Hypot(highError, endError) || fall <= max(notableShare*(high-worst), notableRange*span) {
		return nil
	}
	if to.Return <= from.Return {
		return &Warning{Kind: WarningUnstable, Message: fmt.Sprintf(
			"%s fell from %.4g at %d steps to %.4g at %d, and the return from %.4g to %.4g",
			name, high, from.Steps, end, to.Steps, from.Return, to.Return)}
	}
	suspect := r.last.highestReturn()
	return &Warning{
		Kind: WarningHacking,
		Message: fmt.Sprintf(
			"%s fell from %.4g at %d steps to %.4g at %d while the return rose from %.4g to %.4g (rank correlation over the checkpoints %.2f); see episode %d, the one of highest return",
			name, high, from.Steps, end, to.Steps, from.Return, to.Return, r.result.Correlation, suspect.number),
		Episode: suspect.record(r.result.Seed),
	}
}
