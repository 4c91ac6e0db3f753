package designer

import "github.com/rewardsmith/rewardsmith/prompts"

const controlSource = "a control of this program, beside which methods are judged"

// controlForms are what methods are compared with: what a task's own rewards come to,
// and what a search finds without a language model.
var controlForms = []Preset{
	{
		Name: "search", Form: "control",
		About:  "random search over terms and weights: as many candidates as eureka smoke, and no language model",
		Source: controlSource, Proposer: ProposerRandom,
		Output: OutputReward, Tips: prompts.Tips, Select: SelectBest,
		Samples: 4, Iterations: 2, Temperature: 1,
		Carry: CarryGlobal, Fitness: FitnessLast, Feedback: ViewSummary, Repairs: 1, Retries: 1,
	},
	{
		Name: "sparse", Form: "control",
		About:  "no search: what the task's sparse reward comes to",
		Source: controlSource, Proposer: ProposerNone, Arms: []string{ArmSparse},
		Output: OutputReward, Tips: prompts.Tips, Select: SelectBest,
		Samples: 1, Iterations: 1, // which mean nothing here
		Carry: CarryGlobal, Fitness: FitnessLast, Feedback: ViewNone,
	},
	{
		Name: "human", Form: "control",
		About:  "no search: what the task's human reward comes to",
		Source: controlSource, Proposer: ProposerNone, Arms: []string{ArmHuman},
		Output: OutputReward, Tips: prompts.Tips, Select: SelectBest,
		Samples: 1, Iterations: 1, // which mean nothing here
		Carry: CarryGlobal, Fitness: FitnessLast, Feedback: ViewNone,
	},
	{
		Name: "human-best", Form: "control",
		About:  "the best of as many policies of the task's human reward as a search of this size trains",
		Source: controlSource, Proposer: ProposerSeeds, Arms: []string{ArmHumanBest},
		Output: OutputReward, Tips: prompts.Tips, Select: SelectBest,
		Samples: 4, Iterations: 2,
		Carry: CarryGlobal, Fitness: FitnessLast, Feedback: ViewNone,
	},
}
