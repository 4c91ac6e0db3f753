package designer

import (
	"context"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// Critic is the Reviewer that lets package critic judge, and opens what it has
// accepted.
type Critic struct {
	Critic  *critic.Critic
	Subject *critic.Subject
}

// Review implements Reviewer.
func (c *Critic) Review(ctx context.Context, answer string) (Verdict, error) {
	v, err := c.Critic.Review(ctx, c.Subject, answer)
	if err != nil {
		return Verdict{}, err
	}
	return Verdict{
		Accepted: v.OK(), Source: v.Source, Terms: v.Terms, Memory: v.Memory, Engine: v.Engine,
		Findings: v.Findings, Seconds: v.Milliseconds / 1000,
	}, nil
}

// Open makes a Rewarder of an accepted source, for [Evaluator.Open].
func (c *Critic) Open(ctx context.Context, source string) (evaluator.Rewarder, error) {
	return c.Critic.Open(ctx, c.Subject, source)
}
