package reacher

import (
	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/metric"
)

// The task: get there soon and stay. The score is the share of the episode
// that the tip spends on target, so it tells quick from slow among arms that
// succeed, and chance hits tell bad from hopeless among those that do not.
const (
	Task          = "Bring the tip of the arm to the target quickly and keep it there until the episode ends."
	ScoreOver     = metric.Mean
	ScoreMin      = 0.0
	ScoreMax      = 1.0
	SolvedAt      = 0.6
	SuccessOver   = metric.Held + 10
	SolvedSuccess = 0.95
)

// tolerance is how far from the target, in m, counts as on it.
const tolerance = 0.05 * Reach

// Score is 1 while the tip is on target.
func Score(s State, a Action, next State) float64 {
	if Success(s, a, next) {
		return 1
	}
	return 0
}

// Success says that the tip is within 5 % of the reach of the target.
func Success(s State, a Action, next State) bool {
	return Tip(next).Dist(next.Target) <= tolerance
}

// SparseReward is the score itself.
func SparseReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	total = Score(s, a, next)
	return total, map[string]float64{"on_target": total}
}

// HumanReward draws the tip towards the target, with a peak on it, and charges
// a little for torque. Source: the distance and control costs of Gymnasium's
// Reacher and the tolerance of the DeepMind Control Suite's (Tassa et al.
// 2018); written for this project.
func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	distance := Tip(next).Dist(next.Target)
	shoulder, elbow := a.Shoulder/MaxShoulderTorque, a.Elbow/MaxElbowTorque
	approach := -distance / Reach
	precision := geom.Near(distance, 0, 0.1*Reach)
	effort := -0.02 * (shoulder*shoulder + elbow*elbow)
	return approach + precision + effort, map[string]float64{"approach": approach, "precision": precision, "effort": effort}
}
