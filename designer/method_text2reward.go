package designer

import "github.com/rewardsmith/rewardsmith/prompts"

const text2RewardSource = `Xie et al. 2024, "Text2Reward: Reward Shaping with Language Models for Reinforcement Learning"`

// text2RewardForms is Text2Reward: one answer, trained, and then as many rounds as a
// person has something to say. Every comment adds an iteration.
var text2RewardForms = []Preset{
	{
		Name: "text2reward", Form: "zero-shot",
		About:  "one answer; then a person says what is wrong, as often as they like (rewardsmith feedback)",
		Source: text2RewardSource,
		Output: OutputReward, Tips: prompts.TipsStages, Select: SelectLatest,
		Samples: 1, Iterations: 1, Temperature: 0.7,
		Carry: CarryDialogue, Fitness: FitnessLast, Feedback: ViewNone, Repairs: 5, Retries: 1,
	},
	{
		Name: "text2reward", Form: "few-shot",
		About:  "the same, with the reward of the most similar other task as an example in the first prompt",
		Source: text2RewardSource,
		Output: OutputReward, Tips: prompts.TipsStages, Select: SelectLatest, Examples: 1,
		Samples: 1, Iterations: 1, Temperature: 0.7,
		Carry: CarryDialogue, Fitness: FitnessLast, Feedback: ViewNone, Repairs: 5, Retries: 1,
	},
}
