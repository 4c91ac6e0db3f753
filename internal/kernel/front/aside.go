package front

import (
	"go/ast"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/check"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Functions that package check refuses are set aside: their bodies are not looked
// at, but the others are lowered all the same, so that what only lowering finds
// in them is told at once.

// setAside notes the functions in which problems are. It says whether that is
// enough: not where the package could not be loaded, where not all problems are
// known, or where one is in what other functions need, such as a type.
func (l *loaded) setAside(problems []Diagnostic) bool {
	if l == nil || len(problems) >= check.MaxDiagnostics {
		return false
	}
	l.aside = map[*ast.FuncDecl]bool{}
	for _, d := range problems {
		decl := l.functionAt(d.Pos)
		if decl == nil || d.Reason == reasonUnread {
			return false
		}
		l.aside[decl] = true
	}
	return true
}

// reasonUnread is the reason of package check for what is so large that it has
// not looked at the rest.
const reasonUnread = "size"

// functionAt returns the function in whose body a position is, or which begins
// there, or nil.
func (l *loaded) functionAt(pos ir.Pos) *ast.FuncDecl {
	for _, decl := range l.decls {
		if decl.Body == nil {
			continue
		}
		from, to := l.pos(decl.Body.Lbrace), l.pos(decl.Body.Rbrace)
		inside := from.File == pos.File && !before(pos, from) && !before(to, pos)
		if inside || pos == l.pos(decl.Pos()) {
			return decl
		}
	}
	return nil
}

// before says that a stands before b in the same file.
func before(a, b ir.Pos) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column
}

// lowerMentioned lowers the functions of the package that a function set aside
// mentions, directly or not. Those that are inlined are left out: what can be
// lowered of them depends on how they are called.
func (l *lowering) lowerMentioned(pkg *loaded, decl *ast.FuncDecl) {
	seen := map[*ast.FuncDecl]bool{decl: true}
	for todo := []*ast.FuncDecl{decl}; len(todo) > 0; todo = todo[1:] {
		for _, obj := range mentions(todo[0], pkg.info) {
			other := pkg.decls[obj]
			if other == nil || seen[other] {
				continue
			}
			seen[other] = true
			todo = append(todo, other)
			if sig := obj.Signature(); other.Body != nil && !pkg.aside[other] && l.funcs[other] == nil && !l.types.inlined(sig) {
				l.build(pkg, other, sig, called)
			}
		}
	}
}

// mentions returns the functions that a declaration mentions, in order.
func mentions(decl *ast.FuncDecl, info *types.Info) []*types.Func {
	var all []*types.Func
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if obj, ok := info.Uses[id].(*types.Func); ok {
				all = append(all, obj.Origin())
			}
		}
		return true
	})
	return all
}
