// Package source type-checks Go packages that exist only as text. It needs no
// Go toolchain and no file system where the program runs.
package source

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
)

// Package is a type-checked package with its syntax.
type Package struct {
	Path  string
	Files []*ast.File
	Types *types.Package
	Info  *types.Info
}

// Importer resolves imports among packages given as text. It implements
// types.Importer. It is not safe for use by several goroutines.
type Importer struct {
	fset   *token.FileSet
	texts  map[string][]string
	loaded map[string]*Package // nil while being checked
}

// NewImporter returns an importer of the packages in texts, import path to the
// texts of the package's files. Positions are recorded in fset.
func NewImporter(fset *token.FileSet, texts map[string][]string) *Importer {
	return &Importer{fset: fset, texts: texts, loaded: map[string]*Package{}}
}

// Import returns the types of a package, checking it on first use.
func (im *Importer) Import(path string) (*types.Package, error) {
	p, err := im.Load(path)
	if err != nil {
		return nil, err
	}
	return p.Types, nil
}

// Load returns a package, checking it on first use.
func (im *Importer) Load(path string) (*Package, error) {
	if p, ok := im.loaded[path]; ok {
		if p == nil {
			return nil, fmt.Errorf("package %s imports itself", path)
		}
		return p, nil
	}
	texts, ok := im.texts[path]
	if !ok {
		return nil, fmt.Errorf("package %s is not available; there are %v", path, im.Paths())
	}
	im.loaded[path] = nil
	p, err := im.check(path, texts)
	if err != nil {
		delete(im.loaded, path)
		return nil, err
	}
	im.loaded[path] = p
	return p, nil
}

// Paths returns the import paths that can be resolved, sorted.
func (im *Importer) Paths() []string {
	var paths []string
	for path := range im.texts {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	return paths
}

func (im *Importer) check(path string, texts []string) (*Package, error) {
	p := &Package{Path: path, Info: NewInfo()}
	for i, text := range texts {
		f, err := parser.ParseFile(im.fset, fmt.Sprintf("%s/%d.go", path, i), text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("package %s: %w", path, err)
		}
		p.Files = append(p.Files, f)
	}
	conf := Config(im)
	var err error
	if p.Types, err = conf.Check(path, im.fset, p.Files, p.Info); err != nil {
		return nil, fmt.Errorf("package %s: %w", path, err)
	}
	return p, nil
}

// Config returns the settings under which all packages are checked: int has 64
// bits everywhere.
func Config(im types.Importer) types.Config {
	return types.Config{Importer: im, GoVersion: "go1.26", Sizes: types.SizesFor("gc", "amd64")}
}

// NewInfo returns an Info that records all that later passes ask for.
func NewInfo() *types.Info {
	return &types.Info{
		Types:      map[ast.Expr]types.TypeAndValue{},
		Defs:       map[*ast.Ident]types.Object{},
		Uses:       map[*ast.Ident]types.Object{},
		Implicits:  map[ast.Node]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes:     map[ast.Node]*types.Scope{},
	}
}
