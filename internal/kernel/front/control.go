package front

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// into runs body with values going to another block.
func (f *fn) into(b *ir.Block, body func()) {
	outer := f.cur
	f.cur = b
	body()
	f.cur = outer
}

// here is the exit at the end of the current block, none where it is dead.
func (f *fn) here() []exit {
	if f.dead {
		return nil
	}
	return []exit{{block: f.cur, state: f.state}}
}

// branch runs one of two pieces of program. One whose condition is known is not
// lowered at all if it is not taken.
func (f *fn) branch(cond *ir.Value, pos ir.Pos, then, otherwise func()) {
	if c, ok := constantOf(cond); ok {
		if c.bits != 0 {
			then()
		} else {
			otherwise()
		}
		return
	}
	v := &ir.Value{Op: ir.If, Args: []*ir.Value{cond}, Blocks: []*ir.Block{{}, {}}, Pos: pos}
	before, dead := f.copyState(), f.dead
	var exits []exit
	f.into(v.Blocks[0], func() { then(); exits = append(exits, f.here()...) })
	f.state, f.dead = before, dead
	f.into(v.Blocks[1], func() { otherwise(); exits = append(exits, f.here()...) })
	f.dead = dead
	f.emit(v)
	f.merge(exits)
}

// join is where a loop or block goes on, or its end.
type join struct {
	v     *ir.Value // the loop or block
	op    ir.Op     // Break or Continue
	exits []exit
}

// leave jumps to a join.
func (f *fn) leave(j *join, pos ir.Pos) {
	if f.dead {
		return
	}
	f.emit(&ir.Value{Op: j.op, Target: j.v, Pos: pos})
	j.exits = append(j.exits, exit{f.cur, f.state, true})
	f.dead = true
	f.state = f.copyState()
}

// label runs a piece of program that can be left by a break to the join.
func (f *fn) label(pos ir.Pos, body func(end *join)) { f.labelled(pos, false, body) }

// labelled is label, or where free one that is left also by what stops the code
// in it: then control goes on behind it whatever that does.
func (f *fn) labelled(pos ir.Pos, free bool, body func(end *join)) {
	dead, before := f.dead, f.state
	if free {
		before = f.copyState()
	}
	v := &ir.Value{Op: ir.Label, Blocks: []*ir.Block{{}}, Pos: pos, Free: free}
	end := &join{v: v, op: ir.Break}
	f.into(v.Blocks[0], func() { body(end); end.exits = append(end.exits, f.here()...) })
	exits := end.exits
	f.merge(exits)
	if free && f.dead && !dead {
		f.dead, f.state = false, before
	}
	after := f.dead
	f.dead = dead
	f.appendLabel(v, end)
	f.dead = after
}

// appendLabel appends a label, or only what is in it where no break and no stop
// needs it.
func (f *fn) appendLabel(v *ir.Value, end *join) {
	inner := v.Blocks[0]
	jumps := 0
	for _, e := range end.exits {
		if e.jumps {
			jumps++
		}
	}
	last := &ir.Value{}
	if n := len(inner.Values); n > 0 {
		last = inner.Values[n-1]
	}
	if last.Op == ir.Break && last.Target == v {
		inner.Values = inner.Values[:len(inner.Values)-1] // goes on there anyway
		jumps--
	} else if last.Target != nil {
		jumps++ // an exit of another join, which may still put values before it
	}
	if jumps > 0 || v.Free {
		f.emit(v)
		return
	}
	for _, value := range inner.Values {
		f.emit(value)
	}
}
