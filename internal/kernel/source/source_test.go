package source

import (
	"fmt"
	"go/constant"
	"go/token"
	"go/types"
	"math"
	"reflect"
	"strings"
	"testing"
)

func loadMath(t *testing.T) *types.Package {
	t.Helper()
	p, err := NewImporter(token.NewFileSet(), map[string][]string{"math": {MathText}}).Import("math")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestMathTextDeclaresExactlyMathFuncs(t *testing.T) {
	scope, funcs := loadMath(t).Scope(), MathFuncs()
	for _, name := range scope.Names() {
		fn, ok := scope.Lookup(name).(*types.Func)
		if !ok {
			continue
		}
		host, ok := funcs[name]
		if !ok {
			t.Errorf("math.%s is declared but has no implementation", name)
			continue
		}
		if got, want := shape(fn), reflect.TypeOf(host).String(); got != want {
			t.Errorf("math.%s is declared as %s, implemented as %s", name, got, want)
		}
		delete(funcs, name)
	}
	for name := range funcs {
		t.Errorf("math.%s is implemented but not declared", name)
	}
}

// shape writes a function's type without parameter names, as reflect does.
func shape(fn *types.Func) string {
	list := func(tuple *types.Tuple) string {
		var names []string
		for v := range tuple.Variables() {
			names = append(names, v.Type().String())
		}
		return strings.Join(names, ", ")
	}
	sig := fn.Signature()
	results := list(sig.Results())
	if sig.Results().Len() > 1 {
		results = "(" + results + ")"
	}
	return fmt.Sprintf("func(%s) %s", list(sig.Params()), results)
}

func TestMathConstantsEqualGos(t *testing.T) {
	scope := loadMath(t).Scope()
	floats := map[string]float64{
		"E": math.E, "Pi": math.Pi, "Phi": math.Phi, "Sqrt2": math.Sqrt2, "SqrtE": math.SqrtE,
		"SqrtPi": math.SqrtPi, "SqrtPhi": math.SqrtPhi, "Ln2": math.Ln2, "Ln10": math.Ln10,
		"Log2E": math.Log2E, "Log10E": math.Log10E, "MaxFloat32": math.MaxFloat32,
		"SmallestNonzeroFloat32": math.SmallestNonzeroFloat32, "MaxFloat64": math.MaxFloat64,
		"SmallestNonzeroFloat64": math.SmallestNonzeroFloat64,
		"MaxInt32":               math.MaxInt32, "MinInt16": math.MinInt16, "MaxUint32": math.MaxUint32,
		"MaxInt": math.MaxInt64, "MinInt64": math.MinInt64, "MaxUint8": math.MaxUint8,
	}
	for name, want := range floats {
		got, _ := constant.Float64Val(scope.Lookup(name).(*types.Const).Val())
		if got != want {
			t.Errorf("math.%s = %v, want %v", name, got, want)
		}
	}
}

func TestImport(t *testing.T) {
	texts := map[string][]string{
		"math": {MathText},
		"a":    {"package a\nimport \"math\"\nfunc F() float64 { return math.Pi }", "package a\nconst C = 2"},
		"b":    {"package b\nimport \"a\"\nvar X = a.F() + a.C"},
		"loop": {"package loop\nimport \"loop\"\nvar X = loop.X"},
		"bad":  {"package bad\nfunc F() int { return \"\" }"},
	}
	tests := []struct{ path, want string }{
		{"b", ""},
		{"loop", "imports itself"},
		{"bad", "cannot use"},
		{"os", "not available"},
	}
	im := NewImporter(token.NewFileSet(), texts)
	for _, tt := range tests {
		_, err := im.Import(tt.path)
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("import %q: error %v, want %q", tt.path, err, tt.want)
		}
	}
}
