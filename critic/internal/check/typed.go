package check

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/rewardsmith/rewardsmith/critic/finding"
)

// Bounds of what a reward may allocate at once.
const (
	maxElements  = 4096  // of an array or a made slice
	maxTypeBytes = 65536 // of a value of one type
)

// TypedPolicy finds constructs that only their types give away. r has been
// type-checked without findings.
func TypedPolicy(r *Reward) []finding.Finding {
	p := &typedPolicy{policy: policy{r: r}, sizes: map[types.Type]int64{}, called: calledFuncs(r.File)}
	for _, d := range r.File.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			p.results = r.results(fn.Type)
		}
		p.walk(d)
	}
	p.recursion()
	p.memory()
	return finding.Limit(p.found)
}

type typedPolicy struct {
	policy
	sizes   map[types.Type]int64
	called  map[ast.Expr]bool
	loops   []ast.Stmt   // enclosing loops, outermost first
	results []*types.Var // named results of the enclosing function
}

// calledFuncs returns the expressions that stand where a call names its function.
func calledFuncs(file *ast.File) map[ast.Expr]bool {
	called := map[ast.Expr]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok {
			called[ast.Unparen(c.Fun)] = true
		}
		return true
	})
	return called
}

func (r *Reward) results(t *ast.FuncType) []*types.Var {
	var vars []*types.Var
	if t.Results == nil {
		return nil
	}
	for _, f := range t.Results.List {
		for _, name := range f.Names {
			v, _ := r.Info.Defs[name].(*types.Var)
			vars = append(vars, v)
		}
	}
	return vars
}

// walk visits n with the enclosing loops and results at hand.
func (p *typedPolicy) walk(n ast.Node) {
	ast.Inspect(n, func(c ast.Node) bool {
		switch c := c.(type) {
		case *ast.ForStmt:
			if c == n {
				return true
			}
			p.loops = append(p.loops, c)
			p.walk(c)
			p.loops = p.loops[:len(p.loops)-1]
			return false
		case *ast.RangeStmt:
			if c == n {
				return true
			}
			p.rangeStmt(c)
			p.loops = append(p.loops, c)
			p.walk(c)
			p.loops = p.loops[:len(p.loops)-1]
			return false
		case *ast.FuncLit:
			if c == n {
				return true
			}
			p.capture(c)
			outer := p.results
			p.results = p.r.results(c.Type)
			p.walk(c)
			p.results = outer
			return false
		}
		p.node(c)
		return true
	})
}

func (p *typedPolicy) node(n ast.Node) {
	if e, ok := n.(ast.Expr); ok {
		if tv, ok := p.r.Info.Types[e]; ok && tv.IsType() {
			p.typeExpr(e, tv.Type)
		}
	}
	switch n := n.(type) {
	case *ast.CallExpr:
		p.call(n)
	case *ast.SelectorExpr:
		if sel := p.r.Info.Selections[n]; sel != nil && sel.Kind() != types.FieldVal && (!p.called[n] || sel.Kind() == types.MethodExpr) {
			p.reject(n, "method-value", fmt.Sprintf("the method %s is used as a value", clip(n.Sel.Name)), "call it, or write a function literal that calls it")
		}
	case *ast.UnaryExpr:
		if id := p.variableOf(n.X); id != nil && n.Op == token.AND && p.isLoopVar(id) {
			p.reject(n, "loop-capture", "the address of loop variable "+clip(id.Name)+" is taken", "copy it first inside the loop")
		}
	case *ast.AssignStmt:
		p.redeclared(n)
	case *ast.ReturnStmt:
		p.resultOrder(n)
	}
}

func (p *typedPolicy) typeExpr(e ast.Expr, t types.Type) {
	const numbers = "use float64, int, bool, string, arrays, slices, maps and structs of these"
	switch u := t.Underlying().(type) {
	case *types.Interface:
		p.reject(e, "type", fmt.Sprintf("the type %s is an interface", clip(typeName(t))), "use the concrete type, such as float64")
	case *types.Basic:
		if u.Info()&types.IsComplex != 0 {
			p.reject(e, "complex", "complex numbers are not allowed", "use two float64")
		} else if u.Kind() == types.Uintptr || u.Kind() == types.UnsafePointer {
			p.reject(e, "type", fmt.Sprintf("the type %s is not allowed", u.Name()), numbers)
		}
	case *types.Array:
		if u.Len() > maxElements {
			p.reject(e, "type", fmt.Sprintf("an array of %d elements is not allowed; at most %d are", u.Len(), maxElements), "use a smaller array")
			return
		}
	}
	if size := p.size(t); size > maxTypeBytes {
		p.reject(e, "type", fmt.Sprintf("a value of this type takes more than %d bytes", maxTypeBytes), "use smaller arrays and structs")
	}
}

// size returns about how many bytes a value of type t takes, at most just above
// maxTypeBytes.
func (p *typedPolicy) size(t types.Type) int64 {
	if size, ok := p.sizes[t]; ok {
		return size
	}
	size := int64(8)
	switch u := t.Underlying().(type) {
	case *types.Array:
		size = min(u.Len(), maxTypeBytes) * p.size(u.Elem())
	case *types.Struct:
		size = 0
		for f := range u.Fields() {
			size = min(size+p.size(f.Type()), maxTypeBytes+1)
		}
	}
	size = min(size, maxTypeBytes+1)
	p.sizes[t] = size
	return size
}

func (p *typedPolicy) call(c *ast.CallExpr) {
	if tv := p.r.Info.Types[c.Fun]; tv.IsType() {
		if _, ok := tv.Type.Underlying().(*types.Signature); ok {
			p.reject(c, "func-conversion", "a function is converted to a named function type", "assign it without the conversion")
		}
		return
	}
	id, ok := ast.Unparen(c.Fun).(*ast.Ident)
	if !ok {
		return
	}
	builtin, ok := p.r.Info.Uses[id].(*types.Builtin)
	if !ok {
		return
	}
	switch builtin.Name() {
	case "panic":
		p.reject(c, "panic-call", "panic is not allowed", "return a finite penalty instead")
	case "recover":
		p.reject(c, "recover", "recover is not allowed", "guard against bad values before they arise")
	case "print", "println":
		p.reject(c, "print", "print and println are not allowed", "remove the call; terms show what the reward computes")
	case "clear":
		p.reject(c, "builtin", "clear is not allowed", "make a new map or slice")
	case "complex", "real", "imag":
		p.reject(c, "complex", "complex numbers are not allowed", "use two float64")
	case "make":
		p.makeCall(c)
	}
}

func (p *typedPolicy) makeCall(c *ast.CallExpr) {
	if _, ok := p.r.Info.Types[c].Type.Underlying().(*types.Map); ok {
		return // the size is but a hint
	}
	for _, size := range c.Args[1:] {
		v := p.r.Info.Types[size].Value
		if v == nil && p.isLen(size) {
			continue
		}
		if v == nil {
			p.reject(c, "make-size", "make has a size that is not constant", fmt.Sprintf("use a constant of at most %d, or len(x)", maxElements))
			continue
		}
		if n, exact := constant.Int64Val(constant.ToInt(v)); !exact || n > maxElements {
			p.reject(c, "make-size", fmt.Sprintf("make with %s elements; at most %d are allowed", clip(v.String()), maxElements), "make it smaller")
		}
	}
}

// isLen says that e is the length of something that exists.
func (p *typedPolicy) isLen(e ast.Expr) bool {
	c, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	id, ok := ast.Unparen(c.Fun).(*ast.Ident)
	if !ok {
		return false
	}
	b, ok := p.r.Info.Uses[id].(*types.Builtin)
	return ok && b.Name() == "len"
}

func (p *typedPolicy) rangeStmt(s *ast.RangeStmt) {
	if s.Tok == token.ASSIGN && !(isBlank(s.Key) && isBlank(s.Value)) {
		p.reject(s, "range-assign", "range assigns to existing variables", "declare them in the loop with :=")
	}
	switch t := p.r.Info.Types[s.X].Type.Underlying().(type) {
	case *types.Pointer:
		p.reject(s, "range-pointer", "range goes over a pointer to an array", "write range *v, or count with an index")
	case *types.Signature:
		p.reject(s, "range-func", "range over a function is not allowed", "call the functions one by one, or use a slice")
	case *types.Map:
		if !accumulates(s, t) {
			p.reject(s, "map-range", "ranging over a map visits the keys in random order, so the result differs from run to run",
				"add the terms by name; a loop over a map may only accumulate, as in total += v, or fill another map, as in terms[k] = w*v")
		}
	}
}

func isBlank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return e == nil || ok && id.Name == "_"
}

// isLoopVar says that id is a variable that an enclosing loop declares anew for
// each iteration.
func (p *typedPolicy) isLoopVar(id *ast.Ident) bool {
	obj := p.r.Info.Uses[id]
	if obj == nil {
		return false
	}
	for _, loop := range p.loops {
		switch l := loop.(type) {
		case *ast.RangeStmt:
			if l.Pos() <= obj.Pos() && obj.Pos() < l.X.Pos() {
				return true
			}
		case *ast.ForStmt:
			if l.Init != nil && l.Init.Pos() <= obj.Pos() && obj.Pos() < l.Init.End() {
				return true
			}
		}
	}
	return false
}

// variableOf returns the variable that e is a part of, in memory of its own, or nil.
func (p *typedPolicy) variableOf(e ast.Expr) *ast.Ident {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return e
	case *ast.SelectorExpr:
		if s := p.r.Info.Selections[e]; s != nil && s.Kind() == types.FieldVal && !s.Indirect() {
			return p.variableOf(e.X)
		}
	case *ast.IndexExpr:
		if _, ok := p.r.Info.Types[e.X].Type.Underlying().(*types.Array); ok {
			return p.variableOf(e.X)
		}
	}
	return nil
}

func (p *typedPolicy) capture(f *ast.FuncLit) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if ok && p.isLoopVar(id) {
			p.reject(f, "loop-capture", fmt.Sprintf("the function literal uses loop variable %s", clip(id.Name)),
				fmt.Sprintf("copy it first (%[1]s := %[1]s) inside the loop", clip(id.Name)))
		}
		return true
	})
}

func (p *typedPolicy) redeclared(a *ast.AssignStmt) {
	if a.Tok != token.DEFINE {
		return
	}
	for _, e := range a.Lhs {
		if id, ok := e.(*ast.Ident); ok && p.resultIndex(id) >= 0 {
			p.reject(id, "redeclare-result", fmt.Sprintf(":= assigns to the named result %s beside new variables", clip(id.Name)),
				"declare the new variables on a line of their own and assign with =")
		}
	}
}

// resultIndex returns which named result id uses, or -1.
func (p *typedPolicy) resultIndex(id *ast.Ident) int {
	for i, v := range p.results {
		if v != nil && p.r.Info.Uses[id] == types.Object(v) {
			return i
		}
	}
	return -1
}

func (p *typedPolicy) resultOrder(s *ast.ReturnStmt) {
	for i, e := range s.Results {
		id, ok := ast.Unparen(e).(*ast.Ident)
		if !ok || len(s.Results) < 2 {
			continue
		}
		if j := p.resultIndex(id); j >= 0 && j != i {
			p.reject(s, "result-order", fmt.Sprintf("the named result %s is returned as result %d", clip(id.Name), i+1),
				"leave the results unnamed, or return other variables")
			return
		}
	}
}

// memory demands that Memory is data: a copy of it is all the state there is.
func (p *typedPolicy) memory() {
	if p.r.Memory == nil {
		return
	}
	if bad := notPlain(p.r.Memory.Underlying(), 0); bad != nil {
		p.found = append(p.found, p.r.at(p.r.Memory.Obj().Pos(), finding.Policy, "type",
			fmt.Sprintf("Memory holds a value of type %s", clip(typeName(bad))),
			"use float64, float32, int, bool, uint32, fixed arrays and structs of these"))
	}
}

// notPlain returns a type inside t that is no number, truth value, array or struct.
func notPlain(t types.Type, depth int) types.Type {
	if depth > 20 {
		return t
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&(types.IsNumeric|types.IsBoolean) == 0 {
			return t
		}
		return nil
	case *types.Array:
		return notPlain(u.Elem(), depth+1)
	case *types.Struct:
		for f := range u.Fields() {
			if bad := notPlain(f.Type(), depth+1); bad != nil {
				return bad
			}
		}
		return nil
	}
	return t
}
