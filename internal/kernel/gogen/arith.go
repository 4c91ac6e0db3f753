package gogen

import (
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// bits writes operations on the parts of floats: functions that are one
// instruction on every CPU, or that have one result.
func (w *writer) bits(v *ir.Value) (expr, bool) {
	switch v.Op {
	case ir.Abs, ir.Sqrt, ir.Floor, ir.Ceil, ir.Trunc, ir.Nearest, ir.Copysign:
		return w.rounding(v), true
	case ir.Hi, ir.Lo, ir.Join, ir.Bits:
		name := map[ir.Op]string{ir.Hi: "Hi", ir.Lo: "Lo", ir.Join: "Join", ir.Bits: "Bits"}[v.Op]
		return call(w.g.runtime(name), w.texts(v.Args)...), true
	case ir.FromBits:
		return call(w.g.math("Float32frombits"), w.text(v.Args[0])), true
	}
	return expr{}, false
}

// rounding writes a function of package math that is correctly rounded. What it
// yields for an f32 is an f32 but for sqrt, and of that rounding twice is
// harmless: an f64 has more than twice the digits (Figueroa 1995, "When is
// double rounding innocuous?").
func (w *writer) rounding(v *ir.Value) expr {
	names := map[ir.Op]string{
		ir.Abs: "Abs", ir.Sqrt: "Sqrt", ir.Floor: "Floor", ir.Ceil: "Ceil", ir.Trunc: "Trunc", ir.Nearest: "RoundToEven", ir.Copysign: "Copysign",
	}
	args := make([]string, len(v.Args))
	for i, a := range v.Args {
		args[i] = w.text(a)
		if v.Type.Kind == ir.Float32 {
			args[i] = "float64(" + w.typed(a) + ")"
		}
	}
	in := w.g.math
	if v.Op == ir.Copysign && v.Args[1].Op != ir.Const {
		in = w.g.runtime
	}
	e := call(in(names[v.Op]), args...)
	if v.Type.Kind == ir.Float32 {
		e = call("float32", e.text)
	}
	return e
}

// operator is one of Go's.
type operator struct {
	text string
	prec int
}

var operators = map[ir.Op]operator{
	ir.Add: {"+", additive}, ir.Sub: {"-", additive}, ir.Or: {"|", additive}, ir.Xor: {"^", additive},
	ir.Mul: {"*", multiplicative}, ir.Div: {"/", multiplicative}, ir.Rem: {"%", multiplicative},
	ir.And: {"&", multiplicative}, ir.AndNot: {"&^", multiplicative},
}

// arithmetic writes operations of numbers on numbers of the same type.
func (w *writer) arithmetic(v *ir.Value) expr {
	if name := w.checked(v); name != "" {
		return w.stopping(name, v, w.texts(v.Args)...)
	}
	args := make([]expr, len(v.Args))
	constant := true
	for i, a := range v.Args {
		args[i] = w.value(a)
		constant = constant && args[i].constant
	}
	if constant {
		args[0] = w.let(args[0], v.Type)
	}
	switch v.Op {
	case ir.Min, ir.Max:
		return call(v.Op.String(), args[0].text, args[1].text)
	case ir.Neg:
		return expr{text: "-" + args[0].within(primary), prec: unary, literal: args[0].literal}
	}
	o := operators[v.Op]
	e := expr{text: args[0].within(o.prec) + " " + o.text + " " + args[1].within(o.prec+1), prec: o.prec, literal: args[0].literal || args[1].literal}
	if v.Type.Float() {
		return call(w.g.typeName(v.Type), e.text)
	}
	return e
}

// checked returns the function of package rt for operations on integers that can
// stop the program, or "".
func (w *writer) checked(v *ir.Value) string {
	isInt := v.Type.Kind == ir.Int
	switch v.Op {
	case ir.Add, ir.Sub, ir.Mul, ir.Neg:
		if isInt {
			return map[ir.Op]string{ir.Add: "AddInt", ir.Sub: "SubInt", ir.Mul: "MulInt", ir.Neg: "NegInt"}[v.Op]
		}
	case ir.Div, ir.Rem:
		if !v.Type.Integer() || harmless(v.Args[1]) {
			return ""
		}
		kind := "Uint32"
		if isInt {
			kind = "Int"
		}
		return map[ir.Op]string{ir.Div: "Div", ir.Rem: "Rem"}[v.Op] + kind
	}
	return ""
}

// harmless says that dividing an integer by v never stops the program.
func harmless(v *ir.Value) bool {
	return v.Op == ir.Const && v.Bits != 0 && !(v.Type.Kind == ir.Int && v.Int() == -1)
}
