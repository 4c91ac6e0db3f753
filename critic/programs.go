package critic

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"github.com/rewardsmith/rewardsmith/critic/internal/compile"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/engine"
)

// maxPrograms is how many compiled rewards are kept: those of an iteration.
const maxPrograms = 64

// programs keeps the machine code of rewards, since each is opened several times
// for each of its trainings. Its zero value is empty. It is safe for use by
// several goroutines.
type programs struct {
	mu      sync.Mutex
	runtime *engine.Runtime
	known   map[programKey]program
	order   []programKey // the oldest first
}

// program is machine code of a reward.
type program struct {
	*engine.Program
	cost  compile.Cost
	lines int // of the source as written, where Reward is made; else 0
}

// programKey tells programs apart: a digest of the source, of its kind and of what
// it imports.
type programKey [sha256.Size]byte

func keyOf(subject *Subject, source string) (programKey, error) {
	text, err := json.Marshal([]any{subject.Packages, []byte(source), subject.Output})
	if err != nil {
		return programKey{}, fmt.Errorf("encoding a reward's packages: %w", err)
	}
	return sha256.Sum256(text), nil
}

// compiled returns the reward of a source, ready to run, if it has been compiled
// before or made is given; nil otherwise.
func (c *Critic) compiled(ctx context.Context, subject *Subject, source string, made *compile.Program) (*compiled, error) {
	key, err := keyOf(subject, source)
	if err != nil {
		return nil, err
	}
	c.programs.mu.Lock()
	defer c.programs.mu.Unlock()
	p, known := c.programs.known[key]
	switch {
	case !known && made == nil:
		return nil, nil
	case !known:
		lines, err := subject.lines(source)
		if err != nil {
			return nil, err
		}
		if p, err = c.programs.add(ctx, key, made, lines); err != nil {
			return nil, err
		}
	}
	return newCompiled(ctx, p, subject, c.Limits.orDefault())
}

// narrow returns the float32 form of a reward, ready to run. It is not kept: only
// the review runs it.
func (c *Critic) narrow(ctx context.Context, subject *Subject, source string, made *compile.Program) (*compiled, error) {
	lines, err := subject.lines(source)
	if err != nil {
		return nil, err
	}
	c.programs.mu.Lock()
	defer c.programs.mu.Unlock()
	if err := c.programs.begin(ctx); err != nil {
		return nil, err
	}
	code, err := c.programs.runtime.Compile(ctx, made.Narrow)
	if err != nil {
		return nil, err
	}
	n, err := newCompiled(ctx, program{code, made.Cost, lines}, subject, c.Limits.orDefault())
	if err != nil {
		return nil, errors.Join(err, code.Close(ctx))
	}
	instance := n.free
	n.free = func() error { return errors.Join(instance(), code.Close(context.Background())) }
	return n, nil
}

// begin makes the runtime, once. Programs outlive the review that made them.
func (p *programs) begin(ctx context.Context) error {
	if p.runtime != nil {
		return nil
	}
	r, err := engine.New(context.WithoutCancel(ctx))
	if err == nil {
		p.runtime, p.known = r, map[programKey]program{}
	}
	return err
}

// add makes machine code of a program and keeps it. The oldest makes room; its
// instances run on.
func (p *programs) add(ctx context.Context, key programKey, made *compile.Program, lines int) (program, error) {
	if err := p.begin(ctx); err != nil {
		return program{}, err
	}
	code, err := p.runtime.Compile(ctx, made.Module)
	if err != nil {
		return program{}, err
	}
	if len(p.order) == maxPrograms {
		if err := p.known[p.order[0]].Close(ctx); err != nil {
			return program{}, err
		}
		delete(p.known, p.order[0])
		p.order = p.order[1:]
	}
	p.known[key] = program{code, made.Cost, lines}
	p.order = append(p.order, key)
	return p.known[key], nil
}

// Unit returns what is compiled of a reward: the source, which has func Reward (see
// output.Kind.Complete), and package env of the given packages, against a library of
// the others.
func Unit(packages map[string][]string, source string) (*kernel.Library, kernel.Unit, error) {
	return compile.Unit(packages, source)
}
