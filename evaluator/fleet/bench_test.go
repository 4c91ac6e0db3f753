package fleet

import (
	"fmt"
	"testing"

	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
)

// many are settings for so many instances of cartpole.
func many(envs int) ppo.Settings {
	return ppo.Settings{
		Steps: 1 << 40, Envs: envs, Horizon: 32, Epochs: 4, Minibatch: envs * 4,
		LearningRate: 2e-3, Gamma: 0.98, Lambda: 0.95, Clip: 0.2, MaxGradNorm: 0.5,
		Hidden: []int{64, 64},
	}
}

// benchmark measures something for fleets of several sizes, small ones alone on a
// software device, in environment steps per second.
func benchmark(b *testing.B, run func(b *testing.B, f *Fleet)) {
	d, env := NewDevice(gputest.Open(b)), newCartpole(b)
	for _, envs := range []int{256, 4096, 65536} {
		for _, jobs := range []int{1, 16} {
			b.Run(fmt.Sprintf("envs=%d/jobs=%d", envs, jobs), func(b *testing.B) {
				if d.Info().Kind == gpu.Software && envs > 256 {
					b.Skip("takes minutes on a software device")
				}
				var list []Job
				for seed := range jobs {
					list = append(list, Job{human, uint64(seed)})
				}
				f := newFleet(b, d, env, many(envs), list...)
				defer f.Close()
				for range 2 { // with what is put together once
					if err := f.Advance(b.Context()); err != nil {
						b.Fatal(err)
					}
				}
				b.ResetTimer()
				run(b, f)
				b.ReportMetric(float64(b.N*jobs*f.config.Settings.Batch())/b.Elapsed().Seconds(), "steps/s")
			})
		}
	}
}

func BenchmarkTraining(b *testing.B) {
	benchmark(b, func(b *testing.B, f *Fleet) {
		for range b.N {
			if err := f.Advance(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkRollout leaves the updates out.
func BenchmarkRollout(b *testing.B) {
	benchmark(b, func(b *testing.B, f *Fleet) {
		batch, err := f.memory.batch(f.schedule.laterRollout(1), len(f.active))
		if err != nil {
			b.Fatal(err)
		}
		defer batch.Release()
		b.ResetTimer()
		for range b.N {
			if err := batch.Run(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
