// Package check decides whether a reward's source is one that may run: bytes
// and syntax, policy, types, and the policy that needs types. It is pure: the
// same text gives the same findings everywhere. It does not bound what go/types
// consumes, which is why it runs in the critic's child process.
package check

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/critic/output"
	"github.com/rewardsmith/rewardsmith/internal/kernel/source"
)

// Reward is a reward's source on its way through the stages.
type Reward struct {
	Text string // as written, or completed, see Complete
	Kind *output.Kind
	Fset *token.FileSet
	File *ast.File

	lines int // of the text as written, 0 before it is completed

	// What Typecheck finds.
	Types *types.Package
	Info  *types.Info
	Func  *ast.FuncDecl // func Reward; nil where it is made and not complete
	// Memory is the reward's type Memory, nil where it keeps none.
	Memory *types.Named
}

// Imports are the packages that a reward may import.
type Imports struct {
	Fset     *token.FileSet
	Importer *source.Importer
	Env      *source.Package
}

// Paths are the import paths that a reward may name.
var paths = []string{"math", "env", "geom"}

// NewImports checks the packages that rewards import. texts holds the files of
// packages env and geom; package math is known.
func NewImports(texts map[string][]string) (*Imports, error) {
	all := map[string][]string{"math": {source.MathText}}
	for path, files := range texts {
		all[path] = files
	}
	fset := token.NewFileSet()
	im := &Imports{Fset: fset, Importer: source.NewImporter(fset, all)}
	for _, path := range im.Importer.Paths() {
		if _, err := im.Importer.Load(path); err != nil {
			return nil, err
		}
	}
	var err error
	if im.Env, err = im.Importer.Load("env"); err != nil {
		return nil, err
	}
	for _, name := range []string{"State", "Action"} {
		if _, ok := im.Env.Types.Scope().Lookup(name).(*types.TypeName); !ok {
			return nil, fmt.Errorf("package env declares no type %s", name)
		}
	}
	return im, nil
}

// at returns a rejection at a place of the reward's source. //line directives
// do not move it.
func (r *Reward) at(pos token.Pos, stage, reason, message, suggestion string) finding.Finding {
	p := r.Fset.PositionFor(pos, false)
	return finding.Finding{
		Stage: stage, Reason: reason, Line: p.Line, Column: p.Column,
		Message: message, Suggestion: suggestion, Rejects: true,
	}
}
