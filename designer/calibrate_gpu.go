package designer

import (
	"context"
	"errors"
	"fmt"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"sync"
	"time"
)

// The trainings that calibrate a GPU end after so many rollouts or so long,
// whichever is first. Those at the beginning are not measured: the driver compiles
// in them what the others run again.
const (
	gpuRollouts   = 20
	gpuCompiling  = 2
	gpuCalibrates = 15 * time.Second
)

// CalibrateGPU measures how fast so many trainings on the human reward are together
// on the GPU of trainer, in environment steps of all of them per second, once
// their programs are compiled. It is 0 where that cannot be told soon.
func CalibrateGPU(ctx context.Context, trainer *Evaluator, together int) (float64, error) {
	within, cancel := context.WithTimeout(ctx, gpuCalibrates)
	defer cancel()
	short := *trainer
	s := &short.Settings
	s.Steps, s.Checkpoints, s.EvalEpisodes = gpuRollouts*s.Envs*s.Horizon, 1, 1
	meter := gpuMeter{now: trainer.Setup.Now}
	jobs := make([]TrainJob, together)
	for i := range jobs {
		jobs[i] = TrainJob{Stage: StagePreflight, Arm: ArmHuman, Seed: i}
	}
	jobs[0].Progress = meter.tick
	err := short.Train(within, jobs, evaluator.Race{}, func(Outcome) error { return nil })
	if err != nil && (ctx.Err() != nil || !errors.Is(err, context.DeadlineExceeded)) {
		return 0, fmt.Errorf("calibration: %w", err)
	}
	return float64(together) * meter.speed(), nil
}

// gpuMeter notes when a training had made how many steps, from the rollout on that
// is the last to compile.
type gpuMeter struct {
	now func() time.Time

	mu       sync.Mutex
	rollouts int
	first    time.Time
	last     time.Time
	before   int // steps at first
	steps    int // at last
}

// tick is a training's progress: it is called after each rollout.
func (m *gpuMeter) tick(steps int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.rollouts++
	if m.rollouts <= gpuCompiling {
		m.first, m.before = m.now(), steps
	}
	m.last, m.steps = m.now(), steps
}

// speed is the steps of the training per second, 0 where it has not come so far.
func (m *gpuMeter) speed() float64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.rollouts <= gpuCompiling {
		return 0
	}
	return float64(m.steps-m.before) / m.last.Sub(m.first).Seconds()
}
