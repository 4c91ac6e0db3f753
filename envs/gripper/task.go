package gripper

import (
	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/metric"
)

// The task: bring it there soon and keep it there. The score is the share of the
// episode that the goal holds, so it tells quick from slow among hands that
// succeed, and chance hits tell bad from hopeless among those that do not.
const (
	Task = "Bring what the State's Task names to the goal and keep it there until the episode ends: " +
		"0, the fingertips; 1, the block, along the table; 2, the block, lifted off the table; 3, the handle of the drawer."
	ScoreOver     = metric.Mean
	ScoreMin      = 0.0
	ScoreMax      = 1.0
	SolvedAt      = 0.4
	SuccessOver   = metric.Held + 10
	SolvedSuccess = 0.9
)

// tolerance is how far from the goal, in m, counts as at it.
const tolerance = 0.025

// Score is 1 while the goal holds.
func Score(s State, a Action, next State) float64 {
	if Success(s, a, next) {
		return 1
	}
	return 0
}

// Success says that fingertips, block or handle are at the goal.
func Success(s State, a Action, next State) bool {
	return Distance(next) <= tolerance
}

// SparseReward is the score itself.
func SparseReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	total = Score(s, a, next)
	return total, map[string]float64{"at_goal": total}
}

// HumanReward pays at every step for how far the task has come: for fingertips
// around the object, in pick and place for a grip on it, and for an object
// near its goal, with a peak on it. Source: composite shaping rewards for
// reaching, grasping and moving (Popov et al. 2017, "Data-efficient Deep
// Reinforcement Learning for Dexterous Manipulation") with the tolerances of the
// DeepMind Control Suite (Tassa et al. 2018); written for this project.
func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	around, gripped := 0.0, 0.0
	if next.Task != TaskReach {
		object := Object(next)
		grasp := geom.Vec2{X: object.X, Y: object.Y - ObjectSize(next).Y/2 + 0.02}
		around = 0.3 * geom.Near(next.Hand.Dist(grasp), 0, 0.2)
	}
	if next.Task == TaskPlace && Gripped(next) {
		gripped = 0.3
	}
	distance := Distance(next)
	near := 0.6 * geom.Near(distance, 0, 0.3)
	precise := 0.6 * geom.Near(distance, 0, 0.05)
	effort := -0.01 * (a.X*a.X + a.Y*a.Y) / (MaxForce * MaxForce)
	return around + gripped + near + precise + effort, map[string]float64{
		"around": around, "gripped": gripped, "near": near, "precise": precise, "effort": effort,
	}
}
