package front

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// block lowers statements in order.
func (f *fn) block(list []ast.Stmt) {
	for _, s := range list {
		if f.exhausted() {
			return
		}
		f.stmt(s, "")
	}
}

// stmt lowers a statement; label is its own.
func (f *fn) stmt(s ast.Stmt, label string) {
	f.at = s.Pos()
	switch s := s.(type) {
	case *ast.EmptyStmt:
	case *ast.BlockStmt:
		f.block(s.List)
	case *ast.LabeledStmt:
		f.stmt(s.Stmt, s.Label.Name)
	case *ast.ExprStmt:
		f.expression(s)
	case *ast.AssignStmt:
		f.assignment(s)
	case *ast.IncDecStmt:
		f.increment(s)
	case *ast.DeclStmt:
		f.localDecl(s.Decl)
	case *ast.ReturnStmt:
		f.returns(s)
	case *ast.IfStmt:
		f.ifElse(s)
	case *ast.ForStmt:
		f.forLoop(s, label)
	case *ast.RangeStmt:
		f.rangeLoop(s, label)
	case *ast.SwitchStmt:
		f.switches(s, label)
	case *ast.BranchStmt:
		f.jump(s)
	default:
		f.refuse(s.Pos(), ReasonUnsupported, "a statement that is not kernel Go", "use assignments, if, for, switch and return")
	}
}

// within runs a piece of program in which break and continue can name t.
func (f *fn) within(t *target, body func()) {
	fr := f.frame
	fr.targets = append(fr.targets, t)
	body()
	fr.targets = fr.targets[:len(fr.targets)-1]
}

// jump is break or continue. A fallthrough is dealt with by its switch.
func (f *fn) jump(s *ast.BranchStmt) {
	targets := f.frame.targets
	for i := len(targets) - 1; i >= 0; i-- {
		t := targets[i]
		if s.Label != nil && t.label != s.Label.Name {
			continue
		}
		switch {
		case s.Tok == token.BREAK:
			f.leave(t.end, f.pos(s))
			return
		case s.Tok == token.CONTINUE && t.next != nil:
			f.leave(t.next, f.pos(s))
			return
		}
	}
	if s.Tok == token.GOTO {
		f.refuse(s.Pos(), ReasonUnsupported, "goto", "use a loop with break and continue")
	}
}

func (f *fn) expression(s *ast.ExprStmt) {
	if call, ok := ast.Unparen(s.X).(*ast.CallExpr); ok {
		f.call(call)
		return
	}
	f.value(s.X)
}

func (f *fn) ifElse(s *ast.IfStmt) {
	if s.Init != nil {
		f.stmt(s.Init, "")
	}
	f.branch(f.statementValue(s.Cond), f.pos(s), func() { f.block(s.Body.List) }, func() {
		if s.Else != nil {
			f.stmt(s.Else, "")
		}
	})
}

// localDecl is a declaration within a function.
func (f *fn) localDecl(d ast.Decl) {
	gen, ok := d.(*ast.GenDecl)
	if !ok || gen.Tok != token.VAR {
		return
	}
	for _, spec := range gen.Specs {
		f.variables(spec.(*ast.ValueSpec))
	}
}

func (f *fn) variables(spec *ast.ValueSpec) {
	switch {
	case len(spec.Values) == 0:
		for _, name := range spec.Names {
			f.declare(name, f.zeroFor(name))
		}
	case len(spec.Values) == 1 && len(spec.Names) > 1:
		values := f.tuple(spec.Values[0], len(spec.Names))
		for i, name := range spec.Names {
			f.declare(name, values[i])
		}
	default:
		f.hoist(spec.Values...)
		var values []value
		for i, e := range spec.Values {
			t := f.typeOf(e)
			if obj := f.info().Defs[spec.Names[i]]; obj != nil {
				t = obj.Type()
			}
			values = append(values, f.as(e, t))
		}
		for i, name := range spec.Names {
			f.declare(name, values[i])
		}
	}
}

func (f *fn) zeroFor(name *ast.Ident) value {
	if obj := f.info().Defs[name]; obj != nil {
		return f.zero(obj.Type())
	}
	return invalid{}
}

// tuple evaluates one expression that stands for n values: a call, or a map's
// element with whether it is there.
func (f *fn) tuple(e ast.Expr, n int) []value {
	var values []value
	switch e := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		values = f.call(e)
	case *ast.IndexExpr:
		if at := f.index(e); at.dict != nil {
			v, ok := f.find(at.dict, at.key, e.Pos())
			values = []value{v, ok}
		}
	}
	if len(values) != n {
		return failedValues(n)
	}
	return values
}

func (f *fn) assignment(s *ast.AssignStmt) {
	switch {
	case s.Tok != token.ASSIGN && s.Tok != token.DEFINE:
		f.update(s.Lhs[0], arithmetic[s.Tok], s.Rhs[0], s.TokPos)
	case len(s.Rhs) == 1 && len(s.Lhs) > 1:
		f.hoist(s.Lhs...)
		targets := f.targets(s)
		f.assignAll(s, targets, f.tuple(s.Rhs[0], len(s.Lhs)))
	default:
		f.hoist(append(s.Lhs[:len(s.Lhs):len(s.Lhs)], s.Rhs...)...)
		targets := f.targets(s)
		values := make([]value, len(s.Rhs))
		for i, e := range s.Rhs {
			values[i] = f.as(e, f.targetType(s.Lhs[i], e))
		}
		f.assignAll(s, targets, values)
	}
}

// targets evaluates the left sides as far as their places, but for those that
// are declared there or blank.
func (f *fn) targets(s *ast.AssignStmt) []*location {
	out := make([]*location, len(s.Lhs))
	for i, e := range s.Lhs {
		if id, ok := e.(*ast.Ident); ok && (id.Name == "_" || s.Tok == token.DEFINE && f.info().Defs[id] != nil) {
			continue
		}
		at := f.locate(e)
		out[i] = &at
	}
	return out
}

// targetType is the type of the left side of an assignment.
func (f *fn) targetType(left, right ast.Expr) types.Type {
	if id, ok := left.(*ast.Ident); ok {
		if id.Name == "_" {
			return f.typeOf(right)
		}
		if obj := f.info().ObjectOf(id); obj != nil {
			return obj.Type()
		}
	}
	return f.typeOf(left)
}

func (f *fn) assignAll(s *ast.AssignStmt, targets []*location, values []value) {
	for i, e := range s.Lhs {
		if targets[i] != nil {
			f.assign(*targets[i], values[i], e.Pos())
		} else {
			f.declare(e.(*ast.Ident), values[i])
		}
	}
}

// update is x op= y. The place x is found once, and read after y.
func (f *fn) update(left ast.Expr, op ir.Op, right ast.Expr, pos token.Pos) {
	f.hoist(left, right)
	at, t := f.locate(left), f.typeOf(left)
	if op == ir.Shl || op == ir.Shr {
		x := f.runtime(f.of(at, pos), t, pos)
		f.assign(at, f.shift(op, x, right, f.frame.pkg.pos(pos)), pos)
		return
	}
	y := f.as(right, t)
	f.assign(at, f.operate(op, f.of(at, pos), y, t, pos), pos)
}

func (f *fn) increment(s *ast.IncDecStmt) {
	at, t := f.locate(s.X), f.typeOf(s.X)
	op := ir.Add
	if s.Tok == token.DEC {
		op = ir.Sub
	}
	x := f.runtime(f.of(at, s.Pos()), t, s.Pos())
	bits, _ := constantBits(one, x.Type)
	f.assign(at, f.op(op, x.Type, f.frame.pkg.pos(s.TokPos), x, f.constant(known{x.Type, bits})), s.Pos())
}
