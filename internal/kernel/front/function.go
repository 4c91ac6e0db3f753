package front

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// declaration finds the declaration of a function, for those of package math
// the one that stands for it.
func (l *lowering) declaration(obj *types.Func) (*loaded, *ast.FuncDecl) {
	pkg := l.packages[obj.Pkg()]
	if pkg == nil {
		return nil, nil
	}
	decl := pkg.decls[obj.Origin()]
	if decl != nil && decl.Body == nil && pkg.path == mathPath && l.bodies != nil {
		if body, ok := l.bodies.types.Scope().Lookup(obj.Name()).(*types.Func); ok {
			return l.bodies, l.bodies.decls[body]
		}
	}
	return pkg, decl
}

// function returns a function of the representation, lowering it first.
func (f *fn) function(pkg *loaded, decl *ast.FuncDecl, pos token.Pos) *ir.Func {
	if done, ok := f.funcs[decl]; ok {
		if done.Grid {
			f.refuse(pos, ReasonEntry, decl.Name.Name+" is an entry of a grid", "move what both need into a function of its own")
			return nil
		}
		return done
	}
	if f.shares(pkg) {
		g, needs, problems := f.shared.function(pkg, decl)
		f.diagnostics = append(f.diagnostics, problems...)
		if g != nil {
			f.adopt(needs)
		}
		return g
	}
	obj := pkg.info.Defs[decl.Name].(*types.Func)
	if f.busy[decl] {
		f.refuse(pos, reasonRecursion, obj.Name()+" calls itself, directly or through others", "use a loop")
		return nil
	}
	return f.build(pkg, decl, obj.Signature(), called)
}

// kind is what a function is built for.
type kind uint8

const (
	called kind = iota
	entry       // of rows: it may return a map
	grid        // an entry that may take slices, and returns nothing
)

func entryKind(e Entry) kind {
	if e.Grid {
		return grid
	}
	return entry
}

// build lowers a declared function.
func (l *lowering) build(pkg *loaded, decl *ast.FuncDecl, sig *types.Signature, as kind) *ir.Func {
	l.busy[decl] = true
	defer delete(l.busy, decl)
	told := len(l.diagnostics)
	f := &fn{
		lowering: l, node: decl, state: state{}, delayed: map[*ir.Value]func(){}, done: map[ast.Expr][]value{},
		f:     &ir.Func{Name: l.functionName(pkg, decl, sig), Body: &ir.Block{}, Pos: pkg.pos(decl.Name.Pos())},
		frame: &frame{pkg: pkg, sig: sig, scope: newScope(nil), node: decl},
	}
	f.cur = f.f.Body
	if !f.signature(as) {
		return nil
	}
	f.bindResults(f.frame, true)
	f.block(decl.Body.List)
	switch {
	case f.dead:
	case sig.Results().Len() == 0:
		f.end(nil, pkg.pos(decl.Body.Rbrace))
	default:
		f.emit(&ir.Value{Op: ir.Trap, Index: int(ir.Unreachable), Pos: pkg.pos(decl.Body.Rbrace)})
	}
	if f.exhausted() && !slices.ContainsFunc(l.diagnostics, func(d Diagnostic) bool { return d.Reason == ReasonSize }) {
		f.refuse(decl.Name.Pos(), ReasonSize, "the program is too large once its functions are inlined and its loops unrolled",
			"use fewer or shorter loops over maps and strings, and smaller functions")
	}
	if f.exhausted() {
		return nil
	}
	if len(l.diagnostics) > told {
		return nil
	}
	f.finish()
	l.funcs[decl] = f.f
	l.program.Funcs = append(l.program.Funcs, f.f)
	return f.f
}

// functionName is what a function is called in the program.
func (l *lowering) functionName(pkg *loaded, decl *ast.FuncDecl, sig *types.Signature) string {
	name := l.types.packages.of(pkg.path) + "."
	if recv := sig.Recv(); recv != nil {
		t := recv.Type()
		if elem := pointee(t); elem != nil {
			t = elem
		}
		if named, ok := types.Unalias(t).(*types.Named); ok {
			name += named.Obj().Name() + "."
		}
	}
	return name + decl.Name.Name
}

// signature makes the parameters and results.
func (f *fn) signature(as kind) bool {
	if as == grid {
		return f.gridSignature()
	}
	sig := f.frame.sig
	ok := true
	add := func(v *types.Var) {
		ok = f.param(v) && ok
	}
	if sig.Recv() != nil {
		add(sig.Recv())
	}
	for p := range sig.Params().Variables() {
		add(p)
	}
	for r := range sig.Results().Variables() {
		rt := f.types.runtime(r.Type())
		if _, isMap := r.Type().Underlying().(*types.Map); isMap && as == entry && f.entry == nil {
			f.entry = &termsResult{index: len(f.f.Results)}
			rt = &ir.Type{Kind: ir.Struct}
		}
		if rt == nil {
			f.refuse(r.Pos(), ReasonEntry, "an entry returns a "+r.Type().String(), "return numbers, truth values, structs or arrays of these, and at most one map of terms")
			return false
		}
		name := r.Name()
		if name == "" || name == "_" {
			name = "result"
		}
		f.f.Results = append(f.f.Results, ir.Field{Name: name, Type: rt})
	}
	for _, i := range f.f.Pointers {
		p := f.f.Params[i]
		f.f.Results = append(f.f.Results, ir.Field{Name: p.Name, Type: p.Type})
	}
	return ok
}

// param makes one parameter.
func (f *fn) param(v *types.Var) bool {
	t, pointer := v.Type(), false
	if elem := pointee(t); elem != nil {
		t, pointer = elem, true
	}
	rt := f.types.runtime(t)
	if rt == nil {
		f.refuse(v.Pos(), ReasonEntry, "an entry takes a "+v.Type().String(), "take numbers, truth values, and structs or arrays of these")
		return false
	}
	name := v.Name()
	if name == "" {
		name = "_"
	}
	p := f.newVar(name, rt)
	if pointer {
		f.f.Pointers = append(f.f.Pointers, len(f.f.Params))
		f.pointers = append(f.pointers, p)
	}
	f.f.Params = append(f.f.Params, p)
	switch {
	case name == "_":
	case pointer:
		f.bind(v, &place{cell: p, t: t})
	default:
		f.frame.scope.vars[v] = p
	}
	return true
}
