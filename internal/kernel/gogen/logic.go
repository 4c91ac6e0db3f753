package gogen

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// shortCircuits returns the variable to which an if that stands for && or ||
// assigns: true in its first block or false in its second, and in the other a
// value that is one expression. It returns nil for other values.
func (w *writer) shortCircuits(v *ir.Value) *ir.Var {
	if v.Op != ir.If || w.plan.nest[v] {
		return nil
	}
	then, otherwise := w.onlyStore(v.Blocks[0]), w.onlyStore(v.Blocks[1])
	if then == nil || otherwise == nil || then.Var != otherwise.Var {
		return nil
	}
	if isBool(then.Args[0], true) || isBool(otherwise.Args[0], false) {
		return then.Var
	}
	return nil
}

// onlyStore returns the store of a whole variable of bool that is the only
// statement of a block, or nil.
func (w *writer) onlyStore(b *ir.Block) *ir.Value {
	roots := w.roots(b.Values)
	if len(roots) != 1 || roots[0].Op != ir.Store || len(roots[0].Path) > 0 || w.plan.define[roots[0]] || roots[0].Var.Type.Kind != ir.Bool {
		return nil
	}
	return roots[0]
}

func isBool(v *ir.Value, b bool) bool {
	return v.Op == ir.Const && v.Type.Kind == ir.Bool && v.Bool() == b || v.Op == ir.Zero && !b
}

// logic writes an if that shortCircuits as an assignment.
func (w *writer) logic(v *ir.Value) {
	x := w.shortCircuits(v)
	then, otherwise := w.onlyStore(v.Blocks[0]).Args[0], w.onlyStore(v.Blocks[1]).Args[0]
	e := expr{prec: oror}
	if isBool(then, true) {
		e.text = w.value(v.Args[0]).within(oror) + " || " + w.value(otherwise).within(andand)
	} else {
		e.text = w.value(v.Args[0]).within(andand) + " && " + w.value(then).within(comparison)
	}
	for _, declared := range w.plan.before[v] {
		if declared == x {
			w.line("%s := %s", w.nameVar(x), e.text)
			return
		}
	}
	w.line("%s = %s", w.vars[x], e.text)
}
