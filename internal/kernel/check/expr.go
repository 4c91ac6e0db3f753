package check

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"math"
)

// use is what is done with the value of an expression.
type use uint8

const (
	asValue    use = iota // it is copied
	asBase                // parts of it are selected, or it is ranged over
	asCallee              // it is called
	asArgument            // it is passed to a parameter
	asInit                // it is the first value of a new variable
	asResult              // it is returned
	asKey                 // it names a term
	asNothing             // it is dropped
)

// expr checks an expression. It returns false where something in it has been
// reported, so that no other rule complains of the same.
func (c *checker) expr(e ast.Expr, u use) bool {
	e = ast.Unparen(e)
	tv, ok := c.info.Types[e]
	if ok && tv.Value != nil {
		return c.constantUse(e, tv, u)
	}
	if ok && tv.IsNil() {
		c.reject(e, "nil", "nil is not allowed", "")
		return false
	}
	if !c.parts(e, u) {
		return false
	}
	if !ok || tv.IsVoid() || tv.Type == nil {
		return true
	}
	return c.result(e, tv.Type, u)
}

// constantUse checks a constant where it is used.
func (c *checker) constantUse(e ast.Expr, tv types.TypeAndValue, u use) bool {
	if id, ok := e.(*ast.Ident); ok && c.refused[c.info.Uses[id]] {
		return false
	}
	if tv.Value.Kind() == constant.String && u == asKey {
		c.keys[constant.StringVal(tv.Value)] = true
		return true
	}
	if u == asNothing {
		return true
	}
	if tv.Value.Kind() == constant.String {
		c.reject(e, "string", "a string is used other than as the key of a term", "")
		return false
	}
	return c.constant(e, tv.Type, tv.Value)
}

// constant checks type and range of a constant.
func (c *checker) constant(n ast.Node, t types.Type, v constant.Value) bool {
	b, ok := t.Underlying().(*types.Basic)
	if !ok || basicClass(b) == none {
		reason, message, suggestion := c.fault(t, roleLocal)
		c.reject(n, reason, message, suggestion)
		return false
	}
	if b.Kind() != types.Int {
		return true
	}
	if i, exact := constant.Int64Val(constant.ToInt(v)); !exact || i < math.MinInt32 || i > math.MaxInt32 {
		c.reject(n, "int-constant", fmt.Sprintf("the int constant %s has more than 32 bits", clip(v.String())), "")
		return false
	}
	return true
}

// parts checks an expression by its syntax, and what it consists of.
func (c *checker) parts(e ast.Expr, u use) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return c.name(e, u)
	case *ast.FuncLit:
		return c.literal(e, nil, "the function literal", u)
	case *ast.CompositeLit:
		return c.composite(e)
	case *ast.SelectorExpr:
		return c.selector(e, u)
	case *ast.IndexExpr:
		return c.index(e)
	case *ast.SliceExpr:
		if c.expr(e.X, asBase) {
			c.reject(e, "slice", "slices are not allowed", "pass the whole array, or use its elements")
		}
		return false
	case *ast.StarExpr:
		return c.expr(e.X, asBase)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return c.address(e, u)
		}
		return e.Op != token.ARROW && c.expr(e.X, asValue)
	case *ast.BinaryExpr:
		return c.binary(e, u)
	case *ast.CallExpr:
		return c.call(e)
	case *ast.KeyValueExpr:
		return c.expr(e.Value, asValue)
	}
	return false // type assertions and generics, which the syntax gave away
}

// result checks type and use of a value whose parts are right.
func (c *checker) result(e ast.Expr, t types.Type, u use) bool {
	if u == asNothing {
		return true
	}
	if tuple, ok := t.(*types.Tuple); ok {
		for v := range tuple.Variables() {
			if !c.typed(e, v.Type(), roleResult) {
				return false
			}
		}
		c.work(tuple)
		return true
	}
	switch k := c.of(t); k {
	case function:
		if u == asCallee || u == asArgument || u == asInit {
			return true
		}
		c.reject(e, "function", "a function is used as a value", "")
		return false
	case pointer:
		if u == asBase || u == asArgument {
			return true
		}
		c.reject(e, "pointer", "a pointer is copied or compared", "use the value it points to, *p, or pass the pointer to a function")
		return false
	case text:
		if u == asKey || u == asInit {
			return true
		}
		c.reject(e, "string", "a string is used other than as the key of a term", "")
		return false
	case terms, holder:
		return c.sharing(e, k, u)
	case none:
		if u == asBase && isText(t) {
			return true // a list of keys that is ranged over
		}
		return c.typed(e, t, roleLocal)
	}
	if u != asBase {
		c.work(t)
	}
	return true
}

// typed reports a type that is none of kernel Go where the expression's value
// gives it, as that of a call into another package.
func (c *checker) typed(n ast.Node, t types.Type, r role) bool {
	if r.takes(c.of(t)) {
		return true
	}
	if named, ok := types.Unalias(t).(*types.Named); ok && c.of(t) == none && named.Obj().Pkg() == c.pkg.Types {
		return false // its declaration has been reported
	}
	reason, message, suggestion := c.fault(t, r)
	c.reject(n, reason, message, suggestion)
	return false
}

// work counts an operation on values of a type.
func (c *checker) work(t types.Type) {
	if c.unit != nil {
		c.unit.work += leaves(t)
	}
}

// name checks an identifier.
func (c *checker) name(id *ast.Ident, u use) bool {
	switch object := c.info.Uses[id].(type) {
	case *types.Var:
		return c.variable(id, object, u)
	case *types.Func:
		c.needs(target{object: object})
		return object.Pkg() != c.pkg.Types || c.of(object.Type()) == function // else its declaration has been reported
	}
	return true
}

func (c *checker) variable(n ast.Expr, v *types.Var, u use) bool {
	if c.refused[v] {
		return false
	}
	if v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
		if v.Pkg() != c.pkg.Types {
			c.reject(n, "package-var", fmt.Sprintf("%s is a variable of package %s", clip(v.Name()), clip(v.Pkg().Name())), "call a function of that package instead")
			return false
		}
		return numbers(v.Type()) // else the declaration has been reported
	}
	if c.unit != nil {
		c.unit.uses[v] = true
		if c.of(v.Type()) == function {
			c.needs(target{object: v})
		}
	}
	return true
}

func (c *checker) needs(t target) {
	if c.unit != nil {
		c.unit.needs = append(c.unit.needs, t)
	}
}

func (c *checker) selector(e *ast.SelectorExpr, u use) bool {
	s := c.info.Selections[e]
	if s == nil {
		return c.qualified(e, u)
	}
	if s.Kind() != types.FieldVal {
		if s.Kind() == types.MethodVal {
			c.expr(e.X, asBase)
		}
		c.reject(e, "method-value", fmt.Sprintf("the method %s is used as a value", clip(e.Sel.Name)), "")
		return false
	}
	return c.expr(e.X, asBase)
}

// qualified checks a name of another package.
func (c *checker) qualified(e *ast.SelectorExpr, u use) bool {
	switch object := c.info.Uses[e.Sel].(type) {
	case *types.Var:
		return c.variable(e, object, u)
	case *types.Func:
		if object.Pkg().Path() == "math" && !mathFuncs[object.Name()] {
			c.reject(e, "math", fmt.Sprintf("math.%s is not available", clip(object.Name())), "")
			return false
		}
		return true
	}
	return true
}

func (c *checker) composite(e *ast.CompositeLit) bool {
	if e.Type != nil && !c.literalType(e) {
		return false
	}
	t := c.info.Types[e].Type
	_, isMap := t.Underlying().(*types.Map)
	ok := true
	for _, elt := range e.Elts {
		if kv, isPair := elt.(*ast.KeyValueExpr); isPair {
			if isMap {
				ok = c.expr(kv.Key, asKey) && ok
			}
			elt = kv.Value
		}
		if isText(t) {
			ok = c.expr(elt, asKey) && ok
			continue
		}
		ok = c.expr(elt, asInit) && c.noFunction(elt) && ok
	}
	return ok
}

// noFunction refuses functions and strings where data is made of them.
func (c *checker) noFunction(e ast.Expr) bool {
	switch k := c.of(c.info.Types[e].Type); k {
	case function:
		c.reject(e, "function", "a function is stored", "")
	case text:
		c.reject(e, "string", "a string is stored", "")
	default:
		return true
	}
	return false
}

// literalType checks the type of a composite literal. A list of strings may be
// one: it can be ranged over.
func (c *checker) literalType(e *ast.CompositeLit) bool {
	t := c.info.Types[e].Type
	if isText(t) {
		return true
	}
	return c.typeExpr(e.Type, roleLocal)
}

// isText says that a type is an array of strings.
func isText(t types.Type) bool {
	a, ok := t.Underlying().(*types.Array)
	if !ok {
		return false
	}
	b, ok := a.Elem().Underlying().(*types.Basic)
	return ok && basicClass(b) == text
}

func (c *checker) index(e *ast.IndexExpr) bool {
	t := c.info.Types[e.X].Type
	if t == nil {
		return false
	}
	if _, ok := t.Underlying().(*types.Signature); ok {
		return false // a generic function, which its declaration gave away
	}
	ok := c.expr(e.X, asBase)
	if !ok {
		return false
	}
	if c.of(t) == terms {
		return c.expr(e.Index, asKey)
	}
	if c.of(t) == text || isText(t) {
		c.reject(e, "string", "a string is picked by an index", "range over the list: for _, name := range [...]string{...}")
		return false
	}
	return c.expr(e.Index, asValue)
}

func (c *checker) binary(e *ast.BinaryExpr, u use) bool {
	t := c.info.Types[e.X].Type
	if t == nil {
		return false
	}
	for _, side := range []ast.Expr{e.X, e.Y} {
		if c.info.Types[side].IsNil() {
			return c.expr(side, asValue)
		}
	}
	if c.of(t) == text {
		switch e.Op {
		case token.EQL, token.NEQ:
			return c.named(e.X) && c.named(e.Y)
		case token.ADD:
			if u == asKey || u == asInit {
				return c.named(e.X) && c.named(e.Y)
			}
		}
		c.reject(e, "string", "strings are only joined and compared as keys of terms", "")
		return false
	}
	x := c.expr(e.X, asValue)
	return c.expr(e.Y, asValue) && x
}

// named checks a string that is part of a key, without counting it as one.
func (c *checker) named(e ast.Expr) bool {
	if tv := c.info.Types[e]; tv.Value != nil {
		return true
	}
	return c.expr(e, asKey)
}

// address checks &x, which must be an argument and x a variable or part of one.
func (c *checker) address(e *ast.UnaryExpr, u use) bool {
	if u != asArgument {
		if c.expr(e.X, asBase) {
			c.reject(e, "pointer", "the address of a variable is kept", "")
		}
		return false
	}
	if _, ok := c.pathOf(e.X); !ok {
		if c.expr(e.X, asBase) {
			c.reject(e, "address", "the address is taken of what is no variable", "")
		}
		return false
	}
	return c.expr(e.X, asBase)
}
