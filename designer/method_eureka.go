package designer

import "github.com/rewardsmith/rewardsmith/prompts"

const eurekaSource = `Ma et al. 2024, "Eureka: Human-Level Reward Design via Coding Large Language Models"`

// eurekaForms is Eureka. paper is as its released code has it: 16 samples, 5
// iterations, temperature 1, the round's best carries over and fitness is the
// maximum over training. smoke is small and differs from the paper where the
// paper's choice favours luck.
var eurekaForms = []Preset{
	{
		Name: "eureka", Form: "smoke",
		About:  "a few candidates a round, the best of all so far is improved; judged by the end of training",
		Source: eurekaSource,
		Output: OutputReward, Tips: prompts.Tips, Select: SelectBest,
		Samples: 4, Iterations: 2, Temperature: 1,
		Carry: CarryGlobal, Fitness: FitnessLast, Feedback: ViewSummary, Repairs: 1, Retries: 1,
	},
	{
		Name: "eureka", Form: "paper",
		About:  "many candidates a round, the best of the last round is improved; judged by the best moment of training",
		Source: eurekaSource,
		Output: OutputReward, Tips: prompts.Tips, Select: SelectBest,
		Samples: 16, Iterations: 5, Temperature: 1,
		Carry: CarryRound, Fitness: FitnessMax, Feedback: ViewSeries, Repairs: 0, Retries: 5,
	},
}
