package envs

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/rewardsmith/rewardsmith/envs/metric"
)

// declaration is something that an environment's files declare.
type declaration struct {
	file string
	name string
	what string // "struct", a constant's kind, or a function's signature without names
	full string // as one would write it
	with string // optional: needed where this is declared and only there; "" where always
}

// drawFile may be missing from a folder.
const drawFile = "draw.go"

// contract lists what an environment declares: see the package comment.
var contract = []declaration{
	{envFile, "Params", "struct", "type Params struct", ""},
	{envFile, "State", "struct", "type State struct", ""},
	{envFile, "Action", "struct", "type Action struct", ""},
	{envFile, "Observation", "struct", "type Observation struct", ""},
	{envFile, "Dt", "number", "const Dt = 0.02 // seconds per step", ""},
	{envFile, "MaxSteps", "whole", "const MaxSteps = 500", ""},
	{envFile, "Choices", "whole", "const Choices = 2", "Choose"},
	{envFile, "Choose", "func(int) Action", "func Choose(i int) Action", "Choices"},
	{envFile, "Reset", "func(Params, *rng.Source) State", "func Reset(p Params, r *rng.Source) State", ""},
	{envFile, "Step", "func(State, Action, *rng.Source) State", "func Step(s State, a Action, r *rng.Source) State", ""},
	{envFile, "Observe", "func(State, *rng.Source) Observation", "func Observe(s State, r *rng.Source) Observation", ""},
	{envFile, "Terminated", "func(State) bool", "func Terminated(next State) bool", ""},
	{taskFile, "Task", "text", `const Task = "What is to be achieved."`, ""},
	{taskFile, "ScoreOver", "whole", "const ScoreOver = metric.Sum", ""},
	{taskFile, "ScoreMin", "number", "const ScoreMin = 0.0", ""},
	{taskFile, "ScoreMax", "number", "const ScoreMax = 1.0", ""},
	{taskFile, "SolvedAt", "number", "const SolvedAt = 0.9", ""},
	{taskFile, "Score", "func(State, Action, State) float64", "func Score(s State, a Action, next State) float64", ""},
	{taskFile, "SuccessOver", "whole", "const SuccessOver = metric.Last", "Success"},
	{taskFile, "SolvedSuccess", "number", "const SolvedSuccess = 0.9", "Success"},
	{taskFile, "Success", "func(State, Action, State) bool", "func Success(s State, a Action, next State) bool", "SuccessOver"},
	{taskFile, "SparseReward", rewardSignature, "func SparseReward(s State, a Action, next State) (total float64, terms map[string]float64)", ""},
	{taskFile, "HumanReward", rewardSignature, "func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64)", ""},
	{drawFile, "Draw", "func(State) draw.Scene", "func Draw(s State) draw.Scene", drawFile},
}

// maxChoices bounds Choices: each is an output of the policy, and an action that
// is computed in advance.
const maxChoices = 4096

const rewardSignature = "func(State, Action, State) (float64, map[string]float64)"

// Describe reads the Spec of an environment from the text of its files, and
// checks that they declare what the package comment lists. It reports
// everything that is missing or wrong at once, with its place. ChoiceActions,
// which takes running Choose, is left empty.
func Describe(name string, text Source) (*Spec, error) {
	c, err := checkFolder(text)
	if c == nil {
		return nil, err
	}
	d := &describer{code: c, spec: &Spec{Name: name, Source: text, Doc: strings.TrimSpace(c.files[envFile].Doc.Text())}}
	if err != nil {
		d.errs = append(d.errs, err)
	}
	d.imported()
	d.declarations()
	d.apart()
	if len(d.errs) > 0 { // what follows reads what is declared
		return nil, errors.Join(d.errs...)
	}
	d.constants()
	d.schemas()
	if len(d.errs) == 0 {
		if _, err := d.spec.View(ShowDynamics); err != nil {
			d.errs = append(d.errs, err)
		}
	}
	return d.spec, errors.Join(d.errs...)
}

// checkFolder type-checks the files of an environment as one package.
func checkFolder(text Source) (*code, error) {
	known, err := allLibraries()
	if err != nil {
		return nil, err
	}
	files := []file{{envFile, text.Env}, {taskFile, text.Task}}
	if text.Draw != "" {
		files = append(files, file{drawFile, text.Draw})
	}
	return checkCode(known, files...)
}

// describer fills a Spec and collects what is wrong.
type describer struct {
	*code
	spec *Spec
	errs []error
}

// wrong adds an error at a place; an invalid one stands for the file as a whole.
func (d *describer) wrong(file string, pos token.Pos, format string, args ...any) {
	place := file
	if pos.IsValid() {
		p := d.fset.Position(pos)
		place = fmt.Sprintf("%s:%d:%d", p.Filename, p.Line, p.Column)
	}
	d.errs = append(d.errs, fmt.Errorf("%s: %s", place, fmt.Sprintf(format, args...)))
}

// declarations checks that every declaration of the contract is there, in its
// file, with its type.
func (d *describer) declarations() {
	for _, want := range contract {
		object := d.types.Scope().Lookup(want.name)
		if object == nil {
			if d.needed(want) {
				d.wrong(want.file, token.NoPos, "%s is missing; declare: %s", want.name, want.full)
			}
			continue
		}
		if at := d.fset.Position(object.Pos()).Filename; at != want.file {
			d.wrong(at, object.Pos(), "%s belongs into %s", want.name, want.file)
		}
		if got := kindOf(object, want.what); got != want.what && !strings.Contains(got, "invalid type") { // which has been told
			d.wrong(want.file, object.Pos(), "%s is %s; declare: %s", want.name, got, want.full)
		}
	}
}

func (d *describer) needed(want declaration) bool {
	switch want.with {
	case "":
		return true
	case drawFile:
		return d.files[drawFile] != nil
	}
	return d.types.Scope().Lookup(want.with) != nil
}

// kindOf says what an object is, in the words of the contract. A constant is
// what is wanted if its value can be that.
func kindOf(object types.Object, want string) string {
	switch object := object.(type) {
	case *types.TypeName:
		if _, ok := object.Type().Underlying().(*types.Struct); ok {
			return "struct"
		}
		return "another type than a struct"
	case *types.Const:
		v := object.Val()
		switch {
		case want == "text" && v.Kind() == constant.String:
			return want
		case want == "whole" && constant.ToInt(v).Kind() == constant.Int:
			return want
		case want == "number" && constant.ToFloat(v).Kind() == constant.Float:
			return want
		}
		return "the constant " + v.String()
	case *types.Func:
		return signature(object.Signature())
	}
	return "a variable"
}

// signature writes a function's type without the names of parameters.
func signature(s *types.Signature) string {
	short := func(p *types.Package) string {
		if p.Path() == "env" {
			return ""
		}
		return path.Base(p.Path())
	}
	list := func(t *types.Tuple) string {
		var names []string
		for v := range t.Variables() {
			names = append(names, types.TypeString(v.Type(), short))
		}
		return strings.Join(names, ", ")
	}
	results := list(s.Results())
	switch s.Results().Len() {
	case 0:
		return "func(" + list(s.Params()) + ")"
	case 1:
		return "func(" + list(s.Params()) + ") " + results
	}
	return "func(" + list(s.Params()) + ") (" + results + ")"
}

// apart checks that env.go refers to nothing outside of it.
func (d *describer) apart() {
	for _, i := range d.in(envFile) {
		d.uses(i, func(id *ast.Ident, object types.Object) {
			if j, ok := d.declares[object]; ok && d.parts[j].file != envFile {
				d.wrong(envFile, id.Pos(), "%s is declared in %s, which the model never sees: %s may not use it", id.Name, d.parts[j].file, envFile)
			}
		})
	}
}

// number returns the value of a constant, 0 where there is none.
func (d *describer) number(name string) float64 {
	c, ok := d.types.Scope().Lookup(name).(*types.Const)
	if !ok {
		return 0
	}
	v, _ := constant.Float64Val(constant.ToFloat(c.Val()))
	return v
}

// constants reads the constants of the contract and checks their values.
func (d *describer) constants() {
	s, scope := d.spec, d.types.Scope()
	s.Dt, s.MaxSteps, s.Choices = d.number("Dt"), int(d.number("MaxSteps")), int(d.number("Choices"))
	s.Task = constant.StringVal(scope.Lookup("Task").(*types.Const).Val())
	s.Score = ScoreSpec{int(d.number("ScoreOver")), d.number("ScoreMin"), d.number("ScoreMax"), d.number("SolvedAt")}
	if scope.Lookup("Success") != nil {
		s.Success = &SuccessSpec{int(d.number("SuccessOver")), d.number("SolvedSuccess")}
	}
	need := func(name string, ok bool, format string, args ...any) {
		if object := scope.Lookup(name); !ok && object != nil {
			d.wrong("", object.Pos(), format, args...)
		}
	}
	need("Dt", s.Dt > 0 && !math.IsInf(s.Dt, 0), "Dt is %g, want a positive number of seconds", s.Dt)
	steps, choices := d.number("MaxSteps"), d.number("Choices") // where an int does not hold them
	need("MaxSteps", steps >= 1 && steps <= math.MaxInt32, "MaxSteps is %.0f, want 1 to 2^31-1", steps)
	need("Choices", choices >= 2 && choices <= maxChoices, "Choices is %.0f, want 2 to %d", choices, maxChoices)
	need("Task", s.Task != "", "Task, the sentence that says what is to be achieved, is empty")
	need("ScoreOver", s.Score.Over >= metric.Sum && s.Score.Over <= metric.Max, "ScoreOver is %d, want metric.Sum, Mean, Last or Max", s.Score.Over)
	need("ScoreMin", s.Score.Lo < s.Score.Hi, "ScoreMin %g must be below ScoreMax %g", s.Score.Lo, s.Score.Hi)
	need("SolvedAt", s.Score.Lo >= s.Score.Hi || s.Score.SolvedAt >= s.Score.Lo && s.Score.SolvedAt <= s.Score.Hi,
		"SolvedAt %g lies outside ScoreMin..ScoreMax = %g..%g: no score of an episode does; take one within, or widen the range", s.Score.SolvedAt, s.Score.Lo, s.Score.Hi)
	if s.Success != nil {
		over := s.Success.Over
		need("SuccessOver", over == metric.Any || over == metric.Last || over > metric.Held,
			"SuccessOver is %d, want metric.Any, metric.Last or metric.Held+n", over)
		need("SuccessOver", over <= metric.Held || steps < 1 || float64(over-metric.Held) <= steps,
			"SuccessOver is metric.Held+%d, but an episode has at most MaxSteps = %.0f steps, and so no success; lower n or raise MaxSteps", over-metric.Held, steps)
		need("SolvedSuccess", s.Success.SolvedAt >= 0 && s.Success.SolvedAt <= 1,
			"SolvedSuccess is %g, want a share of the episodes above 0 and at most 1, or 0 where SolvedAt decides", s.Success.SolvedAt)
	}
}

// schemas reads the fields of the four types.
func (d *describer) schemas() {
	comments, _, err := fieldComments(d.spec.Source.Env)
	if err != nil {
		d.errs = append(d.errs, err)
		return
	}
	for _, of := range []struct {
		name   string
		schema *Schema
	}{{"Params", &d.spec.Params}, {"State", &d.spec.State}, {"Action", &d.spec.Action}, {"Observation", &d.spec.Observation}} {
		w := leafWalker{d: d, typeName: of.name, comments: comments}
		*of.schema = w.fields()
	}
	if size := d.spec.stateBytes(); size > maxStateBytes {
		d.wrong(envFile, d.types.Scope().Lookup("State").Pos(), "type State has %d bytes, at most %d are allowed: make a larger world a function of a seed field", size, maxStateBytes)
	}
}

// stateBytes returns the size of a State.
func (s *Spec) stateBytes() int {
	size := 0
	for _, f := range s.State {
		size += map[Kind]int{Float64: 8, Int: 8, Float32: 4, Uint32: 4, Bool: 1}[f.Kind]
	}
	return size
}

// leafWalker lists the leaves of a struct type of env.go.
type leafWalker struct {
	d        *describer
	typeName string
	comments map[string]string

	field   *types.Var // outermost field, whose comment describes what lies within
	comment Field
	schema  Schema
}

func (w *leafWalker) fields() Schema {
	t := w.d.types.Scope().Lookup(w.typeName).Type().Underlying().(*types.Struct)
	for f := range t.Fields() {
		w.field, w.comment = f, Field{}
		owner := w.typeName + "." + f.Name()
		if err := parseComment(owner, w.comments[owner], &w.comment); err != nil {
			w.d.wrong(envFile, f.Pos(), "%v", err)
			continue
		}
		if w.typeName == "Action" && !w.comment.Bounded() {
			w.d.wrong(envFile, f.Pos(), "field %s needs finite bounds in its comment", owner)
		}
		w.walk(f.Type(), f.Name())
	}
	return w.schema
}

// leafKinds are the kinds of fields by the Go types that have them.
var leafKinds = map[types.BasicKind]Kind{
	types.Float64: Float64, types.Float32: Float32, types.Int: Int, types.Bool: Bool, types.Uint32: Uint32,
}

func (w *leafWalker) walk(t types.Type, name string) {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if kind, ok := leafKinds[u.Kind()]; ok {
			leaf := w.comment
			leaf.Name, leaf.Kind = name, kind
			w.schema = append(w.schema, leaf)
			return
		}
	case *types.Array:
		if u.Len() <= maxStateBytes {
			for i := range u.Len() {
				w.walk(u.Elem(), fmt.Sprintf("%s[%d]", name, i))
			}
			return
		}
	case *types.Struct:
		for f := range u.Fields() {
			if !f.Exported() {
				w.d.wrong(envFile, w.field.Pos(), "field %s.%s of %s is not exported", name, f.Name(), w.typeName)
				return
			}
			w.walk(f.Type(), name+"."+f.Name())
		}
		return
	}
	w.d.wrong(envFile, w.field.Pos(), "field %s.%s has type %s; allowed are float64, float32, int, bool, uint32, fixed arrays and structs of these",
		w.typeName, name, cmp.Or(t.String(), "none"))
}

// importsOf lists what each file of a folder may import, besides math and geom.
var importsOf = map[string][]string{envFile: {"rng"}, taskFile: {"metric", "rng"}, drawFile: {"draw"}}

// imported checks what each file imports.
func (d *describer) imported() {
	for _, name := range slices.Sorted(maps.Keys(d.files)) {
		allowed := append([]string{"math", "geom"}, importsOf[name]...)
		for _, spec := range d.files[name].Imports {
			full, _ := strconv.Unquote(spec.Path.Value)
			if short := path.Base(full); !slices.Contains(allowed, short) {
				d.wrong(name, spec.Pos(), "package %s cannot be imported by %s; it may import %s", full, name, strings.Join(allowed, ", "))
			}
		}
	}
}
