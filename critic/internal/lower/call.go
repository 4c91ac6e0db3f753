package lower

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
)

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
	if len(e.Args) == 1 {
		if t, ok := l.info.Types[e.Args[0]].Type.(*types.Tuple); ok {
			l.fail(e, "assign the %d results of the inner call to variables and pass those", t.Len())
		}
	}
	sig := l.info.Types[fun].Type.Underlying().(*types.Signature)
	args := l.args(e, sig)
	if sel, ok := fun.(*ast.SelectorExpr); ok {
		switch s := l.info.Selections[sel]; {
		case s == nil && l.info.Uses[sel.Sel].Pkg().Path() == "math":
			return "math." + sel.Sel.Name + "(" + strings.Join(args, ", ") + ")"
		case s != nil && s.Kind() == types.MethodVal:
			method := s.Obj().(*types.Func)
			args = append([]string{l.receiver(sel, s)}, args...)
			return l.name(method) + "(" + l.pack(variables(method.Signature()), args) + ")"
		}
	}
	return l.atLeast(fun, primaryPrec) + "(" + l.pack(variables(sig), args) + ")"
}

func (l *lowerer) conversion(t types.Type, arg ast.Expr) string {
	typ := l.typ(t)
	if strings.HasPrefix(typ, "*") || strings.HasPrefix(typ, "func") {
		typ = "(" + typ + ")"
	}
	return typ + "(" + l.inner(arg) + ")"
}

// receiver writes the receiver of a method call as the method declares it.
func (l *lowerer) receiver(e *ast.SelectorExpr, s *types.Selection) string {
	index := s.Index()
	text, t := l.path(e.X, index[:len(index)-1])
	_, isPointer := t.Underlying().(*types.Pointer)
	_, wantsPointer := s.Obj().(*types.Func).Signature().Recv().Type().Underlying().(*types.Pointer)
	switch {
	case isPointer && !wantsPointer:
		return "*" + text
	case !isPointer && wantsPointer:
		return "&" + text
	}
	return text
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

// minMax nests calls of two arguments: for float64 those of package math, which
// treat NaN and signed zeros as the builtins do, for other types helpers.
func (l *lowerer) minMax(name string, e *ast.CallExpr) string {
	t := l.info.Types[e].Type
	callee := map[string]string{"min": "math.Min", "max": "math.Max"}[name]
	typ := l.typ(t)
	if typ != "float64" {
		callee = l.minMaxHelper(name, typ, t)
	}
	text := l.inner(e.Args[0])
	for _, a := range e.Args[1:] {
		text = callee + "(" + text + ", " + l.inner(a) + ")"
	}
	return text
}

func (l *lowerer) minMaxHelper(name, typ string, t types.Type) string {
	key := name + " " + typ
	helper := fmt.Sprintf("%s__%s", name, typ)
	if _, ok := l.helpers[key]; ok {
		return helper
	}
	body := fmt.Sprintf("\tif b %s a {\n\t\treturn b\n\t}\n\treturn a\n", map[string]string{"min": "<", "max": ">"}[name])
	if t.Underlying().(*types.Basic).Info()&types.IsFloat != 0 {
		call := map[string]string{"min": "math.Min", "max": "math.Max"}[name]
		body = fmt.Sprintf("\treturn %s(%s(float64(a), float64(b)))\n", typ, call)
	}
	l.helpers[key] = fmt.Sprintf("func %s(a %s, b %s) %s {\n%s}\n", helper, typ, typ, typ, body)
	return helper
}
