package designer

import "github.com/rewardsmith/rewardsmith/prompts"

// mcRewardForms is Auto MC-Reward: a designer whose magnitudes do not count, a reviewer
// of its code, and an analyst of failed episodes.
var mcRewardForms = []Preset{{
	Name: "mc-reward", Form: "paper",
	About:  "one answer a round, in one dialogue; a reviewer reads it before training, an analyst says why episodes failed, and only signs count",
	Source: `Li et al. 2024, "Auto MC-Reward: Automated Dense Reward Design with Large Language Models for Minecraft"`,
	Output: OutputSigns, Tips: prompts.TipsSigns, Select: SelectLatest,
	Samples: 1, Iterations: 3, Temperature: 0.7, Gates: []string{GateReviewer},
	Carry: CarryDialogue, Fitness: FitnessLast, Feedback: ViewFailures, Repairs: 3, Retries: 0,
}}
