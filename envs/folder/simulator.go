package folder

import (
	"context"
	"errors"
	"fmt"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/internal/kernel/engine"
)

// simulator advances instances by the compiled entry points. Its states lie in
// columns, as they do in batches of transitions.
type simulator struct {
	env      *environment
	config   envs.SimConfig
	params   *envs.ParamDraw
	instance *engine.Instance
	reset    *engine.Entry
	step     *engine.Entry

	state   [][]float64 // current, [fields][N]
	episode []uint32
	steps   []uint32 // taken in the current episode

	observations, final []float32 // [N][O]
	ended               []int     // instances to be reset, of the last step
}

func (e *environment) NewSimulator(c envs.SimConfig) (envs.Simulator, error) {
	if c.N < 1 {
		return nil, fmt.Errorf("%s: a simulator needs at least one instance, not %d", e.spec.Name, c.N)
	}
	params, err := e.spec.DrawParams(c.Params)
	if err != nil {
		return nil, err
	}
	s := &simulator{
		env: e, config: c, params: params,
		episode: make([]uint32, c.N), steps: make([]uint32, c.N),
		observations: make([]float32, c.N*len(e.spec.Observation)),
		final:        make([]float32, c.N*len(e.spec.Observation)),
	}
	for range e.spec.State {
		s.state = append(s.state, make([]float64, c.N))
	}
	if err := s.open(); err != nil {
		return nil, err
	}
	all := make([]int, c.N)
	for n := range all {
		all[n] = n
	}
	if err := s.restart(all); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// open instantiates the module.
func (s *simulator) open() (err error) {
	if s.instance, err = s.env.program.Instantiate(context.Background()); err != nil {
		return err
	}
	if s.reset, err = s.instance.Entry(entryReset); err != nil {
		return err
	}
	s.step, err = s.instance.Entry(entryStep)
	return err
}

func (s *simulator) Observations() []float32 { return s.observations }

func (s *simulator) FinalObservations() []float32 { return s.final }

func (s *simulator) Close() error { return s.instance.Close(context.Background()) }

// restart puts instances into the first states of their current episodes.
func (s *simulator) restart(instances []int) error {
	spec := s.env.spec
	for len(instances) > 0 {
		some := instances[:min(len(instances), s.reset.Rows())]
		instances = instances[len(some):]
		p := len(spec.Params)
		for row, n := range some {
			s.steps[n] = 0
			s.params.Draw(s.config.Seed, s.instanceNumber(n), s.episode[n], func(f int, v float64) { s.reset.In[f][row] = v })
			s.seed(s.reset.In[p:], row, n)
		}
		if err := s.reset.Run(len(some)); err != nil {
			return s.stopped(err, "Reset or Observe", some)
		}
		for row, n := range some {
			for f := range s.state {
				s.state[f][n] = s.reset.Out[f][row]
			}
			copyRow(s.observations, n, s.reset.Out[len(spec.State):], row)
		}
	}
	return nil
}

// seed writes the columns from which the glue makes random streams: the halves
// of the seed, the instance's number and its episode.
func (s *simulator) seed(in [][]float64, row, n int) {
	in[0][row] = float64(uint32(s.config.Seed))
	in[1][row] = float64(uint32(s.config.Seed >> 32))
	in[2][row] = float64(s.instanceNumber(n))
	in[3][row] = float64(s.episode[n])
}

func (s *simulator) instanceNumber(n int) uint32 { return s.config.FirstInstance + uint32(n) }

// copyRow writes one row of columns to row n of a [N][len(columns)] slice.
func copyRow(to []float32, n int, columns [][]float64, row int) {
	at := n * len(columns)
	for o, column := range columns {
		to[at+o] = float32(column[row])
	}
}

// stopped says which function of the environment stopped, and where.
func (s *simulator) stopped(err error, function string, instances []int) error {
	var fault *engine.Fault
	if !errors.As(err, &fault) {
		return err
	}
	n := instances[fault.Row]
	return fmt.Errorf("%s: %s: %s in %s (instance %d, episode %d, step %d): an error of the environment",
		s.env.spec.Name, fault.Pos, fault.Kind, function, n, s.episode[n], s.steps[n])
}

func (s *simulator) Step(ctx context.Context, actions []float64, b *envs.Transitions, t int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.ended = s.ended[:0]
	for first := 0; first < s.config.N; first += s.step.Rows() {
		if err := s.stepSome(first, min(s.step.Rows(), s.config.N-first), actions, b, t*b.N+first); err != nil {
			return err
		}
	}
	copy(s.observations, s.final)
	return s.restart(s.ended)
}

// stepSome advances n instances from first on and records the transitions from
// element at of b on.
func (s *simulator) stepSome(first, n int, actions []float64, b *envs.Transitions, at int) error {
	if err := s.load(first, n, actions, b, at); err != nil {
		return err
	}
	if err := s.step.Run(n); err != nil {
		all := make([]int, n)
		for row := range all {
			all[row] = first + row
		}
		return s.stopped(err, "Step, Terminated or Observe", all)
	}
	spec, out := s.env.spec, s.step.Out
	for f := range s.state {
		copy(b.Next[f][at:at+n], out[f])
		copy(s.state[f][first:first+n], out[f])
	}
	if err := s.finite(first, n, b, at); err != nil {
		return err
	}
	terminated, observation := out[len(spec.State)], out[len(spec.State)+1:]
	for row := range n {
		i, k := first+row, at+row
		b.Start[k] = s.steps[i] == 0
		s.steps[i]++
		b.Terminated[k] = terminated[row] != 0
		b.Truncated[k] = !b.Terminated[k] && s.steps[i] >= uint32(spec.MaxSteps)
		copyRow(s.final, i, observation, row)
		if b.Terminated[k] || b.Truncated[k] {
			s.episode[i]++
			s.ended = append(s.ended, i)
		}
	}
	return nil
}

// load fills the columns of a step: states, clipped actions and random streams.
func (s *simulator) load(first, n int, actions []float64, b *envs.Transitions, at int) error {
	spec, in := s.env.spec, s.step.In
	for f := range s.state {
		copy(in[f][:n], s.state[f][first:])
		copy(b.State[f][at:at+n], s.state[f][first:])
	}
	in = in[len(spec.State):]
	for f := range spec.Action {
		if err := s.apply(f, actions[first*len(spec.Action):], in[f][:n], first); err != nil {
			return err
		}
		copy(b.Action[f][at:], in[f][:n])
	}
	in = in[len(spec.Action):]
	for row := range n {
		s.seed(in, row, first+row)
		in[4][row] = float64(s.steps[first+row])
	}
	return nil
}

// apply writes the clipped values of action field f, of rows of actions, to a
// column. first is the number of the first row's instance.
func (s *simulator) apply(f int, actions []float64, column []float64, first int) error {
	spec := s.env.spec
	field, width := &spec.Action[f], len(spec.Action)
	for row := range column {
		v := actions[row*width+f]
		if v != v {
			return fmt.Errorf("%s: action field %s of instance %d is NaN", spec.Name, field.Name, first+row)
		}
		if field.Kind == envs.Float64 {
			column[row] = min(max(v, field.Lo), field.Hi) // as Applied, which is slower
		} else {
			column[row] = field.Applied(v)
		}
	}
	return nil
}

// finite refuses states that hold NaN or an infinity.
func (s *simulator) finite(first, n int, b *envs.Transitions, at int) error {
	for f, column := range b.Next {
		for row, v := range column[at : at+n] {
			if v-v != 0 { // NaN or an infinity
				i := first + row
				return fmt.Errorf("%s: state field %s became %g (instance %d, episode %d, step %d): an error of the environment",
					s.env.spec.Name, s.env.spec.State[f].Name, v, i, s.episode[i], s.steps[i])
			}
		}
	}
	return nil
}
