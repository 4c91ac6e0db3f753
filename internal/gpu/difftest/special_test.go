package difftest

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// TestSpecialValues compares, selects and orders zeros, infinities and NaN, of which
// drivers like to think that there are none.
func TestSpecialValues(t *testing.T) {
	b := newBench(t)
	special := []float64{math.NaN(), 0, math.Copysign(0, -1), 1, -1, math.Inf(1), math.Inf(-1), 0x1p-149, -0x1p-149}
	var rows [][]float64
	for _, x := range special {
		for _, y := range special {
			rows = append(rows, []float64{x, y})
		}
	}
	source, returned := specialText()
	p, err := ir.Parse(source)
	if err != nil {
		t.Fatalf("%v\n%s", err, source)
	}
	if err := ir.Check(p); err != nil {
		t.Fatal(err)
	}
	f := p.Entry("F")
	if !b.floats.exactFor(p) {
		t.Skip("the device's arithmetic is not exact")
	}
	for r, got := range b.computed(p, "F", rows, 1) {
		want := interpreted(f, rows[r], 1)
		for c := range returned {
			if !same(ir.Float32, got.words[c], want.words[c]) {
				t.Errorf("%s of %v: %#x, want %#x", returned[c], rows[r], got.words[c], want.words[c])
			}
		}
	}
	if t.Failed() {
		t.Log(source)
	}
}

// specialText is a function of x and y, and the values that it returns.
func specialText() (source string, returned []string) {
	var text strings.Builder
	var results []string
	next := 3
	value := func(format string, args ...any) int {
		fmt.Fprintf(&text, "  %%%d = %s\n", next, fmt.Sprintf(format, args...))
		next++
		return next - 1
	}
	yields := func(v int) {
		results = append(results, fmt.Sprintf("r%d f32", len(results)))
		returned = append(returned, fmt.Sprintf("%%%d", v))
	}
	for _, op := range []string{"eq", "ne", "lt", "le", "gt", "ge"} {
		c := value("%s %%1, %%2", op)
		yields(value("select f32 %%%d, %%1, %%2", c))
		yields(value("select f32 %%%d, %%2, %%1", c))
	}
	for _, op := range []string{"min", "max"} {
		yields(value("%s f32 %%1, %%2", op))
		for _, c := range []string{"0", "-0", "1", "-1", "NaN", "+Inf"} {
			k := value("const f32 %s", c)
			yields(value("%s f32 %%1, %%%d", op, k))
			yields(value("%s f32 %%%d, %%1", op, k))
		}
	}
	for _, op := range []string{"add", "sub", "mul", "div", "copysign"} {
		yields(value("%s f32 %%1, %%2", op))
		yields(value("%s f32 %%1, %%1", op))
	}
	for _, op := range []string{"neg", "abs", "sqrt", "floor", "ceil", "trunc", "nearest"} {
		yields(value("%s f32 %%1", op))
	}
	source = fmt.Sprintf("func f(x f32, y f32) (%s) entry F {\n  %%1 = load x\n  %%2 = load y\n%s  return %s\n}\n",
		strings.Join(results, ", "), &text, strings.Join(returned, ", "))
	return source, returned
}
