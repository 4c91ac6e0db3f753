// Package metric names the ways in which the values of a task's transitions
// become one value per episode. task.go of an environment uses it in constants:
//
//	const ScoreOver = metric.Sum
//	const SuccessOver = metric.Held + 10
package metric

// Ways to fold a score or a success over an episode.
const (
	Sum  = 1 // score: the sum over the transitions
	Mean = 2 // score: the mean over the transitions
	Last = 3 // score or success: the value of the last transition
	Max  = 4 // score: the largest value
	Any  = 5 // success: at some transition

	// Held+n is success at each of the last n transitions; an episode with
	// fewer than n is not a success.
	Held = 1000
)
