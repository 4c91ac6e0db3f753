package critic_test

import (
	"context"
	"fmt"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
)

// A model's answer is reviewed against the environment that it was written for.
func Example() {
	ctx := context.Background()
	env, err := cartpole.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	subject, err := critic.NewSubject(ctx, env, critic.SubjectOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	answer := "Keep the pole up:\n\n```go\n" + `package reward

import "env"

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	upright := 1 - next.PoleAngle*next.PoleAngle
	return upright, map[string]float64{"upright": upright}
}
` + "```\n"
	var c critic.Critic
	verdict, err := c.Review(ctx, subject, answer)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(verdict.Verdict)
	for _, f := range verdict.Findings {
		fmt.Printf("%d:%d: %s/%s: %s\n", f.Line, f.Column, f.Stage, f.Reason, f.Suggestion)
	}
	// Output:
	// rejected
	// 6:22: typecheck/unknown-field: State has X, XDot, Theta, ThetaDot; did you mean Theta?
	// 6:37: typecheck/unknown-field: State has X, XDot, Theta, ThetaDot; did you mean Theta?
}
