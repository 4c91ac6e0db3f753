package check

import (
	"fmt"
	"go/ast"
	"go/types"
)

// declaration checks a function, a type, a constant or a variable of the package.
func (c *checker) declaration(d ast.Node) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		c.function(d)
	case *ast.TypeSpec:
		if d.TypeParams == nil {
			c.typeExpr(d.Type, roleName)
		}
	case *ast.ValueSpec:
		if _, ok := c.info.Defs[d.Names[0]].(*types.Const); ok {
			c.constants(d)
			return
		}
		c.table(d)
	}
}

func (c *checker) function(d *ast.FuncDecl) {
	object, ok := c.info.Defs[d.Name].(*types.Func)
	if !ok || object.Signature().TypeParams().Len()+object.Signature().RecvTypeParams().Len() > 0 {
		return
	}
	u := c.enter(object, d.Name.Name, d.Name)
	defer c.leave(u)
	if d.Recv != nil {
		c.params(d.Recv)
	}
	c.signature(d.Type)
	c.block(d.Body)
	c.nilMaps(object.Signature(), d.Body)
}

// signature checks the types of parameters and results, in the function at hand.
func (c *checker) signature(t *ast.FuncType) {
	c.params(t.Params)
	if t.Results == nil {
		return
	}
	for _, f := range t.Results.List {
		ok := c.typeExpr(f.Type, roleResult)
		c.declare(ok, f.Names...)
	}
}

func (c *checker) params(list *ast.FieldList) {
	for _, f := range list.List {
		ok := c.typeExpr(f.Type, roleParam)
		c.declare(ok, f.Names...)
		c.unit.inline = c.unit.inline || c.writtenOut(c.info.TypeOf(f.Type))
		for _, name := range f.Names {
			if v, ok := c.info.Defs[name].(*types.Var); ok {
				c.unit.params[v], c.parameters[v] = true, true
			}
		}
	}
}

// writtenOut says that a function with a parameter of type t has to be written
// out at every call.
func (c *checker) writtenOut(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return c.of(p.Elem()) == holder
	}
	k := c.of(t)
	return k == terms || k == text || k == function
}

// declare records local variables and whether their type is one of kernel Go.
func (c *checker) declare(ok bool, names ...*ast.Ident) {
	for _, name := range names {
		v, isVar := c.info.Defs[name].(*types.Var)
		if !isVar {
			continue
		}
		if !ok {
			c.refused[v] = true
		}
		c.unit.local(v)
	}
}

// constants checks the types of constants; strings may be.
func (c *checker) constants(d *ast.ValueSpec) {
	if d.Type != nil && !c.typeExpr(d.Type, roleName) {
		for _, name := range d.Names {
			c.refused[c.info.Defs[name]] = true
		}
		return
	}
	for i, name := range d.Names {
		if k, ok := c.info.Defs[name].(*types.Const); ok && i < len(d.Values) {
			c.constant(d.Values[i], k.Type(), k.Val())
		}
	}
}

// table checks a package-level variable: an array of constants that is only read.
func (c *checker) table(d *ast.ValueSpec) {
	for i, name := range d.Names {
		v, ok := c.info.Defs[name].(*types.Var)
		if !ok {
			continue // _
		}
		message := ""
		switch {
		case !numbers(v.Type()) || !isArray(v.Type()):
			message = fmt.Sprintf("the package-level variable %s is no array of numbers", clip(name.Name))
		case len(d.Values) != len(d.Names) || !c.isConstant(d.Values[i]):
			message = fmt.Sprintf("the package-level variable %s is not given constants", clip(name.Name))
		case c.changed[v]:
			message = fmt.Sprintf("the package-level variable %s is assigned to, or its address is taken", clip(name.Name))
		case leaves(v.Type()) > MaxLeaves || longest(v.Type()) > MaxElements:
			c.tooLarge(name, v.Type())
		default:
			c.expr(d.Values[i], asValue)
		}
		if message != "" {
			c.reject(name, "package-var", message, "")
		}
	}
}

func isArray(t types.Type) bool {
	_, ok := t.Underlying().(*types.Array)
	return ok
}

// numbers says that a type is a scalar of kernel Go or an array of such.
func numbers(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Array:
		return numbers(u.Elem())
	case *types.Basic:
		return basicClass(u) == data
	}
	return false
}

// isConstant says that e is a constant or an array literal of such.
func (c *checker) isConstant(e ast.Expr) bool {
	if c.info.Types[e].Value != nil {
		return true
	}
	lit, ok := ast.Unparen(e).(*ast.CompositeLit)
	if !ok {
		return false
	}
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		if !c.isConstant(e) {
			return false
		}
	}
	return true
}

// typeExpr checks a type that is written in the source and stands in a role. It
// returns false where it has reported something, or the type's declaration has
// been reported.
func (c *checker) typeExpr(e ast.Expr, r role) bool {
	t := c.info.Types[e].Type
	if t == nil {
		return false
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return c.typeExpr(e.X, r)
	case *ast.ArrayType:
		if e.Len != nil && c.of(t) == none {
			return c.typeExpr(e.Elt, roleElement)
		}
	case *ast.StructType:
		ok := true
		for _, f := range e.Fields.List {
			ok = c.typeExpr(f.Type, roleField) && ok
		}
		if !ok {
			return false
		}
	case *ast.StarExpr:
		if r == roleParam && c.of(t) == none {
			return c.pointee(e.X)
		}
	case *ast.FuncType:
		if r.takes(function) && !c.funcType(e) {
			return false
		}
	case *ast.Ellipsis:
		c.reject(e, "slice", "a variadic parameter is a slice", "declare one parameter for each value, or an array")
		return false
	}
	return c.inRole(e, t, r)
}

// pointee checks the type that a pointer parameter points to.
func (c *checker) pointee(e ast.Expr) bool {
	t := c.info.Types[e].Type
	if k := c.of(t); k == none {
		return c.typeExpr(e, roleLocal)
	}
	c.reject(e, "pointer", "a pointer to "+c.write(t)+" is not allowed", "")
	return false
}

func (c *checker) funcType(e *ast.FuncType) bool {
	ok := true
	for _, f := range e.Params.List {
		ok = c.typeExpr(f.Type, roleParam) && ok
	}
	if e.Results != nil {
		for _, f := range e.Results.List {
			ok = c.typeExpr(f.Type, roleResult) && ok
		}
	}
	return ok
}

// inRole checks the class and the size of a type.
func (c *checker) inRole(n ast.Node, t types.Type, r role) bool {
	k := c.of(t)
	if !r.takes(k) {
		if named, ok := types.Unalias(t).(*types.Named); ok && k == none && named.Obj().Pkg() == c.pkg.Types {
			return false // its declaration has been reported
		}
		reason, message, suggestion := c.fault(t, r)
		c.reject(n, reason, message, suggestion)
		return false
	}
	if leaves(t) > MaxLeaves || longest(t) > MaxElements {
		c.tooLarge(n, t)
		return false
	}
	return true
}

func (c *checker) tooLarge(n ast.Node, t types.Type) {
	message := fmt.Sprintf("a value of this type holds more than %d numbers", MaxLeaves)
	if longest(t) > MaxElements {
		message = fmt.Sprintf("an array has %d elements; at most %d are allowed", longest(t), MaxElements)
	}
	c.reject(n, "size", message, "use smaller arrays and structs")
}

// longest is the length of the longest array in a type.
func longest(t types.Type) int64 {
	switch u := t.Underlying().(type) {
	case *types.Array:
		return max(u.Len(), longest(u.Elem()))
	case *types.Struct:
		n := int64(0)
		for f := range u.Fields() {
			n = max(n, longest(f.Type()))
		}
		return n
	}
	return 0
}
