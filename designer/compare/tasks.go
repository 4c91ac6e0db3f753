package compare

import (
	"fmt"
	"math"
	"reflect"
	"slices"

	"github.com/rewardsmith/rewardsmith/designer/compare/stats"
)

// smokeTask is the environment that never enters an average: every language model
// has seen its rewards.
const smokeTask = "cartpole"

// TaskRow is what a table says of a task.
type TaskRow struct {
	Name       string  `json:"name"`
	Env        string  `json:"env,omitempty"`
	HasSuccess bool    `json:"has_success"`
	ScoreLo    float64 `json:"score_lo"`
	ScoreHi    float64 `json:"score_hi"`
	Smoke      bool    `json:"smoke,omitempty"` // it enters no average

	Yardstick    stats.Yardstick `json:"yardstick"`     // of final scores
	MaxYardstick stats.Yardstick `json:"max_yardstick"` // of maxima over training

	// Machines are what its runs were trained on, the first run's first.
	Machines []string `json:"machines,omitempty"`

	sparse outcome // what a run that brought no reward falls back to
}

// outcome is what one reward came to, NaN where that is not known.
type outcome struct{ score, success, top float64 }

func (m *Measured) outcome() outcome {
	return outcome{mean(m.Score), mean(m.Success), mean(m.Max)}
}

// valued is a sample as a row counts it.
type valued struct {
	Sample
	score, success, normalised, maxNormalised float64 // NaN where not known
	noReward                                  bool
}

// newTaskRow sums up what is known of a task: its controls are pooled over all
// runs that measure them, since each trains them on seeds of its own. The error says which runs
// cannot stand in one table.
func newTaskRow(name string, samples []Sample) (*TaskRow, error) {
	t := &TaskRow{Name: name}
	var sparse, human Measured
	var first *Sample
	for i := range samples {
		s := &samples[i]
		if s.Task != name {
			continue
		}
		if first == nil {
			first = s
		}
		if s.Env.Digest != first.Env.Digest || !reflect.DeepEqual(s.Settings, first.Settings) {
			return nil, fmt.Errorf("(%v) and (%v) cannot be compared: they were made with different texts of the environment or settings of the learner; remove the folders of the earlier runs",
				first.Cell, s.Cell)
		}
		if !slices.Contains(t.Machines, s.Machine) {
			t.Machines = append(t.Machines, s.Machine)
		}
		sparse.add(&s.Sparse)
		human.add(&s.Human)
	}
	if first != nil {
		t.Env, t.HasSuccess, t.ScoreLo, t.ScoreHi = first.Env.Name, first.Env.HasSuccess, first.Env.ScoreLo, first.Env.ScoreHi
		t.Smoke = t.Env == smokeTask
	}
	t.Yardstick, t.MaxYardstick = stats.NewYardstick(sparse.Score, human.Score), stats.NewYardstick(sparse.Max, human.Max)
	if t.Yardstick.Unusable != "" {
		t.MaxYardstick.Unusable = t.Yardstick.Unusable
	}
	t.sparse = sparse.outcome()
	return t, nil
}

// add appends the measurements of o.
func (m *Measured) add(o *Measured) {
	m.Score, m.Success, m.Max = append(m.Score, o.Score...), append(m.Success, o.Success...), append(m.Max, o.Max...)
}

// value is what a sample counts in its row. A run that brought no reward counts as
// its task's sparse reward, which is what one would be left with: leaving such runs
// out would flatter a method that often fails.
func (t *TaskRow) value(s Sample) valued {
	v := valued{Sample: s, noReward: len(s.Designed.Score) == 0}
	o := s.Designed.outcome()
	if v.noReward {
		o = t.sparse
	}
	v.score, v.success = o.score, o.success
	if !t.HasSuccess {
		v.success = math.NaN()
	}
	v.normalised, v.maxNormalised = t.Yardstick.Normalised(o.score), t.MaxYardstick.Normalised(o.top)
	return v
}

// in says whether the task is among those that a quantity is averaged over.
func (t *TaskRow) in(a averaging) bool {
	switch {
	case t.Smoke || a == never:
		return false
	case a == withSuccess:
		return t.HasSuccess
	case a == withYardstick:
		return t.Yardstick.Unusable == ""
	case a == withMaxYardstick:
		return t.MaxYardstick.Unusable == ""
	}
	return true
}

// bounds returns what a value of a quantity can be.
func (t *TaskRow) bounds(k *kind) (lo, hi float64) {
	switch k.name {
	case "score":
		return t.ScoreLo, t.ScoreHi
	case "success":
		return 0, 1
	case "normalised", "max_normalised":
		y := &t.Yardstick
		if k.name == "max_normalised" {
			y = &t.MaxYardstick
		}
		return y.Normalised(t.ScoreLo), y.Normalised(t.ScoreHi)
	}
	return 0, math.Inf(1)
}
