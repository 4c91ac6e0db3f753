package dice

import "github.com/rewardsmith/rewardsmith/envs/metric"

// The task: be lucky.
const (
	Task          = "Throw high numbers."
	ScoreOver     = metric.Max
	ScoreMin      = -40.0
	ScoreMax      = 40.0
	SolvedAt      = 20.0
	SuccessOver   = metric.Any
	SolvedSuccess = 0.5
)

// Score is the sum of the faces, below 0 where the dice are not hot.
func Score(s State, a Action, next State) float64 {
	sum := float64(next.Pair.Face[0] + next.Pair.Face[1])
	if !next.Pair.Hot {
		return -sum
	}
	return sum
}

// Success is a high face.
func Success(s State, a Action, next State) bool {
	return next.Pair.Face[1] >= 5
}

// SparseReward is the score itself.
func SparseReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	return Score(s, a, next), map[string]float64{"sum": Score(s, a, next)}
}

// HumanReward pays for what is thrown.
func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	gain := float64(next.Total - s.Total)
	luck := 0.0
	if a.Hot && next.Pair.Hot {
		luck = float64(a.Times)
	}
	return gain + luck, map[string]float64{"luck": luck, "gain": gain}
}
