package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

func (l *lowerer) stmts(list []ast.Stmt) {
	for _, s := range list {
		l.stmt(s)
	}
}

func (l *lowerer) stmt(s ast.Stmt) {
	outer := l.lastEffect
	l.lastEffect = l.effects(s)
	defer func() { l.lastEffect = outer }()
	switch s := s.(type) {
	case *ast.EmptyStmt:
	case *ast.ExprStmt:
		l.exprStmt(s)
	case *ast.AssignStmt:
		l.assign(s)
	case *ast.IncDecStmt:
		l.line("%s%s", l.expr(s.X), s.Tok)
	case *ast.DeclStmt:
		l.decl(s.Decl.(*ast.GenDecl))
	case *ast.BlockStmt:
		l.block(func() { l.stmts(s.List) })
	case *ast.ReturnStmt:
		l.returnStmt(s)
	case *ast.IfStmt:
		l.ifStmt(s)
	case *ast.SwitchStmt:
		l.switchStmt(s, "")
	case *ast.ForStmt:
		l.forStmt(s, "")
	case *ast.RangeStmt:
		l.rangeStmt(s, "")
	case *ast.LabeledStmt:
		l.labeled(s)
	case *ast.BranchStmt:
		l.branch(s)
	default:
		l.fail(s, "the interpreter has no statement of this kind")
	}
}

func (l *lowerer) block(write func()) {
	l.line("{")
	l.indent++
	write()
	l.indent--
	l.line("}")
}

func (l *lowerer) decl(d *ast.GenDecl) {
	if d.Tok != token.VAR { // constants are folded, types declared on use
		return
	}
	for _, spec := range d.Specs {
		l.varSpec(spec.(*ast.ValueSpec))
	}
}

func (l *lowerer) varSpec(spec *ast.ValueSpec) {
	if len(spec.Values) == 1 && len(spec.Names) > 1 {
		l.tuple(idents(spec.Names), spec.Values[0])
		return
	}
	for i, id := range spec.Names {
		obj := l.info.Defs[id]
		switch {
		case len(spec.Values) == 0 && id.Name == "_":
		case len(spec.Values) == 0:
			l.declare(l.name(obj), obj.Type())
		case id.Name == "_":
			l.discard(spec.Values[i])
		default:
			l.define(id, spec.Values[i])
		}
	}
}

func idents(names []*ast.Ident) []ast.Expr {
	var list []ast.Expr
	for _, n := range names {
		list = append(list, n)
	}
	return list
}

// exprStmt writes a call whose results are not wanted.
func (l *lowerer) exprStmt(s *ast.ExprStmt) {
	call, ok := ast.Unparen(s.X).(*ast.CallExpr)
	if !ok || !l.isUserCall(call) {
		l.line("%s", l.expr(s.X))
		return
	}
	into := make([]string, l.signature(call).Results().Len())
	for i := range into {
		into[i] = "_"
	}
	l.callInto(call, into)
}

// define declares a new variable with the value of e.
func (l *lowerer) define(id *ast.Ident, e ast.Expr) {
	obj := l.info.Defs[id]
	if l.closures[obj] != nil {
		return
	}
	t := l.info.Types[e].Type
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if ok && l.isUserCall(call) && types.Identical(obj.Type(), t) {
		l.callInto(call, []string{l.name(obj)})
		return
	}
	l.declareAs(l.name(obj), obj.Type(), argument{text: l.expr(e), typ: t})
}

func isNil(t types.Type) bool { return t == types.Typ[types.UntypedNil] }

func (l *lowerer) returnStmt(s *ast.ReturnStmt) {
	if l.passesThrough(s) {
		l.callInto(ast.Unparen(s.Results[0]).(*ast.CallExpr), l.ret.into)
		return
	}
	values := l.returned(s)
	switch l.ret.kind {
	case fromFunction:
		var list []string
		for _, v := range values {
			list = append(list, v.text)
		}
		l.line("return %s", strings.Join(list, ", "))
	case fromReward:
		l.line("totals__[i__] = %s", values[0].text)
		l.line("terms__[i__] = %s", values[1].text)
		l.line("continue %s", driverLoop)
	case fromInlined:
		for i, v := range values {
			switch {
			case l.ret.label == "" && l.ret.into[i] != "_":
				l.declareAs(l.ret.into[i], l.ret.results[i].Type(), v)
			case l.ret.into[i] == "_" && isNil(v.typ):
			case l.ret.into[i] == "_":
				l.drop(v.text, v.typ)
			default:
				l.line("%s = %s", l.ret.into[i], v.text)
			}
		}
		if l.ret.label != "" {
			l.line("break %s", l.ret.label)
		}
	}
}

// passesThrough says that the last statement of an inlined body returns what
// another call does, which can go to the same variables.
func (l *lowerer) passesThrough(s *ast.ReturnStmt) bool {
	if l.ret.kind != fromInlined || l.ret.label != "" || len(s.Results) != 1 {
		return false
	}
	call, ok := ast.Unparen(s.Results[0]).(*ast.CallExpr)
	if !ok || !l.isUserCall(call) {
		return false
	}
	results := l.signature(call).Results()
	for i, v := range l.ret.results {
		if !types.Identical(results.At(i).Type(), v.Type()) {
			return false
		}
	}
	return true
}

// returned writes the values of a return statement.
func (l *lowerer) returned(s *ast.ReturnStmt) []argument {
	var values []argument
	switch {
	case len(s.Results) == 0:
		for _, v := range l.ret.results {
			values = append(values, argument{text: l.name(v), typ: v.Type()})
		}
	case len(s.Results) == 1 && len(l.ret.results) > 1:
		var into []string
		for _, v := range l.ret.results {
			into = append(into, l.fresh("result"))
			values = append(values, argument{text: into[len(into)-1], typ: v.Type()})
		}
		l.callInto(ast.Unparen(s.Results[0]).(*ast.CallExpr), into)
	default:
		for _, e := range s.Results {
			values = append(values, argument{text: l.expr(e), typ: l.info.Types[e].Type})
		}
	}
	return values
}

func (l *lowerer) ifStmt(s *ast.IfStmt) {
	if s.Init != nil {
		l.block(func() {
			l.stmt(s.Init)
			l.ifBody(s)
		})
		return
	}
	l.ifBody(s)
}

func (l *lowerer) ifBody(s *ast.IfStmt) {
	l.line("if %s {", l.head(s.Cond))
	l.indented(s.Body.List)
	if s.Else != nil {
		l.line("} else {")
		if b, ok := s.Else.(*ast.BlockStmt); ok {
			l.indented(b.List)
		} else {
			l.indented([]ast.Stmt{s.Else})
		}
	}
	l.line("}")
}

func (l *lowerer) indented(list []ast.Stmt) {
	l.indent++
	l.stmts(list)
	l.indent--
}

func (l *lowerer) labeled(s *ast.LabeledStmt) {
	label := ""
	if obj := l.info.Defs[s.Label]; obj != nil { // not the blank label
		label = l.name(obj)
	}
	switch inner := s.Stmt.(type) {
	case *ast.ForStmt:
		l.forStmt(inner, label)
	case *ast.RangeStmt:
		l.rangeStmt(inner, label)
	case *ast.SwitchStmt:
		l.switchStmt(inner, label)
	default:
		l.fail(s, "only a loop or a switch can have a label")
	}
}
