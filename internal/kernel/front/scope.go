package front

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// scope maps variables to what stands for them: a cell, or the value itself of
// one that never changes. Each instance of a function, and each round of an
// unrolled loop, has a scope of its own within that where it was written.
type scope struct {
	outer *scope
	vars  map[types.Object]any // cell or value; cells are *ir.Var, *slot, *record
}

func newScope(outer *scope) *scope { return &scope{outer, map[types.Object]any{}} }

// find returns what stands for a variable, or nil.
func (s *scope) find(obj types.Object) any {
	for ; s != nil; s = s.outer {
		if b, ok := s.vars[obj]; ok {
			return b
		}
	}
	return nil
}

// record is a variable of a struct or array type with parts that are followed
// while lowering: a cell for each part.
type record struct{ parts []any }

// frame is one instance of a Go function that is being lowered: the function of
// the representation itself, or one inlined.
type frame struct {
	pkg     *loaded
	sig     *types.Signature
	scope   *scope
	node    ast.Node // the declaration or literal
	outer   *frame   // that it is inlined into
	targets []*target

	// Where it is inlined:
	done    *join   // where its returns lead, nil where its one return is its end
	results []any   // cells of the results; with named results also where not inlined
	yields  []value // what the one return at its end has returned
}

// target is a statement that break or continue can name.
type target struct {
	label string
	end   *join // of break
	next  *join // of continue, nil for a switch
}

// info is the type information of the function being lowered.
func (f *fn) info() *types.Info { return f.frame.pkg.info }

func (f *fn) pos(n ast.Node) ir.Pos { return f.frame.pkg.pos(n.Pos()) }

// typeOf returns the type of an expression.
func (f *fn) typeOf(e ast.Expr) types.Type {
	if t := f.info().TypeOf(e); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}

// declare makes a variable that holds v. One that never changes is v itself.
func (f *fn) declare(id *ast.Ident, v value) {
	obj := f.info().Defs[id]
	if obj == nil || id.Name == "_" {
		return
	}
	f.bind(obj, v)
}

// bind makes obj hold v.
func (f *fn) bind(obj types.Object, v value) {
	if !f.supported(obj.Type(), obj.Pos()) {
		v = invalid{}
	}
	if f.fixed(obj, v) {
		f.frame.scope.vars[obj] = v
		return
	}
	f.at = obj.Pos()
	c := f.newCell(obj.Name(), obj.Type(), f.frame.pkg.captured[obj])
	f.frame.scope.vars[obj] = c
	f.set(&place{cell: c, t: obj.Type()}, v, obj.Pos())
}

// fixed says that v can stand for the variable: nothing writes to it, and it is
// not read where v is out of reach.
func (f *fn) fixed(obj types.Object, v value) bool {
	if f.frame.pkg.written[obj] {
		return false
	}
	reached := !f.frame.pkg.captured[obj]
	switch v := v.(type) {
	case *ir.Value:
		return v.Op == ir.Const || reached && !hasArray(v.Type)
	case text:
		return reached || v.number == nil
	case *place:
		return reached || v == nil || len(v.indices) == 0
	case slice:
		return reached || v.array == nil || len(v.array.indices) == 0
	case view:
		return reached || v.whole()
	case composite:
		return reached && hasView(v) && !slices.ContainsFunc(v, func(part value) bool { return !f.fixed(obj, part) })
	}
	return true
}

// hasView says that a slice of a buffer is among the parts of a struct or array.
func hasView(v composite) bool {
	return slices.ContainsFunc(v, func(part value) bool {
		c, _ := part.(composite)
		_, ok := part.(view)
		return ok || hasView(c)
	})
}

// newCell makes a cell for a variable of type t.
func (f *fn) newCell(name string, t types.Type, kept bool) any {
	if rt := f.types.runtime(t); rt != nil {
		return f.newVar(name, rt)
	}
	if !f.supported(t, f.at) || f.tooLarge(t) {
		return f.newSlot(name, nil)
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		r := &record{}
		for field := range u.Fields() {
			r.parts = append(r.parts, f.newCell(name+"."+field.Name(), field.Type(), kept))
		}
		return r
	case *types.Array:
		r := &record{}
		for range u.Len() {
			r.parts = append(r.parts, f.newCell(name, u.Elem(), kept))
		}
		return r
	}
	sl := f.newSlot(name, nil)
	sl.kept = kept
	if isString(t) {
		sl.t, sl.text = ir.TInt, &choices{}
	}
	return sl
}

// maxParts is how many parts a value may have that is followed while lowering.
const maxParts = 1024

// tooLarge refuses types with more parts.
func (f *fn) tooLarge(t types.Type) bool {
	if f.types.parts(t) <= maxParts {
		return false
	}
	f.refuse(f.at, ReasonSize, "a variable with more than 1024 strings, functions, maps or pointers, and what is beside them", "use fewer, or numbers alone")
	return true
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// zero returns the zero value of any type.
func (f *fn) zero(t types.Type) value {
	if rt := f.types.runtime(t); rt != nil {
		return f.zeroOf(rt)
	}
	if f.tooLarge(t) {
		return invalid{}
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if isString(t) {
			return text{}
		}
	case *types.Struct:
		var c composite
		for field := range u.Fields() {
			c = append(c, f.zero(field.Type()))
		}
		return c
	case *types.Array:
		var c composite
		for range u.Len() {
			c = append(c, f.zero(u.Elem()))
		}
		return c
	case *types.Signature:
		return closure{}
	case *types.Map:
		return (*dict)(nil)
	case *types.Pointer:
		return (*place)(nil)
	case *types.Slice:
		return slice{}
	}
	return invalid{}
}
