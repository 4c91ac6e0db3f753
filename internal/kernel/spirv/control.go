package spirv

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// block emits values. It returns whether the block that is open then can be
// reached; if not, it has been ended.
func (e *fn) block(values []*ir.Value) bool {
	for len(values) > 0 {
		v := values[0]
		values = values[1:]
		beyond := false
		switch v.Op {
		case ir.If:
			rest, open := e.conditional(v, values)
			if !open {
				return false
			}
			values = rest
			beyond = e.exits.beyond(v).leaves()
		case ir.Loop:
			e.loop(v)
			beyond = e.exits.beyond(v).leaves()
		case ir.Label:
			if !e.block(v.Blocks[0].Values) {
				return false
			}
			e.arrive(v, ir.Break)
			beyond = e.exits.beyond(v).leaves()
		case ir.Break:
			if e.exits.direct[v] {
				e.emit(opBranch, e.loops[v.Target])
				return false
			}
			e.depart(destination{v.Op, v.Target})
			return true
		case ir.Continue:
			e.depart(destination{v.Op, v.Target})
			return true
		case ir.Return:
			for i, a := range v.Args {
				e.store(e.returned[i], e.operand(a))
			}
			e.depart(destination{op: ir.Return})
			return true
		case ir.Trap:
			e.stop(e.truth(true), ir.Fault(v.Index), v.Pos)
		default:
			e.value(v)
		}
		if beyond && len(values) > 0 {
			e.guard(values)
			return true
		}
	}
	return true
}

// guard emits values that run unless control has left the block around them.
func (e *fn) guard(values []*ir.Value) {
	here := e.compute(opIEqual, e.boolean(), e.load(e.uint32(), e.exit), e.unsigned(0))
	e.branches(here, func() bool { return e.block(values) }, nil)
}

// branches emits a conditional, of which either side may be nil. It returns
// whether its end can be reached.
func (e *fn) branches(condition id, then, other func() bool) bool {
	if then == nil && other == nil {
		return true
	}
	thenLabel, otherLabel, after := e.id(), e.id(), e.id()
	if then == nil {
		thenLabel = after
	}
	if other == nil {
		otherLabel = after
	}
	e.emit(opSelectionMerge, after, 0)
	e.emit(opBranchConditional, condition, thenLabel, otherLabel)
	reached := then == nil || other == nil
	side := func(label id, emit func() bool) {
		if emit == nil {
			return
		}
		e.label(label)
		e.within(func() {
			if emit() {
				reached = true
				e.emit(opBranch, after)
			}
		})
	}
	side(thenLabel, then)
	side(otherLabel, other)
	e.label(after)
	if !reached {
		e.emit(opUnreachable)
	}
	return reached
}

// conditional emits an if, and with it as much of what follows as belongs into
// one of its sides; it returns the others. A side that ends leaves to the other
// what follows, so that nothing has to ask whether it has ended.
func (e *fn) conditional(v *ir.Value, rest []*ir.Value) (after []*ir.Value, open bool) {
	then, other := v.Blocks[0], v.Blocks[1]
	condition := e.values[v.Args[0]]
	side := func(values []*ir.Value) func() bool {
		if len(values) == 0 {
			return nil
		}
		return func() bool { return e.block(values) }
	}
	with := func(b *ir.Block) []*ir.Value { return append(append([]*ir.Value{}, b.Values...), rest...) }
	switch {
	case e.exits.closed(then):
		open = e.branches(condition, side(then.Values), nil)
		return with(other), open
	case e.exits.closed(other):
		open = e.branches(condition, nil, side(other.Values))
		return with(then), open
	case then.Ends() && e.exits.of[then].leaves() && !other.Ends():
		return nil, e.branches(condition, side(then.Values), side(with(other)))
	case other.Ends() && e.exits.of[other].leaves() && !then.Ends():
		return nil, e.branches(condition, side(with(then)), side(other.Values))
	}
	return rest, e.branches(condition, side(then.Values), side(other.Values))
}

// loop emits a loop:
//
//	header   merge and continue target
//	check    fuel, unless the loop is free
//	body     the body, whose direct breaks go to merge
//	post     what it is, unless control has left the body otherwise
//	next     back to header
//	merge
func (e *fn) loop(v *ir.Value) {
	header, check, body, next, merge := e.id(), e.id(), e.id(), e.id(), e.id()
	e.loops[v] = merge
	e.emit(opBranch, header)
	e.label(header)
	e.emit(opLoopMerge, merge, next, e.unrolling())
	if v.Free {
		e.emit(opBranch, body)
	} else {
		e.emit(opBranch, check)
		e.label(check)
		e.emit(opBranchConditional, e.exhausted(v), merge, body)
	}
	e.label(body)
	e.within(func() { e.iteration(v, next, merge) })
	e.label(next)
	e.emit(opBranch, header)
	e.label(merge)
	e.arrive(v, ir.Break)
}

// unrolling is what the driver is told about a loop.
func (m *module) unrolling() uint32 {
	if m.options.Software {
		return loopDontUnroll
	}
	return 0
}

func (e *fn) iteration(v *ir.Value, next, merge id) {
	body, post := v.Blocks[0], v.Blocks[1]
	if !e.block(body.Values) {
		return
	}
	e.arrive(v, ir.Continue)
	leaving := e.exits.of[body]
	if len(leaving) > 1 || leaving.leaves() && !leaving[destination{ir.Continue, v}] {
		e.breakIfLeft(merge)
	}
	if !e.block(post.Values) {
		return
	}
	if e.exits.of[post].leaves() {
		e.breakIfLeft(merge)
	}
	e.emit(opBranch, next)
}

// breakIfLeft goes to merge if control has left by number.
func (e *fn) breakIfLeft(merge id) {
	on := e.id()
	left := e.compute(opINotEqual, e.boolean(), e.load(e.uint32(), e.exit), e.unsigned(0))
	e.emit(opBranchConditional, left, merge, on)
	e.label(on)
}

// depart notes that control has left for a destination.
func (e *fn) depart(d destination) {
	e.store(e.exit, e.unsigned(e.exits.exit(d)))
}

// arrive ends the way of what has left for v: control goes on here.
func (e *fn) arrive(v *ir.Value, op ir.Op) {
	d := destination{op, v}
	if !e.exits.inside(v)[d] {
		return
	}
	exit := e.load(e.uint32(), e.exit)
	here := e.compute(opIEqual, e.boolean(), exit, e.unsigned(e.exits.exit(d)))
	e.store(e.exit, e.compute(opSelect, e.uint32(), here, e.unsigned(0), exit))
}
