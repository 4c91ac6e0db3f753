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

// args writes the arguments of a call, after those written already. Those for
// a variadic parameter become one slice.
func (l *lowerer) args(e *ast.CallExpr, sig *types.Signature) []string {
	fixed := len(e.Args)
	spread := sig.Variadic() && !e.Ellipsis.IsValid()
	if spread {
		fixed = sig.Params().Len() - 1
	}
	var list []string
	for _, a := range e.Args[:fixed] {
		list = append(list, l.inner(a))
	}
	if spread {
		var rest []string
		for _, a := range e.Args[fixed:] {
			rest = append(rest, l.inner(a))
		}
		list = append(list, l.typ(sig.Params().At(fixed).Type())+"{"+strings.Join(rest, ", ")+"}")
	}
	return list
}
