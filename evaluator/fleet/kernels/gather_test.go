package kernels

import (
	"math/rand/v2"
	"testing"
)

// TestGatherTakesEveryTransitionOnce follows the transitions of an epoch through its
// minibatches by a number that each of their parts holds.
func TestGatherTakesEveryTransitionOnce(t *testing.T) {
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t, shape, coefficients)
			number := func(b Buffer) {
				x := m.floats(b)
				width := len(x) / (shape.Jobs * shape.Batch())
				for i := range x {
					x[i] = float32(i / width)
				}
			}
			for _, b := range []Buffer{Obs, Raw, LogProbs, AdvantageOf, ReturnOf} {
				number(b)
			}
			m.run(m.plan.Prepare(2)...)
			seen := map[int]bool{}
			for minibatch := range shape.Minibatches() {
				m.run(m.plan.gather(shape.Epochs-1, minibatch, m.plan.portions(minibatch)[0])...)
				for job := range shape.Jobs {
					for r := range shape.Rows(minibatch) {
						at := m.sameNumber(job*m.plan.stride + r)
						if seen[at] || at/shape.Batch() != job {
							t.Fatalf("job %d has transition %d twice, or of another job", job, at)
						}
						seen[at] = true
					}
				}
			}
			if dropped := shape.Jobs*shape.Batch() - len(seen); dropped > shape.Jobs || dropped > 0 && shape.Batch()%shape.Minibatch != 1 {
				t.Errorf("%d transitions are in no minibatch", dropped)
			}
		})
	}
}

// sameNumber returns the number that all parts of a row of the minibatch hold.
func (m *machine) sameNumber(row int) int {
	m.t.Helper()
	want := m.floats(BatchLogProbs)[row]
	for _, b := range []Buffer{BatchObs, BatchRaw, BatchAdvantage, BatchReturns} {
		x := m.floats(b)
		width := len(x) / (m.plan.Jobs * m.plan.stride)
		for _, v := range x[row*width:][:width] {
			if v != want {
				m.t.Fatalf("row %d has %g in %s, and %g in %s", row, v, b, want, BatchLogProbs)
			}
		}
	}
	return int(want)
}

// TestSpreads compares mean and scale of the advantages of every minibatch with those
// that normalise finds, and scales equal advantages by 0.
func TestSpreads(t *testing.T) {
	for name, shape := range shapes {
		for _, scale := range []float64{0, 1e-3, 1} {
			r := rand.New(rand.NewPCG(1, 9))
			m := newMachine(t, shape, coefficients)
			m.fill(r, AdvantageOf, 3.7, scale)
			m.run(m.plan.Prepare(1)...)
			for epoch := range shape.Epochs {
				for minibatch := range shape.Minibatches() {
					m.run(m.plan.gather(epoch, minibatch, m.plan.portions(minibatch)[0])...)
					for job := range shape.Jobs {
						m.compareSpread(name, epoch, minibatch, job)
					}
				}
			}
		}
	}
}

func (m *machine) compareSpread(name string, epoch, minibatch, job int) {
	m.t.Helper()
	want := m.gathered(job, m.plan.Rows(minibatch)).advantages
	at := 2 * ((job*m.plan.Epochs+epoch)*m.plan.Minibatches() + minibatch)
	mean, scale := m.floats(Spreads)[at], m.floats(Spreads)[at+1]
	for r, w := range want {
		x := m.floats(BatchAdvantage)[job*m.plan.stride+r]
		if got := float64((x - mean) * scale); !near(got, w, 1e-5, 10*float64(max(scale*1e-2, 1))) {
			m.t.Fatalf("%s: advantage %g of epoch %d, minibatch %d becomes %g, want %g", name, x, epoch, minibatch, got, w)
		}
	}
}
