package minefield

import "github.com/rewardsmith/rewardsmith/envs/metric"

// The task: a felled tree, and soon. The score of an episode is 0 without one,
// in lava or not; with one, it falls with the time that it took.
const (
	Task          = "Find a tree and fell it in as few steps as possible, without stepping into lava."
	ScoreOver     = metric.Sum
	ScoreMin      = 0.0
	ScoreMax      = 1.0
	SolvedAt      = 0.6
	SuccessOver   = metric.Any
	SolvedSuccess = 0.85
)

// Score is paid for the felled tree: 1 less what is lost by the time.
func Score(s State, a Action, next State) float64 {
	if !Success(s, a, next) {
		return 0
	}
	return 1 - 0.9*float64(next.Time)/MaxSteps
}

// Success says that a tree is felled.
func Success(s State, a Action, next State) bool {
	return Felled(next)
}

// SparseReward is the score itself.
func SparseReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	total = Score(s, a, next)
	return total, map[string]float64{"felled": total}
}

// HumanReward pays for ground that is left behind until a tree is seen, then for
// every cell nearer to it and for every blow, taking back what is lost, and for
// the tree; it charges for lava and time. Source: potential-based shaping (Ng,
// Harada and Russell 1999) along the stages of Auto MC-Reward's tasks, explore
// and approach (Li et al. 2024); written for this project.
func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	time, lava, felled, explore, approach := -0.01, 0.0, 0.0, 0.0, 0.0
	if Burnt(next) {
		lava = -3
	}
	if Felled(next) {
		felled = 4
	}
	switch {
	case s.SeenTree:
		approach = 0.1 * float64(Distance(s.Agent, next.Tree)-Distance(next.Agent, next.Tree))
	case next.SeenTree:
		explore = 1
	default:
		explore = 0.05 * float64(Distance(next.Agent, s.Start)-Distance(s.Agent, s.Start))
	}
	blows := 0.25 * float64(next.Blows-s.Blows)
	terms = map[string]float64{"time": time, "lava": lava, "felled": felled, "explore": explore, "approach": approach, "blows": blows}
	return time + lava + felled + explore + approach + blows, terms
}
