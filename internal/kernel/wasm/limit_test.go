package wasm

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// TestLimits holds that what would take too long or too much is refused, and
// that the message names the limit.
func TestLimits(t *testing.T) {
	for _, c := range []struct {
		name string
		text string
		o    Options
		want string
	}{
		{"memory", "func f() (y f64) entry F {\n var a [20000000]f64\n %1 = const int 3\n %2 = load a[%1]\n return %2\n}\n", Options{}, "MiB of memory"},
		{"columns", "func f(a [2000]f64) (y f64) entry F {\n %1 = const int 3\n %2 = load a[%1]\n return %2\n}\n", Options{Rows: MaxRows}, "MiB of memory"},
		{"parameters", "func g(" + list("x%d f64", 1001) + ") (y f64) {\n %1 = const f64 1\n return %1\n}\n" +
			"func f() (y f64) entry F {\n %1 = const f64 1\n %2 = call g(" + list("%%1", 1001) + ")\n %3 = result f64 %2, 0\n return %3\n}\n", Options{}, "1001 parameters"},
		{"branches", branches(5000, 1), Options{}, "too many branches"},
		{"variables", branches(1000, 500), Options{}, "in use, or array elements accessed"},
		{"accesses", accesses(2000), Options{}, "in use, or array elements accessed"},
		{"length", "table t [40000]f64 { " + list("1", 40000) + " }\nfunc f() (y f64) entry F {\n %1 = const int 3\n %2 = lookup f64 t[%1]\n return %2\n}\n", Options{}, "KiB of WebAssembly"},
		{"rows", "func f() entry F {\n}\n", Options{Rows: MaxRows + 1}, "want 1..65536"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := ir.Parse(c.text)
			if err != nil {
				t.Fatal(err)
			}
			if err := ir.Check(p); err != nil {
				t.Fatal(err)
			}
			_, err = Emit(p, c.o)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want something with %q", err, c.want)
			}
		})
	}
}

func list(format string, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = strings.ReplaceAll(format, "%d", fmt.Sprint(i))
		out[i] = strings.ReplaceAll(out[i], "%%", "%")
	}
	return strings.Join(out, ", ")
}

// branches is a function of n branches with some variables in use everywhere.
func branches(n, variables int) string {
	var b strings.Builder
	b.WriteString("func f(x f64) (y f64) entry F {\n")
	for i := range variables {
		fmt.Fprintf(&b, "var v%d f64\n", i)
	}
	b.WriteString("%1 = load x\n%2 = const f64 1\n%3 = lt %1, %2\n")
	for i := range n {
		fmt.Fprintf(&b, "if %%3 {\nstore v%d, %%1\n}\n", i%variables)
	}
	for i := range variables {
		fmt.Fprintf(&b, "%%%d = load v%d\nstore v0, %%%d\n", 10+i, i, 10+i)
	}
	b.WriteString("return %1\n}\n")
	return b.String()
}

// accesses is a function that looks n times for an element of an array.
func accesses(n int) string {
	var b strings.Builder
	b.WriteString("func f(x int) (y int) entry F {\nvar a [9]int\n%1 = load x\n")
	for i := range n {
		fmt.Fprintf(&b, "%%%d = bound %%1, 9\n%%%d = load a[%%%d]\nstore a[%%%d], %%%d\n", 2*i+2, 2*i+3, 2*i+2, 2*i+2, 2*i+3)
	}
	b.WriteString("return %1\n}\n")
	return b.String()
}

// TestGridsAreRefused holds that what only a device runs is told.
func TestGridsAreRefused(t *testing.T) {
	p, err := ir.Parse("func f(i u32) grid() entry F {\n}\n")
	if err != nil {
		t.Fatal(err)
	}
	_, err = Emit(p, Options{})
	if err == nil || err.Error() != "WebAssembly: f is a function of a grid, which only a device runs" {
		t.Errorf("a grid: %v", err)
	}
}
