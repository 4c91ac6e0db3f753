package check

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

func (c *checker) block(b *ast.BlockStmt) {
	if b != nil {
		c.list(b.List)
	}
}

func (c *checker) list(stmts []ast.Stmt) {
	for _, s := range stmts {
		c.stmt(s)
	}
}

func (c *checker) stmt(s ast.Stmt) {
	c.unit.work++
	switch s := s.(type) {
	case *ast.BlockStmt:
		c.block(s)
	case *ast.LabeledStmt:
		c.stmt(s.Stmt)
	case *ast.ExprStmt:
		c.expr(s.X, asNothing)
	case *ast.IncDecStmt:
		c.place(s.X)
	case *ast.AssignStmt:
		c.assign(s)
	case *ast.DeclStmt:
		c.local(s.Decl.(*ast.GenDecl))
	case *ast.ReturnStmt:
		c.returns(s)
	case *ast.IfStmt:
		c.optional(s.Init)
		c.expr(s.Cond, asValue)
		c.block(s.Body)
		c.optional(s.Else)
	case *ast.ForStmt:
		c.optional(s.Init)
		if s.Cond != nil {
			c.expr(s.Cond, asValue)
		}
		c.optional(s.Post)
		c.block(s.Body)
	case *ast.RangeStmt:
		c.ranges(s)
	case *ast.SwitchStmt:
		c.switches(s)
	}
}

func (c *checker) optional(s ast.Stmt) {
	if s != nil {
		c.stmt(s)
	}
}

func (c *checker) switches(s *ast.SwitchStmt) {
	c.optional(s.Init)
	use := asValue
	if s.Tag != nil {
		if t := c.info.Types[s.Tag].Type; t != nil && c.of(t) == text {
			use = asKey
		}
		c.expr(s.Tag, use)
	}
	for _, clause := range s.Body.List {
		clause := clause.(*ast.CaseClause)
		for _, e := range clause.List {
			if use == asKey {
				c.named(e)
				continue
			}
			c.expr(e, asValue)
		}
		c.list(clause.Body)
	}
}

// local checks a declaration inside a function.
func (c *checker) local(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			c.typeExpr(spec.Type, roleName)
		case *ast.ValueSpec:
			if d.Tok == token.CONST {
				c.constants(spec)
				continue
			}
			c.vars(spec)
		}
	}
}

func (c *checker) vars(s *ast.ValueSpec) {
	ok := s.Type == nil || c.typeExpr(s.Type, roleLocal)
	if ok && len(s.Values) == 0 {
		switch c.of(c.info.Types[s.Type].Type) {
		case function:
			c.reject(s, "function", fmt.Sprintf("the function variable %s has no value of its own", clip(s.Names[0].Name)), "declare it with its literal: f := func(...) ...")
			ok = false
		case text:
			c.reject(s, "string", fmt.Sprintf("the string variable %s has no value of its own", clip(s.Names[0].Name)), "")
			ok = false
		}
	}
	for i, v := range s.Values {
		switch {
		case !ok:
			c.expr(v, asNothing)
			c.declare(false, s.Names[i])
		case len(s.Values) != len(s.Names):
			ok = c.expr(v, asInit)
		default:
			c.declare(c.initial(s.Names[i], v), s.Names[i])
		}
	}
	if len(s.Values) != len(s.Names) {
		c.declare(ok, s.Names...)
	}
}

// initial checks the value of a new variable.
func (c *checker) initial(name *ast.Ident, value ast.Expr) bool {
	v := c.info.Defs[name]
	if v == nil || v.Type() == nil {
		return c.expr(value, asInit)
	}
	switch c.of(v.Type()) {
	case function:
		t, ok := c.functionValue(value, v, name.Name, asInit)
		c.bound[v] = t
		return ok
	case text:
		return c.expr(value, asKey)
	}
	return c.expr(value, asInit) && c.typed(value, v.Type(), roleLocal)
}

func (c *checker) assign(s *ast.AssignStmt) {
	if len(s.Lhs) != len(s.Rhs) {
		ok := c.expr(s.Rhs[0], asInit)
		for _, l := range s.Lhs {
			c.target(s, l, ok)
		}
		return
	}
	for i, l := range s.Lhs {
		id, isNew := l.(*ast.Ident)
		if s.Tok == token.DEFINE && isNew && c.info.Defs[id] != nil {
			c.declare(c.initial(id, s.Rhs[i]), id)
			continue
		}
		use := asValue
		if isBlank(l) || !c.target(s, l, true) {
			use = asNothing
		}
		c.expr(s.Rhs[i], use)
	}
}

// target checks where an assignment stores. ok says that the value is right.
func (c *checker) target(s *ast.AssignStmt, l ast.Expr, ok bool) bool {
	if id, isName := l.(*ast.Ident); isName && s.Tok == token.DEFINE && c.info.Defs[id] != nil {
		c.declare(ok, id)
		return ok
	}
	return isBlank(l) || c.place(l)
}

func isBlank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}

// place checks a variable that is assigned to.
func (c *checker) place(e ast.Expr) bool {
	e = ast.Unparen(e)
	if !c.placeParts(e) {
		return false
	}
	t := c.info.TypeOf(e)
	p, isPath := c.pathOf(e)
	switch c.of(t) {
	case function:
		c.reject(e, "function", fmt.Sprintf("the function variable %s gets another value", clip(p.String())), "choose with if inside one function literal")
	case text:
		c.reject(e, "string", "a string variable gets another value", "")
	case pointer:
		c.reject(e, "pointer", fmt.Sprintf("the pointer %s gets another value", clip(p.String())), "assign to what it points to: *p = v")
	case terms:
		if isPath && len(p.steps) == 0 && c.isParam(p.root) {
			c.reject(e, "term-alias", fmt.Sprintf("the map parameter %s gets another value", clip(p.String())), "return the new map, or set its terms")
			return false
		}
		return true
	default:
		return !isPath || !c.isTable(p.root)
	}
	return false
}

func (c *checker) placeParts(e ast.Expr) bool {
	if id, ok := e.(*ast.Ident); ok {
		v, ok := c.info.Uses[id].(*types.Var)
		return !ok || c.variable(id, v, asBase)
	}
	return c.expr(e, asBase)
}

// isTable says that v is a package-level variable, whose declaration tells that
// it is assigned to.
func (c *checker) isTable(v *types.Var) bool {
	return v != nil && v.Pkg() != nil && v.Parent() == v.Pkg().Scope()
}

// isParam says that v is a parameter of the function at hand or one around it.
func (c *checker) isParam(v *types.Var) bool {
	for u := c.unit; u != nil; u = u.outer {
		if u.params[v] {
			return true
		}
	}
	return false
}

func (c *checker) ranges(s *ast.RangeStmt) {
	t := c.info.Types[s.X].Type
	ok := t != nil && c.rangesOver(s, t) && c.expr(s.X, asBase)
	for _, e := range []ast.Expr{s.Key, s.Value} {
		if e == nil || isBlank(e) {
			continue
		}
		if id, isName := e.(*ast.Ident); isName && c.info.Defs[id] != nil {
			c.declare(ok, id)
		} else if ok {
			c.place(e)
		}
	}
	c.block(s.Body)
}

// rangesOver says that a range may go over a value of type t, or over what it
// says nothing about.
func (c *checker) rangesOver(s *ast.RangeStmt, t types.Type) bool {
	reject := func(what, suggestion string) bool {
		c.reject(s.X, "range", "range goes over "+what, suggestion)
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Array:
		if _, literal := ast.Unparen(s.X).(*ast.CompositeLit); isText(t) && !literal && c.expr(s.X, asBase) {
			return reject("a list of strings that is kept in a variable", "write the list there: for _, name := range [...]string{...}")
		}
	case *types.Basic:
		if u.Info()&types.IsString != 0 {
			return reject("a string", "")
		}
	case *types.Pointer:
		return reject("a pointer to an array", "write range *p, or count with an index")
	case *types.Signature:
		return reject("a function", "count with an index")
	}
	return true
}

func (c *checker) returns(s *ast.ReturnStmt) {
	var maps []path
	for _, e := range s.Results {
		c.expr(e, asResult)
		t := c.info.TypeOf(e)
		if p, ok := c.pathOf(e); ok && t != nil && (c.of(t) == terms || c.of(t) == holder) {
			maps = append(maps, p)
		}
	}
	for i, p := range maps {
		for _, q := range maps[:i] {
			if p.overlaps(q) {
				c.reject(s, "term-alias", fmt.Sprintf("the map %s is returned twice", clip(p.String())), "return it once")
				return
			}
		}
	}
}

// changes records which variables are assigned to after their declaration, or
// have their address taken.
func (c *checker) changes(d ast.Node) {
	root := func(e ast.Expr) {
		if e == nil {
			return
		}
		if p, ok := c.pathOf(e); ok && p.root != nil {
			c.changed[p.root] = true
		}
	}
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				if id, ok := l.(*ast.Ident); !ok || c.info.Defs[id] == nil {
					root(l)
				}
			}
		case *ast.IncDecStmt:
			root(n.X)
		case *ast.RangeStmt:
			if n.Tok == token.ASSIGN {
				root(n.Key)
				root(n.Value)
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				root(n.X)
			}
		case *ast.SelectorExpr:
			if s := c.info.Selections[n]; s != nil && s.Kind() == types.MethodVal {
				recv := s.Obj().(*types.Func).Signature().Recv()
				if _, ok := recv.Type().Underlying().(*types.Pointer); ok {
					root(n.X)
				}
			}
		}
		return true
	})
}
