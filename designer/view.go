package designer

import (
	"context"

	"github.com/rewardsmith/rewardsmith/designer/diagnosis"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/prompts"
)

// Views of the feedback: what of it a model reads.
const (
	ViewSummary = "summary" // means, shares, two episodes
	ViewSeries  = "series"  // ten points of each quantity
	ViewCard    = "card"    // the last evaluations and the episodes of extreme return

	ViewNone      = "none"      // nothing but that it was trained
	ViewLab       = "lab"       // the series without their beginnings, and what is to be reached
	ViewFailures  = "failures"  // what the model, as an analyst, made of failed episodes
	ViewDiagnosis = "diagnosis" // named failures, no measures
	ViewTraces    = "traces"    // the series of the reward's own terms, no measures
)

// view is one way to show a model what became of its reward: templates of package
// prompts that read a Feedback.
type view struct {
	template string // of what happened; where the reward failed in training, the fault is shown in its place
	tips     string // of how to read it, "" for none
	// gather, unless nil, adds to the feedback what only this view shows and what
	// costs something to know.
	gather   func(ctx context.Context, l *loop, c *Candidate, f *Feedback) error
	policies bool // gather watches the candidate's policies
	returns  bool // gather looks at what the reward pays for episodes
	asks     bool // gather asks the model, in another role, once
	// fits, unless nil, says whether the view means something for a task; where it
	// does not, the summary is shown.
	fits func(spec *envs.Spec) bool
}

// views is the table of views by name.
func views() map[string]view {
	return map[string]view{
		ViewNone:    {template: prompts.FeedbackNone},
		ViewSummary: {template: prompts.FeedbackSummary, tips: prompts.Reflection},
		ViewSeries:  {template: prompts.FeedbackSeries, tips: prompts.Reflection},
		ViewDiagnosis: {
			template: prompts.FeedbackDiagnosis, gather: diagnose, policies: true, returns: true,
			fits: func(spec *envs.Spec) bool { return diagnosis.Fits(spec, evaluator.DecidedBySuccess(spec)) },
		},
		ViewLab:      {template: prompts.FeedbackLab, tips: prompts.Reflection},
		ViewTraces:   {template: prompts.FeedbackTraces, tips: prompts.ReflectionTraces},
		ViewFailures: {template: prompts.FeedbackFailures, gather: askAnalyst, policies: true, asks: true},
		ViewCard:     {template: prompts.FeedbackCard, tips: prompts.Reflection, gather: watchExtremes, policies: true, returns: true},
	}
}

// View returns the name of the view that a task's method shows in an environment.
func (m *Method) View(spec *envs.Spec) string {
	if v := views()[*m.Feedback]; v.fits != nil && !v.fits(spec) {
		return ViewSummary
	}
	return *m.Feedback
}

// renderFeedback writes what the model is shown about a candidate: the view, or
// the fault in its place, then how to read it.
func renderFeedback(set *prompts.Set, v view, f Feedback) (string, error) {
	name := v.template
	if f.Fault != "" {
		name = prompts.FeedbackFault
	}
	shown := f.Shown()
	text, err := set.Render(name, shown)
	if err != nil || v.tips == "" {
		return text, err
	}
	tips, err := set.Render(v.tips, shown)
	if err != nil {
		return "", err
	}
	return text + "\n" + tips, nil
}
