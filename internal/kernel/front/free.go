package front

import (
	"cmp"
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel/check"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Free packages are text of this program: they may be as long as they are, and
// take no fuel. What they call of the other packages of a unit is held to the
// rules as entries are.

// parseFile parses a file, with the limits of kernel Go unless its package is
// free.
func parseFile(fset *token.FileSet, f File, free bool) (*ast.File, []Diagnostic) {
	if !free {
		return check.Parse(fset, f.Name, f.Text)
	}
	file, err := parser.ParseFile(fset, f.Name, f.Text, parser.SkipObjectResolution|parser.AllErrors)
	var list scanner.ErrorList
	if err == nil || !errors.As(err, &list) {
		return file, nil
	}
	var problems []Diagnostic
	for _, e := range list {
		pos := ir.Pos{File: e.Pos.Filename, Line: e.Pos.Line, Column: e.Pos.Column}
		problems = append(problems, Diagnostic{Pos: pos, Reason: ReasonType, Message: e.Msg, Suggestion: "correct it"})
	}
	return nil, problems
}

// used are the functions and methods, "F" or "T.M", that free packages use of
// the others of a unit.
type used map[*loaded][]string

// add notes those that a free package uses.
func (u used) add(p *loaded, packages map[*types.Package]*loaded) {
	for _, object := range p.info.Uses {
		fn, ok := object.(*types.Func)
		if !ok {
			continue
		}
		if of := packages[fn.Pkg()]; of != nil && !of.free && !of.inLibrary {
			u[of] = append(u[of], methodName(fn))
		}
	}
}

// rules reports what breaks the rules among them.
func (u used) rules(known map[string]*loaded) []Diagnostic {
	var packages []*loaded
	for p := range u {
		packages = append(packages, p)
	}
	slices.SortFunc(packages, func(a, b *loaded) int { return cmp.Compare(a.path, b.path) })
	var problems []Diagnostic
	for _, p := range packages {
		problems = append(problems, p.rules(known, u[p])...)
	}
	return problems
}

// methodName returns "F" or "T.M".
func methodName(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	t := recv.Type()
	if elem := pointee(t); elem != nil {
		t = elem
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return named.Obj().Name() + "." + fn.Name()
	}
	return fn.Name()
}
