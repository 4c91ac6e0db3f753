package check

import (
	"fmt"
	"go/ast"
	"go/types"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rewardsmith/rewardsmith/internal/kernel/source"
	"github.com/rewardsmith/rewardsmith/internal/nearest"
)

var (
	unknownField = regexp.MustCompile(`\.(\w+) undefined \(type (\*?[\w.]+) has no field or method`)
	undefined    = regexp.MustCompile(`^undefined: (?:(\w+)\.)?(\pL[\pL\d_]*)`)
	notExported  = regexp.MustCompile(`name (\w+) not exported by package (\w+)`)
)

// classify returns the reason of a go/types message and what to write instead.
func (t *typecheck) classify(message string) (reason, suggestion string) {
	has := func(part string) bool { return strings.Contains(message, part) }
	switch {
	case has("declared and not used"):
		return "unused-var", "use the variable or remove it"
	case has("imported and not used"):
		return "unused-import", "remove the import"
	case unknownField.MatchString(message):
		m := unknownField.FindStringSubmatch(message)
		return "unknown-field", t.fieldHint(m[2], m[1])
	case undefined.MatchString(message):
		m := undefined.FindStringSubmatch(message)
		return t.undefinedHint(m[1], m[2])
	case notExported.MatchString(message):
		m := notExported.FindStringSubmatch(message)
		return t.undefinedHint(m[2], m[1])
	case has("division by zero"):
		return "div-zero", "divide by a number other than zero"
	case has("redeclared"), has("no new variables"), has("already declared"):
		return "redeclared", "assign with =, or choose another name"
	case has("missing return"):
		return "missing-return", "end the function with a return statement"
	case has("return values"), has("result parameter"):
		return "return", "return as many values as the function declares: " + t.r.Kind.Returns()
	case has("overflows"), has("truncated"), has("constant"):
		if has("mismatched types") {
			return "type-mismatch", numberHint
		}
		return "constant", "write a constant that fits its type"
	case has("mismatched types"), has("cannot use"), has("cannot convert"):
		return "type-mismatch", numberHint
	}
	return "type-error", t.callHint(message)
}

const numberHint = "convert numbers with float64(x); truth values become numbers only with if"

func (t *typecheck) callHint(message string) string {
	switch {
	case strings.Contains(message, "arguments in call to math.Max"), strings.Contains(message, "arguments in call to math.Min"):
		return "math.Max and math.Min take two arguments: nest them"
	case strings.Contains(message, "non-boolean"):
		return "compare with != 0"
	case strings.Contains(message, "shifted operand"):
		return "shift a variable of type int, then convert it with float64"
	}
	return ""
}

// fieldHint lists the fields of the type in question and the nearest name.
func (t *typecheck) fieldHint(typeName, field string) string {
	typeName = strings.TrimPrefix(typeName, "*")
	scope := t.r.Types.Scope()
	if pkg, name, ok := strings.Cut(typeName, "."); ok {
		p, err := t.imports.Importer.Import(pkg)
		if err != nil {
			return ""
		}
		scope, typeName = p.Scope(), name
	}
	obj, ok := scope.Lookup(typeName).(*types.TypeName)
	if !ok {
		return ""
	}
	names := members(obj.Type())
	hint := fmt.Sprintf("%s has %s", obj.Name(), list(names))
	near := nearestName(field, names)
	if near == "" {
		near = t.described(obj, field)
	}
	if near != "" {
		hint += "; did you mean " + near + "?"
	}
	return hint
}

// described returns the field of a struct of package env whose comment has the
// words of name, such as ThetaDot // pole angular velocity for AngularVelocity,
// or "" where none or several do.
func (t *typecheck) described(obj *types.TypeName, name string) string {
	words := camelWords.FindAllString(name, -1)
	found := ""
	for _, f := range t.imports.Env.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok || t.imports.Env.Info.Defs[spec.Name] != types.Object(obj) {
				return true
			}
			s, ok := spec.Type.(*ast.StructType)
			if !ok {
				return false
			}
			for _, field := range s.Fields.List {
				text := strings.ToLower(field.Comment.Text() + field.Doc.Text())
				if len(field.Names) != 1 || !containsAll(text, words) {
					continue
				}
				if found != "" {
					found = ""
					return false
				}
				found = field.Names[0].Name
			}
			return false
		})
	}
	return found
}

var camelWords = regexp.MustCompile(`[A-Z]?[a-z]+|[A-Z]+`)

func containsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, strings.ToLower(w)) {
			return false
		}
	}
	return len(words) > 0
}

// members returns the fields and methods that a type has.
func members(t types.Type) []string {
	var names []string
	if s, ok := t.Underlying().(*types.Struct); ok {
		for f := range s.Fields() {
			names = append(names, f.Name())
		}
	}
	if n, ok := t.(*types.Named); ok {
		for m := range n.Methods() {
			names = append(names, m.Name()+"()")
		}
	}
	return names
}

func list(names []string) string {
	if len(names) == 0 {
		return "nothing"
	}
	if len(names) > 30 {
		names = append(slices.Clone(names[:30]), "...")
	}
	return strings.Join(names, ", ")
}

func (t *typecheck) undefinedHint(pkg, name string) (reason, suggestion string) {
	if pkg == "" {
		return t.undefinedName(name)
	}
	p, err := t.imports.Importer.Import(pkg)
	if err != nil {
		return "undefined", ""
	}
	var names []string
	for _, n := range p.Scope().Names() {
		if first, _ := utf8.DecodeRuneInString(n); unicode.IsUpper(first) {
			names = append(names, n)
		}
	}
	if pkg == "math" {
		hint := "functions of math begin with a capital letter"
		if near := nearestName(name, names); near != "" {
			hint += "; did you mean math." + near + "?"
		}
		return "undefined-math", hint
	}
	if why, ok := simulation[name]; ok && pkg == "env" {
		return "undefined", why
	}
	hint := fmt.Sprintf("package %s has %s", pkg, list(names))
	if near := nearestName(name, names); near != "" {
		hint += "; did you mean " + pkg + "." + near + "?"
	}
	return "undefined", hint
}

func (t *typecheck) undefinedName(name string) (reason, suggestion string) {
	if name == "math" || name == "env" || name == "geom" {
		reason = "undefined"
		if name == "math" {
			reason = "undefined-math"
		}
		return reason, fmt.Sprintf("add: import %q", name)
	}
	if why, ok := absent[name]; ok {
		return "undefined", why
	}
	for f := range source.MathFuncs() {
		if strings.EqualFold(f, name) {
			return "undefined-math", "write math." + f + " and import math"
		}
	}
	if t.imports.Env.Types.Scope().Lookup(name) != nil {
		return "undefined", "write env." + name
	}
	return "undefined", "declare it first, or use a field of s, a or next"
}

// absent says what to do without packages that rewards expect to have.
var absent = map[string]string{
	"fmt":    "remove it: rewards print nothing; terms show what the reward computes",
	"log":    "remove it: rewards print nothing; terms show what the reward computes",
	"rand":   "remove it: the same transition must always give the same reward",
	"time":   "count steps in type Memory instead; a step takes env.Dt",
	"sort":   "a loop over a map of terms goes in the order of its names; sort anything else by hand",
	"slices": "write the loop out: only math, env and geom are there",
	"maps":   "write the loop out: only math, env and geom are there",
	"os":     "remove it: a reward sees s, a and next alone",
	"unsafe": "remove it: a reward sees s, a and next alone",
}

// simulation says what to do without the functions that make an environment go,
// which rewards have no use for.
var simulation = map[string]string{
	"Step":    noStep,
	"Reset":   noStep,
	"Observe": "rewards cannot step the environment: read the fields of s and next instead",
	"Choose":  noStep,
}

const noStep = "rewards cannot step the environment: s, a and next are the transition to judge"

// nearestName returns the name that most resembles word, or "" if none does. Names
// that share their letters but for case are nearest, then those of which one
// begins the other, then those at few edits.
func nearestName(word string, names []string) string {
	best, cost := "", 1000
	for _, n := range names {
		if c := distance(plain(word), plain(n)); c < cost {
			best, cost = n, c
		}
	}
	if cost > max(2, len(word)/2) {
		return ""
	}
	return best
}

// plain reduces a name to what people remember of it.
func plain(name string) string {
	return strings.ToLower(strings.ReplaceAll(strings.TrimSuffix(name, "()"), "_", ""))
}

// distance is the number of edits between a and b. A word that the other
// contains costs one.
func distance(a, b string) int {
	if a != b && min(len(a), len(b)) > 2 && (strings.Contains(a, b) || strings.Contains(b, a)) {
		return 1
	}
	return nearest.Distance(a, b)
}
