package designer

import (
	"context"
	"fmt"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

// conclude makes the result that the run reports: the best designed reward, the
// sparse and the human one, each trained from scratch on fresh seeds and
// measured once on the final family. It has been paid for in advance and runs
// whatever cap ended the search. Without a designed reward there is nothing to
// compare, and no result.
func (l *loop) conclude(ctx context.Context) error {
	task := &l.run.Task
	if !task.Final.Enabled || l.run.Best == "" || l.run.Result != nil {
		return nil
	}
	best := l.run.Candidate(l.run.Best)
	arms := []struct {
		name string
		code Code
	}{{ArmDesigned, l.run.code(best)}, {ArmSparse, Code{}}, {ArmHuman, Code{}}}
	s := stage{kind: EventFinal, iteration: -1}
	for _, arm := range arms {
		for seed := range task.Final.Seeds {
			s.want(l.run.finals, Trained{Stage: StageFinal, Arm: arm.name, Seed: seed}, arm.code)
		}
	}
	if err := l.carryOut(ctx, &s, task.Final.Episodes); err != nil {
		return err
	}
	result := &Result{Seeds: task.Final.Seeds, Episodes: task.Final.Episodes}
	for _, arm := range arms {
		result.Arms = append(result.Arms, l.arm(arm.name))
	}
	result.Arms[0].Candidate = best.ID
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

// arm sums up the final trainings of one reward.
func (l *loop) arm(name string) Arm {
	all := of(l.run.finals, name)
	a := Arm{Name: name, Report: bare(l.Trainer.Report(trainings(all))), Fault: firstFault(all)}
	var score, success, length []float64
	for _, t := range all {
		if m := t.Measured; m != nil {
			a.Measured = append(a.Measured, *m)
			score, success, length = append(score, m.Score), append(success, m.Success), append(length, m.Length)
		}
	}
	a.Score, a.Success, a.Length = evaluator.NewStat(score), evaluator.NewStat(success), evaluator.NewStat(length)
	return a
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
