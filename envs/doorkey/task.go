package doorkey

import "github.com/rewardsmith/rewardsmith/envs/metric"

// The task: be there, and soon. The score of an episode is 0 without the goal;
// with it, it falls with the time that it took, as MiniGrid's reward does
// (Chevalier-Boisvert et al. 2023).
const (
	Task          = "Fetch the key, unlock the door and reach the goal in the other room in as few steps as possible."
	ScoreOver     = metric.Sum
	ScoreMin      = 0.0
	ScoreMax      = 1.0
	SolvedAt      = 0.7
	SuccessOver   = metric.Any
	SolvedSuccess = 0.9
)

// Score is paid at the goal: 1 less what is lost by the time.
func Score(s State, a Action, next State) float64 {
	if !Success(s, a, next) {
		return 0
	}
	return 1 - 0.9*float64(next.Time)/MaxSteps
}

// Success says that the agent is at the goal.
func Success(s State, a Action, next State) bool {
	return Terminated(next)
}

// SparseReward is the score itself.
func SparseReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	total = Score(s, a, next)
	return total, map[string]float64{"goal": total}
}

// HumanReward pays for each of the three steps of the task, for every cell on
// the way to the next one, taking back what is lost, and charges for time.
// Source: potential-based shaping (Ng, Harada and Russell 1999) with subgoals;
// written for this project.
func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	time := -0.02
	subgoals := float64(stage(next) - stage(s))
	approach := 0.0
	if stage(next) == stage(s) {
		approach = 0.1 * float64(remaining(s)-remaining(next))
	}
	return time + subgoals + approach, map[string]float64{"time": time, "subgoals": subgoals, "approach": approach}
}

// stage counts what is done of the task: key, door, goal.
func stage(s State) int {
	switch {
	case Terminated(s):
		return 3
	case s.Open:
		return 2
	case s.HasKey:
		return 1
	}
	return 0
}

// remaining returns the distance to what comes next, turns and detours not
// counted.
func remaining(s State) int {
	switch stage(s) {
	case 0:
		return Distance(s.Agent, s.Key)
	case 1:
		return Distance(s.Agent, s.Door)
	}
	return Distance(s.Agent, s.Goal)
}
