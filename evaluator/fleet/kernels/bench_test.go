package kernels

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/gpu"
)

// large is a fleet that fills a GPU, small one that a processor can stand in for.
var (
	large = Shape{Jobs: 16, Instances: 2048, Horizon: 32, Observations: 8, Hidden: []int{64, 64}, Actions: 2, Epochs: 4, Minibatch: 8192}
	small = Shape{Jobs: 2, Instances: 128, Horizon: 32, Observations: 8, Hidden: []int{64, 64}, Actions: 2, Epochs: 4, Minibatch: 1024}
)

// BenchmarkLaunches measures every launch of a rollout's judgement and of one step of
// the optimiser on a device, and that step as a whole. The metric is the time of one
// launch among many of a batch.
func BenchmarkLaunches(b *testing.B) {
	device, program := load(b)
	shape := large
	if device.Info().Kind == gpu.Software {
		shape = small
	}
	d := &twin{newMachine(b, shape, coefficients), device, program, map[Buffer]*gpu.Buffer{}}
	defer d.release()
	r := rand.New(rand.NewPCG(1, 1))
	newNetworks(d.machine, r)
	for _, name := range []Buffer{Obs, Raw, LogProbs, Rewards, Values, NextValues} {
		d.fill(r, name, 0, 1)
	}
	d.memory[Active] = d.active
	judge := slices.Concat(d.plan.MergeObservations(statistics, firstColumn, 0, 1), d.plan.Renormalise(false), d.plan.Judge(1), d.plan.Prepare(1))
	step := d.plan.Step(0, 0, 1, 1e-3)
	for i, l := range slices.Concat(judge, step) {
		d.send(l)
		b.Run(fmt.Sprintf("launch=%02d-%s", i, l.Kernel), func(b *testing.B) { d.time(b, slices.Repeat([]Launch{l}, 20), 20) })
	}
	b.Run("step", func(b *testing.B) { d.time(b, slices.Repeat(step, 4), 4) })
}

// time runs launches, which repeat something so many times.
func (d *twin) time(b *testing.B, launches []Launch, times int) {
	batch := d.batch(launches...)
	defer batch.Release()
	if err := batch.Run(b.Context()); err != nil { // compiles
		b.Fatal(err)
	}
	b.ResetTimer()
	for range b.N {
		if err := batch.Run(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*times), "µs/launch")
	b.ReportMetric(0, "ns/op")
}
