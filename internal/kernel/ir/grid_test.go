package ir_test

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

func TestPortable(t *testing.T) {
	tests := []struct{ text, want string }{
		{"func f(x f64) {\n}", ""},
		{"func f(i u32) grid() entry F {\n}", "f is a function of a grid, which only a device runs"},
		{"func f() {\n %1 = stopped\n}", ":2:0: f has stopped, which only a device runs"},
		{"func f(x f32) {\n %1 = load x\n %2 = muladd f32 %1, %1, %1\n}", "f has muladd, which only a device runs"},
	}
	for _, test := range tests {
		p, err := ir.Parse(test.text)
		if err != nil {
			t.Fatal(err)
		}
		expect(t, test.text, p.Portable(), test.want)
	}
}
