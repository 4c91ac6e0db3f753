package check

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/critic/output"
)

// Policy finds constructs that syntax alone gives away. It bans interfaces and
// generics before go/types sees them, since both can make it run for ever.
func Policy(r *Reward) []finding.Finding {
	p := &policy{r: r}
	if name := r.File.Name; name.Name != "reward" {
		p.reject(name, "package-name", "the package is named "+name.Name, "the first line must be: package reward")
	}
	p.imports()
	p.directives()
	p.declarations()
	ast.Inspect(r.File, p.visit)
	return finding.Limit(p.found)
}

type policy struct {
	r     *Reward
	found []finding.Finding
}

func (p *policy) reject(n ast.Node, reason, message, suggestion string) {
	p.found = append(p.found, p.r.at(n.Pos(), finding.Policy, reason, message, suggestion))
}

func (p *policy) imports() {
	for _, spec := range p.r.File.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		switch {
		case err != nil || !slices.Contains(paths, path):
			suggestion := `only "math", "env" and "geom" may be imported`
			if why, ok := absent[path[strings.LastIndexByte(path, '/')+1:]]; ok {
				suggestion += "; " + why
			}
			p.reject(spec.Path, "import", fmt.Sprintf("import %q is not allowed", path), suggestion)
		case spec.Name != nil && spec.Name.Name != path:
			p.reject(spec, "import-alias", fmt.Sprintf("package %s is imported as %s", path, spec.Name.Name),
				fmt.Sprintf("write: import %q", path))
		}
	}
}

// directive matches comments that compilers and build tools obey.
var directive = regexp.MustCompile(`^//(go:|line |export |extern )|^/\*line |^//\s*\+build\b|^//#cgo`)

func (p *policy) directives() {
	for _, group := range p.r.File.Comments {
		for _, c := range group.List {
			if directive.MatchString(c.Text) {
				p.reject(c, "directive", "compiler directives and build tags are not allowed", "remove the comment "+firstWord(c.Text))
			}
		}
	}
}

func firstWord(text string) string {
	if fields := strings.Fields(text); len(fields) > 0 {
		return clip(fields[0])
	}
	return ""
}

// clip bounds text taken from the reward.
func clip(text string) string {
	if len(text) > 80 {
		return text[:80] + "..."
	}
	return text
}

func (p *policy) declarations() {
	for _, d := range p.r.File.Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			if d.Tok == token.VAR {
				p.reject(d, "package-var", "package-level var is not allowed: a reward keeps no state between calls",
					fmt.Sprintf("use const, or a variable inside %s; for a value of earlier steps declare type Memory struct and take m *Memory as the first parameter", p.r.Kind.Functions[0].Name))
			}
			p.own(d)
		case *ast.FuncDecl:
			p.function(d)
			if d.Recv == nil {
				p.taken(d.Name)
			}
		}
	}
	for i := range p.r.Kind.Functions {
		p.required(&p.r.Kind.Functions[i])
	}
}

// own looks at what a declaration declares besides functions.
func (p *policy) own(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			p.taken(s.Name)
		case *ast.ValueSpec:
			for _, name := range s.Names {
				p.taken(name)
			}
		}
	}
}

// taken rejects the name of the function that is made, where it is made.
func (p *policy) taken(name *ast.Ident) {
	if name.Name == "Reward" && p.r.Kind.Made() {
		p.reject(name, "reserved-name", "Reward is made of "+p.r.Kind.List()+" and is not to be written",
			"remove it, or give it another name")
	}
}

// required demands a function.
func (p *policy) required(f *output.Function) {
	var other *ast.FuncDecl
	for _, d := range p.r.File.Decls {
		d, ok := d.(*ast.FuncDecl)
		switch {
		case !ok:
		case d.Name.Name == f.Name && d.Recv == nil:
			return
		case strings.EqualFold(d.Name.Name, f.Name):
			other = d
		}
	}
	if other != nil {
		p.reject(other, "signature", fmt.Sprintf("there is no function %s; %s is another name", f.Name, other.Name.Name), "declare "+f.Declaration(false))
		return
	}
	p.reject(p.r.File, "signature", "there is no function "+f.Name, "declare "+f.Declaration(false))
}

func (p *policy) function(d *ast.FuncDecl) {
	if d.Body == nil {
		p.reject(d, "no-body", fmt.Sprintf("func %s has no body", clip(d.Name.Name)), "write it out in Go")
	}
	if d.Recv == nil && (d.Name.Name == "init" || d.Name.Name == "main") {
		p.reject(d, "init-func", fmt.Sprintf("func %s is not allowed: only %s is called", d.Name.Name, p.r.Kind.Called), "remove it")
	}
}

// greek are the letters beyond ASCII that no Latin letter resembles.
const greek = "αβγδεζηθλμξπστφψωΓΔΘΛΞΠΣΦΨΩ"

func (p *policy) identifier(id *ast.Ident) {
	if strings.Contains(id.Name, "__") {
		p.reject(id, "reserved-name", fmt.Sprintf("names with two underscores are reserved: %s", clip(id.Name)), "use another name")
	}
	for _, c := range id.Name {
		if c > 0x7F && !strings.ContainsRune(greek, c) {
			p.reject(id, "unicode", fmt.Sprintf("the name %s contains U+%04X, which can be mistaken for another letter", clip(id.Name), c),
				"use ASCII letters in names")
			return
		}
	}
}

func (p *policy) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Ident:
		p.identifier(n)
	case *ast.GoStmt:
		p.reject(n, "goroutine", "goroutines are not allowed", "compute the value directly")
	case *ast.DeferStmt:
		p.reject(n, "defer", "defer is not allowed", "do the work before returning; guard against bad values instead of recovering")
	case *ast.ChanType, *ast.SendStmt, *ast.SelectStmt:
		p.reject(n, "channel", "channels are not allowed", "use a variable, an array or a slice")
	case *ast.BranchStmt, *ast.CaseClause:
		p.branch(n)
	case *ast.UnaryExpr:
		if n.Op == token.ARROW {
			p.reject(n, "channel", "channels are not allowed", "use a variable, an array or a slice")
		}
	case *ast.InterfaceType:
		p.reject(n, "interface", "interfaces are not allowed", "use the concrete type, such as float64")
	case *ast.TypeAssertExpr, *ast.TypeSwitchStmt:
		p.reject(n, "type", "type assertions and type switches are not allowed", "use the concrete type, such as float64")
	case *ast.FuncType:
		if n.TypeParams != nil {
			p.reject(n.TypeParams, "generics", "type parameters are not allowed", "write the function for float64")
		}
	case *ast.TypeSpec:
		if n.TypeParams != nil {
			p.reject(n, "generics", "type parameters are not allowed", "write the type for float64")
		}
	case *ast.IndexListExpr:
		p.reject(n, "generics", "type arguments are not allowed", "write the function for float64")
	case *ast.BasicLit:
		if n.Kind == token.IMAG {
			p.reject(n, "complex", "complex numbers are not allowed", "use two float64")
		}
	}
	return true
}

// branch rejects what jumps in ways that not every machine can.
func (p *policy) branch(n ast.Node) {
	switch n := n.(type) {
	case *ast.BranchStmt:
		if n.Tok == token.GOTO {
			p.reject(n, "goto", "goto is not allowed", "use for, break and continue")
		}
	case *ast.CaseClause:
		for _, s := range n.Body {
			if l, ok := s.(*ast.LabeledStmt); ok {
				p.reject(l, "label", fmt.Sprintf("the label %s stands directly inside a case", clip(l.Label.Name)),
					"move the labelled loop into a function of its own")
			}
		}
	}
}
