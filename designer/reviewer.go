package designer

import (
	"context"
	"errors"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// Critic is the Reviewer that lets package critic judge, and opens what it has
// accepted.
type Critic struct {
	Critic  *critic.Critic
	Subject *critic.Subject
}

// Review implements Reviewer.
func (c *Critic) Review(ctx context.Context, answer string, played []*envs.Transitions) (Verdict, error) {
	v, err := c.Critic.Review(ctx, c.Subject.With(played...), answer)
	if err != nil {
		return Verdict{}, err
	}
	return Verdict{
		Accepted: v.OK(), Source: v.Source, Terms: v.Terms, Memory: v.Memory, Engine: v.Engine, Why: v.Why,
		Findings: v.Findings, Seconds: v.Milliseconds / 1000,
	}, nil
}

// Open makes a Rewarder of an accepted source, for [Evaluator.Open]. One that
// cannot be compiled any more, by a program that has become stricter since, is
// interpreted: its values have the same bits. A reward that cannot be opened
// although it was accepted is returned as one that fails at once, so that its
// training ends with its fault and the others go on.
func (c *Critic) Open(ctx context.Context, code Code) (evaluator.Rewarder, error) {
	program, err := c.Critic.Open(ctx, c.Subject, code.Source, code.Engine)
	var fault *critic.Fault
	var rejected *critic.RejectedError
	if errors.As(err, &rejected) && code.Engine == critic.EngineWasm {
		program, err = c.Critic.Open(ctx, c.Subject, code.Source, critic.EngineYaegi)
	}
	switch {
	case errors.As(err, &fault), errors.As(err, &rejected):
		return failing{err}, nil
	case err != nil:
		return nil, err
	}
	return program, nil
}

// failing is a reward without terms that fails at every batch.
type failing struct{ err error }

func (failing) Terms() []string { return nil }

func (f failing) Reward(context.Context, *envs.Transitions, []float64, [][]float64) error {
	return f.err
}

func (failing) Close() error { return nil }
