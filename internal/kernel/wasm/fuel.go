package wasm

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// Fuel is a global. A function with loops keeps it in a local meanwhile, since
// an iteration that reads and writes memory waits for the one before; the global
// is up to date wherever a function that burns fuel begins or ends.

// burns says that a function or one that it calls takes fuel.
func (m *module) burns(f *ir.Func) bool {
	found, ok := m.burning[f]
	if !ok {
		f.Body.Walk(func(v *ir.Value) { found = found || v.Op == ir.Call || v.Op == ir.Loop })
		m.burning[f] = found
	}
	return found
}

// hasLoop says that a function iterates itself.
func hasLoop(f *ir.Func) bool {
	found := false
	f.Body.Walk(func(v *ir.Value) { found = found || v.Op == ir.Loop })
	return found
}

// burn takes a unit of fuel.
func (e *emitter) burn(at ir.Pos) {
	get, set := e.fuel()
	e.again(get)
	e.ops(opI64Eqz)
	e.check(ir.OutOfFuel, at)
	e.again(get)
	e.int64(1)
	e.ops(opI64Sub)
	e.again(set)
}

// fuel returns the instructions that get and set what is left.
func (e *emitter) fuel() (get, set instr) {
	if e.loops {
		return instr{op: opLocalGet, arg: uint64(e.left)}, instr{op: opLocalSet, arg: uint64(e.left)}
	}
	return instr{op: opGlobalGet, arg: globalFuel}, instr{op: opGlobalSet, arg: globalFuel}
}

// keepFuel declares the local of a function with loops.
func (e *emitter) keepFuel() {
	if e.loops = hasLoop(e.f); e.loops {
		e.left = e.local("left", i64)
	}
}

// takeFuel takes the fuel from the global where the function keeps a local.
func (e *emitter) takeFuel() {
	if e.loops {
		e.emit(opGlobalGet, globalFuel)
		e.set(e.left)
	}
}

// giveFuel puts it back.
func (e *emitter) giveFuel() {
	if e.loops {
		e.get(e.left)
		e.emit(opGlobalSet, globalFuel)
	}
}
