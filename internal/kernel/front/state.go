package front

import (
	"cmp"
	"maps"
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// slot holds what is followed while lowering: a string, a function, a pointer, a
// slice, a map, whether a map has a key, the counter of an unrolled loop. What
// it holds at some point of the program is in the flow state there.
type slot struct {
	name   string
	number int      // in order of making
	t      *ir.Type // of v: int for strings, which are numbered; nil where it cannot be stored
	v      *ir.Var  // holds the value where the state says so; made when needed
	dict   *dict    // of a slot that tells whether this map has a key
	text   *choices // of a slot for strings: those whose number v may hold
	from   *ir.Var  // where a slice of a buffer begins, made when needed
	n      *ir.Var  // its length, likewise
	kept   bool     // may be used after its scope is left: by a function literal, or as a map that is returned
}

// state is what the slots hold at one point of the program.
type state map[*slot]value

func (s state) clone() state { return maps.Clone(s) }

// copyState is the state for a way that branches off.
func (f *fn) copyState() state {
	f.work += len(f.state)
	return f.state.clone()
}

// strings is how many strings the slots may hold that are stored. A loop can add
// some after they are asked for.
func (s state) strings() int {
	n := 0
	for sl, v := range s {
		if _, ok := v.(stored); ok && sl.text != nil {
			n += len(sl.text.texts)
		}
	}
	return n
}

// get returns what a slot holds. A key that was never set is absent.
func (s state) get(sl *slot) value {
	if v, ok := s[sl]; ok {
		return v
	}
	if sl.dict != nil {
		return known{ir.TBool, 0}
	}
	return invalid{}
}

// has says that a slot exists in a state.
func (s state) has(sl *slot) bool {
	if sl.dict != nil {
		sl = sl.dict.self
	}
	_, ok := s[sl]
	return ok
}

// conflict, in a flow state, is what a slot holds that depends on the way taken
// and cannot be stored.
type conflict struct{ advice string }

// conflictOf is a conflict between v and others like it.
func conflictOf(v value) conflict {
	switch v := v.(type) {
	case view:
		return conflict{"use one buffer on every way, or call a function in each branch"}
	case slice:
		return conflict{"append on every way, such as a 0 where there is nothing to add, or use an array and a count"}
	case *dict:
		return conflict{"make one map first, and set its keys on each way"}
	case closure:
		return conflict{"call each function in a branch of its own"}
	case *place:
		return conflict{"use each pointer in a branch of its own"}
	case conflict:
		return v
	}
	return conflict{"use a variable of its own for each"}
}

// exit is one way out of a piece of program: the block that it leaves from.
type exit struct {
	block *ir.Block
	state state
	jumps bool // the block's last value is the jump
}

// put appends values to the block, before its jump.
func (e *exit) put(values ...*ir.Value) {
	at := len(e.block.Values)
	if e.jumps {
		at--
	}
	e.block.Values = slices.Insert(e.block.Values, at, values...)
}

// merge continues where several exits meet; without any, nothing is reached.
func (f *fn) merge(exits []exit) {
	f.dead = len(exits) == 0
	switch len(exits) {
	case 0:
		f.state = state{}
		return
	case 1:
		f.state = exits[0].state
		return
	}
	// Joining maps makes further slots, those of their keys.
	for _, sl := range slotsOf(exits) {
		if sl.dict == nil {
			f.join(sl, exits)
		}
	}
	for _, sl := range slotsOf(exits) {
		if sl.dict != nil {
			f.join(sl, exits)
		}
	}
	f.state = exits[0].state
	for _, e := range exits[1:] {
		for sl, v := range e.state {
			if _, ok := f.state[sl]; !ok {
				f.state[sl] = v
			}
		}
	}
}

// slotsOf returns the slots of all states in order of making.
func slotsOf(exits []exit) []*slot {
	seen := map[*slot]bool{}
	var all []*slot
	for _, e := range exits {
		for sl := range e.state {
			if !seen[sl] {
				seen[sl] = true
				all = append(all, sl)
			}
		}
	}
	slices.SortFunc(all, func(a, b *slot) int { return cmp.Compare(a.number, b.number) })
	return all
}

// join makes a slot hold the same at all exits where it exists.
func (f *fn) join(sl *slot, exits []exit) {
	var where []exit
	for _, e := range exits {
		if e.state.has(sl) {
			where = append(where, e)
		}
	}
	same := true
	for _, e := range where[min(1, len(where)):] {
		same = same && e.state.get(sl) == where[0].state.get(sl)
	}
	if same {
		return
	}
	switch {
	case sl.t != nil:
		for i := range where {
			f.storeSlot(sl, &where[i])
		}
	case f.joinDicts(sl, where):
	default:
		why := conflictOf(where[0].state.get(sl))
		for _, e := range where {
			e.state[sl] = why
		}
	}
}

// storeSlot puts into an exit what makes the slot's variable hold the value.
func (f *fn) storeSlot(sl *slot, e *exit) {
	v := e.state.get(sl)
	e.state[sl] = stored{}
	c := &ir.Value{Op: ir.Const, Type: sl.t}
	switch v := v.(type) {
	case known:
		c.Bits = v.bits
	case text:
		c.Bits = uint64(f.intern(v.known))
		sl.text.add(v.known)
	default:
		return // stored already, or invalid
	}
	e.put(c, &ir.Value{Op: ir.Store, Var: f.slotVar(sl), Args: []*ir.Value{c}})
}

func (f *fn) slotVar(sl *slot) *ir.Var {
	if sl.v == nil {
		sl.v = f.newVar(sl.name, sl.t)
	}
	return sl.v
}

// newSlot returns a slot for a value of a type that does not exist at run time,
// or, given one that does, for a value that happens to be known.
func (f *fn) newSlot(name string, t *ir.Type) *slot {
	f.slots++
	f.work++
	return &slot{name: name, number: f.slots, t: t}
}
