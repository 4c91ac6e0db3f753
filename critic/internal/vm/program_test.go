package vm

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// author writes random rewards: helpers, closures, structs, arrays, slices, maps,
// loops, switches and assignments of all forms, in the places where each may
// stand. Calls that change variables stand only where Go says in which order
// they happen. "§" ends every name of the package's scope.
type author struct {
	r      *rand.Rand
	out    strings.Builder
	indent int
	scope  []variable
	here   int // where the innermost block's part of scope begins
	serial int
	loops  int      // loops around, within the function
	labels []string // of loops around, "" for those without
	result string   // statement that returns early, "" where none may
	budget int      // statements left
}

type variable struct{ name, typ string }

// types of variables, the commonest often.
var kinds = []string{"float64", "float64", "float64", "int", "int", "bool", "[3]float64", "[]float64", "pair§", "map[string]float64", "*pair§", "float32", "uint32", "mode§", "[2]pair§"}

func (w *author) pick(list ...string) string { return list[w.r.IntN(len(list))] }

func (w *author) line(format string, args ...any) {
	fmt.Fprintf(&w.out, strings.Repeat("\t", w.indent)+format+"\n", args...)
}

// fresh returns a name for a variable of the innermost block, which may shadow
// another that no return statement needs.
func (w *author) fresh() string {
	if w.here > 0 && w.r.IntN(4) == 0 {
		name := w.scope[w.r.IntN(w.here)].name
		if name[0] == 'v' && !slices.ContainsFunc(w.scope[w.here:], func(v variable) bool { return v.name == name }) {
			return name
		}
	}
	w.serial++
	return fmt.Sprintf("v%d", w.serial)
}

// variable returns an assignable expression of the type, or "".
func (w *author) variable(typ string) string {
	var found []string
	seen := map[string]bool{}
	for i := len(w.scope) - 1; i >= 0; i-- {
		v := w.scope[i]
		if seen[v.name] {
			continue
		}
		seen[v.name] = true
		if v.typ == typ {
			found = append(found, v.name)
		}
		switch {
		case typ == "float64" && (v.typ == "[3]float64" || v.typ == "[]float64"):
			found = append(found, v.name+"["+w.index()+"]")
		case typ == "float64" && (v.typ == "pair§" || v.typ == "*pair§"):
			found = append(found, v.name+".x", v.name+".v["+w.index()+"]")
		case typ == "float64" && v.typ == "map[string]float64":
			found = append(found, v.name+"["+w.pick(`"a"`, `"b"`)+"]")
		case typ == "int" && (v.typ == "pair§" || v.typ == "*pair§"):
			found = append(found, v.name+".n")
		case typ == "pair§" && v.typ == "*pair§":
			found = append(found, "*"+v.name)
		case typ == "pair§" && v.typ == "[2]pair§":
			found = append(found, v.name+"["+w.pick("0", "1")+"]")
		case typ == "[3]float64" && (v.typ == "pair§" || v.typ == "*pair§"):
			found = append(found, v.name+".v")
		}
	}
	if len(found) == 0 {
		return ""
	}
	return w.pick(found...)
}

// index returns an index below 3.
func (w *author) index() string {
	if v := w.simple("int"); v != "" && w.r.IntN(3) == 0 {
		return "at§(" + v + ")"
	}
	return w.pick("0", "1", "2")
}

// simple returns a variable of the type that is no part of another, or "".
func (w *author) simple(typ string) string {
	seen := map[string]bool{}
	for i := len(w.scope) - 1; i >= 0; i-- {
		v := w.scope[i]
		if v.typ == typ && !seen[v.name] && w.r.IntN(2) == 0 {
			return v.name
		}
		seen[v.name] = true
	}
	return ""
}

// expr returns an expression without effects.
func (w *author) expr(typ string, depth int) string {
	if w.r.IntN(3) == 0 || depth <= 0 {
		if v := w.variable(typ); v != "" && w.r.IntN(6) > 0 {
			return w.parens(v)
		}
	}
	d := depth - 1
	switch typ {
	case "float64":
		return w.number(d)
	case "int":
		return w.integer(d)
	case "bool":
		return w.truth(d)
	case "[3]float64":
		return fmt.Sprintf("[3]float64{%s, %s}", w.expr("float64", d), w.expr("float64", d))
	case "[]float64":
		return fmt.Sprintf("[]float64{%s, %s, 2: %s}", w.expr("float64", d), w.expr("float64", d), w.expr("float64", d))
	case "pair§":
		return fmt.Sprintf("pair§{x: %s, n: %s, v: %s}", w.expr("float64", d), w.expr("int", d), w.expr("[3]float64", d))
	case "*pair§":
		return fmt.Sprintf("&pair§{%s, %s, [3]float64{1: %s}}", w.expr("float64", d), w.expr("int", d), w.expr("float64", d))
	case "[2]pair§":
		return fmt.Sprintf("[2]pair§{{x: %s}, %s}", w.expr("float64", d), w.expr("pair§", d))
	case "map[string]float64":
		return fmt.Sprintf("map[string]float64{\"a\": %s, \"b\": %s}", w.expr("float64", d), w.expr("float64", d))
	case "float32":
		return "float32(" + w.expr("float64", d) + ")" + w.pick("", "*float32(0.1)", "/3")
	case "uint32":
		return "uint32(at§(" + w.expr("int", d) + "))" + w.pick("", "-2", "<<30", "*3000000000")
	case "mode§":
		return w.pick("low§", "mid§", "high§", "mode§(at§("+w.expr("int", d)+"))")
	}
	panic(typ)
}

func (w *author) parens(text string) string {
	if w.r.IntN(6) == 0 {
		return "(" + text + ")"
	}
	return text
}

func (w *author) number(d int) string {
	if d <= 0 {
		return w.pick("0.5", "-1.25", "2", "0.1", "third§", "3/2", "1/3.0", "math.Pi/2", "1e3", "math.Sqrt2*third§", "s.X", "next.X", "next.Theta", "a.Force", "(s.XDot)")
	}
	f := func() string { return w.expr("float64", d) }
	switch w.r.IntN(16) {
	case 0, 1, 2, 3, 4:
		return w.parens(f() + w.pick(" + ", " - ", "*", " + ", "/") + "one§(" + f() + ")")
	case 5:
		return w.pick("math.Abs", "math.Tanh", "math.Cos", "math.Floor", "-one§", "math.Sqrt") + "(" + f() + ")"
	case 6:
		return w.pick("math.Max", "math.Min", "max", "min") + "(" + f() + ", " + f() + ")"
	case 7:
		return w.pick("max", "min") + "(" + f() + ", 0, " + f() + ")"
	case 8:
		return "float64(" + w.expr(w.pick("int", "uint32", "float32", "mode§"), d) + ")"
	case 9:
		return fmt.Sprintf("choose§(%s, %s, %s)", w.expr("bool", d), f(), f())
	case 10:
		return fmt.Sprintf("%s.norm(%s)", w.pick("(pair§{x: 1.5})", "one2§("+w.expr("pair§", d)+")"), f())
	case 11:
		return fmt.Sprintf("sum§(%s)", w.pick(f()+", "+f(), w.expr("[]float64", d)+"...", f()))
	case 12:
		return fmt.Sprintf("total§(%s)", w.expr("map[string]float64", d))
	case 13:
		return fmt.Sprintf("apply§(func(z float64) float64 { return z*%s - 1 }, %s)", f(), f())
	case 14:
		return fmt.Sprintf("early§(%s, %s)", f(), w.expr("int", d))
	}
	return "math.Copysign(real§(" + f() + "), real§(" + f() + "))"
}

func (w *author) integer(d int) string {
	if d <= 0 {
		return w.pick("0", "1", "2", "-3", "7", "'a'", "1 << 3")
	}
	i := func() string { return w.expr("int", d) }
	switch w.r.IntN(9) {
	case 0, 1:
		return w.parens(i() + w.pick(" + ", " - ", "*", " ^ ", " &^ ") + "at§(" + i() + ")")
	case 2:
		return "at§(" + i() + ")" + w.pick("/2", "%2", "<<3", ">>1")
	case 3:
		return i() + "/(1 + at§(" + i() + "))"
	case 4:
		return "whole§(" + w.expr("float64", d) + ")"
	case 5:
		return w.pick("max", "min") + "(" + i() + ", " + i() + ")"
	case 6:
		return "len(" + w.expr("[]float64", d) + ")"
	case 7:
		return "int(" + w.expr(w.pick("mode§", "uint32"), d) + ")"
	}
	return "-at§(" + i() + ")"
}

func (w *author) truth(d int) string {
	if d <= 0 {
		return w.pick("next.X > 0", "s.Theta <= third§", "!(a.Force > 0)", "true")
	}
	b := func() string { return w.expr("bool", d) }
	switch w.r.IntN(8) {
	case 0, 1:
		return "(" + b() + w.pick(" && ", " || ") + b() + ")"
	case 2:
		return "!(" + b() + ")"
	case 3:
		return w.parens(w.expr("int", d) + w.pick(" < ", " == ", " != ") + w.expr("int", d))
	case 4:
		return w.parens(w.expr("mode§", d) + " == " + w.expr("mode§", d))
	case 5:
		return "(" + w.expr("pair§", 0) + ") == (" + w.expr("pair§", 0) + ")"
	}
	return "(" + w.expr("float64", d) + w.pick(" < ", " >= ") + w.expr("float64", d) + ")"
}
