package envs

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Show says how much of env.go the model sees.
type Show string

// The levels of Show.
const (
	ShowState    Show = "state"    // types, bounds, units, constants, termination
	ShowDynamics Show = "dynamics" // the whole file
)

// View is an environment as the model sees it and as its rewards import it.
type View struct {
	Text    string // what the model reads: Go source of package env
	Package string // Go source of package env as rewards import it; a subset of Text
}

// hidden are the functions that no reward can reach.
var hidden = []string{"Reset", "Step", "Observe", "Choose"}

// View returns what the model sees of env.go. Package holds the constants, the
// types State and Action with the types they use, Terminated and every other
// exported function or method of states and actions alone, with what these
// need. ShowState shows Package and, for a discrete environment, Choose;
// ShowDynamics the whole file. task.go is never part of a View.
func (s *Spec) View(show Show) (View, error) {
	f, err := parseFile(s.Source.Env)
	if err != nil {
		return View{}, fmt.Errorf("env.go: %w", err)
	}
	pkg, err := f.render(f.importable())
	if err != nil {
		return View{}, fmt.Errorf("env.go: %w", err)
	}
	switch show {
	case ShowDynamics:
		text, err := f.render(f.file.Decls)
		return View{Text: text, Package: pkg}, err
	case ShowState:
		shown := f.importable()
		if choose := f.function("Choose"); choose != nil {
			shown = append(shown, choose)
		}
		text, err := f.render(f.inOrder(shown))
		return View{Text: text, Package: pkg}, err
	}
	return View{}, fmt.Errorf("show is %q, want %q or %q", show, ShowState, ShowDynamics)
}

// sourceFile is one parsed file with its text.
type sourceFile struct {
	text string
	fset *token.FileSet
	file *ast.File
}

func parseFile(text string) (*sourceFile, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", text, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	return &sourceFile{text, fset, file}, nil
}

func (f *sourceFile) function(name string) ast.Decl {
	for _, d := range f.file.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == name {
			return d
		}
	}
	return nil
}

// importable returns the declarations that a reward may use, in file order.
func (f *sourceFile) importable() []ast.Decl {
	var roots []ast.Decl
	for _, d := range f.file.Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			if d.Tok == token.CONST || d.Tok == token.TYPE && declares(d, "State", "Action") {
				roots = append(roots, d)
			}
		case *ast.FuncDecl:
			if d.Name.IsExported() && f.ofStates(d) {
				roots = append(roots, d)
			}
		}
	}
	return f.inOrder(f.reach(roots))
}

// ofStates says that a function concerns states and actions alone: it is not
// one of the hidden ones and its signature names no parameters, observation
// or random source.
func (f *sourceFile) ofStates(d *ast.FuncDecl) bool {
	if d.Recv == nil && slices.Contains(hidden, d.Name.Name) {
		return false
	}
	ok := true
	check := func(n ast.Node) bool {
		if id, isIdent := n.(*ast.Ident); isIdent && slices.Contains([]string{"Params", "Observation", "rng"}, id.Name) {
			ok = false
		}
		return ok
	}
	if d.Recv != nil {
		ast.Inspect(d.Recv, check)
	}
	ast.Inspect(d.Type, check)
	return ok
}

// reach returns roots and all package-level declarations they refer to.
func (f *sourceFile) reach(roots []ast.Decl) []ast.Decl {
	byName := map[string]ast.Decl{}
	for _, d := range f.file.Decls {
		for _, name := range declaredNames(d) {
			byName[name] = d
		}
	}
	seen := map[ast.Decl]bool{}
	var visit func(d ast.Decl)
	visit = func(d ast.Decl) {
		if seen[d] {
			return
		}
		seen[d] = true
		ast.Inspect(d, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if other, ok := byName[id.Name]; ok {
					visit(other)
				}
			}
			return true
		})
	}
	for _, d := range roots {
		visit(d)
	}
	var all []ast.Decl
	for d := range seen {
		all = append(all, d)
	}
	return all
}

// inOrder sorts declarations by position.
func (f *sourceFile) inOrder(decls []ast.Decl) []ast.Decl {
	decls = slices.Clone(decls)
	slices.SortFunc(decls, func(a, b ast.Decl) int { return int(a.Pos() - b.Pos()) })
	return slices.Compact(decls)
}

// render writes package env with the given declarations, verbatim, and the
// imports they use under the names that rewards know.
func (f *sourceFile) render(decls []ast.Decl) (string, error) {
	var b strings.Builder
	if doc := f.file.Doc; doc != nil {
		b.WriteString(f.slice(doc.Pos(), doc.End()))
		b.WriteString("\n")
	}
	b.WriteString("package env\n")
	for _, name := range f.imports(decls) {
		fmt.Fprintf(&b, "\nimport %q\n", name)
	}
	for _, d := range decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			continue
		}
		b.WriteString("\n" + f.declText(d) + "\n")
	}
	return b.String(), nil
}

// declText returns the source of a declaration with its doc comment and the
// comment behind its last line.
func (f *sourceFile) declText(d ast.Decl) string {
	start, end := f.declRange(d)
	return f.text[start:end] + f.trailingComment(end)
}

// declRange returns where a declaration and its doc comment stand in the text.
func (f *sourceFile) declRange(d ast.Decl) (start, end int) {
	pos := d.Pos()
	switch d := d.(type) {
	case *ast.GenDecl:
		if d.Doc != nil {
			pos = d.Doc.Pos()
		}
	case *ast.FuncDecl:
		if d.Doc != nil {
			pos = d.Doc.Pos()
		}
	}
	return f.fset.Position(pos).Offset, f.fset.Position(d.End()).Offset
}

// trailingComment returns the comment that follows offset end on its line.
func (f *sourceFile) trailingComment(end int) string {
	rest, _, _ := strings.Cut(f.text[end:], "\n")
	if c := strings.TrimSpace(rest); strings.HasPrefix(c, "//") {
		return " " + c
	}
	return ""
}

func (f *sourceFile) slice(start, end token.Pos) string {
	return f.text[f.fset.Position(start).Offset:f.fset.Position(end).Offset]
}

// imports returns the short names of the packages that decls use.
func (f *sourceFile) imports(decls []ast.Decl) []string {
	used := map[string]bool{}
	for _, d := range decls {
		ast.Inspect(d, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if id, ok := sel.X.(*ast.Ident); ok && id.Obj == nil {
					used[id.Name] = true
				}
			}
			return true
		})
	}
	var names []string
	for _, spec := range f.file.Imports {
		full, err := strconv.Unquote(spec.Path.Value)
		if err == nil && used[path.Base(full)] {
			names = append(names, path.Base(full))
		}
	}
	return names
}

// declares says that a declaration declares one of names.
func declares(d ast.Decl, names ...string) bool {
	return slices.ContainsFunc(declaredNames(d), func(n string) bool { return slices.Contains(names, n) })
}

// declaredNames returns the package-level names that d declares; methods have none.
func declaredNames(d ast.Decl) []string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			return []string{d.Name.Name}
		}
	case *ast.GenDecl:
		var names []string
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				names = append(names, spec.Name.Name)
			case *ast.ValueSpec:
				for _, id := range spec.Names {
					names = append(names, id.Name)
				}
			}
		}
		return names
	}
	return nil
}
