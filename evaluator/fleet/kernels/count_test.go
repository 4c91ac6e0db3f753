package kernels

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// tallies counts the terms of one job as evaluator.Counts does, in float32.
type tallies struct {
	lo, hi, width []float32
	all           [][]float32 // values of each term so far
	episode       []float64   // bonus of each instance's episode
}

// cell is the bin of a value of term k, from 0 for the first of its range.
func (c *tallies) cell(s *Counts, k int, v float32) int {
	if c.width[k] == 0 {
		return 0
	}
	b := math.Floor(float64((v - c.lo[k]) / c.width[k]))
	return int(min(max(b, float64(-s.Beyond)), float64(s.Bins+s.Beyond-1)))
}

// count returns the bonus of each transition of a rollout.
func (c *tallies) count(s *Counts, columns [][]float32) []float64 {
	bonus := make([]float64, len(columns[0]))
	for k, column := range columns {
		if len(c.all) == k {
			c.lo, c.hi, c.width, c.all = append(c.lo, column[0]), append(c.hi, column[0]), append(c.width, 0), append(c.all, nil)
		}
		if c.width[k] == 0 {
			c.lo[k], c.hi[k] = min(c.lo[k], slices.Min(column)), max(c.hi[k], slices.Max(column))
			c.width[k] = (c.hi[k] - c.lo[k]) / float32(s.Bins)
		}
		for i, v := range column {
			c.all[k] = append(c.all[k], v)
			n := 0
			for _, w := range c.all[k] {
				if c.cell(s, k, w) == c.cell(s, k, v) {
					n++
				}
			}
			bonus[i] += 1 / math.Sqrt(float64(n))
		}
	}
	return bonus
}

// TestCount follows several rollouts of two jobs with one and three terms: one that
// spreads, one that begins to move late, and one that never does.
func TestCount(t *testing.T) {
	shape := Shape{
		Jobs: 2, Instances: 7, Horizon: 9, Observations: 1, Actions: 1, Epochs: 1, Minibatch: 2,
		Counts: Counts{Columns: 3, Bins: 5, Beyond: 4},
	}
	c := coefficients
	c.Bonus = 0.25
	m := newMachine(t, shape, c)
	r := rand.New(rand.NewPCG(3, 4))
	terms := []int{1, 3}
	jobs := make([]tallies, shape.Jobs)
	for j := range jobs {
		m.memory[Counted][j] = uint32(terms[j])
		jobs[j].episode = make([]float64, shape.Instances)
	}
	b, n := shape.Batch(), shape.Instances
	for rollout := range 4 {
		for i := range m.floats(Progress) {
			column := i / b % 3
			v := float32(r.NormFloat64() * float64(1+rollout))
			if column == 2 || column == 1 && rollout < 2 {
				v = float32(column)
			}
			m.floats(Progress)[i] = v
			m.memory[Flags][i/3] = uint32(r.IntN(5)) / 4
			m.floats(Rewards)[i/3] = 2
		}
		columns := make([][][]float32, shape.Jobs)
		for j := range columns {
			for k := range terms[j] {
				columns[j] = append(columns[j], slices.Clone(m.floats(Progress)[(j*3+k)*b:][:b]))
			}
		}
		clear(m.memory[statistics])
		m.run(m.plan.Count(rollout, statistics, 0, 1)...)
		for j := range jobs {
			ended, all := make([]float64, n), make([]float64, n)
			for i, want := range jobs[j].count(&shape.Counts, columns[j]) {
				want *= c.Bonus
				if got := float64(m.floats(Rewards)[j*b+i]); !near(got, 2+want, 1e-6, 1) {
					t.Fatalf("rollout %d: the reward of transition %d of job %d is %g, want %g", rollout, i, j, got, 2+want)
				}
				all[i%n] += want
				if jobs[j].episode[i%n] += want; m.memory[Flags][j*b+i] != 0 {
					ended[i%n] += jobs[j].episode[i%n]
					jobs[j].episode[i%n] = 0
				}
			}
			for k := range n {
				got, of := float64(m.floats(statistics)[j*n+k]), float64(m.floats(statistics)[(shape.Jobs+j)*n+k])
				if !near(got, ended[k], 1e-5, 1) || !near(of, all[k], 1e-5, 1) {
					t.Fatalf("rollout %d: instance %d of job %d has bonus %g of episodes and %g of steps, want %g and %g", rollout, k, j, got, of, ended[k], all[k])
				}
			}
		}
	}
	for _, k := range []int{0, 3, 4, 5} { // of both jobs
		sum := uint32(0)
		for _, v := range m.memory[Visits][k*shape.Counts.Cells():][:shape.Counts.Cells()] {
			sum += v
		}
		if int(sum) != 4*b {
			t.Errorf("column %d has %d visits, want %d", k, sum, 4*b)
		}
	}
}

// TestCountInParts counts more transitions than one invocation goes through.
func TestCountInParts(t *testing.T) {
	shape := Shape{
		Jobs: 1, Instances: countedRows/16 + 3, Horizon: 33, Observations: 1, Actions: 1, Epochs: 1, Minibatch: 2,
		Counts: Counts{Columns: 1, Bins: 2},
	}
	m := newMachine(t, shape, coefficients)
	m.memory[Counted][0] = 1
	for i := range m.floats(Progress) {
		m.floats(Progress)[i] = float32(i / (shape.Batch() - 1)) // the last alone is 1
	}
	m.run(m.plan.Count(0, statistics, 0, 1)...)
	if want := []uint32{uint32(shape.Batch() - 1), 1}; !slices.Equal(m.memory[Visits], want) {
		t.Errorf("visits %v, want %v", m.memory[Visits], want)
	}
	if p := m.floats(Progress); p[len(p)-1] != 1 || !near(float64(p[len(p)-2]), 1/math.Sqrt(float64(shape.Batch()-1)), 1e-6, 0) {
		t.Errorf("the last bonus is %v, that before %v", p[len(p)-1], p[len(p)-2])
	}
}
