package cmd

import (
	"context"
	"fmt"
	"time"

	"github.com/rewardsmith/rewardsmith/designer"
)

// estimate says what a run is expected to take. Speed is measured by a moment of
// training; nothing is asked of the model.
func (p *process) estimate(ctx context.Context, t *task, on hardware, asJSON bool) error {
	templates, err := t.templates()
	if err != nil {
		return err
	}
	reviewer, err := t.critic(ctx)
	if err != nil {
		return err
	}
	speed, err := designer.Calibrate(ctx, t.trainer(reviewer, on), on.cores())
	if err != nil {
		return err
	}
	e, err := designer.EstimateRun(t.Task, t.env.Spec(), t.settings(), templates, on.cores(), speed)
	if err != nil {
		return err
	}
	if asJSON {
		return p.writeJSON(e)
	}
	return p.writeEstimate(t, e)
}

func (p *process) writeEstimate(t *task, e *designer.Estimate) error {
	out := table{}
	reads := t.Model.Kind == "openai" || t.Model.Kind == "file"
	out.add("answers", fmt.Sprintf("%d, at most %d with every repair and repetition", e.Calls, e.CallsMax))
	if reads {
		out.add("tokens", fmt.Sprintf("about %s in and %s out, at most %s", shortCount(e.PromptTokens), shortCount(e.CompletionTokens), shortCount(e.TokensMax)))
	}
	switch {
	case e.USD > 0:
		out.add("money", fmt.Sprintf("about %s, at most %s", designer.Dollars(e.USD), designer.Dollars(e.USDMax)))
	case t.Model.Kind == "openai":
		out.add("money", "unknown; set model.price")
	}
	out.add("environment steps", fmt.Sprintf("%s: %s preflight, %s search, %s final",
		shortCount(e.Steps()), shortCount(e.PreflightSteps), shortCount(e.SearchSteps), shortCount(e.FinalSteps)))
	out.add("training time", "about "+time.Duration(e.Seconds*1e9).Round(time.Second).String())
	out.add("memory", fmt.Sprintf("at most %d MB", e.Memory/1e6))
	for _, c := range e.Caps {
		out.add("stops early", fmt.Sprintf("at budget.%s", c))
	}
	return out.write(p.stdout)
}
