package cmd

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"math"
	"regexp"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/envs"
)

// searchFields are the numbers that the search may build rewards from, as Go
// expressions: the action, the state after the step, and what the functions of
// package env make of it. What they were before the step shows as progress.
func searchFields(spec *envs.Spec, show envs.Show) ([]llm.SearchField, error) {
	var fields []llm.SearchField
	for _, part := range []struct {
		prefix string
		schema envs.Schema
	}{{"a", spec.Action}, {"next", spec.State}} {
		for _, f := range part.schema {
			if f.Kind == envs.Uint32 { // bits, such as a seed, and no quantity
				continue
			}
			fields = append(fields, llm.SearchField{
				Name: fmt.Sprintf("%s.%s", part.prefix, f.Name), Type: string(f.Kind), Unit: f.Unit, Lo: f.Lo, Hi: f.Hi,
			})
		}
	}
	helpers, err := helperFields(spec, show)
	return append(fields, helpers...), err
}

// helperFields are the numbers that the exported functions of one state return,
// or the vectors. Their ranges are not known.
func helperFields(spec *envs.Spec, show envs.Show) ([]llm.SearchField, error) {
	view, err := spec.View(show)
	if err != nil {
		return nil, err
	}
	file, err := parser.ParseFile(token.NewFileSet(), "env.go", view.Package, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var fields []llm.SearchField
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || !f.Name.IsExported() || !ofOneState(f) {
			continue
		}
		unit := unitOf(f.Doc.Text(), spec.State)
		for _, part := range resultParts[types.ExprString(f.Type.Results.List[0].Type)] {
			fields = append(fields, llm.SearchField{
				Name: fmt.Sprintf("env.%s(next)%s", f.Name.Name, part), Unit: unit, Lo: math.Inf(-1), Hi: math.Inf(1),
			})
		}
	}
	return fields, nil
}

// resultParts are the selectors of the numbers in a function's result, by type.
var resultParts = map[string][]string{
	"float64": {""}, "geom.Vec2": {".X", ".Y"}, "geom.Vec3": {".X", ".Y", ".Z"},
}

// ofOneState says that a function, not a method, makes one value of one state.
func ofOneState(f *ast.FuncDecl) bool {
	in, out := f.Type.Params, f.Type.Results
	return f.Recv == nil && f.Type.TypeParams == nil && in.NumFields() == 1 && out.NumFields() == 1 &&
		types.ExprString(in.List[0].Type) == "State"
}

// unitWords are units as doc comments spell them out.
var unitWords = strings.NewReplacer("metres", "m", "meters", "m", "radians", "rad")

// unitOf returns the unit that a function's doc comment gives its result, as in
// "in m": the unit of one of the state's fields, or "" where it gives none.
func unitOf(doc string, state envs.Schema) string {
	doc = unitWords.Replace(strings.Join(strings.Fields(doc), " "))
	for _, f := range state {
		if f.Unit != "-" && regexp.MustCompile(`\bin `+regexp.QuoteMeta(f.Unit)+`([ .,;:]|$)`).MatchString(doc) {
			return f.Unit
		}
	}
	return ""
}
