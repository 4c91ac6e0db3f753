package gogen

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// The precedences of Go's operators.
const (
	oror = iota + 1
	andand
	comparison
	additive
	multiplicative
	unary
	primary
)

// expr is a Go expression.
type expr struct {
	text     string
	prec     int
	constant bool // Go would compute it while compiling
	literal  bool // has a composite literal outside parentheses
}

// within writes e as an operand of an operator of some precedence.
func (e expr) within(prec int) string {
	if e.prec < prec {
		return "(" + e.text + ")"
	}
	return e.text
}

// header writes e where a block follows.
func (e expr) header() string {
	if e.literal {
		return "(" + e.text + ")"
	}
	return e.text
}

func call(function string, args ...string) expr {
	return expr{text: function + "(" + strings.Join(args, ", ") + ")", prec: primary}
}

// value writes a value where it is used: its name, or what computes it.
func (w *writer) value(v *ir.Value) expr {
	if name, ok := w.values[v]; ok {
		return expr{text: name, prec: primary}
	}
	return w.compute(v)
}

// text writes an operand that stands alone, between commas or parentheses.
func (w *writer) text(v *ir.Value) string { return w.value(v).text }

// typed writes an operand whose type Go would otherwise take from its context.
func (w *writer) typed(v *ir.Value) string { return w.qualify(w.value(v), v.Type) }

// qualify writes e so that its type is t without a context.
func (w *writer) qualify(e expr, t *ir.Type) string {
	if e.constant && (t.Kind == ir.Uint32 || t.Kind == ir.Float32) {
		return w.g.typeName(t) + "(" + e.text + ")"
	}
	return e.text
}

// compute writes the operation of a value.
func (w *writer) compute(v *ir.Value) expr {
	switch v.Op {
	case ir.Const:
		return constant(w.g, v.Type, v.Bits)
	case ir.Zero:
		if v.Type.Scalar() {
			return constant(w.g, v.Type, 0)
		}
		return expr{text: w.g.typeName(v.Type) + "{}", prec: primary, literal: true}
	case ir.Make:
		return expr{text: w.g.typeName(v.Type) + "{" + strings.Join(w.texts(v.Args), ", ") + "}", prec: primary, literal: true}
	case ir.Part:
		return w.selector(v.Args[0], w.g.part(v.Args[0].Type, v.Index))
	case ir.Elem:
		return w.selector(v.Args[0], "["+w.text(v.Args[1])+"]")
	case ir.Lookup:
		return expr{text: w.g.table(v.Table) + "[" + w.text(v.Args[0]) + "]", prec: primary}
	case ir.Load:
		return expr{text: w.variable(v.Var, v.Path, v.Args), prec: primary}
	case ir.Call:
		return expr{text: w.callText(v), prec: primary}
	case ir.Result:
		if single(v.Args[0]) {
			return w.value(v.Args[0])
		}
		return expr{text: w.results[v.Args[0]][v.Index], prec: primary}
	case ir.Select:
		return call(w.g.runtime("Select"), w.text(v.Args[0]), w.typed(v.Args[1]), w.typed(v.Args[2]))
	case ir.Bound:
		return w.stopping("Index", v, w.text(v.Args[0]), fmt.Sprint(v.Index))
	case ir.Not:
		return w.not(v.Args[0])
	case ir.Convert:
		return w.convert(v)
	case ir.Shl, ir.Shr:
		return w.shift(v)
	}
	if e, ok := w.comparison(v); ok {
		return e
	}
	if e, ok := w.bits(v); ok {
		return e
	}
	return w.arithmetic(v)
}

func (w *writer) texts(args []*ir.Value) []string {
	texts := make([]string, len(args))
	for i, a := range args {
		texts[i] = w.text(a)
	}
	return texts
}

// selector writes a part of an aggregate.
func (w *writer) selector(of *ir.Value, part string) expr {
	e := w.value(of)
	return expr{text: e.within(primary) + part, prec: primary, literal: e.literal}
}

// variable writes the part of a variable that a path reaches.
func (w *writer) variable(v *ir.Var, path []int, indices []*ir.Value) string {
	text, t := w.vars[v], v.Type
	for _, step := range path {
		if step == ir.Dynamic {
			text += "[" + w.text(indices[0]) + "]"
			indices, t = indices[1:], t.Elem
			continue
		}
		text += w.g.part(t, step)
		t = t.Fields[step].Type
	}
	return text
}

func (w *writer) callText(v *ir.Value) string {
	args := w.texts(v.Args)
	if _, native := w.g.native(v.Func); w.g.options.Fuel && !native {
		args = append(args, w.tick(v))
	}
	return w.g.call(v.Func) + "(" + strings.Join(args, ", ") + ")"
}

// tick writes the taking of a unit of fuel.
func (w *writer) tick(v *ir.Value) string { return meterName + ".Tick(" + position(v) + ")" }

// stopping writes a call of package rt that can stop the program.
func (w *writer) stopping(name string, v *ir.Value, args ...string) expr {
	return call(w.g.runtime(name), append(args, position(v))...)
}

// position writes the position of v as package rt takes it.
func position(v *ir.Value) string {
	if v.Pos == (ir.Pos{}) {
		return `""`
	}
	return strconv.Quote(v.Pos.String())
}

// not writes the negation of a condition.
func (w *writer) not(v *ir.Value) expr {
	if _, named := w.values[v]; !named {
		integers := len(v.Args) > 0 && !v.Args[0].Type.Float()
		if opposite, ok := opposites[v.Op]; ok && (integers || v.Op == ir.Eq || v.Op == ir.Ne) {
			flipped := *v
			flipped.Op = opposite
			e, _ := w.comparison(&flipped)
			return e
		}
		if v.Op == ir.Not {
			return w.value(v.Args[0])
		}
	}
	e := w.value(v)
	return expr{text: "!" + e.within(unary), prec: unary, literal: e.literal}
}

// opposites are the comparisons that hold where others do not. Of floats eq and
// ne only: no order holds with NaN.
var opposites = map[ir.Op]ir.Op{ir.Eq: ir.Ne, ir.Ne: ir.Eq, ir.Lt: ir.Ge, ir.Ge: ir.Lt, ir.Gt: ir.Le, ir.Le: ir.Gt}

var comparisons = map[ir.Op]string{ir.Eq: "==", ir.Ne: "!=", ir.Lt: "<", ir.Le: "<=", ir.Gt: ">", ir.Ge: ">="}

// comparison writes eq, ne, lt, le, gt and ge, and the operations of bool.
func (w *writer) comparison(v *ir.Value) (expr, bool) {
	operator, prec := comparisons[v.Op], comparison
	if v.Type != nil && v.Type.Kind == ir.Bool && operator == "" {
		switch v.Op {
		case ir.And:
			operator, prec = "&&", andand
		case ir.Or:
			operator, prec = "||", oror
		case ir.Xor:
			operator = "!="
		}
	}
	if operator == "" {
		return expr{}, false
	}
	x, y := w.value(v.Args[0]), w.value(v.Args[1])
	// Comparisons do not associate: one as an operand of another is parenthesised.
	left := prec
	if prec == comparison {
		left++
	}
	return expr{
		text: x.within(left) + " " + operator + " " + y.within(prec+1), prec: prec,
		constant: x.constant && y.constant, literal: x.literal || y.literal,
	}, true
}

// let writes a constant of type t so that Go does not compute with it in its
// exact arithmetic.
func (w *writer) let(e expr, t *ir.Type) expr {
	return call(w.g.runtime("Let"), w.qualify(e, t))
}

// convert writes a conversion.
func (w *writer) convert(v *ir.Value) expr {
	from, to := v.Args[0].Type, v.Type
	x := w.value(v.Args[0])
	if x.constant {
		x = w.let(x, from)
	}
	switch {
	case from.Kind == to.Kind:
		return x
	case from.Float() && to.Integer():
		name := map[ir.Kind]string{ir.Int: "ToInt", ir.Uint32: "ToUint32"}[to.Kind]
		if from.Kind == ir.Float32 {
			x = call("float64", x.text)
		}
		return call(w.g.runtime(name), x.text)
	case to.Kind == ir.Int:
		return w.stopping("IntOf", v, x.text)
	}
	return call(w.g.typeName(to), x.text)
}

// shift writes shl and shr.
func (w *writer) shift(v *ir.Value) expr {
	x, n := w.value(v.Args[0]), v.Args[1]
	if x.constant {
		x = w.let(x, v.Type)
	}
	amount := w.value(n)
	count := amount.within(multiplicative + 1)
	switch {
	case n.Op == ir.Const && (n.Type.Kind == ir.Uint32 || n.Int() >= 0):
	case n.Type.Kind == ir.Int:
		count = w.stopping("Count", v, w.text(n)).text
	}
	if v.Op == ir.Shl && v.Type.Kind == ir.Int {
		if n.Type.Kind == ir.Uint32 && n.Op != ir.Const {
			count = "uint(" + w.text(n) + ")"
		}
		return w.stopping("ShlInt", v, x.text, count)
	}
	operator := " << "
	if v.Op == ir.Shr {
		operator = " >> "
	}
	return expr{text: x.within(multiplicative) + operator + count, prec: multiplicative, literal: x.literal || amount.literal}
}
