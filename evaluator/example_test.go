package evaluator_test

import (
	"context"
	"fmt"
	"time"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// Train a reward with two seeds, sum the trainings up and measure one of the
// policies on episodes that neither training nor selection has seen.
func Example() {
	env, err := cartpole.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	settings := evaluator.Tuned(env.Spec())
	settings.Steps, settings.Checkpoints, settings.EvalEpisodes = 8192, 2, 10
	settings.Hidden = []int{16}

	open := func(context.Context) (evaluator.Rewarder, error) { return env.Reward(envs.RewardHuman) }
	jobs := []evaluator.Job{
		{Open: open, Seed: 0, Settings: settings},
		{Open: open, Seed: 1, Settings: settings},
	}
	setup := evaluator.Setup{Env: env, Root: 1, Cores: 2, Now: time.Now}
	trainings := make([]evaluator.Training, len(jobs))
	var policy *evaluator.Policy
	err = evaluator.Evaluate(context.Background(), setup, jobs, func(r evaluator.Result) {
		trainings[r.Job] = *r.Training
		policy = r.Policy
	})
	if err != nil {
		fmt.Println(err)
		return
	}

	report := evaluator.NewReport(env, settings, trainings)
	fmt.Println("seeds:", report.Score.N)
	fmt.Println("steps:", report.Steps)
	for _, c := range report.Trainings[0].Curve {
		fmt.Println("checkpoint at", c.Steps)
	}
	m, _, err := evaluator.MeasurePolicy(context.Background(), setup, policy, open, evaluator.FamilyFinal, 20)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("final episodes:", m.Episodes)
	fmt.Println("better than chance:", m.Score > 25)
	// Output:
	// seeds: 2
	// steps: 16384
	// checkpoint at 4096
	// checkpoint at 8192
	// final episodes: 20
	// better than chance: true
}
