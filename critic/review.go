package critic

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/critic/internal/check"
	"github.com/rewardsmith/rewardsmith/critic/internal/compile"
	"github.com/rewardsmith/rewardsmith/critic/output"
)

// Review finds the source in a model's answer and checks it. An error means that
// no verdict could be reached, for no reason that lies in the answer.
func (c *Critic) Review(ctx context.Context, subject *Subject, answer string) (*Verdict, error) {
	kind, err := subject.kind()
	if err != nil {
		return nil, err
	}
	source, found := Extract(answer, kind)
	if len(found) > 0 {
		return &Verdict{Verdict: Rejected, Findings: found}, nil
	}
	return c.Check(ctx, subject, source)
}

// Check takes a source through all stages from parse on.
func (c *Critic) Check(ctx context.Context, subject *Subject, source string) (*Verdict, error) {
	begin := time.Now()
	kind, err := subject.kind()
	if err != nil {
		return nil, err
	}
	r := &review{critic: c, subject: subject, kind: kind, limits: c.Limits.orDefault(), source: source}
	v, err := r.run(ctx)
	if err != nil {
		return nil, fmt.Errorf("reviewing a reward: %w", err)
	}
	v.Milliseconds = float64(time.Since(begin).Microseconds()) / 1000
	return v, nil
}

type review struct {
	critic  *Critic
	subject *Subject
	kind    *output.Kind
	limits  Limits
	source  string
}

func (r *review) run(ctx context.Context) (*Verdict, error) {
	v := &Verdict{Verdict: Rejected, Findings: []Finding{}, Source: r.source, Output: r.subject.Output}
	ch, err := r.critic.start(r.limits.sandbox(false))
	if err != nil {
		return nil, err
	}
	defer ch.p.Close()
	o, stop, err := r.open(ctx, ch, true)
	defer stop()
	if err != nil {
		return r.died(v, err)
	}
	v.Findings = append(v.Findings, o.Findings...)
	if finding.Rejection(v.Findings) {
		return v, nil
	}
	v.Memory = o.Memory
	p := &prober{
		subject: r.subject, kind: r.kind, limits: r.limits, memory: o.Memory, run: ch.run, fresh: r.fresh, apart: o.Why, gpu: r.critic.GPU,
	}
	defer p.stop()
	if o.Program != nil {
		if err := r.instantiate(ctx, p, o.Program); err != nil {
			return nil, err
		}
	}
	err = p.probe(ctx)
	v.Findings = append(v.Findings, p.findings()...)
	slices.SortStableFunc(v.Findings, rejectionsFirst)
	v.Terms, v.Probes = ch.terms, p.probes
	if err != nil {
		return r.died(v, err)
	}
	if finding.Rejection(v.Findings) {
		return v, nil
	}
	v.Verdict, v.Engine, v.Why = Accepted, EngineWasm, p.apart
	if p.apart != "" && !p.gpu {
		v.Engine = EngineYaegi
	}
	if p.gpu {
		v.Why = ""
	}
	return v, r.trains(v)
}

// trains rejects what cannot be trained on together with its environment.
func (r *review) trains(v *Verdict) error {
	if r.critic.Trains == nil {
		return nil
	}
	whole, err := r.kind.Complete(r.source)
	if err != nil {
		return err
	}
	if why := r.critic.Trains(whole); why != nil {
		lines, err := r.subject.lines(r.source)
		if err != nil {
			return err
		}
		v.Verdict, v.Engine = Rejected, ""
		v.Findings = append(check.OwnLines(untrainable(why), lines, r.kind), v.Findings...)
	}
	return nil
}

// instantiate makes the compiled forms of the reward ready to be tried. Where
// that cannot be done a remark says so; the error is that of ctx.
func (r *review) instantiate(ctx context.Context, p *prober, made *compile.Program) error {
	var err error
	p.compiled, err = r.critic.compiled(ctx, r.subject, r.source, made)
	if err == nil && made.Narrow != nil {
		p.narrow, err = r.critic.narrow(ctx, r.subject, r.source, made)
	}
	if err == nil || ctx.Err() != nil {
		return ctx.Err()
	}
	p.apart = "no machine code can be made of it: " + err.Error()
	p.remark(notCompiled(p.apart, p.gpu))
	return nil
}

func rejectionsFirst(a, b Finding) int {
	switch {
	case a.Rejects == b.Rejects:
		return 0
	case a.Rejects:
		return -1
	}
	return 1
}

func (r *review) request(compile bool) request {
	return request{
		Packages: r.subject.Packages, Source: []byte(r.source), Output: r.kind.Name, Budget: r.limits.Budget, Compile: compile, GPU: compile && r.critic.GPU,
	}
}

// open takes the reward through the stages before the probes in a child, whose clock it
// sets for these and then for the probes, until stop is called.
func (r *review) open(ctx context.Context, ch *child, compile bool) (o opened, stop func(), err error) {
	stop = ch.p.Guard(ctx, r.limits.Wall)
	o, err = ch.open(ctx, r.request(compile))
	stop()
	return o, ch.p.Guard(ctx, r.limits.Probing), err
}

// died makes the end of a child a finding. Other errors stay errors.
func (r *review) died(v *Verdict, err error) (*Verdict, error) {
	var death *deathError
	if !errors.As(err, &death) {
		return nil, err
	}
	v.Verdict = Rejected
	v.Findings = slices.Insert(v.Findings, 0, Finding{
		Stage: death.stage, Reason: death.Reason, Rejects: true,
		Message: death.Error(), Suggestion: death.suggestion(),
	})
	return v, nil
}

// fresh opens the reward in another child and runs one span there.
func (r *review) fresh(ctx context.Context, s span, out *columns) (int, *wireFault, error) {
	ch, err := r.critic.start(r.limits.sandbox(false))
	if err != nil {
		return 0, nil, err
	}
	defer ch.p.Close()
	_, stop, err := r.open(ctx, ch, false)
	defer stop()
	if err != nil {
		return 0, nil, err
	}
	return ch.run(ctx, s, out)
}

// columns are the results of a batch.
type columns struct {
	names []string
	total []float64
	terms [][]float64
	ticks int // that the calls took which gave them, and one that failed
}

// run sends a span and waits for its results.
func (c *child) run(ctx context.Context, s span, out *columns) (int, *wireFault, error) {
	if err := c.send(s); err != nil {
		return 0, nil, c.lost(ctx, err)
	}
	if out.total == nil {
		out.total = make([]float64, s.b.Len())
	}
	before := c.ticks
	done, fault, err := c.receive(ctx, s, out.total, func() [][]float64 {
		if out.terms == nil {
			out.names, out.terms = c.terms, makeColumns(len(c.terms), s.b.Len())
		}
		return out.terms
	})
	out.ticks += c.ticks - before
	return done, fault, err
}
