package check

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// report collects diagnostics.
type report struct {
	fset  *token.FileSet
	found []Diagnostic
}

// reject reports what stands at n by the rule of a reason. Without a suggestion
// it is the rule's.
func (r *report) reject(n ast.Node, reason, message, suggestion string) {
	r.rejectAt(n.Pos(), reason, message, suggestion)
}

// maxCollected bounds what is kept before the first are picked.
const maxCollected = 10_000

func (r *report) rejectAt(pos token.Pos, reason, message, suggestion string) {
	if len(r.found) < maxCollected {
		r.found = append(r.found, diagnostic(place(r.fset, pos), reason, message, suggestion))
	}
}

func diagnostic(pos ir.Pos, reason, message, suggestion string) Diagnostic {
	return Diagnostic{Pos: pos, Reason: reason, Message: message, Suggestion: cmp.Or(suggestion, ruleOf[reason].Instead)}
}

// place is where pos lies. //line directives do not move it.
func place(fset *token.FileSet, pos token.Pos) ir.Pos {
	p := fset.PositionFor(pos, false)
	return ir.Pos{File: p.Filename, Line: p.Line, Column: p.Column}
}

// sorted returns the first diagnostics in order of the source, each once.
func (r *report) sorted() []Diagnostic {
	slices.SortStableFunc(r.found, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Column, b.Pos.Column))
	})
	all := slices.CompactFunc(r.found, func(a, b Diagnostic) bool { return a.Pos == b.Pos && a.Reason == b.Reason })
	return all[:min(len(all), MaxDiagnostics)]
}

// clip bounds text taken from the source.
func clip(text string) string {
	const most = 80
	if len(text) > most {
		return text[:most] + "..."
	}
	return text
}
