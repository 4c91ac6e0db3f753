package front

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// packageVar is a variable of a package as a value: what it is initialised with,
// since nothing may assign to it.
func (f *fn) packageVar(v *types.Var, pos token.Pos) value {
	pkg := f.packages[v.Pkg()]
	if pkg == nil || pkg.inits[v] == nil {
		f.refuse(pos, ReasonUnsupported, v.Name()+" is not a variable of kernel Go", "use a local variable")
		return invalid{}
	}
	if f.assigned(v) {
		f.refuse(pos, ReasonUnsupported, "the package-level variable "+v.Name()+" is assigned to, so that it would keep state", "use a local variable, or a field of type Memory")
		return invalid{}
	}
	init := initialiser(pkg, v)
	if init == nil {
		return f.zero(v.Type())
	}
	caller := f.frame
	f.frame = &frame{pkg: pkg, scope: newScope(nil), node: init, outer: caller}
	defer func() { f.frame = caller }()
	if !f.mayNest(init, pos) {
		return invalid{}
	}
	return f.as(init, v.Type())
}

// assigned says that some package assigns to a package variable or takes its
// address.
func (f *fn) assigned(v *types.Var) bool {
	for _, p := range f.packages {
		if p.written[v] {
			return true
		}
	}
	return false
}

// initialiser is what a package variable starts as, or nil for zero.
func initialiser(pkg *loaded, v *types.Var) ast.Expr {
	spec := pkg.inits[v]
	for i, name := range spec.Names {
		if pkg.info.Defs[name] == types.Object(v) && len(spec.Values) == len(spec.Names) {
			return spec.Values[i]
		}
	}
	return nil
}

// tableElement is an element of a package variable that is an array, or array of
// arrays, of constants.
func (f *fn) tableElement(e *ast.IndexExpr) (location, bool) {
	var indices []*ast.IndexExpr // from the innermost array out
	x := ast.Expr(e)
	for {
		inner, ok := ast.Unparen(x).(*ast.IndexExpr)
		if !ok {
			break
		}
		indices = append(indices, inner)
		x = inner.X
	}
	t := f.readOnly(x)
	if t == nil || f.types.runtime(f.typeOf(e)) != t.Elem {
		return location{}, false
	}
	var at *ir.Value
	for _, index := range slices.Backward(indices) {
		n := int(f.typeOf(index.X).Underlying().(*types.Array).Len())
		i := f.bounded(f.indexValue(index.Index), n, f.pos(index))
		if at == nil {
			at = i
			continue
		}
		pos := f.pos(index)
		at = f.op(ir.Add, ir.TInt, pos, f.op(ir.Mul, ir.TInt, pos, at, f.integer(n)), i)
	}
	return location{value: f.lookUp(t, at, e.Pos())}, true
}

// lookUp reads a table at an index that is within it.
func (f *fn) lookUp(t *ir.Table, i *ir.Value, pos token.Pos) *ir.Value {
	if c, ok := constantOf(i); ok && int(int32(uint32(c.bits))) < len(t.Bits) && int32(uint32(c.bits)) >= 0 {
		v := f.constant(known{t.Elem, t.Bits[c.bits]})
		v.Pos = f.frame.pkg.pos(pos)
		return v
	}
	if i.Op != ir.Bound || i.Index > len(t.Bits) {
		i = f.bounded(i, len(t.Bits), f.frame.pkg.pos(pos))
	}
	return f.emit(&ir.Value{Op: ir.Lookup, Type: t.Elem, Table: t, Args: []*ir.Value{i}, Pos: f.frame.pkg.pos(pos)})
}

// readOnly is the table of the package variable that an expression names, or nil.
func (f *fn) readOnly(e ast.Expr) *ir.Table {
	v := f.packageVariable(e)
	if v == nil || f.assigned(v) {
		return nil
	}
	return f.tableOf(v)
}

// packageVariable is the package variable that an expression names, or nil.
func (f *fn) packageVariable(e ast.Expr) *types.Var {
	var id *ast.Ident
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		id = e
	case *ast.SelectorExpr:
		id = e.Sel
	default:
		return nil
	}
	v, ok := f.info().Uses[id].(*types.Var)
	if !ok || v.IsField() || v.Pkg() == nil || v.Parent() != v.Pkg().Scope() {
		return nil
	}
	return v
}

// tableOf is the table of a package variable, or nil.
func (l *lowering) tableOf(v *types.Var) *ir.Table {
	pkg := l.packages[v.Pkg()]
	var t *ir.Table
	if pkg != nil && l.shares(pkg) {
		t = l.shared.table(v)
	} else {
		t = l.table(v)
	}
	if t != nil {
		l.adoptTable(t)
	}
	return t
}

// table makes a table of an array of constants, or returns nil.
func (l *lowering) table(v *types.Var) *ir.Table {
	if t, ok := l.tables[v]; ok {
		return t
	}
	l.tables[v] = nil
	pkg := l.packages[v.Pkg()]
	if pkg == nil || pkg.inits[v] == nil {
		return nil
	}
	rt := l.types.runtime(v.Type())
	lit, isLit := initialiser(pkg, v).(*ast.CompositeLit)
	if rt == nil || rt.Kind != ir.Array || !isLit {
		return nil
	}
	elem, size := rt, 1
	for elem.Kind == ir.Array && size <= maxArray {
		size *= elem.Len
		elem = elem.Elem
	}
	bits := make([]uint64, min(size, maxArray))
	if !elem.Scalar() || size > maxArray || !tableBits(pkg, lit, rt, bits) {
		return nil
	}
	l.tables[v] = &ir.Table{Name: l.types.packages.of(v.Pkg().Path()) + "." + v.Name(), Elem: elem, Bits: bits}
	return l.tables[v]
}

// tableBits fills in the elements of a literal of type t, and says whether all
// are constants.
func tableBits(pkg *loaded, lit *ast.CompositeLit, t *ir.Type, bits []uint64) bool {
	at, size := 0, t.Elem.Size()
	for _, elt := range lit.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			i, _ := constantBits(pkg.info.Types[kv.Key].Value, ir.TInt)
			at, elt = int(i), kv.Value
		}
		part := bits[at*size : (at+1)*size]
		at++
		if row, ok := elt.(*ast.CompositeLit); ok && t.Elem.Kind == ir.Array {
			if !tableBits(pkg, row, t.Elem, part) {
				return false
			}
			continue
		}
		c := pkg.info.Types[elt].Value
		if c == nil || !t.Elem.Scalar() {
			return false
		}
		b, ok := constantBits(c, t.Elem)
		if !ok {
			return false
		}
		part[0] = b
	}
	return true
}

// pickAny is an element of an array that is followed while lowering, at an index
// known at run time only: what can be chosen there is.
func (f *fn) pickAny(v composite, i *ir.Value, pos token.Pos) value {
	if len(v) == 0 {
		return invalid{}
	}
	switch first := v[0].(type) {
	case text:
		return f.pickText(v, i)
	case composite:
		out := make(composite, len(first))
		for part := range first {
			column := make(composite, len(v))
			for row := range v {
				if c, ok := v[row].(composite); ok {
					column[row] = c[part]
				}
			}
			out[part] = f.pickAny(column, i, pos)
		}
		return out
	case *ir.Value:
		return f.pickNumber(v, first.Type, i)
	}
	f.refuse(pos, ReasonStatic, "an index that is not known while compiling chooses between functions, maps or pointers", "use a switch, or a constant index")
	return invalid{}
}

// pickText chooses a string by number.
func (f *fn) pickText(v composite, i *ir.Value) value {
	numbers, of := make(composite, len(v)), &choices{}
	for n, t := range v {
		t, ok := t.(text)
		if !ok {
			return invalid{}
		}
		numbers[n] = f.numberOf(t)
		of.add(t.choices()...)
	}
	if chosen, ok := f.pickNumber(numbers, ir.TInt, i).(*ir.Value); ok {
		return text{number: chosen, of: of}
	}
	return invalid{}
}

func (f *fn) pickNumber(v composite, t *ir.Type, i *ir.Value) value {
	args := make([]*ir.Value, len(v))
	for n, x := range v {
		x, ok := x.(*ir.Value)
		if !ok {
			return invalid{}
		}
		args[n] = x
	}
	array := f.emit(&ir.Value{Op: ir.Make, Type: ir.ArrayOf(len(v), t), Args: args})
	return f.emit(&ir.Value{Op: ir.Elem, Type: t, Args: []*ir.Value{array, i}})
}
