package main

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

// raced are the races that are looked at: one early rung, and two.
var raced = []evaluator.Race{
	{Rungs: []float64{0.3}, Keep: 0.5},
	{Rungs: []float64{0.2, 0.5}, Keep: 0.5},
}

// pooled is what a race would have done to the iterations of all runs.
type pooled struct {
	Race  evaluator.Race        `json:"race"`
	Field int                   `json:"field"` // least number of candidates of an iteration that is looked at
	Sum   evaluator.Calibration `json:"sum"`
}

// field is from how many candidates on a race is looked at: halving fewer leaves one.
const field = 3

// races tells in hindsight what races would have spared and lost.
func races(runs []*run) ([]pooled, error) {
	var list []pooled
	for _, race := range raced {
		var all []evaluator.Hindsight
		for _, r := range runs {
			if len(r.Task.Training.Race.Rungs) > 0 {
				continue
			}
			for _, it := range r.Iterations {
				var candidates [][]evaluator.Training
				for _, c := range it.Candidates {
					if c.Scored && c.Report != nil {
						candidates = append(candidates, c.Report.Trainings)
					}
				}
				if len(candidates) < field {
					continue
				}
				h, err := evaluator.NewHindsight(r.env.Spec(), r.Settings, race, candidates)
				if err != nil {
					return nil, fmt.Errorf("%s, iteration %d: %w", r.dir, it.Number, err)
				}
				all = append(all, *h)
			}
		}
		list = append(list, pooled{race, field, evaluator.Calibrate(all)})
	}
	return list, nil
}
