package front

import (
	"go/token"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// joinDicts makes one map of those that a variable holds at several exits, where
// no other variable holds one of them. It says whether that could be done.
func (f *fn) joinDicts(sl *slot, exits []exit) bool {
	var joined *dict
	for _, e := range exits {
		d, ok := e.state.get(sl).(*dict)
		if !ok || d == nil || aliased(d, sl, exits) {
			return false
		}
		if joined == nil {
			joined = &dict{key: d.key, elem: d.elem, entries: map[key]*dictEntry{}, self: f.newSlot("map", nil)}
			joined.self.kept = true
		}
		for _, k := range d.keys() {
			f.dictEntry(joined, k)
		}
	}
	for i := range exits {
		f.copyDict(joined, &exits[i], exits[i].state.get(sl).(*dict))
		exits[i].state[sl] = joined
	}
	return true
}

// aliased says that another variable that exists at all exits holds a map.
func aliased(d *dict, sl *slot, exits []exit) bool {
	for _, e := range exits {
		for other, v := range e.state {
			if other == sl || v != value(d) {
				continue
			}
			everywhere := true
			for _, each := range exits {
				everywhere = everywhere && each.state.has(other)
			}
			if everywhere {
				return true
			}
		}
	}
	return false
}

// copyDict puts into an exit what copies one map into another.
func (f *fn) copyDict(to *dict, e *exit, from *dict) {
	block, state, dead := &ir.Block{}, f.state, f.dead
	f.state, f.dead = e.state, false
	f.state[to.self] = known{ir.TBool, 1}
	f.into(block, func() {
		for _, k := range from.keys() {
			source, target := from.entries[k], to.entries[k]
			f.set(&place{cell: target.cell, t: to.elem}, f.get(&place{cell: source.cell, t: from.elem}, token.NoPos), token.NoPos)
			has := f.state.get(source.present)
			if _, is := has.(stored); is {
				f.store(f.slotVar(target.present), f.load(f.slotVar(source.present)))
			}
			f.state[target.present] = has
		}
	})
	f.state, f.dead = state, dead
	e.put(block.Values...)
}
