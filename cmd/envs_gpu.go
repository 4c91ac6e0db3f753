package cmd

import (
	"context"
	"fmt"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/play"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
)

// Sizes of plays on a GPU beside the processor. They bound the memory of what is
// recorded, too.
const (
	comparedInstances = 64
	comparedSteps     = 5000 // of an instance, at most; else a whole episode and the start of the next
)

// comparedPlay is one play of an environment in both places.
type comparedPlay struct {
	title  string
	params map[string]envs.Range
	reward string
}

// comparedPlays lists the plays of an environment. That of the sparse reward differs
// in that alone.
func comparedPlays(spec *envs.Spec) []comparedPlay {
	list := []comparedPlay{{"default parameters, human reward", nil, envs.RewardHuman}}
	last := list[0]
	if ranges := play.Ranges(spec); len(ranges) > 0 {
		last = comparedPlay{"parameters of all ranges, human reward", ranges, envs.RewardHuman}
		list = append(list, last)
	}
	last.title, last.reward = "the same, sparse reward", envs.RewardSparse
	return append(list, last)
}

// conformOnGPU plays the environment of a task on its GPU and on the processor, and
// says how far the two are apart. What is wrong is errReported.
func (p *process) conformOnGPU(ctx context.Context, t *task) error {
	const without = "to check on the processor alone: leave --engine out"
	spec := t.env.Spec()
	if err := compilable(spec); err != nil {
		return waysOut(fmt.Errorf("engine gpu: %w", err), bySet, without)
	}
	device, err := gpu.Open(gpu.Options{Adapter: t.GPU.Adapter, Software: t.GPU.Software})
	if err != nil {
		return waysOut(fmt.Errorf("engine gpu: %w", err), bySet, without)
	}
	defer device.Close()
	fmt.Fprintf(p.stdout, "\nin float32 on %s, beside float64 on the processor\n", device.Info().Name)
	sound := true
	for _, of := range comparedPlays(spec) {
		c := play.Config{
			Spec: spec, Params: of.params, Reward: rollout.Reward{Own: of.reward},
			Instances: comparedInstances, Seed: 1,
		}
		steps := min(spec.MaxSteps, comparedSteps) + 1
		x, err := play.Compare(ctx, device, t.env, c, steps)
		if err != nil {
			return fmt.Errorf("engine gpu: %w", err)
		}
		fmt.Fprintf(p.stdout, "\n%s: %d steps of %d instances\n", of.title, steps, c.Instances)
		if err := p.writeComparison(x, of.reward == envs.RewardSparse); err != nil {
			return err
		}
		sound = sound && len(x.Problems()) == 0
	}
	if !sound {
		return errReported
	}
	_, err = fmt.Fprintf(p.stdout, "%s is the same on the GPU, as far as float32 goes\n", spec.Name)
	return err
}

// writeComparison writes a table of all quantities, or of the reward alone, and what is
// wrong.
func (p *process) writeComparison(x *play.Comparison, rewardOnly bool) error {
	t := table{header: []string{"", "APART", "AGREES"}, right: map[int]bool{1: true}}
	for _, q := range x.Quantities {
		if !rewardOnly || q.Name == play.GapReward {
			t.add(q.Name, apart(q), agrees(q, x.Longest))
		}
	}
	if err := t.write(p.stdout); err != nil {
		return err
	}
	if !rewardOnly {
		fmt.Fprintf(p.stdout, "%d of %d episodes end alike; to agree is to be within %g, rewards and scores %g, as has to be for %s\n",
			x.Alike, x.Episodes, x.Agreement.State, x.Agreement.Reward, stepCount(x.Agreement.Steps))
	}
	for _, problem := range x.Problems() {
		fmt.Fprintf(p.stdout, "FAILED %s\n", problem)
	}
	return nil
}

// apart says how far a quantity is apart.
func apart(q play.Gap) string {
	switch {
	case q.Apart == 0:
		return "0"
	case q.Exact:
		return "differs"
	}
	return fmt.Sprintf("%.1e", q.Apart)
}

// agrees says for how long a quantity stays within its tolerance.
func agrees(q play.Gap, longest int) string {
	switch {
	case longest == 0:
		return "not compared"
	case q.Left < 0 && q.Name == play.GapFirst:
		return "in every episode"
	case q.Left < 0:
		return fmt.Sprintf("throughout, %s", stepCount(longest))
	}
	return stepCount(q.Left)
}

// stepCount writes a number of steps.
func stepCount(n int) string {
	if n == 1 {
		return "1 step"
	}
	return fmt.Sprintf("%d steps", n)
}
