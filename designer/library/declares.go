package library

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
)

// declarations are the names that the text of an environment declares.
type declarations struct {
	all   map[string]bool // fields, constants and functions, as State.X, Gravity, Tip
	state map[string]bool // fields of State with their types
}

// common are declared by every environment and tell nothing.
var common = map[string]bool{"Dt": true, "MaxSteps": true, "Choices": true, "Choose": true, "Terminated": true, "Reset": true, "Step": true, "Observe": true}

// declares reads a view. It fails where that is no Go.
func declares(view string) (declarations, error) {
	d := declarations{map[string]bool{}, map[string]bool{}}
	f, err := parser.ParseFile(token.NewFileSet(), "env.go", view, parser.SkipObjectResolution)
	if err != nil {
		return d, fmt.Errorf("the view of the environment is no Go: %w", oneLine(err))
	}
	for _, decl := range f.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			d.add(decl.Name.Name)
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				d.addSpec(spec)
			}
		}
	}
	if len(d.state) == 0 {
		return d, errors.New("the view of the environment declares no struct State with fields")
	}
	return d, nil
}

func (d *declarations) add(name string) {
	if !common[name] {
		d.all[name] = true
	}
}

func (d *declarations) addSpec(spec ast.Spec) {
	switch spec := spec.(type) {
	case *ast.ValueSpec:
		for _, name := range spec.Names {
			d.add(name.Name)
		}
	case *ast.TypeSpec:
		s, ok := spec.Type.(*ast.StructType)
		if !ok || spec.Name.Name == "Params" || spec.Name.Name == "Observation" { // shown of some and not of others
			return
		}
		for _, field := range s.Fields.List {
			for _, name := range field.Names {
				d.add(spec.Name.Name + "." + name.Name)
				if spec.Name.Name == "State" {
					d.state[name.Name+" "+types.ExprString(field.Type)] = true
				}
			}
		}
	}
}

// nearlySame is the share of declared names from which two environments count as
// versions of one. Of the built-in ones the two mountain cars are at 0.67 and
// have the same state; all other pairs are below 0.2.
const nearlySame = 0.5

// kinship says why two environments count as versions of one, "" where they do
// not. It goes by names: one whose every name was changed is not recognised.
func (d declarations) kinship(o declarations) string {
	if share := overlap(d.state, o.state); share == 1 {
		return "its states have the same fields"
	}
	if share := overlap(d.all, o.all); share >= nearlySame {
		return fmt.Sprintf("%.0f %% of what the two environments declare is the same", 100*share)
	}
	return ""
}

// overlap is Jaccard's index of two sets: how many of all elements both have.
func overlap(a, b map[string]bool) float64 {
	both := 0
	for x := range a {
		if b[x] {
			both++
		}
	}
	return float64(both) / float64(max(1, len(a)+len(b)-both))
}
