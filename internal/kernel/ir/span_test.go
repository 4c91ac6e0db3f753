package ir_test

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

func TestSpan(t *testing.T) {
	const head = "func f(n int, u u32, x f64, b bool, a [8]f64) {\n %n = load n\n %u = load u\n %x = load x\n %b = load b\n %a = load a\n" +
		" %0 = const int 0\n %3 = const int 3\n %7 = const int 7\n %m = const int -5\n %u3 = const u32 3\n %u9 = const u32 9\n"
	const least, most = -1 << 31, 1<<31 - 1
	tests := []struct {
		value string
		want  ir.Span
		stops bool
	}{
		{"load n", ir.Span{Least: least, Most: most}, false},
		{"and int %n, %7", ir.Span{Most: 7}, false},
		{"and int %m, %n", ir.Span{Least: least, Most: most}, false},
		{"and u32 %u, %u9", ir.Span{Most: 9}, false},
		{"andnot u32 %u3, %u", ir.Span{Most: 3}, false},
		{"or u32 %u3, %u9", ir.Span{Most: 15}, false},
		{"xor int %3, %m", ir.Span{Least: least, Most: most}, false},
		{"rem int %n, %7", ir.Span{Least: -6, Most: 6}, false},
		{"rem int %n, %m", ir.Span{Least: least, Most: most}, false},
		{"rem int %3, %7", ir.Span{Least: 0, Most: 3}, false},
		{"rem int %n, %n", ir.Span{Least: least, Most: most}, true},
		{"rem u32 %u, %u9", ir.Span{Most: 8}, false},
		{"div u32 %u, %u3", ir.Span{Most: 1431655765}, false},
		{"div int %n, %7", ir.Span{Least: least, Most: most}, false},
		{"div int %n, %n", ir.Span{Least: least, Most: most}, true},
		{"shr u32 %u, %u3", ir.Span{Most: 1<<29 - 1}, false},
		{"shr int %n, %7", ir.Span{Least: -1 << 24, Most: 1<<24 - 1}, false},
		{"shr int %n, %n", ir.Span{Least: least, Most: most}, true},
		{"shr int %m, %u", ir.Span{Least: -5, Most: -1}, false},
		{"shl int %3, %7", ir.Span{Least: 384, Most: 384}, false},
		{"shl int %n, %3", ir.Span{Least: least, Most: most}, true},
		{"shl u32 %u3, %u", ir.Span{Most: 1<<32 - 1}, false},
		{"min int %n, %7", ir.Span{Least: least, Most: 7}, false},
		{"max int %n, %m", ir.Span{Least: -5, Most: most}, false},
		{"add int %3, %m", ir.Span{Least: -2, Most: -2}, false},
		{"add int %n, %3", ir.Span{Least: least + 3, Most: most}, true},
		{"add u32 %u, %u3", ir.Span{Most: 1<<32 - 1}, false},
		{"sub int %3, %m", ir.Span{Least: 8, Most: 8}, false},
		{"mul int %m, %7", ir.Span{Least: -35, Most: -35}, false},
		{"mul int %n, %7", ir.Span{Least: least, Most: most}, true},
		{"neg int %n", ir.Span{Least: least + 1, Most: most}, true},
		{"neg int %7", ir.Span{Least: -7, Most: -7}, false},
		{"neg u32 %u3", ir.Span{Most: 1<<32 - 1}, false},
		{"convert int %u", ir.Span{Most: most}, true},
		{"convert int %u9", ir.Span{Least: 9, Most: 9}, false},
		{"convert u32 %n", ir.Span{Most: 1<<32 - 1}, false},
		{"convert u32 %7", ir.Span{Least: 7, Most: 7}, false},
		{"convert int %x", ir.Span{Least: least, Most: most}, false},
		{"bound %n, 4", ir.Span{Most: 3}, true},
		{"bound %3, 4", ir.Span{Least: 3, Most: 3}, false},
		{"select int %b, %m, %7", ir.Span{Least: -5, Most: 7}, false},
		{"hi %x", ir.Span{Most: 1<<32 - 1}, false},
	}
	for _, test := range tests {
		p, err := ir.Parse(head + " %v = " + test.value + "\n}")
		if err != nil {
			t.Errorf("%s: %v", test.value, err)
			continue
		}
		if err := ir.Check(p); err != nil {
			t.Errorf("%s: %v", test.value, err)
		}
		values := body(p)
		v := values[len(values)-1]
		if got := ir.SpanOf(v); got != test.want {
			t.Errorf("%s is within %v, want %v", test.value, got, test.want)
		}
		if got := len(v.Stops()) > 0; got != test.stops {
			t.Errorf("%s can stop: %v, want %v", test.value, got, test.stops)
		}
	}
}

// TestSpanTakesBoundedTime asks for the span of a value that each of forty
// values before it doubles.
func TestSpanTakesBoundedTime(t *testing.T) {
	v := ir.ConstInt(1)
	for range 40 {
		v = &ir.Value{Op: ir.And, Type: ir.TInt, Args: []*ir.Value{v, v}}
	}
	if got := ir.SpanOf(v).Least; got != -1<<31 {
		t.Errorf("the least is %d, want that of int: too deep to know more", got)
	}
}
