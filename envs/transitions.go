package envs

// Transitions is a batch of transitions (s, a, next) as columns in [T][N]
// order: instance n at time t is element t*N+n of every column. It holds what
// N instances did during T steps, so the transitions of one instance are in
// order of time; an episode that ends is followed by the next one's start.
type Transitions struct {
	T, N int

	State  [][]float64 // one column of T*N per field of State
	Action [][]float64 // one column per field of Action: the applied, clipped action
	Next   [][]float64 // one column per field of State: the true successor

	Start      []bool // the transition is the first of its episode
	Terminated []bool // the episode ended by failure or absorbing goal
	Truncated  []bool // the episode ended by the clock; never together with Terminated
}

// NewTransitions returns a zeroed batch of T steps of N instances.
func NewTransitions(s *Spec, t, n int) *Transitions {
	columns := func(fields int) [][]float64 {
		c := make([][]float64, fields)
		backing := make([]float64, fields*t*n)
		for i := range c {
			c[i] = backing[i*t*n : (i+1)*t*n : (i+1)*t*n]
		}
		return c
	}
	return &Transitions{
		T: t, N: n,
		State: columns(len(s.State)), Action: columns(len(s.Action)), Next: columns(len(s.State)),
		Start: make([]bool, t*n), Terminated: make([]bool, t*n), Truncated: make([]bool, t*n),
	}
}

// Len returns the number of transitions, T*N.
func (b *Transitions) Len() int { return b.T * b.N }

// Row returns element i of every column in columns.
func Row(columns [][]float64, i int) []float64 {
	row := make([]float64, len(columns))
	for f := range columns {
		row[f] = columns[f][i]
	}
	return row
}

// Rows returns the steps lo..hi-1 of b. The result shares its memory.
func (b *Transitions) Rows(lo, hi int) *Transitions {
	cut := func(columns [][]float64) [][]float64 {
		c := make([][]float64, len(columns))
		for i := range columns {
			c[i] = columns[i][lo*b.N : hi*b.N]
		}
		return c
	}
	return &Transitions{
		T: hi - lo, N: b.N,
		State: cut(b.State), Action: cut(b.Action), Next: cut(b.Next),
		Start:      b.Start[lo*b.N : hi*b.N],
		Terminated: b.Terminated[lo*b.N : hi*b.N],
		Truncated:  b.Truncated[lo*b.N : hi*b.N],
	}
}
