package designer

import (
	"github.com/rewardsmith/rewardsmith/critic/output"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/prompts"
)

// What a model writes: the kinds of package output.
const (
	OutputReward   = output.Reward   // a reward and its terms
	OutputSigns    = output.Signs    // two functions of which only the signs count
	OutputProgress = output.Progress // measures of progress, whose new values are rewarded
)

// written is what depends on what is written.
type written struct {
	system   string            // template of the first message
	contract string            // template that says what exactly is to be written
	combine  evaluator.Combine // how the learner's reward is made of its columns
}

// outputs is the table of them by name.
func outputs() map[string]written {
	return map[string]written{
		OutputReward:   {system: prompts.System, contract: prompts.Contract},
		OutputSigns:    {system: prompts.System, contract: prompts.ContractSigns},
		OutputProgress: {system: prompts.SystemProgress, contract: prompts.ContractProgress, combine: evaluator.DefaultCounts()},
	}
}
