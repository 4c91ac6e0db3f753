package check

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

// unit is a function, method or function literal.
type unit struct {
	name  string
	at    ast.Node
	frame int            // numbers in its variables, with those of the literals in it
	uses  []types.Object // functions that it mentions, and variables that hold one
	inner []*unit        // literals in it
	outer *unit          // nil unless it is a literal in another
}

// enter begins a function. object is what it is called by, nil for a literal
// without a name and for variables that change.
func (c *checker) enter(object types.Object, name string, at ast.Node) (leave func()) {
	u, outer := &unit{name: name, at: at, outer: c.unit}, c.unit
	if object != nil {
		c.units[object] = u
	}
	if outer != nil {
		outer.inner = append(outer.inner, u)
	}
	c.order = append(c.order, u)
	c.unit = u
	return func() {
		c.unit = outer
		if outer != nil {
			outer.frame += u.frame
		}
	}
}

// literal checks a function literal. object is the variable that it is given to,
// nil where there is none.
func (c *checker) literal(e *ast.FuncLit, object types.Object, name string) {
	if object != nil && c.sets[object] > 1 {
		object = nil // it may be this function at one time and another later
	}
	defer c.enter(object, name, e)()
	c.typeExpr(e.Type)
	c.walk(e.Body)
}

// needs records that the function at hand mentions a function.
func (c *checker) needs(object types.Object) {
	if c.unit == nil {
		return
	}
	if _, ok := object.Type().Underlying().(*types.Signature); ok {
		c.unit.uses = append(c.unit.uses, object)
	}
}

// writes finds out where variables are set.
func (c *checker) writes(d ast.Node) {
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				if id, ok := l.(*ast.Ident); ok && c.info.Defs[id] != nil {
					c.sets[c.info.Defs[id]]++
				} else {
					c.set(l)
				}
			}
		case *ast.ValueSpec:
			if len(n.Values) > 0 {
				for _, name := range n.Names {
					c.sets[c.info.Defs[name]]++
				}
			}
		case *ast.IncDecStmt:
			c.set(n.X)
		case *ast.RangeStmt:
			if n.Tok == token.ASSIGN {
				c.set(n.Key)
				c.set(n.Value)
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				c.set(n.X)
			}
		case *ast.SliceExpr:
			c.set(n.X)
		case *ast.SelectorExpr:
			if s := c.info.Selections[n]; s != nil && s.Kind() == types.MethodVal {
				if _, ok := s.Obj().(*types.Func).Signature().Recv().Type().Underlying().(*types.Pointer); ok {
					c.set(n.X)
				}
			}
		}
		return true
	})
}

// set records that the variable of which e is a part is set, or that its
// address is taken.
func (c *checker) set(e ast.Expr) {
	for {
		switch x := e.(type) {
		case *ast.ParenExpr:
			e = x.X
		case *ast.SelectorExpr:
			if v, ok := c.info.Uses[x.Sel].(*types.Var); ok && !v.IsField() {
				e = x.Sel
				continue
			}
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.Ident:
			if object := c.info.Uses[x]; object != nil {
				c.sets[object]++
				if isGlobal(object) {
					c.reject(x, "package-var", fmt.Sprintf("the package-level variable %s is set here, or its address is taken", clip(x.Name)), "")
				}
			}
			return
		default:
			return
		}
	}
}

func isGlobal(object types.Object) bool {
	v, ok := object.(*types.Var)
	return ok && v.Pkg() != nil && v.Parent() == v.Pkg().Scope()
}
