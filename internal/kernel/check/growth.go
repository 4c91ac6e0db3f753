package check

import (
	"fmt"
	"go/ast"
	"go/token"
)

// growth refuses constants and types that are declared in few words and grow
// exponentially when they are evaluated: each twice the one before it. It
// bounds by names alone, and of several declarations with one name takes all.
func (s *syntax) growth(nodes []ast.Node) {
	g := &growth{consts: map[string][]ast.Expr{}, types: map[string][]ast.Expr{}, names: map[string]*named{}, sums: map[*ast.BinaryExpr]int{}}
	for _, f := range nodes {
		ast.Inspect(f, g.declaration)
	}
	for _, f := range nodes {
		ast.Inspect(f, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			size, most, what := g.size(e)
			if size > most {
				s.reject(e, "size", fmt.Sprintf(what, most), "")
			}
			return size <= 1
		})
	}
}

type growth struct {
	consts, types map[string][]ast.Expr
	names         map[string]*named // constants begin with "="
	sums          map[*ast.BinaryExpr]int
}

// named is what a name stands for.
type named struct {
	size   int
	known  bool // size has been computed
	cyclic bool // the size contains itself: inner declarations that refer to outer ones
}

// declaration remembers what names stand for. The lines of a constant
// declaration without values repeat the last.
func (g *growth) declaration(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.GenDecl:
		var last []ast.Expr
		for _, spec := range n.Specs {
			v, ok := spec.(*ast.ValueSpec)
			if !ok || n.Tok != token.CONST {
				continue
			}
			if len(v.Values) > 0 {
				last = v.Values
			}
			for i, name := range v.Names {
				if i < len(last) {
					g.consts[name.Name] = append(g.consts[name.Name], last[i])
				}
			}
		}
	case *ast.TypeSpec:
		g.types[n.Name.Name] = append(g.types[n.Name.Name], n.Type)
	}
	return true
}

// size returns the size of a type or of a sum that may be one of strings, 0 for
// other expressions, with its bound.
func (g *growth) size(e ast.Expr) (size, most int, what string) {
	switch e := e.(type) {
	case *ast.BinaryExpr, *ast.BasicLit:
		return g.bytes(e), MaxString, "a string is longer than %d bytes"
	case *ast.StructType, *ast.FuncType, *ast.ArrayType, *ast.MapType:
		return g.parts(e), MaxLeaves, "the type has more than %d parts"
	}
	return 0, 0, ""
}

// bytes is at least the length of a constant string, 0 for numbers.
func (g *growth) bytes(e ast.Expr) int {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			return len(e.Value)
		}
	case *ast.ParenExpr:
		return g.bytes(e.X)
	case *ast.BinaryExpr:
		if e.Op != token.ADD {
			return 0
		}
		n, ok := g.sums[e]
		if !ok {
			n = bounded(g.bytes(e.X) + g.bytes(e.Y))
			g.sums[e] = n
		}
		return n
	case *ast.CallExpr:
		if len(e.Args) == 1 { // perhaps a conversion
			return g.bytes(e.Args[0])
		}
	case *ast.Ident:
		return g.named("=", e.Name, g.consts, g.bytes)
	}
	return 0
}

// parts is the number of fields, parameters and types in a type if every name
// were written out, whatever the lengths of arrays.
func (g *growth) parts(e ast.Expr) int {
	switch e := e.(type) {
	case *ast.Ident:
		return max(1, g.named("", e.Name, g.types, g.parts))
	case *ast.ParenExpr:
		return g.parts(e.X)
	case *ast.StarExpr:
		if id, ok := e.X.(*ast.Ident); ok && g.busy(id.Name) {
			return 1 // a list: the type is not part of itself
		}
		return g.parts(e.X)
	case *ast.ArrayType:
		return g.parts(e.Elt)
	case *ast.Ellipsis:
		return g.parts(e.Elt)
	case *ast.MapType:
		return bounded(g.parts(e.Key) + g.parts(e.Value))
	case *ast.StructType:
		return g.fields(e.Fields)
	case *ast.FuncType:
		return bounded(g.fields(e.Params) + g.fields(e.Results))
	}
	return 1
}

func (g *growth) fields(list *ast.FieldList) int {
	n := 1
	if list != nil {
		for _, f := range list.List {
			n = bounded(n + max(1, len(f.Names))*g.parts(f.Type))
		}
	}
	return n
}

func (g *growth) busy(typeName string) bool {
	n := g.names[typeName]
	return n != nil && !n.known
}

// named is the size of the largest thing declared under a name.
func (g *growth) named(kind, name string, declared map[string][]ast.Expr, size func(ast.Expr) int) int {
	if len(declared[name]) == 0 {
		return 0
	}
	key := kind + name
	if n := g.names[key]; n != nil {
		n.cyclic = n.cyclic || !n.known
		return n.size
	}
	n := &named{}
	g.names[key] = n
	total := 0
	for _, e := range declared[name] {
		total = max(total, size(e))
	}
	if n.cyclic && total > 1 {
		total = bounded(1 << 30)
	}
	n.size, n.known = total, true
	return total
}

// bounded keeps sums of sums from overflowing.
func bounded(n int) int { return min(n, 1<<30) }
