package check

import (
	"fmt"
	"go/ast"
	"go/types"
	"maps"
)

// sharing checks the use of a map of terms, or of a struct that holds one. A map
// has one name, so that it can be a plain value: it is new where it is assigned,
// and moves out of a function with the variable that held it.
func (c *checker) sharing(e ast.Expr, k class, u use) bool {
	switch {
	case u == asBase, c.fresh(e):
		return true
	case u == asArgument && k == terms:
		if _, ok := c.pathOf(e); ok {
			return true
		}
	case u == asResult:
		if p, ok := c.pathOf(e); ok && c.unit.locals[p.root] && !c.unit.params[p.root] {
			return true
		}
		c.reject(e, "term-alias", "the map that is returned stays in use elsewhere", "return a map that this function has made, or set terms of the map without returning it")
		return false
	}
	what := "the map"
	if k == holder {
		what = "a struct that holds a map"
	}
	c.reject(e, "term-alias", fmt.Sprintf("%s gets a second name", what), "")
	return false
}

// fresh says that e makes a new value.
func (c *checker) fresh(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		return true
	case *ast.CallExpr:
		if c.info.Types[e.Fun].IsType() {
			return c.fresh(e.Args[0])
		}
		return true
	}
	return false
}

// made follows which maps of a function have been made at every place.
type made struct {
	c       *checker
	results *types.Tuple // of the function
	// maps holds the names of maps, as paths; a map that is not there may be nil.
	maps map[string]bool
}

// nilMaps reports maps that are used as if they were made and may be nil:
// declared without a value, and not made on every way there.
func (c *checker) nilMaps(s *types.Signature, body *ast.BlockStmt) {
	if body != nil {
		(&made{c, s.Results(), map[string]bool{}}).list(body.List)
	}
}

func (m *made) inner() *made { return &made{m.c, m.results, maps.Clone(m.maps)} }

func (m *made) list(stmts []ast.Stmt) {
	for _, s := range stmts {
		m.stmt(s)
	}
}

// stmt checks a statement and then adds the maps it makes on every way.
func (m *made) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case nil:
	case *ast.BlockStmt:
		m.list(s.List)
	case *ast.LabeledStmt:
		m.inner().stmt(s.Stmt)
	case *ast.IfStmt:
		m.stmt(s.Init)
		m.expr(s.Cond)
		m.inner().stmt(s.Body)
		m.inner().stmt(s.Else)
	case *ast.ForStmt:
		m.stmt(s.Init)
		in := m.inner()
		in.expr(s.Cond)
		in.stmt(s.Body)
		in.inner().stmt(s.Post)
	case *ast.RangeStmt:
		m.expr(s.X)
		m.inner().stmt(s.Body)
	case *ast.SwitchStmt:
		m.stmt(s.Init)
		m.expr(s.Tag)
		for _, clause := range s.Body.List {
			m.inner().list(clause.(*ast.CaseClause).Body)
		}
	case *ast.AssignStmt:
		m.assign(s)
	case *ast.DeclStmt:
		for _, spec := range s.Decl.(*ast.GenDecl).Specs {
			if v, ok := spec.(*ast.ValueSpec); ok {
				for i, name := range v.Names {
					if i < len(v.Values) {
						m.makes(name, v.Values[i])
					}
				}
			}
		}
	default:
		m.expr(s)
	}
}

func (m *made) assign(s *ast.AssignStmt) {
	for _, r := range s.Rhs {
		m.expr(r)
	}
	for i, l := range s.Lhs {
		m.expr(l)
		if index, ok := ast.Unparen(l).(*ast.IndexExpr); ok && m.c.isTerms(index.X) {
			m.set(index.X)
		}
		if len(s.Lhs) == len(s.Rhs) {
			m.makes(l, s.Rhs[i])
		} else if m.c.isTerms(l) {
			m.add(l) // the result of a call
		}
	}
}

func (c *checker) isTerms(e ast.Expr) bool {
	t := c.info.TypeOf(e)
	return t != nil && c.of(t) == terms
}

// makes adds the maps that assigning value to l makes.
func (m *made) makes(l, value ast.Expr) {
	if value == nil {
		return
	}
	if m.c.isTerms(l) {
		m.add(l)
		return
	}
	lit, ok := ast.Unparen(value).(*ast.CompositeLit)
	if p, isPath := m.c.pathOf(l); isPath && m.holds(l) {
		if ok {
			m.fields(p, lit)
		} else {
			m.maps[m.key(p)+"*"] = true // all fields, from a function that made them
		}
	}
}

func (m *made) holds(e ast.Expr) bool {
	t := m.c.info.TypeOf(e)
	return t != nil && m.c.of(t) == holder
}

// fields adds the maps in a struct literal.
func (m *made) fields(p path, lit *ast.CompositeLit) {
	s, ok := m.c.info.TypeOf(lit).Underlying().(*types.Struct)
	if !ok {
		return
	}
	for i, e := range lit.Elts {
		name := ""
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
			if id, ok := kv.Key.(*ast.Ident); ok {
				name = id.Name
			}
		} else if i < s.NumFields() {
			name = s.Field(i).Name()
		}
		q := path{p.root, append(p.steps[:len(p.steps):len(p.steps)], "."+name)}
		if m.c.isTerms(e) {
			m.maps[m.key(q)] = true
		} else if inner, ok := ast.Unparen(e).(*ast.CompositeLit); ok {
			m.fields(q, inner)
		} else {
			m.maps[m.key(q)+"*"] = true
		}
	}
}

func (m *made) add(e ast.Expr) {
	if p, ok := m.c.pathOf(e); ok {
		m.maps[m.key(p)] = true
	}
}

// key names a map; variables of one name differ by where they are declared.
func (m *made) key(p path) string {
	if p.root == nil {
		return ""
	}
	return fmt.Sprintf("%d:%s", p.root.Pos(), p.String())
}

// set demands that a map is made.
func (m *made) set(e ast.Expr) {
	p, ok := m.c.pathOf(e)
	if !ok || m.known(p) {
		return
	}
	m.c.reject(e, "term-nil", fmt.Sprintf("the map %s is used, which may be nil here", clip(p.String())), "")
}

func (m *made) known(p path) bool {
	if m.c.parameters[p.root] || m.maps[m.key(p)] {
		return true
	}
	for i := range len(p.steps) + 1 {
		if m.maps[m.key(path{p.root, p.steps[:i]})+"*"] {
			return true
		}
	}
	return false
}

// expr looks for function literals and for maps that are passed on, whose terms
// the callee may set.
func (m *made) expr(n ast.Node) {
	if n == nil {
		return
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			in := m.inner()
			in.results = m.c.info.TypeOf(n).(*types.Signature).Results()
			in.stmt(n.Body)
			return false
		case *ast.ReturnStmt:
			m.returns(n)
		case *ast.IncDecStmt:
			if index, ok := ast.Unparen(n.X).(*ast.IndexExpr); ok && m.c.isTerms(index.X) {
				m.set(index.X)
			}
		case *ast.CallExpr:
			if !m.c.info.Types[n.Fun].IsBuiltin() && !m.c.info.Types[n.Fun].IsType() {
				m.call(n)
			}
		}
		return true
	})
}

// returns demands that maps are made before they leave the function.
func (m *made) returns(s *ast.ReturnStmt) {
	for _, e := range s.Results {
		m.passed(e)
	}
	for v := range m.results.Variables() {
		if len(s.Results) > 0 || v.Name() == "" || v.Name() == "_" {
			continue
		}
		m.each(path{root: v}, v.Type())
		if m.c.of(v.Type()) == terms && !m.known(path{root: v}) {
			m.c.reject(s, "term-nil", fmt.Sprintf("the map %s is returned, which may be nil here", clip(v.Name())), "")
		}
	}
}

func (m *made) call(e *ast.CallExpr) {
	for _, arg := range e.Args {
		arg = ast.Unparen(arg)
		if amp, ok := arg.(*ast.UnaryExpr); ok {
			arg = amp.X
		}
		m.passed(arg)
	}
	if sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr); ok && m.c.info.Selections[sel] != nil {
		m.passed(sel.X)
	}
}

// passed demands that the maps in an argument are made.
func (m *made) passed(e ast.Expr) {
	if m.c.isTerms(e) && !m.c.fresh(e) {
		m.set(e)
	}
	p, ok := m.c.pathOf(e)
	if !ok || !m.holds(e) {
		return
	}
	m.each(p, m.c.info.TypeOf(e))
}

func (m *made) each(p path, t types.Type) {
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return
	}
	for f := range s.Fields() {
		q := path{p.root, append(p.steps[:len(p.steps):len(p.steps)], "."+f.Name())}
		switch m.c.of(f.Type()) {
		case terms:
			if !m.known(q) {
				m.c.rejectAt(p.root.Pos(), "term-nil", fmt.Sprintf("%s is passed on while its map %s may be nil", clip(p.String()), clip(q.String())), "give it a map where it is declared")
			}
		case holder:
			m.each(q, f.Type())
		}
	}
}
