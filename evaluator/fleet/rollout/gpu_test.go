package rollout

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// onGPU is a program on a device.
type onGPU struct {
	device  *gpu.Device
	program *gpu.Program
}

// loadGPU has a device run the entries, instead of the interpreter.
func (d *device) loadGPU(t testing.TB, g *gpu.Device) {
	t.Helper()
	m, err := spirv.Emit(d.code, g.Info().Shaders())
	if err != nil {
		t.Fatal(err)
	}
	p, err := g.Load(m)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Release)
	d.gpu = &onGPU{g, p}
}

// run runs an entry, and leaves in the buffers what the device does.
func (g *onGPU) run(t testing.TB, d *device, entry string, l interp.Launch) {
	t.Helper()
	k, err := g.program.Kernel(entry)
	if err != nil {
		t.Fatal(err)
	}
	x := gpu.Dispatch{Kernel: k, Invocations: int(l.End), Args: l.Args, Fuel: l.Fuel}
	ctx := context.Background()
	for i, words := range l.Buffers {
		b, err := g.device.NewBuffer(fmt.Sprint(i), len(words))
		if err != nil {
			t.Fatal(err)
		}
		defer b.Release()
		if err := b.Write(ctx, 0, words); err != nil {
			t.Fatal(err)
		}
		x.Buffers = append(x.Buffers, b.All())
	}
	batch, err := g.device.NewBatch([]gpu.Dispatch{x})
	if err != nil {
		t.Fatal(err)
	}
	defer batch.Release()
	if err := batch.Run(ctx); err != nil {
		t.Fatal(err)
	}
	for i, words := range l.Buffers {
		if err := x.Buffers[i].Buffer.Read(ctx, 0, words); err != nil {
			t.Fatal(err)
		}
	}
}

// deviceFuel leaves room within the iterations that software devices have for a
// few steps.
const deviceFuel = 4000

// TestDeviceAgrees holds rollouts and plays on a device to those of the
// interpreter: choices and the ends of episodes alike, numbers to a few units in
// the last place.
func TestDeviceAgrees(t *testing.T) {
	slow(t)
	g := gputest.Open(t)
	for _, name := range []string{"cartpole", "pendulum", "quadrotor", "dice"} {
		t.Run(name, func(t *testing.T) {
			env := brief(t, name, 9)
			all := []Reward{remembering(env.Spec()), {Own: envs.RewardHuman}}
			const horizon = 20
			want, active := acting(t, env.Spec(), all, []int{0, 1, 0}, []uint64{8, 9, 10}, horizon)
			got, _ := acting(t, env.Spec(), all, []int{0, 1, 0}, []uint64{8, 9, 10}, horizon)
			got.loadGPU(t, g)
			got.run(t, EntryReset, active, nil)
			for from := 0; from < horizon; from += 4 {
				want.roll(t, active, from, 4)
				got.roll(t, active, from, 4)
			}
			got.healthy(t)
			for j := range active {
				alike(t, fmt.Sprintf("%s: job %d", name, j), got.of(j), want.of(j))
			}
		})
	}
}

// floats are the buffers of numbers; the words of the others are compared as they
// are, but for cells, where both lie.
var floats = []string{"obs", "raw", "logProbs", "rewards", "values", "nextValues", "statistics"}

func alike(t *testing.T, what string, got, want map[string][]uint32) {
	t.Helper()
	for name := range want {
		if !slices.Contains(floats, name) {
			if name != "cells" && !slices.Equal(got[name], want[name]) {
				t.Errorf("%s: %s differ", what, name)
			}
			continue
		}
		for i, w := range want[name] {
			near(t, fmt.Sprintf("%s: %s[%d]", what, name, i), float(got[name][i]), float(w), 1e-4)
		}
	}
}

// BenchmarkFirstDispatch is the time that a device takes to compile the entries and
// run each once, with the size of the program. MESA_SHADER_CACHE_DISABLE=true keeps
// Mesa from remembering what it has compiled.
func BenchmarkFirstDispatch(b *testing.B) {
	g := gputest.Open(b)
	for _, e := range environments(b) {
		spec := e.Spec()
		for _, count := range []int{1, 16} {
			b.Run(fmt.Sprintf("env=%s/rewards=%d", spec.Name, count), func(b *testing.B) {
				recorded := append(answers(b, spec.Name), own[1], remembering(spec))
				var all []Reward
				for k := range count {
					all = append(all, recorded[k%len(recorded)])
				}
				start := time.Now()
				p, err := New(Config{Spec: spec, Hidden: []int{64, 64}, Rewards: all})
				if err != nil {
					b.Fatal(err)
				}
				written := time.Since(start)
				start = time.Now()
				code := narrowed(b, p)
				compiled := time.Since(start)
				values := 0
				for _, f := range code.Funcs {
					f.Body.Walk(func(*ir.Value) { values++ })
				}
				m, err := spirv.Emit(code, g.Info().Shaders())
				if err != nil {
					b.Fatal(err)
				}
				d := newDevice(b, p, Sizes{Jobs: count, Instances: 64, Horizon: 4})
				var active []uint32
				for j := range count {
					d.job(j, j, uint64(j))
					active = append(active, uint32(j))
				}
				for b.Loop() {
					for _, entry := range []string{EntryReset, EntryRollout} {
						d.loadGPU(b, g)
						start := time.Now()
						d.run(b, entry, active, map[string]uint32{"steps": 1, "restart": RestartTotals | RestartMoments, "stepFuel": deviceFuel, "rewardFuel": deviceFuel})
						b.ReportMetric(time.Since(start).Seconds(), "s/"+entry)
					}
				}
				b.ReportMetric(float64(values), "values")
				b.ReportMetric(float64(len(m.Binary)), "bytes")
				b.ReportMetric(written.Seconds(), "s/write")
				b.ReportMetric(compiled.Seconds(), "s/compile")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}
