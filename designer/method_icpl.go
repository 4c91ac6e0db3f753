package designer

import "github.com/rewardsmith/rewardsmith/prompts"

const icplSource = `Yu et al. 2024, "Few-shot In-Context Preference Learning Using Large Language Models" (ICPL)`

// icplForms is ICPL: whoever watches the policies says which they like best and least,
// and the model learns from the two rewards. No measure of the task is shown to it. The
// paper's simulated person goes by a metric that the model does not see.
var icplForms = []Preset{
	{
		Name: "icpl", Form: "person",
		About:  "a person watches what the policies do and picks best and worst (rewardsmith review); the model sees no number of the task",
		Source: icplSource,
		Output: OutputReward, Tips: prompts.Tips, Select: SelectPerson,
		Samples: 6, Iterations: 5, Temperature: 1,
		Carry: CarryPair, Fitness: FitnessLast, Feedback: ViewTraces, Repairs: 0, Retries: 5, Fill: true,
	},
	{
		Name: "icpl", Form: "simulated",
		About:  "the same with a simulated person, who goes by the fitness",
		Source: icplSource,
		Output: OutputReward, Tips: prompts.Tips, Select: SelectSimulated,
		Samples: 6, Iterations: 5, Temperature: 1,
		Carry: CarryPair, Fitness: FitnessLast, Feedback: ViewTraces, Repairs: 0, Retries: 5, Fill: true,
	},
}
