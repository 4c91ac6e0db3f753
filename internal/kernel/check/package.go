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
	// Imports are the import paths that the package may name; nil leaves that
	// to the importer that type-checked it.
	Imports []string

	// Entries, where there are any, are functions and methods, "Reward" or
	// "Vec3.Add": only they and what they need are checked, so that a package
	// may hold more than kernel Go.
	Entries []string
}

// Package reports everything in a type-checked package that kernel Go does not
// have in any form, in order of the source, MaxDiagnostics at most. What depends
// on how things are used, such as a key of a map that is known only at run time,
// is found where the package is lowered.
func Package(fset *token.FileSet, p *source.Package, o Options) []Diagnostic {
	c := &checker{
		report: report{fset: fset}, support: support{map[types.Type]*fault{}, p.Types}, pkg: p, info: p.Info,
		sets: map[types.Object]int{}, units: map[types.Object]*unit{},
	}
	for _, f := range p.Files {
		c.imports(f, o.Imports)
	}
	decls := c.declarations(o.Entries)
	if c.syntax(decls); c.tooMuch() {
		return c.sorted()
	}
	for _, d := range decls {
		c.writes(d)
	}
	for _, d := range decls {
		c.walk(d)
	}
	c.recursion()
	c.frames()
	return c.sorted()
}

type checker struct {
	report
	support
	pkg  *source.Package
	info *types.Info
	sets map[types.Object]int // how many places set a variable, its declaration among them

	unit  *unit                  // the function at hand, nil outside of functions
	order []*unit                // all functions and literals, in order of the source
	units map[types.Object]*unit // by what they are called
}

// tooMuch says that the source is too large to look at closely.
func (c *checker) tooMuch() bool {
	return slices.ContainsFunc(c.found, func(d Diagnostic) bool { return d.Reason == "size" })
}

func (c *checker) imports(f *ast.File, allowed []string) {
	for _, spec := range f.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		switch {
		case err != nil || allowed != nil && !slices.Contains(allowed, path):
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

// frames bounds the variables of functions.
func (c *checker) frames() {
	total := 0
	for _, u := range c.order {
		if u.outer != nil {
			continue // counted where it is
		}
		if 8*u.frame > MaxFrame {
			c.reject(u.at, "size", fmt.Sprintf("the variables of %s take %d bytes; at most %d are allowed", clip(u.name), 8*u.frame, MaxFrame), "use smaller arrays")
			return
		}
		if total += 8 * u.frame; total > MaxMemory {
			c.reject(u.at, "size", fmt.Sprintf("the variables of all functions take more than %d bytes", MaxMemory), "use smaller arrays")
			return
		}
	}
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
