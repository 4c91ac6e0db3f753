package check

import (
	"go/ast"
	"go/token"
	"go/types"
)

// accumulates says that a range over a map may run in the order of its sorted
// keys: the map is one of terms, and the body means the same in any order but
// for rounding. It may add up, count, choose with if, and set elements of maps
// by the key at hand.
func accumulates(s *ast.RangeStmt, t *types.Map) bool {
	terms := types.NewMap(types.Typ[types.String], types.Typ[types.Float64])
	if !types.Identical(t, terms) {
		return false
	}
	key, _ := s.Key.(*ast.Ident)
	return accumulating(s.Body.List, key)
}

func accumulating(list []ast.Stmt, key *ast.Ident) bool {
	for _, s := range list {
		if !accumulatingStmt(s, key) {
			return false
		}
	}
	return true
}

func accumulatingStmt(s ast.Stmt, key *ast.Ident) bool {
	switch s := s.(type) {
	case *ast.AssignStmt:
		switch s.Tok {
		case token.ADD_ASSIGN, token.SUB_ASSIGN, token.MUL_ASSIGN, token.DEFINE:
			return true
		case token.ASSIGN:
			return len(s.Lhs) == 1 && isElementAt(s.Lhs[0], key)
		}
	case *ast.IncDecStmt:
		return true
	case *ast.BlockStmt:
		return accumulating(s.List, key)
	case *ast.IfStmt:
		return (s.Init == nil || accumulatingStmt(s.Init, key)) && accumulating(s.Body.List, key) &&
			(s.Else == nil || accumulatingStmt(s.Else, key))
	}
	return false
}

// isElementAt says that e is m[key].
func isElementAt(e ast.Expr, key *ast.Ident) bool {
	x, ok := ast.Unparen(e).(*ast.IndexExpr)
	if !ok || key == nil {
		return false
	}
	id, ok := ast.Unparen(x.Index).(*ast.Ident)
	return ok && id.Name == key.Name && key.Name != "_"
}
