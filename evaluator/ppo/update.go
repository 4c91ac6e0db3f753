package ppo

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// update fits both networks to the rollout in shuffled order. They share nothing,
// so each has its own goroutine where there are two workers. It ends with the
// context's error before the next minibatch where that has ended.
func (l *Learner) update(ctx context.Context) error {
	rate := l.settings.Rate(l.rollouts)
	var actorErr, criticErr error
	if l.workers == 1 {
		actorErr, criticErr = l.fitActor(ctx, rate), l.fitCritic(ctx, rate)
	} else {
		var wg sync.WaitGroup
		wg.Go(func() { actorErr = l.fitActor(ctx, rate) })
		wg.Go(func() { criticErr = l.fitCritic(ctx, rate) })
		wg.Wait()
	}
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case actorErr != nil:
		return fmt.Errorf("policy: %w", actorErr)
	case criticErr != nil:
		return fmt.Errorf("value function: %w", criticErr)
	}
	return nil
}

// shuffle draws a new permutation of the rollout for each epoch (Fisher and
// Yates).
func (l *Learner) shuffle() {
	batch := l.settings.Batch()
	source := rng.New(l.seed, rng.StreamLearner, 0, 0, uint32(l.rollouts+1))
	for e := range l.settings.Epochs {
		order := l.order[e*batch : (e+1)*batch]
		for i := range order {
			j := source.Intn(i + 1)
			order[i] = order[j]
			order[j] = i
		}
	}
}

// minibatches calls f with the transitions of every minibatch of an update. The
// last one of an epoch takes what is left; a rest of one transition, which
// cannot be normalised, is dropped.
func (l *Learner) minibatches(ctx context.Context, f func(rows []int) error) error {
	batch := l.settings.Batch()
	for e := range l.settings.Epochs {
		order := l.order[e*batch : (e+1)*batch]
		for len(order) > 1 {
			if err := ctx.Err(); err != nil {
				return err
			}
			m := min(l.settings.Minibatch, len(order))
			if err := f(order[:m]); err != nil {
				return err
			}
			order = order[m:]
		}
	}
	return nil
}

func (l *Learner) fitActor(ctx context.Context, rate float64) error {
	b := &l.policyBatch
	return l.minibatches(ctx, func(rows []int) error {
		b.gather(l.roll, rows)
		normalise(b.targets)
		return step(l.actorTrainer, b, rate, l.policyLoss)
	})
}

func (l *Learner) fitCritic(ctx context.Context, rate float64) error {
	b := &l.valueBatch
	return l.minibatches(ctx, func(rows []int) error {
		b.gatherReturns(l.roll, rows)
		return step(l.criticTrainer, b, rate, l.valueLoss)
	})
}

// step takes one gradient step and translates numerical failure to ErrDiverged.
func step(t *nn.Trainer, b *minibatch, rate float64, loss nn.Loss) error {
	_, err := t.Step(b.observations, rate, loss)
	if errors.Is(err, nn.ErrNotFinite) {
		return ErrDiverged
	}
	return err
}
