package critic

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/rewardsmith/rewardsmith/critic/internal/compile"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/internal/kernel/engine"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// compiled is a reward as machine code in this process: it can reach its own
// memory and nothing else, and its fuel stops it.
type compiled struct {
	subject *Subject
	terms   []string
	free    func() error

	mu    sync.Mutex    // Close may come while a batch runs
	entry *engine.Entry // nil once freed

	// Memory of every instance, [leaves][instances]; no leaves without Memory.
	memory    [][]float64
	instances int
}

// newCompiled instantiates a program. A row may take budget loop iterations and
// calls.
func newCompiled(ctx context.Context, p *engine.Program, subject *Subject, budget int) (*compiled, error) {
	i, err := p.Instantiate(ctx)
	if err != nil {
		return nil, err
	}
	c := &compiled{subject: subject, free: func() error { return i.Close(context.Background()) }}
	if c.entry, err = i.Entry(compile.Entry); err != nil {
		return nil, errors.Join(err, c.free())
	}
	c.entry.Fuel = int64(budget)
	memory := len(c.entry.Params) - 2*len(subject.State) - len(subject.Action)
	terms := len(c.entry.Results) - 1 - memory
	if memory < 0 || terms < 0 {
		return nil, errors.Join(fmt.Errorf("the compiled reward has %d parameters and %d results", len(c.entry.Params), len(c.entry.Results)), c.free())
	}
	c.memory = make([][]float64, memory)
	for _, column := range c.entry.Results[1 : 1+terms] {
		_, name, _ := strings.Cut(column.Name, ".")
		c.terms = append(c.terms, name)
	}
	return c, nil
}

// run calls the reward for a span. It implements runner.
func (c *compiled) run(ctx context.Context, s span, out *columns) (int, *wireFault, error) {
	if out.total == nil {
		out.total = make([]float64, s.b.Len())
	}
	if out.terms == nil {
		out.names, out.terms = c.terms, makeColumns(len(c.terms), s.b.Len())
	}
	if s.fresh || c.instances != s.b.N {
		c.forget(s.b.N)
	}
	for at := s.lo; at < s.hi; {
		if err := ctx.Err(); err != nil {
			return 0, nil, err
		}
		n := c.load(s, at)
		err := c.entry.Run(n)
		var fault *engine.Fault
		if err != nil && !errors.As(err, &fault) {
			return 0, nil, err
		}
		if fault != nil {
			n = fault.Row
		}
		c.store(s, at, n, out)
		at += n
		if fault != nil {
			return at - s.lo, wireFaultOf(fault, at), nil
		}
	}
	return s.hi - s.lo, nil, nil
}

// forget zeroes the memory of all instances.
func (c *compiled) forget(instances int) {
	c.instances = instances
	if len(c.memory) > 0 {
		c.memory = makeColumns(len(c.memory), instances)
	}
}

// load fills the columns with transitions from at on and returns how many: with
// Memory only such as belong to one step of time, so that no instance occurs
// twice.
func (c *compiled) load(s span, at int) int {
	n, in, params := min(c.entry.Rows(), s.hi-at), c.entry.In, c.entry.Params
	if instance := at % s.b.N; len(c.memory) > 0 {
		n = min(n, s.b.N-instance)
		for f, column := range c.memory {
			for r := range n {
				if in[f][r] = column[instance+r]; s.b.Start[at+r] {
					in[f][r] = 0
				}
			}
		}
		in, params = in[len(c.memory):], params[len(c.memory):]
	}
	for _, group := range [][][]float64{s.b.State, s.b.Action, s.b.Next} {
		for f, column := range group {
			if params[f].Used {
				copy(in[f], column[at:at+n])
			}
		}
		in, params = in[len(group):], params[len(group):]
	}
	return n
}

// store takes the results of n transitions from at on.
func (c *compiled) store(s span, at, n int, out *columns) {
	results := c.entry.Out
	copy(out.total[at:at+n], results[0])
	for k, column := range out.terms {
		copy(column[at:at+n], results[1+k])
	}
	for f, column := range c.memory {
		copy(column[at%s.b.N:][:n], results[1+len(c.terms)+f])
	}
}

// batch implements code: the first transitions of all episodes are marked in b.
func (c *compiled) batch(ctx context.Context, b *envs.Transitions, total []float64, terms [][]float64) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.entry == nil {
		return errors.New("the reward is closed")
	}
	_, fault, err := c.run(ctx, span{b: b, hi: b.Len()}, &columns{names: c.terms, total: total, terms: terms})
	if err == nil && fault != nil {
		return &Fault{Reason: fault.Reason, Message: fault.Message, Where: c.subject.where(b, fault.At)}
	}
	return err
}

// stop implements code. It waits for a batch that runs.
func (c *compiled) stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.entry != nil {
		c.entry = nil
		_ = c.free() // memory of this process: nothing depends on it
	}
}

// wireFaultOf says why the compiled reward stopped at transition at.
func wireFaultOf(f *engine.Fault, at int) *wireFault {
	w := &wireFault{At: at, Reason: "panic", Message: fmt.Sprintf("Reward stops in line %d: %s", f.Pos.Line, f.Kind)}
	switch f.Kind {
	case ir.OutOfFuel:
		w.Reason = "budget"
	case ir.MissingTerm:
		w.Reason = "dynamic-components"
	}
	return w
}
