package check

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// slowest is what a source may take from text to diagnostics; the race detector
// and a loaded machine are allowed for.
const slowest = 5 * time.Second

// FuzzSource runs arbitrary text through all stages: none panics, none takes
// long.
func FuzzSource(f *testing.F) {
	files, err := filepath.Glob("testdata/*.go*")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	for _, a := range attacks() {
		if len(a.text) < 4<<10 {
			f.Add(a.text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		start := time.Now()
		found, err := check(text)
		if took := time.Since(start); took > slowest {
			t.Errorf("took %v", took)
		}
		for _, d := range found {
			if ruleOf[d.Reason] == nil || d.Message == "" || d.Suggestion == "" || d.Pos.Line == 0 && text != "" {
				t.Errorf("diagnostic without rule, message, suggestion or place: %+v", d)
			}
		}
		_ = err // of types
	})
}

type attack struct{ name, text string }

// attacks are sources that make parsers or type checkers run for long or fill
// their memory, each near the limits.
func attacks() []attack {
	in := func(s string) string {
		return "package reward\n\nfunc f(x float64) float64 {\n" + s + "\nreturn x\n}\n"
	}
	repeat := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i, i+1)
		}
		return b.String()
	}
	return []attack{
		{"strings doubled", in("const c0 = \"x\"\n" + repeat(60, "const c%[2]d = c%[1]d + c%[1]d\n") + "_ = c60 == c59")},
		{"strings compared", in("const s = \"" + strings.Repeat("x", MaxString-2) + "\"\n" + strings.Repeat("_ = s == s\n", 3000))},
		{"string summed", in("const s = \"" + strings.Repeat("x", 1000) + "\"\nx++\n_ = s" + strings.Repeat("+s", 300))},
		{"structs doubled", "package reward\ntype T0 struct{ a float64 }\n" + repeat(60, "type T%[2]d struct{ a, b T%[1]d }\n") + "func f(x T60) bool { return x == x }\n"},
		{"empty structs doubled", "package reward\ntype T0 struct{}\n" + repeat(60, "type T%[2]d struct{ a, b T%[1]d }\n") + "func f(x T60) bool { return x == x }\n"},
		{"aliases doubled", "package reward\ntype T0 = float64\n" + repeat(60, "type T%[2]d = struct{ a, b T%[1]d }\n") + "var x, y T60\nvar z = x == y\n"},
		{"functions doubled", "package reward\ntype T0 = float64\n" + repeat(60, "type T%[2]d = func(a, b T%[1]d) T%[1]d\n") + "var x T60\nvar y = T60(x)\n"},
		{"pointers doubled", "package reward\ntype T0 = float64\n" + repeat(60, "type T%[2]d = struct{ a, b *T%[1]d }\n") + "var x, y T60\nvar z = x == y\n"},
		{"arrays multiplied", "package reward\ntype T0 float64\n" + repeat(60, "type T%[2]d [1000]T%[1]d\n") + "func f(x T60) bool { return x == x }\n"},
		{"recursive types", "package reward\ntype A struct{ b [2]B }\ntype B struct{ a *A; f func(A) B; m map[string]A }\nfunc f(a A) B { return a.b[1] }\n"},
		{"recursive functions", "package reward\ntype F func(F) F\nfunc f(g F) F { return g(g) }\n"},
		{"constants squared", in("const c0 = 3\n" + repeat(60, "const c%[2]d = c%[1]d * c%[1]d\n"))},
		{"floats squared", in("const c0 = 3.1\n" + repeat(60, "const c%[2]d = c%[1]d * c%[1]d\n") + "x = c9")},
		{"fractions", in("const c0 = 1.0/3\n" + repeat(200, "const c%[2]d = c%[1]d / 7 + 1.0/(c%[1]d + 11)\n") + "x = c50")},
		{"long number", in("x = " + strings.Repeat("9", 60_000))},
		{"long exponent", in("x = 1e999999999; x = 0x1p-999999999")},
		{"long shift", in("const s = 1 << 4000000000\nx = s >> 3999999999")},
		{"shifts", in("var n = 3\n" + strings.Repeat("x += float64(1 << n << n << n << n)\n", 1000))},
		{"untyped shifts nested", in("var n = 3\nx = float64(1" + strings.Repeat("<<(1", 50) + "<<n" + strings.Repeat(")", 50) + ")")},
		{"calls of each other", "package reward\n" + repeat(250, "func f%[1]d() { "+strings.Repeat("f1(); f7(); f99(); ", 10)+" }\n")},
		{"all call all", "package reward\nvar v = f0()\n" + all(120)},
		{"dependent constants", "package reward\nconst c0 = 1\n" + repeat(2000, "const c%[2]d = c%[1]d + 1\n")},
		{"constants backwards", "package reward\n" + repeat(2000, "const c%[1]d = c%[2]d + 1\n") + "const c2000 = 1\n"},
		{"types backwards", "package reward\n" + repeat(MaxTypes-1, "type t%[1]d t%[2]d\n") + "type t99 int\n"},
		{"variables backwards", "package reward\n" + repeat(2000, "var v%[1]d = v%[2]d\n") + "var v2000 = 1\n"},
		{"embedded", "package reward\ntype T0 struct{ x float64 }\n" + repeat(MaxTypes-1, "type T%[2]d struct{ T%[1]d }\n") + "func f(t T99) float64 { return t.x }\n"},
		{"embedded twice", "package reward\ntype T0 struct{ x float64 }\n" + repeat(40, "type A%[2]d struct{ T%[1]d }\ntype B%[2]d struct{ T%[1]d }\ntype T%[2]d struct{ A%[2]d; B%[2]d }\n") + "func f(t T40) float64 { return t.x }\n"},
		{"generic functions", "package reward\nfunc g[T any](x T) { g[*T](nil) }\nfunc f() { g(1) }\n"},
		{"generic types", "package reward\ntype T0[P any] struct{ p P }\n" + repeat(30, "type T%[2]d[P any] struct{ a, b T%[1]d[T%[1]d[P]] }\n") + "var v T30[int]\n"},
		{"interfaces doubled", "package reward\ntype I0 interface{ m() }\n" + repeat(40, "type I%[2]d interface{ I%[1]d; J%[1]d }\ntype J%[2]d interface{ I%[1]d; J%[1]d }\n")},
		{"switch", in("switch x {\n" + repeat(3000, "case %[1]d:\n") + "}")},
		{"map literal", in("m := map[string]float64{\n" + repeat(3000, "\"k%[1]d\": x,\n") + "}\n_ = m")},
		{"array literal", in("a := [...]float64{" + strings.Repeat("1,", 30_000) + "}\n_ = a")},
		{"array index", in("a := [...]float64{1<<62: 1}\n_ = a")},
		{"literals nested", in(strings.Repeat("func() {\n", 29) + "x++\n" + strings.Repeat("}()\n", 29))},
		{"one wide sum", in("x = x" + strings.Repeat(" + x", 380) + strings.Repeat("\nx = x"+strings.Repeat(" + x", 380), 30))},
		{"else if", in("if x > 0 {\n}" + strings.Repeat(" else if x > 0 {\n}", 150))},
		{"labels", in(repeat(1000, "l%[1]d:\nfor { break l%[1]d }\n"))},
		{"comments", "package reward\n" + strings.Repeat("//x\n", 15_000)},
		{"semicolons", in(strings.Repeat(";", 60_000))},
		{"parentheses", in(strings.Repeat("(", 30_000))},
		{"dots", in("x" + strings.Repeat(".x", 30_000))},
		{"stars", in("_ = " + strings.Repeat("*", 60_000) + "x")},
		{"minuses", in("x = " + strings.Repeat("- ", 30_000) + "x")},
		{"chan chan", in("var c " + strings.Repeat("chan ", 12_000) + "int")},
		{"not UTF-8", "package reward\n\xff\xfe"},
		{"empty", ""},
	}
}

// all declares n functions of which each calls all.
func all(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "func f%d() int { return 0", i)
		for j := range n {
			fmt.Fprintf(&b, "+f%d()", j)
		}
		b.WriteString(" }\n")
	}
	return b.String()
}

func TestAttacksAreQuick(t *testing.T) {
	if testing.Short() {
		t.Skip("the small ones are seeds of FuzzSource")
	}
	const most = 128 << 20 // bytes allocated, half of what a child may hold
	for _, a := range attacks() {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		found, err := check(a.text)
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		allocated := after.TotalAlloc - before.TotalAlloc
		if took > slowest || allocated > most {
			t.Errorf("%s: took %v and %d MiB", a.name, took, allocated>>20)
		}
		t.Logf("%-30s %8.1f ms %4d MiB %3d diagnostics, %v", a.name, took.Seconds()*1e3, allocated>>20, len(found), err != nil)
	}
}
