package fuzz_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/fuzz"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/source"
)

// wanted are the constructs that random programs have: nodes of the syntax tree
// with what tells their forms apart.
var wanted = strings.Fields(`
	func method pointer-receiver pointer-param func-param results:0 results:1 results:2 results:3 named-results bare-return early-return
	const iota type:struct type:named type:array embedded table
	var var-list define define-list assign assign-list blank += -= *= /= %= &= |= ^= &^= <<= >>= ++ --
	binary:+ binary:- binary:* binary:/ binary:% binary:& binary:| binary:^ binary:&^ binary:<< binary:>>
	binary:== binary:!= binary:< binary:<= binary:> binary:>= binary:&& binary:|| unary:- unary:+ unary:! unary:^ unary:& deref
	if if-else if-init else-if block
	for:three for:condition for:endless for:two-variables range:int range:key range:value range:both range:none range:map range:pointer
	break continue break-label continue-label labelled
	switch:tag switch:none switch:init case-list default fallthrough default-before-case
	literal:struct literal:keyed literal:array literal:indexed literal:counted literal:map
	func-literal call call-method call-statement index index-dynamic selector paren shadowed
	builtin:min builtin:max builtin:len builtin:delete builtin:make map-set map-get map-ok
	convert:float64 convert:float32 convert:int convert:uint32 convert:bool convert:Mode convert:Metres
	literal:INT literal:FLOAT literal:CHAR
`)

// TestCoverage wants every construct, and every function of package math, of
// random programs.
func TestCoverage(t *testing.T) {
	if testing.Short() {
		t.Skip("generates many programs")
	}
	seen := map[string]int{}
	for seed := range uint64(150) {
		file, err := parser.ParseFile(token.NewFileSet(), "fuzzed.go", fuzz.Generate(seed).Text(), 0)
		if err != nil {
			t.Fatal(err)
		}
		v := &visitor{seen: seen}
		ast.Inspect(file, v.node)
	}
	for _, construct := range wanted {
		if seen[construct] == 0 {
			t.Errorf("no program has %s", construct)
		}
	}
	for name := range source.MathFuncs() {
		if seen["math."+name] == 0 {
			t.Errorf("no program has math.%s", name)
		}
	}
	if testing.Verbose() {
		for _, construct := range slices.Sorted(maps.Keys(seen)) {
			t.Log(construct, seen[construct])
		}
	}
}

// TestOperationCoverage wants the operations of the representation in what the
// front end makes of random programs, but for those that passes make, or that
// only programs with functions of float32 have. Package irtest has them all.
func TestOperationCoverage(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles many programs")
	}
	lib, err := kernel.NewLibrary()
	if err != nil {
		t.Fatal(err)
	}
	ops := map[ir.Op]int{}
	for seed := range uint64(60) {
		p, err := lib.Lower(unit(fuzz.Generate(seed)))
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for _, f := range p.Funcs {
			f.Body.Walk(func(v *ir.Value) { ops[v.Op]++ })
		}
	}
	rare := []ir.Op{ir.Bits, ir.FromBits, ir.Select, ir.Elem, ir.Ne, ir.Trap}
	for op := ir.Invalid + 1; int(op) < len(ir.Ops); op++ {
		if ops[op] == 0 && !slices.Contains(rare, op) {
			t.Errorf("no program has %s", op)
		}
	}
}

// visitor counts constructs.
type visitor struct{ seen map[string]int }

func (v *visitor) count(format string, args ...any) { v.seen[fmt.Sprintf(format, args...)]++ }

func (v *visitor) node(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncDecl:
		v.function(n)
	case *ast.GenDecl:
		v.declaration(n)
	case *ast.AssignStmt:
		v.assignment(n)
	case *ast.IncDecStmt:
		v.count("%s", n.Tok)
	case *ast.BinaryExpr:
		v.count("binary:%s", n.Op)
	case *ast.UnaryExpr:
		v.count("unary:%s", n.Op)
	case *ast.StarExpr:
		v.count("deref")
	case *ast.ParenExpr:
		v.count("paren")
	case *ast.SelectorExpr:
		v.count("selector")
		if id, ok := n.X.(*ast.Ident); ok && id.Name == "math" {
			v.count("math.%s", n.Sel.Name)
		}
	case *ast.IndexExpr:
		v.count("index")
		if _, ok := n.Index.(*ast.BasicLit); !ok {
			v.count("index-dynamic")
		}
	case *ast.BasicLit:
		v.count("literal:%s", n.Kind)
	case *ast.FuncLit:
		v.count("func-literal")
	case *ast.CompositeLit:
		v.composite(n)
	case *ast.CallExpr:
		v.call(n)
	default:
		v.statement(n)
	}
	return true
}

func (v *visitor) function(n *ast.FuncDecl) {
	if v.count("func"); n.Recv != nil {
		v.count("method")
		if _, ok := n.Recv.List[0].Type.(*ast.StarExpr); ok {
			v.count("pointer-receiver")
		}
	}
	for _, p := range n.Type.Params.List {
		switch p.Type.(type) {
		case *ast.StarExpr:
			v.count("pointer-param")
		case *ast.FuncType:
			v.count("func-param")
		}
	}
	v.count("results:%d", n.Type.Results.NumFields())
	if n.Type.Results != nil && len(n.Type.Results.List[0].Names) > 0 {
		v.count("named-results")
	}
	for i, s := range n.Body.List {
		ast.Inspect(s, func(inner ast.Node) bool {
			if r, ok := inner.(*ast.ReturnStmt); ok {
				if i+1 < len(n.Body.List) {
					v.count("early-return")
				}
				if len(r.Results) == 0 {
					v.count("bare-return")
				}
			}
			return true
		})
	}
}

func (v *visitor) declaration(n *ast.GenDecl) {
	v.count("%s", n.Tok)
	for _, s := range n.Specs {
		switch s := s.(type) {
		case *ast.ValueSpec:
			if len(s.Names) > 1 {
				v.count("%s-list", n.Tok)
			}
			if len(s.Names) == 1 && strings.HasPrefix(s.Names[0].Name, "table") {
				v.count("table")
			}
			for _, e := range s.Values {
				if id, ok := e.(*ast.Ident); ok && id.Name == "iota" {
					v.count("iota")
				}
			}
		case *ast.TypeSpec:
			t, ok := s.Type.(*ast.StructType)
			if !ok {
				v.count("type:named")
				continue
			}
			v.count("type:struct")
			for _, f := range t.Fields.List {
				if len(f.Names) == 0 {
					v.count("embedded")
				}
				if _, ok := f.Type.(*ast.ArrayType); ok {
					v.count("type:array")
				}
			}
		}
	}
}

func (v *visitor) assignment(n *ast.AssignStmt) {
	name := map[token.Token]string{token.ASSIGN: "assign", token.DEFINE: "define"}[n.Tok]
	if name == "" {
		name = n.Tok.String()
	}
	if len(n.Lhs) > 1 {
		name += "-list"
	}
	v.count("%s", name)
	for i, e := range n.Lhs {
		if id, ok := e.(*ast.Ident); ok && id.Name == "_" {
			v.count("blank")
		}
		if x, ok := e.(*ast.IndexExpr); ok && isString(x.Index) {
			v.count("map-set")
		}
		if i < len(n.Rhs) {
			ast.Inspect(n.Rhs[i], func(e ast.Node) bool {
				if x, ok := e.(*ast.IndexExpr); ok && isString(x.Index) {
					v.count("map-get")
					if len(n.Lhs) > len(n.Rhs) {
						v.count("map-ok")
					}
				}
				return true
			})
		}
	}
}

func isString(e ast.Expr) bool {
	lit, ok := e.(*ast.BasicLit)
	return ok && lit.Kind == token.STRING
}

func (v *visitor) composite(n *ast.CompositeLit) {
	keyed := len(n.Elts) > 0
	for _, e := range n.Elts {
		_, pair := e.(*ast.KeyValueExpr)
		keyed = keyed && pair
	}
	switch t := n.Type.(type) {
	case *ast.MapType:
		v.count("literal:map")
	case *ast.ArrayType:
		v.count("literal:array")
		if keyed {
			v.count("literal:indexed")
		}
		if _, ok := t.Len.(*ast.Ellipsis); ok {
			v.count("literal:counted")
		}
	default:
		v.count("literal:struct")
		if keyed {
			v.count("literal:keyed")
		}
	}
}

func (v *visitor) call(n *ast.CallExpr) {
	switch f := n.Fun.(type) {
	case *ast.Ident:
		switch f.Name {
		case "min", "max", "len", "delete", "make":
			v.count("builtin:%s", f.Name)
		case "float64", "float32", "int", "uint32", "bool", "Mode", "Metres":
			v.count("convert:%s", f.Name)
		default:
			v.count("call")
		}
	case *ast.SelectorExpr:
		if strings.HasPrefix(f.Sel.Name, "Method") {
			v.count("call-method")
		}
	}
}

// statement counts what is left: control flow.
func (v *visitor) statement(n ast.Node) {
	switch n := n.(type) {
	case *ast.ExprStmt:
		v.count("call-statement")
	case *ast.LabeledStmt:
		v.count("labelled")
	case *ast.BranchStmt:
		name := n.Tok.String()
		if n.Label != nil {
			name += "-label"
		}
		v.count("%s", name)
	case *ast.IfStmt:
		v.branch(n)
	case *ast.ForStmt:
		v.loop(n)
	case *ast.RangeStmt:
		v.ranges(n)
	case *ast.SwitchStmt:
		v.choice(n)
	case *ast.BlockStmt:
		for _, s := range n.List {
			if _, ok := s.(*ast.BlockStmt); ok {
				v.count("block")
			}
		}
	}
}

func (v *visitor) branch(n *ast.IfStmt) {
	v.count("if")
	if a, ok := n.Init.(*ast.AssignStmt); ok {
		v.count("if-init")
		if id := a.Lhs[0].(*ast.Ident); len(a.Lhs) == 1 && !strings.HasPrefix(id.Name, "v") || shadows(a) {
			v.count("shadowed")
		}
	}
	switch n.Else.(type) {
	case *ast.IfStmt:
		v.count("else-if")
	case *ast.BlockStmt:
		v.count("if-else")
	}
}

// shadows says that what an assignment declares stands on its right side as
// well: the variable around it.
func shadows(a *ast.AssignStmt) bool {
	found := false
	ast.Inspect(a.Rhs[0], func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && id.Name == a.Lhs[0].(*ast.Ident).Name
		return true
	})
	return found
}

func (v *visitor) loop(n *ast.ForStmt) {
	switch {
	case n.Cond == nil:
		v.count("for:endless")
	case n.Init == nil:
		v.count("for:condition")
	default:
		v.count("for:three")
		if a := n.Init.(*ast.AssignStmt); len(a.Lhs) == 2 {
			v.count("for:two-variables")
		}
	}
}

func (v *visitor) ranges(n *ast.RangeStmt) {
	key, value := n.Key != nil && !blank(n.Key), n.Value != nil && !blank(n.Value)
	form := map[[2]bool]string{{true, true}: "both", {true, false}: "key", {false, true}: "value", {false, false}: "none"}[[2]bool{key, value}]
	v.count("range:%s", form)
	x := ast.Unparen(n.X)
	if u, ok := x.(*ast.UnaryExpr); ok && u.Op == token.AND {
		v.count("range:pointer")
	}
	if b, ok := x.(*ast.BinaryExpr); ok && b.Op == token.AND {
		v.count("range:int")
	}
	if id, ok := x.(*ast.Ident); ok && (id.Name == "terms" || strings.HasPrefix(id.Name, "m")) && value {
		v.count("range:map")
	}
}

func blank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}

func (v *visitor) choice(n *ast.SwitchStmt) {
	switch {
	case n.Init != nil:
		v.count("switch:init")
	case n.Tag != nil:
		v.count("switch:tag")
	default:
		v.count("switch:none")
	}
	for i, s := range n.Body.List {
		c := s.(*ast.CaseClause)
		if len(c.List) > 1 {
			v.count("case-list")
		}
		if c.List == nil {
			v.count("default")
			if i+1 < len(n.Body.List) {
				v.count("default-before-case")
			}
		}
	}
}
