package front

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"

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

	// Grid says that the function is one of the device's: see ir.Func.Grid. Its
	// slices are buffers.
	Grid bool
}

// Lower lowers the entries of a unit and all they call. With diagnostics there
// is no program. Functions of the library are shared between programs: clone a
// program before changing it.
func Lower(lib *Library, u Unit) (*ir.Program, []Diagnostic) {
	l := newLowering(lib)
	l.shared, l.entries = lib.shared, u.Entries
	known := maps.Clone(lib.packages)
	calls := used{}
	var problems []Diagnostic
	for _, p := range u.Packages {
		loaded, wrong := loadUnit(p, known, u.Entries)
		problems = append(problems, wrong...)
		if len(wrong) > 0 && !loaded.setAside(wrong) { // what follows may need it
			return nil, firstOf(problems)
		}
		known[p.Path] = loaded
		l.packages[loaded.types] = loaded
		if p.Free {
			calls.add(loaded, l.packages)
			l.most = mostFree
		}
	}
	if wrong := calls.rules(known); len(wrong) > 0 {
		return nil, firstOf(append(problems, wrong...))
	}
	for _, e := range u.Entries {
		l.lowerEntry(known[e.Package], e)
	}
	if problems = append(problems, l.diagnostics...); len(problems) > 0 {
		return nil, firstOf(problems)
	}
	return l.program, nil
}

// firstOf returns as many diagnostics as are told.
func firstOf(problems []Diagnostic) []Diagnostic {
	return problems[:min(len(problems), check.MaxDiagnostics)]
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
	work     int              // done so far, against most
	most     int              // maxWork or mostFree

	diagnostics []Diagnostic
}

// newLowering returns a lowering of nothing yet.
func newLowering(lib *Library) *lowering {
	l := &lowering{
		packages: map[*types.Package]*loaded{}, bodies: lib.bodies,
		program: &ir.Program{}, types: newTypeTable(newPackageNames(lib.packages)),
		funcs: map[*ast.FuncDecl]*ir.Func{}, busy: map[*ast.FuncDecl]bool{},
		tables: map[*types.Var]*ir.Table{}, adopted: map[*ir.Func]bool{}, hasTable: map[*ir.Table]bool{},
		texts: map[string]int32{}, most: maxWork,
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

// mostFree is maxWork for a unit that has free packages, which call many others
// that have been compiled one by one before.
const mostFree = 1 << 22

// exhausted says that the unit has become too large.
func (l *lowering) exhausted() bool { return l.work > l.most }

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
	if pkg.aside[decl] {
		l.lowerMentioned(pkg, decl)
		return
	}
	f := l.funcs[decl]
	if f == nil {
		f = l.build(pkg, decl, sig, entryKind(e))
	}
	if f == nil {
		return
	}
	if f.Grid != e.Grid {
		l.report(Diagnostic{Pos: pkg.pos(decl.Pos()), Reason: ReasonEntry, Message: e.Func + " is an entry of a grid, and called or an entry of another kind", Suggestion: "write a function of its own for each"})
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
