package envs

import (
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/envs/metric"
)

// Spec describes an environment and its task as data.
type Spec struct {
	Name   string // as in task files, such as "cartpole"
	Doc    string // package comment of env.go
	Source Source

	Params, State, Action, Observation Schema

	Dt       float64 // seconds per step
	MaxSteps int     // steps after which an episode is truncated

	// Choices is the number of discrete actions, 0 for continuous ones.
	// ChoiceActions[i] is the row of action fields of choice i.
	Choices       int
	ChoiceActions [][]float64

	Task    string // one sentence: what is to be achieved
	Score   ScoreSpec
	Success *SuccessSpec // nil where the task has none
}

// Source is the text of the environment's files.
type Source struct {
	Env  string `json:"env"`
	Task string `json:"task"`
	Draw string `json:"draw,omitempty"` // "" where there is no draw.go
}

// ScoreSpec describes the task metric. Higher is better.
type ScoreSpec struct {
	Over     int     // metric.Sum, Mean, Last or Max over the episode
	Lo, Hi   float64 // range of an episode's score
	SolvedAt float64 // mean score at which the task counts as solved
}

// SuccessSpec describes the task's success.
type SuccessSpec struct {
	Over     int     // metric.Any, Last or Held+n
	SolvedAt float64 // share of successful episodes at which the task counts as solved, 0 where the score decides
}

// Solved says whether mean score and success share reach the task's thresholds.
func (s *Spec) Solved(score, success float64) bool {
	if s.Success != nil && s.Success.SolvedAt > 0 {
		return success >= s.Success.SolvedAt
	}
	return score >= s.Score.SolvedAt
}

// EndReason says why an episode terminated in state next, a row of state
// fields: the first field that lies outside its range, or "terminated".
func (s *Spec) EndReason(next []float64) string {
	for i, f := range s.State {
		if next[i] < f.Lo {
			return fmt.Sprintf("%s below %.4g", f.Name, f.Lo)
		}
		if next[i] > f.Hi {
			return fmt.Sprintf("%s above %.4g", f.Name, f.Hi)
		}
	}
	return "terminated"
}

// Tally folds the scores and successes of one episode's transitions.
type Tally struct {
	spec  *Spec
	steps int
	sum   float64
	last  float64
	max   float64
	any   bool
	run   int // successes in a row up to now
}

// NewTally returns the tally of an episode without transitions.
func (s *Spec) NewTally() Tally { return Tally{spec: s, max: math.Inf(-1)} }

// Add takes the next transition of the episode.
func (t *Tally) Add(score float64, success bool) {
	t.steps++
	t.sum += score
	t.last = score
	t.max = max(t.max, score)
	t.any = t.any || success
	t.run++
	if !success {
		t.run = 0
	}
}

// Steps returns the number of transitions taken.
func (t *Tally) Steps() int { return t.steps }

// Score returns the episode's score, NaN without transitions.
func (t *Tally) Score() float64 {
	if t.steps == 0 {
		return math.NaN()
	}
	switch t.spec.Score.Over {
	case metric.Mean:
		return t.sum / float64(t.steps)
	case metric.Last:
		return t.last
	case metric.Max:
		return t.max
	}
	return t.sum
}

// Success returns whether the episode was a success, false where the task has none.
func (t *Tally) Success() bool {
	if t.spec.Success == nil || t.steps == 0 {
		return false
	}
	switch over := t.spec.Success.Over; {
	case over == metric.Any:
		return t.any
	case over == metric.Last:
		return t.run > 0
	default:
		return t.run >= over-metric.Held
	}
}
