package spirv

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// stop notes that the row stops where a condition is true. The first stop counts.
func (e *fn) stop(condition id, kind ir.Fault, pos ir.Pos) {
	so := e.load(e.uint32(), e.fault)
	first := e.compute(opIEqual, e.boolean(), so, e.unsigned(0))
	now := e.compute(opLogicalAnd, e.boolean(), first, condition)
	e.store(e.fault, e.compute(opSelect, e.uint32(), now, e.unsigned(e.site(Site{kind, pos})), so))
}

// burn takes a unit of fuel, and stops the row where there is none.
func (e *fn) burn(v *ir.Value) {
	fuel := e.load(e.uint32(), e.fuel)
	none := e.compute(opIEqual, e.boolean(), fuel, e.unsigned(0))
	e.stop(none, ir.OutOfFuel, v.Pos)
	less := e.compute(opISub, e.uint32(), fuel, e.unsigned(1))
	e.store(e.fuel, e.compute(opSelect, e.uint32(), none, e.unsigned(0), less))
}

// exhausted is burn at the beginning of an iteration: it yields whether the row
// has stopped, there or before.
func (e *fn) exhausted(v *ir.Value) id {
	e.burn(v)
	return e.compute(opINotEqual, e.boolean(), e.load(e.uint32(), e.fault), e.unsigned(0))
}
