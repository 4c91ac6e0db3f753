package designer

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/designer/interval"
	"github.com/rewardsmith/rewardsmith/designer/library"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// describe says what a report needs to know of the environment.
func describe(t *Task, spec *envs.Spec) (EnvInfo, error) {
	info := EnvInfo{
		Name: spec.Name, Digest: library.SourceDigest(spec.Source), Task: sentence(t, spec),
		ScoreLo: spec.Score.Lo, ScoreHi: spec.Score.Hi, Solved: spec.Score.SolvedAt,
		HasSuccess: spec.Success != nil, BySuccess: evaluator.DecidedBySuccess(spec),
	}
	if info.BySuccess {
		info.Solved = spec.Success.SolvedAt
	}
	for _, bound := range []float64{info.ScoreLo, info.ScoreHi, info.Solved} {
		if math.IsInf(bound, 0) || math.IsNaN(bound) {
			return info, fmt.Errorf("environment %s: the range of the score must be finite, task.go says %g to %g", spec.Name, info.ScoreLo, info.ScoreHi)
		}
	}
	return info, nil
}

// Describes says that a spec has the text that the run's environment had.
func (e *EnvInfo) Describes(spec *envs.Spec) bool {
	return e.Name == spec.Name && e.Digest == library.SourceDigest(spec.Source)
}

// digest tells lists of texts apart.
func digest(texts ...string) string {
	text, err := json.Marshal(texts)
	if err != nil {
		panic(err) // strings always marshal
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// span returns what a shortfall of 1 means: the range of the score, or 1 where
// success decides.
func (e *EnvInfo) span() float64 {
	if e.BySuccess {
		return 1
	}
	return e.ScoreHi - e.ScoreLo
}

// clip cuts the interval of what the task is decided by to what is possible.
func (e *EnvInfo) clip(s evaluator.Stat) evaluator.Stat {
	if e.BySuccess {
		return interval.Clip(s, 0, 1)
	}
	return interval.Clip(s, e.ScoreLo, e.ScoreHi)
}

// Compared names what candidates are compared by: what the task is decided by, or the
// nearness to a target, which is at most 0.
func (r *Run) Compared() string {
	if *r.Task.Method.Fitness == FitnessTarget {
		return "nearness"
	}
	return r.Env.Metric()
}

// Metric names what the task is decided by: success or score.
func (e *EnvInfo) Metric() string {
	if e.BySuccess {
		return "success"
	}
	return "score"
}
