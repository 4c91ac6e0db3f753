package kernel

import (
	"bytes"
	"strings"
	"testing"
)

// TestLibraryFor compiles a call of every function of package math against the
// whole library and against what is needed for it: the modules are the same.
func TestLibraryFor(t *testing.T) {
	whole, err := NewLibrary()
	if err != nil {
		t.Fatal(err)
	}
	calls := map[string]string{
		"Inf": "math.Inf(1)", "NaN": "math.NaN()", "Atan2": "math.Atan2(x, y)", "Copysign": "math.Copysign(x, y)", "Dim": "math.Dim(x, y)",
		"FMA": "math.FMA(x, y, x)", "Hypot": "math.Hypot(x, y)", "Max": "math.Max(x, y)", "Min": "math.Min(x, y)", "Mod": "math.Mod(x, y)",
		"Pow": "math.Pow(x, y)", "Remainder": "math.Remainder(x, y)",
	}
	for _, name := range strings.Fields("Abs Acos Acosh Asin Asinh Atan Atanh Cbrt Ceil Cos Cosh Erf Erfc Exp Exp2 Expm1 Floor Gamma Log Log10 Log1p Log2 Round RoundToEven Sin Sinh Sqrt Tan Tanh Trunc") {
		calls[name] = "math." + name + "(x)"
	}
	for name, call := range calls {
		u := Unit{
			Packages: []Package{{Path: "p", Files: []File{{Name: "p.go", Text: "package p\n\nimport \"math\"\n\nfunc F(x, y float64) float64 { return " + call + " }\n"}}}},
			Entries:  []Entry{{Package: "p", Func: "F", Name: "f"}},
		}
		want, err := whole.Compile(u, 0)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		part, err := LibraryFor(u)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, err := part.Compile(u, 0)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !bytes.Equal(got.Module.Binary, want.Module.Binary) {
			t.Errorf("%s compiles to something else", name)
		}
	}
}

// TestLibraryForPackages takes a package that only another one imports, and
// leaves out one that nobody does.
func TestLibraryForPackages(t *testing.T) {
	pkg := func(path, text string) Package {
		return Package{Path: path, Files: []File{{Name: path + ".go", Text: text}}}
	}
	u := Unit{
		Packages: []Package{pkg("p", "package p\n\nimport \"b\"\n\nfunc F(x float64) float64 { return b.G(x) }\n")},
		Entries:  []Entry{{Package: "p", Func: "F", Name: "f"}},
	}
	l, err := LibraryFor(u,
		pkg("a", "package a\n\nimport \"math\"\n\nfunc H(x float64) float64 { return math.Exp(x) }\n"),
		pkg("b", "package b\n\nimport \"a\"\n\nfunc G(x float64) float64 { return a.H(x) }\n"),
		pkg("c", "package c\n\nthis is not Go, and nobody reads it\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Compile(u, 0); err != nil {
		t.Error(err)
	}
}
