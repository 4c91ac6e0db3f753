package designer

import (
	"context"

	"github.com/rewardsmith/rewardsmith/designer/diagnosis"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/screen"
	"github.com/rewardsmith/rewardsmith/prompts"
)

// diagnosticForms is diagnostic-driven refinement: what the model reads of a training
// is which of a few known failures it was.
var diagnosticForms = []Preset{{
	Name: "diagnostic", Form: "paper",
	About:  "one answer a round; what went wrong is named from a fixed vocabulary and no measures are shown (tasks decided by success, with discrete actions)",
	Source: `Wang et al. 2026, "When LLM Reward Design Fails: Diagnostic-Driven Refinement for Sparse Structured RL"`,
	Output: OutputReward, Tips: prompts.Tips, Select: SelectBest,
	Samples: 1, Iterations: 4, Temperature: 1,
	Carry: CarryRound, Fitness: FitnessLast, Feedback: ViewDiagnosis, Repairs: 3, Retries: 1,
}}

// diagnose adds the names of what went wrong.
func diagnose(ctx context.Context, l *loop, c *Candidate, f *Feedback) error {
	footage, err := l.Trainer.Watch(ctx, l.run.code(c), c.policies(), screen.DefaultEpisodes)
	if err != nil {
		return err
	}
	f.Diagnosis = diagnosis.Diagnose(evidence(f, sound(trainings(c.Trainings)), footage))
	return nil
}

// evidence collects what the rules of a diagnosis look at.
func evidence(f *Feedback, whole []*evaluator.Training, footage *Footage) *diagnosis.Evidence {
	curve := func(value func(*evaluator.Checkpoint) float64) []float64 { return meanCurve(whole, value) }
	e := &diagnosis.Evidence{
		Success: curve(func(c *evaluator.Checkpoint) float64 { return c.Success }),
		Return:  curve(func(c *evaluator.Checkpoint) float64 { return c.Return }),
		Length:  curve(func(c *evaluator.Checkpoint) float64 { return c.Length }),
		Solved:  f.Success.Target, Horizon: f.MaxSteps,
	}
	for _, t := range f.Terms {
		e.Terms = append(e.Terms, diagnosis.Term{
			Name: t.Name, Share: t.Share,
			Abs: curve(func(c *evaluator.Checkpoint) float64 { return c.TermsAbs[t.Name] }),
		})
	}
	e.Failing = endedByFailure(footage.Episodes, f.MaxSteps)
	if footage.Fault == "" {
		e.Successes = meanReturn(footage, true)
		e.Failures = meanReturn(footage, false)
	}
	return e
}

// meanCurve averages a quantity over the trainings at each checkpoint that all have.
func meanCurve(whole []*evaluator.Training, value func(*evaluator.Checkpoint) float64) []float64 {
	n := len(whole[0].Curve)
	for _, t := range whole {
		n = min(n, len(t.Curve))
	}
	list := make([]float64, n)
	for i := range list {
		for _, t := range whole {
			list[i] += value(&t.Curve[i]) / float64(len(whole))
		}
	}
	return list
}

// endedByFailure returns the share of episodes that ended without success before their time
// was over.
func endedByFailure(episodes []screen.Episode, maxSteps int) float64 {
	n := 0
	for _, e := range episodes {
		if !e.Success && e.Steps < maxSteps {
			n++
		}
	}
	return float64(n) / float64(max(len(episodes), 1))
}

// meanReturn returns the mean return of the successful or the failed episodes, nil
// where there are none.
func meanReturn(f *Footage, success bool) *float64 {
	sum, n := 0.0, 0
	for i, e := range f.Episodes {
		if e.Success == success {
			sum, n = sum+f.Returns[i].Sum, n+1
		}
	}
	if n == 0 {
		return nil
	}
	mean := sum / float64(n)
	return &mean
}
