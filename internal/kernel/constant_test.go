package kernel_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel"
)

// TestConstantsBeyondFloat32 refuses for a device, at its place, what compiles for the
// processor.
func TestConstantsBeyondFloat32(t *testing.T) {
	for _, tt := range []struct {
		name, decls, body string
		places            []string // of refusals
		remarks           int
	}{
		{"within", "", "return x*1e38 + 1e-37", nil, 0},
		{"large", "", "y := x\n\treturn y * 1e300", []string{"x.go:8"}, 0},
		{"negative", "", "return -1e39 * x", []string{"x.go:7"}, 0},
		{"a variable", "", "y := 1e300\n\tz := y\n\treturn x * z", []string{"x.go:7"}, 0},
		{"a named constant", "const huge = 1e300", "return x * huge", []string{"x.go:7"}, 0},
		{"known to be small", "const huge = 1e300", "return x * (huge / 1e299)", nil, 0},
		{"a table", "var table = [2]float64{1, 1e300}", "return table[int(x)&1]", []string{"x.go:7"}, 0},
		{"in a function", "func twice(x float64) float64 { return 2e300 * x }", "return twice(x) + twice(2*x)", []string{"x.go:5"}, 0},
		{"twice", "", "return x*1e300 +\n\t\tx*1e301", []string{"x.go:7", "x.go:8"}, 0},
		{"infinite", "", "return math.Min(x, math.Inf(1))", nil, 0},
		{"mathematics", "", "return math.Sin(x) + math.Exp(x) + math.Log(x) + math.Pow(x, x) + math.Tan(x) + math.Cbrt(x) + math.Hypot(x, 1)", nil, 0},
		{"the largest number", "", "return math.Min(x, math.MaxFloat64)", nil, 1},
		{"next to zero", "", "return x / (1e-300 + x*x)", nil, 1},
		{"subnormal", "", "return x * 1e-40", nil, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := "package x\n\nimport \"math\"\n\n" + tt.decls + "\nfunc F(x float64) float64 {\n\t" + tt.body + "\n}\n\nvar _ = math.Pi\n"
			u := kernel.Unit{
				Packages: []kernel.Package{{Path: "x", Files: []kernel.File{{Name: "x.go", Text: text}}}},
				Entries:  []kernel.Entry{{Package: "x", Func: "F", Name: "F"}},
			}
			l, err := kernel.NewLibrary()
			if err != nil {
				t.Fatal(err)
			}
			lowered, err := l.Lower(u)
			if err != nil {
				t.Fatal(err)
			}
			_, err = l.Narrow(u)
			var places []string
			if refused := (*kernel.RefusedError)(nil); errors.As(err, &refused) {
				for _, d := range refused.Diagnostics {
					at, _, _ := strings.Cut(d.Pos.String()[len("x.go:"):], ":")
					places = append(places, "x.go:"+at)
				}
			} else if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(places, tt.places) {
				t.Errorf("refused at %v, want %v", places, tt.places)
			}
			_, remarks := kernel.ForDevice(lowered)
			if len(remarks) != tt.remarks {
				t.Errorf("remarks %v, want %d", remarks, tt.remarks)
			}
			for _, d := range remarks {
				if d.Pos.Line != 7 || d.Suggestion == "" {
					t.Errorf("%v: want line 7", d)
				}
			}
		})
	}
}
