package cmd

import (
	"context"
	"fmt"
	"slices"
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
	trainer := t.trainer(reviewer, on)
	speed, fleets, err := speedOf(ctx, t, trainer, on)
	if err != nil {
		return err
	}
	e, err := designer.EstimateRun(t.Task, t.env.Spec(), t.settings(), templates, on.cores(), speed, fleets)
	if err != nil {
		return err
	}
	if asJSON {
		return p.writeJSON(e)
	}
	return p.writeEstimate(t, e, on)
}

// speedOf measures how fast trainings are, in environment steps of all together
// per second, and says how they share the GPU, if they train on one.
func speedOf(ctx context.Context, t *task, trainer *designer.Evaluator, on hardware) (float64, []designer.Fleets, error) {
	if on.fleet == nil {
		speed, err := designer.Calibrate(ctx, trainer, on.cores())
		return speed, nil, err
	}
	fleets, err := designer.EstimateFleets(t.Task, trainer.Setup, trainer.Settings)
	if err != nil {
		return 0, nil, err
	}
	together := 1
	for _, f := range fleets {
		if f.Stage == designer.StageSearch {
			together = f.Fleets[0]
		}
	}
	speed, err := designer.CalibrateGPU(ctx, trainer, together)
	return speed, fleets, err
}

// timeText says how long trainings are expected to take.
func timeText(seconds float64) string {
	if seconds == 0 {
		return "unknown: too slow to be measured soon"
	}
	return "about " + time.Duration(seconds*1e9).Round(time.Second).String()
}

// answersText says how many answers the resolved task asks for and of whom: a search
// without a model proposes rewards itself, and other controls ask for nothing.
func answersText(t designer.Task, e *designer.Estimate) (name, text string) {
	name = "answers"
	switch t.Answerer().Kind {
	case designer.ModelNone:
		return name, "none"
	case "search":
		name = "proposals"
	}
	each := "every repair and repetition"
	if slices.Contains(t.Method.Gates, designer.GateReviewer) {
		each = "every repair, objection and repetition"
	}
	return name, fmt.Sprintf("%d, at most %d with %s", e.Calls, e.CallsMax, each)
}

// fleetsText says how the trainings of a stage share a GPU.
func fleetsText(f designer.Fleets) string {
	how := "together"
	switch n := len(f.Fleets); {
	case f.Trainings == 1:
		how = "alone"
	case n == f.Trainings:
		how = "one after the other"
	case n > 1:
		how = fmt.Sprintf("in %d fleets of at most %d", n, slices.Max(f.Fleets))
	}
	if f.Parts > 1 {
		how += fmt.Sprintf(", observations in %d buffers", f.Parts)
	}
	return fmt.Sprintf("%s: %s %s, %s", f.Stage, designer.Count(f.Trainings, "training"), how, memoryText(float64(f.Bytes)))
}

func (p *process) writeEstimate(t *task, e *designer.Estimate, on hardware) error {
	out := table{}
	kind := t.answerer().Kind
	reads := kind == "openai" || kind == "file"
	if kind != designer.ModelGiven {
		out.add(answersText(t.Resolved(), e))
	}
	if reads {
		out.add("tokens", fmt.Sprintf("about %s in and %s out, at most %s", shortCount(e.PromptTokens), shortCount(e.CompletionTokens), shortCount(e.TokensMax)))
	}
	switch {
	case e.USD > 0:
		out.add("money", fmt.Sprintf("about %s, at most %s", designer.Dollars(e.USD), designer.Dollars(e.USDMax)))
	case kind == "openai":
		out.add("money", "unknown; set model.price")
	}
	fitting := ""
	if e.FitSteps > 0 {
		fitting = fmt.Sprintf(", at most %s fit", shortCount(e.FitSteps))
	}
	out.add("environment steps", fmt.Sprintf("%s: %s preflight, %s search%s, %s final",
		shortCount(e.Steps()), shortCount(e.PreflightSteps), shortCount(e.SearchSteps), fitting, shortCount(e.FinalSteps)))
	out.add("training time", timeText(e.Seconds))
	out.add("memory", fmt.Sprintf("at most %d MB", e.Memory/1e6))
	if on.device != nil {
		info := on.device.Info()
		out.add("GPU", fmt.Sprintf("%s, %s, memory %s", info.Name, info.Kind, memoryText(float64(info.Limits.MemoryBytes))))
	}
	for _, f := range e.Fleets {
		out.add("GPU memory", fleetsText(f))
	}
	for _, c := range e.Caps {
		out.add("stops early", fmt.Sprintf("at budget.%s", c))
	}
	return out.write(p.stdout)
}
