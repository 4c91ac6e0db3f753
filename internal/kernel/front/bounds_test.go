package front_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/internal/kernel/front"
)

// nest repeats text n times, each with its number in place of %[1]d.
func nest(n int, text string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, text, i, i-1)
	}
	return b.String()
}

// TestBounds lowers sources that would become very large.
func TestBounds(t *testing.T) {
	tests := []struct{ name, decls, body string }{
		{"inlining doubles", "func f0(m map[string]float64, x float64) { m[\"a\"] += x }\n" +
			strings.ReplaceAll(nest(30, "func f%[1]d(m map[string]float64, x float64) { f%[2]d(m, x+1); f%[2]d(m, x*2) }\n"),
				"func f0(m map[string]float64, x float64) { f-1(m, x+1); f-1(m, x*2) }\n", ""),
			"m := map[string]float64{}\nf29(m, x)\nreturn m[\"a\"]"},
		{"nested loops unrolled", "", "m := map[string]float64{}\nnames := [3]string{\"a\", \"b\", \"c\"}\n" +
			nest(20, "for i%[1]d := range 60 {\n_ = i%[1]d + %[2]d\n") + "m[names[(i0+i1)%3]] += x\n" + strings.Repeat("}\n", 20) + "return m[\"a\"]"},
		{"strings change in nested loops", "", "s := \"a\"\n" + nest(25, "for i%[1]d := 0; i%[1]d < n; i%[1]d++ {\ns = \"b%[2]d\"\n") +
			"s = \"z\"\n" + strings.Repeat("}\n", 25) + "if s == \"a\" { return 1 }\nreturn x"},
		{"functions change in nested loops", "", "g := func() float64 { return 1 }\n" +
			nest(25, "for i%[1]d := 0; i%[1]d < n; i%[1]d++ {\nif g() > 2 { g = func() float64 { return %[2]d } }\n") + strings.Repeat("}\n", 25) + "return x"},
		{"large arrays compared", "", "var a, b [4000]float64\n" + nest(200, "if a == b { return %[1]d + %[2]d }\n") + "return x"},
		{"records", "type t struct{ s [1000]string }", "var a [1000]t\n_ = a\nreturn x"},
		{"many keys", "", "m := map[string]float64{}\n" + nest(1200, "if n == %[1]d { m[\"k%[1]d\"] = x + %[2]d }\n") + "s := 0.0\nfor _, v := range m { s += v }\nreturn s"},
		{"many strings", "", "var a [1000]string\n" + nest(900, "if n == %[1]d { a[%[1]d] = \"k%[2]d\" }\n") + "return float64(len(a[0]))"},
		{"slices", "", "var s []float64\nfor i := 0; i < 60; i++ { for j := 0; j < 60; j++ { s = append(s, x) } }\nreturn s[n]"},
		{"fallthrough", "", "switch n {\n" + nest(100, "case %[1]d:\nx += float64(n+%[2]d)\nfallthrough\n") + "case 1000:\n}\nreturn x"},
	}
	if testing.Short() {
		tests = tests[:2]
	}
	lib, err := front.NewLibrary(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := fmt.Sprintf("package p\n\n%s\nfunc F(x float64, n int) float64 {\n%s\n}\n", tt.decls, tt.body)
			caller := "package caller\n\nimport \"p\"\n\nfunc G(x float64, n int) float64 { return p.F(x, n) }\n"
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			_, problems := front.Lower(lib, front.Unit{
				Packages: []front.Package{{Path: "p", Files: []front.File{{Name: "p.go", Text: text}}}, {Path: "caller", Files: []front.File{{Name: "caller.go", Text: caller}}}},
				Entries:  []front.Entry{{Package: "caller", Func: "G", Name: "g"}},
			})
			spent := time.Since(start)
			runtime.ReadMemStats(&after)
			t.Logf("%v, %d MB allocated, %d diagnostics", spent.Round(time.Millisecond), (after.TotalAlloc-before.TotalAlloc)>>20, len(problems))
			for _, d := range problems {
				if d.Reason != front.ReasonSize && d.Reason != front.ReasonStatic || d.Pos.Line == 0 {
					t.Errorf("diagnostic %v of reason %s", d, d.Reason)
				}
			}
			// A hundredth of these is usual; the machine may be busy.
			if spent > 10*time.Second || after.TotalAlloc-before.TotalAlloc > 200<<20 {
				t.Errorf("took %v and %d bytes", spent, after.TotalAlloc-before.TotalAlloc)
			}
		})
	}
}
