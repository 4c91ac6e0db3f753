package kernel

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math64"
)

// mathematics returns the package whose functions stand for those of package
// math. Given names, it has only the declarations that these can need, which
// type-check in a tenth of the time. Every declaration stays at its place.
func mathematics(names map[string]bool) (Package, error) {
	texts, err := math64.Text()
	if err != nil {
		return Package{}, err
	}
	p := Package{Path: MathPath}
	for i, text := range texts {
		p.Files = append(p.Files, File{Name: fmt.Sprintf("math/%d.go", i), Text: text})
	}
	if names == nil {
		return p, nil
	}
	d := declarations{of: map[string][]*declaration{}}
	for _, f := range p.Files {
		if err := d.parse(f); err != nil {
			return Package{}, err
		}
	}
	for name := range names {
		d.need(name)
	}
	p.Files = d.files()
	return p, nil
}

// declarations are those of a package, by the names that they declare.
type declarations struct {
	of    map[string][]*declaration
	parts []*part
}

// part is a file with its declarations.
type part struct {
	file    File
	imports []*declaration
	others  []*declaration
}

type declaration struct {
	lo, hi int // bytes of the file
	uses   []string
	needed bool
}

// parse adds the declarations of a file.
func (d *declarations) parse(f File) error {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, f.Name, f.Text, parser.SkipObjectResolution)
	if err != nil {
		return fmt.Errorf("mathematics of kernel Go: %w", err)
	}
	p := &part{file: f}
	d.parts = append(d.parts, p)
	for _, decl := range file.Decls {
		this := &declaration{lo: fset.Position(decl.Pos()).Offset, hi: fset.Position(decl.End()).Offset}
		if g, ok := decl.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			p.imports = append(p.imports, this)
			continue
		}
		p.others = append(p.others, this)
		for _, name := range declared(decl) {
			d.of[name] = append(d.of[name], this)
		}
		ast.Inspect(decl, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				this.uses = append(this.uses, id.Name)
			}
			return true
		})
	}
	return nil
}

// declared returns the names with which a declaration comes: its own, of a method
// that of its receiver's type.
func declared(decl ast.Decl) []string {
	var names []string
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		if decl.Recv == nil {
			return []string{decl.Name.Name}
		}
		ast.Inspect(decl.Recv.List[0].Type, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				names = append(names, id.Name)
			}
			return true
		})
	case *ast.GenDecl:
		for _, spec := range decl.Specs {
			switch spec := spec.(type) {
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					names = append(names, name.Name)
				}
			case *ast.TypeSpec:
				names = append(names, spec.Name.Name)
			}
		}
	}
	return names
}

// need marks what a name declares, and what that uses.
func (d *declarations) need(name string) {
	for _, decl := range d.of[name] {
		if decl.needed {
			continue
		}
		decl.needed = true
		for _, used := range decl.uses {
			d.need(used)
		}
	}
}

// files returns the files with blanks for what is not needed, and without those
// of which nothing is.
func (d *declarations) files() []File {
	var files []File
	for _, p := range d.parts {
		text, any := []byte(p.file.Text), false
		blank := func(decl *declaration) {
			for i := decl.lo; i < decl.hi; i++ {
				if text[i] != '\n' {
					text[i] = ' '
				}
			}
		}
		uses := map[string]bool{}
		for _, decl := range p.others {
			if !decl.needed {
				blank(decl)
				continue
			}
			any = true
			for _, name := range decl.uses {
				uses[name] = true
			}
		}
		if !uses["bits"] { // the only package that is imported
			for _, decl := range p.imports {
				blank(decl)
			}
		}
		if any {
			files = append(files, File{Name: p.file.Name, Text: string(text)})
		}
	}
	if files == nil { // the package's clause
		files = []File{{Name: "math/none.go", Text: "package math64\n"}}
	}
	return files
}

// mentioned adds the identifiers in a package, and the strings, among which are the
// paths of its imports, to names.
func mentioned(p Package, names map[string]bool) {
	for _, f := range p.Files {
		var s scanner.Scanner
		s.Init(token.NewFileSet().AddFile(f.Name, -1, len(f.Text)), []byte(f.Text), nil, 0)
		for tok := token.ILLEGAL; tok != token.EOF; {
			var text string
			if _, tok, text = s.Scan(); tok == token.IDENT || tok == token.STRING {
				names[strings.Trim(text, "\"`")] = true
			}
		}
	}
}
