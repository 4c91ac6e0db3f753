package fleet

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/rewardsmith/rewardsmith/evaluator/fleet/kernels"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
)

// Experience sums up what the instances of a job did in one rollout.
type Experience struct {
	Steps    int // of all instances
	Episodes int // that ended

	Score, Successes, Length, Return float64 // sums over these episodes

	Reward float64   // sum over the steps
	Terms  []float64 // likewise of each term
}

// look reads what the last rollout and update brought.
func (f *Fleet) look(ctx context.Context) error {
	columns := f.schedule.totalColumns()
	sums, err := f.read(ctx, totals, 0, 2*len(f.jobs)*columns)
	if err != nil {
		return err
	}
	diverged, err := f.read(ctx, kernels.Diverged, 0, 2*len(f.jobs))
	if err != nil {
		return err
	}
	for _, a := range slices.Clone(f.active) {
		j := int(a)
		row := sums[2*j*columns:][:2*columns]
		of := &f.jobs[j]
		of.experience = f.experience(j, row)
		if column(row, f.schedule.program.Statistics().Faults) != 0 {
			if of.fault, err = f.faultOf(ctx, j); err != nil {
				return err
			}
		} else if diverged[2*j] != 0 {
			of.fault = fmt.Errorf("policy: %w", ppo.ErrDiverged)
		} else if diverged[2*j+1] != 0 {
			of.fault = fmt.Errorf("value function: %w", ppo.ErrDiverged)
		}
		if of.fault != nil {
			f.Stop(j)
		}
	}
	return nil
}

// column returns the total of a column of statistics.
func column(row []uint32, i int) float64 {
	return float64(math.Float32frombits(row[2*i])) + float64(math.Float32frombits(row[2*i+1]))
}

// experience reads the totals of a job.
func (f *Fleet) experience(j int, row []uint32) Experience {
	at := f.schedule.program.Statistics()
	e := Experience{
		Steps: f.config.Settings.Batch(), Episodes: int(math.Round(column(row, at.Episodes))),
		Score: column(row, at.Score), Successes: column(row, at.Successes),
		Length: column(row, at.Length), Return: column(row, at.Return), Reward: column(row, at.Reward),
	}
	for k := range f.Terms(j) {
		e.Terms = append(e.Terms, column(row, at.Terms+k))
	}
	return e
}

// Policy returns the policy of a job as it is now. The error is ppo.ErrDiverged where
// it is not finite.
func (f *Fleet) Policy(ctx context.Context, j int) (*ppo.Policy, error) {
	shape := &f.schedule.learner.Shape
	size, width := shape.Params(), shape.Width(0)
	words, err := f.read(ctx, kernels.Params, 2*j*size, size)
	if err != nil {
		return nil, err
	}
	normaliser, err := f.read(ctx, kernels.Normaliser, 2*j*width, 2*width)
	if err != nil {
		return nil, err
	}
	p := &ppo.Policy{Env: f.config.Spec.Name, Sizes: slices.Clone(f.sizes), Params: make([]float32, f.params)}
	unpack(p.Params, shape, f.sizes, words)
	for _, v := range p.Params {
		if v-v != 0 {
			return nil, fmt.Errorf("policy: %w", ppo.ErrDiverged)
		}
	}
	for i := range shape.Observations {
		p.Normaliser.Mean = append(p.Normaliser.Mean, float64(math.Float32frombits(normaliser[i])))
		p.Normaliser.Scale = append(p.Normaliser.Scale, float64(math.Float32frombits(normaliser[width+i])))
	}
	return p, nil
}
