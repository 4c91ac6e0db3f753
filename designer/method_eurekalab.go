package designer

import "github.com/rewardsmith/rewardsmith/prompts"

// labForms is IsaacLabEureka's form of Eureka: one answer at a time towards a desired
// value of a measure, and an end when it is near enough.
var labForms = []Preset{{
	Name: "eureka-lab", Form: "paper",
	About:  "one answer a round towards a desired value of a measure; ends when that is near enough",
	Source: "IsaacLabEureka, isaac-sim/IsaacLabEureka",
	Output: OutputReward, Tips: prompts.Tips, Select: SelectBest,
	Samples: 1, Iterations: 5, Temperature: 1,
	Carry: CarryGlobal, Fitness: FitnessTarget, Feedback: ViewLab, Repairs: 1, Retries: 1,
}}
