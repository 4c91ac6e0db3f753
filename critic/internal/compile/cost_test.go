package compile

import (
	"errors"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel"
)

// TestCost refuses loops of which an iteration, and functions of which a call,
// copies far more than others, and says where they are.
func TestCost(t *testing.T) {
	const copies = "x, y = y, x\n\t\tx[int(next)%4000] += next\n"
	source := func(decls, body string) string {
		return "package reward\n\n" + decls + "\n\nfunc Reward(s, a, next float64) (float64, map[string]float64) {\n\tvar x, y [4000]float64\n\tx[int(next)%4000] = 1\n" +
			body + "\tr := x[3] + y[int(s)%4000]\n\treturn r, map[string]float64{\"r\": r}\n}\n"
	}
	tests := []struct {
		name, source string
		line         int // of the refusal, 0 for none
	}{
		{"once", source("", strings.Repeat(copies, 20)), 0},
		{"a small loop", source("", "for i := 0; i < int(a); i++ {\n\t\tx[i%4000]++\n\t}\n"), 0},
		{"a large loop", source("", "for i := 0; i < int(a); i++ {\n"+strings.Repeat(copies, 20)+"}\n"), 8},
	}
	for _, tt := range tests {
		p, err := Reward(nil, tt.source, false)
		var refused *kernel.RefusedError
		switch {
		case tt.line == 0 && err != nil:
			t.Errorf("%s: %v", tt.name, err)
		case tt.line == 0 && (p.Cost.Unit > 100 || p.Cost.Fixed < 10):
			t.Errorf("%s: cost %+v", tt.name, p.Cost)
		case tt.line > 0 && (!errors.As(err, &refused) || refused.Diagnostics[0].Reason != "too-large" || refused.Diagnostics[0].Pos.Line != tt.line):
			t.Errorf("%s: error %v, want it refused in line %d", tt.name, err, tt.line)
		}
	}
}
