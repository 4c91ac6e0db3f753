package critic

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/rewardsmith/rewardsmith/critic/internal/sandbox"
	"github.com/rewardsmith/rewardsmith/critic/output"
	"github.com/rewardsmith/rewardsmith/envs"
)

// child is the parent's end of a child process.
type child struct {
	p      *sandbox.Process
	w      *bufio.Writer
	r      *bufio.Reader
	limits sandbox.Limits
	stage  string   // announced last, "" before the first
	terms  []string // of the reward, known after the first call
	ticks  int      // that all calls so far took
	in     []byte   // of the last frame read
	out    []byte   // of the last batch written
}

func newChild(p *sandbox.Process, limits sandbox.Limits) *child {
	return &child{
		p: p, w: bufio.NewWriterSize(p.In, 1<<16), r: bufio.NewReaderSize(p.Out, 1<<16),
		limits: limits,
	}
}

// deathError says that the child ended before it answered.
type deathError struct {
	stage string
	sandbox.Death
	limits sandbox.Limits
}

func (e *deathError) Error() string {
	switch e.Reason {
	case "timeout":
		return fmt.Sprintf("the %s stage takes too long", e.stage)
	case "memory":
		return fmt.Sprintf("the %s stage takes more than %d MiB of memory", e.stage, e.limits.Memory>>20)
	case "stack":
		return fmt.Sprintf("the stack overflows in the %s stage", e.stage)
	}
	return fmt.Sprintf("the process that runs the reward ended in the %s stage: %s", e.stage, e.Detail)
}

// suggestion says what the reward could do about its child's death.
func (e *deathError) suggestion() string {
	switch e.Reason {
	case "timeout":
		return "use fewer and smaller types, constants and loops"
	case "memory":
		return "use fewer and smaller types, constants, slices and strings"
	case "stack":
		return "do not let functions reach themselves through variables or parameters"
	}
	return "write it in a simpler way"
}

// lost returns the error for a child that does not answer: that of ctx if it
// has ended, otherwise a *deathError.
func (c *child) lost(ctx context.Context, err error) error {
	if errors.Is(err, errFrameTooLong) || errors.Is(err, errShort) {
		c.p.Close()
		return fmt.Errorf("the critic's child breaks the protocol: %w", err)
	}
	death := c.p.Death(c.limits)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if c.stage == "" {
		return unserved(death)
	}
	return &deathError{stage: c.stage, Death: death, limits: c.limits}
}

// unserved says why a child has gone that never began with the reward. Where the
// program ran to its end, it did not know that it is a child.
func unserved(d sandbox.Death) error {
	if d.Exited {
		return fmt.Errorf("the critic's child ended (%s) before it saw the reward: "+
			"the program must call critic.ServeChild where critic.IsChild says so", d.Detail)
	}
	return fmt.Errorf("the critic's child failed before it saw the reward: %s: %s", d.Reason, d.Detail)
}

// read returns the next frame that is not an announcement. Its payload is valid
// until the next call.
func (c *child) read(ctx context.Context, limit int) (frameKind, []byte, error) {
	for {
		kind, payload, err := readFrame(c.r, limit, c.in)
		if err != nil {
			return 0, nil, c.lost(ctx, err)
		}
		c.in = payload
		switch kind {
		case frameStage:
			c.stage = string(payload)
		case frameError:
			return 0, nil, fmt.Errorf("the critic's child: %s", payload)
		default:
			return kind, payload, nil
		}
	}
}

// open sends the limits and the reward.
func (c *child) open(ctx context.Context, req request) (opened, error) {
	var o opened
	err := writeJSON(c.w, frameLimits, c.limits)
	if err == nil {
		err = writeJSON(c.w, frameOpen, req)
	}
	if errors.Is(err, errFrameTooLong) {
		return o, err
	}
	// A failed write means that the child has gone, which reading tells too.
	kind, payload, err := c.read(ctx, 4<<20)
	if err != nil {
		return o, err
	}
	if kind != frameOpened {
		return o, fmt.Errorf("the critic's child answers with %q", kind)
	}
	if err := json.Unmarshal(payload, &o); err != nil {
		return o, fmt.Errorf("decoding the critic's child: %w", err)
	}
	return o, nil
}

// span is a part of a batch of transitions: elements lo to hi-1.
type span struct {
	b         *envs.Transitions
	lo, hi    int
	fresh     bool
	tickLimit int
}

// send writes the transitions of a span.
func (c *child) send(s span) error {
	h := batchHeader{
		Count: s.hi - s.lo, First: s.lo % s.b.N, Instances: s.b.N,
		State: len(s.b.State), Action: len(s.b.Action), TickLimit: s.tickLimit,
	}
	if s.fresh {
		h.Fresh = 1
	}
	buf := h.append(c.out[:0])
	for _, group := range [][][]float64{s.b.State, s.b.Action, s.b.Next} {
		for _, column := range group {
			buf = appendFloats(buf, column[s.lo:s.hi])
		}
	}
	for _, start := range s.b.Start[s.lo:s.hi] {
		var flag byte
		if start {
			flag = 1
		}
		buf = append(buf, flag)
	}
	c.out = buf
	return writeFrame(c.w, frameBatch, buf)
}

// receive reads the results of a span into total and terms from its first
// element on. It returns how many there are; if fewer than sent, with the fault
// that ended them. terms may be nil.
func (c *child) receive(ctx context.Context, s span, total []float64, terms func() [][]float64) (int, *wireFault, error) {
	kind, payload, err := c.read(ctx, maxFrame)
	if err == nil && kind == frameTerms {
		if err := json.Unmarshal(payload, &c.terms); err != nil {
			return 0, nil, fmt.Errorf("decoding the terms: %w", err)
		}
		if f := badTerms(output.Default(), c.terms); f != nil {
			return 0, nil, fmt.Errorf("the critic's child sends terms that it should have refused: %w", f)
		}
		kind, payload, err = c.read(ctx, maxFrame)
	}
	if err != nil {
		return 0, nil, err
	}
	if kind != frameResults {
		return 0, nil, fmt.Errorf("the critic's child answers with %q", kind)
	}
	done, ticks, err := c.results(payload, s, total, terms)
	c.ticks += ticks
	if err != nil {
		return 0, nil, c.lost(ctx, err)
	}
	if done == s.hi-s.lo {
		return done, nil, nil
	}
	return c.fault(ctx, s, done)
}

func (c *child) results(payload []byte, s span, total []float64, terms func() [][]float64) (done, ticks int, err error) {
	cur := &cursor{payload}
	for _, n := range []*int{&done, &ticks} {
		if *n, err = cur.int(); err != nil {
			return 0, 0, err
		}
	}
	if done < 0 || done > s.hi-s.lo || ticks < 0 {
		return 0, 0, errShort
	}
	if done == 0 {
		return 0, ticks, nil
	}
	columns := append([][]float64{total}, terms()...)
	if len(cur.rest) != 8*done*len(columns) || len(columns) != len(c.terms)+1 {
		return 0, 0, errShort
	}
	for _, column := range columns {
		if err := cur.floats(column[s.lo : s.lo+done]); err != nil {
			return 0, 0, err
		}
	}
	return done, ticks, nil
}

func (c *child) fault(ctx context.Context, s span, done int) (int, *wireFault, error) {
	kind, payload, err := c.read(ctx, 1<<16)
	if err != nil {
		return 0, nil, err
	}
	f := &wireFault{}
	if kind != frameFault {
		return 0, nil, fmt.Errorf("the critic's child answers with %q", kind)
	}
	if err := json.Unmarshal(payload, f); err != nil {
		return 0, nil, fmt.Errorf("decoding a fault: %w", err)
	}
	f.At = s.lo + done
	return done, f, nil
}
