package designer

import (
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// Fleets says how the trainings of a stage share a GPU.
type Fleets struct {
	Stage     string `json:"stage"`
	Trainings int    `json:"trainings"` // that are carried out together, or one fleet after another
	Fleets    []int  `json:"fleets"`    // trainings of each
	Bytes     uint64 `json:"bytes"`     // of the GPU's memory that the largest fleet takes

	// Parts is the number of buffers that hold the observations of one training's
	// rollout, where the GPU does not allow one that is large enough; else 0.
	Parts int `json:"parts,omitempty"`
}

// EstimateFleets plans the stages of a task on the setup's GPU: the trainings of the
// preflight, of an iteration and of the final measurement. The error says how many
// instances would fit where a single training does not.
func EstimateFleets(t Task, setup evaluator.Setup, s evaluator.Settings) ([]Fleets, error) {
	task := t.Resolved()
	var stages []Fleets
	if n := task.Method.proposer().together(&Run{Task: task, Settings: s}); n > 0 {
		stages = append(stages, Fleets{Stage: StageSearch, Trainings: n})
	}
	if task.Preflight.Enabled {
		stages = append([]Fleets{{Stage: StagePreflight, Trainings: task.Preflight.Seeds}}, stages...)
	}
	if n := task.finalTrainings(); n > 0 {
		stages = append(stages, Fleets{Stage: StageFinal, Trainings: n})
	}
	for i := range stages {
		combine := task.Combine()
		if stages[i].Stage == StagePreflight { // of the task's own rewards
			combine = evaluator.Combine{}
		}
		plans, err := setup.Fleets(s, combine, stages[i].Trainings, EstimatedTerms)
		if err != nil {
			return nil, err
		}
		for _, p := range plans {
			stages[i].Fleets = append(stages[i].Fleets, p.Jobs)
			stages[i].Bytes = max(stages[i].Bytes, p.Bytes())
			if p.Parts > 1 {
				stages[i].Parts = p.Parts
			}
		}
	}
	return stages, nil
}

// Combine is how the learner's reward is made of what the model writes.
func (t Task) Combine() evaluator.Combine { return outputs()[*t.Resolved().Method.Output].combine }
