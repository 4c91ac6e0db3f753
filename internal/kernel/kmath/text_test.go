package kmath_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math32"
	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math64"
)

const intrinsics = "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// bitsText declares the intrinsics for the type checker.
const bitsText = `package bits
func Hi(x float64) uint32
func Lo(x float64) uint32
func Make(hi, lo uint32) float64
func Sqrt(x float64) float64
func Floor(x float64) float64
func Ceil(x float64) float64
func Trunc(x float64) float64
func RoundToEven(x float64) float64
func Abs(x float64) float64
func Copysign(f, sign float64) float64
func Bits32(x float32) uint32
func From32(u uint32) float32
func Sqrt32(x float32) float32
func Floor32(x float32) float32
func Ceil32(x float32) float32
func Trunc32(x float32) float32
func RoundToEven32(x float32) float32
func Abs32(x float32) float32
func Copysign32(f, sign float32) float32
`

// packages lists the texts and the one floating point type each may use.
var packages = []struct {
	name, float string
	text        func() ([]string, error)
}{
	{"math64", "float64", math64.Text},
	{"math32", "float32", math32.Text},
}

// TestTextIsWhole compares the number of texts with the files of the package
// that are neither tests nor text.go.
func TestTextIsWhole(t *testing.T) {
	for _, p := range packages {
		texts, err := p.text()
		if err != nil {
			t.Fatal(err)
		}
		names, err := filepath.Glob(p.name + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			file, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if filepath.Base(name) != "text.go" && !slices.Contains(texts, string(file)) {
				t.Errorf("%s is not part of the text", name)
			}
		}
		if got, want := len(texts), len(names)-1; got != want {
			t.Errorf("%s has %d texts, want %d", p.name, got, want)
		}
	}
}

// intrinsicsOnly imports package bits from its declarations.
type intrinsicsOnly struct{ fset *token.FileSet }

func (i intrinsicsOnly) Import(path string) (*types.Package, error) {
	if path != intrinsics {
		return nil, fmt.Errorf("%s is imported, want %s only", path, intrinsics)
	}
	f, err := parser.ParseFile(i.fset, "bits.go", bitsText, 0)
	if err != nil {
		return nil, err
	}
	return (&types.Config{}).Check(path, i.fset, []*ast.File{f}, nil)
}

// check parses and type-checks a text.
func check(texts []string) (*token.FileSet, []*ast.File, *types.Info, error) {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, text := range texts {
		f, err := parser.ParseFile(fset, "text.go", text, parser.ParseComments)
		if err != nil {
			return nil, nil, nil, err
		}
		files = append(files, f)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}
	_, err := (&types.Config{Importer: intrinsicsOnly{fset}}).Check("text", fset, files, info)
	return fset, files, info, err
}

// fusible returns the floating point products in the file that a compiler may
// fuse with a sum. The language lets it do so through assignments, parameters
// and results, so every product must be converted where it is computed, unless
// it is only a factor, divisor or operand of a comparison.
func fusible(f *ast.File, info *types.Info) (found []ast.Node) {
	floating := func(e ast.Expr) bool {
		tv := info.Types[e]
		b, ok := tv.Type.Underlying().(*types.Basic)
		return ok && b.Info()&types.IsFloat != 0 && tv.Value == nil
	}
	var parents []ast.Node
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil {
			parents = parents[:len(parents)-1]
			return true
		}
		if a, ok := n.(*ast.AssignStmt); ok && a.Tok == token.MUL_ASSIGN && floating(a.Lhs[0]) {
			found = append(found, n)
		}
		if b, ok := n.(*ast.BinaryExpr); ok && b.Op == token.MUL && floating(b) && !rounded(parents, info) {
			found = append(found, n)
		}
		parents = append(parents, n)
		return true
	})
	return found
}

// rounded reports whether what stands inside the parents is converted, or an
// operand of a product, a quotient or a comparison.
func rounded(parents []ast.Node, info *types.Info) bool {
	for i := len(parents) - 1; i >= 0; i-- {
		switch p := parents[i].(type) {
		case *ast.ParenExpr:
		case *ast.CallExpr:
			return info.Types[p.Fun].IsType()
		case *ast.BinaryExpr:
			return p.Op != token.ADD && p.Op != token.SUB
		default:
			return false
		}
	}
	return false
}

func TestNoProductIsFused(t *testing.T) {
	for _, p := range packages {
		texts, err := p.text()
		if err != nil {
			t.Fatal(err)
		}
		fset, files, info, err := check(texts)
		if err != nil {
			t.Fatalf("%s: %v", p.name, err)
		}
		for i, f := range files {
			for _, n := range fusible(f, info) {
				pos := fset.Position(n.Pos())
				t.Errorf("%s: line %d may be fused: %s", p.name, pos.Line, strings.TrimSpace(strings.Split(texts[i], "\n")[pos.Line-1]))
			}
		}
	}
}

func TestFusibleProductsAreFound(t *testing.T) {
	const head = "package p\nfunc g(x float64) float64 { return x }\nfunc f(x, y, z float64) float64 { "
	for _, c := range []struct {
		body string
		want int
	}{
		{"return float64(x*y) + z", 0},
		{"return x*y + z", 1},
		{"return -(x*y) + z", 1},
		{"return (x*y) - z", 1},
		{"return x*y", 1},
		{"return g(x*y)", 1},
		{"t := x*y; return t + z", 1},
		{"z += x*y; return z", 1},
		{"x *= y; return x", 1},
		{"return float64(x*y*z)", 0},
		{"return float64(x*-(y*z))", 1},
		{"return x*y/z", 0},
		{"if x*y < z { return x }; return z", 0},
		{"const c = 2*3.5; return c + z", 0},
	} {
		_, files, info, err := check([]string{head + c.body + " }"})
		if err != nil {
			t.Fatal(err)
		}
		if got := len(fusible(files[0], info)); got != c.want {
			t.Errorf("%s: found %d, want %d", c.body, got, c.want)
		}
	}
}

// TestTextIsKernelGo holds the texts to the types and statements that every
// target has.
func TestTextIsKernelGo(t *testing.T) {
	for _, p := range packages {
		texts, err := p.text()
		if err != nil {
			t.Fatal(err)
		}
		fset, files, info, err := check(texts)
		if err != nil {
			t.Fatalf("%s: %v", p.name, err)
		}
		allowed := map[string]bool{p.float: true, "int": true, "uint32": true, "bool": true}
		for e, tv := range info.Types {
			if b, ok := tv.Type.(*types.Basic); ok && b.Info()&types.IsUntyped == 0 && !tv.IsBuiltin() && tv.Value == nil && b.Kind() != types.Invalid && !allowed[b.Name()] {
				t.Errorf("%s: %s: type %s", p.name, fset.Position(e.Pos()), b)
			}
		}
		for _, f := range files {
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.StarExpr, *ast.FuncLit, *ast.DeferStmt, *ast.GoStmt, *ast.MapType, *ast.SliceExpr, *ast.InterfaceType, *ast.ChanType, *ast.SelectStmt:
					t.Errorf("%s: %s: %T", p.name, fset.Position(n.Pos()), n)
				case *ast.BranchStmt:
					if n.Tok == token.GOTO || n.Label != nil {
						t.Errorf("%s: %s: %s", p.name, fset.Position(n.Pos()), n.Tok)
					}
				case *ast.ArrayType:
					if n.Len == nil {
						t.Errorf("%s: %s: slice", p.name, fset.Position(n.Pos()))
					}
				}
				return true
			})
		}
		recursion(t, p.name, files, info)
	}
}

// recursion reports functions that call themselves, directly or not.
func recursion(t *testing.T, name string, files []*ast.File, info *types.Info) {
	calls := map[types.Object]map[types.Object]bool{}
	for _, f := range files {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			from := info.Defs[fn.Name]
			calls[from] = map[types.Object]bool{}
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					if to, ok := info.Uses[id].(*types.Func); ok {
						calls[from][to] = true
					}
				}
				return true
			})
		}
	}
	for from := range calls {
		seen := map[types.Object]bool{}
		var visit func(types.Object)
		visit = func(o types.Object) {
			for to := range calls[o] {
				if to == from {
					t.Errorf("%s: %s calls itself", name, from.Name())
				}
				if !seen[to] {
					seen[to] = true
					visit(to)
				}
			}
		}
		visit(from)
	}
}
