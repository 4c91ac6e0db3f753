package lower_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic/internal/check"
	"github.com/rewardsmith/rewardsmith/critic/internal/lower"
	"github.com/rewardsmith/rewardsmith/critic/output"
)

const envText = `package env

type State struct{ X, V float64 }
type Action struct{ Force float64 }

const Limit = 2.4

func Terminated(next State) bool { return next.X < -Limit || next.X > Limit }
`

func lowerText(t *testing.T, decls, body string) (*lower.Program, error) {
	t.Helper()
	im, err := check.NewImports(map[string][]string{"env": {envText}})
	if err != nil {
		t.Fatal(err)
	}
	source := "package reward\n\nimport \"env\"\n\n" + decls +
		"\nfunc Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n\tr := next.X\n" + body +
		"\n\treturn r, map[string]float64{\"r\": r}\n}\n"
	r, found := check.Source(source, output.Default(), im, func(string) {})
	if found != nil {
		t.Fatal(found)
	}
	return lower.Lower(r, im)
}

// serial is what makes names unique.
var serial = regexp.MustCompile(`__[0-9]+`)

// TestProgram shows what lowering makes of the constructs it is there for.
func TestProgram(t *testing.T) {
	tests := []struct{ name, decls, body, want string }{
		{"constants", "const k = 1.0 / 3", "r *= 3 * k / 2", "r *= 0.5"},
		{"integer division", "", "r += 3 / 2", "r += 1.0"},
		{"parentheses", "", "if (r) > (0.5) && (next.V) < 1 {\n\t\tr++\n\t}", "if r > 0.5 && next.F1_V < 1.0 {"},
		{"parallel assignment", "", "p, q := r, 2.0\n\tp, q = q, p\n\tr = p - q", "value := q\n\t\tvalue := p\n\t\tp = value\n\t\tq = value"},
		{"function", "func half(x float64) float64 { return x / 2 }", "r = half(r)", "result := r / 2.0\n\t\tr = result"},
		{"environment", "", "if env.Terminated(next) {\n\t\tr = -1\n\t}", "result := next.F0_X < -2.4 || next.F0_X > 2.4\n\t\tif result {"},
		{"closure", "", "add := func(x float64) { r += x }\n\tadd(2)", "r += 2.0"},
		{"range over an integer", "", "for i := range 3 {\n\t\tr += float64(i)\n\t}", "for ; count < bound; count++ {"},
		{"range over a map", "", "for _, v := range map[string]float64{\"a\": 1} {\n\t\tr += v\n\t}", "keys := host__.Sorted(terms)"},
		{"signs", "", "r = -(-r) + +(+r)", "r = -(-r) + +(+r)"},
		{"discarded comparison", "", "_ = r < 1", "value := r < 1.0"},
		{"fields behind a pointer", "type pair struct{ p, q float64 }", "v := &pair{r, 2}\n\tw := [1]float64{(*v).p}\n\tr = w[0]", "[1]float64{v.F0_p}"},
		{"elements behind a pointer", "", "v := &[2]float64{r, 2}\n\tw := [1]float64{(*v)[1]}\n\tr = w[0]", "[1]float64{float64((*v)[1])}"},
		{"exchange behind a pointer", "type pair struct{ p, q float64 }", "v := &pair{r, 2}\n\t(*v).p, (*v).q = (*v).q, (*v).p\n\tr = v.p", "(*place).F0_p = value"},
		{"shift of a variable", "", "n, k := 5, uint32(1)\n\tn >>= k & k\n\tr = float64(n)", "n = n >> uint(k & k)"},
		{"conversion to its own type", "", "v := [1]float64([1]float64{r})\n\tr = v[0]", "v := [1]float64{r}"},
		{"float32 constants", "", "x := float32(r)\n\tr = float64(x - 16777217)", "x - float32(1.6777216e+07)"},
		{"min of float32", "", "x := float32(r)\n\tr = float64(min(x, -x))", "float32(host__.Min(float64(x), float64(-x)))"},
		{"floats of one case", "", "switch r {\n\tcase next.V, 2:\n\t\tr = 1\n\t}", "match := tag == next.F1_V"},
		{"parallel assignment that reads", "", "v := [1]float64{2}\n\tq := 1.0\n\tq, r = r, q+v[0]\n\t_ = q", "value := q + v[0]"},
		{"ticks", "", "for r < 0 {\n\t\tr++\n\t}", "for ; r < 0.0;  {\n\t\t\thost__.Tick()"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := lowerText(t, tt.decls, tt.body)
			if err != nil {
				t.Fatal(err)
			}
			if text := serial.ReplaceAllString(p.Text, ""); !strings.Contains(text, tt.want) {
				t.Errorf("the program lacks %q:\n%s", tt.want, p.Text)
			}
		})
	}
}

// TestRefusals are constructs that have no faithful form for the interpreter.
func TestRefusals(t *testing.T) {
	tests := []struct{ name, decls, body, want string }{
		{"function of itself", "type f func(f) float64", "var g f\n\t_ = g", "takes or returns itself"},
		{"default that falls", "", "switch int(r) {\n\tdefault:\n\t\tr = 1\n\t\tfallthrough\n\tcase 1:\n\t\tr = 2\n\t}", "move the default"},
		{"calls before fallthrough", "func f(x float64) bool { return x > 0 }", "switch {\n\tcase f(r):\n\t\tr = 1\n\t\tfallthrough\n\tcase f(-r):\n\t\tr = 2\n\t}", "fallthrough"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := lowerText(t, tt.decls, tt.body)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("error %v, want %q", err, tt.want)
			}
			if e := lower.IsError(err); e == nil || !e.Pos.IsValid() {
				t.Errorf("error %#v has no position", err)
			}
		})
	}
}

// TestInliningEnds lowers functions that call each other twice, which would be
// 2^40 bodies.
func TestInliningEnds(t *testing.T) {
	var decls strings.Builder
	decls.WriteString("func f0(x float64) float64 { return x + 1 }\n")
	names := "0123456789abcdefghijklmnopqrstuvwxyz"
	for i := 1; i < len(names); i++ {
		decls.WriteString("func f" + names[i:i+1] + "(x float64) float64 { return f" + names[i-1:i] + "(x) - f" + names[i-1:i] + "(2*x) }\n")
	}
	p, err := lowerText(t, decls.String(), "r = fz(r)")
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Text) > 1<<20 {
		t.Errorf("the program has %d bytes", len(p.Text))
	}
}
