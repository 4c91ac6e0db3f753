package pendulum

import "github.com/rewardsmith/rewardsmith/envs/metric"

// The task: swing up and stay up.
const (
	Task      = "Swing the pendulum up and hold it upright at rest, with as little torque as possible."
	ScoreOver = metric.Sum
	ScoreMin  = -3255.0 // 200 steps at angle pi, full speed and full torque
	ScoreMax  = 0.0
	SolvedAt  = -200.0
)

// Score is the negative cost of Gymnasium's Pendulum-v1: squared angle, speed
// and torque at the start of the step.
func Score(s State, a Action, next State) float64 {
	angle := Angle(s)
	return -(angle*angle + 0.1*(s.ThetaDot*s.ThetaDot) + 0.001*(a.Torque*a.Torque))
}

// SparseReward is the score itself.
func SparseReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	total = Score(s, a, next)
	return total, map[string]float64{"cost": total}
}

// HumanReward is Gymnasium's own reward, which is shaped already, for the
// state that the step leads to. Source: Pendulum-v1 of Gymnasium.
func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	angle := Angle(next)
	upright := -angle * angle
	slow := -0.1 * next.ThetaDot * next.ThetaDot
	effort := -0.001 * a.Torque * a.Torque
	return upright + slow + effort, map[string]float64{"upright": upright, "slow": slow, "effort": effort}
}
