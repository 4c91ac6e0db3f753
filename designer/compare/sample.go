package compare

import (
	"math"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// Sample is what one finished run contributes: one replication of its method.
type Sample struct {
	Cell
	Env      designer.EnvInfo
	Settings evaluator.Settings // of the learner

	// Designed is what the method's choice came to, without measurements where the
	// run brought no reward. Sparse and Human are what those controls came to, in runs
	// that measure them.
	Designed, Sparse, Human Measured

	Machine string // that policies were trained on

	Calls       int // of a language model; of recorded answers, how many there were
	Tokens      int
	USD         float64 // NaN where the price is not known
	PolicySteps int     // environment steps of training one policy
	SearchSteps int     // environment steps of training candidates
	Seconds     float64

	Spared *Spared // nil where every candidate was trained to the end
}

// Spared are the candidates of a run whose training was not begun or not finished,
// since something else than training told against them: who wants to know how often
// that was wrong can train them to the end.
type Spared struct {
	Run      int      `json:"run"`
	Screened []string `json:"screened,omitempty"` // IDs, out by a gate before training
	Raced    []string `json:"raced,omitempty"`    // IDs, stopped by a race on the way
	Steps    int      `json:"steps"`              // environment steps that their trainings would have taken
}

// newSpared is nil where nothing was spared.
func newSpared(c Cell, run *designer.Run) *Spared {
	s := &Spared{Run: c.Run, Steps: run.Ledger.Screened.Steps + run.Ledger.Raced.Steps}
	for _, candidate := range run.Candidates() {
		switch candidate.Status {
		case designer.CandidateScreened:
			s.Screened = append(s.Screened, candidate.ID)
		case designer.CandidateStopped:
			s.Raced = append(s.Raced, candidate.ID)
		}
	}
	if s.Screened == nil && s.Raced == nil {
		return nil
	}
	return s
}

// Measured are the measurements of one reward on the final family, one of each
// training seed that came to its end.
type Measured struct {
	Score   []float64 // task metric
	Success []float64 // share of episodes
	// Max is the largest score of each training's checkpoints, on the select
	// family: the form in which Eureka reports. It favours lucky spikes.
	Max []float64
}

// NewSample takes from a run that is done what a comparison needs. It does not
// retain the run.
func NewSample(c Cell, run *designer.Run) Sample {
	total := run.Ledger.Total()
	s := Sample{
		Cell: c, Env: run.Env, Settings: run.Settings, Machine: run.Machine.String(),
		Calls: total.Calls, Tokens: total.Usage.Total(), USD: total.USD,
		PolicySteps: run.Settings.Steps, SearchSteps: run.Ledger.Searching(), Seconds: run.Ledger.Wall,
		Spared: newSpared(c, run),
	}
	switch m := &run.Task.Model; {
	case m.Kind == "replay":
		s.Calls = run.Ledger.Answers
	case m.Kind == "openai" && m.Price == designer.Price{}:
		s.USD = math.NaN()
	}
	if run.Result == nil {
		return s
	}
	s.Sparse, s.Human = measured(run.Result.Arm(designer.ArmSparse)), measured(run.Result.Arm(designer.ArmHuman))
	chosen := run.Result.Arm(designer.ArmDesigned)
	if chosen == nil { // of a control: the arm that is called so
		chosen = run.Result.Arm(c.Method.Preset)
	}
	s.Designed = measured(chosen)
	if chosen != nil && len(chosen.Trainings) > 0 {
		s.PolicySteps = chosen.Trainings[0].Training.Steps
	}
	return s
}

// measured takes the measurements of an arm, none of nil.
func measured(a *designer.Arm) Measured {
	var m Measured
	if a == nil {
		return m
	}
	for _, one := range a.Measured {
		m.Score, m.Success = append(m.Score, one.Score), append(m.Success, one.Success)
	}
	for _, t := range a.Trainings {
		if t.Training.Fault != "" || len(t.Training.Curve) == 0 {
			continue
		}
		top := math.Inf(-1)
		for i := range t.Training.Curve {
			top = max(top, t.Training.Curve[i].Score)
		}
		m.Max = append(m.Max, top)
	}
	return m
}

// mean returns the mean of values, NaN without any.
func mean(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	return evaluator.NewStat(values).Mean
}
