package front

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel/check"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Unit is what is lowered together.
type Unit struct {
	Packages []Package // in order of dependency, such as env and then reward
	Entries  []Entry
}

// Entry is a function that the host will call.
type Entry struct {
	Package, Func string
	Name          string // under which it is called; becomes ir.Func.Entry
}

// Lower lowers the entries of a unit and all they call. With diagnostics there
// is no program. Functions of the library are shared between programs: clone a
// program before changing it.
func Lower(lib *Library, u Unit) (*ir.Program, []Diagnostic) {
	l := newLowering(lib)
	l.shared, l.entries = lib.shared, u.Entries
	known := maps.Clone(lib.packages)
	for _, p := range u.Packages {
		loaded, problems := loadUnit(p, known, u.Entries)
		if len(problems) > 0 { // later packages may need it
			return nil, problems[:min(len(problems), check.MaxDiagnostics)]
		}
		known[p.Path] = loaded
		l.packages[loaded.types] = loaded
	}
	for _, e := range u.Entries {
		l.lowerEntry(known[e.Package], e)
	}
	if n := len(l.diagnostics); n > 0 {
		return nil, l.diagnostics[:min(n, check.MaxDiagnostics)]
	}
	return l.program, nil
}

// lowering is the work on one unit, or on a library.
type lowering struct {
	packages map[*types.Package]*loaded
	bodies   *loaded
	shared   *shared // nil while lowering for it
	entries  []Entry
	program  *ir.Program
	types    *typeTable
	funcs    map[*ast.FuncDecl]*ir.Func
	busy     map[*ast.FuncDecl]bool // being lowered
	tables   map[*types.Var]*ir.Table
	adopted  map[*ir.Func]bool // functions of the library in the program
	hasTable map[*ir.Table]bool
	texts    map[string]int32 // numbers of strings
	work     int              // done so far, against maxWork

	diagnostics []Diagnostic
}

// newLowering returns a lowering of nothing yet.
func newLowering(lib *Library) *lowering {
	l := &lowering{
		packages: map[*types.Package]*loaded{}, bodies: lib.bodies,
		program: &ir.Program{}, types: newTypeTable(newPackageNames(lib.packages)),
		funcs: map[*ast.FuncDecl]*ir.Func{}, busy: map[*ast.FuncDecl]bool{},
		tables: map[*types.Var]*ir.Table{}, adopted: map[*ir.Func]bool{}, hasTable: map[*ir.Table]bool{},
		texts: map[string]int32{},
	}
	for _, p := range lib.packages {
		l.packages[p.types] = p
	}
	return l
}

// shares says that functions of a package are taken from the library's, none of
// its own functions being an entry.
func (l *lowering) shares(pkg *loaded) bool {
	if l.shared == nil || !pkg.inLibrary {
		return false
	}
	for _, e := range l.entries {
		if e.Package == pkg.path {
			return false
		}
	}
	return true
}

// maxWork bounds what is made for a unit, values and what stands for variables,
// so that no source takes long.
const maxWork = 1 << 17

// exhausted says that the unit has become too large.
func (l *lowering) exhausted() bool { return l.work > maxWork }

// intern returns the number of a string.
func (l *lowering) intern(s string) int32 {
	n, ok := l.texts[s]
	if !ok {
		n = int32(len(l.texts))
		l.texts[s] = n
	}
	return n
}

// lowerEntry lowers one entry.
func (l *lowering) lowerEntry(pkg *loaded, e Entry) {
	if pkg == nil {
		l.report(Diagnostic{Reason: ReasonEntry, Message: "package " + e.Package + " is missing", Suggestion: "give its source"})
		return
	}
	obj, ok := pkg.types.Scope().Lookup(e.Func).(*types.Func)
	if !ok {
		l.report(Diagnostic{Reason: ReasonEntry, Message: "package " + e.Package + " declares no function " + e.Func, Suggestion: "declare it"})
		return
	}
	pkg, decl := l.declaration(obj)
	sig := pkg.info.Defs[decl.Name].(*types.Func).Signature()
	if decl.Body == nil || sig.TypeParams().Len() > 0 {
		l.report(Diagnostic{Pos: pkg.pos(decl.Pos()), Reason: ReasonEntry, Message: e.Func + " is generic or has no body", Suggestion: "write it out for one type"})
		return
	}
	f := l.funcs[decl]
	if f == nil {
		f = l.build(pkg, decl, sig, true)
	}
	if f == nil {
		return
	}
	if f.Entry != "" || l.program.Entry(e.Name) != nil {
		l.report(Diagnostic{Reason: ReasonEntry, Message: "function " + e.Func + " or the name " + e.Name + " is that of two entries", Suggestion: "give each function one name"})
	}
	f.Entry = e.Name
}

func (l *lowering) report(d Diagnostic) { l.diagnostics = append(l.diagnostics, d) }

// refuse reports what cannot be lowered.
func (f *fn) refuse(at token.Pos, reason, message, suggestion string) {
	if f.dead && reason != ReasonSize {
		return
	}
	d := Diagnostic{Pos: f.frame.pkg.pos(at), Reason: reason, Message: message, Suggestion: suggestion}
	for _, other := range f.diagnostics {
		if other.Pos == d.Pos && other.Reason == d.Reason {
			return
		}
	}
	f.report(d)
}

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
		f.refuse(pos, ReasonRecursion, obj.Name()+" calls itself, directly or through others", "use a loop")
		return nil
	}
	return f.build(pkg, decl, obj.Signature(), false)
}

// build lowers a declared function. As an entry it may return a map.
func (l *lowering) build(pkg *loaded, decl *ast.FuncDecl, sig *types.Signature, entry bool) *ir.Func {
	l.busy[decl] = true
	defer delete(l.busy, decl)
	told := len(l.diagnostics)
	f := &fn{
		lowering: l, node: decl, state: state{}, delayed: map[*ir.Value]func(){}, done: map[ast.Expr][]value{},
		f:     &ir.Func{Name: l.functionName(pkg, decl, sig), Body: &ir.Block{}, Pos: pkg.pos(decl.Name.Pos())},
		frame: &frame{pkg: pkg, sig: sig, scope: newScope(nil), node: decl},
	}
	f.cur = f.f.Body
	if !f.signature(entry) {
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
func (f *fn) signature(entry bool) bool {
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
		if _, isMap := r.Type().Underlying().(*types.Map); isMap && entry && f.entry == nil {
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
