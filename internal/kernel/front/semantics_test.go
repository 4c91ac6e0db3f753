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
	source := programs(t)
	for name, native := range semantics.Funcs() {
		t.Run(name, func(t *testing.T) {
			p := lowered(t, lib, front.Unit{Packages: []front.Package{source}, Entries: []front.Entry{{Package: "semantics", Func: name, Name: name}}})
			if p == nil {
				return
			}
			for _, x := range []float64{0.5, -1.25, 3} {
				for _, y := range []float64{2, -0.75, 0.5} {
					for n := range 5 {
						want, stops := call(native, x, y, n-1)
						got, fault := interp.Row(p.Entry(name), []float64{x, y, float64(n - 1)}, 10000)
						switch {
						case stops != (fault != nil):
							t.Fatalf("(%v, %v, %d): fault %v, Go panics: %v\n%s", x, y, n-1, fault, stops, p)
						case !stops && math.Float64bits(got[0]) != math.Float64bits(want) && (got[0] == got[0] || want == want):
							t.Fatalf("(%v, %v, %d) = %v, want %v\n%s", x, y, n-1, got[0], want, p)
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
