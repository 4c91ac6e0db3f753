package check

import (
	"fmt"
	"go/ast"
	"go/token"
)

// Syntax reports what can be told from the syntax of a package's files alone:
// constructs that kernel Go does not have in any form, and declarations that
// would make a type checker run for very long or fill its memory. Only files of
// which it reports nothing can be type-checked quickly.
func Syntax(fset *token.FileSet, files []*ast.File) []Diagnostic {
	s := &syntax{report: report{fset: fset}}
	nodes := make([]ast.Node, len(files))
	for i, f := range files {
		nodes[i] = f
		ast.Inspect(f, s.visit)
	}
	s.counts()
	s.growth(nodes)
	return s.sorted()
}

type syntax struct {
	report
	functions, types, statements count
}

// count is a number of nodes, with the first beyond the limit.
type count struct {
	n     int
	first ast.Node
}

func (c *count) add(n ast.Node, most int) {
	if c.n++; c.n == most+1 {
		c.first = n
	}
}

func (s *syntax) visit(n ast.Node) bool {
	if stmt, ok := n.(ast.Stmt); ok {
		s.statements.add(stmt, MaxStatements)
	}
	switch n := n.(type) {
	case *ast.GoStmt:
		s.reject(n, "goroutine", "goroutines are not allowed", "")
	case *ast.DeferStmt:
		s.reject(n, "defer", "defer is not allowed", "")
	case *ast.ChanType, *ast.SendStmt, *ast.SelectStmt:
		s.reject(n, "channel", "channels are not allowed", "")
	case *ast.UnaryExpr:
		if n.Op == token.ARROW {
			s.reject(n, "channel", "channels are not allowed", "")
		}
	case *ast.BranchStmt:
		if n.Tok == token.GOTO {
			s.reject(n, "goto", "goto is not allowed", "")
		}
	case *ast.InterfaceType:
		s.reject(n, "interface", "interfaces are not allowed", "")
	case *ast.TypeAssertExpr, *ast.TypeSwitchStmt:
		s.reject(n, "interface", "type assertions and type switches are not allowed", "")
	case *ast.TypeSpec:
		s.types.add(n, MaxTypes)
		s.generic(n.TypeParams)
	case *ast.IndexListExpr:
		s.reject(n, "generics", "type arguments are not allowed", "")
	case *ast.BasicLit:
		if n.Kind == token.IMAG {
			s.reject(n, "complex", "complex numbers are not allowed", "")
		}
	case *ast.FuncDecl, *ast.FuncLit:
		s.function(n)
	}
	return true
}

func (s *syntax) generic(params *ast.FieldList) {
	if params != nil {
		s.reject(params, "generics", "type parameters are not allowed", "")
	}
}

func (s *syntax) function(n ast.Node) {
	s.functions.add(n, MaxFunctions)
	d, ok := n.(*ast.FuncDecl)
	if !ok {
		return
	}
	s.generic(d.Type.TypeParams)
	if d.Body == nil {
		s.reject(d, "no-body", fmt.Sprintf("func %s has no body", clip(d.Name.Name)), "")
	}
	if d.Recv == nil && d.Name.Name == "init" {
		s.reject(d, "init", "func init is not allowed", "")
	}
}

func (s *syntax) counts() {
	for _, l := range []struct {
		count
		most int
		what string
	}{
		{s.functions, MaxFunctions, "functions"},
		{s.types, MaxTypes, "declared types"},
		{s.statements, MaxStatements, "statements"},
	} {
		if l.first != nil {
			s.reject(l.first, "size", fmt.Sprintf("there are more than %d %s", l.most, l.what), "write fewer")
		}
	}
}
