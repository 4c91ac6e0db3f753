package check

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/source"
)

// libraries are what the sources in testdata may import. This package math has a
// function that source.MathText does not declare.
var libraries = map[string][]string{
	"math":  {source.MathText + "\nfunc Nextafter(x, y float64) float64\n"},
	"other": {"package other\n\nconst X = 1\n"},
	"env": {`package env

type State struct{ X, V float64 }

type Action struct{ Force float64 }

type Wide struct{ N int64 }

var Gravity = 9.8

func Wide64(x uint64) float64

func List() []float64
`},
}

// check runs all stages on a file. Errors of types are errors of the test.
func check(text string) ([]Diagnostic, error) {
	fset := token.NewFileSet()
	f, found := Parse(fset, "reward.go", text)
	if len(found) > 0 {
		return found, nil
	}
	if found = Syntax(fset, []*ast.File{f}); len(found) > 0 {
		return found, nil
	}
	p := &source.Package{Path: "reward", Files: []*ast.File{f}, Info: source.NewInfo()}
	im := source.NewImporter(fset, libraries)
	conf := source.Config(im)
	var err error
	if p.Types, err = conf.Check("reward", fset, p.Files, p.Info); err != nil {
		return nil, err
	}
	return Package(fset, p, Options{Imports: []string{"math", "env"}}), nil
}

// TestRules checks the files in testdata, one for each rule and some that break
// none. A comment // want "text" says that a line breaks the rule that the file
// is named after, with a message or suggestion that contains the text; others
// must not break any.
func TestRules(t *testing.T) {
	files, err := filepath.Glob("testdata/*.go*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name, _, _ := strings.Cut(filepath.Base(file), ".")
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			found, err := check(string(text))
			if err != nil {
				t.Fatal(err)
			}
			compare(t, name, wants(t, string(text)), found)
		})
	}
}

var want = regexp.MustCompile(`// want (".*")$`)

// wants returns the texts wanted by line.
func wants(t *testing.T, text string) map[int][]string {
	all := map[int][]string{}
	line := 0
	for s := range strings.Lines(text) {
		line++
		m := want.FindStringSubmatch(strings.TrimSpace(s))
		if m == nil {
			continue
		}
		for rest := m[1]; rest != ""; rest = strings.TrimSpace(rest) {
			quoted, err := strconv.QuotedPrefix(rest)
			if err != nil {
				t.Fatalf("line %d: want %s: %v", line, rest, err)
			}
			part, _ := strconv.Unquote(quoted)
			all[line] = append(all[line], part)
			rest = rest[len(quoted):]
		}
	}
	return all
}

func compare(t *testing.T, reason string, want map[int][]string, found []Diagnostic) {
	for _, d := range found {
		list := want[d.Pos.Line]
		i := slices.IndexFunc(list, func(part string) bool { return strings.Contains(d.Error(), part) })
		if i < 0 {
			t.Errorf("not wanted: %v (%s)", d, d.Reason)
			continue
		}
		if d.Reason != reason {
			t.Errorf("%v: reason %s, want %s", d, d.Reason, reason)
		}
		if want[d.Pos.Line] = slices.Delete(list, i, i+1); len(want[d.Pos.Line]) == 0 {
			delete(want, d.Pos.Line)
		}
	}
	for _, line := range slices.Sorted(maps.Keys(want)) {
		t.Errorf("line %d: missing %q", line, want[line])
	}
}

// TestEveryRuleIsTested makes sure that every rule has a file that breaks it,
// and text for readers.
func TestEveryRuleIsTested(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules {
		if seen[r.Reason] || r.What == "" || r.Instead == "" {
			t.Errorf("rule %s is there twice or lacks text", r.Reason)
		}
		seen[r.Reason] = true
		if slices.Contains([]string{"too-large", "too-deep"}, r.Reason) {
			continue // files for these would be long: see TestSize
		}
		files, err := filepath.Glob("testdata/" + r.Reason + ".go*")
		if err != nil || len(files) != 1 {
			t.Errorf("rule %s has %d files in testdata, want 1", r.Reason, len(files))
			continue
		}
		text, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		if len(wants(t, string(text))) == 0 {
			t.Errorf("%s wants nothing", files[0])
		}
	}
}

func TestDiagnosticError(t *testing.T) {
	d := Diagnostic{Reason: "slice", Message: "a slice", Suggestion: "use an array"}
	if got, want := d.Error(), "a slice; use an array"; got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
	d.Pos.File, d.Pos.Line, d.Pos.Column, d.Suggestion = "reward.go", 3, 7, ""
	if got, want := d.Error(), "reward.go:3:7: a slice"; got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
}

// TestEntries leaves out what entries do not need.
func TestEntries(t *testing.T) {
	fset := token.NewFileSet()
	im := source.NewImporter(fset, map[string][]string{"p": {`package p

type T struct{ used, bad float64 }

func (t *T) Use() float64 { return helper(t.used) }

func helper(x float64) float64 { return x + table[0] }

var table = [1]float64{1}

func Host(seed uint64) []T { return nil }
`}})
	p, err := im.Load("p")
	if err != nil {
		t.Fatal(err)
	}
	if found := Package(fset, p, Options{}); len(found) == 0 {
		t.Error("Host is accepted")
	}
	if found := Package(fset, p, Options{Entries: []string{"T.Use"}}); len(found) > 0 {
		t.Error(found)
	}
	if found := Package(fset, p, Options{Entries: []string{"T.Use", "Host"}}); len(found) == 0 {
		t.Error("Host as an entry is accepted")
	}
}

// TestSize breaks every limit and stays just within.
func TestSize(t *testing.T) {
	body := func(s string) string {
		return "package reward\n\nfunc f(x float64) float64 {\n" + s + "\nreturn x\n}\n"
	}
	chain := func(n int) string {
		var b strings.Builder
		fmt.Fprintf(&b, "package reward\ntype T0 struct{ a, b float64 }\n")
		for i := range n {
			fmt.Fprintf(&b, "type T%d struct{ a, b T%d }\n", i+1, i)
		}
		return b.String()
	}
	reasons := map[string]string{"bytes": "too-large", "brackets": "too-deep", "depth": "too-deep"} // the others are size
	tests := []struct{ name, good, bad string }{
		{"bytes", body("//" + strings.Repeat("x", MaxBytes-100)), body("//" + strings.Repeat("x", MaxBytes))},
		{"brackets", body("x = " + strings.Repeat("(", MaxBrackets-1) + "x" + strings.Repeat(")", MaxBrackets-1)),
			body("x = " + strings.Repeat("(", MaxBrackets) + "x" + strings.Repeat(")", MaxBrackets))},
		{"depth", body("x = x" + strings.Repeat(" + x", MaxDepth-20)), body("x = x" + strings.Repeat(" + x", MaxDepth))},
		{"functions", body(strings.Repeat("func() { x++ }()\n", MaxFunctions-1)), body(strings.Repeat("func() { x++ }()\n", MaxFunctions))},
		{"types", body(declared(MaxTypes)), body(declared(MaxTypes + 1))},
		{"statements", body(strings.Repeat("x++\n", MaxStatements-2)), body(strings.Repeat("x++\n", MaxStatements))},
		{"string", body(`const s = "` + strings.Repeat("x", MaxString-2) + `"`), body(`const s = "` + strings.Repeat("x", MaxString) + `"`)},
		{"strings doubled", body("const a = \"xx\"\nconst b = a + a"), body(doubled(40))},
		{"strings doubled by shadowing", body("const a = \"xx\"\n{ const a = 1; _ = a }"), body("const a = \"x\"\n" + strings.Repeat("{ const a = a + a\n", 40) + strings.Repeat("}", 40))},
		{"types doubled", chain(11), chain(12)},
		{"types doubled by shadowing", body("type a struct{ x, y float64 }"), body("type a struct{ x, y float64 }\ntype b struct { x, y a }\n" +
			strings.Repeat("{\ntype a struct{ x, y b }\n{\ntype b struct{ x, y a }\n", 20) + strings.Repeat("}}", 20))},
		{"elements", body(fmt.Sprintf("var a [%d]float64\nx = a[0]", MaxElements)), body(fmt.Sprintf("var a [%d]float64\nx = a[0]", MaxElements+1))},
		{"leaves", body(fmt.Sprintf("type T [2][%d]float64\nx++", MaxLeaves/2)), body(fmt.Sprintf("type T [3][%d]float64\nx++", MaxLeaves/2))},
		{"frame", body("var a, b, c, d, e, f, g, h [4000]float64\nx = a[0] + b[0] + c[0] + d[0] + e[0] + f[0] + g[0] + h[0]"),
			body("var a, b, c, d, e, f, g, h, i [4000]float64\nx = a[0] + b[0] + c[0] + d[0] + e[0] + f[0] + g[0] + h[0] + i[0]")},
		{"memory", memory(130), memory(132)},
	}
	for _, tt := range tests {
		if found, err := check(tt.good); err != nil || len(found) > 0 {
			t.Errorf("%s: just within: %v %v", tt.name, found, err)
		}
		found, err := check(tt.bad)
		if want := cmp.Or(reasons[tt.name], "size"); err != nil || len(found) == 0 || found[0].Reason != want {
			t.Errorf("%s: just beyond: %v %v, want %s", tt.name, found, err, want)
		}
	}
}

func doubled(n int) string {
	var b strings.Builder
	b.WriteString("const c0 = \"x\"\n")
	for i := range n {
		fmt.Fprintf(&b, "const c%d = c%d + c%[2]d\n", i+1, i)
	}
	return b.String()
}

func memory(n int) string {
	var b strings.Builder
	b.WriteString("package reward\n")
	for i := range n {
		fmt.Fprintf(&b, "func f%d() float64 { var a [4000]float64; return a[0] }\n", i)
	}
	return b.String()
}

func declared(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "type t%d float64\n", i)
	}
	return b.String()
}

// BenchmarkPackage checks a reward of ten terms that has been type-checked.
func BenchmarkPackage(b *testing.B) {
	var text strings.Builder
	text.WriteString("package reward\n\nimport \"math\"\n\nfunc Reward(x, v float64) (total float64, terms map[string]float64) {\n\tterms = map[string]float64{}\n")
	text.WriteString("\tadd := func(name string, weight, value float64) {\n\t\tterms[name] = weight * value\n\t\ttotal += terms[name]\n\t}\n")
	for i := range 10 {
		fmt.Fprintf(&text, "\tif v > %d {\n\t\tadd(\"t%[1]d\", 0.5, math.Exp(-x*x/%[1]d)+math.Abs(v)*float64(%[1]d))\n\t}\n", i+1)
	}
	text.WriteString("\treturn total, terms\n}\n")
	fset := token.NewFileSet()
	p, err := source.NewImporter(fset, map[string][]string{"math": {source.MathText}, "reward": {text.String()}}).Load("reward")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if found := Package(fset, p, Options{Imports: []string{"math"}}); len(found) > 0 {
			b.Fatal(found)
		}
	}
}
