package front

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// view is a slice of a buffer. Its bounds are computed where the program runs,
// and not checked.
type view struct {
	buffer *ir.Buffer
	elem   types.Type
	from   *ir.Value // the element of the buffer with which it begins, a u32; nil for the first
	n      *ir.Value // its length, a u32; nil for all that follows

	savedFrom, savedN *ir.Var // in place of from and n, of a slice that is kept
}

// whole says that v is a buffer as it is.
func (v view) whole() bool { return v.from == nil && v.n == nil }

// saveView is a slice that a slot can keep beyond the block where its bounds were
// computed: they are in variables of the slot, so that it may hold other slices of
// the buffer on other ways.
func (f *fn) saveView(sl *slot, v view, pos token.Pos) view {
	from, n := v.from, f.extentOfView(v, f.frame.pkg.pos(pos))
	if from == nil {
		from = f.constant(known{ir.TUint32, 0})
	}
	if sl.from == nil {
		sl.from, sl.n = f.newVar(sl.name+".from", ir.TUint32), f.newVar(sl.name+".n", ir.TUint32)
	}
	f.store(sl.from, from)
	f.store(sl.n, n)
	return view{buffer: v.buffer, elem: v.elem, savedFrom: sl.from, savedN: sl.n}
}

// restoreView is a kept slice with its bounds.
func (f *fn) restoreView(v view) view {
	return view{buffer: v.buffer, elem: v.elem, from: f.load(v.savedFrom), n: f.load(v.savedN)}
}

// elementOfView is the location of an element. The index may be an int or u32.
func (f *fn) elementOfView(v view, i *ir.Value, pos token.Pos) location {
	if v.from != nil {
		i = f.op(ir.Add, ir.TUint32, f.frame.pkg.pos(pos), v.from, f.unsigned(i, pos))
	}
	return location{place: &place{cell: v.buffer, indices: []*ir.Value{i}, t: v.elem}}
}

// unsigned is an int or u32 as a u32, which wraps around.
func (f *fn) unsigned(i *ir.Value, pos token.Pos) *ir.Value {
	if i.Type.Kind == ir.Uint32 {
		return i
	}
	return f.op(ir.Convert, ir.TUint32, f.frame.pkg.pos(pos), i)
}

// slicedView is v[from:to].
func (f *fn) slicedView(v view, e *ast.SliceExpr) value {
	if e.Max != nil {
		f.refuse(e.Pos(), ReasonUnsupported, "a slice of a buffer has a capacity", "leave it out")
		return invalid{}
	}
	pos := f.pos(e)
	out := v
	var low, high *ir.Value
	if e.Low != nil {
		low = f.unsigned(f.number(e.Low), e.Low.Pos())
		out.from = low
		if v.from != nil {
			out.from = f.op(ir.Add, ir.TUint32, pos, v.from, low)
		}
	}
	if high = v.n; e.High != nil {
		high = f.unsigned(f.number(e.High), e.High.Pos())
	}
	if out.n = high; high != nil && low != nil {
		out.n = f.op(ir.Sub, ir.TUint32, pos, high, low)
	}
	return out
}

// lengthOfView is len(v), an int.
func (f *fn) lengthOfView(v view, pos ir.Pos) *ir.Value {
	if v.whole() {
		return f.emit(&ir.Value{Op: ir.Extent, Type: ir.TInt, Buffer: v.buffer, Pos: pos})
	}
	return f.op(ir.Convert, ir.TInt, pos, f.extentOfView(v, pos))
}

// extentOfView is the length of v as a u32.
func (f *fn) extentOfView(v view, pos ir.Pos) *ir.Value {
	if v.n != nil {
		return v.n
	}
	all := f.emit(&ir.Value{Op: ir.Extent, Type: ir.TInt, Buffer: v.buffer, Pos: pos})
	n := f.op(ir.Convert, ir.TUint32, pos, all)
	if v.from == nil {
		return n
	}
	return f.op(ir.Sub, ir.TUint32, pos, n, v.from)
}

// fetch reads the place of a buffer's element or of a part of it.
func (f *fn) fetch(b *ir.Buffer, p *place, pos ir.Pos) *ir.Value {
	x := f.emit(&ir.Value{Op: ir.Fetch, Type: b.Elem, Buffer: b, Args: p.indices[:1], Pos: pos})
	for _, i := range p.indices[1:] {
		x = f.elementOfValue(x, i, pos)
	}
	return x
}

// elementOfValue is an element of an array that is a value.
func (f *fn) elementOfValue(x, i *ir.Value, pos ir.Pos) *ir.Value {
	if c, ok := constantOf(i); ok {
		return f.emit(&ir.Value{Op: ir.Part, Type: x.Type.Elem, Args: []*ir.Value{x}, Index: int(c.bits), Pos: pos})
	}
	return f.emit(&ir.Value{Op: ir.Elem, Type: x.Type.Elem, Args: []*ir.Value{x, i}, Pos: pos})
}

// put writes such a place. A part is changed in the whole element.
func (f *fn) put(b *ir.Buffer, p *place, v *ir.Value, pos ir.Pos) {
	if len(p.indices) > 1 {
		whole := f.newVar(b.Name, b.Elem)
		f.store(whole, f.fetch(b, &place{indices: p.indices[:1]}, pos))
		f.emit(&ir.Value{Op: ir.Store, Var: whole, Path: p.path, Args: append([]*ir.Value{v}, p.indices[1:]...), Pos: pos})
		v = f.load(whole)
	}
	f.emit(&ir.Value{Op: ir.Put, Buffer: b, Args: []*ir.Value{v, p.indices[0]}, Pos: pos})
}

// ofBuffer refuses what slices of buffers do not have. It says whether v is one.
func (f *fn) ofBuffer(v value, pos token.Pos, what, instead string) bool {
	_, ok := v.(view)
	if ok {
		f.refuse(pos, ReasonUnsupported, what+" a slice of a buffer", instead)
	}
	return ok
}
