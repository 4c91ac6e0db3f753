package designer

import "github.com/rewardsmith/rewardsmith/prompts"

// progressForms is ProgressCounts: the model says how far each part of the task has
// come, and what is seldom reached is rewarded.
var progressForms = []Preset{{
	Name: "progresscounts", Form: "paper",
	About:  "a few answers, once; the model measures progress and new progress is rewarded, beside the sparse reward",
	Source: `"Automated Rewards via LLM-Generated Progress Functions" (ProgressCounts)`,
	Output: OutputProgress, Tips: prompts.TipsProgress, Select: SelectBest,
	Samples: 4, Iterations: 1, Temperature: 1,
	Carry: CarryRound, Fitness: FitnessLast, Feedback: ViewNone, Repairs: 3, Retries: 1,
}}
