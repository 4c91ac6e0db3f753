package play

import (
	"context"
	"math"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
)

// Record is what the recorded instances did in some steps. Its columns, Reward, Score
// and the like are in the order of envs.Transitions, its N being the instances that
// are recorded.
type Record struct {
	*envs.Transitions
	Observations, Final [][]float32 // before each step and of the true successors, [T][N*O]
	Score               []float64
	Success             []bool
	Reward              []float64
	Terms               [][]float64 // by the names in Player.Terms

	// Length is the number of transitions of each instance: T, less where something
	// went wrong with it. What would follow is zero.
	Length []int
}

// Episodes returns the first k whole episodes of the record, in the order in which
// they ended and then of instances, each as the transitions of one instance. Fewer
// come back where fewer have begun and ended.
func (r *Record) Episodes(k int) []*envs.Transitions {
	began := make([]int, r.N)
	for n := range began {
		began[n] = -1
	}
	var list []*envs.Transitions
	for i := 0; i < r.Len() && len(list) < k; i++ {
		t, n := i/r.N, i%r.N
		if t >= r.Length[n] {
			continue
		}
		if r.Start[i] {
			began[n] = t
		}
		if began[n] >= 0 && (r.Terminated[i] || r.Truncated[i]) {
			list = append(list, r.episode(n, began[n], t+1))
			began[n] = -1
		}
	}
	return list
}

// episode copies steps from lo to hi-1 of an instance.
func (r *Record) episode(n, lo, hi int) *envs.Transitions {
	column := func(from []float64) []float64 { return strided(from, n, r.N, lo, hi) }
	columns := func(from [][]float64) (to [][]float64) {
		for _, c := range from {
			to = append(to, column(c))
		}
		return to
	}
	return &envs.Transitions{
		T: hi - lo, N: 1, State: columns(r.State), Action: columns(r.Action), Next: columns(r.Next),
		Start: strided(r.Start, n, r.N, lo, hi), Terminated: strided(r.Terminated, n, r.N, lo, hi), Truncated: strided(r.Truncated, n, r.N, lo, hi),
	}
}

// strided returns elements t*width+n of a column for t from lo to hi-1.
func strided[E any](from []E, n, width, lo, hi int) []E {
	out := make([]E, 0, hi-lo)
	for t := lo; t < hi; t++ {
		out = append(out, from[t*width+n])
	}
	return out
}

// record reads what the recorded instances did in the last steps, nil where none are.
func (p *Player) record(ctx context.Context, steps int) (*Record, error) {
	n := p.config.Recorded
	if n == 0 {
		return nil, nil
	}
	length, err := p.lengths(ctx, steps)
	if err != nil {
		return nil, err
	}
	at := p.program.Record()
	words := make([]uint32, steps*at.Columns*n)
	if err := p.machine.read(ctx, "record", 0, words); err != nil {
		return nil, err
	}
	r := newRecord(p.config.Spec, steps, n, len(p.Terms()))
	r.Length = length
	row := make([]uint32, at.Columns)
	for i := range r.Len() {
		t, instance := i/n, i%n
		if t >= length[instance] {
			continue
		}
		for c := range row {
			row[c] = words[(t*at.Columns+c)*n+instance]
		}
		r.set(p.config.Spec, i, at, row)
	}
	return r, nil
}

// lengths tells how many of the last steps each recorded instance took.
func (p *Player) lengths(ctx context.Context, steps int) ([]int, error) {
	kinds, err := p.faultColumn(ctx, kindColumn, p.config.Recorded)
	if err != nil {
		return nil, err
	}
	times, err := p.faultColumn(ctx, timeColumn, p.config.Recorded)
	if err != nil {
		return nil, err
	}
	length := make([]int, p.config.Recorded)
	for n := range length {
		switch {
		case p.down[n]:
		case kinds[n] != uint32(rollout.NoFault):
			p.down[n], length[n] = true, int(times[n])
		default:
			length[n] = steps
		}
	}
	return length, nil
}

func newRecord(spec *envs.Spec, steps, n, terms int) *Record {
	r := &Record{
		Transitions: envs.NewTransitions(spec, steps, n),
		Score:       make([]float64, steps*n), Success: make([]bool, steps*n), Reward: make([]float64, steps*n),
	}
	for range steps {
		r.Observations = append(r.Observations, make([]float32, n*len(spec.Observation)))
		r.Final = append(r.Final, make([]float32, n*len(spec.Observation)))
	}
	for range terms {
		r.Terms = append(r.Terms, make([]float64, steps*n))
	}
	return r
}

// set takes the words of transition i.
func (r *Record) set(spec *envs.Spec, i int, at rollout.Record, row []uint32) {
	for _, of := range []struct {
		schema  envs.Schema
		at      int
		columns [][]float64
	}{{spec.State, at.State, r.State}, {spec.Action, at.Action, r.Action}, {spec.State, at.Next, r.Next}} {
		for f, v := range rollout.Row(of.schema, row[of.at:]) {
			of.columns[f][i] = v
		}
	}
	o := len(spec.Observation)
	for f := range o {
		r.Observations[i/r.N][i%r.N*o+f] = math.Float32frombits(row[at.Seen+f])
		r.Final[i/r.N][i%r.N*o+f] = math.Float32frombits(row[at.After+f])
	}
	flags := row[at.Flags]
	r.Terminated[i], r.Truncated[i] = flags&rollout.Terminated != 0, flags&rollout.Truncated != 0
	r.Success[i], r.Start[i] = flags&rollout.Success != 0, flags&rollout.Start != 0
	r.Score[i] = float64(math.Float32frombits(row[at.Score]))
	r.Reward[i] = float64(math.Float32frombits(row[at.Reward]))
	for k := range r.Terms {
		r.Terms[k][i] = float64(math.Float32frombits(row[at.Terms+k]))
	}
}
