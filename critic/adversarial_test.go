package critic_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// reward wraps statements that set r, or declarations, into a reward.
func reward(decls, body string) string {
	return fmt.Sprintf(`package reward

import (
	"env"
	"math"
)

%s

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	r := math.Cos(next.Theta)
	%s
	return r, map[string]float64{"r": r}
}
`, decls, body)
}

func TestHostileSources(t *testing.T) {
	const header = "package reward\n\nimport (\n\t\"env\"\n\t\"math\"\n)\n\n"
	const sig = "func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64)"
	plain := reward("", "")
	tests := []struct {
		name   string
		source string
		want   string // stage/reason, several apart by |
	}{
		// Ways out.
		{"unsafe", strings.Replace(plain, `"env"`, "\"env\"\n\t\"unsafe\"", 1), "policy/import"},
		{"reflect", strings.Replace(plain, `"env"`, "\"env\"\n\t\"reflect\"", 1), "policy/import"},
		{"syscall", strings.Replace(plain, `"env"`, "\"env\"\n\t\"syscall\"", 1), "policy/import"},
		{"net", strings.Replace(plain, `"env"`, "\"env\"\n\t\"net\"", 1), "policy/import"},
		{"cgo", strings.Replace(plain, "import (", "// #include <stdlib.h>\nimport \"C\"\nimport (", 1), "policy/import"},
		{"embed", strings.Replace(plain, `"env"`, "\"env\"\n\t_ \"embed\"", 1), "policy/import"},
		{"raw string path", strings.Replace(plain, `"env"`, "\"env\"\n\t`os`", 1), "policy/import"},
		{"escaped path", strings.Replace(plain, `"env"`, "\"env\"\n\t\"\\x6f\\x73\"", 1), "policy/import"},
		{"host package", strings.Replace(plain, `"env"`, "\"env\"\n\t\"host__\"", 1), "policy/import"},
		{"dot import", strings.Replace(plain, `"math"`, `. "math"`, 1), "policy/import-alias"},
		{"blank math", strings.Replace(plain, `"env"`, "\"env\"\n\t_ \"geom\"", 1), "policy/import-alias"},
		{"linkname", reward("//go:linkname exit os.runtime_beforeExit\nfunc exit()", ""), "policy/directive"},
		{"build tag", "//go:build ignore\n\n" + plain, "policy/directive"},
		{"line directive", "//line evil.go:1\n" + plain, "policy/directive"},
		{"block line directive", "/*line evil.go:1:1*/\n" + plain, "policy/directive"},
		{"plus build", "// +build ignore\n\n" + plain, "policy/directive"},
		{"export", reward("//export Reward2\nfunc Reward2() {}", ""), "policy/directive"},
		{"unexported of env", reward("", "r += env.secret()"), "typecheck/undefined"},
		{"init", reward("func init() { for {} }", ""), "policy/init-func"},
		{"driver's name", reward("func Drive__() {}", ""), "policy/reserved-name"},
		{"host's name", reward("", "host__.Tick()"), "policy/reserved-name"},
		{"hidden field name", reward("type t struct{ a__b float64 }", ""), "policy/reserved-name"},
		{"error type", reward("", "var e error\n\t_ = e"), "policy/type"},
		{"any in map", reward("", "m := map[string]any{}\n\t_ = m"), "policy/type"},
		{"alias of any", reward("type x = any", "var e x\n\t_ = e"), "policy/type"},
		{"embedded error", reward("type x struct{ error }", "var e x\n\t_ = e"), "policy/type"},
		{"type switch", reward("", "var e any = r\n\tswitch e.(type) {\n\t}"), "policy/type"},
		{"recover", reward("", "recover()"), "policy/recover"},
		{"shadowed panic", reward("func boom() { panic(1) }", "boom()"), "policy/panic-call"},
		{"select", reward("", "select {}"), "policy/channel"},
		{"close", reward("", "var c chan int\n\tclose(c)"), "policy/channel"},
		{"complex", reward("", "c := complex(r, r)\n\tr = real(c)"), "policy/complex"},
		{"imaginary", reward("", "c := 1i\n\t_ = c"), "policy/complex"},
		{"uintptr", reward("", "var p uintptr\n\t_ = p"), "policy/type"},
		{"method expression", reward("type v struct{ x float64 }\nfunc (a v) get() float64 { return a.x }", "f := v.get\n\tr = f(v{r})"), "policy/method-value"},
		{"generic type", reward("type p[T any] struct{ x T }", ""), "policy/generics"},

		// Recursion.
		{"mutual", reward("func f(x float64) float64 { return g(x) }\nfunc g(x float64) float64 { return f(x) }", "r = f(r)"), "policy/recursion"},
		{"method", reward("type v struct{ x float64 }\nfunc (a v) get() float64 { return a.get() }", "r = v{r}.get()"), "policy/recursion"},
		{"closure variable", reward("", "var f func(float64) float64\n\tf = func(x float64) float64 { return f(x) }\n\tr = f(r)"), "policy/recursion"},
		{"two closures", reward("", "var f, g func(float64) float64\n\tf = func(x float64) float64 { return g(x) }\n\tg = func(x float64) float64 { return f(x) }\n\tr = f(r)"), "policy/recursion"},
		{"through a field", reward("type n struct{ f func(*n, float64) float64 }", "v := n{}\n\tv.f = func(m *n, x float64) float64 { return m.f(m, x) + 1 }\n\tr = v.f(&v, r)"), "probe/budget|probe/stack|load/unsupported"},
		{"through a slice", reward("", "fs := make([]func(float64) float64, 1)\n\tfs[0] = func(x float64) float64 { return fs[0](x) + 1 }\n\tr = fs[0](r)"), "probe/budget|probe/stack"},
		{"through a map", reward("", "fs := map[string]func(float64) float64{}\n\tfs[\"f\"] = func(x float64) float64 { return fs[\"f\"](x) + 1 }\n\tr = fs[\"f\"](r)"), "probe/budget|probe/stack"},
		{"through a parameter", reward("type f func(f) float64", "g := func(h f) float64 { return h(h) }\n\tr = g(g)"), "load/unsupported|typecheck/type-mismatch"},

		// Bombs.
		{"array type", reward("", "var x [1 << 28]float64\n\tr += x[0]"), "policy/type"},
		{"nested array", reward("", "var x [4096][4096]float64\n\tr += x[0][0]"), "policy/type"},
		{"array of structs", reward("type t struct{ a, b, c [1024]float64 }\ntype u struct{ a, b, c t }", "var x u\n\tr += x.a.a[0]"), "policy/type"},
		{"array literal", reward("", "x := [...]float64{1 << 28: 1}\n\tr += x[0]"), "policy/type"},
		{"nested slice literal", reward("", "x := [][]float64{1 << 27: {1}}\n\tr += x[1<<27][0]"), "probe/memory"},
		{"string doubling", reward("", "k := \"aaaaaaaa\"\n\tfor i := 0; i < 60; i++ {\n\t\tk += k\n\t}\n\tr += float64(len(k))"), "probe/memory"},
		{"append", reward("", "x := []float64{1}\n\tfor i := 0; i < 40; i++ {\n\t\tx = append(x, x...)\n\t}\n\tr += x[0]"), "probe/memory"},
		{"map growth", reward("", "m := map[int]float64{}\n\tfor i := 0; i >= 0; i++ {\n\t\tm[i] = 1\n\t}\n\tr += m[0]"), "probe/budget|probe/memory"},
		{"make too large", reward("", "x := make([]float64, 1<<20)\n\tr += x[0]"), "policy/make-size"},
		{"make capacity", reward("", "x := make([]float64, 0, 1<<20)\n\tr += float64(len(x))"), "policy/make-size"},
		{"constant shift", reward("const c = 1 << 4000000", "r += float64(c >> 3999999)"), "typecheck/constant"},
		{"constant squares", reward("const c0 = 1.0000001\n"+squares(60), "r += c60"), "typecheck/timeout|typecheck/constant|typecheck/memory|typecheck/type-error"},
		{"unary chain", reward("", "r = "+strings.Repeat("-", 20000)+"r"), "parse/too-deep|parse/syntax"},
		{"not chain", reward("", "if "+strings.Repeat("!", 20001)+"(r > 0) {\n\t\tr = 1\n\t}"), "parse/too-deep"},
		{"long sum", reward("", "r = r"+strings.Repeat(" + r", 10000)), "parse/too-deep"},
		{"deep pointers", reward("type t "+strings.Repeat("*", 20000)+"float64", ""), "parse/too-deep"},
		{"deep slices", reward("type t "+strings.Repeat("[]", 20000)+"float64", ""), "parse/too-deep"},
		{"deep blocks", reward("", strings.Repeat("{", 5000)+strings.Repeat("}", 5000)), "parse/too-deep"},
		{"else chain", reward("", "if r > 1 {\n\t}"+strings.Repeat(" else if r > 1 {\n\t}", 2000)), "parse/too-deep"},
		{"for ever", reward("", "for {\n\t}"), "typecheck/missing-return|probe/budget"},
		{"rare loop", reward("", "for next.X > 50 {\n\t\tr += 1\n\t}"), "probe/budget"},
		{"slow", reward("", "for i := 0; i < 90000; i++ {\n\t\tr += 1e-9\n\t}"), "probe/slow"},
		{"labelled loop", reward("", "outer:\n\tfor {\n\t\tfor {\n\t\t\tcontinue outer\n\t\t}\n\t}"), "typecheck/missing-return|probe/budget"},
		{"nan loop", reward("", "for x := math.NaN(); x != x; {\n\t}"), "probe/budget"},
		{"huge range", reward("", "for i := range 1 << 60 {\n\t\tr += float64(i)\n\t}"), "probe/budget"},

		// Failures of the running reward.
		{"index", reward("", "x := []float64{1, 2}\n\tr += x[int(math.Abs(next.X))]"), "probe/panic"},
		{"integer division", reward("", "n := int(next.X)\n\tr += float64(10 / n)"), "probe/panic"},
		{"nil map", reward("", "var m map[string]float64\n\tm[\"x\"] = r"), "probe/panic"},
		{"nil pointer", reward("", "var p *env.State\n\tr += p.X"), "probe/panic"},
		{"negative slice", reward("", "x := []float64{1, 2}\n\tr += x[1:][int(next.X)]"), "probe/panic"},
		{"negative shift", reward("", "n := 1 << int(next.X)\n\tr += float64(n) * 1e-30"), "probe/panic"},
		{"nan term", header + sig + " {\n\treturn 1, map[string]float64{\"x\": math.Log(next.X)}\n}", "probe/nan|probe/inf"},
		{"overflow", reward("", "r = math.Exp(1000 * math.Abs(next.X))"), "probe/inf|probe/magnitude"},
		{"many terms", header + sig + " {\n\tm := map[string]float64{}\n\tk := \"a\"\n\tfor i := 0; i < 10000; i++ {\n\t\tk += \"b\"\n\t\tif len(k) > 90 {\n\t\t\tk = string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676%26))\n\t\t}\n\t\tm[k] = math.Cos(next.X)\n\t}\n\treturn 0, m\n}", "probe/too-many-components"},
		{"empty term name", header + sig + " {\n\tr := math.Cos(next.X)\n\treturn r, map[string]float64{\"\": r}\n}", "probe/component-name"},
		{"long term name", header + sig + " {\n\tr := math.Cos(next.X)\n\treturn r, map[string]float64{\"" + strings.Repeat("x", 500) + "\": r}\n}", "probe/component-name"},
		{"markup term name", header + sig + " {\n\tr := math.Cos(next.X)\n\treturn r, map[string]float64{\"<script>\": r}\n}", "probe/component-name"},

		// State.
		{"memory with a map", header + "type Memory struct{ m map[string]float64 }\n\nfunc Reward(m *Memory, s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n\tr := math.Cos(next.X)\n\treturn r, map[string]float64{\"r\": r}\n}", "policy/type"},
		{"memory with a closure", header + "type Memory struct{ f func() float64 }\n\nfunc Reward(m *Memory, s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n\tr := math.Cos(next.X)\n\treturn r, map[string]float64{\"r\": r}\n}", "policy/type"},
		{"memory by value", header + "type Memory struct{ x float64 }\n\nfunc Reward(m Memory, s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n\tr := math.Cos(next.X)\n\treturn r, map[string]float64{\"r\": r}\n}", "typecheck/signature"},
		{"other memory", header + "type Cache struct{ x float64 }\n\nfunc Reward(m *Cache, s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n\tr := math.Cos(next.X)\n\treturn r, map[string]float64{\"r\": r}\n}", "typecheck/signature"},
		{"map order", reward("", "m := map[string]float64{\"a\": r, \"b\": 1}\n\tfor k := range m {\n\t\tif k == \"a\" {\n\t\t\tr = 2\n\t\t}\n\t\tr *= 2\n\t}"), "policy/map-range"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			v, err := quick().Check(context.Background(), corpusSubject(), tt.source)
			if err != nil {
				t.Fatal(err)
			}
			if v.OK() {
				t.Fatalf("accepted, want %s: %v", tt.want, v.Findings)
			}
			f := v.Findings[0]
			if got := f.Stage + "/" + f.Reason; !strings.Contains("|"+tt.want+"|", "|"+got+"|") {
				t.Errorf("%s, want %s: %v", got, tt.want, v.Findings)
			}
			for _, f := range v.Findings {
				t.Log(f)
			}
		})
	}
}

func squares(n int) string {
	var b strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "const c%d = c%d * c%d\n", i, i-1, i-1)
	}
	return b.String()
}
