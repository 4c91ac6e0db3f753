package critic

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/critic/finding"
)

// consequence ends the remarks on what is not compiled.
func consequence(gpu bool) string {
	if gpu {
		return ", so a GPU cannot run it"
	}
	return ", so the reward runs interpreted, many times slower"
}

// consequence is that of a stop at one of the transitions. At a corner it keeps no
// reward from training on a GPU.
func (t *trial) consequence() string {
	if t.gpu && !t.rejects {
		return ", and which play may never reach"
	}
	return consequence(t.gpu)
}

// notCompiled is the remark on a reward for which there is no machine code, which
// is no fault of its source.
func notCompiled(why string, gpu bool) Finding {
	f := Finding{
		Stage: finding.Compile, Reason: "not-compiled", Message: why + consequence(gpu), Rejects: gpu,
		Suggestion: "please report this with the reward's source; writing it in a simpler way may help",
	}
	if gpu {
		f.Suggestion = "write it in a simpler way"
	}
	return f
}

// agree runs the compiled form of the reward on the transitions that the
// interpreter has been through. Where it stops and the interpreter did not, as
// where an int leaves 32 bits, the interpreter keeps the reward; for a GPU that
// rejects it, if play has been there. Where they return other bits, one of them is
// wrong: that is reported.
func (t *trial) agree(ctx context.Context) error {
	if t.compiled == nil || t.apart != "" {
		return nil
	}
	within, cancel := context.WithTimeout(ctx, t.limits.Wall)
	defer cancel()
	var other columns
	var stops []int
	for lo := 0; lo < t.b.Len() && len(stops) < maxFaults; lo++ {
		done, fault, err := t.compiled.run(within, t.span(t.b, lo, t.b.Len()), &other)
		switch {
		case err != nil && ctx.Err() == nil && within.Err() != nil:
			t.apart = fmt.Sprintf("compiled it takes more than %v for %d transitions", t.limits.Wall, t.b.Len())
			if t.gpu {
				t.add(notCompiled(t.apart, t.rejects), -1)
			}
			return nil
		case err != nil:
			return err
		}
		if lo += done; fault == nil {
			break
		}
		if !t.failed[lo] {
			t.apart = "compiled it " + strings.TrimPrefix(fault.Message, t.kind.Called+" ")
			t.remark(Finding{
				Stage: finding.Compile, Reason: "stops", Rejects: t.gpu && t.rejects,
				Message: fmt.Sprintf("%s at %s, where it does not when interpreted%s",
					t.apart, t.subject.Where(t.b, lo), t.consequence()),
				Suggestion: "keep int values within 32 bits: use float64, or uint32 where wrap-around is meant",
			})
			return nil
		}
		stops = append(stops, lo)
		if t.memory {
			break
		}
	}
	if len(stops) < maxFaults {
		for _, i := range t.panics {
			if !slices.Contains(stops, i) {
				t.differ("the reward panics interpreted and returns a value compiled, which is what counts", i)
				return nil
			}
		}
	}
	if !slices.Equal(t.out.names, other.names) {
		t.apart = fmt.Sprintf("compiled it has the terms %v, interpreted %v", other.names, t.out.names)
		t.remark(notCompiled(t.apart, t.gpu))
		return nil
	}
	t.sameBits(&other)
	return nil
}

// sameBits reports the first result in which the engines differ.
func (t *trial) sameBits(compiled *columns) {
	for i := range t.b.Len() {
		if t.failed[i] {
			if t.memory {
				return
			}
			continue
		}
		for k := -1; k < len(t.out.terms); k++ {
			name, a, b := "the reward", t.out.total[i], compiled.total[i]
			if k >= 0 {
				name, a, b = t.kind.Column+" "+t.out.names[k], t.out.terms[k][i], compiled.terms[k][i]
			}
			if sameBits(a, b) {
				continue
			}
			t.differ(fmt.Sprintf("%s is %v interpreted and %v compiled, which is what counts", name, a, b), i)
			return
		}
	}
}

// differ reports that the engines differ at transition i.
func (t *trial) differ(message string, i int) {
	t.add(Finding{
		Stage: finding.Compile, Reason: "engines-differ", Message: message,
		Suggestion: "an int has 32 bits, and conversion of a larger number gives the nearest int: keep numbers within that before int(...); " +
			"if there are none, please report this with the reward's source",
	}, i)
}
