package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// Functions that call each other twice would grow without end if every call
// were replaced by the body of its function.
const (
	maxInlined      = 200     // bodies
	maxInlinedBytes = 1 << 16 // of all lines written
)

// callee is a function whose body can stand in place of a call.
type callee struct {
	obj  types.Object
	sig  *types.Signature
	body *ast.BlockStmt
	info *types.Info
	node ast.Node // that declares the parameters and the body
}

// argument is what a parameter of a callee is bound to.
type argument struct {
	text  string
	typ   types.Type
	fixed bool // a constant, the result of a call, or a variable of the caller
	own   bool // fixed, and no variable that a closure or pointer could reach
}

// target says where a return statement of the code being written leads.
type target struct {
	kind    targetKind
	results []*types.Var // of the function that the statement stands in
	into    []string     // variables that receive the results of an inlined call, "_" for none
	label   string       // loop to leave, "" where the return is the last statement
}

type targetKind int

const (
	fromFunction targetKind = iota // a return statement
	fromReward                     // store the results and go on with the next transition
	fromInlined                    // assign the results and leave the inlined body
)

// inlinable returns the callee of a call that can be inlined, or nil.
func (l *lowerer) inlinable(e *ast.CallExpr) *callee {
	var obj types.Object
	switch fun := ast.Unparen(e.Fun).(type) {
	case *ast.Ident:
		obj = l.info.Uses[fun]
	case *ast.SelectorExpr:
		obj = l.info.Uses[fun.Sel]
	}
	if lit := l.closures[obj]; lit != nil {
		return &callee{obj: obj, sig: l.info.Types[lit].Type.Underlying().(*types.Signature), body: lit.Body, info: l.info, node: lit}
	}
	fn, ok := obj.(*types.Func)
	if !ok || l.inlined >= maxInlined || l.bytes > maxInlinedBytes || l.open[obj] {
		return nil
	}
	p := l.pkgs[fn.Pkg()]
	if p == nil || p.decls[fn] == nil || p.decls[fn].Body == nil {
		return nil
	}
	return &callee{obj: obj, sig: fn.Signature(), body: p.decls[fn].Body, info: p.info, node: p.decls[fn]}
}

// inline writes the body of c in place of a call. into names the variables to
// declare for the results, "_" for those not wanted.
func (l *lowerer) inline(c *callee, args []argument, into []string) {
	l.inlined++
	l.open[c.obj] = true
	info, ret, inHead := l.info, l.ret, l.inHead
	l.info, l.inHead = c.info, false

	early := returnsEarly(c.body)
	l.ret = target{kind: fromInlined, results: resultsOf(c.sig), into: into}
	if early {
		l.ret.label = l.fresh("inline")
		for i, name := range into {
			if name != "_" {
				l.declare(name, c.sig.Results().At(i).Type())
			}
		}
	}
	l.bindFixed(c, args)
	body := l.written(func() {
		if early {
			l.indent++
		}
		l.stmts(c.body.List)
		if early {
			l.line("break %s", l.ret.label)
			l.indent--
		}
	})
	l.bind(c, args, body)
	l.resultVars(c.sig, body)
	if early {
		l.line("%s:", l.ret.label)
		l.line("for {")
	}
	l.out.WriteString(body)
	if early {
		l.line("}")
	}
	l.forget(c)
	l.info, l.ret, l.inHead = info, ret, inHead
	delete(l.open, c.obj)
}

func resultsOf(sig *types.Signature) []*types.Var {
	var vars []*types.Var
	for v := range sig.Results().Variables() {
		vars = append(vars, v)
	}
	return vars
}

// returnsEarly says that a body returns anywhere but in its last statement.
func returnsEarly(body *ast.BlockStmt) bool {
	early := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			early = early || n != body.List[len(body.List)-1]
		}
		return !early
	})
	return early
}

// bindFixed lets parameters that the body only reads stand for arguments that
// cannot change meanwhile.
func (l *lowerer) bindFixed(c *callee, args []argument) {
	vars := variables(c.sig)
	changed := changedVars(c.info, c.body)
	reaches := c.reachesCaller()
	for i, v := range vars {
		a := args[i]
		if !a.fixed || changed[v] || !types.Identical(a.typ, v.Type()) || !a.own && reaches {
			continue
		}
		if !isLiteral(a.text) || c.takesLiteral(v, a.text) {
			l.names[v] = a.text
		}
	}
}

// reachesCaller says that the body could change variables of the caller: it is
// a closure, or a pointer, slice or function is in its parameters.
func (c *callee) reachesCaller() bool {
	if _, ok := c.obj.(*types.Func); !ok {
		return true
	}
	return slices.ContainsFunc(variables(c.sig), func(v *types.Var) bool { return refers(v.Type()) })
}

// refers says that a value of type t can give access to variables.
func refers(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return false
	case *types.Array:
		return refers(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			if refers(f.Type()) {
				return true
			}
		}
		return false
	case *types.Map:
		return refers(u.Elem())
	}
	return true
}

// bind declares the parameters that body uses with the values of the arguments.
func (l *lowerer) bind(c *callee, args []argument, body string) {
	for i, v := range variables(c.sig) {
		a := args[i]
		switch {
		case l.names[v] == a.text:
		case l.names[v] != "" && uses(body, l.names[v]):
			l.declareAs(l.names[v], v.Type(), a)
		case !a.fixed && !isNil(a.typ):
			l.drop(a.text, v.Type())
		}
	}
}

// declareAs declares a variable of type t with the value of a.
func (l *lowerer) declareAs(name string, t types.Type, a argument) {
	if types.Identical(t, types.Default(a.typ)) && !isNil(a.typ) {
		l.line("%s := %s", name, a.text)
		return
	}
	l.line("var %s %s = %s", name, l.typ(t), a.text)
}

// forget lets the next copy of an inlined body have names of its own.
func (l *lowerer) forget(c *callee) {
	ast.Inspect(c.node, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			switch obj := c.info.Defs[id].(type) {
			case *types.Var, *types.Label:
				delete(l.names, obj)
			}
		}
		return true
	})
	for _, v := range append(variables(c.sig), resultsOf(c.sig)...) {
		delete(l.names, v)
	}
}

// changedVars returns the variables that body assigns to or takes the address of.
func changedVars(info *types.Info, body ast.Node) map[types.Object]bool {
	changed := map[types.Object]bool{}
	mark := func(e ast.Expr) {
		if id := rootVar(e); id != nil {
			changed[info.ObjectOf(id)] = true
		}
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				mark(e)
			}
		case *ast.IncDecStmt:
			mark(n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				mark(n.X)
			}
		case *ast.SliceExpr:
			mark(n.X)
		case *ast.SelectorExpr:
			if s := info.Selections[n]; s != nil && s.Kind() == types.MethodVal && takesPointer(s) {
				mark(n.X)
			}
		}
		return true
	})
	return changed
}

// takesPointer says that a method has a pointer receiver.
func takesPointer(s *types.Selection) bool {
	_, ok := s.Obj().(*types.Func).Signature().Recv().Type().Underlying().(*types.Pointer)
	return ok
}

// rootVar returns the variable of which e is a part.
func rootVar(e ast.Expr) *ast.Ident {
	switch e := e.(type) {
	case *ast.Ident:
		return e
	case *ast.ParenExpr:
		return rootVar(e.X)
	case *ast.SelectorExpr:
		return rootVar(e.X)
	case *ast.IndexExpr:
		return rootVar(e.X)
	}
	return nil
}

// calledOnly returns the variables that hold one function literal for all their
// life and are only called. Their bodies can be inlined; the function values are
// never made.
func calledOnly(info *types.Info, file *ast.File) map[types.Object]*ast.FuncLit {
	closures := map[types.Object]*ast.FuncLit{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE && len(n.Lhs) == 1 && len(n.Rhs) == 1 {
				hold(info, closures, n.Lhs[0].(*ast.Ident), n.Rhs[0])
			}
		case *ast.ValueSpec:
			if len(n.Names) == 1 && len(n.Values) == 1 {
				hold(info, closures, n.Names[0], n.Values[0])
			}
		}
		return true
	})
	called := map[*ast.Ident]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok {
			if id, ok := ast.Unparen(c.Fun).(*ast.Ident); ok {
				called[id] = true
			}
		}
		return true
	})
	for id, obj := range info.Uses {
		if !called[id] {
			delete(closures, obj)
		}
	}
	if expansions(info, file, closures) > maxInlined {
		return nil
	}
	return closures
}

func hold(info *types.Info, closures map[types.Object]*ast.FuncLit, id *ast.Ident, e ast.Expr) {
	if lit, ok := ast.Unparen(e).(*ast.FuncLit); ok && info.Defs[id] != nil {
		closures[info.Defs[id]] = lit
	}
}

// expansions returns how many bodies there are once all calls of closures are
// inlined, or a number beyond maxInlined. Policy has excluded recursion.
func expansions(info *types.Info, file *ast.File, closures map[types.Object]*ast.FuncLit) int {
	sizes := map[types.Object]int{}
	var size func(n ast.Node) int
	size = func(n ast.Node) int {
		total := 0
		ast.Inspect(n, func(c ast.Node) bool {
			call, ok := c.(*ast.CallExpr)
			if !ok {
				return true
			}
			id, ok := ast.Unparen(call.Fun).(*ast.Ident)
			if !ok || closures[info.Uses[id]] == nil {
				return true
			}
			obj := info.Uses[id]
			if _, ok := sizes[obj]; !ok {
				sizes[obj] = 1 + size(closures[obj].Body)
			}
			total = min(total+sizes[obj], maxInlined+1)
			return true
		})
		return total
	}
	return size(file)
}
