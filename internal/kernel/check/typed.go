package check

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"math"

	"github.com/rewardsmith/rewardsmith/internal/kernel/source"
)

// walk checks a part of the source with the rules that need types.
func (c *checker) walk(n ast.Node) {
	if n != nil {
		ast.Inspect(n, c.visit)
	}
}

// visit checks a node. It returns false where it has walked what is inside.
func (c *checker) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec:
		return false
	case *ast.FuncDecl:
		c.function(n)
		return false
	case *ast.TypeSpec:
		if n.TypeParams == nil {
			c.typeExpr(n.Type)
		}
		return false
	case *ast.ValueSpec:
		c.values(n)
		return false
	case *ast.AssignStmt:
		c.assign(n)
		return false
	case *ast.RangeStmt:
		c.ranges(n)
		return false
	case *ast.SelectorExpr:
		c.selector(n)
		c.walk(n.X)
		return false
	case *ast.KeyValueExpr:
		c.pair(n)
		return false
	case ast.Expr:
		return c.expr(n)
	}
	return true
}

// function checks a function or method. Generic ones the syntax has given away.
func (c *checker) function(d *ast.FuncDecl) {
	fn, ok := c.info.Defs[d.Name].(*types.Func)
	if !ok || fn.Signature().TypeParams().Len()+fn.Signature().RecvTypeParams().Len() > 0 {
		return
	}
	defer c.enter(fn, d.Name.Name, d.Name)()
	c.fieldTypes(d.Recv)
	c.fieldTypes(d.Type.Params)
	c.fieldTypes(d.Type.Results)
	if d.Body != nil {
		c.walk(d.Body)
	}
}

// expr checks an expression and says whether to look inside.
func (c *checker) expr(e ast.Expr) bool {
	tv, ok := c.info.Types[e]
	switch {
	case ok && tv.IsType():
		c.typeExpr(e)
		return false
	case ok && tv.Value != nil:
		c.constant(e, tv)
		return false
	}
	switch e := e.(type) {
	case *ast.CallExpr:
		c.call(e)
	case *ast.BinaryExpr:
		c.comparison(e)
	case *ast.IndexExpr:
		if isString(c.info.TypeOf(e.X)) {
			c.reject(e, "string", "a string is indexed", "")
		}
	case *ast.SliceExpr:
		if isString(c.info.TypeOf(e.X)) {
			c.reject(e, "string", "a string is cut", "")
		}
	case *ast.FuncLit:
		c.literal(e, nil, "a function literal")
		return false
	case *ast.CompositeLit:
		if e.Type == nil {
			break
		}
		c.typeExpr(e.Type)
		for _, elt := range e.Elts {
			c.walk(elt)
		}
		return false
	case *ast.Ident:
		c.foreign(e, c.info.Uses[e])
	}
	return true
}

// constant checks the type and the range of a constant where it is used. A type
// that it has from the place where it stands is reported there.
func (c *checker) constant(e ast.Expr, tv types.TypeAndValue) {
	if f := c.fault(tv.Type); f != nil {
		if ownType(e) {
			c.reject(e, f.reason, f.message, f.suggestion)
		}
		return
	}
	b, ok := tv.Type.Underlying().(*types.Basic)
	if !ok || b.Kind() != types.Int {
		return
	}
	if i, exact := constant.Int64Val(constant.ToInt(tv.Value)); !exact || i < math.MinInt32 || i > math.MaxInt32 {
		c.reject(e, "int-constant", fmt.Sprintf("the int constant %s has more than 32 bits", clip(tv.Value.String())), "")
	}
}

// ownType says that a constant may have a type by itself: that of a conversion,
// or rune.
func ownType(e ast.Expr) bool {
	own := false
	ast.Inspect(e, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		_, isCall := n.(*ast.CallExpr)
		own = own || isCall || ok && lit.Kind == token.CHAR
		return !own
	})
	return own
}

// comparison refuses to compare pointers with each other.
func (c *checker) comparison(e *ast.BinaryExpr) {
	if e.Op != token.EQL && e.Op != token.NEQ || c.info.Types[e.X].IsNil() || c.info.Types[e.Y].IsNil() {
		return
	}
	if _, ok := c.info.TypeOf(e.X).Underlying().(*types.Pointer); ok {
		c.reject(e, "pointer", "pointers are compared", "")
	}
}

func isString(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// selector checks fields and functions of other packages.
func (c *checker) selector(e *ast.SelectorExpr) {
	if tv, ok := c.info.Types[e]; ok && (tv.IsType() || tv.Value != nil) {
		c.expr(e)
		return
	}
	object := c.info.Uses[e.Sel]
	if s := c.info.Selections[e]; s != nil {
		object = s.Obj()
	}
	if object == nil || object.Pkg() == nil {
		return
	}
	if fn, ok := object.(*types.Func); ok && fn.Pkg().Path() == "math" && !mathFuncs[fn.Name()] {
		c.reject(e, "math", fmt.Sprintf("math.%s is not available", clip(fn.Name())), "")
		return
	}
	c.needs(object)
	c.foreign(e, object)
}

var mathFuncs = func() map[string]bool {
	names := map[string]bool{}
	for name := range source.MathFuncs() {
		names[name] = true
	}
	return names
}()

// foreign checks the type of what another package declares. What this package
// declares is checked there.
func (c *checker) foreign(n ast.Node, object types.Object) {
	if object == nil || object.Pkg() == nil {
		return
	}
	if object.Pkg() == c.pkg.Types {
		c.needs(object)
		return
	}
	if f := c.fault(object.Type()); f != nil {
		c.reject(n, f.reason, f.message, f.suggestion)
	}
}

// pair checks key and value of a composite literal; the key of a struct is a
// field, and no expression.
func (c *checker) pair(e *ast.KeyValueExpr) {
	if id, ok := e.Key.(*ast.Ident); !ok || !c.isField(id) {
		c.walk(e.Key)
	}
	c.walk(e.Value)
}

func (c *checker) isField(id *ast.Ident) bool {
	v, ok := c.info.Uses[id].(*types.Var)
	return ok && v.IsField()
}

// values checks a declaration of constants or variables.
func (c *checker) values(s *ast.ValueSpec) {
	if s.Type != nil {
		c.typeExpr(s.Type)
	}
	for i, v := range s.Values {
		if lit, ok := ast.Unparen(v).(*ast.FuncLit); ok && len(s.Values) == len(s.Names) {
			c.literal(lit, c.info.Defs[s.Names[i]], s.Names[i].Name)
			continue
		}
		if _, isConst := c.info.Defs[s.Names[min(i, len(s.Names)-1)]].(*types.Const); !isConst {
			c.walk(v)
		}
	}
	for _, name := range s.Names {
		c.define(name)
	}
}

func (c *checker) assign(s *ast.AssignStmt) {
	for i, r := range s.Rhs {
		lit, ok := ast.Unparen(r).(*ast.FuncLit)
		if id, isName := s.Lhs[i].(*ast.Ident); ok && isName && len(s.Lhs) == len(s.Rhs) {
			c.literal(lit, c.info.ObjectOf(id), id.Name)
			continue
		}
		c.walk(r)
	}
	for _, l := range s.Lhs {
		if id, ok := l.(*ast.Ident); ok {
			c.define(id)
			continue
		}
		c.walk(l)
	}
}

// define counts a new variable.
func (c *checker) define(name *ast.Ident) {
	if v, ok := c.info.Defs[name].(*types.Var); ok && c.unit != nil {
		c.unit.frame += leaves(v.Type())
	}
}

func (c *checker) ranges(s *ast.RangeStmt) {
	c.walk(s.X)
	if t := c.info.TypeOf(s.X); t != nil {
		if _, ok := t.Underlying().(*types.Signature); ok {
			c.reject(s.X, "range", "range goes over a function", "")
		}
		if isString(t) && s.Value != nil && !isBlank(s.Value) {
			c.reject(s.Value, "string", "the characters of a string are used", "range over the indices alone, or keep the characters in an array of int")
		}
	}
	for _, e := range []ast.Expr{s.Key, s.Value} {
		if id, ok := e.(*ast.Ident); ok {
			c.define(id)
		} else if e != nil {
			c.walk(e)
		}
	}
	c.walk(s.Body)
}

func isBlank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}

// call checks conversions and the functions that the language declares.
func (c *checker) call(e *ast.CallExpr) {
	fun := ast.Unparen(e.Fun)
	switch tv := c.info.Types[fun]; {
	case tv.IsType():
		if from := c.info.TypeOf(e.Args[0]); isString(tv.Type) && !isString(from) && c.fault(from) == nil {
			c.reject(e, "conversion", "the conversion to "+c.write(tv.Type)+" is not allowed", "")
		}
	case tv.IsBuiltin():
		if id, ok := fun.(*ast.Ident); ok {
			c.builtin(e, id.Name)
		}
	}
}

// refusedBuiltins are the rules that calls of builtin functions break.
var refusedBuiltins = map[string]string{
	"panic": "panic", "recover": "panic", "print": "print", "println": "print", "clear": "builtin", "close": "channel",
	"complex": "complex", "real": "complex", "imag": "complex",
}

func (c *checker) builtin(e *ast.CallExpr, name string) {
	if reason := refusedBuiltins[name]; reason != "" {
		c.reject(e, reason, name+" is not allowed", "")
	}
}

// typeExpr reports the innermost part of a written type that is not kernel Go.
func (c *checker) typeExpr(e ast.Expr) {
	t := c.info.TypeOf(e)
	if t == nil {
		return
	}
	before := len(c.found)
	switch e := e.(type) {
	case *ast.ParenExpr:
		c.typeExpr(e.X)
	case *ast.StarExpr:
		c.typeExpr(e.X)
	case *ast.Ellipsis:
		c.typeExpr(e.Elt)
	case *ast.ArrayType:
		c.typeExpr(e.Elt)
	case *ast.MapType:
		c.typeExpr(e.Key)
		c.typeExpr(e.Value)
	case *ast.StructType:
		c.fieldTypes(e.Fields)
	case *ast.FuncType:
		c.fieldTypes(e.Params)
		c.fieldTypes(e.Results)
	case *ast.Ident, *ast.SelectorExpr:
		c.typeName(e, t)
	case *ast.InterfaceType, *ast.ChanType:
		return // the syntax gave it away
	}
	if len(c.found) == before {
		c.typeSize(e, t)
	}
}

func (c *checker) fieldTypes(list *ast.FieldList) {
	if list == nil {
		return
	}
	for _, f := range list.List {
		c.typeExpr(f.Type)
		for _, name := range f.Names {
			if v, ok := c.info.Defs[name].(*types.Var); ok && c.unit != nil && !v.IsField() {
				c.unit.frame += leaves(v.Type())
			}
		}
	}
}

func (c *checker) typeName(e ast.Expr, t types.Type) {
	if named, ok := types.Unalias(t).(*types.Named); ok && named.Obj().Pkg() == c.pkg.Types {
		return // its declaration is checked
	}
	if f := c.fault(t); f != nil {
		c.reject(e, f.reason, f.message, f.suggestion)
	}
}

// typeSize checks the size of a type that is right.
func (c *checker) typeSize(n ast.Node, t types.Type) {
	switch long := longest(t); {
	case long > MaxElements:
		c.reject(n, "size", fmt.Sprintf("an array has %d elements; at most %d are allowed", long, MaxElements), "use a smaller array")
	case leaves(t) > MaxLeaves:
		c.reject(n, "size", fmt.Sprintf("a value of this type holds more than %d numbers", MaxLeaves), "use smaller arrays and structs")
	}
}
