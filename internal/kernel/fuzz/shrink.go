package fuzz

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"slices"
)

// Shrink returns a smaller program for which fails still holds, as it does for s:
// with functions, statements and branches left out as long as that is so. fails
// is asked at most tries times; programs that are no longer well typed are among
// those it is asked about, and are to be refused.
func Shrink(s Source, fails func(Source) bool, tries int) Source {
	sh := &shrinker{best: s, fails: fails, left: tries}
	for progress := true; progress && sh.left > 0; {
		progress = sh.lists() || sh.unwrap()
	}
	return sh.best
}

type shrinker struct {
	best  Source
	fails func(Source) bool
	left  int
}

// parse returns the syntax tree of the best program.
func (sh *shrinker) parse() *ast.File {
	file, err := parser.ParseFile(token.NewFileSet(), "fuzzed.go", sh.best.body, parser.SkipObjectResolution)
	if err != nil {
		return &ast.File{Name: ast.NewIdent("fuzzed")}
	}
	return file
}

// try makes a changed tree the best program if it still fails.
func (sh *shrinker) try(file *ast.File) bool {
	if sh.left--; sh.left < 0 {
		return false
	}
	var b bytes.Buffer
	if err := format.Node(&b, token.NewFileSet(), file); err != nil {
		return false
	}
	smaller := sh.best
	smaller.body = b.String()
	if len(smaller.body) >= len(sh.best.body) || !sh.fails(smaller) {
		return false
	}
	sh.best = smaller
	return true
}

// lists leaves out runs of declarations and statements, long ones first.
func (sh *shrinker) lists() (progress bool) {
	for at := 0; sh.left > 0; at++ {
		n := sh.length(at)
		if n < 0 {
			return progress
		}
		for size := n; size > 0; size /= 2 {
			for first := 0; first+size <= sh.length(at); {
				file := sh.parse()
				if cut(file, at, first, size); sh.try(file) {
					progress = true
				} else {
					first += size
				}
			}
		}
	}
	return progress
}

// length returns how many elements list number at has, -1 where there is none.
func (sh *shrinker) length(at int) int {
	file := sh.parse()
	if at == 0 {
		return len(file.Decls)
	}
	if lists := statementLists(file); at <= len(lists) {
		return len(*lists[at-1])
	}
	return -1
}

// cut removes elements of list number at: 0 are the declarations.
func cut(file *ast.File, at, first, size int) {
	if at == 0 {
		file.Decls = slices.Delete(file.Decls, first, first+size)
		return
	}
	list := statementLists(file)[at-1]
	*list = slices.Delete(*list, first, first+size)
}

func statementLists(file *ast.File) (lists []*[]ast.Stmt) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			lists = append(lists, &n.List)
		case *ast.CaseClause:
			lists = append(lists, &n.Body)
		}
		return true
	})
	return lists
}

// unwrap puts the body of a statement in its place.
func (sh *shrinker) unwrap() (progress bool) {
	for at := 0; sh.left > 0; at++ {
		file := sh.parse()
		lists := statementLists(file)
		if at >= len(lists) {
			return progress
		}
		for i := range *lists[at] {
			file := sh.parse()
			lists := statementLists(file)
			if at >= len(lists) || i >= len(*lists[at]) {
				break
			}
			if inner := bodyOf((*lists[at])[i]); inner != nil {
				*lists[at] = slices.Replace(*lists[at], i, i+1, inner...)
				progress = sh.try(file) || progress
			}
		}
	}
	return progress
}

func bodyOf(s ast.Stmt) []ast.Stmt {
	switch s := s.(type) {
	case *ast.LabeledStmt:
		return []ast.Stmt{s.Stmt}
	case *ast.BlockStmt:
		return s.List
	case *ast.IfStmt:
		return s.Body.List
	case *ast.ForStmt:
		return s.Body.List
	case *ast.RangeStmt:
		return s.Body.List
	}
	return nil
}
