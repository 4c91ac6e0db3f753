package front_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/front"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// freeUnit is a free package with an entry F of a grid.
func freeUnit(text string) front.Unit {
	return front.Unit{
		Packages: []front.Package{{Path: "p", Free: true, Files: []front.File{{Name: "p.go", Text: text}}}},
		Entries:  []front.Entry{{Package: "p", Func: "F", Name: "F", Grid: true}},
	}
}

// TestGridRefusals lowers entries of grids that cannot be lowered. Each body
// stands in line 5 and after of an entry F.
func TestGridRefusals(t *testing.T) {
	tests := []struct{ name, params, body, want string }{
		{"append", "i uint32, x []float32", "x = append(x, 1)", "5:5: append to a slice of a buffer"},
		{"append of", "i uint32, x []float32", "var y []float32\ny = append(y, x...)\n_ = y", "6:5: append of a slice of a buffer"},
		{"copy", "i uint32, x, y []float32", "copy(x, y)", "5:1: copy of a slice of a buffer"},
		{"range", "i uint32, x []float32", "for range x {\n}", "5:1: a loop over a slice of a buffer"},
		{"cap", "i uint32, x []float32", "x[0] = float32(cap(x))", "5:16: the capacity of a slice of a buffer"},
		{"three bounds", "i uint32, x []float32", "x = x[0:1:2]", "5:5: a slice of a buffer has a capacity"},
		{"one of two", "i uint32, x, y []float32", "if i > 3 {\n\tx = y\n}\nx[0] = 1", "8:1: what x holds here depends"},
		{"array of slices", "i uint32, x, y []float32", "v := [2][]float32{x, y}\nv[i&1][0] = 2", "6:"},
		{"no number", "x []float32", "x[0] = 1", "4:1: the first parameter of an entry of a grid is not"},
		{"int number", "i int, x []float32", "x[0] = 1", "4:1: the first parameter of an entry of a grid is not"},
		{"float64", "i uint32, x float64", "_ = x", "4:18: an entry of a grid takes a float64"},
		{"float64s", "i uint32, x []float64", "_ = x", "4:18: an entry of a grid takes a []float64"},
		{"threes", "i uint32, x [][3]float32", "_ = x", "4:18: an entry of a grid takes a [][3]float32"},
		{"array", "i uint32, x [4]float32", "_ = x", "4:18: an entry of a grid takes a [4]float32"},
		{"bools", "i uint32, x []bool", "_ = x", "4:18: an entry of a grid takes a []bool"},
		{"pointer", "i uint32, x *float32", "_ = x", "4:18: an entry of a grid takes a *float32"},
		{"interface", "i uint32, x []float32", "var v any = i\n_ = v", "type any is not one"},
		{"goroutine", "i uint32, x []float32", "go func() {}()", "5:1: a statement that is not kernel Go"},
		{"syntax", "i uint32, x []float32", "x = )", "5:5: expected operand"},
	}
	lib, err := front.NewLibrary(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		text := fmt.Sprintf("package p\n\n\nfunc F(%s) {\n%s\n}\n", test.params, test.body)
		p, problems := front.Lower(lib, freeUnit(text))
		refused(t, test.name, p, problems, test.want)
	}
}

func refused(t *testing.T, name string, p *ir.Program, problems []front.Diagnostic, want string) {
	t.Helper()
	var all []string
	for _, d := range problems {
		all = append(all, d.Error())
		if d.Suggestion == "" {
			t.Errorf("%s: %v has no suggestion", name, d)
		}
	}
	if p != nil || !strings.Contains(strings.Join(all, "\n"), want) {
		t.Errorf("%s: lowered %t, diagnostics\n%s\nwant %q", name, p != nil, strings.Join(all, "\n"), want)
	}
}

// TestGridEntries refuses functions that are no entries of grids.
func TestGridEntries(t *testing.T) {
	lib, err := front.NewLibrary(nil)
	if err != nil {
		t.Fatal(err)
	}
	user := freeUnit("package p\n\nfunc F(i uint32, x []float32) { x[i] = 1 }\n")
	user.Packages[0].Free = false
	both := freeUnit("package p\n\nfunc F(i uint32) {}\n")
	both.Entries = append(both.Entries, front.Entry{Package: "p", Func: "F", Name: "rows"})
	rows := freeUnit("package p\n\nfunc F(i uint32, x []float32) {}\n")
	rows.Entries[0].Grid = false
	tests := []struct {
		name string
		u    front.Unit
		want string
	}{
		{"results", freeUnit("package p\n\nfunc F(i uint32) uint32 { return i }\n"), "3:1: an entry of a grid is a method, or has results"},
		{"user's", user, "3:1: an entry of a grid stands in a package that is not free"},
		{"called", freeUnit("package p\n\nfunc F(i uint32, x []float32) { G(i) }\n\nfunc G(i uint32) { F(i, nil) }\n"), "calls itself"},
		{"both", both, "F is an entry of a grid, and called or an entry of another kind"},
		{"rows", rows, "an entry takes a []float32"},
	}
	for _, test := range tests {
		p, problems := front.Lower(lib, test.u)
		refused(t, test.name, p, problems, test.want)
	}
	u := freeUnit("package p\n\nfunc F(i uint32) {}\n\nfunc G(i uint32) { F(i) }\n")
	u.Entries = append(u.Entries, front.Entry{Package: "p", Func: "G", Name: "G", Grid: true})
	p, problems := front.Lower(lib, u)
	refused(t, "calls an entry", p, problems, "5:20: F is an entry of a grid")
}

// TestGridForm holds what becomes of a slice of a buffer that is a struct's and a
// method's: nothing but an offset.
func TestGridForm(t *testing.T) {
	const text = `package p

type rows struct {
	x []float32
	n uint32
}

func (r rows) at(i uint32) []float32 { return r.x[i*r.n:] }

func F(i, n uint32, x []float32) {
	own := rows{x, n}.at(i)
	for k := range n {
		own[k] *= 2
	}
}
`
	const want = `func p.F(i u32, n u32) grid(x []f32) entry F {
  var k u32
  %1 = load n
  %2 = load i
  %3 = mul u32 %2, %1
  %4 = load n
  %5 = const u32 0
  store k, %5
  loop free L1 {
    %6 = load k
    %7 = lt %6, %4
    if %7 {
    } else {
      break L1
    }
    %8 = add u32 %3, %6
    %9 = const f32 2
    %10 = fetch x[%8]
    %11 = mul f32 %10, %9
    put x[%8], %11
  } post {
    %12 = load k
    %13 = const u32 1
    %14 = add u32 %12, %13
    store k, %14
  }
  return
}
`
	lib, err := front.NewLibrary(nil)
	if err != nil {
		t.Fatal(err)
	}
	p, problems := front.Lower(lib, freeUnit(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if err := ir.Check(p); err != nil {
		t.Error(err)
	}
	if got := p.String(); got != want {
		t.Errorf("lowered to\n%s\nwant\n%s", got, want)
	}
}

// TestFreePackagesMayBeLarge lowers what would be too large for others, and holds
// that it still is for them.
func TestFreePackagesMayBeLarge(t *testing.T) {
	lib, err := front.NewLibrary(nil)
	if err != nil {
		t.Fatal(err)
	}
	text := "package p\n\nfunc F(i uint32, x []float32) {\n" + strings.Repeat("\tadd(x[i:], 1, 2, 3)\n", 5000) + "}\n\n" +
		"func add(x []float32, a, b, c float32) {\n" + strings.Repeat("\tx[0] = x[0]*a + b*c\n", 4) + "}\n"
	p, problems := front.Lower(lib, freeUnit(text))
	if p == nil {
		t.Errorf("a free package of %d bytes: %v", len(text), problems[0])
	}
	u := freeUnit(text)
	u.Packages[0].Free = false
	p, problems = front.Lower(lib, u)
	refused(t, "one that is not free", p, problems, "at most 65536 are allowed")
}
