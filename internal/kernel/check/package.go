package check

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/kernel/source"
)

// Options say what of a package is looked at, and against what.
type Options struct {
	// Imports are the import paths that the package may name.
	Imports []string

	// Entries, where there are any, are functions and methods, "Reward" or
	// "Vec3.Add": only they and what they need are checked, so that a package
	// may hold more than kernel Go.
	Entries []string
}

// Package reports everything in a type-checked package that is not kernel Go,
// in order of the source, MaxDiagnostics at most. None means that the package
// can be compiled, but for what only its use decides, see docs/kernel-go.md.
func Package(fset *token.FileSet, p *source.Package, o Options) []Diagnostic {
	c := &checker{
		report: report{fset: fset}, pkg: p, info: p.Info,
		classes: classes{map[types.Type]class{}, p.Types}, refused: map[types.Object]bool{},
		changed: map[types.Object]bool{}, parameters: map[*types.Var]bool{}, keys: map[string]bool{},
		units: map[types.Object]*unit{}, bound: map[types.Object]target{}, literals: map[*ast.FuncLit]*unit{},
	}
	for _, f := range p.Files {
		c.imports(f, o.Imports)
	}
	decls := c.declarations(o.Entries)
	if c.syntax(decls); c.tooMuch() {
		return c.sorted()
	}
	for _, d := range decls {
		c.changes(d)
	}
	for _, d := range decls {
		c.declaration(d)
	}
	c.recursion()
	c.limits()
	return c.sorted()
}

type checker struct {
	report
	classes
	pkg  *source.Package
	info *types.Info

	refused map[types.Object]bool // declared with a type that has been reported
	changed map[types.Object]bool // assigned to after their declaration
	keys    map[string]bool       // terms

	unit       *unit                   // the function at hand, nil outside of functions
	order      []*unit                 // all functions and literals, in order of the source
	units      map[types.Object]*unit  // by what they are called
	literals   map[*ast.FuncLit]*unit  //
	bound      map[types.Object]target // values of variables that hold functions
	parameters map[*types.Var]bool     // of all functions
}

// tooMuch says that the source is too large to look at closely.
func (c *checker) tooMuch() bool {
	return slices.ContainsFunc(c.found, func(d Diagnostic) bool { return d.Reason == "size" })
}

func (c *checker) imports(f *ast.File, allowed []string) {
	for _, spec := range f.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		switch {
		case err != nil || !slices.Contains(allowed, path):
			names := make([]string, len(allowed))
			for i, a := range allowed {
				names[i] = strconv.Quote(a)
			}
			c.reject(spec.Path, "import", fmt.Sprintf("import %s is not allowed", clip(spec.Path.Value)),
				"there are "+strings.Join(names, ", "))
		case spec.Name != nil && (spec.Name.Name == "." || spec.Name.Name == "_"):
			c.reject(spec, "import", fmt.Sprintf("%s is imported as %s", path, spec.Name.Name), "import it by name")
		}
	}
}

// syntax applies the rules that need no types.
func (c *checker) syntax(decls []ast.Node) {
	s := &syntax{report: report{fset: c.fset}}
	for _, d := range decls {
		ast.Inspect(d, s.visit)
	}
	s.counts()
	s.growth(decls)
	c.found = append(c.found, s.found...)
}

// declarations returns the functions, types, constants and variables to check:
// all, or those that entries need.
func (c *checker) declarations(entries []string) []ast.Node {
	r := &reach{declared: map[types.Object]ast.Node{}, info: c.info, seen: map[ast.Node]bool{}}
	for _, f := range c.pkg.Files {
		for _, d := range f.Decls {
			r.declare(d)
		}
	}
	if len(entries) == 0 {
		return r.all
	}
	for _, d := range r.all {
		if fn, ok := d.(*ast.FuncDecl); ok && slices.Contains(entries, methodName(fn)) {
			r.visit(d)
		}
	}
	return slices.DeleteFunc(r.all, func(d ast.Node) bool { return !r.seen[d] })
}

// methodName returns "Func" or "Type.Method".
func methodName(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return fn.Name.Name
	}
	t := ast.Unparen(fn.Recv.List[0].Type)
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if id, ok := ast.Unparen(t).(*ast.Ident); ok {
		return id.Name + "." + fn.Name.Name
	}
	return fn.Name.Name
}

// reach finds what declarations need of each other.
type reach struct {
	all      []ast.Node // *ast.FuncDecl, *ast.TypeSpec, *ast.ValueSpec in order
	declared map[types.Object]ast.Node
	info     *types.Info
	seen     map[ast.Node]bool
}

func (r *reach) declare(d ast.Decl) {
	add := func(n ast.Node, ids ...*ast.Ident) {
		r.all = append(r.all, n)
		for _, id := range ids {
			r.declared[r.info.Defs[id]] = n
		}
	}
	switch d := d.(type) {
	case *ast.FuncDecl:
		add(d, d.Name)
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				add(spec, spec.Name)
			case *ast.ValueSpec:
				add(spec, spec.Names...)
			}
		}
	}
}

func (r *reach) visit(d ast.Node) {
	if r.seen[d] {
		return
	}
	r.seen[d] = true
	ast.Inspect(d, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if next := r.declared[r.info.Uses[id]]; next != nil {
				r.visit(next)
			}
		}
		return true
	})
}
