// Package example is a small environment in kernel Go, with what is emitted for
// it beside it: tests compare the two.
package example

// Vec is a point of the plane.
type Vec struct{ X, Y float64 }

// Add returns v + w.
func (v Vec) Add(w Vec) Vec { return Vec{v.X + w.X, v.Y + w.Y} }

// Grow multiplies v by k.
func (v *Vec) Grow(k float64) { v.X *= k; v.Y *= k }

// Draws is a source of random numbers.
type Draws struct {
	Seed uint32
	Used int
}

// Next returns a number in 0..n-1.
func (d *Draws) Next(n int) int {
	d.Used++
	d.Seed = d.Seed*1664525 + 1013904223
	return int(d.Seed>>16) % n
}

// State is of all kinds of fields.
type State struct {
	At    Vec
	Tries [3]int
	Path  [6]Vec
	Done  bool
	Phase float32
	Count int
}

// Step moves by push and counts one of the tries.
func Step(s State, push Vec, r *Draws) State {
	s.At = s.At.Add(push)
	s.At.Grow(0.9)
	i := r.Next(3)
	s.Tries[i]++
	for j := 5; j > 0; j-- {
		s.Path[j] = s.Path[j-1]
	}
	s.Path[0] = s.At
	s.Count = s.Tries[0] + s.Tries[1]
	s.Phase = s.Phase*0.75 + float32(push.X)
	s.Done = s.At.X > 1 || s.At.Y > 1
	return s
}

// Roll returns two numbers in 0..n-1.
func Roll(r *Draws, n int) (first, second int) {
	first = r.Next(n)
	second = r.Next(n)
	return first, second
}

// Reward is the way made to the right less a fee.
func Reward(s State, next State) (total float64, terms map[string]float64) {
	progress := next.At.X - s.At.X
	terms = map[string]float64{"progress": progress, "time": -0.01}
	return progress + -0.01, terms
}

// Far says that a point of the path lies further out than limit.
func Far(next State, limit float64) bool {
	for i := 0; i < 6; i++ {
		p := next.Path[i]
		if p.X*p.X+p.Y*p.Y > limit*limit {
			return true
		}
	}
	return false
}
