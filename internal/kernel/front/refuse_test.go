package front_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/check"
	"github.com/rewardsmith/rewardsmith/internal/kernel/front"
)

// TestRefusals lowers what cannot be lowered: each body stands in line 5 and
// after of a function F(x float64, n int, c bool) float64. Its package has no
// entry, so that what is refused is refused by lowering it, or before types are
// known.
func TestRefusals(t *testing.T) {
	tests := []struct {
		name, decls, body string
		want              string // line:column and part of the message
	}{
		{"syntax", "", "return )", "5:8: expected operand"},
		{"type", "", "return n", "5:8: cannot use n"},
		{"unused", "", "v := 1\nreturn x", "5:1: declared and not used: v"},
		{"large constant", "", "i := 1 << 40\nreturn float64(i)", "5:6: the constant 1099511627776 does not fit"},
		{"int64", "", "var i int64 = 3\nreturn float64(i)", "int64"},
		{"recursion", "func g(n int) int { if n > 0 { return g(n-1) }; return 0 }", "return float64(g(n))", "3:39: g calls itself"},
		{"recursive literal", "", "var g func(int) float64\ng = func(i int) float64 { return g(i - 1) }\nreturn g(n)", "calls itself"},
		{"recursion through maps", "func g(m map[string]float64) { g(m) }", "g(map[string]float64{})\nreturn x", "calls itself"},
		{"key unknown", "", "m := map[int]float64{}\nm[1] = 2\nm[n] = 1\nreturn m[1]", "7:1: the key of the map is not known"},
		{"nil map", "", "var m map[string]float64\nm[\"a\"] = 1\nreturn x", "6:1: a key is set in a map that is nil"},
		{"line directive", "", "m := map[int]float64{}\n//line q.go:90\nm[n] = 1\nreturn m[1]", "7:1: the key of the map is not known"},
		{"line directive, type", "", "//line q.go:90\nreturn n", "6:8: cannot use n"},
		{"map or nil", "", "var m map[string]float64\nif c { m = map[string]float64{} }\nreturn m[\"a\"]", "7:8: what m holds here depends"},
		{"function chosen", "", "g := func() float64 { return 1 }\nif c { g = func() float64 { return 2 } }\nreturn g()", "7:8: what g holds here depends"},
		{"pointer chosen", "", "a, b := x, x\np := &a\nif c { p = &b }\nreturn *p", "8:9: what p holds here depends"},
		{"slice grows", "", "var s []float64\nfor i := 0; i < n; i++ { s = append(s, x) }\nreturn s[0]", "what s holds here depends"},
		{"nil function", "", "var g func() float64\nreturn g()", "6:8: a function that is nil is called"},
		{"nil pointer", "type t struct{ a float64 }", "var p *t\nreturn p.a", "a nil pointer is used"},
		{"package variable", "var v = 1.0", "v += x\nreturn v", "5:1: the package-level variable v is assigned to"},
		{"goroutine", "", "go func() {}()\nreturn x", "5:1: goroutines are not allowed"},
		{"defer", "", "defer func() {}()\nreturn x", "5:1: defer is not allowed"},
		{"panic", "", "if c { panic(\"no\") }\nreturn x", "5:8: a call of panic"},
		{"interface", "", "var v any = x\n_ = v\nreturn x", "type any is not one"},
		{"generic", "func g[T any](v T) T { return v }", "return g(x)", "3:7: type parameters"},
		{"goto", "", "goto end\nend:\nreturn x", "5:1: goto"},
		{"string of bytes", "", "s := \"ab\"\nreturn float64(s[n])", "indexing a string"},
		{"negative index", "", "var v [3]float64\nreturn v[-1]", "invalid argument"},
		{"channel", "", "var v chan int\n_ = v\nreturn x", "5:7: channels"},
		{"large slice", "", "s := make([]float64, 5000)\nreturn s[0]", "length of a slice"},
		{"init that calls", "", "print(x)\nreturn x", "5:1: a call of print"},
	}
	lib, err := front.NewLibrary(nil)
	if err != nil {
		t.Fatal(err)
	}
	caller := front.Package{Path: "caller", Files: []front.File{{Name: "caller.go",
		Text: "package caller\n\nimport \"p\"\n\nfunc G(x float64, n int, c bool) float64 { return p.F(x, n, c) }\n"}}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := fmt.Sprintf("package p\n\n%s\nfunc F(x float64, n int, c bool) float64 {\n%s\n}\n", tt.decls, tt.body)
			p, problems := front.Lower(lib, front.Unit{
				Packages: []front.Package{{Path: "p", Files: []front.File{{Name: "p.go", Text: text}}}, caller},
				Entries:  []front.Entry{{Package: "caller", Func: "G", Name: "g"}},
			})
			if p != nil {
				t.Fatalf("lowered:\n%s", p)
			}
			var all []string
			for _, d := range problems {
				all = append(all, d.Error())
				if d.Suggestion == "" || d.Pos.File != "p.go" {
					t.Errorf("%v: suggestion %q, file %q", d, d.Suggestion, d.Pos.File)
				}
			}
			if !strings.Contains(strings.Join(all, "\n"), tt.want) {
				t.Errorf("diagnostics\n%s\nwant %q", strings.Join(all, "\n"), tt.want)
			}
		})
	}
}

// TestAllRefusalsAtOnce tells every mistake of a source.
func TestAllRefusalsAtOnce(t *testing.T) {
	lib, err := front.NewLibrary(nil)
	if err != nil {
		t.Fatal(err)
	}
	text := `package p

func g(c bool) float64 {
	defer func() {}()
	return 1
}

func f(x float64, c bool) float64 {
	var i uint8 = 3
	_ = i
	go func() {}()
	return g(c) + h(x, c) + k(3)
}

func h(x float64, c bool) float64 {
	s := []float64{x}
	if c {
		s = append(s, g(c))
	}
	return s[0] + k(2)
}

func k(n int) float64 {
	m := map[int]float64{n: 1}
	return m[0]
}

func unused(c chan int) { <-c }
`
	unit := front.Unit{
		Packages: []front.Package{{Path: "p", Files: []front.File{{Name: "p.go", Text: text}}}},
		Entries:  []front.Entry{{Package: "p", Func: "f", Name: "f"}},
	}
	tests := map[string][]int{
		"f": {4, 9, 11, 20, 24}, // what checking finds, then what only lowering finds elsewhere
		"h": {4, 20, 24},
		"k": {24},
	}
	for entry, want := range tests {
		unit.Entries[0].Func = entry
		_, problems := front.Lower(lib, unit)
		var lines []int
		for _, d := range problems {
			lines = append(lines, d.Pos.Line)
		}
		if diff := cmp.Diff(want, lines); diff != "" {
			t.Errorf("entry %s: refused lines (-want +got):\n%s\n%v", entry, diff, problems)
		}
	}
}

// TestEntries refuses entries that a host cannot call.
func TestEntries(t *testing.T) {
	lib, err := front.NewLibrary(nil)
	if err != nil {
		t.Fatal(err)
	}
	text := "package p\nfunc M(m map[string]float64) float64 { return 1 }\nfunc S() string { return \"\" }\nfunc F(x float64) float64 { return x }\nfunc H(x float64) float64 { return x }\n"
	tests := []struct {
		entries []front.Entry
		want    string
	}{
		{[]front.Entry{{Package: "p", Func: "M", Name: "m"}}, "takes a map"},
		{[]front.Entry{{Package: "p", Func: "S", Name: "s"}}, "returns a string"},
		{[]front.Entry{{Package: "p", Func: "None", Name: "n"}}, "declares no function None"},
		{[]front.Entry{{Package: "math", Func: "Sin", Name: "s"}}, "has no body"},
		{[]front.Entry{{Package: "q", Func: "F", Name: "f"}}, "package q is missing"},
		{[]front.Entry{{Package: "p", Func: "F", Name: "f"}, {Package: "p", Func: "F", Name: "g"}}, "two entries"},
		{[]front.Entry{{Package: "p", Func: "F", Name: "f"}, {Package: "p", Func: "H", Name: "f"}}, "two entries"},
	}
	for _, tt := range tests {
		_, problems := front.Lower(lib, front.Unit{Packages: []front.Package{{Path: "p", Files: []front.File{{Name: "p.go", Text: text}}}}, Entries: tt.entries})
		if len(problems) == 0 || !strings.Contains(problems[0].Message, tt.want) {
			t.Errorf("%v: diagnostics %v, want %q", tt.entries, problems, tt.want)
		}
	}
}

// TestReasonsAreNotRules keeps each reason to one meaning.
func TestReasonsAreNotRules(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range check.Rules {
		seen[r.Reason] = true
	}
	for _, r := range front.Reasons {
		if seen[r.Name] || r.Why == "" {
			t.Errorf("reason %q: there is a rule or another reason of that name, or it says nothing", r.Name)
		}
		seen[r.Name] = true
	}
}
