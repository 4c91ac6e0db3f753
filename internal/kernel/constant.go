package kernel

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel/front"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/narrow"
)

// ForDevice says which constants of a lowered program float32, in which devices
// compute, has no room for: those for which Narrow refuses the program, and those
// that change while it still means about the same, math.MaxFloat64 and numbers next
// to zero.
func ForDevice(lowered *ir.Program) (refused, remarks []Diagnostic) {
	for _, c := range narrow.Changed(lowered) {
		d := Diagnostic{
			Pos: c.Pos, Reason: front.ReasonConstant,
			Suggestion: "scale numbers so that they, and what is computed with them, lie within 1e-38 and 3e38",
		}
		if c.Large() {
			d.Message = fmt.Sprintf("the constant %g is beyond float32, in which a GPU computes", c.Wide)
			d.Suggestion += "; math.Inf(1) and math.MaxFloat32 are larger than all of them"
			refused = append(refused, d)
			continue
		}
		d.Message = fmt.Sprintf("the constant %g is %g in float32, in which a GPU computes", c.Wide, c.Narrow)
		remarks = append(remarks, d)
	}
	return refused, remarks
}
