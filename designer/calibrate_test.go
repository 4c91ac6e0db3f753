package designer

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

func TestShortenedSettingsAreSound(t *testing.T) {
	for _, size := range [][2]int{{1, 2}, {2, 1}, {5, 100}, {8, 128}, {20000, 1}, {1_000_000, 4}} {
		s := evaluator.DefaultSettings()
		s.Envs, s.Horizon, s.Minibatch, s.Steps = size[0], size[1], 2, 1_000_000
		for n := calibrationStart; n < 1<<20; n *= calibrationGrowth {
			short := shortened(s, n)
			if err := short.Check(); err != nil {
				t.Fatalf("%v in %d transitions: %v", size, n, err)
			}
			if short.Envs*short.Horizon > n {
				t.Errorf("%v: a rollout of %d transitions, want at most %d", size, short.Envs*short.Horizon, n)
			}
		}
	}
}

// TestCalibrateOfLargeSettings: what would train for hours is measured, and left
// at once, in seconds.
func TestCalibrateOfLargeSettings(t *testing.T) {
	if testing.Short() {
		t.Skip("seconds of training")
	}
	trainer := *realBench(t).options.Trainer.(*Evaluator)
	trainer.Settings.Envs, trainer.Settings.Hidden = 1_000_000, []int{1024, 1024, 1024}
	started := time.Now()
	speed, err := Calibrate(t.Context(), &trainer, 2)
	if err != nil || speed <= 0 || time.Since(started) > 20*time.Second {
		t.Errorf("%v steps per second, %v, after %v", speed, err, time.Since(started))
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	started = time.Now()
	if _, err := Calibrate(ctx, &trainer, 2); !errors.Is(err, context.DeadlineExceeded) || time.Since(started) > time.Second {
		t.Errorf("%v after %v", err, time.Since(started))
	}
}

// TestWarningsNameSeedsFromZero: final trainings have seeds of their own.
func TestWarningsNameSeedsFromZero(t *testing.T) {
	got := numbered([]evaluator.Training{{Seed: 1}, {Seed: evaluator.FreshSeeds + 1}})
	if got[0].Seed != 1 || got[1].Seed != 1 {
		t.Errorf("seeds %d and %d, want 1 and 1", got[0].Seed, got[1].Seed)
	}
}
