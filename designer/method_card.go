package designer

import (
	"cmp"
	"context"
	"slices"

	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/screen"
	"github.com/rewardsmith/rewardsmith/prompts"
)

const cardSource = `Sun et al. 2024, "A Large Language Model-Driven Reward Design Framework via Dynamic Feedback for Reinforcement Learning" (CARD)`

// cardForms is CARD: one answer a round in one dialogue. Paper and released code
// disagree on what happens where trajectory preferences fail, and on the return
// that they compare.
var cardForms = []Preset{
	{
		Name: "card", Form: "strict",
		About:  "one answer a round, in one dialogue; what ranks known episodes wrongly is not trained",
		Source: cardSource,
		Output: OutputReward, Tips: prompts.Tips, Select: SelectLatest,
		Samples: 1, Iterations: 3, Temperature: 0.7, Gates: []string{GateTPE},
		Carry: CarryDialogue, Fitness: FitnessLast, Feedback: ViewCard, Repairs: 9, Retries: 0,
	},
	{
		Name: "card", Form: "released",
		About:  "the same, as the released code has it: what ranks known episodes wrongly is told so, and trained all the same",
		Source: cardSource,
		Output: OutputReward, Tips: prompts.Tips, Select: SelectLatest,
		Samples: 1, Iterations: 3, Temperature: 0.7, Gates: []string{GateTPEReleased},
		Carry: CarryDialogue, Fitness: FitnessLast, Feedback: ViewCard, Repairs: 9, Retries: 0,
	},
}

// evaluations is how many of the last checkpoints CARD shows.
const evaluations = 5

// watchExtremes adds what CARD's process and trajectory feedback show: the last
// evaluations, and the episodes that the reward likes most and least.
func watchExtremes(ctx context.Context, l *loop, c *Candidate, f *Feedback) error {
	f.Evaluations = lastEvaluations(sound(trainings(c.Trainings)), evaluations)
	footage, err := l.Trainer.Watch(ctx, l.run.code(c), c.policies(), screen.DefaultEpisodes)
	if err != nil || footage.Fault != "" || len(footage.Episodes) == 0 {
		return err
	}
	order := make([]int, len(footage.Returns))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(footage.Returns[a].Sum, footage.Returns[b].Sum) })
	f.Lowest = l.trace(footage, order[0])
	f.Highest = l.trace(footage, order[len(order)-1])
	return nil
}

// trace writes an episode of a footage, with what its reward pays for it.
func (l *loop) trace(f *Footage, i int) *Trace {
	e := f.Record(i)
	e.Return, e.Success = f.Returns[i].Sum, f.Episodes[i].Success
	return newTrace(l.Env.Spec(), nil, e)
}

// lastEvaluations returns so many of the checkpoints that all trainings have, evenly
// spaced up to the last.
func lastEvaluations(whole []*evaluator.Training, want int) []Evaluation {
	if len(whole) == 0 {
		return nil
	}
	n := len(whole[0].Curve)
	for _, t := range whole {
		n = min(n, len(t.Curve))
	}
	stride := max(n/want, 1)
	var list []Evaluation
	for i := n - 1; i >= 0 && len(list) < want; i -= stride {
		list = append(list, evaluation(whole, i))
	}
	slices.Reverse(list)
	return list
}

// evaluation sums up a checkpoint over the trainings.
func evaluation(whole []*evaluator.Training, i int) Evaluation {
	over := func(value func(*evaluator.Checkpoint) float64) evaluator.Stat {
		values := make([]float64, len(whole))
		for k, t := range whole {
			values[k] = value(&t.Curve[i])
		}
		return evaluator.NewStat(values)
	}
	e := Evaluation{
		Steps:   whole[0].Curve[i].Steps,
		Return:  over(func(c *evaluator.Checkpoint) float64 { return c.Return }),
		Length:  over(func(c *evaluator.Checkpoint) float64 { return c.Length }),
		Success: over(func(c *evaluator.Checkpoint) float64 { return c.Success }),
		Score:   over(func(c *evaluator.Checkpoint) float64 { return c.Score }),
	}
	for _, name := range whole[0].Terms {
		sum := over(func(c *evaluator.Checkpoint) float64 { return c.Terms[name] * c.Length })
		e.Terms = append(e.Terms, Term{Name: name, Stat: sum})
	}
	return e
}

// policies returns those of a candidate's trainings that the journal holds, by seed.
func (c *Candidate) policies() []Played {
	var list []Played
	for _, t := range c.Trainings {
		if t.Weights != nil {
			list = append(list, Played{c.ID, t.Weights})
		}
	}
	return list
}
