package designer

import (
	"context"
	"fmt"
	"slices"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

// trainedAnew says that an arm is a reward on which the final measurement trains from
// scratch. The other one is a policy that the search has brought.
func trainedAnew(arm string) bool { return arm != ArmHumanBest }

// arms returns what the final measurement of the preset's method is of where the task
// does not say.
func (p *Preset) arms() []string {
	if p.Arms != nil {
		return slices.Clone(p.Arms)
	}
	return []string{ArmDesigned, ArmSparse, ArmHuman}
}

// finalTrainings returns how many trainings the final measurement makes.
func (t *Task) finalTrainings() int {
	n := 0
	for _, arm := range t.Final.Arms {
		if t.Final.Enabled && trainedAnew(arm) {
			n += t.Final.Seeds
		}
	}
	return n
}

// conclude makes the result that the run reports: the best designed reward, the
// sparse and the human one, or those of them that the task wants, each trained from
// scratch on fresh seeds and measured once on the final family. It has been paid for in
// advance and runs whatever cap ended the search. Where a designed reward is wanted and
// there is none there is nothing to compare, and no result.
func (l *loop) conclude(ctx context.Context) error {
	task, best := &l.run.Task, l.run.Candidate(l.run.Best)
	designed := slices.Contains(task.Final.Arms, ArmDesigned)
	if !task.Final.Enabled || l.run.Result != nil || designed && best == nil {
		return nil
	}
	s := stage{kind: EventFinal, iteration: -1}
	for _, arm := range task.Final.Arms {
		if !trainedAnew(arm) {
			continue
		}
		var code Code
		if arm == ArmDesigned {
			code = l.run.designed(best)
		}
		for seed := range task.Final.Seeds {
			s.want(l.run.finals, Trained{Stage: StageFinal, Arm: arm, Seed: seed}, code)
		}
	}
	if err := l.carryOut(ctx, &s, task.Final.Episodes); err != nil {
		return err
	}
	result := &Result{Seeds: task.Final.Seeds, Episodes: task.Final.Episodes}
	for _, name := range task.Final.Arms {
		arm, err := l.arm(ctx, name)
		if err != nil {
			return err
		}
		if name == ArmDesigned {
			arm.Candidate, arm.Fitted = best.ID, l.run.Fitted() != nil
		}
		result.Arms = append(result.Arms, arm)
	}
	if err := l.record(Entry{Concluded: result}); err != nil {
		return err
	}
	for i := range result.Arms {
		a := &result.Arms[i]
		l.notify(Event{
			Kind: EventFinal, Iteration: -1, Candidate: a.Name, Done: i + 1, Total: len(result.Arms),
			Score: a.Selected(l.run.Env.BySuccess).Mean, HasScore: len(a.Measured) > 0, Message: a.summary(&l.run.Env),
		})
	}
	return nil
}

// arm sums up the final trainings of one reward, or measures the policy that the search
// has brought.
func (l *loop) arm(ctx context.Context, name string) (Arm, error) {
	if !trainedAnew(name) {
		return l.armOfPool(ctx)
	}
	all := of(l.run.finals, name)
	a := Arm{Name: name, Report: bare(l.Trainer.Report(trainings(all))), Fault: firstFault(all)}
	var measured []evaluator.Measurement
	for _, t := range all {
		if t.Measured != nil {
			measured = append(measured, *t.Measured)
		}
	}
	a.measure(measured)
	return a, nil
}

// measure sums up what the arm's policies were measured as.
func (a *Arm) measure(measured []evaluator.Measurement) {
	a.Measured = measured
	over := func(value func(*evaluator.Measurement) float64) evaluator.Stat {
		values := make([]float64, len(measured))
		for i := range measured {
			values[i] = value(&measured[i])
		}
		return evaluator.NewStat(values)
	}
	a.Score = over(func(m *evaluator.Measurement) float64 { return m.Score })
	a.Success = over(func(m *evaluator.Measurement) float64 { return m.Success })
	a.Length = over(func(m *evaluator.Measurement) float64 { return m.Length })
}

// Selected returns what the task is decided by: success or score.
func (a *Arm) Selected(bySuccess bool) evaluator.Stat {
	if bySuccess {
		return a.Success
	}
	return a.Score
}

// summary is the arm's result in one line.
func (a *Arm) summary(e *EnvInfo) string {
	s := e.clip(a.Selected(e.BySuccess))
	if s.N == 0 {
		return fmt.Sprintf("%s: no training came to its end: %s", a.Name, a.Fault)
	}
	if a.BestOf > 0 {
		return fmt.Sprintf("%s: %s %.4g of the best of %s", a.Name, e.Metric(), s.Mean, Count(a.BestOf, "training"))
	}
	text := fmt.Sprintf("%s: %s %.4g, 95 %% interval %.4g to %.4g over %s", a.Name, e.Metric(), s.Mean, s.Lo, s.Hi, Count(s.N, "training"))
	if a.Fault != "" {
		text += "; others failed: " + a.Fault
	}
	return text
}

// Conclusions says what the result supports about the designed reward, one
// sentence for each of the others. A difference is claimed only where
// [evaluator.Stat.Above] shows one.
func (r *Result) Conclusions(e *EnvInfo) []string {
	designed := r.Arm(ArmDesigned)
	if designed == nil {
		return nil
	}
	d := designed.Selected(e.BySuccess)
	var list []string
	for _, name := range []string{ArmSparse, ArmHuman} {
		other := r.Arm(name)
		if other == nil {
			continue
		}
		o := other.Selected(e.BySuccess)
		var text string
		switch {
		case d.N < 2 || o.N < 2:
			text = fmt.Sprintf("nothing can be said about designed and %s: there are not two sound trainings of each", name)
		case d.Above(o):
			text = fmt.Sprintf("the designed reward is better than the %s one: its %s lies above, at the 95 %% level over the training seeds", name, e.Metric())
		case o.Above(d):
			text = fmt.Sprintf("the designed reward is worse than the %s one: its %s lies below, at the 95 %% level over the training seeds", name, e.Metric())
		default:
			text = fmt.Sprintf("no difference in %s between the designed and the %s reward is shown by so many trainings", e.Metric(), name)
		}
		list = append(list, text)
	}
	return list
}
