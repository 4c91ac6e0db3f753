package fuzz

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// operand is an expression as text.
type operand struct {
	text    string
	literal bool // a constant: two of them are never combined
}

// floatText returns a literal: ordinary, or at an edge of float64.
func (g *sourceGen) floatText() string {
	if g.chance(70) {
		return strconv.FormatFloat(math.Round(g.r.NormFloat64()*200)/100, 'g', -1, 64)
	}
	return pick(g.r, []string{"0", "1", "0.1", "1e-3", "-1e10", "0x1p-1074", "1e308", "2.5e-310", "1_000.5", "3", "0.5", "-2", "1e9", "2147483648", "math.Pi", "math.E", "math.MaxFloat64", "huge", "big"})
}

func (g *sourceGen) literal(t *typ) string {
	switch t.kind {
	case f64:
		return g.floatText()
	case f32:
		return pick(g.r, []string{"0", "1", "0.1", "-2.5", "1e-45", "3e38", "math.Pi", "1e-3", "16777217", strconv.Itoa(g.n(9))})
	case integer:
		if g.chance(80) {
			return strconv.Itoa(g.n(24) - 8)
		}
		return pick(g.r, []string{"math.MaxInt32", "math.MinInt32", "65536", "46341", "'a'", "0b101", "0o17", "1 << 20"})
	case u32:
		if g.chance(70) {
			return strconv.Itoa(g.n(100))
		}
		return pick(g.r, []string{"0xFFFFFFFF", "1 << 31", "0x9E3779B9", "math.MaxUint32", "65535"})
	}
	return pick(g.r, []string{"true", "false", "enabled"})
}

// expr returns an expression of type t, nested at most depth deep.
func (g *sourceGen) expr(t *typ, depth int) string { return g.operand(t, depth).text }

func (g *sourceGen) operand(t *typ, depth int) operand {
	if t.kind == boolean && g.chance(4) || t.numeric() && g.chance(18) {
		if g.chance(25) {
			for _, i := range g.r.Perm(len(g.consts)) {
				if g.consts[i].t == t {
					return operand{g.consts[i].name, true}
				}
			}
		}
		return operand{"(" + g.literal(t) + ")", true}
	}
	return operand{text: g.variable(t, depth)}
}

// variable returns an expression that is no constant.
func (g *sourceGen) variable(t *typ, depth int) string {
	if depth <= 0 || g.chance(30) {
		if text := g.place(t, false, depth); text != "" {
			return text
		}
	}
	if depth <= 0 {
		return g.simple(t)
	}
	switch t.kind {
	case array:
		return g.arrayLiteral(t, depth)
	case structure:
		return g.structLiteral(t, depth)
	case boolean:
		return g.condition(t, depth)
	}
	return g.number(t, depth)
}

// marks are the conversions of float64 to integers.
var marks = map[kind]string{integer: markInt, u32: markUint32}

// simple returns an expression of type t that needs nothing but x.
func (g *sourceGen) simple(t *typ) string {
	switch t.kind {
	case integer, u32:
		text := marks[t.kind] + "(x)"
		if t != basic[t.kind] {
			text = t.name + "(" + text + ")"
		}
		return text
	case boolean:
		return "(x > 0)"
	case f32:
		return "float32(x)"
	case f64:
		if t == basic[f64] {
			return "x"
		}
		return t.name + "(x)"
	}
	return t.name + "{}"
}

// place returns a variable, or a part of one, of type t; of one that can be
// assigned to if assign is set. It returns "" where there is none.
func (g *sourceGen) place(t *typ, assign bool, depth int) string {
	var found []func() string
	for _, v := range g.scope {
		if assign && v.fixed || g.hidden(v) {
			continue
		}
		for _, path := range paths(v.t, t, 2) {
			found = append(found, func() string {
				name := v.name
				if len(path) > 0 && v.bare != "" && g.chance(60) {
					name = v.bare // Go follows the pointer itself
				}
				return name + g.path(path, depth)
			})
		}
	}
	if !assign && g.chance(15) {
		for _, v := range g.arrays {
			if v.t.elem == t {
				found = append(found, func() string { return v.name + "[" + g.index(v.t.n, depth) + "]" })
			}
		}
	}
	if len(found) == 0 {
		return ""
	}
	return pick(g.r, found)()
}

// hidden says that a variable cannot be used: another of the same name is
// declared further in, or it is of a loop around a function literal.
func (g *sourceGen) hidden(v *variable) bool {
	i := slices.Index(g.scope, v)
	if g.interpretable && v.loop && i < g.outside {
		return true
	}
	return slices.ContainsFunc(g.scope[i+1:], func(w *variable) bool { return w.name == v.name })
}

// step is a field or, with a length, an index.
type step struct {
	field    string
	n        int
	embedded bool
}

// paths returns the paths from a value of type from to parts of type to.
func paths(from, to *typ, depth int) [][]step {
	var all [][]step
	if from == to {
		all = append(all, nil)
	}
	if depth == 0 {
		return all
	}
	add := func(s step, t *typ) {
		for _, rest := range paths(t, to, depth-1) {
			all = append(all, append([]step{s}, rest...))
		}
	}
	switch from.kind {
	case array:
		add(step{n: from.n}, from.elem)
	case structure:
		for _, f := range from.fields {
			add(step{field: f.name, embedded: f.embedded}, f.t)
		}
	}
	return all
}

func (g *sourceGen) path(path []step, depth int) string {
	var b strings.Builder
	for i, s := range path {
		switch {
		case s.n > 0:
			fmt.Fprintf(&b, "[%s]", g.index(s.n, depth-1))
		case s.embedded && i+1 < len(path) && g.chance(50): // its fields are promoted
		default:
			b.WriteString("." + s.field)
		}
	}
	return b.String()
}

// index returns an index of n elements, seldom one that may be outside.
func (g *sourceGen) index(n, depth int) string {
	switch {
	case depth <= 0 || g.chance(40):
		return strconv.Itoa(g.n(n))
	case g.chance(3):
		return g.variable(basic[integer], depth-1)
	case g.chance(30):
		return fmt.Sprintf("%s%%%d", g.variable(basic[u32], depth-1), n)
	}
	return fmt.Sprintf("min(%s&7, %d)", g.variable(basic[integer], depth-1), n-1)
}

func (g *sourceGen) arrayLiteral(t *typ, depth int) string {
	name := t.name
	if g.chance(30) {
		name = "[...]" + t.elem.name
	}
	if g.chance(20) {
		return fmt.Sprintf("%s{%d: %s}", t.name, g.n(t.n), g.expr(t.elem, depth-1))
	}
	values := make([]string, t.n)
	for i := range values {
		values[i] = g.expr(t.elem, depth-1)
	}
	return name + "{" + strings.Join(values, ", ") + "}"
}

func (g *sourceGen) structLiteral(t *typ, depth int) string {
	keyed := g.chance(60)
	var values []string
	for _, f := range t.fields {
		switch {
		case !keyed:
			values = append(values, g.expr(f.t, depth-1))
		case g.chance(75):
			values = append(values, f.name+": "+g.expr(f.t, depth-1))
		}
	}
	return t.name + "{" + strings.Join(values, ", ") + "}"
}

// pair returns two operands that are not both constants.
func (g *sourceGen) pair(t *typ, depth int) (a, b string) {
	x := g.operand(t, depth)
	if x.literal {
		return x.text, g.variable(t, depth)
	}
	return x.text, g.expr(t, depth)
}

func (g *sourceGen) condition(t *typ, depth int) string {
	switch n := g.n(12); {
	case n < 2:
		a, b := g.pair(t, depth-1)
		return fmt.Sprintf("(%s %s %s)", a, pick(g.r, []string{"&&", "||", "==", "!="}), b)
	case n < 3:
		return "!" + g.variable(t, depth-1)
	case n < 4:
		v := g.variable(basic[f64], depth-1)
		return pick(g.r, []string{"math.IsNaN(" + v + ")", "math.Signbit(" + v + ")", "math.IsInf(" + v + ", " + pick(g.r, []string{"0", "1", "-1"}) + ")"})
	case n < 5:
		for _, i := range g.r.Perm(len(g.named)) {
			if of := g.named[i]; !of.scalar() {
				if a, b := g.place(of, false, 1), g.place(of, false, 1); a != "" && b != "" {
					return fmt.Sprintf("(%s %s %s)", a, pick(g.r, []string{"==", "!="}), b)
				}
			}
		}
	case n < 8:
		a := g.variable(basic[boolean], depth-1)
		b := g.variable(basic[boolean], depth-1)
		c := g.variable(basic[boolean], depth-1)
		return "(" + a + pick(g.r, []string{" && ", " || "}) + b + pick(g.r, []string{" && ", " || "}) + c + ")"
	}
	of := pick(g.r, []*typ{basic[f64], basic[f64], basic[f32], basic[integer], basic[u32], g.named[0], g.named[1]})
	a, b := g.pair(of, depth-1)
	return fmt.Sprintf("(%s %s %s)", a, pick(g.r, []string{"<", "<=", ">", ">=", "==", "!="}), b)
}

func (g *sourceGen) number(t *typ, depth int) string {
	switch n := g.n(20); {
	case n < 4:
		return g.conversion(t, depth)
	case n < 6:
		if text := g.call(t, depth); text != "" {
			return text
		}
	case n < 7:
		a, b := g.pair(t, depth-1)
		if g.chance(30) {
			b += ", " + g.variable(t, depth-1)
		}
		return pick(g.r, []string{"min", "max"}) + "(" + a + ", " + b + ")"
	case n < 8:
		return "(" + pick(g.r, []string{"-", "+"}) + g.variable(t, depth-1) + ")"
	case n < 9:
		return g.chain(t, depth)
	}
	switch {
	case t == basic[f64] && g.chance(35):
		return g.mathCall(depth)
	case t.float():
		a, b := g.pair(t, depth-1)
		operator := pick(g.r, []string{"+", "-", "*", "/"})
		if operator == "/" && g.interpretable {
			b = g.variable(t, depth-1)
		}
		return fmt.Sprintf("(%s %s %s)", a, operator, b)
	}
	return g.whole(t, depth)
}

// chain returns operands joined without parentheses.
func (g *sourceGen) chain(t *typ, depth int) string {
	operators := []string{"+", "-", "*"}
	if t.kind == u32 {
		operators = append(operators, "&", "|", "^", "&^")
	}
	text := g.variable(t, depth-2)
	for range 2 + g.n(2) {
		text += " " + pick(g.r, operators) + " " + g.variable(t, depth-2)
	}
	return "(" + text + ")"
}

// whole returns an operation on integers. Those that leave 32 bits soon are
// rare, for int.
func (g *sourceGen) whole(t *typ, depth int) string {
	a, b := g.pair(t, depth-1)
	n := g.n(14)
	if t.kind == integer && n >= 4 && n < 8 {
		return fmt.Sprintf("(%s%%%d %s %s%%%d)", g.variable(t, depth-1), 7+g.n(90), pick(g.r, []string{"+", "-", "*"}), g.variable(t, depth-1), 5+g.n(30))
	}
	switch {
	case n < 4:
		return fmt.Sprintf("(%s %s %s)", a, pick(g.r, []string{"&", "|", "^", "&^"}), b)
	case n < 8:
		return fmt.Sprintf("(%s %s %s)", a, pick(g.r, []string{"+", "-", "*"}), b)
	case n < 10:
		return fmt.Sprintf("(%s %s %d)", g.variable(t, depth-1), pick(g.r, []string{"/", "%"}), 1+g.n(12))
	case n < 11:
		divisor := g.variable(t, depth-1)
		if g.chance(85) {
			divisor = "(" + divisor + "|1)"
		}
		return fmt.Sprintf("(%s %s %s)", g.variable(t, depth-1), pick(g.r, []string{"/", "%"}), divisor)
	case n < 12:
		return "(^" + g.variable(t, depth-1) + ")"
	}
	return g.shift(t, depth)
}

func (g *sourceGen) shift(t *typ, depth int) string {
	count := strconv.Itoa(g.n(35))
	switch n := g.n(10); {
	case n < 4:
		count = "(" + g.variable(basic[u32], depth-1) + "%37)"
	case n < 7:
		count = "(" + g.variable(basic[integer], depth-1) + "&15)"
	case n < 8 && g.chance(30):
		count = g.variable(basic[integer], depth-1)
	}
	operator := " >> "
	if t.kind == u32 || g.chance(15) {
		operator = pick(g.r, []string{" << ", " >> "})
	}
	return "(" + g.variable(t, depth-1) + operator + count + ")"
}

// conversion returns a conversion from another numeric type.
func (g *sourceGen) conversion(t *typ, depth int) string {
	from := pick(g.r, []*typ{basic[f64], basic[f32], basic[integer], basic[u32], g.named[0], g.named[1]})
	text := g.variable(from, depth-1)
	if t.float() || !from.float() {
		return t.name + "(" + text + ")"
	}
	if from != basic[f64] {
		text = "float64(" + text + ")"
	}
	text = marks[t.kind] + "(" + text + ")"
	if t != basic[t.kind] {
		text = t.name + "(" + text + ")"
	}
	return text
}

// Functions of package math of one and of two numbers.
var (
	unaryMath = []string{
		"Abs", "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atanh", "Cbrt", "Ceil", "Cos", "Cosh", "Erf", "Erfc", "Exp", "Exp2", "Expm1",
		"Floor", "Gamma", "Log", "Log10", "Log1p", "Log2", "Round", "RoundToEven", "Sin", "Sinh", "Sqrt", "Tan", "Tanh", "Trunc",
	}
	binaryMath = []string{"Atan2", "Copysign", "Dim", "Hypot", "Max", "Min", "Mod", "Pow", "Remainder"}
)

func (g *sourceGen) mathCall(depth int) string {
	v := func() string { return g.variable(basic[f64], depth-1) }
	switch n := g.n(20); {
	case n < 11:
		return "math." + pick(g.r, unaryMath) + "(" + v() + ")"
	case n < 18:
		return "math." + pick(g.r, binaryMath) + "(" + v() + ", " + v() + ")"
	case n < 19:
		return "math.FMA(" + v() + ", " + v() + ", " + v() + ")"
	}
	return pick(g.r, []string{"math.Inf(1)", "math.Inf(-1)", "math.NaN()"})
}

// call returns a call, without side effects, of a function with one result, or
// "" where there is none.
func (g *sourceGen) call(t *typ, depth int) string {
	if t == basic[f64] && len(g.closers) > 0 && g.chance(40) {
		c := pick(g.r, g.closers)
		return c.name + "(" + g.args(c.params, depth) + ")"
	}
	for _, i := range g.r.Perm(len(g.funcs)) {
		f := g.funcs[i]
		effects := f.pointer || slices.ContainsFunc(f.params, func(p param) bool { return p.pointer })
		if effects || len(f.results) != 1 || f.results[0] != t {
			continue
		}
		if text := g.callText(f, depth); text != "" {
			return text
		}
	}
	return ""
}

// args returns n arguments of float64.
func (g *sourceGen) args(n, depth int) string {
	args := make([]string, n)
	for i := range args {
		args[i] = g.expr(basic[f64], depth-1)
	}
	return strings.Join(args, ", ")
}

// callText writes a call of a function or method, or "" where there is no
// variable to point to.
func (g *sourceGen) callText(f *function, depth int) string {
	name := f.name
	taken := map[string]bool{}
	if f.receiver != nil {
		of := g.place(f.receiver, f.pointer, 0)
		if of == "" && f.pointer {
			return ""
		}
		if of == "" {
			of = f.receiver.name + "{}"
		}
		taken[root(of)] = true
		name = of + "." + name
	}
	args := make([]string, len(f.params))
	for i, p := range f.params {
		switch {
		case p.fn:
			args[i] = g.functionArgument(depth)
		case p.pointer:
			of := g.place(p.t, true, 1)
			if of == "" || taken[root(of)] || g.interpretable && g.ofLoop(root(of)) {
				return ""
			}
			taken[root(of)] = true
			args[i] = "&" + of
		default:
			args[i] = g.expr(p.t, depth-1)
		}
	}
	return name + "(" + strings.Join(args, ", ") + ")"
}

// ofLoop says that a variable in scope is a loop's.
func (g *sourceGen) ofLoop(name string) bool {
	return slices.ContainsFunc(g.scope, func(v *variable) bool { return v.loop && v.name == name })
}

// root returns the variable of a place.
func root(place string) string {
	if i := strings.IndexAny(place, ".["); i >= 0 {
		place = place[:i]
	}
	return strings.Trim(place, "(*)")
}

// functionArgument returns a func(float64) float64.
func (g *sourceGen) functionArgument(depth int) string {
	for _, c := range g.closers {
		if c.params == 1 && g.chance(40) {
			return c.name
		}
	}
	if g.chance(40) {
		return "math." + pick(g.r, []string{"Abs", "Sin", "Tanh", "Floor"})
	}
	a := g.fresh("u")
	defer g.closing()()
	return fmt.Sprintf("func(%s float64) float64 { return %s*%s + %s }", a, a, g.expr(basic[f64], min(depth, 1)), a)
}
