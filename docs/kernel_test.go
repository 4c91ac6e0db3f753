// Package docs_test holds the pages of this folder to the program.
package docs_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/check"
	"github.com/rewardsmith/rewardsmith/internal/kernel/engine"
	"github.com/rewardsmith/rewardsmith/internal/kernel/front"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath"
	"github.com/rewardsmith/rewardsmith/internal/kernel/source"
)

var update = flag.Bool("update", false, "write the generated tables of the pages")

const (
	page    = "kernel-go.md"
	library = "github.com/rewardsmith/rewardsmith/envs/"
)

var generated = regexp.MustCompile(`(?s)<!-- generated: (\w+) -->\n.*?<!-- end -->`)

// TestKernelGoIsCurrent compares the generated tables of the page with the data
// that they are made from. -update writes them.
func TestKernelGoIsCurrent(t *testing.T) {
	current(t, page, "KernelGo", map[string]string{
		"faults": faults(), "rng": declared(t, rng.Text()), "math": mathTable(t), "geom": declared(t, geomText(t)...),
		"limits": limits(), "rules": rules(), "reasons": reasons(),
	})
}

// current compares the tables of a page, by name, with what they should be; -update,
// with -run for the test alone, writes them.
func current(t *testing.T, page, run string, tables map[string]string) {
	t.Helper()
	text := read(t, page)
	fresh := generated.ReplaceAllStringFunc(text, func(block string) string {
		name := generated.FindStringSubmatch(block)[1]
		table, ok := tables[name]
		if !ok {
			t.Errorf("%s wants a table %q that nothing generates", page, name)
		}
		delete(tables, name)
		return fmt.Sprintf("<!-- generated: %s -->\n\n%s\n<!-- end -->", name, table)
	})
	for name := range tables {
		t.Errorf("%s has no place for table %q", page, name)
	}
	if fresh == text {
		return
	}
	if !*update {
		t.Fatalf("%s is stale: go test ./docs -run %s -update", page, run)
	}
	if err := os.WriteFile(page, []byte(fresh), 0o666); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func geomText(t *testing.T) []string {
	t.Helper()
	texts, err := geom.Text()
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

func faults() string {
	var b strings.Builder
	for f := ir.Overflow; f < ir.Unreachable; f++ {
		fmt.Fprintf(&b, "- %s\n", f)
	}
	return b.String()
}

func limits() string {
	var b strings.Builder
	b.WriteString("| of | at most |\n|---|---:|\n")
	for _, l := range check.Limits {
		fmt.Fprintf(&b, "| %s | %s |\n", l.What, strings.TrimSpace(strconv.Itoa(l.Value)+" "+l.Unit))
	}
	fmt.Fprintf(&b, "| iterations and calls for each transition, unless a caller says otherwise | %d |\n", engine.DefaultFuel)
	return b.String()
}

func rules() string {
	var b strings.Builder
	b.WriteString("| reason | there are no | write instead |\n|---|---|---|\n")
	for _, r := range check.Rules {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", r.Reason, r.What, r.Instead)
	}
	return b.String()
}

// reasons lists what the front end refuses besides the rules.
func reasons() string {
	var b strings.Builder
	b.WriteString("| reason | why |\n|---|---|\n")
	for _, r := range front.Reasons {
		fmt.Fprintf(&b, "| %s | %s |\n", r.Name, r.Why)
	}
	return b.String()
}

// mathTable lists the functions that sources see with their bounds.
func mathTable(t *testing.T) string {
	bounds := map[string]kmath.Bound{}
	for _, a := range kmath.Accuracy() {
		bounds[a.Name] = a
	}
	var b strings.Builder
	b.WriteString("| function | domain | float64 | float32 |\n|---|---|---:|---:|\n")
	for _, f := range functions(t, source.MathText) {
		a, ok := bounds[f.name]
		if !ok {
			t.Errorf("no accuracy is known of math.%s", f.name)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %v | %v |\n", f.signature, a.Domain, a.Ulps64, a.Ulps32)
		delete(bounds, f.name)
	}
	for name := range bounds {
		t.Errorf("accuracy is known of math.%s, which sources cannot call", name)
	}
	return b.String()
}

// declared lists exported types and functions of a package with the first
// sentence of their comments. Functions that have no place in kernel Go are left
// out: they make what environments are given.
func declared(t *testing.T, texts ...string) string {
	var b strings.Builder
	b.WriteString("| declaration | |\n|---|---|\n")
	for _, f := range functions(t, texts...) {
		if !strings.Contains(f.signature, "uint64") {
			fmt.Fprintf(&b, "| `%s` | %s |\n", f.signature, f.doc)
		}
	}
	return b.String()
}

type function struct{ name, signature, doc string }

// functions returns the exported types, functions and methods of a package's
// files, in order.
func functions(t *testing.T, texts ...string) []function {
	t.Helper()
	var all []function
	for _, text := range texts {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, "", text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() {
					all = append(all, function{d.Name.Name, signature(fset, d), sentence(d.Doc.Text())})
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if s, ok := spec.(*ast.TypeSpec); ok && s.Name.IsExported() {
						all = append(all, function{s.Name.Name, fields(fset, s), sentence(d.Doc.Text())})
					}
				}
			}
		}
	}
	return all
}

func signature(fset *token.FileSet, d *ast.FuncDecl) string {
	return strings.TrimPrefix(printed(fset, &ast.FuncDecl{Recv: d.Recv, Name: d.Name, Type: d.Type}), "func ")
}

// fields writes a struct type with its exported fields in one line.
func fields(fset *token.FileSet, s *ast.TypeSpec) string {
	st, ok := s.Type.(*ast.StructType)
	if !ok {
		return s.Name.Name + " " + printed(fset, s.Type)
	}
	var parts []string
	for _, f := range st.Fields.List {
		if len(f.Names) == 0 || !f.Names[0].IsExported() {
			continue
		}
		var names []string
		for _, n := range f.Names {
			names = append(names, n.Name)
		}
		parts = append(parts, strings.Join(names, ", ")+" "+printed(fset, f.Type))
	}
	if len(parts) == 0 {
		return s.Name.Name
	}
	return s.Name.Name + "{" + strings.Join(parts, "; ") + "}"
}

func printed(fset *token.FileSet, n any) string {
	var b strings.Builder
	if err := printer.Fprint(&b, fset, n); err != nil {
		return err.Error()
	}
	return b.String()
}

// sentence is the first sentence of a comment, fit for a table.
func sentence(comment string) string {
	first := strings.Join(strings.Fields(new(doc.Package).Synopsis(comment)), " ")
	return strings.ReplaceAll(first, "|", `\|`)
}

var sample = regexp.MustCompile("(?s)```go\n(.*?)```")

// TestSamplesCompile compiles every sample of the page: its exported functions
// are the entries.
func TestSamplesCompile(t *testing.T) {
	lib := libraryOf(t)
	samples := sample.FindAllStringSubmatch(read(t, page), -1)
	if len(samples) == 0 {
		t.Fatal("no samples")
	}
	for i, m := range samples {
		text := m[1]
		if !strings.HasPrefix(text, "package") {
			if strings.Contains(text, "math.") && !strings.Contains(text, "import") {
				text = "import \"math\"\n\n" + text
			}
			text = "package sample\n\n" + text
		}
		name := fmt.Sprintf("sample%d.go", i+1)
		unit := kernel.Unit{Packages: []kernel.Package{{Path: "sample", Files: []kernel.File{{Name: name, Text: text}}}}}
		for _, f := range functions(t, text) {
			if !strings.HasPrefix(f.signature, "(") && strings.Contains(f.signature, "(") {
				unit.Entries = append(unit.Entries, kernel.Entry{Package: "sample", Func: f.name, Name: f.name})
			}
		}
		if len(unit.Entries) == 0 {
			t.Errorf("%s exports nothing", name)
		}
		checked(t, name, text)
		if _, err := lib.Compile(unit, 0); err != nil {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
	}
}

// checked holds a sample to the rules that need no types.
func checked(t *testing.T, name, text string) {
	t.Helper()
	fset := token.NewFileSet()
	f, found := check.Parse(fset, name, text)
	if len(found) == 0 {
		found = check.Syntax(fset, []*ast.File{f})
	}
	for _, d := range found {
		t.Error(d)
	}
}

// libraryOf has what samples may import; env is that of cartpole.
func libraryOf(t *testing.T) *kernel.Library {
	t.Helper()
	pkg := func(path string, texts ...string) kernel.Package {
		p := kernel.Package{Path: path}
		for i, text := range texts {
			p.Files = append(p.Files, kernel.File{Name: fmt.Sprintf("%s/%d.go", path, i), Text: text})
		}
		return p
	}
	lib, err := kernel.NewLibrary(pkg("geom", geomText(t)...), pkg(library+"rng", rng.Text()), pkg("env", shown(t)))
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

func shown(t *testing.T) string {
	t.Helper()
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		if e.Spec().Name == "cartpole" {
			view, err := e.Spec().View(envs.ShowState)
			if err != nil {
				t.Fatal(err)
			}
			return view.Package
		}
	}
	t.Fatal("no cartpole")
	return ""
}
