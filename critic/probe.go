package critic

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/critic/internal/sandbox"
	"github.com/rewardsmith/rewardsmith/critic/output"
	"github.com/rewardsmith/rewardsmith/envs"
)

const (
	maxMagnitude = 1e6  // of a step's reward or term
	sumTolerance = 1e-6 // relative, of total against the sum of terms
	maxFaults    = 3    // calls that may fail before probing ends
	maxProbes    = 4096 // transitions tried of those that play has produced
	maxRepeats   = 1024 // transitions tried again
	maxSequence  = 8192 // transitions tried, and tried again, of rewards with Memory, which need whole episodes
)

// everywhere are the reasons of faults that other transitions would show again,
// or only at length.
var everywhere = []string{"budget", "slow", "no-components", "too-many-components", "component-name"}

// runner calls Reward for a span of transitions.
type runner func(ctx context.Context, s span, out *columns) (int, *wireFault, error)

// prober calls a reward at many transitions.
type prober struct {
	subject *Subject
	kind    *output.Kind
	limits  Limits
	memory  bool
	run     runner // in the child under review
	fresh   runner // in a new child

	compiled *compiled // nil where the reward is not kernel Go
	apart    string    // why the compiled form cannot stand for the reward
	gpu      bool      // it must be able to
	narrow   *compiled // in float32, for a GPU; nil for none

	probes   int
	ticks    int // loop iterations and function calls in them
	rejected []Finding
	warnings []Finding
}

// stop frees the compiled forms.
func (p *prober) stop() {
	for _, c := range []*compiled{p.compiled, p.narrow} {
		if c != nil {
			c.stop()
		}
	}
}

// remark adds a finding.
func (p *prober) remark(f Finding) {
	if f.Rejects {
		p.rejected = append(p.rejected, f)
	} else {
		p.warnings = append(p.warnings, f)
	}
}

// findings returns what was found: at most finding.Max rejections, then warnings.
func (p *prober) findings() []Finding {
	return append(capped(p.rejected), capped(p.warnings)...)
}

func capped(all []Finding) []Finding {
	if len(all) > finding.Max {
		more := len(all) - finding.Max
		all = slices.Clone(all[:finding.Max])
		all[finding.Max-1].Message += fmt.Sprintf(" (and %d more remarks)", more)
	}
	return all
}

// probe tries reachable transitions, then corners. The error is that of the
// child's end or of ctx.
func (p *prober) probe(ctx context.Context) error {
	var trials []*trial
	for _, b := range p.reachable() {
		t := &trial{prober: p, b: b, rejects: true}
		if err := t.try(ctx); err != nil {
			return err
		}
		trials = append(trials, t)
	}
	if len(p.rejected) > 0 {
		return nil
	}
	for _, t := range trials {
		if err := t.repeat(ctx); err != nil || len(p.rejected) > 0 {
			return err
		}
	}
	p.constants(trials)
	if p.subject.Corners != nil && p.subject.Corners.Len() > 0 {
		t := &trial{prober: p, b: started(p.subject.Corners)}
		return t.try(ctx)
	}
	return nil
}

// reachable returns the transitions to try. Without Memory their order is free.
func (p *prober) reachable() []*envs.Transitions {
	if !p.memory {
		return []*envs.Transitions{sample(p.subject, maxProbes)}
	}
	var all []*envs.Transitions
	for k, share := range shares(p.subject.Reachable, maxSequence) {
		if share > 0 {
			all = append(all, started(stretch(p.subject.Reachable[k], share)))
		}
	}
	return all
}

// trial is a batch with what the reward returned for it.
type trial struct {
	*prober
	b       *envs.Transitions
	rejects bool // problems reject; otherwise they are warnings
	out     columns
	failed  []bool // calls that did not return
	panics  []int  // those of them that ended in a panic, ascending
}

// try calls the reward at every transition and looks at the results.
func (t *trial) try(ctx context.Context) error {
	t.failed = make([]bool, t.b.Len())
	faults := 0
	for lo := 0; lo < t.b.Len(); {
		hi := t.b.Len()
		if lo == 0 {
			hi = 1 // what is wrong everywhere shows before a slow reward uses up its time
		}
		done, fault, err := t.interpret(ctx, t.span(t.b, lo, hi), &t.out)
		if err != nil {
			return err
		}
		lo += done
		t.probes += done
		if fault == nil {
			continue
		}
		t.fault(fault, lo)
		t.failed[lo] = true
		if fault.Reason == "panic" {
			t.panics = append(t.panics, lo)
		}
		lo++
		if faults++; faults == maxFaults || t.memory || slices.Contains(everywhere, fault.Reason) {
			for i := lo; i < t.b.Len(); i++ {
				t.failed[i] = true
			}
			break
		}
	}
	if t.out.terms == nil {
		return nil
	}
	t.numbers()
	t.sums()
	if err := t.agree(ctx); err != nil {
		return err
	}
	return t.inFloat32(ctx)
}

// span calls the transitions lo to hi-1 of b. The first call of a pass is at 0.
func (t *trial) span(b *envs.Transitions, lo, hi int) span {
	return span{b: b, lo: lo, hi: hi, fresh: lo == 0, tickLimit: t.limits.Average*(hi-lo) + t.limits.Budget}
}

// interpret runs a span in the child under review. A reward of which all probes
// together take too much ends like one whose child runs out of time. Corners are
// few, and play may never reach them: what they take does not count.
func (t *trial) interpret(ctx context.Context, s span, out *columns) (int, *wireFault, error) {
	if t.rejects {
		s.tickLimit = min(s.tickLimit, max(1, t.limits.Probes-t.ticks))
	}
	before := out.ticks
	done, fault, err := t.run(ctx, s, out)
	t.ticks += out.ticks - before
	if err == nil && t.rejects && t.ticks > t.limits.Probes {
		err = &deathError{stage: finding.Probe, Death: sandbox.Death{Reason: "timeout"}}
	}
	return done, fault, err
}

// report adds a finding of the probe at transition i, or anywhere for -1.
func (t *trial) report(reason, message string, i int, rejects bool) {
	t.add(Finding{Stage: finding.Probe, Reason: reason, Message: message, Suggestion: suggestion(t.kind, reason), Rejects: rejects}, i)
}

// add adds a finding, unless there is one for its reason, at transition i, or
// anywhere for -1.
func (t *trial) add(f Finding, i int) {
	list := &t.warnings
	if f.Rejects {
		list = &t.rejected
	}
	if slices.ContainsFunc(*list, func(other Finding) bool { return other.Reason == f.Reason }) {
		return
	}
	if i >= 0 {
		f.Message += " at " + t.subject.Where(t.b, i)
		if !t.rejects {
			f.Message += ", which play may never reach"
		}
	}
	*list = append(*list, f)
}

func (t *trial) fault(f *wireFault, i int) {
	message := f.Message
	switch f.Reason {
	case "slow":
		message = fmt.Sprintf("%s takes more than %d loop iterations and function calls on average", t.kind.Called, t.limits.Average)
		i = -1
	case "no-components", "too-many-components", "component-name": // whatever the transition
		i = -1
	}
	t.report(f.Reason, message, i, t.rejects)
}

// numbers looks for results that are not finite or too large.
func (t *trial) numbers() {
	for i := range t.b.Len() {
		if t.failed[i] {
			continue
		}
		for k := -1; k < len(t.out.terms); k++ {
			name, v := "the reward", t.out.total[i]
			if k >= 0 {
				name, v = t.kind.Column+" "+t.out.names[k], t.out.terms[k][i]
			}
			switch {
			case math.IsNaN(v) || math.IsInf(v, 0):
				t.report(badNumber(v), fmt.Sprintf("%s is %v", t.culprits(i), v), i, t.rejects)
			case math.Abs(v) > maxMagnitude:
				t.report("magnitude", fmt.Sprintf("%s is %.4g, beyond %.0e", name, v, maxMagnitude), i, t.rejects)
			}
		}
	}
}

// culprits names the results of transition i that are not finite.
func (t *trial) culprits(i int) string {
	var names []string
	for k, column := range t.out.terms {
		if v := column[i]; v-v != 0 {
			names = append(names, t.out.names[k])
		}
	}
	if len(names) == 0 {
		return "the reward"
	}
	return t.kind.Column + " " + strings.Join(names, ", ")
}

// sums compares the totals with the sums of the terms, where they add up.
func (t *trial) sums() {
	if !t.kind.Adds {
		return
	}
	for i := range t.b.Len() {
		if t.failed[i] {
			continue
		}
		sum, scale := 0.0, math.Abs(t.out.total[i])
		for _, column := range t.out.terms {
			sum += column[i]
			scale = max(scale, math.Abs(column[i]))
		}
		if math.Abs(sum-t.out.total[i]) > sumTolerance*(1+scale) && t.rejects {
			t.add(Finding{
				Stage: finding.Probe, Reason: "components-sum",
				Message:    fmt.Sprintf("the terms add up to %.6g but the reward is %.6g", sum, t.out.total[i]),
				Suggestion: "return every part of the reward as a term, with its weight, so that the terms add up to it",
			}, i)
			return
		}
	}
}

// repeat calls the reward again: without Memory at some of the transitions in
// reverse order, with Memory at all from their beginning.
func (t *trial) repeat(ctx context.Context) error {
	if slices.Contains(t.failed, true) {
		return nil
	}
	again, origin := t.b, everyIndex(t.b)
	if !t.memory {
		again, origin = backwards(t.b, maxRepeats)
	}
	var second columns
	if _, fault, err := t.interpret(ctx, t.span(again, 0, again.Len()), &second); err != nil || fault != nil {
		return err
	}
	j := t.differs(&second, origin)
	if j < 0 {
		return nil
	}
	var third columns
	if _, _, err := t.fresh(ctx, t.span(t.b, 0, t.b.Len()), &third); err != nil {
		return err
	}
	reason := "nondeterministic"
	if third.terms != nil && t.differs(&third, everyIndex(t.b)) < 0 {
		reason = "stateful"
	}
	i := origin[j]
	t.report(reason, fmt.Sprintf("the same call gave %v and then %v", t.out.total[i], second.total[j]), i, true)
	return nil
}

// everyIndex returns the indices of b in order.
func everyIndex(b *envs.Transitions) []int {
	all := make([]int, b.Len())
	for i := range all {
		all[i] = i
	}
	return all
}

// differs returns the first element at which another run gave other bits, or -1.
// Element j of that run was a call at transition origin[j].
func (t *trial) differs(other *columns, origin []int) int {
	for j, i := range origin {
		if !sameBits(t.out.total[i], other.total[j]) {
			return j
		}
		for k := range t.out.terms {
			if !sameBits(t.out.terms[k][i], other.terms[k][j]) {
				return j
			}
		}
	}
	return -1
}

// sameBits treats all NaN as one value.
func sameBits(a, b float64) bool {
	return math.Float64bits(a) == math.Float64bits(b) || a != a && b != b
}

// constants warns of a reward or terms that never change.
func (p *prober) constants(trials []*trial) {
	if len(trials) == 0 || trials[0].out.terms == nil || p.probes < 2 {
		return
	}
	if v, ok := constantColumn(trials, -1); ok && p.kind.Adds {
		p.warnings = append(p.warnings, constantFinding(fmt.Sprintf("%s is %.6g for every state and action tried: it gives nothing to learn from", p.whole(), v)))
		return
	}
	for k, name := range trials[0].out.names {
		v, ok := constantColumn(trials, k)
		if ok && !(v == 0 && slices.Contains(p.kind.Rare, name)) {
			p.warnings = append(p.warnings, constantFinding(fmt.Sprintf("%s %s is %.6g for every state and action tried", p.kind.Column, name, v)))
		}
	}
}

// whole is how messages call the total.
func (p *prober) whole() string {
	if p.kind.Made() {
		return "the reward made of " + p.kind.List()
	}
	return "Reward"
}

func constantFinding(message string) Finding {
	return Finding{Stage: finding.Probe, Reason: "constant", Message: message,
		Suggestion: "let it depend on the state or the action; integer division such as 1/10 is 0"}
}

// constantColumn returns the value of term k, or of the total for -1, if it is
// the same everywhere.
func constantColumn(trials []*trial, k int) (float64, bool) {
	var first float64
	for n, t := range trials {
		column := t.out.total
		if k >= 0 {
			column = t.out.terms[k]
		}
		if n == 0 {
			first = column[0]
		}
		for _, v := range column {
			if !sameBits(v, first) {
				return 0, false
			}
		}
	}
	return first, true
}
