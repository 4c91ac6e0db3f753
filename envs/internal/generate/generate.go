// Package generate writes the native form of the built-in environments: from
// the text of their files, through the compiler of kernel Go, back to Go with
// explicit rounding and our own math. So they compute the same bits on every
// processor, and the same as their compiled forms, while what people and models
// read stays plain.
package generate

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/gogen"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// File is the name of the generated file in an environment's folder.
const File = "compiled.go"

const modulePath = "github.com/rewardsmith/rewardsmith/"

// functions are what is generated of an environment that declares it.
var functions = []string{"Choose", "Reset", "Step", "Observe", "Terminated", "Score", "Success", "SparseReward", "HumanReward"}

// Source returns the generated file of an environment.
func Source(text envs.Source) ([]byte, error) {
	library, err := envs.Library()
	if err != nil {
		return nil, err
	}
	declared, name, err := declarations(text)
	if err != nil {
		return nil, err
	}
	unit := kernel.Unit{Packages: []kernel.Package{{Path: "env", Files: []kernel.File{
		{Name: "env.go", Text: text.Env}, {Name: "task.go", Text: text.Task},
	}}}}
	for _, f := range functions {
		if declared[f] != nil {
			unit.Entries = append(unit.Entries, kernel.Entry{Package: "env", Func: f, Name: f})
		}
	}
	lowered, optimised, err := library.Native(unit)
	if err != nil {
		return nil, err
	}
	o := gogen.Options{
		Package: name,
		Header:  "Code generated from env.go and task.go by go generate ./envs/builtin; DO NOT EDIT.",
		Native:  map[string]string{"math.": kernel.MathPath},
		Imports: []string{modulePath + "envs/rng"},
	}
	for _, e := range unit.Entries {
		f := lowered.Entry(e.Name)
		if f == nil {
			return nil, fmt.Errorf("%s was not lowered", e.Name)
		}
		o.Entries = append(o.Entries, entry(f, declared[e.Name]))
	}
	return gogen.Emit(optimised, o)
}

// declarations returns the functions that the files declare, and the name of
// their package.
func declarations(text envs.Source) (map[string]*ast.FuncType, string, error) {
	declared, name := map[string]*ast.FuncType{}, ""
	for file, source := range map[string]string{"env.go": text.Env, "task.go": text.Task} {
		f, err := parser.ParseFile(token.NewFileSet(), file, source, parser.SkipObjectResolution)
		if err != nil {
			return nil, "", err
		}
		name = f.Name.Name
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil {
				declared[fn.Name.Name] = fn.Type
			}
		}
	}
	return declared, name, nil
}

// entry gives a lowered function the types of its declaration.
func entry(f *ir.Func, declared *ast.FuncType) gogen.Entry {
	e := gogen.Entry{Func: f.Name, Name: "compiled" + f.Entry}
	for i, p := range fields(declared.Params) {
		e.Params = append(e.Params, gogen.Param{Name: p.name, Go: p.typ, Type: f.Params[i].Type})
	}
	for i, r := range fields(declared.Results) {
		e.Results = append(e.Results, gogen.Param{Go: r.typ, Type: f.Results[i].Type})
	}
	return e
}

type field struct{ name, typ string }

// fields lists parameters or results one by one.
func fields(list *ast.FieldList) []field {
	var all []field
	for _, f := range list.List {
		typ := typeText(f.Type)
		if len(f.Names) == 0 {
			all = append(all, field{"", typ})
		}
		for _, name := range f.Names {
			all = append(all, field{name.Name, typ})
		}
	}
	return all
}

// typeText writes the types that the contract of environments has.
func typeText(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.StarExpr:
		return "*" + typeText(t.X)
	case *ast.SelectorExpr:
		return typeText(t.X) + "." + t.Sel.Name
	case *ast.MapType:
		return "map[" + typeText(t.Key) + "]" + typeText(t.Value)
	case *ast.Ident:
		return t.Name
	}
	return fmt.Sprintf("%T", t)
}
