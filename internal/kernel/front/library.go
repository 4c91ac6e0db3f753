package front

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel/check"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/source"
)

// Package is a Go package given as text.
type Package struct {
	Path  string // as it is imported
	Files []File

	// Free packages take no fuel for their loops and calls: those of this
	// program, whose loops end.
	Free bool
}

// File is one file of a package.
type File struct {
	Name string // as in positions
	Text string
}

// Library holds packages that sources may import, type-checked once. Their
// functions are lowered where a source needs them. It is safe for use by several
// goroutines.
type Library struct {
	packages map[string]*loaded
	bodies   *loaded // of the functions of package math, nil if none were given
	shared   *shared
}

// mathPath is the import path of package math as sources see it.
const mathPath = "math"

// MathBodies is the import path of the package whose functions stand for those of
// package math.
const MathBodies = "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math64"

// NewLibrary type-checks packages, of which later ones may import earlier ones.
// All may import math, declared by [source.MathText], and the intrinsics of
// internal/kernel/kmath/bits; free ones also those of internal/kernel/device. The package [MathBodies] among them has the bodies of
// math's functions.
func NewLibrary(packages []Package) (*Library, error) {
	lib := &Library{packages: map[string]*loaded{}}
	given := append([]Package{
		{Path: mathPath, Files: []File{{Name: "math.go", Text: source.MathText}}},
		intrinsicPackage(bitsPath), intrinsicPackage(devicePath),
	}, packages...)
	for _, p := range given {
		if lib.packages[p.Path] != nil {
			return nil, fmt.Errorf("package %s is given twice", p.Path)
		}
		loaded, problems := load(p, lib.packages)
		if len(problems) > 0 {
			errs := make([]error, len(problems))
			for i, d := range problems {
				errs[i] = d
			}
			return nil, fmt.Errorf("package %s: %w", p.Path, errors.Join(errs...))
		}
		loaded.inLibrary = true
		lib.packages[p.Path] = loaded
	}
	lib.bodies = lib.packages[MathBodies]
	lib.shared = newShared(lib)
	return lib, nil
}

// loaded is a type-checked package. It is not changed once made.
type loaded struct {
	path  string
	free  bool
	fset  *token.FileSet
	files []*ast.File
	types *types.Package
	info  *types.Info
	decls map[*types.Func]*ast.FuncDecl
	inits map[*types.Var]*ast.ValueSpec // of package variables
	usage

	inLibrary bool
	aside     map[*ast.FuncDecl]bool // functions that package check refuses
}

// importer resolves imports among loaded packages.
type importer struct {
	known map[string]*loaded
	free  bool // for a package that is
}

func (im importer) Import(path string) (*types.Package, error) {
	if p := im.known[path]; p != nil && (path != devicePath || im.free) {
		return p.types, nil
	}
	return nil, fmt.Errorf("package %s is not available", path)
}

// load parses and type-checks a package that may import the known ones. It
// reports every mistake.
func load(p Package, known map[string]*loaded) (*loaded, []Diagnostic) {
	l, problems := parse(p)
	if len(problems) > 0 {
		return nil, problems
	}
	return l, l.check(known)
}

// parse parses a package.
func parse(p Package) (*loaded, []Diagnostic) {
	l := &loaded{path: p.Path, free: p.Free, fset: token.NewFileSet(), info: source.NewInfo()}
	var problems []Diagnostic
	for _, f := range p.Files {
		file, wrong := parseFile(l.fset, f, p.Free)
		problems = append(problems, wrong...)
		l.files = append(l.files, file)
	}
	return l, problems
}

// check type-checks the package.
func (l *loaded) check(known map[string]*loaded) []Diagnostic {
	var problems []Diagnostic
	conf := source.Config(importer{known, l.free})
	conf.Error = func(err error) { problems = append(problems, typeDiagnostic(err)) }
	var err error
	l.types, err = conf.Check(l.path, l.fset, l.files, l.info)
	if err != nil && len(problems) == 0 {
		problems = append(problems, typeDiagnostic(err))
	}
	if len(problems) == 0 {
		l.usage = scan(l.files, l.info)
		l.index()
	}
	return problems
}

// harmlessReasons are the reasons of package check's first stage after which the
// type checker can still tell what else is wrong.
var harmlessReasons = map[string]bool{"goroutine": true, "defer": true, "panic": true, "print": true, "goto": true, "channel": true, "init": true}

// loadUnit loads a package of a unit and holds its entries, with what they need
// of the package, to the rules of kernel Go. A free package is trusted: what of it
// is not kernel Go is refused where it is lowered.
func loadUnit(p Package, known map[string]*loaded, entries []Entry) (*loaded, []Diagnostic) {
	if p.Free {
		return load(p, known)
	}
	l, problems := parse(p)
	if len(problems) > 0 {
		return nil, problems
	}
	problems = check.Syntax(l.fset, l.files)
	if slices.ContainsFunc(problems, func(d Diagnostic) bool { return !harmlessReasons[d.Reason] }) {
		return nil, problems
	}
	if wrong := l.check(known); len(wrong) > 0 {
		problems = append(problems, wrong...)
		slices.SortStableFunc(problems, func(a, b Diagnostic) int {
			return cmp.Or(cmp.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Column, b.Pos.Column))
		})
		return nil, problems
	}
	var names []string
	for _, e := range entries {
		if e.Package == p.Path {
			names = append(names, e.Func)
		}
	}
	if len(names) > 0 {
		problems = l.rules(known, names)
	}
	return l, problems
}

// rules reports what breaks the rules of kernel Go in functions and methods of
// the package and in what they need of it.
func (l *loaded) rules(known map[string]*loaded, names []string) []Diagnostic {
	p := &source.Package{Path: l.path, Files: l.files, Types: l.types, Info: l.info}
	return check.Package(l.fset, p, check.Options{Imports: importable(known), Entries: names})
}

// importable are the packages that those of a unit may import.
func importable(known map[string]*loaded) []string {
	var paths []string
	for path := range known {
		if path != bitsPath && path != devicePath && path != MathBodies {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// index finds the declarations of functions and package variables.
func (l *loaded) index() {
	l.decls, l.inits = map[*types.Func]*ast.FuncDecl{}, map[*types.Var]*ast.ValueSpec{}
	for _, file := range l.files {
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if obj, ok := l.info.Defs[decl.Name].(*types.Func); ok {
					l.decls[obj] = decl
				}
			case *ast.GenDecl:
				l.variables(decl)
			}
		}
	}
}

func (l *loaded) variables(decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		vs, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for _, name := range vs.Names {
			if v, ok := l.info.Defs[name].(*types.Var); ok {
				l.inits[v] = vs
			}
		}
	}
}

// pos returns a position in the package's files.
func (l *loaded) pos(p token.Pos) ir.Pos { return sourcePos(l.fset, p) }
