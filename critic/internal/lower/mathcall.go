package lower

import (
	"go/ast"
	"go/constant"
)

// A call of a function of the host costs the interpreter as much as five or ten
// statements. The commonest functions are therefore written out.

// mathStatements writes a call of package math as statements and returns the
// variable that holds the result, or "" where the call has to be made.
func (l *lowerer) mathStatements(name string, args []ast.Expr) string {
	switch name {
	case "Abs":
		return l.adjusted(args[0], "<= 0.0", func(v string) string { return "0.0 - " + v })
	case "Min":
		return l.boundStatements("min", args)
	case "Max":
		return l.boundStatements("max", args)
	}
	return ""
}

// boundStatements writes the minimum or maximum of a number and a constant. NaN
// stays NaN and zeros keep the sign that Go gives them: max(0, -0) is 0 and
// min(0, -0) is -0. The constant is finite, so that math.Min and min agree.
func (l *lowerer) boundStatements(name string, args []ast.Expr) string {
	if len(args) != 2 {
		return ""
	}
	x, bound := args[0], args[1]
	if l.info.Types[bound].Value == nil {
		x, bound = bound, x
	}
	v := l.info.Types[bound].Value
	if v == nil || l.info.Types[x].Value != nil {
		return ""
	}
	text := l.inner(bound)
	test := map[string]string{"min": "> ", "max": "< "}[name] + text
	if name == "max" && constant.Sign(v) == 0 {
		test = "<= " + text
	}
	return l.adjusted(x, test, func(string) string { return text })
}

// adjusted copies x to a variable, which gets another value where the test holds.
func (l *lowerer) adjusted(x ast.Expr, test string, value func(name string) string) string {
	text := l.inner(x)
	name := l.fresh("number")
	l.line("%s := %s", name, text)
	l.line("if %s %s {", name, test)
	l.line("\t%s = %s", name, value(name))
	l.line("}")
	return name
}
