package highway

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/metric"
)

// The task: get far and arrive. Progress counts at the end of a drive only, and
// not at all after a crash, so neither racing into the next car nor hiding behind
// a slow one scores. It is the mean speed beyond that of the traffic.
const (
	Task          = "Drive the ego car fast through the traffic, overtaking where it is safe, until the episode ends. Do not crash."
	ScoreOver     = metric.Last
	ScoreMin      = 0.0
	ScoreMax      = 1.0
	SolvedAt      = 0.5
	SuccessOver   = metric.Last
	SolvedSuccess = 0.85
)

// The mean speeds in m/s of a drive that score nothing and everything, and the
// least that is a success.
const (
	trafficSpeed = 22.0
	fullSpeed    = 30.0
	wantedSpeed  = 25.0
)

// arrived says that a drive has lasted to its end without a crash.
func arrived(next State) bool {
	return !Terminated(next) && next.Time > (MaxSteps-0.5)*Dt
}

// Score is 0 until the end of the drive, and then says by how much its mean
// speed exceeds the traffic's.
func Score(s State, a Action, next State) float64 {
	if !arrived(next) {
		return 0
	}
	return geom.Clamp((MeanSpeed(next)-trafficSpeed)/(fullSpeed-trafficSpeed), 0, 1)
}

// Success says that the drive is over without a crash, and was a fast one.
func Success(s State, a Action, next State) bool {
	return arrived(next) && MeanSpeed(next) >= wantedSpeed
}

// SparseReward is the score itself.
func SparseReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	total = Score(s, a, next)
	return total, map[string]float64{"arrival": total}
}

// HumanReward pays for speed, charges for a gap ahead of less than half a second
// and one and a half of closing, a little for a change of lanes, and most for a
// crash. Source: the speed and collision terms of highway-env (Leurent 2018, "An
// Environment for Autonomous Driving Decision-Making") with a term for distance;
// written for this project.
func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	speed := 0.1 * (next.Speed - trafficSpeed) / (fullSpeed - trafficSpeed)
	lead := RoomIn(next, next.Lane)
	margin := lead.Ahead / math.Max(1, 0.5*next.Speed+1.5*lead.Closing)
	distance := -0.1 * geom.Clamp(1-margin, 0, 1)
	change := 0.0
	if next.Lane != s.Lane {
		change = -0.02
	}
	crash := 0.0
	if Terminated(next) {
		crash = -6
	}
	return speed + distance + change + crash, map[string]float64{
		"speed": speed, "distance": distance, "change": change, "crash": crash,
	}
}
