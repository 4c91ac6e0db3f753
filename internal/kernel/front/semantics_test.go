package front_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/front"
	"github.com/rewardsmith/rewardsmith/internal/kernel/front/semantics"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
)

// programs is package semantics as text.
func programs(t testing.TB) front.Package {
	t.Helper()
	texts, err := semantics.Texts()
	if err != nil {
		t.Fatal(err)
	}
	p := front.Package{Path: "semantics"}
	for name, text := range texts {
		p.Files = append(p.Files, front.File{Name: name, Text: text})
	}
	return p
}

// TestSemanticsAreGos runs every program natively and lowered.
func TestSemanticsAreGos(t *testing.T) {
	lib, err := front.NewLibrary(nil)
	if err != nil {
		t.Fatal(err)
	}
	u := front.Unit{Packages: []front.Package{programs(t)}}
	for name := range semantics.Funcs() {
		u.Entries = append(u.Entries, front.Entry{Package: "semantics", Func: name, Name: name})
	}
	p := lowered(t, lib, u)
	if p == nil {
		return
	}
	for name, native := range semantics.Funcs() {
		t.Run(name, func(t *testing.T) {
			for _, x := range []float64{0.5, -1.25, 3} {
				for _, y := range []float64{2, -0.75, 0.5} {
					for n := range 5 {
						want, stops := call(native, x, y, n-1)
						got, fault := interp.Row(p.Entry(name), []float64{x, y, float64(n - 1)}, 10000)
						switch {
						case stops != (fault != nil):
							t.Fatalf("(%v, %v, %d): fault %v, Go panics: %v\n%s", x, y, n-1, fault, stops, p.Entry(name))
						case !stops && math.Float64bits(got[0]) != math.Float64bits(want) && (got[0] == got[0] || want == want):
							t.Fatalf("(%v, %v, %d) = %v, want %v\n%s", x, y, n-1, got[0], want, p.Entry(name))
						}
					}
				}
			}
		})
	}
}

// call runs a program natively and says whether it panics.
func call(f semantics.Func, x, y float64, n int) (r float64, stops bool) {
	defer func() { stops = recover() != nil }()
	return f(x, y, n), false
}

// TestEveryProgramIsListed compares the list of programs with their source.
func TestEveryProgramIsListed(t *testing.T) {
	funcs := semantics.Funcs()
	for _, f := range programs(t).Files {
		file, err := parser.ParseFile(token.NewFileSet(), f.Name, f.Text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.IsExported() && funcs[fn.Name.Name] == nil {
				t.Errorf("%s is not in Funcs", fn.Name.Name)
			}
		}
	}
}
