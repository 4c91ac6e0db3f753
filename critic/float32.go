package critic

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/critic/finding"
)

// A value in float32 is off where it is further from that in float64 than
// float32Error of the column's largest magnitude; it is worth a remark where more
// than float32Share of the transitions are. Fewer are those at thresholds.
const (
	float32Error = 0.01
	float32Share = 0.01
)

// inFloat32 runs the reward in float32, as a GPU does, on the transitions that the
// interpreter has been through. Where it stops or is not finite, and the
// interpreter's is, the reward cannot train there.
func (t *trial) inFloat32(ctx context.Context) error {
	if t.narrow == nil || t.apart != "" || len(t.rejected) > 0 {
		return nil
	}
	within, cancel := context.WithTimeout(ctx, t.limits.Wall)
	defer cancel()
	var got columns
	for lo := 0; lo < t.b.Len(); lo++ {
		done, fault, err := t.narrow.run(within, t.span(t.b, lo, t.b.Len()), &got)
		switch {
		case err != nil && ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded):
			return nil // as long as that in float64 takes, which counts
		case err != nil:
			return err
		}
		if lo += done; fault == nil {
			break
		}
		if !t.failed[lo] {
			t.add(float32Finding("stops", "in float32, in which a GPU computes, "+fault.Message, t.rejects), lo)
			return nil
		}
		if t.memory {
			return nil
		}
	}
	for k := -1; k < len(t.out.terms); k++ {
		name, wide, narrow := "the reward", t.out.total, got.total
		if k >= 0 {
			name, wide, narrow = t.kind.Column+" "+t.out.names[k], t.out.terms[k], got.terms[k]
		}
		if t.notFinite(name, wide, narrow) {
			return nil
		}
		t.imprecise(name, wide, narrow)
	}
	return nil
}

// notFinite reports the first value that is finite in float64 alone, and whether
// there is one.
func (t *trial) notFinite(name string, wide, narrow []float64) bool {
	for i, v := range narrow {
		if t.failed[i] || v-v == 0 || wide[i]-wide[i] != 0 {
			continue
		}
		t.add(float32Finding(badNumber(v), fmt.Sprintf("%s is %v in float32, in which a GPU computes, and %v in float64", name, v, wide[i]), t.rejects), i)
		return true
	}
	return false
}

// imprecise warns of a column of which float32 leaves little.
func (t *trial) imprecise(name string, wide, narrow []float64) {
	largest := 0.0
	for i, v := range wide {
		if !t.failed[i] {
			largest = max(largest, math.Abs(v))
		}
	}
	off, first := 0, -1
	for i, v := range narrow {
		if !t.failed[i] && math.Abs(v-wide[i]) > float32Error*largest {
			if off++; first < 0 {
				first = i
			}
		}
	}
	if float64(off) <= float32Share*float64(len(wide)) || !t.rejects {
		return
	}
	t.add(float32Finding("float32", fmt.Sprintf("in float32, in which a GPU computes, %s is far from its value in float64 at %d of %d transitions: %.6g instead of %.6g",
		name, off, len(wide), narrow[first], wide[first]), false), first)
}

func float32Finding(reason, message string, rejects bool) Finding {
	return Finding{
		Stage: finding.Compile, Reason: reason, Message: message, Rejects: rejects,
		Suggestion: "a float32 has seven digits and lies between 1e-38 and 3e38: keep divisors and arguments of Log above 1e-6, arguments of Exp below 80, " +
			"and do not subtract large numbers that are nearly equal",
	}
}
