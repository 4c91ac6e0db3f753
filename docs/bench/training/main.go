// Command training measures what a step of training costs on cartpole: by kernel
// set, and with the environment's own reward beside ones that a language model
// might write.
//
//	go run ./docs/bench/training > docs/bench/training/result.json
//
// It prints one JSON document, and a table to standard error. The variants take
// turns; figures are microseconds of processor time of all threads for one
// environment step, 64 instances by 32 steps, two networks of 64x64, 4 epochs in
// minibatches of 256, on one core. ratio compares each round with the same round
// of the first variant: its median, and the median's 95 % interval.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"slices"
	"text/tabwriter"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/internal/cputime"
	"github.com/rewardsmith/rewardsmith/internal/nn"
)

const (
	rounds = 21
	steps  = 20 * 64 * 32
)

// The bounds of a 95 % interval for the median of so many rounds, as ranks from
// 0: binomial, 21 trials of 1/2.
const low, high = 5, 15

func main() {
	if critic.IsChild(os.Args) {
		os.Exit(critic.ServeChild(os.Stdin, os.Stdout))
	}
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// variant is a reward on a kernel set.
type variant struct {
	Kernels string  `json:"kernels"`
	Reward  string  `json:"reward"`
	Median  float64 `json:"microseconds"`
	Ratio   float64 `json:"ratio"`
	Low     float64 `json:"ratio_low"`
	High    float64 `json:"ratio_high"`

	open    func() (evaluator.Rewarder, error)
	samples []float64
}

func run(ctx context.Context) error {
	env, err := cartpole.New()
	if err != nil {
		return err
	}
	variants, err := choose(ctx, env)
	if err != nil {
		return err
	}
	for range rounds {
		for _, v := range variants {
			if err := v.train(ctx, env); err != nil {
				return fmt.Errorf("%s, %s: %w", v.Kernels, v.Reward, err)
			}
		}
	}
	for _, v := range variants {
		v.sumUp(variants[0])
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", " ")
	if err := out.Encode(map[string]any{
		"go": runtime.Version(), "machine": runtime.GOOS + "/" + runtime.GOARCH, "rounds": rounds, "steps": steps, "variants": variants,
	}); err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stderr, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "kernels\treward\tµs a step\tsteps a core second\tratio\t95 %\t")
	for _, v := range variants {
		fmt.Fprintf(w, "%s\t%s\t%.2f\t%.0f\t%.3f\t%.3f..%.3f\t\n", v.Kernels, v.Reward, v.Median, 1e6/v.Median, v.Ratio, v.Low, v.High)
	}
	return w.Flush()
}

// choose lists the variants: rewards on the fastest kernel set, then the other
// sets with the environment's own.
func choose(ctx context.Context, env envs.Env) ([]*variant, error) {
	fastest, err := nn.Choose(nn.Auto)
	if err != nil {
		return nil, err
	}
	own := func() (evaluator.Rewarder, error) { return env.Reward(envs.RewardSparse) }
	variants := []*variant{{Kernels: fastest.Name, Reward: "own, constant", open: own}}
	subject, err := critic.NewSubject(ctx, env, critic.SubjectOptions{})
	if err != nil {
		return nil, err
	}
	judge := new(critic.Critic)
	for _, r := range []struct{ name, engine string }{
		{"small", critic.EngineWasm}, {"terms", critic.EngineWasm}, {"loops", critic.EngineWasm}, {"terms", critic.EngineYaegi},
	} {
		source, err := os.ReadFile("docs/bench/rewards/" + r.name + ".go.txt")
		if err != nil {
			return nil, fmt.Errorf("run this from the top of the repository: %w", err)
		}
		variants = append(variants, &variant{Kernels: fastest.Name, Reward: r.name + ", " + r.engine, open: func() (evaluator.Rewarder, error) {
			return judge.Open(ctx, subject, string(source), r.engine)
		}})
	}
	for _, k := range nn.Sets() {
		if k.Name != fastest.Name {
			variants = append(variants, &variant{Kernels: k.Name, Reward: "own, constant", open: own})
		}
	}
	return variants, nil
}

// train runs one round. What opening a reward takes does not count; the time of
// a child that interprets one does, once it has ended.
func (v *variant) train(ctx context.Context, env envs.Env) error {
	k, err := nn.Choose(v.Kernels)
	if err != nil {
		return err
	}
	reward, err := v.open()
	if err != nil {
		return err
	}
	learner, err := ppo.NewLearner(ppo.Settings{
		Steps: steps, Envs: 64, Horizon: 32, Epochs: 4, Minibatch: 256, LearningRate: 2.5e-3, Gamma: 0.98, Lambda: 0.9,
		Clip: 0.2, MaxGradNorm: 0.5, Hidden: []int{64, 64},
	}, ppo.Config{Env: env, Rewarder: reward, Seed: 1, Kernels: k, Workers: 1})
	if err != nil {
		return err
	}
	begin := cputime.Used() + cputime.Children()
	for !learner.Done() {
		if err := learner.Advance(ctx); err != nil {
			return err
		}
	}
	if err := reward.Close(); err != nil {
		return err
	}
	used := cputime.Used() + cputime.Children() - begin
	v.samples = append(v.samples, float64(used.Nanoseconds())/1000/steps)
	return learner.Close()
}

func (v *variant) sumUp(first *variant) {
	ratios := make([]float64, rounds)
	for i := range ratios {
		ratios[i] = v.samples[i] / first.samples[i]
	}
	slices.Sort(ratios)
	v.Ratio, v.Low, v.High = ratios[rounds/2], ratios[low], ratios[high]
	sorted := slices.Sorted(slices.Values(v.samples))
	v.Median = sorted[rounds/2]
}
