package front_test

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"math"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/front"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
)

var (
	mutants = flag.Int("mutants", 60, "how many changed programs TestMutantsAreGos runs")
	seed    = flag.Int64("seed", 1, "seed of the changes of TestMutantsAreGos")
)

// TestMutantsAreGos changes the programs of package semantics at random, and
// compares what the Go compiler's build of the results returns with what they
// return lowered. It needs the Go toolchain.
func TestMutantsAreGos(t *testing.T) {
	if testing.Short() {
		t.Skip("builds programs with the Go toolchain")
	}
	tool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("there is no Go toolchain")
	}
	s := splitPrograms(t)
	r := rand.New(rand.NewSource(*seed))
	lib, err := front.NewLibrary(nil)
	if err != nil {
		t.Fatal(err)
	}
	var texts, outcomes []string
	for attempts := 0; len(texts) < *mutants && attempts < 40**mutants; attempts++ {
		name := fmt.Sprintf("M%d", len(texts))
		text := s.mutant(t, r, name)
		if text == "" {
			continue
		}
		if results, ok := lowerMutant(t, lib, name, "package p\n\n"+text+s.helpers); ok {
			texts, outcomes = append(texts, text), append(outcomes, results...)
		}
	}
	native := runNatively(t, tool, texts, s.helpers)
	if len(native) != len(outcomes) || len(texts) < *mutants/2 {
		t.Fatalf("%d mutants with %d outcomes, Go has %d", len(texts), len(outcomes), len(native))
	}
	each := len(outcomes) / len(texts)
	for i, text := range texts {
		got, want := outcomes[i*each:(i+1)*each], native[i*each:(i+1)*each]
		if !slices.Equal(got, want) {
			t.Errorf("outcomes %v\nwant     %v\n%s", got, want, text)
		}
	}
}

// splitFuncs are the programs of package semantics by name, and the rest of the
// package, all as text.
type splitFuncs struct {
	names   []string
	texts   map[string]string
	helpers string
}

func splitPrograms(t *testing.T) *splitFuncs {
	t.Helper()
	s := &splitFuncs{texts: map[string]string{}}
	files := programs(t).Files
	slices.SortFunc(files, func(a, b front.File) int { return strings.Compare(a.Name, b.Name) })
	for _, f := range files {
		file, err := parser.ParseFile(token.NewFileSet(), f.Name, f.Text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			switch {
			case !ok || fn.Recv != nil || !fn.Name.IsExported():
				s.helpers += "\n" + written(d) + "\n"
			case strings.HasPrefix(fn.Name.Name, "MapRange") || fn.Name.Name == "MapOfInts":
				// Go ranges over maps in any order, which changed ones may show.
			default:
				s.names = append(s.names, fn.Name.Name)
				s.texts[fn.Name.Name] = written(fn)
			}
		}
	}
	return s
}

// written is a node as text.
func written(n any) string {
	var b bytes.Buffer
	if format.Node(&b, token.NewFileSet(), n) != nil {
		return ""
	}
	return b.String()
}

// mutant is a changed program called name, or "" where the change is not Go.
func (s *splitFuncs) mutant(t *testing.T, r *rand.Rand, name string) string {
	t.Helper()
	text := s.texts[s.names[r.Intn(len(s.names))]]
	for range 2 + r.Intn(6) {
		file, err := parser.ParseFile(token.NewFileSet(), "", "package p\n"+text, parser.SkipObjectResolution)
		if err != nil {
			return ""
		}
		fn := file.Decls[0].(*ast.FuncDecl)
		change(r, fn)
		fn.Name.Name = name
		text = written(fn)
	}
	// What float64s beyond uint32 become is not defined in Go.
	if strings.Contains(text, "uint32(x)") || strings.Contains(text, "uint32(y)") {
		return ""
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "m.go", "package p\n\n"+text+s.helpers, parser.SkipObjectResolution)
	if err != nil {
		return ""
	}
	conf := types.Config{Error: func(error) {}}
	if _, err := conf.Check("p", fset, []*ast.File{file}, nil); err != nil {
		return ""
	}
	return text
}

// change changes one thing in a function: a run of statements, or an expression.
func change(r *rand.Rand, fn *ast.FuncDecl) {
	var lists []*[]ast.Stmt
	var exprs []*ast.Expr
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			lists = append(lists, &n.List)
		case *ast.CaseClause:
			lists = append(lists, &n.Body)
		case *ast.BinaryExpr:
			exprs = append(exprs, &n.X, &n.Y)
		case *ast.CallExpr:
			for i := range n.Args {
				exprs = append(exprs, &n.Args[i])
			}
		case *ast.IfStmt:
			exprs = append(exprs, &n.Cond)
		}
		return true
	})
	list := lists[r.Intn(len(lists))]
	if len(*list) == 0 {
		return
	}
	if len(exprs) > 0 && r.Intn(8) == 0 {
		others := []string{"x", "y", "float64(n)", "n", "n&1", "0.5", "r", written(*exprs[r.Intn(len(exprs))])}
		if e, err := parser.ParseExpr(others[r.Intn(len(others))]); err == nil {
			*exprs[r.Intn(len(exprs))] = e
		}
		return
	}
	from := r.Intn(len(*list))
	to := from + 1 + r.Intn(len(*list)-from)
	*list = slices.Replace(*list, from, to, changed(r, slices.Clone((*list)[from:to]))...)
}

// changed is a run of statements with something else around or in front.
func changed(r *rand.Rand, run []ast.Stmt) []ast.Stmt {
	conditions := []string{"x > y", "n > 1", "y > 0.6", "n&1 == 0", "x < 1 && n != 2"}
	c := conditions[r.Intn(len(conditions))]
	around := []string{
		"if " + c + " {}", "if " + c + " {} else { x = y }", "switch { case " + c + ": }", "for range 2 {}",
		fmt.Sprintf("for q%d := 0; q%[1]d < n+1; q%[1]d++ {}", r.Intn(100)), "func() {}()",
		fmt.Sprintf("for _, z%d := range [3]float64{x, 1, y} { }", r.Intn(100)),
	}
	before := []string{"if " + c + " { return x*3 }", "if " + c + " { break }", "if " + c + " { continue }", "if " + c + " { return r }"}
	switch r.Intn(4) {
	case 0:
		return append(statements(before[r.Intn(len(before))]), run...)
	case 1:
		switch r.Intn(3) {
		case 0:
			return nil
		case 1:
			return append(slices.Clone(run), run...)
		}
		slices.Reverse(run)
		return run
	}
	out := statements(around[r.Intn(len(around))])
	var body *[]ast.Stmt
	ast.Inspect(out[0], func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			if len(n.List) == 0 && body == nil {
				body = &n.List
			}
		case *ast.CaseClause:
			body = &n.Body
		}
		return true
	})
	*body = run
	return out
}

// statements parses statements.
func statements(text string) []ast.Stmt {
	file, err := parser.ParseFile(token.NewFileSet(), "", "package p\nfunc f() {\n"+text+"\n}", parser.SkipObjectResolution)
	if err != nil {
		panic(err)
	}
	return file.Decls[0].(*ast.FuncDecl).Body.List
}

// lowerMutant returns what a program returns for each input, unless it is
// refused, or stops as Go would not.
func lowerMutant(t *testing.T, lib *front.Library, name, text string) (outcomes []string, ok bool) {
	t.Helper()
	p, _ := front.Lower(lib, front.Unit{
		Packages: []front.Package{{Path: "p", Files: []front.File{{Name: "m.go", Text: text}}}},
		Entries:  []front.Entry{{Package: "p", Func: name, Name: "f"}},
	})
	if p == nil {
		return nil, false
	}
	if err := ir.Check(p); err != nil {
		t.Errorf("%v\n%s", err, text)
		return nil, false
	}
	for _, x := range []float64{0.5, -1.25, 3} {
		for _, y := range []float64{2, -0.75, 0.5} {
			for n := range 5 {
				out, fault := interp.Row(p.Entry("f"), []float64{x, y, float64(n - 1)}, 20000)
				switch {
				case fault == nil:
					outcomes = append(outcomes, fmt.Sprintf("%x", math.Float64bits(out[0])))
				case fault.Kind == ir.OutOfFuel || fault.Kind == ir.Overflow:
					return nil, false
				default:
					outcomes = append(outcomes, "stop")
				}
			}
		}
	}
	return outcomes, true
}

// mainText calls every mutant with the same inputs and prints what it returns.
const mainText = `
func try(f func(x, y float64, n int) float64, x, y float64, n int) {
	defer func() {
		if recover() != nil {
			fmt.Println("stop")
		}
	}()
	r := f(x, y, n)
	if r != r {
		fmt.Println("7ff8000000000000")
		return
	}
	fmt.Printf("%x\n", math.Float64bits(r))
}

func main() {
	for _, f := range all {
		for _, x := range []float64{0.5, -1.25, 3} {
			for _, y := range []float64{2, -0.75, 0.5} {
				for n := range 5 {
					try(f, x, y, n-1)
				}
			}
		}
	}
}
`

// runNatively builds the programs with the Go toolchain and returns what they
// return, in the order of lowerMutant.
func runNatively(t *testing.T, tool string, texts []string, helpers string) []string {
	t.Helper()
	var b strings.Builder
	b.WriteString("package main\n\nimport (\n\t\"fmt\"\n\t\"math\"\n)\n" + helpers + mainText + "\nvar all = []func(x, y float64, n int) float64{")
	for i := range texts {
		fmt.Fprintf(&b, "M%d, ", i)
	}
	b.WriteString("}\n\n" + strings.Join(texts, "\n\n"))
	dir := t.TempDir()
	for name, text := range map[string]string{"main.go": b.String(), "go.mod": "module mutants\n\ngo 1.26\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run := exec.Command(tool, "run", ".")
	run.Dir = dir
	run.Stderr = os.Stderr
	out, err := run.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(out))
}
