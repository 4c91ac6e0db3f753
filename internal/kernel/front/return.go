package front

import (
	"go/ast"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// returns lowers a return statement.
func (f *fn) returns(s *ast.ReturnStmt) {
	fr := f.frame
	values := f.returned(s)
	switch {
	case fr.node == f.node:
		f.exit(values, s)
	case fr.done == nil:
		fr.yields = values
	default:
		for i, v := range values {
			f.set(f.resultPlace(fr, i), v, s.Pos())
		}
		f.leave(fr.done, f.pos(s))
	}
}

// returned evaluates the results of a return statement.
func (f *fn) returned(s *ast.ReturnStmt) []value {
	results := f.frame.sig.Results()
	var values []value
	switch {
	case len(s.Results) == 0:
		for i := range results.Len() {
			values = append(values, f.get(f.resultPlace(f.frame, i), s.Pos()))
		}
	case len(s.Results) == 1 && results.Len() > 1:
		if call, ok := ast.Unparen(s.Results[0]).(*ast.CallExpr); ok {
			values = f.call(call)
		}
	default:
		f.hoist(s.Results...)
		for i, e := range s.Results {
			values = append(values, f.as(e, results.At(i).Type()))
		}
	}
	if len(values) != results.Len() {
		return failedValues(results.Len())
	}
	return values
}

// exit leaves the function of the representation.
func (f *fn) exit(values []value, s *ast.ReturnStmt) {
	if f.dead {
		return
	}
	if f.entry != nil {
		f.exitWithTerms(values, s)
		return
	}
	args := make([]*ir.Value, 0, len(values)+len(f.pointers))
	for i, v := range values {
		args = append(args, f.runtime(v, f.frame.sig.Results().At(i).Type(), s.Pos()))
	}
	f.end(args, f.pos(s))
}

// end returns with the results and the values of the pointers.
func (f *fn) end(args []*ir.Value, pos ir.Pos) {
	for _, p := range f.pointers {
		args = append(args, f.load(p))
	}
	f.emit(&ir.Value{Op: ir.Return, Args: args, Pos: pos})
	f.dead = true
}
