package lower

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// loop is a statement that break or continue can name.
type loop struct {
	label    string // "" until one is needed
	once     bool   // written as a loop but none in the source: continue passes it
	isSwitch bool   // written as a switch
}

// loop writes a loop or switch with its label, if the body turns out to need one.
func (l *lowerer) loop(this *loop, head string, body func()) {
	l.loops = append(l.loops, this)
	l.indent++
	text := l.written(body)
	l.indent--
	l.loops = l.loops[:len(l.loops)-1]
	if this.label != "" {
		l.line("%s:", this.label)
	}
	l.line("%s", head)
	l.out.WriteString(text)
	l.line("}")
}

// branch writes break, continue and fallthrough.
func (l *lowerer) branch(s *ast.BranchStmt) {
	if s.Label != nil {
		l.line("%s %s", s.Tok, l.name(l.info.Uses[s.Label]))
		return
	}
	if s.Tok != token.CONTINUE {
		l.line("%s", s.Tok)
		return
	}
	named := false
	for i := len(l.loops) - 1; i >= 0; i-- {
		this := l.loops[i]
		if !this.once && !this.isSwitch {
			if named && this.label == "" {
				this.label = l.fresh("loop")
			}
			if named {
				l.line("continue %s", this.label)
			} else {
				l.line("continue")
			}
			return
		}
		named = named || this.once
	}
	l.fail(s, "continue stands outside of a loop")
}

// forStmt writes the initialisation before the loop, since it can take several
// statements.
func (l *lowerer) forStmt(s *ast.ForStmt, label string) {
	if s.Init == nil {
		l.forLoop(s, label)
		return
	}
	l.block(func() {
		l.stmt(s.Init)
		l.forLoop(s, label)
	})
}

func (l *lowerer) forLoop(s *ast.ForStmt, label string) {
	post, simplePost := "", true
	if s.Post != nil {
		post, simplePost = l.simplePost(s.Post)
	}
	first := ""
	if !simplePost {
		post = ""
		first = l.fresh("first")
		l.line("%s := true", first)
	}
	cond := ""
	if s.Cond != nil && l.isSimple(s.Cond) && simplePost {
		cond = l.head(s.Cond)
	}
	head := "for {"
	if cond != "" || post != "" {
		head = "for ; " + cond + "; " + post + " {"
	}
	l.loop(&loop{label: label}, head, func() {
		if !simplePost {
			l.line("if %s {", first)
			l.line("\t%s = false", first)
			l.line("} else {")
			l.indented([]ast.Stmt{s.Post})
			l.line("}")
		}
		if s.Cond != nil && cond == "" {
			goOn := l.fresh("goOn")
			l.line("%s := %s", goOn, l.expr(s.Cond))
			l.line("if !%s {", goOn)
			l.line("\tbreak")
			l.line("}")
		}
		l.loopBody(s.Body.List)
	})
}

func (l *lowerer) loopBody(list []ast.Stmt) {
	l.line("%s.%s()", HostPath, TickFunc)
	l.stmts(list)
}

// simplePost writes the statement between iterations on the loop's first line
// if it can stand there.
func (l *lowerer) simplePost(s ast.Stmt) (string, bool) {
	switch s := s.(type) {
	case *ast.IncDecStmt:
		if l.isSimple(s.X) {
			return l.expr(s.X) + s.Tok.String(), true
		}
	case *ast.AssignStmt:
		if s.Tok == token.SHL_ASSIGN || s.Tok == token.SHR_ASSIGN {
			return "", false
		}
		for _, e := range append(slices.Clone(s.Lhs), s.Rhs...) {
			if !l.isSimple(e) {
				return "", false
			}
		}
		if len(s.Lhs) == 1 {
			return l.expr(s.Lhs[0]) + " " + s.Tok.String() + " " + l.expr(s.Rhs[0]), true
		}
		return l.independent(s)
	}
	return "", false
}

func (l *lowerer) rangeStmt(s *ast.RangeStmt, label string) {
	switch t := l.info.Types[s.X].Type.Underlying().(type) {
	case *types.Basic:
		if t.Info()&types.IsInteger != 0 {
			l.rangeInt(s, label)
			return
		}
	case *types.Map:
		l.rangeMap(s, label)
		return
	}
	key, value := l.loopVar(s.Key), l.loopVar(s.Value)
	head := ""
	switch {
	case value != "_":
		head = key + ", " + value + " := "
	case key != "_":
		head = key + " := "
	}
	l.loop(&loop{label: label}, "for "+head+"range "+l.head(s.X)+" {", func() {
		l.ownVars(s)
		l.loopBody(s.Body.List)
	})
}

// ownVars gives each iteration variables of its own where the body may keep
// their address. The interpreter has one for all iterations.
func (l *lowerer) ownVars(s *ast.RangeStmt) {
	changed := changedVars(l.info, s.Body)
	for _, e := range []ast.Expr{s.Key, s.Value} {
		id, ok := e.(*ast.Ident)
		if !ok || !changed[l.info.Defs[id]] {
			continue
		}
		obj, each := l.info.Defs[id], l.name(l.info.Defs[id])
		delete(l.names, obj)
		l.line("%s := %s", l.name(obj), each)
	}
}

// loopVar returns the name of a variable that the loop declares, or "_".
func (l *lowerer) loopVar(e ast.Expr) string {
	id, ok := e.(*ast.Ident)
	if !ok || id.Name == "_" {
		return "_"
	}
	return l.name(l.info.Defs[id])
}

// rangeInt writes range over an integer as a counting loop. The body has a copy
// of the count, which it may change.
func (l *lowerer) rangeInt(s *ast.RangeStmt, label string) {
	// The type of a constant bound is that of the variable.
	typ := "int"
	if id, ok := s.Key.(*ast.Ident); ok && id.Name != "_" {
		typ = l.typ(l.info.Defs[id].Type())
	} else if t := l.info.Types[s.X].Type; t != nil {
		typ = l.typ(t)
	}
	l.block(func() {
		bound, count := l.fresh("bound"), l.fresh("count")
		l.line("%s := %s", bound, l.intBound(s.X, typ))
		l.line("%s := %s", count, converted(typ, "0"))
		l.loop(&loop{label: label}, fmt.Sprintf("for ; %s < %s; %s++ {", count, bound, count), func() {
			if id := l.loopVar(s.Key); id != "_" {
				l.line("%s := %s", id, count)
			}
			l.loopBody(s.Body.List)
		})
	})
}

func (l *lowerer) intBound(e ast.Expr, typ string) string {
	if tv := l.info.Types[e]; tv.Value != nil {
		return converted(typ, tv.Value.ExactString())
	}
	return l.expr(e)
}

// rangeMap writes range over a map of terms in the order of its keys.
func (l *lowerer) rangeMap(s *ast.RangeStmt, label string) {
	l.block(func() {
		terms, keys := l.fresh("terms"), l.fresh("keys")
		l.line("%s := %s", terms, l.expr(s.X))
		l.line("%s := %s.%s(%s)", keys, HostPath, SortedFunc, terms)
		key := l.loopVar(s.Key)
		if key == "_" {
			key = l.fresh("key")
		}
		l.loop(&loop{label: label}, fmt.Sprintf("for _, %s := range %s {", key, keys), func() {
			if value := l.loopVar(s.Value); value != "_" {
				l.line("%s := %s[%s]", value, terms, key)
			}
			l.loopBody(s.Body.List)
		})
	})
}

// independent writes a parallel assignment on one line if doing it left to
// right is the same: no value depends on a variable assigned before it.
func (l *lowerer) independent(s *ast.AssignStmt) (string, bool) {
	if len(s.Lhs) != len(s.Rhs) || s.Tok != token.ASSIGN {
		return "", false
	}
	left, right := "", ""
	for i := range s.Lhs {
		id, ok := s.Lhs[i].(*ast.Ident)
		if !ok || !l.unread(s, id, i+1) {
			return "", false
		}
		if i > 0 {
			left, right = left+", ", right+", "
		}
		left += l.expr(id)
		right += l.expr(s.Rhs[i])
	}
	return fmt.Sprintf("%s = %s", left, right), true
}

// unread says that the values from the given one on neither use the variable id
// nor call functions or follow pointers and slices, which might.
func (l *lowerer) unread(s *ast.AssignStmt, id *ast.Ident, from int) bool {
	ok := true
	for _, e := range s.Rhs[from:] {
		ast.Inspect(e, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr, *ast.StarExpr, *ast.SelectorExpr, *ast.IndexExpr:
				ok = ok && !l.followsReference(n.(ast.Expr))
			case *ast.Ident:
				ok = ok && (id.Name == "_" || l.info.ObjectOf(n) != l.info.ObjectOf(id))
			}
			return ok
		})
	}
	return ok
}

// followsReference says that e itself, beside its operands, calls a function or
// reads through a pointer, slice or map.
func (l *lowerer) followsReference(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		s := l.info.Selections[e]
		return s != nil && s.Indirect()
	case *ast.IndexExpr:
		_, isArray := l.info.Types[e.X].Type.Underlying().(*types.Array)
		return !isArray
	}
	return true
}
