package ir_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// TestPrintedFormReadsBack holds that texts in printed form are what they are
// read from, byte for byte.
func TestPrintedFormReadsBack(t *testing.T) {
	for _, file := range []string{"testdata/all.ir", "interp/testdata/program.ir"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p, err := ir.Parse(string(text))
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if err := ir.Check(p); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		if diff := cmp.Diff(string(text), p.String()); diff != "" {
			t.Errorf("%s: printed again (-text +printed):\n%s", file, diff)
		}
		if diff := cmp.Diff(string(text), ir.Clone(p).String()); diff != "" {
			t.Errorf("%s: the clone (-text +printed):\n%s", file, diff)
		}
	}
}

// TestTextHasEveryOperation keeps testdata/all.ir complete.
func TestTextHasEveryOperation(t *testing.T) {
	text, err := os.ReadFile("testdata/all.ir")
	if err != nil {
		t.Fatal(err)
	}
	for op, info := range ir.Ops {
		found := strings.Contains(string(text), "= "+info.Name+" ") || strings.Contains(string(text), "= "+info.Name+"\n") || strings.Contains(string(text), "  "+info.Name)
		if ir.Op(op) != ir.Invalid && !found {
			t.Errorf("testdata/all.ir has no %s", info.Name)
		}
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct{ text, want string }{
		{"fun f() {\n}", `line 1: "fun" where a type, table or func begins`},
		{"func f() {\n}\n}", `line 3: '}' is not expected`},
		{"func f() {", `line 1: unknown operation ""`},
		{"func f() {\n  %1 = frob f64 %2\n}", `line 2: unknown operation "frob"`},
		{"func f() {\n  %1 = neg f64 %2\n}", `line 2: unknown value "2"`},
		{"func f() {\n  %1 = const real 2\n}", `line 2: unknown type "real"`},
		{"func f() {\n  %1 = const int 2147483648\n}", `line 2: constant "2147483648"`},
		{"func f() {\n  const int 2\n}", "line 2: const has a result without a name"},
		{"func f() {\n  %1 = return\n}", "a name without a result"},
		{"func f() {\n  %1 = load x\n}", `line 2: unknown variable "x"`},
		{"func f(x f64) {\n  %1 = load x.0\n}", "line 2: x has no part [0]"},
		{"func f() {\n  break L1\n}", `line 2: unknown label "L1"`},
		{"func f() {\n  trap nonsense\n}", `line 2: unknown fault "nonsense"`},
		{"func f() {\n  %1 = call g()\n}", `line 2: unknown function "g"`},
		{"func f(i u32) grid(x f32) {\n}", `line 1: "[" is missing`},
		{"func f(i u32) grid(x []f32) {\n  %1 = extent y\n}", `line 2: unknown buffer "y"`},
		{"func f(x [y]f64) {\n}", `line 1: "y" is no number`},
		{"func f(x f64 y f64) {\n}", `line 1: "," is missing`},
		{"func \"f() {\n}", "line 1: a quoted name does not end"},
		{"func (", "line 1: a name is missing"},
	}
	for _, test := range tests {
		_, err := ir.Parse(test.text)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("Parse(%q): %v, want %s", test.text, err, test.want)
		}
	}
}

func TestParsedPositionsAreLines(t *testing.T) {
	p, err := ir.Parse("func f() {\n\n  trap term\n}\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Funcs[0].Body.Values[0].Pos.Line; got != 3 {
		t.Errorf("trap is on line %d, want 3", got)
	}
}

// TestCloneIsDeep changes a clone in every way a pass does.
func TestCloneIsDeep(t *testing.T) {
	text, err := os.ReadFile("testdata/all.ir")
	if err != nil {
		t.Fatal(err)
	}
	p, err := ir.Parse(string(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range ir.Clone(p).Funcs {
		f.Name, f.Entry = "other", "Other"
		f.Body.Walk(func(v *ir.Value) {
			v.Op, v.Index, v.Bits, v.Var, v.Func, v.Target = ir.Trap, 1, 7, nil, nil, nil
			v.Buffer, v.Free = nil, !v.Free
			clear(v.Args)
			clear(v.Path)
		})
		for _, v := range f.Vars {
			v.Name, v.Type = "other", ir.TBool
		}
		for _, b := range f.Buffers {
			b.Name, b.Elem = "other", ir.TBool
		}
		clear(f.Buffers)
		clear(f.Vars)
		clear(f.Params)
		clear(f.Results)
		clear(f.Pointers)
		clear(f.Body.Values)
	}
	if diff := cmp.Diff(string(text), p.String()); diff != "" {
		t.Errorf("changing a clone changed the program:\n%s", diff)
	}
}

// TestPackageCommentReadsBack holds that the program shown in the package comment
// is one.
func TestPackageCommentReadsBack(t *testing.T) {
	source, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for line := range strings.Lines(string(source)) {
		if code, ok := strings.CutPrefix(line, "//\t"); ok {
			text.WriteString(code)
		}
	}
	p, err := ir.Parse(text.String())
	if err != nil {
		t.Fatal(err)
	}
	if err := ir.Check(p); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(text.String(), p.String()); diff != "" {
		t.Errorf("printed again (-comment +printed):\n%s", diff)
	}
}
