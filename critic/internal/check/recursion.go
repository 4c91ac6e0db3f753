package check

import (
	"fmt"
	"go/ast"
	"go/types"
)

// recursion rejects functions that can reach themselves: declared ones, and
// literals through the variables that hold them. Functions passed through
// parameters and data are not followed; the budget and the stack limit of the
// running reward stop those.
func (p *typedPolicy) recursion() {
	g := callGraph{info: p.r.Info, edges: map[types.Object]map[types.Object]bool{}}
	for _, d := range p.r.File.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
			g.add(p.r.Info.Defs[fn.Name], fn.Body)
		}
	}
	ast.Inspect(p.r.File, g.literals)
	for _, obj := range g.nodes {
		if g.reaches(obj, obj, map[types.Object]bool{}) {
			p.found = append(p.found, p.r.at(obj.Pos(), "policy", "recursion",
				fmt.Sprintf("%s can call itself", clip(obj.Name())), "use a loop"))
		}
	}
}

type callGraph struct {
	info  *types.Info
	nodes []types.Object // in order of source
	edges map[types.Object]map[types.Object]bool
}

// add records that from can reach every function named in body.
func (g *callGraph) add(from types.Object, body ast.Node) {
	if from == nil {
		return
	}
	if g.edges[from] == nil {
		g.edges[from] = map[types.Object]bool{}
		g.nodes = append(g.nodes, from)
	}
	ast.Inspect(body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && isFunction(g.info.Uses[id]) {
			g.edges[from][g.info.Uses[id]] = true
		}
		return true
	})
}

func isFunction(obj types.Object) bool {
	switch obj := obj.(type) {
	case *types.Func:
		return true
	case *types.Var:
		_, ok := obj.Type().Underlying().(*types.Signature)
		return ok
	}
	return false
}

// literals adds the variables that hold function literals.
func (g *callGraph) literals(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if len(n.Lhs) == len(n.Rhs) {
			for i, e := range n.Rhs {
				if id, ok := n.Lhs[i].(*ast.Ident); ok {
					g.literal(id, e)
				}
			}
		}
	case *ast.ValueSpec:
		if len(n.Names) == len(n.Values) {
			for i, e := range n.Values {
				g.literal(n.Names[i], e)
			}
		}
	}
	return true
}

func (g *callGraph) literal(id *ast.Ident, e ast.Expr) {
	obj := g.info.Defs[id]
	if obj == nil {
		obj = g.info.Uses[id]
	}
	if !isFunction(obj) {
		return
	}
	if _, ok := ast.Unparen(e).(*ast.Ident); ok {
		g.add(obj, e)
		return
	}
	ast.Inspect(e, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok {
			g.add(obj, lit)
			return false
		}
		return true
	})
}

func (g *callGraph) reaches(from, to types.Object, seen map[types.Object]bool) bool {
	for next := range g.edges[from] {
		if next == to {
			return true
		}
		if !seen[next] {
			seen[next] = true
			if g.reaches(next, to, seen) {
				return true
			}
		}
	}
	return false
}
