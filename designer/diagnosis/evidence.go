package diagnosis

import "github.com/rewardsmith/rewardsmith/envs"

// Fits says that diagnoses mean something for a task: it is decided by success, and
// the agent chooses among a few actions.
func Fits(spec *envs.Spec, decidedBySuccess bool) bool { return decidedBySuccess && spec.Choices > 0 }

// Evidence is what the rules look at: one candidate after its trainings. Shares lie in
// 0..1; all values are finite. Curves have one value a checkpoint, the first early in
// training, the last at its end, and are means over the trainings.
type Evidence struct {
	Success []float64 // share of successful episodes
	Return  []float64 // of the candidate's own reward
	Length  []float64 // steps per episode
	Solved  float64   // success from which the task counts as solved
	Horizon int       // steps after which an episode is cut off

	// Failing is the share of the episodes that a termination without success has
	// ended, at the end of training.
	Failing float64

	Terms []Term

	// Successes and Failures are the mean returns of successful and failed episodes of
	// the trained policies; nil where there was none.
	Successes, Failures *float64
}

// Term is a part of the reward.
type Term struct {
	Name  string
	Share float64   // of the sum of the terms' mean absolute values, at the end
	Abs   []float64 // mean absolute value per step, one value a checkpoint
}

func last(curve []float64) float64 { return curve[len(curve)-1] }

// solved says that there is nothing to diagnose.
func (e *Evidence) solved() bool { return last(e.Success) >= e.Solved }

// rose returns by how much a curve rose from its first to its last value, as a share
// of the larger of both sizes, in -2..2; 0 where both are 0.
func rose(curve []float64) float64 {
	first, end := curve[0], last(curve)
	size := max(abs(first), abs(end))
	if size == 0 {
		return 0
	}
	return (end - first) / size
}

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}

// silent says that the term never paid anything at any checkpoint.
func (t *Term) silent() bool {
	for _, v := range t.Abs {
		if v != 0 {
			return false
		}
	}
	return true
}
