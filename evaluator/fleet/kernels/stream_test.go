package kernels

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestFoldIsRight adds up numbers whose sum rounds badly: many small ones after a
// large one, and large ones that cancel.
func TestFoldIsRight(t *testing.T) {
	for _, instances := range []int{1, 2, 63, 64, 65, 1000, 100_001} {
		shape := Shape{Jobs: 2, Instances: instances, Horizon: 2, Observations: 3, Actions: 1, Epochs: 1, Minibatch: 2}
		r := rand.New(rand.NewPCG(2, 3))
		m := newMachine(t, shape, coefficients)
		x := m.observed()
		want := make([]float64, 2*6)
		for i := range x {
			column, job := i/(2*instances), i/instances%2
			switch v := r.Float64(); {
			case column == 0:
				x[i] = float32(1 + v)
			case column == 1:
				x[i] = float32(math.Exp(20 * v))
			default:
				x[i] = float32(1e6 * (v - 0.5))
			}
			want[job*6+column] += float64(x[i])
		}
		m.run(m.plan.Fold(Columns{statistics, firstColumn, 6}, FoldPartial, FoldTotal)...)
		for k, w := range want {
			got := float64(m.floats(FoldTotal)[2*k]) + float64(m.floats(FoldTotal)[2*k+1])
			if !near(got, w, 1e-9, 1) {
				t.Errorf("%d instances, column %d of job %d: sum %.12g, want %.12g", instances, k%6, k/6, got, w)
			}
		}
	}
}

// moments are the mean and the variance of all samples so far, in float64.
type moments struct{ count, mean, m2 float64 }

func (m *moments) add(x float64) {
	m.count++
	d := x - m.mean
	m.mean += d / m.count
	m.m2 += d * (x - m.mean)
}

// streams are distributions of samples for which moments are hard to follow.
var streams = map[string]func(r *rand.Rand, i int) float64{
	"standard": func(r *rand.Rand, _ int) float64 { return r.NormFloat64() },
	"far":      func(r *rand.Rand, _ int) float64 { return 1000 + r.NormFloat64() },
	"wander":   func(r *rand.Rand, i int) float64 { return float64(i)/500 + r.NormFloat64() },
	"tiny":     func(r *rand.Rand, _ int) float64 { return 1e-6 * r.NormFloat64() },
	"constant": func(*rand.Rand, int) float64 { return 0.1 },
}

// TestMergeObservations follows streams of samples, as the rollout sums them, in
// batches around the mean up to then.
func TestMergeObservations(t *testing.T) {
	for name, draw := range streams {
		t.Run(name, func(t *testing.T) {
			const instances, steps, rollouts = 9, 8, 40
			shape := Shape{Jobs: 2, Instances: instances, Horizon: steps, Observations: 1, Actions: 1, Epochs: 1, Minibatch: 2}
			r := rand.New(rand.NewPCG(4, 5))
			m := newMachine(t, shape, coefficients)
			want := make([]moments, 2)
			samples := make([]float32, 2*instances*steps)
			sum := func(before int) {
				clear(m.observed())
				for i, x := range samples {
					job, n := i/(instances*steps), i%instances
					d := x - m.floats(ObsMoments)[4*job]
					m.observed()[job*instances+n] += d
					m.observed()[(2+job)*instances+n] += d * d
				}
				m.run(m.plan.MergeObservations(statistics, firstColumn, before, steps)...)
			}
			for rollout := range rollouts {
				for i := range samples {
					samples[i] = float32(draw(r, rollout*steps+i/instances%steps))
					want[i/(instances*steps)].add(float64(samples[i]))
				}
				sum(rollout * steps)
				if rollout == 0 {
					sum(0) // again, now from near the samples
				}
			}
			m.run(m.plan.Renormalise(true)...)
			for job, w := range want {
				z := m.floats(Normaliser)[job*8:]
				deviation, scale := math.Sqrt(w.m2/w.count), 1.0
				if deviation > 0 {
					scale = 1 / deviation
				}
				if math.Abs(float64(z[0])-w.mean) > 1e-5*deviation+1e-7*math.Abs(w.mean) {
					t.Errorf("mean is %.8g, want %.8g with deviation %g", z[0], w.mean, deviation)
				}
				if !near(float64(z[4]), scale, 1e-4, 0) {
					t.Errorf("scale is %g, want %g", z[4], scale)
				}
			}
		})
	}
}

// TestMomentsMoveToTheEnd merges batches that move the mean by less than a unit in
// the last place each, as every rollout late in a training does.
func TestMomentsMoveToTheEnd(t *testing.T) {
	shape := Shape{Jobs: 1, Instances: 1, Horizon: 2, Observations: 1, Actions: 1, Epochs: 1, Minibatch: 2}
	m := newMachine(t, shape, coefficients)
	const before, merges = 1_000_000, 500
	m.floats(ObsMoments)[0] = 1000
	want := moments{count: before, mean: 1000}
	for k := range merges {
		x := 1000.25 + float64(k%2) // mean 1000.75
		want.count++
		d := x - want.mean
		want.mean += d / want.count
		want.m2 += d * (x - want.mean)
		now := x - float64(m.floats(ObsMoments)[0])
		m.observed()[0], m.observed()[1] = float32(now), float32(now*now)
		m.run(m.plan.MergeObservations(statistics, firstColumn, before+k, 1)...)
	}
	got := m.floats(ObsMoments)
	if mean := float64(got[0]) + float64(got[1]); !near(mean-1000, want.mean-1000, 1e-3, 0) {
		t.Errorf("mean is 1000 + %g, want 1000 + %g", mean-1000, want.mean-1000)
	}
	if v := float64(got[2]) + float64(got[3]); !near(v, want.m2/want.count, 1e-3, 0) {
		t.Errorf("variance is %g, want %g", v, want.m2/want.count)
	}
}

// TestRenormaliseKeepsTheNetworks holds the outputs for one raw observation to what
// they were before the mean moved, where the scale stays.
func TestRenormaliseKeepsTheNetworks(t *testing.T) {
	for name, shape := range shapes {
		r := rand.New(rand.NewPCG(6, 7))
		m := newMachine(t, shape, coefficients)
		nets := newNetworks(m, r)
		o, width := shape.Observations, shape.Width(0)
		for job := range shape.Jobs {
			for f := range o {
				m.floats(Normaliser)[job*2*width+f] = float32(r.NormFloat64())
				m.floats(Normaliser)[job*2*width+width+f] = 2
				m.floats(ObsMoments)[job*4*o+f] = float32(r.NormFloat64())
				m.floats(ObsMoments)[job*4*o+2*o+f] = 0.25
			}
		}
		want := map[int][]float64{}
		for job := range shape.Jobs {
			before := m.floats(Normaliser)[job*2*width:]
			for f := range o {
				now := m.floats(ObsMoments)[job*4*o+f]
				want[job] = append(want[job], (float64(before[f])-float64(now))*2)
			}
		}
		m.run(m.plan.Renormalise(false)...)
		for job := range shape.Jobs {
			for net, n := range nets[job] {
				n.ShiftInputs(want[job])
				for i, p := range m.download(Params, job, net) {
					if !near(float64(p), float64(n.Params()[i]), 1e-5, 1) {
						t.Fatalf("%s: parameter %d of network %d is %g, want %g", name, i, net, p, n.Params()[i])
					}
				}
			}
			if got := m.floats(Normaliser)[job*2*width]; got != m.floats(ObsMoments)[job*4*o] {
				t.Errorf("%s: mean is %g after it was taken over, want %g", name, got, m.floats(ObsMoments)[job*4*o])
			}
		}
	}
}
