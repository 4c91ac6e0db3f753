package designer

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/nearest"
)

// Aim is a measure of a trained policy and the value that it is to have: what
// method.target says, filled in for a task.
type Aim struct {
	Metric    string
	Value     float64
	Tolerance float64
	program   *vm.Program
}

// measures are what a target's metric is an expression over: means over the trainings
// at the last checkpoint.
type measures struct {
	Score   float64 `expr:"score"`
	Success float64 `expr:"success"`
	Length  float64 `expr:"length"`
	Return  float64 `expr:"return"`
}

// newAim compiles a task's target.
func newAim(t *Task, spec *envs.Spec) (*Aim, error) {
	target := t.Method.Target
	metric, solved := "score", spec.Score.SolvedAt
	if evaluator.DecidedBySuccess(spec) {
		metric, solved = "success", spec.Success.SolvedAt
	}
	a := &Aim{Metric: cmp.Or(target.Metric, metric), Value: solved, Tolerance: target.Tolerance}
	switch {
	case target.Value != nil:
		a.Value = *target.Value
	case a.Metric != metric:
		return nil, fmt.Errorf("the desired value of %s is not said; give it in value", a.Metric)
	}
	var err error
	if a.program, err = expr.Compile(a.Metric, expr.Env(measures{}), expr.AsFloat64()); err != nil {
		return nil, fmt.Errorf("metric: %s; it is an expression over score, success, length and return", inOneLine(err))
	}
	if kind := a.program.Node().Type(); kind == nil || kind.Kind() == reflect.Bool {
		return nil, errors.New("metric: want a number, such as success - 0.001*length")
	}
	return a, nil
}

// inOneLine returns what is wrong with a metric without the picture of the place, and
// the measure that may have been meant by a name that is none.
func inOneLine(err error) string {
	var wrong *file.Error
	if !errors.As(err, &wrong) {
		return err.Error()
	}
	message, _, _ := strings.Cut(wrong.Message, "\n")
	if name, ok := strings.CutPrefix(message, "unknown name "); ok {
		if near := nearest.Of(name, measureNames()); near != "" {
			return fmt.Sprintf("%s; did you mean %s?", message, near)
		}
	}
	return fmt.Sprintf("%s (at character %d)", message, wrong.Column+1)
}

// measureNames returns what a metric may be an expression over.
func measureNames() []string {
	var names []string
	for _, f := range reflect.VisibleFields(reflect.TypeFor[measures]()) {
		names = append(names, f.Tag.Get("expr"))
	}
	return names
}

// distance returns how far the trained policies are from the desired value, at most
// math.MaxFloat64, which it is where the measure has no finite value: journals hold no
// infinities.
func (a *Aim) distance(r *evaluator.Report) float64 {
	whole := sound(r.Trainings)
	if len(whole) == 0 {
		return math.MaxFloat64
	}
	end := measures{
		Score: r.Score.Mean, Success: r.Success.Mean, Length: r.Length.Mean,
		Return: atEnd(whole, func(c *evaluator.Checkpoint) float64 { return c.Return }).Mean,
	}
	value, err := expr.Run(a.program, end)
	x, ok := value.(float64)
	if err != nil || !ok || math.IsNaN(x) {
		return math.MaxFloat64
	}
	return min(math.Abs(x-a.Value), math.MaxFloat64)
}

// reached says that the search can end because the best candidate is near enough to
// the target, nil where it cannot.
func (l *loop) reached() *Stop {
	best := l.run.Candidate(l.run.Best)
	if *l.run.Task.Method.Fitness != FitnessTarget || best == nil || -best.Score > l.aim.Tolerance {
		return nil
	}
	a := l.aim
	return &Stop{Reason: StopTarget, Detail: fmt.Sprintf("%s is %.4g from the desired %.4g for %s, and %.4g is near enough",
		a.Metric, -best.Score, a.Value, best.ID, a.Tolerance)}
}
