package kernels

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// some are shapes for whole trainings, fewer in short tests.
func some() map[string]Shape {
	if testing.Short() {
		return tiny
	}
	return shapes
}

// train gives a machine two rollouts of made up experience, and takes all steps on
// them. What a job sees depends on its seed alone.
func (m *machine) train(seeds []uint64) {
	for rollout := range 2 {
		for job, seed := range seeds {
			m.give(job, rand.New(rand.NewPCG(seed, uint64(rollout))), seed, rollout)
		}
		m.run(m.plan.MergeObservations(statistics, firstColumn, rollout*m.plan.Horizon, m.plan.Horizon)...)
		m.run(m.plan.Renormalise(rollout == 0)...)
		m.run(m.plan.Count(rollout, statistics, 0, 1)...)
		m.run(m.plan.Judge(rollout)...)
		m.run(m.plan.Prepare(rollout + 1)...)
		for epoch := range m.plan.Epochs {
			for minibatch := range m.plan.Minibatches() {
				step := (rollout*m.plan.Epochs+epoch)*m.plan.Minibatches() + minibatch + 1
				m.run(m.plan.Step(epoch, minibatch, step, 1e-2)...)
			}
		}
	}
	if slices.Contains(m.memory[Diverged], 1) {
		m.t.Fatal("a network has diverged: nothing is tested")
	}
}

// give makes up one job's rollout, and in the first its networks.
func (m *machine) give(job int, r *rand.Rand, seed uint64, rollout int) {
	s := &m.plan.Shape
	part := func(b Buffer) []float32 {
		x := m.floats(b)
		return x[len(x)/s.Jobs*job:][:len(x)/s.Jobs]
	}
	if rollout == 0 {
		for z := range 2 {
			at := m.floats(Params)[(2*job+z)*s.Params():]
			m.eachParam(z, func(_, padded int) { at[padded] = float32(0.3 * r.NormFloat64()) })
		}
		m.memory[Seeds][2*job] = uint32(seed)
	}
	for i, obs := range part(Obs) {
		if i%s.Width(0) < s.Observations {
			obs = float32(r.NormFloat64())
		}
		part(Obs)[i] = obs
	}
	for _, b := range []Buffer{Raw, LogProbs, Rewards, Values, NextValues} {
		for i := range part(b) {
			part(b)[i] = float32(r.NormFloat64())
			if b == Raw && s.Choices > 0 {
				part(b)[i] = float32(r.IntN(s.Choices))
			}
		}
	}
	for i := range part(Flags) {
		m.memory[Flags][job*s.Batch()+i] = uint32(r.IntN(20)) / 18
	}
	if s.Counts.Columns > 0 {
		m.memory[Counted][job] = uint32(1 + job%s.Counts.Columns)
		for i := range part(Progress) {
			part(Progress)[i] = float32(math.Round(2*r.NormFloat64()) * float64(rollout+i/s.Batch()))
		}
	}
	for column := range 2 * s.Observations {
		for n := range s.Instances {
			x := r.Float64() + float64(column/s.Observations) // squares exceed the square of the sum
			m.observed()[(column*s.Jobs+job)*s.Instances+n] = float32(x)
		}
	}
}

// TestJobsAreAlone trains the same job alone, among others, and while others have
// stopped: every bit of its networks is the same.
func TestJobsAreAlone(t *testing.T) {
	for name, shape := range some() {
		t.Run(name, func(t *testing.T) {
			trained := func(jobs, job int, active ...uint32) []uint32 {
				s := shape
				s.Jobs = jobs
				m := newMachine(t, s, coefficients)
				seeds := make([]uint64, jobs)
				for j := range seeds {
					seeds[j] = uint64(100 + j)
				}
				seeds[job] = 42
				m.active = active
				m.train(seeds)
				size := 2 * s.Params()
				return m.memory[Params][job*size : (job+1)*size]
			}
			want := trained(1, 0, 0)
			for _, got := range [][]uint32{trained(3, 1, 0, 1, 2), trained(3, 2, 0, 2)} {
				if !slices.Equal(got, want) {
					t.Error("a job among others has other bits than alone")
				}
			}
		})
	}
}

// TestPaddingStaysZero looks at what lies between parameters and at the end of
// activations after a training.
func TestPaddingStaysZero(t *testing.T) {
	for name, shape := range some() {
		m := newMachine(t, shape, coefficients)
		m.train(make([]uint64, shape.Jobs))
		for z := range 2 * shape.Jobs {
			used := map[int]bool{}
			m.eachParam(z%2, func(_, padded int) { used[padded] = true })
			for _, b := range []Buffer{Params, AdamM, AdamV, Grad} {
				for i, x := range m.floats(b)[z*m.plan.Params():][:m.plan.Params()] {
					if !used[i] && x != 0 {
						t.Fatalf("%s: %s of network %d has %g at %d, which is no parameter", name, b, z, x, i)
					}
				}
			}
		}
		for l := range shape.Hidden {
			for i, x := range m.floats(Activation(l)) {
				if i%shape.Width(l+1) >= shape.Hidden[l] && x != 0 {
					t.Fatalf("%s: layer %d puts out %g at %d, beyond its width", name, l, x, i)
				}
			}
		}
	}
}
