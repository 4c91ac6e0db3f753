package lower

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// call writes a call with one result as an operand. Calls of the source's own
// functions are made before the statement.
func (l *lowerer) call(e *ast.CallExpr) string {
	fun := ast.Unparen(e.Fun)
	if tv := l.info.Types[fun]; tv.IsType() {
		return l.conversion(tv.Type, e.Args[0])
	}
	if id, ok := fun.(*ast.Ident); ok {
		if b, ok := l.info.Uses[id].(*types.Builtin); ok {
			return l.builtin(b.Name(), e)
		}
	}
	if l.isUserCall(e) {
		result := l.fresh("result")
		l.callInto(e, []string{result})
		return result
	}
	name := fun.(*ast.SelectorExpr).Sel.Name
	if text := l.mathStatements(name, e.Args); text != "" {
		return text
	}
	text := "math." + name + "(" + strings.Join(l.args(e), ", ") + ")"
	if e.End() <= l.lastEffect && l.signature(e).Results().Len() == 1 {
		return l.kept("result", text)
	}
	return text
}

// effects returns where the last call ends, among the expressions of a
// statement itself, that could change variables of the function.
func (l *lowerer) effects(s ast.Stmt) (last token.Pos) {
	ast.Inspect(s, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt, *ast.FuncLit:
			return n == ast.Node(s)
		case *ast.CallExpr:
			if l.isUserCall(n) && l.hasEffects(n) {
				last = max(last, n.End())
			}
		}
		return true
	})
	return last
}

// hasEffects says that a call of the source's own function could change
// variables of the caller.
func (l *lowerer) hasEffects(e *ast.CallExpr) bool {
	id, ok := ast.Unparen(e.Fun).(*ast.Ident)
	if sel, isSelector := ast.Unparen(e.Fun).(*ast.SelectorExpr); isSelector {
		id, ok = sel.Sel, true
	}
	if !ok {
		return true
	}
	fn, ok := l.info.Uses[id].(*types.Func)
	return !ok || (&callee{obj: fn, sig: fn.Signature()}).reachesCaller()
}

// isUserCall says that a call is one of a function of the source: no
// conversion, builtin or function of package math.
func (l *lowerer) isUserCall(e *ast.CallExpr) bool {
	switch fun := ast.Unparen(e.Fun).(type) {
	case *ast.Ident:
		if _, ok := l.info.Uses[fun].(*types.Builtin); ok {
			return false
		}
	case *ast.SelectorExpr:
		if fn, ok := l.info.Uses[fun.Sel].(*types.Func); ok && fn.Pkg().Path() == "math" {
			return false
		}
	}
	return !l.info.Types[ast.Unparen(e.Fun)].IsType()
}

func (l *lowerer) signature(e *ast.CallExpr) *types.Signature {
	return l.info.Types[ast.Unparen(e.Fun)].Type.Underlying().(*types.Signature)
}

// callInto calls a function of the source and declares the variables into, "_"
// for none, with its results.
func (l *lowerer) callInto(e *ast.CallExpr, into []string) {
	if c := l.inlinable(e); c != nil {
		l.inline(c, l.arguments(e), into)
		return
	}
	op := " = "
	for _, name := range into {
		if name != "_" {
			op = " := "
		}
	}
	text := l.callText(e)
	if op == " = " { // no result is wanted
		l.line("%s", text)
		return
	}
	l.line("%s", strings.Join(into, ", ")+op+text)
}

func (l *lowerer) callText(e *ast.CallExpr) string {
	fun := ast.Unparen(e.Fun)
	var args []string
	for _, a := range l.arguments(e) {
		args = append(args, a.text)
	}
	if sel, ok := fun.(*ast.SelectorExpr); ok {
		if s := l.info.Selections[sel]; s != nil && s.Kind() == types.MethodVal {
			method := s.Obj().(*types.Func)
			return l.name(method) + "(" + l.pack(variables(method.Signature()), args) + ")"
		}
	}
	return l.atLeast(fun, primaryPrec) + "(" + l.pack(variables(l.signature(e)), args) + ")"
}

// conversion writes a conversion, but of arrays and structs to their own type:
// the interpreter loses track of those of composite literals.
func (l *lowerer) conversion(t types.Type, arg ast.Expr) string {
	switch t.Underlying().(type) {
	case *types.Array, *types.Struct:
		if types.Identical(t, l.info.Types[arg].Type) {
			return l.atLeast(arg, primaryPrec)
		}
	}
	typ := l.typ(t)
	if strings.HasPrefix(typ, "*") || strings.HasPrefix(typ, "func") {
		typ = "(" + typ + ")"
	}
	return typ + "(" + l.inner(arg) + ")"
}

// receiver writes the receiver of a method call as the method declares it, and
// says whether it is fixed as an argument can be.
func (l *lowerer) receiver(e *ast.SelectorExpr, s *types.Selection) (text string, fixed bool) {
	index := s.Index()
	text, t := l.path(e.X, index[:len(index)-1])
	_, isPointer := t.Underlying().(*types.Pointer)
	wantsPointer := takesPointer(s)
	switch {
	case isPointer && !wantsPointer:
		return "*" + text, false
	case !isPointer && wantsPointer:
		return "&" + text, false
	}
	return text, !isPointer && !s.Indirect() && l.isFixed(e.X)
}

func (l *lowerer) builtin(name string, e *ast.CallExpr) string {
	var args []string
	switch name {
	case "min", "max":
		return l.minMax(name, e)
	case "make", "new":
		args = append(args, l.typ(l.info.Types[e.Args[0]].Type))
	default:
		args = append(args, l.inner(e.Args[0]))
	}
	rest := e.Args[1:]
	if _, ok := l.info.Types[e].Type.Underlying().(*types.Map); ok && name == "make" {
		rest = nil // how many elements to expect is but a hint
	}
	for _, a := range rest {
		args = append(args, l.inner(a))
	}
	dots := ""
	if e.Ellipsis.IsValid() {
		dots = "..."
	}
	return name + "(" + strings.Join(args, ", ") + dots + ")"
}

// minMax nests calls of two arguments: for float64 those of the host, since
// package math has its own idea of NaN beside infinity, for float32 through
// float64, for other types helpers.
func (l *lowerer) minMax(name string, e *ast.CallExpr) string {
	t := l.info.Types[e].Type
	typ := l.typ(t)
	callee := HostPath + "." + map[string]string{"min": MinFunc, "max": MaxFunc}[name]
	if typ == "float64" && len(e.Args) == 2 {
		if text := l.boundStatements(name, e.Args); text != "" {
			return text
		}
	}
	isFloat := t.Underlying().(*types.Basic).Info()&types.IsFloat != 0
	if !isFloat {
		callee = l.minMaxHelper(name, typ)
	}
	text := l.inner(e.Args[0])
	for _, a := range e.Args[1:] {
		if isFloat && typ != "float64" { // a helper would lose the sign of zeros
			text = typ + "(" + callee + "(float64(" + text + "), float64(" + l.inner(a) + ")))"
			continue
		}
		text = callee + "(" + text + ", " + l.inner(a) + ")"
	}
	return text
}

// minMaxHelper returns a function of two integers, or strings.
func (l *lowerer) minMaxHelper(name, typ string) string {
	key := name + " " + typ
	helper := fmt.Sprintf("%s__%s", name, typ)
	if _, ok := l.helpers[key]; ok {
		return helper
	}
	body := fmt.Sprintf("\tif b %s a {\n\t\treturn b\n\t}\n\treturn a\n", map[string]string{"min": "<", "max": ">"}[name])
	l.helpers[key] = fmt.Sprintf("func %s(a %s, b %s) %s {\n%s}\n", helper, typ, typ, typ, body)
	return helper
}
