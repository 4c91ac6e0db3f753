package wasm

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// A function that can stop the program is wrapped in a block. What stops leaves
// the block with the number of its site in a local; behind the block that goes
// into the global that the host reads, and the program traps. So the checks of
// the common path are one branch each that is not taken.

// stopping is the label of that block.
var stopping = label{op: ir.Trap}

// guarded emits the body of a function.
func (e *emitter) guarded(body func()) {
	if !e.uses.stop {
		body()
		return
	}
	e.site = e.local("site", i32)
	e.open(opBlock, "stop", stopping)
	body()
	e.ops(opReturn)
	e.close()
	e.get(e.site)
	e.emit(opGlobalSet, globalFault)
	e.ops(opUnreachable)
}

// stopIf stops the program where a condition holds.
func (e *emitter) stopIf(kind ir.Fault, pos ir.Pos, condition func()) {
	e.at(kind, pos)
	condition()
	e.emit(opBrIf, e.depth(stopping))
}

// at notes the site of what can stop the program next.
func (e *emitter) at(kind ir.Fault, pos ir.Pos) {
	e.int32(e.m.site(Site{kind, pos}))
	e.set(e.site)
	e.out.body[len(e.out.body)-1].name = fmt.Sprintf("%s:%d:%d: %s", pos.File, pos.Line, pos.Column, kind)
}
