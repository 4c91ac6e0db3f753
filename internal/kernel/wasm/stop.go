package wasm

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// A function that can stop the program is wrapped in blocks, one for each check.
// A check that fails leaves its block, the n-th check the n-th from within; what
// follows that block puts the number of the site into a local and leaves the
// outermost block; and what follows that traps:
//
//	(block $stop (block $site2 (block $site1
//	  ...
//	  (br_if $site1 ...)
//	  (return))
//	  (local.set $site (i32.const 12)) (br $stop))
//	  (local.set $site (i32.const 13)))
//	(global.set $fault (local.get $site))
//	(unreachable)
//
// So each check is one branch that is not taken, to a place of its own: wazero
// makes a comparison and its branch one pair of instructions only if nothing
// else leads to where the branch goes.

// guarded emits the body of a function.
func (e *emitter) guarded(body func()) {
	start := len(e.out.body)
	body()
	if len(e.sites) == 0 {
		return
	}
	inner := append([]instr(nil), e.out.body[start:]...)
	e.out.body = append(e.out.body[:start], instr{op: opBlock, name: "stop"})
	for i := len(e.sites); i > 0; i-- {
		e.out.body = append(e.out.body, instr{op: opBlock, name: fmt.Sprintf("site%d", i)})
	}
	e.out.body = append(e.out.body, inner...)
	e.ops(opReturn, opEnd)
	site := e.local("site", i32)
	for i, s := range e.sites {
		e.int32(e.m.site(s))
		e.set(site)
		e.out.body[len(e.out.body)-1].name = s.String()
		if i+1 < len(e.sites) {
			e.emit(opBr, uint64(len(e.sites)-1-i))
		}
		e.ops(opEnd)
	}
	e.get(site)
	e.emit(opGlobalSet, globalFault)
	e.ops(opUnreachable)
}

// check stops the program if the condition just computed holds.
func (e *emitter) check(kind ir.Fault, pos ir.Pos) { e.leaveFor(opBrIf, kind, pos) }

// stop stops the program.
func (e *emitter) stop(kind ir.Fault, pos ir.Pos) { e.leaveFor(opBr, kind, pos) }

func (e *emitter) leaveFor(op opcode, kind ir.Fault, pos ir.Pos) {
	e.emit(op, uint64(len(e.labels)+len(e.sites)))
	e.sites = append(e.sites, Site{kind, pos})
}

// String names the place as messages do.
func (s Site) String() string {
	return fmt.Sprintf("%s: %s", s.Pos, s.Kind)
}
