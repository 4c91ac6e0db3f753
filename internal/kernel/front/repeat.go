package front

import (
	"go/ast"
	"maps"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// loop runs a piece of program again and again: body can break and continue to
// the joins, post follows each time. What the slots hold at the start of body is
// what they hold before the loop and after post; where that is not the same it
// is stored in variables, or refused.
func (f *fn) loop(pos ir.Pos, body func(end, next *join), post func()) {
	start := f.mark()
	for {
		strings := start.state.strings()
		v := &ir.Value{Op: ir.Loop, Blocks: []*ir.Block{{}, {}}, Pos: pos, Free: f.frame.pkg.free}
		end, next := &join{v: v, op: ir.Break}, &join{v: v, op: ir.Continue}
		f.into(v.Blocks[0], func() { body(end, next); next.exits = append(next.exits, f.here()...) })
		f.merge(next.exits)
		var back []exit
		f.into(v.Blocks[1], func() { post(); back = f.here() })
		f.dead = start.dead
		changed := f.changed(start.state, back)
		if len(changed) == 0 && start.state.strings() == strings || f.exhausted() {
			f.emit(v)
			f.merge(end.exits)
			return
		}
		// Once more, with what changes in variables.
		f.reset(start)
		before := exit{block: f.cur, state: f.state}
		for _, sl := range changed {
			f.settle(sl, &before)
		}
		start = f.mark()
	}
}

// mark is a point of lowering that can be returned to.
type mark struct {
	values, told int
	dead         bool
	state        state
	done         map[ast.Expr][]value
}

func (f *fn) mark() mark {
	return mark{len(f.cur.Values), len(f.diagnostics), f.dead, f.copyState(), maps.Clone(f.done)}
}

// reset forgets what was lowered since a mark in the same block. A mark can be
// returned to several times.
func (f *fn) reset(m mark) {
	f.cur.Values = f.cur.Values[:m.values]
	f.diagnostics = f.diagnostics[:m.told:m.told]
	f.dead, f.state, f.done = m.dead, m.state.clone(), maps.Clone(m.done)
}

// changed returns the slots of entry that hold something else at the back edge,
// after storing those that entry has in variables.
func (f *fn) changed(entry state, back []exit) []*slot {
	if len(back) == 0 {
		return nil
	}
	e := &back[0]
	var out []*slot
	for _, sl := range slotsOf([]exit{{state: entry}, *e}) {
		if !entry.has(sl) {
			continue
		}
		was, is := entry.get(sl), e.state.get(sl)
		switch was.(type) {
		case stored:
			f.storeSlot(sl, e)
		case conflict, invalid:
		default:
			if was != is {
				out = append(out, sl)
			}
		}
	}
	return out
}

// settle stores a slot before a loop that changes it.
func (f *fn) settle(sl *slot, before *exit) {
	if sl.t != nil {
		f.storeSlot(sl, before)
		return
	}
	before.state[sl] = conflictOf(before.state.get(sl))
}
