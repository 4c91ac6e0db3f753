package front

import (
	"go/ast"
	"go/token"
	"go/types"
)

// usage is what a package does with its variables.
type usage struct {
	written  map[types.Object]bool // assigned after the declaration, or its address is taken
	captured map[types.Object]bool // used in a function literal that does not declare it
}

// scan finds out how the variables of files are used.
func scan(files []*ast.File, info *types.Info) usage {
	s := &usageScan{info: info, usage: usage{map[types.Object]bool{}, map[types.Object]bool{}}}
	for _, f := range files {
		ast.Inspect(f, s.node)
	}
	return s.usage
}

type usageScan struct {
	usage
	info *types.Info
	lits []*ast.FuncLit // around the node
	open []ast.Node     // every node entered and not left
}

func (s *usageScan) node(n ast.Node) bool {
	if n == nil {
		last := s.open[len(s.open)-1]
		s.open = s.open[:len(s.open)-1]
		if _, ok := last.(*ast.FuncLit); ok {
			s.lits = s.lits[:len(s.lits)-1]
		}
		return true
	}
	s.open = append(s.open, n)
	switch n := n.(type) {
	case *ast.FuncLit:
		s.lits = append(s.lits, n)
	case *ast.Ident:
		s.capture(n)
	case *ast.AssignStmt:
		for _, e := range n.Lhs {
			s.write(e)
		}
	case *ast.IncDecStmt:
		s.write(n.X)
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			s.write(n.Key)
			s.write(n.Value)
		}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			s.write(n.X)
		}
	case *ast.SliceExpr:
		s.writePart(n.X, s.slice(n.X))
	case *ast.SelectorExpr:
		s.method(n)
	}
	return true
}

// capture notes a variable of a function around the innermost literal.
func (s *usageScan) capture(id *ast.Ident) {
	v, ok := s.info.Uses[id].(*types.Var)
	if !ok || v.IsField() || len(s.lits) == 0 {
		return
	}
	if lit := s.lits[len(s.lits)-1]; v.Pos() < lit.Pos() || v.Pos() >= lit.End() {
		s.captured[v] = true
	}
}

// method notes the receiver of a method that takes its address.
func (s *usageScan) method(n *ast.SelectorExpr) {
	sel := s.info.Selections[n]
	if sel == nil || sel.Kind() != types.MethodVal {
		return
	}
	recv := sel.Obj().(*types.Func).Signature().Recv()
	if recv != nil && pointee(recv.Type()) != nil {
		s.write(n.X)
	}
}

// slice says that an expression is a slice. What is done to its elements does not
// change it.
func (s *usageScan) slice(e ast.Expr) bool {
	t := s.info.TypeOf(e)
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Slice)
	return ok
}

// write notes the variable that holds the place e.
func (s *usageScan) write(e ast.Expr) { s.writePart(e, false) }

// writePart is write, or given an element of a slice notes its variable only if
// that is the package's, whose elements are known as long as nothing writes them.
func (s *usageScan) writePart(e ast.Expr, element bool) {
	for {
		switch x := e.(type) {
		case *ast.ParenExpr:
			e = x.X
		case *ast.SelectorExpr:
			if v, ok := s.info.Uses[x.Sel].(*types.Var); ok && !v.IsField() {
				s.written[v] = true // of another package
				return
			}
			e = x.X
		case *ast.IndexExpr:
			e, element = x.X, element || s.slice(x.X)
		case *ast.Ident:
			if obj := s.info.Uses[x]; obj != nil && (!element || obj.Parent() == obj.Pkg().Scope()) {
				s.written[obj] = true
			}
			return
		default:
			return
		}
	}
}
