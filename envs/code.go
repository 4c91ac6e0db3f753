package envs

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/rewardsmith/rewardsmith/envs/draw"
	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/metric"
	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/source"
)

// modulePath is where the packages lie that environments import.
const modulePath = "github.com/rewardsmith/rewardsmith/envs/"

// packages are those that a file may import, by path. It implements
// types.Importer.
type packages map[string]*types.Package

func (p packages) Import(full string) (*types.Package, error) {
	if pkg, ok := p[full]; ok {
		return pkg, nil
	}
	var known []string
	for name := range p {
		known = append(known, path.Base(name))
	}
	slices.Sort(known)
	return nil, fmt.Errorf("package %s cannot be imported here; there are %s", full, strings.Join(known, ", "))
}

// libraries returns the packages that env.go and task.go may import.
func libraries() (packages, error) {
	all, err := allLibraries()
	known := maps.Clone(all)
	delete(known, modulePath+"draw")
	return known, err
}

// allLibraries returns the packages that the files of an environment may
// import, each type-checked once.
var allLibraries = sync.OnceValues(func() (packages, error) {
	geometry, err := geom.Text()
	if err != nil {
		return nil, err
	}
	im := source.NewImporter(token.NewFileSet(), map[string][]string{
		"math":                {source.MathText},
		kernel.MathPath:       {source.MathText}, // as package rng imports it
		modulePath + "geom":   geometry,
		modulePath + "rng":    {rng.Text()},
		modulePath + "metric": {metric.Text()},
		modulePath + "draw":   {draw.Text()},
	})
	loaded := packages{}
	for _, full := range im.Paths() {
		if loaded[full], err = im.Import(full); err != nil {
			return nil, err
		}
	}
	delete(loaded, kernel.MathPath)
	return loaded, nil
})

// rewardLibraries are the packages that rewards may import besides package env,
// by the names under which they know them.
var rewardLibraries = []string{"math", "geom"}

// rewardPackages returns the libraries of rewards.
func rewardPackages() (packages, error) {
	all, err := libraries()
	known := packages{}
	for full, p := range all {
		if short := path.Base(full); slices.Contains(rewardLibraries, short) {
			known[short] = p
		}
	}
	return known, err
}

// code is type-checked source: the files of one package.
type code struct {
	fset  *token.FileSet
	texts map[string]string // by file name
	files map[string]*ast.File
	types *types.Package
	info  *types.Info

	parts    []part               // in order of the files and within them
	declares map[types.Object]int // index in parts of what declares a function, method, type, constant or variable
}

// part is what is taken from a file in one piece: a function or method, a type,
// a variable specification, or a whole constant declaration, whose lines may
// depend on each other.
type part struct {
	node ast.Node
	decl ast.Decl // node itself, or the declaration it stands in
	file string
}

// file is a file to check: its name and text.
type file struct{ name, text string }

// maxTypeErrors is how many errors of the type checker are told.
const maxTypeErrors = 10

// checkCode parses and type-checks files as one package, which may import known.
// Where types are wrong the result holds what could be made of the rest; it is
// nil where a file could not even be parsed.
func checkCode(known packages, files ...file) (*code, error) {
	c := &code{
		fset: token.NewFileSet(), texts: map[string]string{}, files: map[string]*ast.File{},
		info: source.NewInfo(), declares: map[types.Object]int{},
	}
	var parsed []*ast.File
	var errs []error
	for _, f := range files {
		tree, err := parser.ParseFile(c.fset, f.name, f.text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			errs = append(errs, syntaxErrors(err))
		} else if err := checkImports(tree); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", f.name, err))
		}
		c.texts[f.name], c.files[f.name] = f.text, tree
		parsed = append(parsed, tree)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	config := source.Config(known)
	config.Error = func(err error) {
		if len(errs) < maxTypeErrors {
			errs = append(errs, err)
		}
	}
	c.types, _ = config.Check("env", c.fset, parsed, c.info)
	for _, f := range files {
		c.divide(f.name)
	}
	return c, errors.Join(errs...)
}

// syntaxErrors tells each error of the parser on a line of its own.
func syntaxErrors(err error) error {
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		return err
	}
	list.RemoveMultiples()
	var errs []error
	for _, e := range list[:min(len(list), maxTypeErrors)] {
		errs = append(errs, e)
	}
	return errors.Join(errs...)
}

// checkImports refuses imports without a name by which what they bring could be
// told.
func checkImports(f *ast.File) error {
	for _, spec := range f.Imports {
		if spec.Name != nil && (spec.Name.Name == "." || spec.Name.Name == "_") {
			return fmt.Errorf("import %s %s: import it by name", spec.Name.Name, spec.Path.Value)
		}
	}
	return nil
}

// divide lists the parts of a file.
func (c *code) divide(name string) {
	add := func(node ast.Node, decl ast.Decl, ids ...*ast.Ident) {
		for _, id := range ids {
			if object := c.info.Defs[id]; object != nil {
				c.declares[object] = len(c.parts)
			}
		}
		c.parts = append(c.parts, part{node, decl, name})
	}
	for _, d := range c.files[name].Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			add(d, d, d.Name)
		case *ast.GenDecl:
			switch d.Tok {
			case token.CONST:
				var ids []*ast.Ident
				for _, spec := range d.Specs {
					ids = append(ids, spec.(*ast.ValueSpec).Names...)
				}
				add(d, d, ids...)
			case token.TYPE:
				for _, spec := range d.Specs {
					add(spec, d, spec.(*ast.TypeSpec).Name)
				}
			case token.VAR:
				for _, spec := range d.Specs {
					add(spec, d, spec.(*ast.ValueSpec).Names...)
				}
			}
		}
	}
}

// in returns the indices of all parts of a file, in order.
func (c *code) in(file string) []int {
	var list []int
	for i, p := range c.parts {
		if p.file == file {
			list = append(list, i)
		}
	}
	return list
}

// function returns the index of the function of the package, or -1.
func (c *code) function(name string) int {
	if i, ok := c.declares[c.types.Scope().Lookup(name)]; ok {
		return i
	}
	return -1
}

// uses calls f with every identifier in part i that refers to something
// declared elsewhere, and with what it refers to. Methods and fields of generic
// types are those of the declaration.
func (c *code) uses(i int, f func(id *ast.Ident, object types.Object)) {
	c.usesIn(c.parts[i].node, f)
}

func (c *code) usesIn(node ast.Node, f func(id *ast.Ident, object types.Object)) {
	ast.Inspect(node, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			switch object := c.info.Uses[id].(type) {
			case nil:
			case *types.Func:
				f(id, object.Origin())
			case *types.Var:
				f(id, object.Origin())
			default:
				f(id, object)
			}
		}
		return true
	})
}

// name is what a part is called in errors.
func (p *part) name() string {
	switch n := p.node.(type) {
	case *ast.FuncDecl:
		return n.Name.Name
	case *ast.TypeSpec:
		return n.Name.Name
	case *ast.ValueSpec:
		return n.Names[0].Name
	case *ast.GenDecl:
		if len(n.Specs) > 0 {
			return n.Specs[0].(*ast.ValueSpec).Names[0].Name
		}
	}
	return "a declaration"
}

// method says that a part is a method.
func (p *part) method() bool {
	fn, ok := p.node.(*ast.FuncDecl)
	return ok && fn.Recv != nil
}

// reach returns roots and all parts they refer to, in order. follow is asked
// about every part that another refers to; where it fails so does reach, saying
// what referred to it, and parts for which it says false are left out.
func (c *code) reach(roots []int, follow func(i int) (bool, error)) ([]int, error) {
	seen := map[int]bool{}
	var failure error
	var visit func(i int)
	visit = func(i int) {
		if seen[i] {
			return
		}
		seen[i] = true
		c.uses(i, func(id *ast.Ident, object types.Object) {
			j, ok := c.declares[object]
			if !ok || failure != nil {
				return
			}
			onward, err := follow(j)
			switch {
			case err != nil:
				failure = fmt.Errorf("%s uses %s: %w", c.parts[i].name(), id.Name, err)
			case onward:
				visit(j)
			}
		})
	}
	for _, i := range roots {
		visit(i)
	}
	var all []int
	for i := range c.parts {
		if seen[i] {
			all = append(all, i)
		}
	}
	return all, failure
}

// imports returns the import specifications that parts of a file use, in the
// file's order, as rewards write them: under the last element of their path.
func (c *code) imports(file string, parts []int) []string {
	used := map[types.Object]bool{}
	for _, i := range parts {
		c.uses(i, func(_ *ast.Ident, object types.Object) {
			if p, ok := object.(*types.PkgName); ok {
				used[p] = true
			}
		})
	}
	var list []string
	for _, spec := range c.files[file].Imports {
		object := c.info.Implicits[spec]
		if spec.Name != nil {
			object = c.info.Defs[spec.Name]
		}
		if p, ok := object.(*types.PkgName); ok && used[p] {
			short := path.Base(p.Imported().Path())
			if p.Name() == short {
				list = append(list, strconv.Quote(short))
			} else {
				list = append(list, p.Name()+" "+strconv.Quote(short))
			}
		}
	}
	return list
}

// foreign returns the short name of the first package that part i uses and
// rewards cannot import, or "".
func (c *code) foreign(i int) string {
	name := ""
	c.uses(i, func(_ *ast.Ident, object types.Object) {
		if p, ok := object.(*types.PkgName); ok {
			if short := path.Base(p.Imported().Path()); name == "" && !slices.Contains(rewardLibraries, short) {
				name = short
			}
		}
	})
	return name
}

// defines calls f with every identifier in part i that declares something.
func (c *code) defines(i int, f func(id *ast.Ident, object types.Object)) {
	ast.Inspect(c.parts[i].node, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && c.info.Defs[id] != nil {
			f(id, c.info.Defs[id])
		}
		return true
	})
}
