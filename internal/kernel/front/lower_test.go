package front_test

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/front"
)

var update = flag.Bool("update", false, "write the .ir files of testdata anew")

func TestGoldens(t *testing.T) {
	lib, err := front.NewLibrary(nil)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/*.go.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sources: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text := readFile(t, file)
			p := lowered(t, lib, exported(t, text))
			if p == nil {
				return
			}
			golden := strings.TrimSuffix(file, ".go.txt") + ".ir"
			if *update {
				if err := os.WriteFile(golden, []byte(p.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := readFile(t, golden); p.String() != want {
				t.Errorf("lowered to\n%s\nwant\n%s", p, want)
			}
		})
	}
}

// exported is a unit of one package whose exported functions are entries.
func exported(t *testing.T, text string) front.Unit {
	t.Helper()
	u := front.Unit{Packages: []front.Package{{Path: "p", Files: []front.File{{Name: "p.go", Text: text}}}}}
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range file.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.IsExported() {
			u.Entries = append(u.Entries, front.Entry{Package: "p", Func: fn.Name.Name, Name: fn.Name.Name})
		}
	}
	return u
}

// TestSameTextSameProgram lowers twice, since maps are followed on the way.
func TestSameTextSameProgram(t *testing.T) {
	lib := library(t)
	for _, name := range []string{"sorted_keys", "weights_map", "switch_zones"} {
		u := reward(shown(t, "cartpole"), readFile(t, root+"critic/testdata/styles/cartpole/"+name+".go.txt"))
		first := lowered(t, lib, u).String()
		for range 5 {
			if again := lowered(t, lib, u).String(); again != first {
				t.Errorf("%s is lowered to\n%s\nand to\n%s", name, first, again)
			}
		}
	}
}

// TestConcurrentUse lowers with one library from several goroutines.
func TestConcurrentUse(t *testing.T) {
	lib := library(t)
	u := reward(shown(t, "quadrotor"), readFile(t, root+"critic/testdata/styles/quadrotor/control.go.txt"))
	done := make(chan string)
	for range 4 {
		go func() {
			p, _ := front.Lower(lib, u)
			if p == nil {
				done <- ""
				return
			}
			done <- p.String()
		}()
	}
	first := <-done
	for range 3 {
		if other := <-done; other != first || other == "" {
			t.Error("goroutines lower to different programs")
		}
	}
}

// TestPackagesOfOneName keeps functions and types of packages apart whose paths
// end alike.
func TestPackagesOfOneName(t *testing.T) {
	text := "package geom\n\ntype V struct{ X float64 }\n\nfunc (v V) Len() float64 { return v.X }\n"
	lib, err := front.NewLibrary([]front.Package{
		{Path: "a/geom", Files: []front.File{{Name: "a.go", Text: text}}},
		{Path: "b/geom", Files: []front.File{{Name: "b.go", Text: strings.ReplaceAll(text, "X float64", "Y, X float64")}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	main := "package p\n\nimport (\n\ta \"a/geom\"\n\tb \"b/geom\"\n)\n\nfunc F(x float64) float64 { return a.V{x}.Len() + b.V{x, 1}.Len() }\n"
	p := lowered(t, lib, exported(t, main))
	if p != nil && len(p.Funcs) != 3 {
		t.Errorf("%d functions:\n%s", len(p.Funcs), p)
	}
}
