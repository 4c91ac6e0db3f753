package lower

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"math"
	"strconv"
	"strings"
)

// Precedences beyond those of binary operators, which are 1 to 5.
const (
	unaryPrec   = token.UnaryPrec
	primaryPrec = token.HighestPrec
)

// expr writes an expression.
func (l *lowerer) expr(e ast.Expr) string {
	text, _ := l.operand(e)
	return text
}

// head writes an expression that stands before the brace of a statement, where
// a composite literal of a named type must be in parentheses.
func (l *lowerer) head(e ast.Expr) string {
	outer := l.inHead
	l.inHead = true
	text := l.expr(e)
	l.inHead = outer
	return text
}

// inner writes an expression between brackets of its own.
func (l *lowerer) inner(e ast.Expr) string {
	outer := l.inHead
	l.inHead = false
	text := l.expr(e)
	l.inHead = outer
	return text
}

// atLeast writes an expression as an operand that binds with prec.
func (l *lowerer) atLeast(e ast.Expr, prec int) string {
	text, p := l.operand(e)
	if p < prec {
		return "(" + text + ")"
	}
	return text
}

// operand writes an expression and returns how strongly it binds.
func (l *lowerer) operand(e ast.Expr) (string, int) {
	e = ast.Unparen(e)
	tv := l.info.Types[e]
	if tv.Value != nil {
		return l.literal(tv.Type, tv.Value)
	}
	switch e := e.(type) {
	case *ast.Ident:
		return l.ident(e), primaryPrec
	case *ast.BinaryExpr:
		p := e.Op.Precedence()
		if (e.Op == token.LAND || e.Op == token.LOR) && !l.isSimple(e) {
			return l.shortCircuit(e), primaryPrec
		}
		if e.Op == token.SHL || e.Op == token.SHR {
			return l.atLeast(e.X, p) + " " + e.Op.String() + " " + l.shiftCount(e.Y), p
		}
		return l.atLeast(e.X, p) + " " + e.Op.String() + " " + l.atLeast(e.Y, p+1), p
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return "!" + l.negated(e.X), unaryPrec
		}
		x := l.atLeast(e.X, unaryPrec)
		if strings.HasPrefix(x, e.Op.String()) { // -(-x) is not --x
			x = "(" + x + ")"
		}
		return e.Op.String() + x, unaryPrec
	case *ast.StarExpr:
		return "*" + l.atLeast(e.X, unaryPrec), unaryPrec
	case *ast.SelectorExpr:
		return l.selector(e), primaryPrec
	case *ast.IndexExpr:
		return l.base(e.X) + "[" + l.inner(e.Index) + "]", primaryPrec
	case *ast.SliceExpr:
		return l.slice(e), primaryPrec
	case *ast.CallExpr:
		return l.call(e), primaryPrec
	case *ast.CompositeLit:
		if text := l.composite(e); l.inHead {
			return "(" + text + ")", primaryPrec
		} else {
			return text, primaryPrec
		}
	case *ast.FuncLit:
		return l.funcLit(e), primaryPrec
	}
	l.fail(e, "the interpreter has no expression of this kind")
	return "", 0
}

// shiftCount writes the count of a shift. The interpreter takes a negative one
// for a large one, so the host looks at it, and sometimes wants one of the type of
// what is shifted, unless it is a conversion.
func (l *lowerer) shiftCount(e ast.Expr) string {
	tv := l.info.Types[e]
	b, ok := tv.Type.Underlying().(*types.Basic)
	if tv.Value != nil || ok && b.Info()&types.IsUnsigned != 0 {
		if _, isIdent := ast.Unparen(e).(*ast.Ident); tv.Value == nil && !isIdent {
			return "uint(" + l.inner(e) + ")"
		}
		return l.atLeast(e, token.SHL.Precedence()+1)
	}
	return HostPath + "." + CountFunc + "(int(" + l.inner(e) + "))"
}

// base writes what an index or slice is taken of; pointers to arrays are
// dereferenced.
func (l *lowerer) base(e ast.Expr) string {
	if ptr, ok := l.info.Types[e].Type.Underlying().(*types.Pointer); ok {
		if _, ok := ptr.Elem().Underlying().(*types.Array); ok {
			return "(*" + l.atLeast(e, unaryPrec) + ")"
		}
	}
	return l.atLeast(e, primaryPrec)
}

func (l *lowerer) ident(id *ast.Ident) string {
	switch obj := l.info.ObjectOf(id).(type) {
	case *types.Nil:
		return "nil"
	case *types.Var, *types.Func:
		return l.name(obj)
	}
	if id.Name == "_" {
		return "_"
	}
	l.fail(id, "the interpreter cannot use %s as a value", id.Name)
	return ""
}

func (l *lowerer) selector(e *ast.SelectorExpr) string {
	sel := l.info.Selections[e]
	if sel == nil { // a name of a package
		obj := l.info.Uses[e.Sel]
		if obj.Pkg().Path() == "math" {
			return l.mathValue(obj.(*types.Func))
		}
		if _, ok := obj.(*types.Var); ok {
			l.fail(e, "%s.%s is a variable of a package", obj.Pkg().Name(), obj.Name())
		}
		return l.name(obj)
	}
	text, _ := l.path(e.X, sel.Index())
	return text
}

// path writes the selection of fields along index, through embedded ones, and
// returns its type.
func (l *lowerer) path(x ast.Expr, index []int) (string, types.Type) {
	if star, ok := ast.Unparen(x).(*ast.StarExpr); ok && len(index) > 0 {
		x = star.X // p.F is (*p).F, which the interpreter cannot have in a literal
	}
	return l.along(l.atLeast(x, primaryPrec), l.info.Types[x].Type, index)
}

// along writes the selection of fields along index from what text of type t is.
func (l *lowerer) along(text string, t types.Type, index []int) (string, types.Type) {
	for _, i := range index {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		s := t.Underlying().(*types.Struct)
		text += "." + fieldName(s, i)
		t = s.Field(i).Type()
	}
	return text, t
}

func (l *lowerer) slice(e *ast.SliceExpr) string {
	part := func(e ast.Expr) string {
		if e == nil {
			return ""
		}
		return l.inner(e)
	}
	text := l.base(e.X) + "[" + part(e.Low) + ":" + part(e.High)
	if e.Max != nil {
		text += ":" + part(e.Max)
	}
	return text + "]"
}

// literal writes a constant of its final type.
func (l *lowerer) literal(t types.Type, v constant.Value) (string, int) {
	t = types.Default(t)
	b, ok := t.Underlying().(*types.Basic)
	if !ok {
		panic(&Error{Message: fmt.Sprintf("constant of type %s", t)})
	}
	text := ""
	switch {
	case b.Info()&types.IsFloat != 0:
		f, _ := constant.Float64Val(constant.ToFloat(v))
		if b.Kind() == types.Float32 { // the interpreter keeps all digits
			single, _ := constant.Float32Val(constant.ToFloat(v))
			f = float64(single)
		}
		text = floatText(f)
	case b.Info()&types.IsInteger != 0:
		text = constant.ToInt(v).ExactString()
		if text == "-9223372036854775808" { // its digits alone overflow
			text = "-9223372036854775807 - 1"
		}
	case b.Info()&types.IsBoolean != 0:
		text = strconv.FormatBool(constant.BoolVal(v))
	default:
		text = strconv.Quote(constant.StringVal(v))
	}
	typ := l.typ(t)
	if c := converted(typ, text); c != text {
		return c, primaryPrec
	}
	switch {
	case strings.Contains(text, " "):
		return "(" + text + ")", primaryPrec
	case strings.HasPrefix(text, "-"):
		return text, unaryPrec
	}
	return text, primaryPrec
}

// floatText writes the shortest literal that reads back as f and looks like
// floating point.
func floatText(f float64) string {
	text := strconv.FormatFloat(f, 'g', -1, 64)
	if f == math.Trunc(f) && !strings.ContainsAny(text, ".e") {
		text += ".0"
	}
	return text
}

func (l *lowerer) composite(e *ast.CompositeLit) string {
	t := l.info.Types[e].Type
	if p, ok := t.Underlying().(*types.Pointer); ok { // &T is implied
		return "&" + l.elements(p.Elem(), e)
	}
	return l.elements(t, e)
}

func (l *lowerer) elements(t types.Type, e *ast.CompositeLit) string {
	var list []string
	for i, elt := range e.Elts {
		kv, keyed := elt.(*ast.KeyValueExpr)
		switch u := t.Underlying().(type) {
		case *types.Struct:
			if keyed {
				field := l.info.Uses[kv.Key.(*ast.Ident)]
				list = append(list, fieldName(u, fieldIndex(u, field))+": "+l.inner(kv.Value))
			} else {
				list = append(list, fieldName(u, i)+": "+l.inner(elt))
			}
		default:
			if keyed {
				list = append(list, l.inner(kv.Key)+": "+l.element(kv.Value))
			} else {
				list = append(list, l.element(elt))
			}
		}
	}
	return l.typ(t) + "{" + strings.Join(list, ", ") + "}"
}

// element writes an element of an array, slice or map. The interpreter cannot
// take one that begins with a place behind a pointer.
func (l *lowerer) element(e ast.Expr) string {
	text := l.inner(e)
	if !strings.HasPrefix(text, "(*") {
		return text
	}
	if b, ok := l.info.Types[e].Type.(*types.Basic); ok {
		return b.Name() + "(" + text + ")"
	}
	return l.kept("element", text)
}

func fieldIndex(s *types.Struct, field types.Object) int {
	for i := range s.NumFields() {
		if s.Field(i) == field {
			return i
		}
	}
	panic(&Error{Message: "unknown field " + field.Name()})
}

// funcLit writes a function literal over several lines.
func (l *lowerer) funcLit(e *ast.FuncLit) string {
	sig := l.info.Types[e].Type.Underlying().(*types.Signature)
	params, unpack := l.params(variables(sig))
	body := l.written(func() { l.body(sig, unpack, e.Body) })
	return "func(" + params + ")" + l.resultTypes(sig) + " {\n" + body + strings.Repeat("\t", l.indent) + "}"
}
