package check

import (
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic/output"
)

const hintEnv = `package env

// State is all there is.
type State struct {
	X        float64 // cart position [m]
	XDot     float64 // cart velocity [m/s]
	Theta    float64 // pole angle [rad]
	ThetaDot float64 // pole angular velocity [rad/s]
}

type Action struct {
	Force float64 // force on the cart [N]
}

const XLimit = 2.4

func Terminated(next State) bool { return next.X > XLimit }

func secret() float64 { return 1 }
`

// TestHints looks at what models are told about the names they get wrong.
func TestHints(t *testing.T) {
	tests := []struct{ expr, reason, want string }{
		{"next.AngularVelocity", "unknown-field", "State has X, XDot, Theta, ThetaDot; did you mean ThetaDot?"},
		{"next.theta", "unknown-field", "did you mean Theta?"},
		{"next.Thetadot", "unknown-field", "did you mean ThetaDot?"},
		{"next.theta_dot", "unknown-field", "did you mean ThetaDot?"},
		{"next.Position", "unknown-field", "did you mean X?"},
		{"a.Torque", "unknown-field", "Action has Force"},
		{"a.force", "unknown-field", "did you mean Force?"},
		{"env.Limit", "undefined", "package env has Action, State, Terminated, XLimit; did you mean env.XLimit?"},
		{"env.secret()", "undefined", "package env has"},
		{"env.Step(s, a)", "undefined", "rewards cannot step the environment"},
		{"env.Observe(s)", "undefined", "read the fields of s and next"},
		{"XLimit", "undefined", "write env.XLimit"},
		{"math.cos(1)", "undefined-math", "did you mean math.Cos?"},
		{"math.Clamp(1, 2, 3)", "undefined-math", "functions of math begin with a capital letter"},
		{"sqrt(2)", "undefined-math", "write math.Sqrt and import math"},
		{"geom.Vec2{}.X", "undefined", `add: import "geom"`},
		{"clip(1)", "undefined", "declare it first"},
		{"rand.Float64()", "undefined", "the same transition must always give the same reward"},
		{"sort.Float64s(nil)", "undefined", "sort anything else by hand"},
		{"next.Thtea", "unknown-field", "did you mean Theta?"},
		{"float64(1 << int(next.X))", "type-error", "shift a variable of type int"},
		{"next.X * 2 * int(3)", "type-mismatch", "convert numbers with float64(x)"},
		{"env.Terminated(next)", "type-mismatch", "truth values become numbers only with if"},
	}
	for _, tt := range tests {
		t.Run(tt.expr, func(t *testing.T) {
			im, err := NewImports(map[string][]string{"env": {hintEnv}, "geom": {"package geom\ntype Vec2 struct{ X, Y float64 }"}})
			if err != nil {
				t.Fatal(err)
			}
			source := "package reward\n\nimport (\n\t\"env\"\n\t\"math\"\n)\n\nfunc Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n\tvar r float64 = " + tt.expr +
				"\n\treturn r, map[string]float64{\"r\": math.Cos(r)}\n}\n"
			_, found := Source(source, output.Default(), im, func(string) {})
			if len(found) == 0 || found[0].Reason != tt.reason || !strings.Contains(found[0].Suggestion, tt.want) {
				t.Errorf("found %v, want %s with %q", found, tt.reason, tt.want)
			}
			if len(found) > 0 && found[0].Line != 9 {
				t.Errorf("line %d, want 9", found[0].Line)
			}
		})
	}
}

// TestMapRanges separates loops over maps that accumulate from those that do not.
func TestMapRanges(t *testing.T) {
	tests := []struct {
		body string
		ok   bool
	}{
		{"for _, v := range m {\n\t\tr += v\n\t}", true},
		{"for k, v := range m {\n\t\tr -= v * m[k]\n\t}", true},
		{"for k := range m {\n\t\tm[k] *= 2\n\t}", true},
		{"for k, v := range m {\n\t\tm[k] = 2 * v\n\t}", true},
		{"for range m {\n\t\tr++\n\t}", true},
		{"for _, v := range m {\n\t\tif v > 0 {\n\t\t\tr += v\n\t\t} else {\n\t\t\tr -= v\n\t\t}\n\t}", true},
		{"for _, v := range m {\n\t\tw := v * v\n\t\tr += w\n\t}", true},
		{"for _, v := range m {\n\t\tr = v\n\t}", false},
		{"for _, v := range m {\n\t\tr += v\n\t\tbreak\n\t}", false},
		{"for k := range m {\n\t\tm[\"x\"] = m[k]\n\t}", false},
		{"for k := range m {\n\t\tdelete(m, k)\n\t}", false},
		{"for k := range map[int]float64{1: 2} {\n\t\tr += float64(k)\n\t}", false},
	}
	for _, tt := range tests {
		im, err := NewImports(map[string][]string{"env": {hintEnv}})
		if err != nil {
			t.Fatal(err)
		}
		source := "package reward\n\nimport \"env\"\n\nfunc Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n\tr, m := next.X, map[string]float64{\"a\": 1}\n\t" + tt.body + "\n\treturn r, m\n}\n"
		_, found := Source(source, output.Default(), im, func(string) {})
		if tt.ok != (len(found) == 0) || len(found) > 0 && found[0].Reason != "map-range" {
			t.Errorf("%s: found %v, want accepted %v", tt.body, found, tt.ok)
		}
	}
}

// TestMessages looks at whole findings of rewards that miss the contract.
func TestMessages(t *testing.T) {
	const head, result = "package reward\n\nimport \"env\"\n\n", "s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n\treturn next.X, nil\n}\n"
	tests := []struct{ name, source, want string }{
		{"memory by value", head + "type Memory struct{ n int }\n\nfunc Reward(m Memory, " + result, "declare type Memory struct { ... } and func Reward(m *Memory, s env.State"},
		{"two rewards", head + "func Reward(" + result + "\nfunc Reward(" + result, "9:6: Reward redeclared in this block; other declaration of Reward at 5:6; assign with =, or choose another name [typecheck/redeclared]"},
		{"random numbers", "package reward\n\nimport \"math/rand\"\n\nfunc Reward(" + result, `only "math", "env" and "geom" may be imported; remove it: the same transition must always give the same reward`},
	}
	for _, tt := range tests {
		im, err := NewImports(map[string][]string{"env": {hintEnv}})
		if err != nil {
			t.Fatal(err)
		}
		_, found := Source(tt.source, output.Default(), im, func(string) {})
		if len(found) != 1 || !strings.Contains(found[0].String(), tt.want) {
			t.Errorf("%s: found %v, want one with %q", tt.name, found, tt.want)
		}
	}
}
