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

// Train four rewards, of which one half stops after a third of the steps and one half
// of the rest after two thirds.
func ExampleEvaluation_race() {
	env, err := cartpole.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	settings := evaluator.Tuned(env.Spec())
	settings.Steps, settings.Checkpoints, settings.EvalEpisodes = 6*2048, 6, 10
	settings.Hidden = []int{16}

	open := func(term int, sign float64) evaluator.Open {
		return func(context.Context) (evaluator.Rewarder, error) {
			r, err := env.Reward(envs.RewardHuman)
			return oneTerm{r, term, sign}, err
		}
	}
	race := evaluator.Evaluation{
		Setup: evaluator.Setup{Env: env, Root: 1, Cores: 2, Now: time.Now},
		Race:  evaluator.Race{Rungs: []float64{1. / 3, 2. / 3}, Keep: 0.5},
	}
	for candidate, reward := range []evaluator.Open{open(0, -1), open(0, 1), open(1, 1), open(2, -1)} {
		race.Jobs = append(race.Jobs, evaluator.Job{Open: reward, Candidate: candidate, Settings: settings})
	}
	trainings := make([]*evaluator.Training, len(race.Jobs))
	race.Done = func(r evaluator.Result) { trainings[r.Job] = r.Training }
	if err := race.Run(context.Background()); err != nil {
		fmt.Println(err)
		return
	}
	whole, saved := 0, 0
	for _, t := range trainings {
		if t.Stopped == nil {
			whole++
			continue
		}
		saved += t.Stopped.Saved
	}
	fmt.Printf("%d of %d trained to the end\n", whole, len(trainings))
	fmt.Printf("saved %d of %d steps\n", saved, len(trainings)*settings.Steps)
	// Output:
	// 1 of 4 trained to the end
	// saved 20480 of 49152 steps
}

// oneTerm is one term of a reward, with a sign.
type oneTerm struct {
	evaluator.Rewarder
	term int
	sign float64
}

func (r oneTerm) Reward(ctx context.Context, b *envs.Transitions, total []float64, terms [][]float64) error {
	err := r.Rewarder.Reward(ctx, b, total, terms)
	for i := range total {
		total[i] = r.sign * terms[r.term][i]
	}
	return err
}
