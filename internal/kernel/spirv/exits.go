package spirv

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// exits says how control leaves the blocks of a function. A break out of the
// innermost loop is a branch, which shaders may have anywhere in the loop: it is
// direct. All others have no form in SPIR-V, whose control flow is nested: they
// put a number into a variable, and what would follow within the blocks left is
// run only if it is 0.
type exits struct {
	direct map[*ir.Value]bool
	of     map[*ir.Block]destinations
	number map[*ir.Value]uint32 // of loops and blocks that are left by number
}

// destination is where control goes: out of target, to its post block, or out of
// the function where target is nil.
type destination struct {
	op     ir.Op // ir.Break, ir.Continue or ir.Return
	target *ir.Value
}

// destinations are those outside a block of what leaves it by number.
type destinations map[destination]bool

// leaves says that something leaves by number.
func (d destinations) leaves() bool { return len(d) > 0 }

func exitsOf(f *ir.Func) *exits {
	e := &exits{direct: map[*ir.Value]bool{}, of: map[*ir.Block]destinations{}, number: map[*ir.Value]uint32{}}
	e.block(f.Body, nil)
	return e
}

// block returns the destinations of b, which stands in the given innermost loop.
func (e *exits) block(b *ir.Block, loop *ir.Value) destinations {
	out := destinations{}
	for _, v := range b.Values {
		for d := range e.value(v, loop) {
			out[d] = true
		}
	}
	e.of[b] = out
	return out
}

func (e *exits) value(v *ir.Value, loop *ir.Value) destinations {
	switch v.Op {
	case ir.Return:
		return destinations{{ir.Return, nil}: true}
	case ir.Break:
		if v.Target == loop {
			e.direct[v] = true
			return nil
		}
		e.numbered(v.Target)
		return destinations{{ir.Break, v.Target}: true}
	case ir.Continue:
		e.numbered(v.Target)
		return destinations{{ir.Continue, v.Target}: true}
	}
	if v.Op == ir.Loop {
		loop = v
	}
	out := destinations{}
	for _, b := range v.Blocks {
		for d := range e.block(b, loop) {
			out[d] = true
		}
	}
	delete(out, destination{ir.Break, v})
	delete(out, destination{ir.Continue, v})
	return out
}

func (e *exits) numbered(target *ir.Value) {
	if e.number[target] == 0 {
		e.number[target] = uint32(len(e.number) + 1)
	}
}

// returning is the number of a return.
const returning = 1

// exit is the number of a destination: 1 for a return, then two for each loop or
// block.
func (e *exits) exit(d destination) uint32 {
	switch d.op {
	case ir.Return:
		return returning
	case ir.Break:
		return 2 * e.number[d.target]
	}
	return 2*e.number[d.target] + 1
}

// inside are the destinations of v's blocks, with those that are v itself.
func (e *exits) inside(v *ir.Value) destinations {
	out := destinations{}
	for _, b := range v.Blocks {
		for d := range e.of[b] {
			out[d] = true
		}
	}
	return out
}

// beyond are the destinations of v's blocks outside of it.
func (e *exits) beyond(v *ir.Value) destinations {
	out := e.inside(v)
	delete(out, destination{ir.Break, v})
	delete(out, destination{ir.Continue, v})
	return out
}

// closed says that control never reaches the end of the branches emitted for b:
// it ends in a break that is direct, and nothing leaves it by number. A stop does
// not count: see the package comment.
func (e *exits) closed(b *ir.Block) bool {
	if len(b.Values) == 0 || e.of[b].leaves() {
		return false
	}
	switch v := b.Values[len(b.Values)-1]; v.Op {
	case ir.Break:
		return e.direct[v]
	case ir.If:
		return e.closed(v.Blocks[0]) && e.closed(v.Blocks[1])
	case ir.Label:
		return e.closed(v.Blocks[0])
	}
	return false
}
