package envs

import (
	"fmt"
	"go/ast"
	"go/types"
	"path"
	"slices"
	"strings"
)

// Show says how much of env.go the model sees.
type Show string

// The levels of Show.
const (
	ShowState    Show = "state"    // types, bounds, units, constants, termination
	ShowDynamics Show = "dynamics" // the whole file
)

// View is an environment as the model sees it and as its rewards import it.
type View struct {
	Text    string // what the model reads: Go source of package env
	Package string // Go source of package env as rewards import it; a subset of Text
}

// hidden are the functions that no reward can reach.
var hidden = []string{"Reset", "Step", "Observe", "Choose"}

// envFile and taskFile are the files of an environment's folder.
const (
	envFile  = "env.go"
	taskFile = "task.go"
)

// View returns what the model sees of env.go. Package holds the constants, the
// types State and Action, Terminated and every other exported function or method
// of states and actions alone, with what these need. ShowState shows Package
// and, for a discrete environment, Choose; ShowDynamics the whole file. task.go
// is never part of a View.
//
// It fails where env.go does not compile on its own, and where something that
// rewards may use needs Reset, Step, Observe, Choose or a package that rewards
// cannot import.
func (s *Spec) View(show Show) (View, error) {
	known, err := libraries()
	if err != nil {
		return View{}, err
	}
	c, err := checkCode(known, file{envFile, s.Source.Env})
	if err != nil {
		return View{}, err
	}
	importable, err := c.importable()
	if err != nil {
		return View{}, fmt.Errorf("%s: %w", envFile, err)
	}
	v := View{Package: c.render(importable)}
	if _, err := compile(v.Package); err != nil {
		return View{}, fmt.Errorf("what rewards import of %s: %w", envFile, err)
	}
	switch show {
	case ShowDynamics:
		v.Text = c.render(c.in(envFile))
	case ShowState:
		shown := importable
		if choose := c.function("Choose"); choose >= 0 {
			shown = append(slices.Clone(importable), choose)
			slices.Sort(shown)
		}
		v.Text = c.render(shown)
	default:
		return View{}, fmt.Errorf("show is %q, want %q or %q", show, ShowState, ShowDynamics)
	}
	return v, nil
}

// compile checks the source of package env as rewards import it.
func compile(text string) (*code, error) {
	known, err := rewardPackages()
	if err != nil {
		return nil, err
	}
	return checkCode(known, file{envFile, text})
}

// importable returns the parts of env.go that a reward may use, in order.
// Constants that need other packages are left out.
func (c *code) importable() ([]int, error) {
	var roots []int
	for _, i := range c.in(envFile) {
		p := &c.parts[i]
		switch n := p.node.(type) {
		case *ast.GenDecl:
			if _, err := c.offered([]int{i}); err == nil {
				roots = append(roots, i)
			}
		case *ast.TypeSpec:
			if n.Name.Name == "State" || n.Name.Name == "Action" {
				roots = append(roots, i)
			}
		case *ast.FuncDecl:
			if n.Name.IsExported() && c.hides(i) == nil && c.ofStates(n) {
				roots = append(roots, i)
			}
		}
	}
	return c.offered(roots)
}

// offered returns roots with all they need, or an error where rewards could
// not reach that.
func (c *code) offered(roots []int) ([]int, error) {
	for _, i := range roots {
		if name := c.foreign(i); name != "" {
			return nil, c.foreignError(i, name)
		}
	}
	return c.reach(roots, func(i int) (bool, error) {
		if err := c.hides(i); err != nil {
			return false, err
		}
		if name := c.foreign(i); name != "" {
			return false, c.foreignError(i, name)
		}
		return true, nil
	})
}

func (c *code) foreignError(i int, name string) error {
	return fmt.Errorf("%s needs package %s, which rewards cannot import: keep it apart from what they may use", c.parts[i].name(), name)
}

// hides returns an error for the functions that no reward can reach.
func (c *code) hides(i int) error {
	p := &c.parts[i]
	if _, ok := p.node.(*ast.FuncDecl); ok && !p.method() && slices.Contains(hidden, p.name()) {
		return fmt.Errorf("%s is hidden from rewards: do not export what uses it, or let both use a function that is not", p.name())
	}
	return nil
}

// ofStates says that a function concerns states and actions alone: its
// signature names no parameters, observation or type of a package that rewards
// cannot import.
func (c *code) ofStates(d *ast.FuncDecl) bool {
	ok := true
	check := func(_ *ast.Ident, object types.Object) {
		switch object := object.(type) {
		case *types.PkgName:
			ok = ok && slices.Contains(rewardLibraries, path.Base(object.Imported().Path()))
		case *types.TypeName:
			own := object.Parent() == c.types.Scope()
			ok = ok && !(own && (object.Name() == "Params" || object.Name() == "Observation"))
		}
	}
	if d.Recv != nil {
		c.usesIn(d.Recv, check)
	}
	c.usesIn(d.Type, check)
	return ok
}

// render writes package env with the given parts of env.go, verbatim, and the
// imports they use under the names that rewards know.
func (c *code) render(parts []int) string {
	var b strings.Builder
	if doc := c.files[envFile].Doc; doc != nil {
		b.WriteString(c.slice(envFile, doc.Pos(), doc.End()))
		b.WriteString("\n")
	}
	b.WriteString("package env\n")
	for _, spec := range c.imports(envFile, parts) {
		fmt.Fprintf(&b, "\nimport %s\n", spec)
	}
	for _, text := range c.declarations(parts, nil) {
		b.WriteString("\n" + text + "\n")
	}
	return b.String()
}
