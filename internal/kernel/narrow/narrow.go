package narrow

import (
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Program returns the narrow form of a program as the front end makes it: before
// calls of math are inlined. p, which may be shared, is not changed. It fails
// where a function other than those of package math takes float64 apart.
func (m *Math) Program(p *ir.Program) (*ir.Program, error) {
	n := &narrower{math: ir.Clone(m.program), types: map[*ir.Type]*ir.Type{}, tables: map[*ir.Table]*ir.Table{}}
	n.out = &ir.Program{}
	n.kept = map[*ir.Func]bool{}
	p = ir.Clone(p)
	n.use(p)
	for _, f := range n.math.Funcs {
		f.Entry = ""
		if n.kept[f] {
			n.out.Funcs = append(n.out.Funcs, f)
		}
	}
	for _, f := range p.Funcs {
		if !n.kept[f] {
			continue
		}
		if err := n.function(f); err != nil {
			return nil, err
		}
		n.out.Funcs = append(n.out.Funcs, f)
	}
	n.keepTables()
	return n.out, nil
}

// narrower is the work on one program.
type narrower struct {
	math   *ir.Program
	out    *ir.Program
	kept   map[*ir.Func]bool
	types  map[*ir.Type]*ir.Type
	tables map[*ir.Table]*ir.Table
}

// use marks what the entries need: functions of p, and of n.math in place of
// those of package math.
func (n *narrower) use(p *ir.Program) {
	for _, f := range p.Funcs {
		if f.Entry != "" {
			n.keep(f)
		}
	}
}

func (n *narrower) keep(f *ir.Func) {
	if n.kept[f] {
		return
	}
	n.kept[f] = true
	f.Body.Walk(func(v *ir.Value) {
		if v.Op != ir.Call {
			return
		}
		if g := n.replacement(v.Func); g != nil {
			v.Func = g
		}
		n.keep(v.Func)
	})
}

// replacement returns the function that stands for one of package math, or nil.
func (n *narrower) replacement(f *ir.Func) *ir.Func {
	if !isMath(f) {
		return nil
	}
	return n.math.Entry(mathName(f))
}

// keepTables lists the tables in use.
func (n *narrower) keepTables() {
	listed := map[*ir.Table]bool{}
	for _, f := range n.out.Funcs {
		f.Body.Walk(func(v *ir.Value) {
			if v.Table != nil && !listed[v.Table] {
				listed[v.Table] = true
				n.out.Tables = append(n.out.Tables, v.Table)
			}
		})
	}
}

// function narrows f in place.
func (n *narrower) function(f *ir.Func) error {
	for _, v := range f.Vars {
		v.Type = n.typ(v.Type)
	}
	for i := range f.Results {
		f.Results[i].Type = n.typ(f.Results[i].Type)
	}
	return n.block(f, f.Body, map[*ir.Value]*ir.Value{})
}

// block narrows the values of b. Conversions between the two floats go; same says
// what stands for them.
func (n *narrower) block(f *ir.Func, b *ir.Block, same map[*ir.Value]*ir.Value) error {
	kept := b.Values[:0]
	for _, v := range b.Values {
		for i, a := range v.Args {
			if s, ok := same[a]; ok {
				v.Args[i] = s
			}
		}
		if v.Op == ir.Convert && v.Type.Float() && v.Args[0].Type.Float() {
			same[v] = v.Args[0]
			continue
		}
		if err := n.value(f, v); err != nil {
			return err
		}
		kept = append(kept, v)
		for _, inner := range v.Blocks {
			if err := n.block(f, inner, same); err != nil {
				return err
			}
		}
	}
	b.Values = kept
	return nil
}

func (n *narrower) value(f *ir.Func, v *ir.Value) error {
	switch v.Op {
	case ir.Hi, ir.Lo, ir.Join:
		return fmt.Errorf("%s: %s at %s:%d:%d has no narrow form: only package math may take a float64 apart", f.Name, v.Op, v.Pos.File, v.Pos.Line, v.Pos.Column)
	case ir.Const:
		if v.Type.Kind == ir.Float64 {
			v.Bits = uint64(ir.BitsOf32(round(v.Float64())))
		}
	case ir.Lookup:
		v.Table = n.table(v.Table)
	case ir.Call:
		if isMath(v.Func) {
			return fmt.Errorf("%s: %s at %s:%d:%d has no form for float32", f.Name, v.Func.Name, v.Pos.File, v.Pos.Line, v.Pos.Column)
		}
	}
	if v.Type != nil {
		v.Type = n.typ(v.Type)
	}
	return nil
}

// typ returns the narrow form of a type, t itself where that has no float64.
func (n *narrower) typ(t *ir.Type) *ir.Type {
	if t.Kind == ir.Float64 {
		return ir.TF32
	}
	if t.Scalar() {
		return t
	}
	if out, ok := n.types[t]; ok {
		return out
	}
	out := *t
	if t.Kind == ir.Array {
		out.Elem = n.typ(t.Elem)
	}
	out.Fields = make([]ir.Field, len(t.Fields))
	for i, f := range t.Fields {
		out.Fields[i] = ir.Field{Name: f.Name, Type: n.typ(f.Type)}
	}
	n.types[t] = &out
	return &out
}

func (n *narrower) table(t *ir.Table) *ir.Table {
	if t.Elem.Kind != ir.Float64 {
		return t
	}
	if out, ok := n.tables[t]; ok {
		return out
	}
	out := &ir.Table{Name: t.Name, Elem: ir.TF32, Bits: make([]uint64, len(t.Bits))}
	for i, bits := range t.Bits {
		out.Bits[i] = uint64(ir.BitsOf32(round(math.Float64frombits(bits))))
	}
	n.tables[t] = out
	return out
}

// smallest is the smallest normal float32.
const smallest = 0x1p-126

// round returns the float32 that stands for a constant: see the package comment.
func round(x float64) float32 {
	y := float32(x)
	switch {
	case math.IsInf(float64(y), 0) && !math.IsInf(x, 0):
		return float32(math.Copysign(math.MaxFloat32, x))
	case x != 0 && math.Abs(x) < smallest:
		return float32(math.Copysign(smallest, x))
	}
	return y
}
