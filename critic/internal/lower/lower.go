// Package lower rewrites a checked reward, with what it uses of packages env and
// geom, into one package in the part of Go that the interpreter runs faithfully.
//
// The interpreter's mistakes that this avoids: constant arithmetic done in
// float64 and integer division done in floating point (every constant
// expression becomes one literal of its final type); parenthesised operands
// beside && and || (parentheses are written only where precedence asks for
// them); parallel assignment done left to right (temporaries); := that re-uses
// variables, named results and their order (results become ordinary variables);
// missing min, max and range over integers; methods, embedding, variadic
// parameters and shadowed names, which become functions, fields, slices and
// unique names. A range over a map runs in the order of its sorted keys.
package lower

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/rewardsmith/rewardsmith/critic/internal/check"
)

// Names that the lowered program uses of its host.
const (
	HostPath   = "host__"  // import path of the host's functions
	TickFunc   = "Tick"    // func(): counts one function call or loop iteration
	BeginFunc  = "Begin"   // func(i int): transition i begins
	SortedFunc = "Sorted"  // func(map[string]float64) []string: keys in order
	CountFunc  = "Count"   // func(n int) uint: n, or a panic if it is negative
	MinFunc    = "Min"     // func(a, b float64) float64: the builtin
	MaxFunc    = "Max"     // func(a, b float64) float64: the builtin
	Package    = "reward"  // package of the lowered program
	Driver     = "Drive__" // function that runs Reward over a batch
)

// Program is a reward in the interpreter's Go.
//
// Driver has the type
//
//	func(states []State, actions []Action, next []State,
//	     totals []float64, terms []map[string]float64)
//
// and, with Memory, the further parameters
//
//	(start []bool, memory []Memory, instance int)
//
// It runs Reward on every element of states. The memory used first is that of
// the given instance and moves on by one with each transition, around the end
// of the slice; where start is set it is zeroed.
type Program struct {
	Text   string
	Memory bool
}

// Error is a construct that cannot be lowered.
type Error struct {
	Pos     token.Pos
	Message string
}

func (e *Error) Error() string { return e.Message }

// Lower rewrites a reward. The error is an *Error.
func Lower(r *check.Reward, imports *check.Imports) (p *Program, err error) {
	l := &lowerer{
		pkgs:      map[*types.Package]*pkg{},
		names:     map[types.Object]string{},
		helpers:   map[string]string{},
		packTypes: map[string]string{},
		writing:   map[*types.Named]bool{},
		open:      map[types.Object]bool{},
		closures:  calledOnly(r.Info, r.File),
	}
	defer func() {
		if fault := recover(); fault != nil {
			e, ok := fault.(*Error)
			if !ok {
				panic(fault)
			}
			p, err = nil, e
		}
	}()
	l.addPackage(r.Types, r.Info, []*ast.File{r.File})
	for _, path := range imports.Importer.Paths() {
		dep, err := imports.Importer.Load(path)
		if err != nil {
			return nil, err
		}
		l.addPackage(dep.Types, dep.Info, dep.Files)
	}
	driver := l.driver(r)
	for len(l.pending) > 0 {
		fn := l.pending[0]
		l.pending = l.pending[1:]
		l.funcs = append(l.funcs, l.function(fn))
	}
	return &Program{Text: l.program(driver), Memory: r.Memory != nil}, nil
}

// pkg is one of the packages that are merged.
type pkg struct {
	info  *types.Info
	decls map[types.Object]*ast.FuncDecl
}

// lowerer holds the program as far as it is written.
type lowerer struct {
	pkgs    map[*types.Package]*pkg
	names   map[types.Object]string // of everything the sources declare
	serial  int
	types   []string      // type declarations, each after those it needs
	funcs   []string      // functions
	pending []*types.Func // referred to, not yet written
	helpers map[string]string
	// packTypes names the structs that carry arguments, by their fields.
	packTypes map[string]string
	writing   map[*types.Named]bool // function types being declared

	// The function being written.
	info   *types.Info
	out    *strings.Builder
	indent int
	ret    target // of return statements
	loops  []*loop
	inHead bool // the expression stands before a statement's brace
	// lastEffect is where the statement's last call that could change variables
	// of the function ends. Calls before it have to be made before it.
	lastEffect token.Pos

	closures map[types.Object]*ast.FuncLit // literals to inline, by the variable that holds them
	inlined  int                           // bodies so far
	bytes    int                           // of the lines so far
	open     map[types.Object]bool         // functions whose body is being inlined
}

func (l *lowerer) addPackage(p *types.Package, info *types.Info, files []*ast.File) {
	decls := map[types.Object]*ast.FuncDecl{}
	for _, f := range files {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				decls[info.Defs[fn.Name]] = fn
			}
		}
	}
	l.pkgs[p] = &pkg{info, decls}
}

func (l *lowerer) fail(n ast.Node, format string, args ...any) {
	panic(&Error{n.Pos(), fmt.Sprintf(format, args...)})
}

// IsError returns the *Error in err, or nil.
func IsError(err error) *Error {
	var e *Error
	errors.As(err, &e)
	return e
}

// fresh returns a name that nothing else has.
func (l *lowerer) fresh(base string) string {
	l.serial++
	return fmt.Sprintf("%s__%d", ascii(base), l.serial)
}

// ascii replaces letters beyond ASCII, which the interpreter need not know.
func ascii(name string) string {
	return strings.Map(func(c rune) rune {
		if c > 0x7F {
			return 'u'
		}
		return c
	}, name)
}

// name returns the unique name of an object that the sources declare.
func (l *lowerer) name(obj types.Object) string {
	if name, ok := l.names[obj]; ok {
		return name
	}
	base := obj.Name()
	if base == "" || base == "_" {
		base = "blank"
	}
	name := l.fresh(base)
	l.names[obj] = name
	if fn, ok := obj.(*types.Func); ok {
		l.pending = append(l.pending, fn)
	}
	return name
}

// program puts the written parts together.
func (l *lowerer) program(driver string) string {
	var b strings.Builder
	for _, t := range l.types {
		b.WriteString(t + "\n")
	}
	for _, h := range sortedValues(l.helpers) {
		b.WriteString(h + "\n")
	}
	for i := len(l.funcs) - 1; i >= 0; i-- {
		b.WriteString(l.funcs[i] + "\n")
	}
	b.WriteString(driver)
	imports := fmt.Sprintf("import %q\n", HostPath)
	if strings.Contains(b.String(), "math.") {
		imports += "import \"math\"\n"
	}
	return fmt.Sprintf("package %s\n\n%s\n%s", Package, imports, b.String())
}

// line writes one line of the current function.
func (l *lowerer) line(format string, args ...any) {
	l.out.WriteString(strings.Repeat("\t", l.indent))
	n, _ := fmt.Fprintf(l.out, format, args...) // a strings.Builder never fails
	l.bytes += n
	l.out.WriteByte('\n')
}

// function writes a declared function or method; a method's receiver becomes
// the first parameter.
func (l *lowerer) function(fn *types.Func) string {
	p := l.pkgs[fn.Pkg()]
	decl := p.decls[fn]
	l.info = p.info
	l.out = &strings.Builder{}
	l.indent = 0
	sig := fn.Signature()
	params, unpack := l.params(variables(sig))
	l.line("func %s(%s)%s {", l.name(fn), params, l.resultTypes(sig))
	l.body(sig, unpack, decl.Body)
	l.line("}")
	return l.out.String()
}

// variables returns the parameters of a function, a method's receiver first.
func variables(sig *types.Signature) []*types.Var {
	var vars []*types.Var
	if recv := sig.Recv(); recv != nil {
		vars = append(vars, recv)
	}
	for v := range sig.Params().Variables() {
		vars = append(vars, v)
	}
	return vars
}

func (l *lowerer) resultTypes(sig *types.Signature) string {
	var list []string
	for v := range sig.Results().Variables() {
		list = append(list, l.typ(v.Type()))
	}
	switch len(list) {
	case 0:
		return ""
	case 1:
		return " " + list[0]
	}
	return " (" + strings.Join(list, ", ") + ")"
}

// body writes the statements of a function after its opening brace.
func (l *lowerer) body(sig *types.Signature, unpack []unpacked, body *ast.BlockStmt) {
	ret, loops, inHead := l.ret, l.loops, l.inHead
	l.ret, l.loops, l.inHead = target{kind: fromFunction, results: resultsOf(sig)}, nil, false
	l.indent++
	l.line("%s.%s()", HostPath, TickFunc)
	text := l.written(func() { l.stmts(body.List) })
	for _, u := range unpack {
		if uses(text, u.name) {
			l.line("%s := %s", u.name, u.from)
		}
	}
	l.resultVars(sig, text)
	l.out.WriteString(text)
	l.indent--
	l.ret, l.loops, l.inHead = ret, loops, inHead
}

// written returns what write writes, which is not part of the output yet.
func (l *lowerer) written(write func()) string {
	outer := l.out
	l.out = &strings.Builder{}
	write()
	text := l.out.String()
	l.out = outer
	return text
}

// resultVars declares the variables of named results that body uses.
func (l *lowerer) resultVars(sig *types.Signature, body string) {
	for v := range sig.Results().Variables() {
		if v.Name() != "" && uses(body, l.name(v)) {
			l.declare(l.name(v), v.Type())
		}
	}
}

// declare writes a variable with its zero value.
func (l *lowerer) declare(name string, t types.Type) {
	if zero := l.zero(t); zero != "" {
		l.line("%s := %s", name, zero)
		return
	}
	l.line("var %s %s", name, l.typ(t))
}

// uses says that a unique name occurs in text.
func uses(text, name string) bool {
	for {
		_, after, found := strings.Cut(text, name)
		if !found {
			return false
		}
		if after == "" || after[0] < '0' || after[0] > '9' {
			return true
		}
		text = after
	}
}
