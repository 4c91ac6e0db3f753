package main

import (
	"context"
	"math"
	"time"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// screens sums up what trajectory preferences did.
type screens struct {
	Judged int `json:"judged"` // candidates
	Blind  int `json:"blind"`  // of them: there was nothing to rank
	Failed int `json:"failed"`
	Wrong  int `json:"wrong"` // failed, and better than all before
}

// judged counts the judgements of a run.
func (s *screens) judged(r *run) {
	for _, c := range r.Candidates() {
		if t := lastTPE(c); t != nil {
			s.Judged++
			if t.TPE.Blind {
				s.Blind++
			}
		}
	}
}

func (s *screens) count(cases []*screen) {
	s.Failed = len(cases)
	for _, c := range cases {
		if c.Wrong {
			s.Wrong++
		}
	}
}

// screen is a candidate that failed TPE, and what it is worth.
type screen struct {
	Run       string  `json:"run"`
	Candidate string  `json:"candidate"`
	Accuracy  float64 `json:"accuracy"`
	Spared    bool    `json:"spared"` // it was not trained in the run
	Score     float64 `json:"score"`  // selection score
	Before    float64 `json:"before"` // the best one of candidates before it
	Wrong     bool    `json:"wrong"`
}

// lastTPE returns the judgement on the last attempt of a candidate, nil for none.
func lastTPE(c *designer.Candidate) *designer.Gated {
	last := &c.Attempts[len(c.Attempts)-1]
	for i := range last.Gates {
		if last.Gates[i].TPE != nil {
			return &last.Gates[i]
		}
	}
	return nil
}

// screened returns the candidates of a run that failed TPE, and trains those that the
// run has not.
func screened(ctx context.Context, r *run, cores int) ([]*screen, error) {
	var cases []*screen
	before := math.Inf(-1)
	for _, c := range r.Candidates() {
		if t := lastTPE(c); t != nil && !t.TPE.Passed {
			s := &screen{Run: r.dir, Candidate: c.ID, Accuracy: t.TPE.Accuracy, Spared: c.Status == designer.CandidateScreened, Score: c.Score, Before: before}
			if s.Spared {
				var err error
				if s.Score, err = train(ctx, r, c, cores); err != nil {
					return nil, err
				}
			}
			s.Wrong = s.Score > before
			cases = append(cases, s)
		}
		if c.Scored {
			before = max(before, c.Score)
		}
	}
	return cases, nil
}

// train returns the selection score of a candidate, trained as its run would have.
func train(ctx context.Context, r *run, c *designer.Candidate, cores int) (float64, error) {
	subject, err := critic.NewSubject(ctx, r.env, critic.SubjectOptions{Show: envs.Show(r.Task.Show), Params: r.Task.SimParams(), Output: *r.Task.Method.Output})
	if err != nil {
		return 0, err
	}
	rewards := &designer.Critic{Critic: &critic.Critic{}, Subject: subject}
	trainer := &designer.Evaluator{
		Setup: evaluator.Setup{
			Env: r.env, Params: r.Task.SimParams(), Root: r.Task.Seed, Kernels: r.Machine.Kernels, Cores: cores, Now: time.Now,
		},
		Settings: r.Settings, Open: rewards.Open,
	}
	code := designer.Code{Source: c.Source, Engine: c.Verdict.Engine, Output: *r.Task.Method.Output}
	var jobs []designer.TrainJob
	for seed := range r.Task.Training.Seeds {
		jobs = append(jobs, designer.TrainJob{Stage: designer.StageSearch, Arm: c.ID, Seed: seed, Code: code})
	}
	trainings := make([]evaluator.Training, len(jobs))
	err = trainer.Train(ctx, jobs, evaluator.Race{}, func(o designer.Outcome) error {
		trainings[o.Job] = *o.Training
		return nil
	})
	if err != nil {
		return 0, err
	}
	return trainer.Report(trainings).SelectionScore(r.Env.BySuccess), nil
}
