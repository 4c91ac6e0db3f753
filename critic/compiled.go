package critic

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/rewardsmith/rewardsmith/critic/internal/compile"
	"github.com/rewardsmith/rewardsmith/critic/output"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/internal/kernel/engine"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// compiled is a reward as machine code in this process: it can reach its own
// memory and nothing else, and its fuel stops it.
type compiled struct {
	subject *Subject
	kind    *output.Kind
	lines   int // of the source as written, where Reward is made; else 0
	terms   []string
	free    func() error
	wall    time.Duration // of every few thousand transitions

	mu    sync.Mutex    // Close may come while a batch runs
	entry *engine.Entry // nil once freed

	budget int64 // fuel of a row
	stride int   // rows of a call

	// Memory of every instance, [leaves][instances]; no leaves without Memory.
	memory    [][]float64
	instances int
}

// newCompiled instantiates a program.
func newCompiled(ctx context.Context, p program, subject *Subject, limits Limits) (*compiled, error) {
	kind, err := subject.kind()
	if err != nil {
		return nil, err
	}
	i, err := p.Instantiate(ctx)
	if err != nil {
		return nil, err
	}
	c := &compiled{
		subject: subject, kind: kind, lines: p.lines, free: func() error { return i.Close(context.Background()) },
		wall: limits.Wall, budget: int64(limits.Budget), stride: strideOf(p.cost),
	}
	if c.entry, err = i.Entry(compile.Entry); err != nil {
		return nil, errors.Join(err, c.free())
	}
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
		n := c.load(s, at)
		err := c.compute(ctx, n)
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
			return at - s.lo, c.fault(fault, at), nil
		}
	}
	return s.hi - s.lo, nil, nil
}

// compute runs the first n rows, in calls of about a second at the very most, and
// looks at ctx between them. Rows get the fuel that hardly any exceeds; one that
// does is computed again by itself, with all that it may take. The error is a
// *engine.Fault or that of ctx.
func (c *compiled) compute(ctx context.Context, n int) error {
	for lo := 0; lo < n; {
		if err := ctx.Err(); err != nil {
			return err
		}
		hi := min(n, lo+c.stride)
		c.entry.Fuel = min(c.budget, usualFuel)
		err := c.entry.RunFrom(lo, hi)
		var fault *engine.Fault
		if errors.As(err, &fault) && fault.Kind == ir.OutOfFuel && c.entry.Fuel < c.budget {
			lo, hi = fault.Row, fault.Row+1
			c.entry.Fuel = c.budget
			err = c.entry.RunFrom(lo, hi)
		}
		if err != nil {
			return err
		}
		lo = hi
	}
	return nil
}

// usualFuel is twice what probes may take on average.
const usualFuel = 4000

// strideOf returns how many rows of the usual fuel a call computes.
func strideOf(c compile.Cost) int { return max(1, int(1e9)/(1+c.Fixed+usualFuel*c.Unit)) }

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
	within, cancel := context.WithTimeout(ctx, c.wall*time.Duration(1+b.Len()/spanLength))
	defer cancel()
	_, fault, err := c.run(within, span{b: b, hi: b.Len()}, &columns{names: c.terms, total: total, terms: terms})
	switch {
	case err != nil && ctx.Err() == nil && within.Err() != nil:
		return &Fault{Reason: "timeout", Message: fmt.Sprintf("the reward takes more than %v for %d transitions", c.wall, min(spanLength, b.Len()))}
	case err == nil && fault != nil:
		return &Fault{Reason: fault.Reason, Message: fault.Message, Where: c.subject.Where(b, fault.At)}
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

// fault says why the compiled reward stopped at transition at.
func (c *compiled) fault(f *engine.Fault, at int) *wireFault {
	w := &wireFault{At: at, Reason: "panic", Message: fmt.Sprintf("%s stops in %s: %s", c.kind.Called, c.place(f.Pos), f.Kind)}
	switch f.Kind {
	case ir.OutOfFuel:
		w.Reason = "budget"
	case ir.MissingTerm:
		w.Reason = "dynamic-components"
	}
	return w
}

// place names a place: in the reward by its line, elsewhere by its file too.
func (c *compiled) place(p ir.Pos) string {
	switch {
	case p.File == compile.File && c.lines > 0 && p.Line > c.lines:
		return "the Reward that is made of " + c.kind.List()
	case p.File == compile.File:
		return fmt.Sprintf("line %d", p.Line)
	}
	return fmt.Sprintf("line %d of %s", p.Line, p.File)
}
