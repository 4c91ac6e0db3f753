package page

import (
	"fmt"
	"html/template"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/cmd/internal/chart"
	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// runState says where the run stands.
func runState(run *designer.Run) badge {
	switch run.Status {
	case designer.RunDone:
		if run.Best == "" && run.Result == nil {
			return badge{"ended without a reward", "bad"}
		}
		if len(run.Unanswered()) > 0 {
			return badge{"a comment waits for an answer", "doubt"}
		}
		return badge{"finished", "good"}
	case designer.RunFailed:
		return badge{"failed", "bad"}
	default:
		return badge{string(run.Status), "doubt"}
	}
}

// facts are the run in a few numbers.
func facts(run *designer.Run) []fact {
	total := run.Ledger.Total()
	f := []fact{{"Reward", "given to rewardsmith fit"}}
	if !given(run) {
		f = []fact{
			{"Model", modelName(run)},
			{"Method", fmt.Sprintf("%s, %s", run.Task.Method.Preset, *run.Task.Method.Form)},
			{"Answers", grouped(run.Ledger.Answers)},
			{"Tokens", tokens(total)},
			{"Model cost", designer.Dollars(total.USD)},
		}
	}
	f = append(f, []fact{
		{"Environment steps", chart.Number(float64(total.Steps))},
		{"Time", duration(run.Ledger.Wall)},
		{"Root seed", fmt.Sprint(run.Task.Seed)},
	}...)
	f = append(f, spared(&run.Ledger)...)
	if said := run.Unanswered(); len(said) > 0 {
		f = append(f, fact{"Waits for an answer", "what was said about " + designer.CommentedOn(said)})
	}
	if run.Machine != (designer.Machine{}) {
		f = append(f, fact{"Trained on", trainedOn(run)})
	}
	if n := run.Interpreted(); n > 0 {
		f = append(f, fact{"Rewards that run interpreted", fmt.Sprintf("%d of %d, for the reasons that they give", n, len(run.Candidates()))})
	}
	if run.Resumed > 0 {
		f = append(f, fact{"Resumed", plural(run.Resumed, "time")})
	}
	if n := len(run.Repeated); n > 0 {
		f = append(f, fact{"Asked again after a stop", plural(n, "call")})
	}
	if lost := run.Ledger.Lost; lost.Calls > 0 {
		f = append(f, fact{"Answers lost", fmt.Sprintf("%s, about %s tokens, %s", plural(lost.Calls, "call"), chart.Number(float64(lost.Usage.Total())), designer.Dollars(lost.USD))})
	}
	return f
}

// trainedOn names every machine that policies were trained on, in order.
func trainedOn(run *designer.Run) string {
	var all []string
	for _, m := range append(slices.Clone(run.Earlier), run.Machine) {
		all = append(all, m.String())
	}
	return strings.Join(all, "; then ")
}

// given says that the run's reward was given to it, so that nobody was asked or told
// anything.
func given(run *designer.Run) bool { return run.Task.Model.Kind == designer.ModelGiven }

func modelName(run *designer.Run) string {
	if kind := run.Task.Model.Kind; run.Task.Model.Name == "" || kind == "search" || kind == designer.ModelNone { // which have no name
		return run.Task.Model.Kind
	}
	return run.Task.Model.Name
}

func tokens(s designer.Spent) string {
	text := fmt.Sprintf("%s in, %s out", chart.Number(float64(s.Usage.PromptTokens)), chart.Number(float64(s.Usage.CompletionTokens)))
	if s.Usage.Estimated {
		text += " (estimated)"
	}
	return text
}

// settings lists how policies were trained.
func settings(run *designer.Run) []fact {
	s := run.Settings
	var widths []string
	for _, w := range s.Hidden {
		widths = append(widths, fmt.Sprint(w))
	}
	return []fact{
		{"Steps", grouped(s.Steps)}, {"Instances", fmt.Sprint(s.Envs)}, {"Horizon", fmt.Sprint(s.Horizon)},
		{"Epochs", fmt.Sprint(s.Epochs)}, {"Minibatch", fmt.Sprint(s.Minibatch)},
		{"Learning rate", fmt.Sprintf("%g", s.LearningRate)}, {"Gamma", fmt.Sprintf("%g", s.Gamma)},
		{"Lambda", fmt.Sprintf("%g", s.Lambda)}, {"Clip", fmt.Sprintf("%g", s.Clip)},
		{"Entropy", fmt.Sprintf("%g", s.Entropy)}, {"Gradient norm limit", fmt.Sprintf("%g", s.MaxGradNorm)},
		{"Initial log deviation", chart.Number(s.LogStd)}, {"Hidden layers", strings.Join(widths, ", ")},
		{"Checkpoints", fmt.Sprint(s.Checkpoints)}, {"Episodes per checkpoint", fmt.Sprint(s.EvalEpisodes)},
	}
}

// resultView is the reported result.
type resultView struct {
	Sentence string
	Quantity string
	Other    string // the quantity that does not decide, "" for none
	Rows     []armView
	ScaleLo  string
	ScaleHi  string
	Opening  string // how it was measured
	Curves   template.HTML
}

// armView is a row of the result's table.
type armView struct {
	Name, Class, Candidate  string
	Quantity, Other, Length string
	Maximum, Human          string // as the paper reports it; empty without trainings
	Solved                  bool
	Fitted                  bool // with tuned constants
	Interval                template.HTML
	Fault                   string
	Steps, Seconds          string
}

// result is nil until the run has measured one.
func (b *builder) result() *resultView {
	r := b.in.Run.Result
	if r == nil || len(r.Arms) == 0 {
		return nil
	}
	scale := chart.NewScale(b.quantity.solved, b.armValues(r)...)
	v := &resultView{
		Sentence: b.sentence(r), Quantity: b.quantity.name, Opening: opening(r), Curves: b.armCurves(r),
	}
	v.ScaleLo, v.ScaleHi = scale.Ends()
	switch {
	case b.quantity.success:
		v.Other = "score"
	case b.in.Run.Env.HasSuccess:
		v.Other = "success, %"
	}
	for _, name := range rows {
		if arm := r.Arm(name); arm != nil {
			v.Rows = append(v.Rows, b.arm(arm, scale))
		}
	}
	return v
}

// rows are the arms in the order of the result's table.
var rows = []string{designer.ArmDesigned, designer.ArmHumanBest, designer.ArmHuman, designer.ArmSparse}

// opening says how a result was measured.
func opening(r *designer.Result) string {
	text := r.Opening()
	return strings.ToUpper(text[:1]) + text[1:]
}

// class is how an arm is drawn: what the human reward brings, alike.
func class(arm string) string {
	if arm == designer.ArmHumanBest {
		return designer.ArmHuman
	}
	return arm
}

func (b *builder) armValues(r *designer.Result) []float64 {
	var values []float64
	for i := range r.Arms {
		s := b.armStat(&r.Arms[i])
		values = append(values, s.Mean, s.Lo, s.Hi)
		values = append(values, b.measured(&r.Arms[i])...)
	}
	return values
}

// armStat is the quantity of an arm as plotted.
func (b *builder) armStat(arm *designer.Arm) evaluator.Stat {
	s := b.quantity.clipped(b.quantity.stat(arm.Score, arm.Success))
	for _, v := range []*float64{&s.Mean, &s.Std, &s.Min, &s.Max, &s.Lo, &s.Hi} {
		*v = b.quantity.plotted(*v)
	}
	if s.N == 0 {
		s.Mean, s.Lo, s.Hi = math.NaN(), math.NaN(), math.NaN()
	}
	return s
}

func (b *builder) measured(arm *designer.Arm) []float64 {
	values := make([]float64, len(arm.Measured))
	for i, m := range arm.Measured {
		values[i] = b.quantity.of(m)
	}
	return values
}

func (b *builder) arm(arm *designer.Arm, scale chart.Scale) armView {
	s := b.armStat(arm)
	v := armView{
		Name: arm.Name, Class: class(arm.Name), Candidate: arm.Candidate, Fault: arm.Fault,
		Quantity: bracketed(s, 1, ""), Length: b.length(arm.Length), Fitted: arm.Fitted,
		Solved: s.N > 0 && s.Mean >= b.quantity.solved,
	}
	switch {
	case b.quantity.success:
		v.Other = b.score(arm.Score)
	case b.in.Run.Env.HasSuccess:
		v.Other = b.success(arm.Success, "")
	}
	if arm.Report != nil {
		v.Steps, v.Seconds = chart.Number(float64(arm.Report.Steps)), duration(arm.Report.Seconds)
		best := b.quantity.stat(arm.Report.MaxScore, arm.Report.MaxSuccess)
		v.Maximum, v.Human = deviation(best, b.quantity.plotted(1), ""), correlation(arm.Report.HumanCorrelation)
	}
	if arm.BestOf > 0 {
		v.Name += fmt.Sprintf(" of %d", arm.BestOf)
	}
	label := fmt.Sprintf("%s: %s %s", arm.Name, b.quantity.name, v.Quantity)
	v.Interval = scale.Interval(label, v.Class, s.Mean, s.Lo, s.Hi, b.measured(arm))
	return v
}

// sentence says the result in words.
func (b *builder) sentence(r *designer.Result) string {
	designed := r.Arm(designer.ArmDesigned)
	if designed == nil {
		return b.controls(r)
	}
	parts := []string{fmt.Sprintf("The designed reward reaches a %s of %s", b.word(), b.armText(designed))}
	for _, name := range []string{designer.ArmHuman, designer.ArmSparse} {
		if arm := r.Arm(name); arm != nil && b.armStat(arm).N > 0 {
			parts = append(parts, fmt.Sprintf("the %s one %s", name, b.armText(arm)))
		}
	}
	return strings.Join(parts, ", ") + "."
}

// controls says the result of a run that designs nothing in words.
func (b *builder) controls(r *designer.Result) string {
	var parts []string
	for i := range r.Arms {
		arm, what := &r.Arms[i], "the "+r.Arms[i].Name+" reward"
		if arm.BestOf > 0 {
			what = fmt.Sprintf("the best of %s of the human reward", plural(arm.BestOf, "training"))
		}
		if b.armStat(arm).N > 0 {
			parts = append(parts, fmt.Sprintf("%s reaches a %s of %s", what, b.word(), b.armText(arm)))
		}
	}
	if parts == nil {
		return "No training came to its end."
	}
	text := strings.Join(parts, ", ") + "."
	return strings.ToUpper(text[:1]) + text[1:]
}

func (b *builder) word() string {
	if b.quantity.success {
		return "success rate"
	}
	return "score"
}

func (b *builder) armText(arm *designer.Arm) string {
	unit := ""
	if b.quantity.success {
		unit = " %"
	}
	return bracketed(b.armStat(arm), 1, unit)
}

// armCurves draws how the arms learned.
func (b *builder) armCurves(r *designer.Result) template.HTML {
	c := chart.Chart{
		Label: "Learning curves of the rewards of the result", XLabel: "environment steps", YLabel: b.quantity.name,
		Width: 960, Height: 260,
		Levels: []chart.Level{{Y: b.quantity.solved, Name: "solved", Class: "solved"}},
	}
	at := map[float64][]string{}
	for _, name := range slices.Backward(rows) {
		arm := r.Arm(name)
		if arm == nil || arm.Report == nil {
			continue
		}
		s := overSeeds(arm.Report.Trainings, func(p evaluator.Checkpoint) float64 { return b.quantity.of(p.Measurement) })
		s.Class = class(name)
		c.Series = append(c.Series, s)
		for i, x := range s.X {
			at[x] = append(at[x], fmt.Sprintf("%s %s", name, chart.Number(s.Y[i])))
		}
	}
	if len(c.Series) == 0 {
		return ""
	}
	for _, x := range slices.Sorted(maps.Keys(at)) {
		c.Readings = append(c.Readings, chart.Reading{X: x, Tip: chart.Number(x) + " steps\n" + strings.Join(at[x], "\n")})
	}
	return c.SVG()
}

// preflight says how the human reward did before the search.
func (b *builder) preflight() string {
	arm := b.in.Run.Preflight
	switch {
	case arm == nil:
		return ""
	case arm.Fault != "":
		return "The preflight failed: " + arm.Fault
	case arm.Report == nil:
		return ""
	}
	text := fmt.Sprintf("Before the search, policies trained on the human reward reached a %s of %s over %s",
		b.word(), b.quantity.text(b.quantity.stat(arm.Report.Score, arm.Report.Success).Mean), plural(len(arm.Report.Trainings), "seed"))
	if cached(arm.Trainings) {
		text += " (taken from an earlier run)"
	}
	return text + fmt.Sprintf("; the task counts as solved at %s.", b.quantity.text(b.in.Run.Env.Solved))
}

// cached says that all trainings were taken from an earlier run.
func cached(trainings []designer.Trained) bool {
	return len(trainings) > 0 && !slices.ContainsFunc(trainings, func(t designer.Trained) bool { return !t.Cached })
}
