package check

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/critic/output"
	"github.com/rewardsmith/rewardsmith/internal/kernel/source"
)

// Typecheck runs go/types and checks signatures. r is complete. Without findings
// the reward has its types.
func Typecheck(r *Reward, imports *Imports) []finding.Finding {
	t := &typecheck{r: r, imports: imports}
	r.Info = source.NewInfo()
	conf := source.Config(imports.Importer)
	conf.Error = t.report
	r.Types, _ = conf.Check("reward", r.Fset, []*ast.File{r.File}, r.Info)
	t.signatures()
	ast.Inspect(r.File, t.division)
	return finding.Limit(t.found)
}

type typecheck struct {
	r       *Reward
	imports *Imports
	found   []finding.Finding
}

func (t *typecheck) reject(pos token.Pos, reason, message, suggestion string) {
	t.found = append(t.found, t.r.at(pos, finding.Typecheck, reason, message, suggestion))
}

func (t *typecheck) report(err error) {
	e, ok := err.(types.Error)
	if !ok {
		t.reject(t.r.File.Pos(), "type-error", err.Error(), "")
		return
	}
	if more, ok := strings.CutPrefix(e.Msg, "\t"); ok && len(t.found) > 0 { // explains the last error
		p := t.r.Fset.PositionFor(e.Pos, false)
		t.found[len(t.found)-1].Message += fmt.Sprintf("; %s at %d:%d", more, p.Line, p.Column)
		return
	}
	reason, suggestion := t.classify(e.Msg)
	t.reject(e.Pos, reason, e.Msg, suggestion)
}

// signatures demands the contract's types of Reward and of the functions that it
// is made of; result names are free.
func (t *typecheck) signatures() {
	for i := range t.r.Kind.Functions {
		t.signature(&t.r.Kind.Functions[i])
	}
	if t.r.Kind.Made() {
		t.signature(&output.Default().Functions[0])
	}
	t.r.Func = t.declared("Reward")
	if fn, ok := t.r.Info.Defs[t.r.Func.Name].(*types.Func); ok && fn.Signature().Params().Len() > 0 {
		t.r.Memory = t.memory(fn.Signature().Params().At(0).Type())
	}
}

// signature checks the first function of a name.
func (t *typecheck) signature(f *output.Function) {
	decl := t.declared(f.Name)
	fn, ok := t.r.Info.Defs[decl.Name].(*types.Func)
	if !ok {
		return
	}
	if message := t.mismatch(f, fn.Signature()); message != "" {
		suggestion := "declare " + f.Declaration(false)
		if fn.Signature().Params().Len() == 4 {
			suggestion = "declare type Memory struct { ... } and " + f.Declaration(true)
		}
		t.reject(decl.Name.Pos(), "signature", message, suggestion)
	}
}

// declared returns the first function of a name, which Policy has found.
func (t *typecheck) declared(name string) *ast.FuncDecl {
	for _, d := range t.r.File.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == name {
			return fn
		}
	}
	panic("check: there is no func " + name)
}

// memory returns the reward's type Memory if typ is a pointer to it.
func (t *typecheck) memory(typ types.Type) *types.Named {
	ptr, ok := typ.(*types.Pointer)
	if !ok {
		return nil
	}
	named, ok := ptr.Elem().(*types.Named)
	if !ok || named.Obj().Pkg() != t.r.Types || named.Obj().Name() != "Memory" || named.Obj().Parent() != t.r.Types.Scope() {
		return nil
	}
	return named
}

// mismatch says how a signature differs from the contract, or "". Types that
// do not exist have been reported before.
func (t *typecheck) mismatch(f *output.Function, sig *types.Signature) string {
	env := t.imports.Env.Types.Scope()
	state, action := env.Lookup("State").Type(), env.Lookup("Action").Type()
	want := []types.Type{state, action, state}
	if sig.Params().Len() > 0 {
		if memory := t.memory(sig.Params().At(0).Type()); memory != nil {
			want = append([]types.Type{types.NewPointer(memory)}, want...)
		}
	}
	var results []types.Type
	for _, r := range f.Results {
		results = append(results, resultTypes[r.Type])
	}
	return cmp.Or(
		mismatch(f.Name, "parameter", sig.Params(), want),
		mismatch(f.Name, "result", sig.Results(), results))
}

// resultTypes are the types of results that functions may be required to have.
var resultTypes = map[string]types.Type{
	output.Number: types.Typ[types.Float64],
	output.Terms:  types.NewMap(types.Typ[types.String], types.Typ[types.Float64]),
}

func mismatch(name, role string, got *types.Tuple, want []types.Type) string {
	if got.Len() != len(want) {
		return fmt.Sprintf("%s has %d %ss, want %d", name, got.Len(), role, len(want))
	}
	for i, w := range want {
		g := got.At(i).Type()
		if !types.Identical(g, w) && g != types.Typ[types.Invalid] {
			return fmt.Sprintf("%s %d of %s has type %s, want %s", role, i+1, name, typeName(g), typeName(w))
		}
	}
	return ""
}

// typeName writes a type as the reward's source would.
func typeName(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p.Path() == "reward" {
			return ""
		}
		return p.Name()
	})
}

// division rejects division by a constant zero, which Go allows for floating
// point and which is never meant.
func (t *typecheck) division(n ast.Node) bool {
	var divisor ast.Expr
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if n.Op == token.QUO || n.Op == token.REM {
			divisor = n.Y
		}
	case *ast.AssignStmt:
		if (n.Tok == token.QUO_ASSIGN || n.Tok == token.REM_ASSIGN) && len(n.Rhs) == 1 {
			divisor = n.Rhs[0]
		}
	}
	if divisor == nil {
		return true
	}
	if v := t.r.Info.Types[divisor].Value; v != nil && isZero(v) {
		t.reject(divisor.Pos(), "div-zero", "division by zero", "divide by a number other than zero")
	}
	return true
}

func isZero(v constant.Value) bool {
	return (v.Kind() == constant.Int || v.Kind() == constant.Float) && constant.Sign(v) == 0
}
