// Package gogen writes programs of the intermediate representation as Go source
// that computes the same bits on every CPU: every floating-point operation whose
// result feeds another stands in a conversion, which the Go specification says
// forbids fusing it. What Go's operators do not spell are calls of package rt.
package gogen

import (
	"bytes"
	"errors"
	"fmt"
	"go/format"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// runtimePath is the package that emitted source calls.
const runtimePath = "github.com/rewardsmith/rewardsmith/internal/kernel/gogen/rt"

// Options say how a program is written.
type Options struct {
	Package string // the package clause
	Header  string // a comment before it, without slashes; "" for none
	Prefix  string // of the names of all functions, types and tables but entries

	// Entries are functions to be called from Go, each written under a name and
	// with the types given. Functions that no entry reaches are left out. Without
	// entries every function is written, under its own name and types.
	Entries []Entry

	// Imports are the import paths that the types of entries need.
	Imports []string

	// Native are packages of Go source to call in place of functions of the
	// program, by the prefix of their names: "math." is usual. The rest of the
	// name is the function's in that package.
	Native map[string]string

	// Fuel makes functions take fuel from an *rt.Meter, their last parameter.
	// Native functions take none.
	Fuel bool
}

// Entry is a function with the types of hand-written Go.
type Entry struct {
	Func string // its name in the program
	Name string // the name to write

	// Columns makes it func(in, out []float64): the leaves of its parameters and
	// of its results as columns hold them, NaN canonical. Params and Results are
	// not used then.
	Columns bool

	// Params and Results have the same leaves as those of the function, in order.
	// The leaves that the function does not use are not read. The results for
	// parameters that are pointers are stored to them.
	Params, Results []Param
}

// Param is a parameter or result of an Entry.
type Param struct {
	Name string   // "" in results
	Go   string   // its type in Go, such as State, *rng.Source or map[string]float64
	Type *ir.Type // its leaves, named as in Go; of a pointer, those of what it points to
}

// pointer says that the parameter points to what its leaves are.
func (p Param) pointer() bool { return strings.HasPrefix(p.Go, "*") }

// isMap says that the result is a map with one key per field.
func (p Param) isMap() bool { return strings.HasPrefix(p.Go, "map[") }

// Emit writes p as a Go source file as gofmt would. It is an error if an entry
// does not exist or does not have the leaves of its function, or if p has what
// only a device runs.
func Emit(p *ir.Program, o Options) ([]byte, error) {
	if err := p.Portable(); err != nil {
		return nil, fmt.Errorf("gogen: %w", err)
	}
	g := &generator{options: o, names: newNames(nil), funcs: map[*ir.Func]string{}, types: map[string]*goType{}, tables: map[*ir.Table]string{}, imports: map[string]bool{}}
	shapes, err := g.resolve(p)
	if err != nil {
		return nil, err
	}
	g.declare(p, shapes)
	for _, f := range p.Funcs {
		if g.funcs[f] != "" {
			g.function(f, plainShape{g, f})
		}
	}
	for _, s := range shapes {
		g.function(s.f, s)
	}
	source, err := format.Source(g.file())
	if err != nil {
		return nil, fmt.Errorf("gogen: what was emitted is no Go: %w", err)
	}
	return source, nil
}

// generator writes one file.
type generator struct {
	options Options
	names   *names // of the package
	funcs   map[*ir.Func]string
	types   map[string]*goType // by structure
	order   []*goType
	tables  map[*ir.Table]string
	used    []*ir.Table
	imports map[string]bool
	body    bytes.Buffer
}

// resolve finds the functions of the entries.
func (g *generator) resolve(p *ir.Program) ([]*entryShape, error) {
	var shapes []*entryShape
	var errs []error
	for _, e := range g.options.Entries {
		i := slices.IndexFunc(p.Funcs, func(f *ir.Func) bool { return f.Name == e.Func })
		if i < 0 {
			errs = append(errs, fmt.Errorf("gogen: the program has no function %s for entry %s", e.Func, e.Name))
			continue
		}
		s, err := newEntryShape(g, e, p.Funcs[i])
		shapes, errs = append(shapes, s), append(errs, err)
	}
	return shapes, errors.Join(errs...)
}

// declare names what the file declares: entries, then functions that are
// called, or all functions where there are no entries.
func (g *generator) declare(p *ir.Program, shapes []*entryShape) {
	for _, name := range []string{"rt", "math"} {
		g.names.reserve(name)
	}
	for _, path := range g.options.Imports {
		g.imports[path] = true
		g.names.reserve(packageName(path))
	}
	for _, path := range g.options.Native {
		g.names.reserve(packageName(path))
	}
	called := map[*ir.Func]bool{}
	for _, s := range shapes {
		g.names.reserve(s.entry.Name)
		mark(s.f, called, g.native)
	}
	for _, f := range p.Funcs {
		if _, native := g.native(f); !native && (called[f] || len(shapes) == 0) {
			g.funcs[f] = g.names.fresh(g.options.Prefix, f.Name)
		}
	}
}

// mark adds what f calls, itself or by others, stopping at native functions.
func mark(f *ir.Func, called map[*ir.Func]bool, native func(*ir.Func) (string, bool)) {
	f.Body.Walk(func(v *ir.Value) {
		if v.Op != ir.Call || called[v.Func] {
			return
		}
		called[v.Func] = true
		if _, ok := native(v.Func); !ok {
			mark(v.Func, called, native)
		}
	})
}

// native returns how a function of a native package is called.
func (g *generator) native(f *ir.Func) (string, bool) {
	for prefix, path := range g.options.Native {
		if name, ok := strings.CutPrefix(f.Name, prefix); ok {
			return packageName(path) + "." + name, true
		}
	}
	return "", false
}

// packageName returns the last element of an import path.
func packageName(path string) string { return path[strings.LastIndex(path, "/")+1:] }

// file puts the parts together.
func (g *generator) file() []byte {
	var b bytes.Buffer
	if h := strings.TrimSpace(g.options.Header); h != "" {
		for line := range strings.SplitSeq(h, "\n") {
			fmt.Fprintln(&b, strings.TrimSpace("// "+line))
		}
		fmt.Fprintln(&b)
	}
	fmt.Fprintf(&b, "package %s\n\n", g.options.Package)
	declarations := g.declarations() // first: they may need imports
	g.writeImports(&b)
	b.Write(declarations)
	b.Write(g.body.Bytes())
	return b.Bytes()
}

// declarations writes the types and tables.
func (g *generator) declarations() []byte {
	var b bytes.Buffer
	for _, t := range g.order {
		fmt.Fprintf(&b, "type %s struct {\n", t.name)
		for i, field := range t.fields {
			fmt.Fprintf(&b, "%s %s\n", field, g.typeName(t.of.Fields[i].Type))
		}
		fmt.Fprint(&b, "}\n\n")
	}
	for _, t := range g.used {
		fmt.Fprintf(&b, "var %s = [...]%s{", g.tables[t], g.typeName(t.Elem))
		for i, bits := range t.Bits {
			if i%4 == 0 {
				fmt.Fprint(&b, "\n")
			}
			fmt.Fprintf(&b, "%s, ", constant(g, t.Elem, bits).text)
		}
		fmt.Fprint(&b, "\n}\n\n")
	}
	return b.Bytes()
}

// writeImports writes the imports, the standard library's first.
func (g *generator) writeImports(b *bytes.Buffer) {
	var standard, others []string
	for path := range g.imports {
		if strings.Contains(path, ".") {
			others = append(others, path)
		} else {
			standard = append(standard, path)
		}
	}
	slices.Sort(standard)
	slices.Sort(others)
	if len(standard)+len(others) == 0 {
		return
	}
	fmt.Fprint(b, "import (\n")
	for _, path := range standard {
		fmt.Fprintf(b, "%q\n", path)
	}
	fmt.Fprint(b, "\n")
	for _, path := range others {
		fmt.Fprintf(b, "%q\n", path)
	}
	fmt.Fprint(b, ")\n\n")
}

// function writes one function.
func (g *generator) function(f *ir.Func, s shape) {
	w := &writer{
		g: g, f: f, shape: s, plan: newPlan(f, s.isEntry()), names: newNames(g.names),
		vars: map[*ir.Var]string{}, values: map[*ir.Value]string{}, results: map[*ir.Value][]string{}, labels: map[construct]string{}, inits: map[*ir.Value]string{},
	}
	w.function()
	g.body.Write(w.out.Bytes())
	g.body.WriteString("\n")
}

// call returns the expression of the function to call.
func (g *generator) call(f *ir.Func) string {
	name, ok := g.native(f)
	if !ok {
		return g.funcs[f]
	}
	for prefix, path := range g.options.Native {
		if strings.HasPrefix(f.Name, prefix) {
			g.imports[path] = true
		}
	}
	return name
}

// runtime returns the name of something of package rt.
func (g *generator) runtime(name string) string {
	g.imports[runtimePath] = true
	return "rt." + name
}

// math returns the name of something of Go's package math: of what is one
// instruction on every CPU only.
func (g *generator) math(name string) string {
	g.imports["math"] = true
	return "math." + name
}

// table returns the name of a table, which from now on the file declares.
func (g *generator) table(t *ir.Table) string {
	if _, ok := g.tables[t]; !ok {
		g.tables[t] = g.names.fresh(g.options.Prefix, t.Name)
		g.used = append(g.used, t)
	}
	return g.tables[t]
}
