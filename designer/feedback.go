package designer

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/aymanbagabas/go-udiff"

	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/designer/diagnosis"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// Feedback is everything that is known about one candidate after its training.
// A view, which is a template of package prompts, shows a part of it; see
// [Feedback.Shown] for what no view can show.
type Feedback struct {
	Candidate string

	// How it was trained and measured.
	Steps     int     // environment steps of one training
	Trainings int     // sound ones: everything below is over these
	Gamma     float64 // discount per step
	MaxSteps  int     // horizon: steps after which an episode is cut off
	Episodes  int     // of each measurement

	// The outcome, from the last checkpoint of each training.
	Score   Quantity
	Success *Quantity // share of episodes, 0..1; nil where the task has none
	Length  Quantity  // steps per episode
	Return  Quantity  // of the candidate's own reward per episode
	Ends    []End     // why episodes ended, the most frequent first

	// The course of the training at its checkpoints.
	Series []Series // terms, then task_score, success where there is one, episode_length
	Points int      // length of each Series' Values
	Traces []Series // those of Series that are the reward's own terms

	Evaluations []Evaluation // the last ones, evenly spaced, of the views that show them

	Terms     []Term
	NameWidth int // of the longest term's name

	Best, Worst *Trace  // nil without a sound training
	Highest     *Trace  // episode of the highest return, of the views that watch policies
	Lowest      *Trace  // likewise of the lowest
	NearestPair []Trace // a success and a failure whose returns lie closest, where there are both

	Hacking  bool     // in some training the return rose while the task metric fell
	Unstable bool     // in some training both fell from their best
	Warnings []string // of the critic

	Aim *Aim // what is to be reached, of fitness target; else nil

	Analysis string // what an analyst made of failed episodes, of the view that asks one

	Diagnosis []diagnosis.Finding // the gravest failure first, of the view that shows them

	Notes []string // of gates, what the model is to be told after training

	Fault string // why the reward failed in training; empty where it did not

	Parent *Relation // to the candidate it was made from; nil without one

	// Controls are what the task's own rewards reach. They are never shown.
	Controls Controls
}

// Quantity is a measured value over the trainings of a candidate.
type Quantity struct {
	evaluator.Stat
	Least, Most float64 // range of possible values, where it is known
	Target      float64 // value from which the task counts as solved
	HasTarget   bool    // the task is decided by this quantity
}

// End is a reason for which episodes end.
type End struct {
	Reason string
	Share  float64 // of the episodes, 0..1
}

// Series is how a quantity went during training: means over the trainings at
// evenly spaced checkpoints, and the extremes and mean over all checkpoints.
type Series struct {
	Name           string
	Values         []float64
	Min, Mean, Max float64
}

// Term is what a term of the reward did at the end of training.
type Term struct {
	Name string
	evaluator.Stat
	Share    float64 // of the sum of the terms' mean absolute values, 0..1
	Constant bool    // its mean did not change during training
}

// Trace is an episode as text.
type Trace struct {
	Score, Return float64
	Success       bool
	HasSuccess    bool // the task has a success
	Steps         int
	End           string
	Rows          []TraceRow
}

// TraceRow is one moment of an episode; the last has a state only.
type TraceRow struct {
	Step                 int
	State, Action, Terms string // "Name value unit" pairs
}

// Evaluation is one checkpoint of the trainings of a candidate.
type Evaluation struct {
	Steps   int
	Return  evaluator.Stat
	Length  evaluator.Stat // steps per episode
	Success evaluator.Stat // share of the episodes, 0..1
	Score   evaluator.Stat // of the task
	Terms   []Term         // Stat is of the sum over an episode
}

// Relation compares a candidate with its parent.
type Relation struct {
	ID         string
	Difference float64 // of the selection score to the parent's
	Diff       string  // unified diff of the sources, parent first
}

// Controls are the fitness of the task's own rewards.
type Controls struct {
	Human *float64 // nil without a preflight
}

// Shown returns f without what no model may see.
func (f Feedback) Shown() Feedback {
	f.Controls = Controls{}
	return f
}

const (
	seriesValues = 10 // aimed at, as in Eureka
	traceRows    = 6  // of an episode, without the last state
)

// feedbackOn collects what the report of a candidate says.
func feedbackOn(spec *envs.Spec, c *Candidate, r *evaluator.Report) Feedback {
	f := Feedback{
		Candidate: c.ID,
		Steps:     r.Settings.Steps, Gamma: r.Settings.Gamma, MaxSteps: spec.MaxSteps, Episodes: r.Settings.EvalEpisodes,
		Fault: c.Fault,
	}
	if c.Verdict != nil {
		for _, warning := range c.Verdict.Findings {
			f.Warnings = append(f.Warnings, remark(warning))
		}
	}
	whole := sound(r.Trainings)
	if f.Trainings = len(whole); f.Trainings == 0 {
		return f
	}
	f.outcome(spec, r, whole)
	f.terms(r, whole)
	f.series(spec, r, whole)
	f.Best, f.Worst = newTrace(spec, r.Terms, r.Best), newTrace(spec, r.Terms, r.Worst)
	for i := range r.NearestPair {
		f.NearestPair = append(f.NearestPair, *newTrace(spec, r.Terms, &r.NearestPair[i]))
	}
	return f
}

// remark is a warning of the critic in words.
func remark(f finding.Finding) string {
	if f.Suggestion == "" {
		return f.Message
	}
	return f.Message + "; " + f.Suggestion
}

// sound returns the trainings that came to their end.
func sound(all []evaluator.Training) []*evaluator.Training {
	var whole []*evaluator.Training
	for i := range all {
		if all[i].Fault == "" && len(all[i].Curve) > 0 {
			whole = append(whole, &all[i])
		}
	}
	return whole
}

func (f *Feedback) outcome(spec *envs.Spec, r *evaluator.Report, whole []*evaluator.Training) {
	decided := evaluator.DecidedBySuccess(spec)
	f.Score = Quantity{Stat: r.Score, Least: spec.Score.Lo, Most: spec.Score.Hi, Target: spec.Score.SolvedAt, HasTarget: !decided}
	if spec.Success != nil {
		f.Success = &Quantity{Stat: r.Success, Most: 1, Target: spec.Success.SolvedAt, HasTarget: decided}
	}
	f.Length = Quantity{Stat: r.Length, Most: float64(spec.MaxSteps)}
	f.Return.Stat = atEnd(whole, func(c *evaluator.Checkpoint) float64 { return c.Return })
	f.Ends = ends(r.Ends)
	for _, t := range whole {
		for _, w := range t.Warnings {
			f.Hacking = f.Hacking || w.Kind == evaluator.WarningHacking
			f.Unstable = f.Unstable || w.Kind == evaluator.WarningUnstable
		}
	}
}

// atEnd returns the statistics of a quantity at the last checkpoints.
func atEnd(whole []*evaluator.Training, value func(*evaluator.Checkpoint) float64) evaluator.Stat {
	values := make([]float64, len(whole))
	for i, t := range whole {
		values[i] = value(&t.Curve[len(t.Curve)-1])
	}
	return evaluator.NewStat(values)
}

func ends(counts map[string]int) []End {
	total := 0
	for _, n := range counts {
		total += n
	}
	var list []End
	for _, reason := range slices.Sorted(maps.Keys(counts)) {
		list = append(list, End{reason, float64(counts[reason]) / float64(total)})
	}
	slices.SortStableFunc(list, func(a, b End) int { return cmp.Compare(b.Share, a.Share) })
	return list
}

func (f *Feedback) terms(r *evaluator.Report, whole []*evaluator.Training) {
	for _, share := range r.Shares {
		f.Terms = append(f.Terms, Term{
			Name:  share.Name,
			Stat:  atEnd(whole, func(c *evaluator.Checkpoint) float64 { return c.Terms[share.Name] }),
			Share: share.Share, Constant: !share.Moved,
		})
		f.NameWidth = max(f.NameWidth, len(share.Name))
	}
}

func (f *Feedback) series(spec *envs.Spec, r *evaluator.Report, whole []*evaluator.Training) {
	add := func(name string, value func(*evaluator.Checkpoint) float64) {
		s := newSeries(name, whole, value)
		f.Series, f.Points = append(f.Series, s), len(s.Values)
	}
	for _, name := range r.Terms {
		add(name, func(c *evaluator.Checkpoint) float64 { return c.Terms[name] })
	}
	f.Traces = slices.Clone(f.Series)
	add("task_score", func(c *evaluator.Checkpoint) float64 { return c.Score })
	if spec.Success != nil {
		add("success", func(c *evaluator.Checkpoint) float64 { return c.Success })
	}
	add("episode_length", func(c *evaluator.Checkpoint) float64 { return c.Length })
}

// newSeries averages a quantity over the trainings at each checkpoint and keeps
// every max(n/10, 1)-th of n values, Eureka's rule.
func newSeries(name string, whole []*evaluator.Training, value func(*evaluator.Checkpoint) float64) Series {
	n := len(whole[0].Curve)
	for _, t := range whole {
		n = min(n, len(t.Curve))
	}
	s := Series{Name: name, Min: math.Inf(1), Max: math.Inf(-1)}
	stride := max(n/seriesValues, 1)
	for i := range n {
		mean := 0.0
		for _, t := range whole {
			mean += value(&t.Curve[i]) / float64(len(whole))
		}
		s.Min, s.Max, s.Mean = min(s.Min, mean), max(s.Max, mean), s.Mean+mean/float64(n)
		if i%stride == 0 {
			s.Values = append(s.Values, mean)
		}
	}
	return s
}

// newTrace writes an episode as a few evenly spaced moments and the last state.
// names are those of its terms, if it has any.
func newTrace(spec *envs.Spec, names []string, e *evaluator.Episode) *Trace {
	if e == nil {
		return nil
	}
	steps := len(e.Actions)
	t := &Trace{
		Score: e.Score, Return: e.Return, Success: e.Success, HasSuccess: spec.Success != nil,
		Steps: steps, End: e.End,
	}
	terms := make(envs.Schema, len(names))
	for k, name := range names {
		terms[k] = envs.Field{Name: name, Unit: "-"}
	}
	rows := min(traceRows, steps)
	for k := range rows {
		i := k * steps / rows
		row := TraceRow{Step: i, State: spec.State.Format(e.States[i]), Action: spec.Action.Format(e.Actions[i])}
		if len(e.Terms) > 0 {
			row.Terms = terms.Format(e.Terms[i])
		}
		t.Rows = append(t.Rows, row)
	}
	t.Rows = append(t.Rows, TraceRow{Step: steps, State: spec.State.Format(e.States[steps])})
	return t
}

// relate compares a scored candidate with its parent, nil without one.
func relate(c, parent *Candidate, score float64) *Relation {
	if parent == nil || !parent.Scored {
		return nil
	}
	return &Relation{
		ID: parent.ID, Difference: score - parent.Score,
		Diff: udiff.Unified(parent.ID, c.ID, parent.Source, c.Source),
	}
}
