package irtest

import (
	"math"
	"math/rand/v2"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// value makes a value of type t, or takes one that is there.
func (g *generator) value(t *ir.Type, depth int) *ir.Value {
	if g.chance(50) {
		if v := g.known(t); v != nil {
			return v
		}
	}
	if v := g.load(t); v != nil && (depth == 0 || g.chance(30)) {
		return v
	}
	if depth == 0 {
		return g.leaf(t)
	}
	if v := g.part(t); v != nil && g.chance(30) {
		return v
	}
	if !t.Scalar() {
		return g.aggregate(t, depth)
	}
	return g.scalar(t, depth)
}

// known returns a value of type t in scope, or nil.
func (g *generator) known(t *ir.Type) *ir.Value {
	for range 8 {
		if len(g.scope) == 0 {
			return nil
		}
		if v := pick(g, g.scope); ir.Same(v.Type, t) {
			return v
		}
	}
	return nil
}

// load loads from a variable that has a part of type t, or returns nil.
func (g *generator) load(t *ir.Type) *ir.Value {
	for range 4 {
		if len(g.f.Vars) == 0 {
			return nil
		}
		x := pick(g, g.f.Vars)
		if ir.Same(x.Type, t) {
			return g.emit(&ir.Value{Op: ir.Load, Type: t, Var: x})
		}
		if x.Type.Scalar() {
			continue
		}
		if path, indices, end := g.path(x.Type); ir.Same(end, t) {
			return g.emit(&ir.Value{Op: ir.Load, Type: t, Var: x, Path: path, Args: indices})
		}
	}
	return nil
}

// part takes a part of type t out of an aggregate in scope, or returns nil.
func (g *generator) part(t *ir.Type) *ir.Value {
	for range 8 {
		if len(g.scope) == 0 {
			return nil
		}
		from := pick(g, g.scope)
		if from.Type.Scalar() || from.Type.Parts() == 0 {
			continue
		}
		i := g.r.IntN(from.Type.Parts())
		if !ir.Same(from.Type.Part(i), t) {
			continue
		}
		if from.Type.Kind == ir.Array && g.chance(70) {
			return g.emit(&ir.Value{Op: ir.Elem, Type: t, Args: []*ir.Value{from, g.index(from.Type.Len)}})
		}
		return g.emit(&ir.Value{Op: ir.Part, Type: t, Args: []*ir.Value{from}, Index: i})
	}
	return nil
}

func (g *generator) leaf(t *ir.Type) *ir.Value {
	if !t.Scalar() || g.chance(5) {
		return g.emit(&ir.Value{Op: ir.Zero, Type: t})
	}
	return g.emit(someConst(g.r, t))
}

func (g *generator) aggregate(t *ir.Type, depth int) *ir.Value {
	if t.Size() > 40 || g.chance(20) {
		return g.leaf(t)
	}
	v := &ir.Value{Op: ir.Make, Type: t}
	for i := range t.Parts() {
		v.Args = append(v.Args, g.value(t.Part(i), depth-1))
	}
	return g.emit(v)
}

// Operations on numbers, by what they yield. Those that stop are few.
var (
	onFloats   = []ir.Op{ir.Add, ir.Sub, ir.Mul, ir.Div, ir.Neg, ir.Min, ir.Max, ir.Abs, ir.Sqrt, ir.Floor, ir.Ceil, ir.Trunc, ir.Nearest, ir.Copysign}
	onUints    = []ir.Op{ir.Add, ir.Sub, ir.Mul, ir.Neg, ir.Min, ir.Max, ir.And, ir.Or, ir.Xor, ir.AndNot, ir.Shl, ir.Shr, ir.Div, ir.Rem}
	onInts     = []ir.Op{ir.Add, ir.Sub, ir.Neg, ir.Min, ir.Max, ir.And, ir.Or, ir.Xor, ir.AndNot, ir.And, ir.Min, ir.Shr, ir.Mul, ir.Shl, ir.Div, ir.Rem}
	onBools    = []ir.Op{ir.And, ir.Or, ir.Xor, ir.Not}
	comparison = []ir.Op{ir.Eq, ir.Ne, ir.Lt, ir.Le, ir.Gt, ir.Ge}
)

func (g *generator) scalar(t *ir.Type, depth int) *ir.Value {
	if g.chance(15) {
		return g.leaf(t)
	}
	if g.chance(15) {
		args := []*ir.Value{g.value(ir.TBool, depth-1), g.value(t, depth-1), g.value(t, depth-1)}
		return g.emit(&ir.Value{Op: ir.Select, Type: t, Args: args})
	}
	if v := g.other(t, depth); v != nil && g.chance(30) {
		return g.emit(v)
	}
	if g.f.Grid && g.chance(25) {
		if v := g.fetched(t); v != nil {
			return v
		}
	}
	if g.device && t.Float() && g.chance(10) {
		args := []*ir.Value{g.value(t, depth-1), g.value(t, depth-1), g.value(t, depth-1)}
		return g.emit(&ir.Value{Op: ir.MulAdd, Type: t, Args: args})
	}
	switch t.Kind {
	case ir.Bool:
		if g.chance(40) {
			return g.apply(pick(g, onBools), t, t, depth)
		}
		op, of := pick(g, comparison), g.scalarType()
		if of == ir.TBool {
			op = pick(g, comparison[:2])
		}
		return g.apply(op, t, of, depth)
	case ir.Int:
		return g.apply(pick(g, onInts), t, t, depth)
	case ir.Uint32:
		return g.apply(pick(g, onUints), t, t, depth)
	}
	return g.apply(pick(g, onFloats), t, t, depth)
}

// apply makes an operation on values of one type.
func (g *generator) apply(op ir.Op, t, of *ir.Type, depth int) *ir.Value {
	v := &ir.Value{Op: op, Type: t, Args: []*ir.Value{g.value(of, depth-1)}}
	if len(ir.Ops[op].Args) == 2 {
		second := of
		if (op == ir.Shl || op == ir.Shr) && g.chance(40) {
			second = ir.TUint32 // is never negative
		}
		v.Args = append(v.Args, g.value(second, depth-1))
	}
	return g.emit(v)
}

// other makes a conversion, an operation on bits or a lookup that yields t,
// without writing it; nil where there is none.
func (g *generator) other(t *ir.Type, depth int) *ir.Value {
	if len(g.p.Tables) > 0 && g.chance(30) {
		if table := pick(g, g.p.Tables); table.Elem == t {
			return &ir.Value{Op: ir.Lookup, Type: t, Table: table, Args: []*ir.Value{g.index(len(table.Bits))}}
		}
	}
	args := func(types ...*ir.Type) []*ir.Value {
		var out []*ir.Value
		for _, t := range types {
			out = append(out, g.value(t, depth-1))
		}
		return out
	}
	if t.Kind != ir.Bool && g.chance(60) {
		return &ir.Value{Op: ir.Convert, Type: t, Args: args(pick(g, scalars[1:]))}
	}
	switch t.Kind {
	case ir.Uint32:
		if g.chance(30) {
			return &ir.Value{Op: ir.Bits, Type: t, Args: args(ir.TF32)}
		}
		return &ir.Value{Op: pick(g, []ir.Op{ir.Hi, ir.Lo}), Type: t, Args: args(ir.TF64)}
	case ir.Float32:
		return &ir.Value{Op: ir.FromBits, Type: t, Args: args(ir.TUint32)}
	case ir.Float64:
		return &ir.Value{Op: ir.Join, Type: t, Args: args(ir.TUint32, ir.TUint32)}
	}
	return nil
}

func someConst(r *rand.Rand, t *ir.Type) *ir.Value {
	switch t.Kind {
	case ir.Bool:
		return ir.ConstBool(r.IntN(2) == 0)
	case ir.Int:
		return ir.ConstInt(int32(someBits(r)))
	case ir.Uint32:
		return ir.ConstUint32(someBits(r))
	case ir.Float32:
		return ir.ConstFloat32(float32(someFloat(r)))
	}
	return ir.ConstFloat64(someFloat(r))
}

// someBits is mostly small.
func someBits(r *rand.Rand) uint32 {
	switch n := r.IntN(100); {
	case n < 80:
		return uint32(r.IntN(6))
	case n < 90:
		return -uint32(r.IntN(4))
	case n < 92:
		return 1 << 31
	}
	return r.Uint32()
}

var special = []float64{0, math.Copysign(0, -1), 1, -1, 2, 0.5, 0.1, 1e300, 1e-310, math.Inf(1), math.Inf(-1), math.NaN(), math.MaxInt32, -3.7}

func someFloat(r *rand.Rand) float64 {
	if r.IntN(100) < 60 {
		return special[r.IntN(len(special))]
	}
	return r.NormFloat64() * 10
}
