package designer

import (
	"context"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/screen"
	"github.com/rewardsmith/rewardsmith/prompts"
)

// roleAnalyst is the model's role as an analyst of failed episodes.
const roleAnalyst = "analyst"

// Sizes of what the analyst reads.
const (
	failedEpisodes = 5 // at most
	lastSteps      = 8 // of each, and the state they end in
)

// Analysing is what the template analyse.tmpl reads.
type Analysing struct {
	Brief
	Source string // of the reward on which the policies were trained
	Failed []Trace
}

// askAnalyst adds what the model, as an analyst, makes of episodes in which the
// candidate's policies failed: nothing where they did not, or where no answer came.
func askAnalyst(ctx context.Context, l *loop, c *Candidate, f *Feedback) error {
	footage, err := l.Trainer.Watch(ctx, l.run.code(c), c.policies(), screen.DefaultEpisodes)
	if err != nil {
		return err
	}
	var failed []Trace
	for i, e := range footage.Episodes {
		if !e.Success && len(failed) < failedEpisodes {
			failed = append(failed, *tail(l.Env.Spec(), footage.Record(i)))
		}
	}
	if failed == nil {
		return nil
	}
	said, err := l.consult(ctx, c, roleAnalyst, func() ([]llm.Message, error) {
		b, err := l.brief()
		if err != nil {
			return nil, err
		}
		return analystPrompt(l.Prompts, b, c.Source, failed)
	})
	if err != nil {
		return err
	}
	f.Analysis = strings.TrimSpace(said.Answer.Text)
	return nil
}

// analystPrompt asks an analyst about failed episodes.
func analystPrompt(set *prompts.Set, b Brief, source string, failed []Trace) ([]llm.Message, error) {
	return consultation(set, prompts.SystemAnalyst, prompts.Analyse, Analysing{b, strings.TrimSpace(source), failed})
}

// tail writes the last steps of an episode.
func tail(spec *envs.Spec, e *evaluator.Episode) *Trace {
	steps := len(e.Actions)
	t := &Trace{Score: e.Score, Success: e.Success, HasSuccess: spec.Success != nil, Steps: steps, End: e.End}
	for i := max(steps-lastSteps, 0); i < steps; i++ {
		t.Rows = append(t.Rows, TraceRow{Step: i, State: spec.State.Format(e.States[i]), Action: spec.Action.Format(e.Actions[i])})
	}
	t.Rows = append(t.Rows, TraceRow{Step: steps, State: spec.State.Format(e.States[steps])})
	return t
}
