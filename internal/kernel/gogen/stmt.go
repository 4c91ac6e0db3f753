package gogen

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// meterName is the parameter that holds the fuel.
const meterName = "meter"

// writer writes one function.
type writer struct {
	g       *generator
	f       *ir.Func
	shape   shape
	plan    *plan
	names   *names
	vars    map[*ir.Var]string
	values  map[*ir.Value]string   // of values that are statements
	results map[*ir.Value][]string // of calls that have several results
	labels  map[construct]string   // of those that are named
	inits   map[*ir.Value]string   // of loops
	inner   []construct            // around what is being written
	out     bytes.Buffer
}

func (w *writer) line(format string, args ...any) { fmt.Fprintf(&w.out, format+"\n", args...) }

// capture returns what f writes.
func (w *writer) capture(f func()) string {
	before := w.out
	w.out = bytes.Buffer{}
	f()
	text := w.out.String()
	w.out = before
	return text
}

func (w *writer) function() {
	if w.g.options.Fuel {
		w.names.reserve(meterName)
	}
	w.line("%s {", w.shape.signature(w))
	w.shape.prologue(w)
	w.block(w.f.Body)
	w.line("}")
}

func (w *writer) block(b *ir.Block) { w.statements(b.Values) }

func (w *writer) statements(values []*ir.Value) {
	for i, v := range values {
		if w.plan.root[v] != v {
			continue
		}
		for _, x := range w.plan.before[v] {
			w.declare(x, v)
		}
		if w.shortCircuits(v) != nil {
			w.logic(v)
			continue
		}
		if w.plan.nest[v] {
			w.branch(v, v.Blocks[0].Values, values[i+1:], false)
			return
		}
		if loop := w.counted(v, values[i+1:]); loop != nil {
			w.inits[loop] = w.assignment(v)
			continue
		}
		w.statement(v)
	}
}

// declare declares a variable before a statement, or with it.
func (w *writer) declare(x *ir.Var, v *ir.Value) {
	switch {
	case w.shortCircuits(v) == x:
	case v.Op == ir.Loop && w.inits[v] == "" && x.Type.Kind == ir.Int && w.counter(v) == x && w.plan.onlyWithin(x, v):
		w.inits[v] = w.nameVar(x) + " := 0"
	default:
		w.line("var %s %s", w.nameVar(x), w.g.typeName(x.Type))
	}
}

// counter returns the variable that the post statement of a loop assigns to, or
// nil.
func (w *writer) counter(loop *ir.Value) *ir.Var {
	if roots := w.roots(loop.Blocks[1].Values); len(roots) == 1 {
		return roots[0].Var
	}
	return nil
}

// counted returns the loop among the values after v of which v is the init
// statement, or nil: v declares a variable that only the loop uses.
func (w *writer) counted(v *ir.Value, after []*ir.Value) *ir.Value {
	if !w.plan.define[v] || v.Args[0].Op != ir.Const && v.Args[0].Op != ir.Load {
		return nil
	}
	i := slices.IndexFunc(after, func(x *ir.Value) bool { return w.plan.root[x] == x })
	if i < 0 || after[i].Op != ir.Loop || len(w.plan.before[after[i]]) > 0 || !w.plan.onlyWithin(v.Var, after[i]) {
		return nil
	}
	return after[i]
}

// roots returns the statements among values: with a nesting if, what follows it
// is part of it.
func (w *writer) roots(values []*ir.Value) []*ir.Value {
	var out []*ir.Value
	for _, v := range values {
		if w.plan.root[v] == v && !w.plan.elided[v] {
			out = append(out, v)
			if w.plan.nest[v] {
				break
			}
		}
	}
	return out
}

func (w *writer) nameVar(v *ir.Var) string {
	w.vars[v] = w.names.fresh("", v.Name)
	return w.vars[v]
}

func (w *writer) statement(v *ir.Value) {
	switch v.Op {
	case ir.Store:
		w.line("%s", w.assignment(v))
	case ir.Call:
		w.callStatement(v)
	case ir.If:
		w.branch(v, v.Blocks[0].Values, v.Blocks[1].Values, false)
	case ir.Loop:
		w.loop(v)
	case ir.Label:
		w.label(v)
	case ir.Break, ir.Continue:
		if !w.plan.elided[v] {
			w.jump(v)
		}
	case ir.Return:
		w.shape.leave(w, v)
	case ir.Trap:
		w.line("panic(%s{Fault: %d, At: %s}) // %s", w.g.runtime("Stop"), v.Index, position(v), ir.Fault(v.Index))
	default:
		w.named(v)
	}
}

// named writes a value that is a statement of its own.
func (w *writer) named(v *ir.Value) {
	if len(w.plan.uses[v]) == 0 {
		w.line("_ = %s", w.compute(v).text)
		return
	}
	hint := "t"
	if v.Op == ir.Load {
		hint = v.Var.Name
	}
	text := w.compute(v).text
	w.values[v] = w.names.fresh("", hint)
	w.line("%s := %s", w.values[v], text)
}

// assignment writes a store.
func (w *writer) assignment(v *ir.Value) string {
	x := v.Args[0]
	if !w.plan.define[v] {
		return w.variable(v.Var, v.Path, v.Args[1:]) + " = " + w.text(x)
	}
	if x.Op == ir.Zero && !x.Type.Scalar() {
		return "var " + w.nameVar(v.Var) + " " + w.g.typeName(x.Type)
	}
	text := w.typed(x)
	return w.nameVar(v.Var) + " := " + text
}

func (w *writer) callStatement(v *ir.Value) {
	text := w.callText(v)
	if single(v) && len(w.plan.uses[v]) > 0 {
		w.values[v] = w.names.fresh("", resultHint(v.Func))
		w.line("%s := %s", w.values[v], text)
		return
	}
	w.results[v] = make([]string, len(v.Func.Results))
	used := false
	for i, r := range v.Func.Results {
		w.results[v][i] = "_"
		for _, u := range w.plan.uses[v] {
			if u.Op == ir.Result && u.Args[0] == v && u.Index == i && w.results[v][i] == "_" {
				w.results[v][i], used = w.names.fresh("", r.Name), true
			}
		}
	}
	if used {
		text = strings.Join(w.results[v], ", ") + " := " + text
	}
	w.line("%s", text)
}

// resultHint names the only result of a function: as the function itself, such
// as norm for geom.Vec3.Norm, where the source has no name for it.
func resultHint(f *ir.Func) string {
	if name := f.Results[0].Name; name != "" && name != "result" {
		return name
	}
	name := f.Name[strings.LastIndex(f.Name, ".")+1:]
	return strings.ToLower(name[:1]) + name[1:]
}

// branch writes an if with the values of its two sides. Where the first never
// reaches its end the second needs no else, unless the if is itself an else.
func (w *writer) branch(v *ir.Value, then, otherwise []*ir.Value, chained bool) {
	roots, condition := w.roots(otherwise), w.value(v.Args[0])
	switch {
	case len(w.roots(then)) > 0:
	case len(roots) == 0:
		w.line("if %s {", condition.header())
		w.line("}")
		return
	default:
		condition = w.not(v.Args[0])
		then, otherwise, roots = otherwise, nil, nil
	}
	w.line("if %s {", condition.header())
	w.statements(then)
	switch {
	case len(roots) == 0:
		w.line("}")
	case !chained && w.ends(then):
		w.line("}")
		w.statements(otherwise)
	case len(roots) == 1 && roots[0].Op == ir.If && len(w.plan.before[roots[0]]) == 0:
		w.out.WriteString("} else ")
		w.chain(roots[0], otherwise)
	default:
		w.line("} else {")
		w.statements(otherwise)
		w.line("}")
	}
}

// chain writes the only if among values after an else.
func (w *writer) chain(v *ir.Value, values []*ir.Value) {
	otherwise := v.Blocks[1].Values
	if w.plan.nest[v] {
		otherwise = values[slices.Index(values, v)+1:]
	}
	w.branch(v, v.Blocks[0].Values, otherwise, true)
}

// ends says that what is written for values never reaches its end.
func (w *writer) ends(values []*ir.Value) bool {
	roots := w.roots(values)
	if len(roots) == 0 {
		return false
	}
	switch v := roots[len(roots)-1]; v.Op {
	case ir.Break, ir.Continue, ir.Return, ir.Trap:
		return true
	case ir.If:
		return !w.plan.nest[v] && w.ends(v.Blocks[0].Values) && w.ends(v.Blocks[1].Values)
	}
	return false
}
