package lower

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
)

// The interpreter does not copy an argument that equals zero, so that a
// negative zero arrives as a positive one. Where that can happen, all arguments
// of a call travel in one struct that is never zero.

// unpacked is a parameter that the body of its function reads from elsewhere.
type unpacked struct{ name, from string }

// params writes the parameters of a function and says where its body finds
// those that are packed.
func (l *lowerer) params(vars []*types.Var) (string, []unpacked) {
	if !packs(vars) {
		var list []string
		for _, v := range vars {
			list = append(list, l.name(v)+" "+l.typ(v.Type()))
		}
		return strings.Join(list, ", "), nil
	}
	args := l.fresh("args")
	var list []unpacked
	for i, v := range vars {
		list = append(list, unpacked{l.name(v), fmt.Sprintf("%s.A%d", args, i)})
	}
	return args + " " + l.packType(vars), list
}

// paramTypes returns the types of the parameters as they are passed.
func (l *lowerer) paramTypes(vars []*types.Var) []string {
	if packs(vars) {
		return []string{l.packType(vars)}
	}
	var list []string
	for _, v := range vars {
		list = append(list, l.typ(v.Type()))
	}
	return list
}

// pack writes the arguments of a call as they are passed.
func (l *lowerer) pack(vars []*types.Var, args []string) string {
	if !packs(vars) {
		return strings.Join(args, ", ")
	}
	var fields []string
	for i, a := range args {
		fields = append(fields, fmt.Sprintf("A%d: %s", i, a))
	}
	return l.packType(vars) + "{" + strings.Join(append(fields, "Set: true"), ", ") + "}"
}

// packType returns the name of the struct that carries the arguments.
func (l *lowerer) packType(vars []*types.Var) string {
	var fields []string
	for i, v := range vars {
		fields = append(fields, fmt.Sprintf("A%d %s", i, l.typ(v.Type())))
	}
	text := strings.Join(append(fields, "Set bool"), "; ")
	name, ok := l.packTypes[text]
	if !ok {
		name = l.fresh("args")
		l.packTypes[text] = name
		l.types = append(l.types, fmt.Sprintf("type %s struct { %s }\n", name, text))
	}
	return name
}

// packs says that one of the parameters can be a negative zero.
func packs(vars []*types.Var) bool {
	for _, v := range vars {
		if holdsFloat(v.Type()) {
			return true
		}
	}
	return false
}

func holdsFloat(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsFloat != 0
	case *types.Array:
		return holdsFloat(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			if holdsFloat(f.Type()) {
				return true
			}
		}
	}
	return false
}

// mathValue writes a function of package math that is used as a value.
func (l *lowerer) mathValue(fn *types.Func) string {
	vars := variables(fn.Signature())
	if !packs(vars) {
		return "math." + fn.Name()
	}
	var args []string
	for i := range vars {
		args = append(args, fmt.Sprintf("args.A%d", i))
	}
	return fmt.Sprintf("func(args %s)%s { return math.%s(%s) }", l.packType(vars), l.resultTypes(fn.Signature()), fn.Name(), strings.Join(args, ", "))
}

// args writes the arguments of a call of package math.
func (l *lowerer) args(e *ast.CallExpr) []string {
	var list []string
	for _, a := range l.arguments(e) {
		list = append(list, a.text)
	}
	return list
}

// arguments writes the arguments of a call, a method's receiver first. Those
// for a variadic parameter become one slice.
func (l *lowerer) arguments(e *ast.CallExpr) []argument {
	var list []argument
	if sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr); ok {
		if s := l.info.Selections[sel]; s != nil && s.Kind() == types.MethodVal {
			recv := s.Obj().(*types.Func).Signature().Recv().Type()
			text, fixed := l.receiver(sel, s)
			list = append(list, argument{text: text, typ: recv, fixed: fixed})
		}
	}
	sig := l.signature(e)
	if len(e.Args) == 1 {
		if t, ok := l.info.Types[e.Args[0]].Type.(*types.Tuple); ok {
			return append(list, l.passedOn(e, sig, t)...)
		}
	}
	fixed := len(e.Args)
	spread := sig.Variadic() && !e.Ellipsis.IsValid()
	if spread {
		fixed = sig.Params().Len() - 1
	}
	for _, a := range e.Args[:fixed] {
		list = append(list, argument{text: l.inner(a), typ: l.info.Types[a].Type, fixed: l.isFixed(a), own: l.isOwn(a)})
	}
	if spread {
		var rest []string
		for _, a := range e.Args[fixed:] {
			rest = append(rest, l.inner(a))
		}
		list = append(list, l.spread(sig, rest))
	}
	return list
}

func (l *lowerer) spread(sig *types.Signature, rest []string) argument {
	t := sig.Params().At(sig.Params().Len() - 1).Type()
	return argument{text: l.typ(t) + "{" + strings.Join(rest, ", ") + "}", typ: t}
}

// passedOn writes the results of an inner call that are the arguments of e.
func (l *lowerer) passedOn(e *ast.CallExpr, sig *types.Signature, t *types.Tuple) []argument {
	var list []argument
	var names []string
	for v := range t.Variables() {
		names = append(names, l.fresh("passed"))
		list = append(list, argument{text: names[len(names)-1], typ: v.Type(), fixed: true, own: true})
	}
	l.tupleInto(names, e.Args[0])
	if sig.Variadic() {
		n := sig.Params().Len() - 1
		list = append(list[:n], l.spread(sig, names[n:]))
	}
	return list
}

// isFixed says that the text of an argument means the same anywhere in the body
// of the function that it is passed to: a constant, the result of a call, or a
// variable or field of one that is not reached through a pointer.
func (l *lowerer) isFixed(e ast.Expr) bool {
	e = ast.Unparen(e)
	if tv := l.info.Types[e]; tv.Value != nil {
		text, prec := l.literal(tv.Type, tv.Value)
		return prec == primaryPrec && !strings.HasPrefix(text, "(")
	}
	switch e := e.(type) {
	case *ast.CallExpr: // stored in a variable that nothing else names
		return l.isUserCall(e)
	case *ast.Ident:
		_, ok := l.info.Uses[e].(*types.Var)
		return ok
	case *ast.SelectorExpr:
		s := l.info.Selections[e]
		return s != nil && s.Kind() == types.FieldVal && !s.Indirect() && l.isFixed(e.X)
	}
	return false
}

// isOwn says that a fixed argument is a constant or the result of a call.
func (l *lowerer) isOwn(e ast.Expr) bool {
	if l.info.Types[e].Value != nil {
		return true
	}
	_, ok := ast.Unparen(e).(*ast.CallExpr)
	return ok
}
