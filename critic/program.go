package critic

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/envs"
)

// spanLength is into how many transitions at a time batches for a child are cut:
// large enough to keep both processes busy, small
// enough to overlap them.
const spanLength = 4096

// Program is a reward that runs, by one of the engines. It is not safe for use
// by several goroutines.
type Program struct {
	engine  string
	code    code
	subject *Subject
	memory  bool
	terms   []string
	broken  error // why the program cannot be used any more
}

// code runs a reward on whole batches.
type code interface {
	// batch fills total and terms. A *Fault means that the reward failed.
	batch(ctx context.Context, b *envs.Transitions, total []float64, terms [][]float64) error

	// stop ends it; it is of no use any more.
	stop()
}

// Fault is a reward's failure in training: it panicked, took too long, returned
// something else than finite numbers or other terms than before, or ended its
// process. It is no fault of the trainer.
type Fault struct {
	Reason  string // as in Finding: panic, budget, nan, inf, dynamic-components, timeout, memory, stack or crash
	Message string
	Where   string // the transition, "" where it is not known
}

func (f *Fault) Error() string {
	if f.Where == "" {
		return "reward: " + f.Message
	}
	return fmt.Sprintf("reward: %s at %s", f.Message, f.Where)
}

// RejectedError says that a source given to Open is not accepted. There is at
// least one finding.
type RejectedError struct{ Findings []Finding }

func (e *RejectedError) Error() string {
	return fmt.Sprintf("the reward is rejected: %s", e.Findings[0])
}

// Open makes the reward in source, which Check has accepted, ready to run by an
// engine: that of its verdict, or "" for the preferred one that can.
//
// The error is a *RejectedError if the source does not pass the stages up to
// compile, or not for that engine; a *Fault if it is interpreted and fails at the
// first transition of the subject.
func (c *Critic) Open(ctx context.Context, subject *Subject, source, engine string) (*Program, error) {
	if engine != EngineYaegi {
		known, err := c.compiled(ctx, subject, source, nil)
		if err != nil {
			return nil, err
		}
		if known != nil {
			return newProgram(subject, known)
		}
	}
	limits := c.Limits.orDefault()
	ch, err := c.start(limits.sandbox(true))
	if err != nil {
		return nil, err
	}
	p, err := c.open(ctx, ch, subject, source, engine)
	if err != nil || p.engine != EngineYaegi {
		ch.p.Close()
	}
	return p, err
}

// open sends the source to a new child and keeps running it there only where it
// is to be interpreted.
func (c *Critic) open(ctx context.Context, ch *child, subject *Subject, source, engine string) (*Program, error) {
	limits := c.Limits.orDefault()
	defer ch.p.Guard(ctx, limits.Wall)()
	o, err := ch.open(ctx, request{
		Packages: subject.Packages, Source: []byte(source), Output: subject.Output, Budget: limits.Budget, Compile: engine != EngineYaegi,
	})
	if err != nil {
		return nil, asFault(err)
	}
	if finding.Rejection(o.Findings) {
		return nil, &RejectedError{o.Findings}
	}
	if o.Program != nil {
		compiled, err := c.compiled(ctx, subject, source, o.Program)
		switch {
		case err == nil:
			return newProgram(subject, compiled)
		case engine == EngineWasm || ctx.Err() != nil:
			return nil, err
		}
	}
	if engine == EngineWasm {
		return nil, &RejectedError{o.Findings}
	}
	i := &interpreted{child: ch, subject: subject, limits: limits}
	p := &Program{engine: EngineYaegi, code: i, subject: subject, memory: o.Memory}
	p.terms, err = i.learnTerms(ctx)
	return p, err
}

func newProgram(subject *Subject, c *compiled) (*Program, error) {
	if f := badTerms(c.kind, c.terms); f != nil {
		c.stop()
		return nil, &Fault{Reason: f.Reason, Message: f.Message}
	}
	return &Program{engine: EngineWasm, code: c, subject: subject, memory: len(c.memory) > 0, terms: c.terms}, nil
}

// Engine says what runs the reward.
func (p *Program) Engine() string { return p.engine }

// interpreted is a reward in a child process of its own.
type interpreted struct {
	child   *child
	subject *Subject
	limits  Limits
}

// learnTerms calls Reward once, since the names of the terms are known only
// then. Memory is zeroed afterwards.
func (p *interpreted) learnTerms(ctx context.Context) ([]string, error) {
	b := p.subject.first()
	s := span{b: b, lo: 0, hi: 1, fresh: true}
	if err := p.child.send(s); err != nil {
		return nil, asFault(p.child.lost(ctx, err))
	}
	total := make([]float64, 1)
	_, fault, err := p.child.receive(ctx, s, total, func() [][]float64 { return makeColumns(len(p.child.terms), 1) })
	switch {
	case err != nil:
		return nil, asFault(err)
	case fault != nil:
		return nil, &Fault{Reason: fault.Reason, Message: fault.Message, Where: p.subject.Where(b, 0)}
	}
	return p.child.terms, nil
}

func makeColumns(k, n int) [][]float64 {
	columns := make([][]float64, k)
	for i := range columns {
		columns[i] = make([]float64, n)
	}
	return columns
}

// asFault turns a child's death into a *Fault.
func asFault(err error) error {
	var death *deathError
	if errors.As(err, &death) {
		return &Fault{Reason: death.Reason, Message: death.Error()}
	}
	return err
}

// Terms returns the names of the reward's terms, sorted.
func (p *Program) Terms() []string { return p.terms }

// HasMemory says that the reward keeps memory of earlier steps, so that all
// batches must have the same instances, in order of time.
func (p *Program) HasMemory() bool { return p.memory }

// Reward computes the total, [T*N], and the terms, [len(Terms())][T*N], of
// every transition of b. Memory of instance n is zeroed where b.Start is set and
// otherwise carries on from the batch before.
//
// The error is a *Fault where the reward failed; that of ctx if it ended first.
// After either the program is of no more use than to be closed.
func (p *Program) Reward(ctx context.Context, b *envs.Transitions, total []float64, terms [][]float64) error {
	if p.broken != nil {
		return fmt.Errorf("the reward has failed before: %w", p.broken)
	}
	if err := p.subject.fits(b); err != nil {
		return err
	}
	if len(total) != b.Len() || len(terms) != len(p.terms) {
		return fmt.Errorf("there is room for %d totals and %d terms, want %d and %d", len(total), len(terms), b.Len(), len(p.terms))
	}
	if b.Len() == 0 {
		return nil
	}
	err := p.code.batch(ctx, b, total, terms)
	if err == nil {
		err = p.finite(b, total, terms)
	}
	if err != nil {
		p.broken = err
		p.code.stop()
	}
	return err
}

func (p *interpreted) batch(ctx context.Context, b *envs.Transitions, total []float64, terms [][]float64) error {
	spans := spansOf(b)
	sent := make(chan struct{})
	go func() {
		defer close(sent)
		for _, s := range spans {
			if p.child.send(s) != nil { // the child has gone, which reading tells too
				return
			}
		}
	}()
	defer func() { <-sent }()
	for _, s := range spans {
		stop := p.child.p.Guard(ctx, p.limits.Wall)
		_, fault, err := p.child.receive(ctx, s, total, func() [][]float64 { return terms })
		stop()
		if err != nil {
			p.child.p.Kill()
			return asFault(err)
		}
		if fault != nil {
			p.child.p.Kill()
			return &Fault{Reason: fault.Reason, Message: fault.Message, Where: p.subject.Where(b, fault.At)}
		}
	}
	return nil
}

func (p *interpreted) stop() { p.child.p.Close() }

func spansOf(b *envs.Transitions) []span {
	var spans []span
	for lo := 0; lo < b.Len(); lo += spanLength {
		spans = append(spans, span{b: b, lo: lo, hi: min(lo+spanLength, b.Len())})
	}
	return spans
}

// finite looks for the first result that is not a finite number.
func (p *Program) finite(b *envs.Transitions, total []float64, terms [][]float64) error {
	first, name := b.Len(), ""
	look := func(column []float64, label string) {
		for i, v := range column[:first] {
			if v-v != 0 {
				first, name = i, label
				return
			}
		}
	}
	look(total, "the total")
	for k, column := range terms {
		look(column, "the term "+p.terms[k])
	}
	if first == b.Len() {
		return nil
	}
	v := total[first]
	if k := slices.IndexFunc(p.terms, func(t string) bool { return name == "the term "+t }); k >= 0 {
		v = terms[k][first]
	}
	return &Fault{Reason: badNumber(v), Message: fmt.Sprintf("%s is %v", name, v), Where: p.subject.Where(b, first)}
}

// badNumber returns the reason for a number that is not finite.
func badNumber(v float64) string {
	if math.IsNaN(v) {
		return "nan"
	}
	return "inf"
}

// Close frees what runs the reward.
func (p *Program) Close() error {
	p.code.stop()
	if p.broken == nil {
		p.broken = errors.New("it is closed")
	}
	return nil
}
