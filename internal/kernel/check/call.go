package check

import (
	"fmt"
	"go/ast"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/source"
)

var mathFuncs = func() map[string]bool {
	names := map[string]bool{}
	for name := range source.MathFuncs() {
		names[name] = true
	}
	return names
}()

// call checks a call, a conversion or the use of a builtin function.
func (c *checker) call(e *ast.CallExpr) bool {
	fun := ast.Unparen(e.Fun)
	tv := c.info.Types[fun]
	switch {
	case tv.IsType():
		return c.conversion(e, tv.Type)
	case tv.IsBuiltin():
		return c.builtin(e)
	}
	signature, ok := tv.Type.Underlying().(*types.Signature)
	if !ok {
		return false
	}
	a := &arguments{c: c, call: e}
	if ok = a.callee(fun); !ok || c.of(signature) == none && !a.foreign() {
		for _, arg := range e.Args {
			c.expr(arg, asNothing)
		}
		return false // the call or the declaration has been reported
	}
	if !a.all(signature) {
		return false
	}
	a.overlap()
	c.unit.calls = append(c.unit.calls, a.site)
	return true
}

// arguments checks what a call passes.
type arguments struct {
	c        *checker
	call     *ast.CallExpr
	site     site
	pointers []path // variables that the callee may change
}

// callee checks the function that is called, and the receiver of a method.
func (a *arguments) callee(fun ast.Expr) bool {
	c := a.c
	switch fun := fun.(type) {
	case *ast.FuncLit:
		ok := c.literal(fun, nil, "the function literal", asCallee)
		a.site.callee = target{unit: c.literals[fun]}
		return ok
	case *ast.Ident:
		a.site.callee = target{object: c.info.Uses[fun]}
	case *ast.SelectorExpr:
		a.site.callee = target{object: c.info.Uses[fun.Sel]}
		if s := c.info.Selections[fun]; s != nil && s.Kind() == types.MethodVal {
			c.needs(a.site.callee)
			return a.receiver(fun, s)
		}
	}
	return c.expr(fun, asCallee)
}

// foreign says that the function that is called is of another package.
func (a *arguments) foreign() bool {
	return a.site.callee.object != nil && a.site.callee.object.Pkg() != a.c.pkg.Types
}

// receiver checks the value of a method call.
func (a *arguments) receiver(fun *ast.SelectorExpr, s *types.Selection) bool {
	c := a.c
	recv := s.Obj().(*types.Func).Signature().Recv()
	if _, ok := recv.Type().Underlying().(*types.Pointer); !ok {
		return c.expr(fun.X, asBase)
	}
	p, ok := c.pathOf(fun.X)
	if !ok {
		if c.expr(fun.X, asBase) {
			c.reject(fun.X, "address", fmt.Sprintf("the method %s changes what is no variable", clip(fun.Sel.Name)), "put the value in a variable first")
		}
		return false
	}
	a.pointers = append(a.pointers, p)
	return c.expr(fun.X, asBase)
}

// all checks the arguments against their parameters.
func (a *arguments) all(s *types.Signature) bool {
	c := a.c
	ok := true
	for i, arg := range a.call.Args {
		if s.Variadic() || i >= s.Params().Len() || len(a.call.Args) != s.Params().Len() {
			ok = c.expr(arg, asValue) && ok // f(g()), where g has several results
			continue
		}
		ok = a.one(arg, s.Params().At(i).Type()) && ok
	}
	return ok
}

func (a *arguments) one(arg ast.Expr, param types.Type) bool {
	c := a.c
	switch c.of(param) {
	case text:
		return c.expr(arg, asKey)
	case function:
		t, ok := c.functionValue(arg, nil, "the function literal", asArgument)
		a.site.args = append(a.site.args, t)
		return ok
	case pointer:
		inner := ast.Unparen(arg)
		if amp, ok := inner.(*ast.UnaryExpr); ok {
			inner = amp.X
		}
		if p, ok := c.pathOf(inner); ok {
			a.pointers = append(a.pointers, p)
		}
		return c.expr(arg, asArgument)
	case terms:
		if p, ok := c.pathOf(arg); ok {
			a.pointers = append(a.pointers, p)
		}
		return c.expr(arg, asArgument)
	case none, holder: // a parameter of another package's function
		if !c.expr(arg, asValue) {
			return false
		}
		return c.typed(arg, param, roleParam)
	}
	return c.expr(arg, asValue)
}

// functionValue checks a function that is passed on or kept in a variable, and
// returns what it is.
func (c *checker) functionValue(e ast.Expr, object types.Object, name string, u use) (target, bool) {
	switch e := ast.Unparen(e).(type) {
	case *ast.FuncLit:
		ok := c.literal(e, object, name, u)
		return target{unit: c.literals[e]}, ok
	case *ast.Ident:
		return target{object: c.info.Uses[e]}, c.expr(e, u)
	case *ast.SelectorExpr:
		return target{object: c.info.Uses[e.Sel]}, c.expr(e, u)
	}
	return target{}, c.expr(e, u)
}

// literal checks a function literal. object is the variable that holds it.
func (c *checker) literal(e *ast.FuncLit, object types.Object, name string, u use) bool {
	if u != asCallee && u != asArgument && u != asInit {
		c.reject(e, "function", "a function literal is used as a value", "")
		return false
	}
	if c.unit == nil {
		return false // a package-level variable, which has been reported
	}
	before := len(c.found)
	var at ast.Node = e
	lit := c.enter(object, name, at)
	c.literals[e] = lit
	lit.inline = true // a literal is written out where it is called
	c.signature(e.Type)
	c.block(e.Body)
	c.leave(lit)
	c.needs(target{unit: lit})
	return len(c.found) == before
}

// overlap refuses calls in which two pointers lead to one variable, or a pointer
// to a variable that a function literal uses as well.
func (a *arguments) overlap() {
	for i, p := range a.pointers {
		for _, q := range a.pointers[:i] {
			if p.overlaps(q) {
				a.c.reject(a.call, "overlap", fmt.Sprintf("%s and %s are passed by address in one call and overlap", clip(q.String()), clip(p.String())), "")
				return
			}
		}
		for _, t := range append(a.site.args, a.site.callee) {
			if u := a.c.resolve(t); u != nil && u.outer != nil && u.uses[p.root] && a.c.of(p.root.Type()) != terms {
				a.c.reject(a.call, "overlap", fmt.Sprintf("%s is passed by address to a call that uses it in %s as well", clip(p.String()), clip(u.name)), "leave the parameter out, or use the parameter alone")
				return
			}
		}
	}
}

// conversion checks T(x).
func (c *checker) conversion(e *ast.CallExpr, t types.Type) bool {
	arg := ast.Unparen(e.Args[0])
	if !c.typeExpr(e.Fun, roleName) {
		c.expr(arg, asInit)
		return false
	}
	if !c.expr(arg, asInit) {
		return false
	}
	from := c.info.Types[arg].Type
	if c.of(t) == data && from != nil && c.of(from) == data {
		return true
	}
	if c.of(t) == terms && c.fresh(arg) {
		return true
	}
	message := "the conversion to " + c.write(t) + " is not allowed"
	if c.of(t) == function {
		c.reject(e, "conversion", message, "use the function without the conversion")
		return false
	}
	c.reject(e, "conversion", message, "")
	return false
}

// builtin checks the use of a function that the language declares.
func (c *checker) builtin(e *ast.CallExpr) bool {
	id, ok := ast.Unparen(e.Fun).(*ast.Ident)
	if !ok {
		c.reject(e, "import", "package unsafe is not allowed", "remove it")
		return false
	}
	name := id.Name
	reject := func(reason, suggestion string) bool {
		c.reject(e, reason, name+" is not allowed", suggestion)
		return false
	}
	switch name {
	case "min", "max":
		ok := true
		for _, a := range e.Args {
			ok = c.expr(a, asValue) && ok
		}
		return ok
	case "len":
		t := c.info.Types[e.Args[0]].Type
		if !c.expr(e.Args[0], asBase) {
			return false
		}
		if pointer, ok := t.Underlying().(*types.Pointer); ok {
			t = pointer.Elem()
		}
		return isArray(t) || reject("builtin", "count in a variable")
	case "make":
		return c.makeCall(e)
	case "panic", "recover":
		return reject("panic", "")
	case "print", "println":
		return reject("print", "")
	case "append", "copy":
		return reject("slice", "use an array and set its elements")
	case "new":
		return reject("pointer", "declare a variable and pass its address")
	case "complex", "real", "imag":
		return reject("complex", "")
	case "delete":
		return reject("builtin", "make the map with the terms that stay")
	}
	return reject("builtin", "")
}

// makeCall checks make, which makes maps of terms. The size is but a hint.
func (c *checker) makeCall(e *ast.CallExpr) bool {
	if !c.typeExpr(e.Args[0], roleLocal) {
		return false
	}
	for _, size := range e.Args[1:] {
		if tv := c.info.Types[size]; tv.Value != nil || c.isLen(size) {
			continue
		}
		c.reject(size, "builtin", "make has a size that is computed", "leave the size out")
		return false
	}
	return true
}

// isLen says that e is the length of a variable.
func (c *checker) isLen(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || !c.info.Types[call.Fun].IsBuiltin() {
		return false
	}
	_, ok = c.pathOf(call.Args[0])
	return ok
}
