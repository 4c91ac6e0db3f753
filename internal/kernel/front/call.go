package front

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// call evaluates a call and returns its results.
func (f *fn) call(e *ast.CallExpr) []value {
	if done, ok := f.done[e]; ok {
		delete(f.done, e)
		return done
	}
	fun := f.info().Types[e.Fun]
	switch {
	case fun.IsType():
		return []value{f.conversion(e, fun.Type)}
	case fun.IsBuiltin():
		return f.builtin(e)
	}
	f.hoist(e.Fun)
	f.hoist(e.Args...)
	sig, _ := fun.Type.Underlying().(*types.Signature)
	if m, sel := f.methodOf(e.Fun); sel != nil {
		args := []value{f.receiver(m, sel)}
		return f.invoke(closure{decl: sel.Obj().(*types.Func)}, append(args, f.arguments(e, sig)...), e.Pos())
	}
	c, ok := f.callee(e.Fun).(closure)
	if !ok || sig == nil {
		return f.failed(sig)
	}
	if c == (closure{}) {
		f.refuse(e.Pos(), ReasonUnsupported, "a function that is nil is called", "assign a function first")
		return f.failed(sig)
	}
	return f.invoke(c, f.arguments(e, sig), e.Pos())
}

// methodOf is the method that a call names with its receiver, or nil.
func (f *fn) methodOf(e ast.Expr) (*ast.SelectorExpr, *types.Selection) {
	s, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return nil, nil
	}
	if sel := f.info().Selections[s]; sel != nil && sel.Kind() == types.MethodVal {
		return s, sel
	}
	return nil, nil
}

// failed are the results of a call that has been refused.
func (f *fn) failed(sig *types.Signature) []value {
	if sig == nil {
		return failedValues(1)
	}
	return failedValues(sig.Results().Len())
}

// failedValues stand for n values that have been refused.
func failedValues(n int) []value {
	out := make([]value, n)
	for i := range out {
		out[i] = invalid{}
	}
	return out
}

// callee evaluates what is called.
func (f *fn) callee(e ast.Expr) value {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return f.callee(e.X)
	case *ast.IndexExpr, *ast.IndexListExpr:
		if _, ok := f.typeOf(e).Underlying().(*types.Signature); ok && f.isGeneric(e) {
			f.refuse(e.Pos(), ReasonUnsupported, "a generic function", "write one for each type")
			return invalid{}
		}
	}
	return f.value(e)
}

// isGeneric says that an index expression instantiates a function.
func (f *fn) isGeneric(e ast.Expr) bool {
	var x ast.Expr
	switch e := e.(type) {
	case *ast.IndexExpr:
		x = e.X
	case *ast.IndexListExpr:
		x = e.X
	}
	_, ok := f.typeOf(x).Underlying().(*types.Signature)
	return ok
}

// receiver evaluates the receiver of a method call.
func (f *fn) receiver(e *ast.SelectorExpr, sel *types.Selection) value {
	return f.receiverAt(f.locate(e.X), sel, e.Sel.Pos())
}

// receiverAt is the receiver that a method wants, a pointer or a value, found
// through embedded structs.
func (f *fn) receiverAt(at location, sel *types.Selection, pos token.Pos) value {
	path, t := sel.Index(), sel.Recv()
	path = path[:len(path)-1]
	at = f.fields(at, t, path, pos)
	for _, i := range path {
		if elem := pointee(t); elem != nil {
			t = elem
		}
		t = partType(t, i)
	}
	wants := pointee(sel.Obj().(*types.Func).Signature().Recv().Type()) != nil
	switch has := pointee(t) != nil; {
	case wants && !has && at.place == nil:
		f.refuse(pos, ReasonUnsupported, "a method that changes its receiver is called on something that is no variable", "store it in a variable first")
		return invalid{}
	case wants && !has:
		return at.place
	case !wants && has:
		at = f.deref(f.of(at, pos), pos)
	}
	return f.of(at, pos)
}

// arguments evaluates the arguments of a call, variadic ones as a slice.
func (f *fn) arguments(e *ast.CallExpr, sig *types.Signature) []value {
	params := sig.Params()
	if inner, ok := e.Args, len(e.Args) == 1 && params.Len() > 1; ok {
		if call, isCall := ast.Unparen(inner[0]).(*ast.CallExpr); isCall {
			if tuple, ok := f.typeOf(call).(*types.Tuple); ok && tuple.Len() > 1 {
				return f.gather(f.call(call), sig, false, e.Pos())
			}
		}
	}
	var args []value
	for i, a := range e.Args {
		args = append(args, f.as(a, paramType(sig, i, e.Ellipsis.IsValid())))
	}
	return f.gather(args, sig, e.Ellipsis.IsValid(), e.Pos())
}

// paramType is the type that argument i must have.
func paramType(sig *types.Signature, i int, ellipsis bool) types.Type {
	last := sig.Params().Len() - 1
	if sig.Variadic() && i >= last && !ellipsis {
		return sig.Params().At(last).Type().(*types.Slice).Elem()
	}
	return sig.Params().At(min(i, last)).Type()
}

// gather makes a slice of the variadic arguments.
func (f *fn) gather(args []value, sig *types.Signature, ellipsis bool, pos token.Pos) []value {
	if !sig.Variadic() || ellipsis {
		return args
	}
	last := sig.Params().Len() - 1
	u := sig.Params().At(last).Type().Underlying().(*types.Slice)
	var rest value = slice{}
	if len(args) > last {
		rest = f.newSlice(u.Elem(), args[last:], pos)
	}
	return append(args[:last:last], rest)
}

// invoke calls a function with arguments and returns its results.
func (f *fn) invoke(c closure, args []value, pos token.Pos) []value {
	if c.lit != nil {
		sig := c.pkg.info.TypeOf(c.lit).(*types.Signature)
		if len(args) != sig.Params().Len() {
			return f.failed(sig)
		}
		return f.inline(&frame{pkg: c.pkg, sig: sig, scope: newScope(c.scope), node: c.lit}, c.lit.Body, args, pos)
	}
	sig := c.decl.Signature()
	switch {
	case c.recv != nil:
		args = append([]value{f.keptReceiver(c, pos)}, args...)
	case c.expr != nil && len(args) > 0:
		args = append([]value{f.receiverAt(location{value: args[0]}, c.expr, pos)}, args[1:]...)
	}
	if len(args) != arity(sig) || slices.ContainsFunc(args, isInvalid) {
		return f.failed(sig)
	}
	if in := intrinsicOf(c.decl); in != nil {
		return f.intrinsic(in, args, pos)
	}
	pkg, decl := f.declaration(c.decl)
	if decl == nil || decl.Body == nil {
		f.refuse(pos, ReasonUnsupported, c.decl.Name()+" has no body", "use another function")
		return f.failed(sig)
	}
	if pkg.aside[decl] {
		return f.failed(sig)
	}
	if sig.TypeParams().Len() > 0 || sig.RecvTypeParams().Len() > 0 {
		f.refuse(pos, ReasonUnsupported, c.decl.Name()+" is generic", "write one function for each type")
		return f.failed(sig)
	}
	if f.types.inlined(sig) || overlap(args) {
		fr := &frame{pkg: pkg, sig: pkg.info.Defs[decl.Name].(*types.Func).Signature(), scope: newScope(nil), node: decl}
		return f.inline(fr, decl.Body, args, pos)
	}
	callee := f.function(pkg, decl, pos)
	if callee == nil {
		return f.failed(sig)
	}
	return f.run(callee, args, sig, pos)
}

// arity is the number of arguments of a function with its receiver.
func arity(sig *types.Signature) int {
	if sig.Recv() != nil {
		return sig.Params().Len() + 1
	}
	return sig.Params().Len()
}

// keptReceiver is the receiver of a method value as the method wants it.
func (f *fn) keptReceiver(c closure, pos token.Pos) value {
	p := f.restore(c.recv)
	if pointee(c.decl.Signature().Recv().Type()) != nil {
		return p
	}
	return f.get(p, pos)
}

// intrinsic is a call that is one operation.
func (f *fn) intrinsic(in *intrinsic, args []value, pos token.Pos) []value {
	operands := make([]*ir.Value, len(args))
	for i, a := range args {
		operands[i] = a.(*ir.Value)
	}
	v := f.op(in.op, in.result, f.frame.pkg.pos(pos), operands...)
	if in.result == nil {
		return nil
	}
	return []value{v}
}

// overlap says that two pointers among the arguments may lead to the same place.
func overlap(args []value) bool {
	seen := map[any]bool{}
	for _, a := range args {
		if p, ok := a.(*place); ok && p != nil {
			if seen[p.cell] {
				return true
			}
			seen[p.cell] = true
		}
	}
	return false
}

// run calls a function of the representation. What its pointers point to is
// passed by value and set afterwards.
func (f *fn) run(callee *ir.Func, args []value, sig *types.Signature, pos token.Pos) []value {
	var places []*place
	operands := make([]*ir.Value, len(args))
	for i, a := range args {
		if p, ok := a.(*place); ok {
			if p == nil {
				f.refuse(pos, ReasonUnsupported, "nil is passed as a pointer", "pass the address of a variable")
				return f.failed(sig)
			}
			places = append(places, p)
			a = f.get(p, pos)
		}
		operands[i] = f.typed(a, callee.Params[i].Type, pos)
	}
	v := f.emit(&ir.Value{Op: ir.Call, Type: callee.Returns(), Func: callee, Args: operands, Pos: f.frame.pkg.pos(pos), Free: f.frame.pkg.free})
	results := make([]value, len(callee.Results))
	for i, r := range callee.Results {
		results[i] = f.emit(&ir.Value{Op: ir.Result, Type: r.Type, Args: []*ir.Value{v}, Index: i})
	}
	n := len(results) - len(places)
	for i, p := range places {
		f.set(p, results[n+i], pos)
	}
	return results[:n]
}
