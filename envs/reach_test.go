package envs

import (
	"strings"
	"testing"
)

// thing returns the view of the thing with changes to its env.go, pairs of what
// is there and what comes instead.
func thing(t *testing.T, changes ...string) (View, error) {
	t.Helper()
	text := thingEnv
	for i := 0; i < len(changes); i += 2 {
		if !strings.Contains(text, changes[i]) {
			t.Fatalf("the thing has no %q", changes[i])
		}
		text = strings.Replace(text, changes[i], changes[i+1], 1)
	}
	return (&Spec{Name: "thing", Source: Source{Env: text, Task: thingTask}}).View(ShowState)
}

// TestReachGoesByMeaning uses names of hidden functions for other things.
func TestReachGoesByMeaning(t *testing.T) {
	for _, c := range []struct {
		reason       string
		changes      []string
		wanted, kept []string // in the package, and not in it
	}{
		{
			"a field and a local named Step",
			[]string{"type pose struct{ At geom.Vec2 }", "type pose struct { At geom.Vec2; Step float64 }",
				"return wrap(math.Atan2", "Step := s.P.Step; return Step * wrap(math.Atan2"},
			[]string{"Step := s.P.Step"}, []string{"func Step", "rng", "integrate"},
		},
		{
			"a field named Params in a signature",
			[]string{"func wrap(", "func Mix(s State, o struct{ Params float64 }) float64 { return o.Params }\n\nfunc wrap("},
			[]string{"func Mix("}, []string{"type Params"},
		},
		{
			"an unexported method that is needed",
			[]string{"return s.P.At.Norm() }", "return s.P.size() }\n\nfunc (p pose) size() float64 { return p.At.Norm() }\n\nfunc (s State) advanced(r *rng.Source) State { return Step(s, Action{}, r) }"},
			[]string{"func (p pose) size()"}, []string{"advanced", "rng"},
		},
		{
			"an import under another name",
			[]string{`"github.com/rewardsmith/rewardsmith/envs/geom"`, `shapes "github.com/rewardsmith/rewardsmith/envs/geom"`, "geom.Vec2", "shapes.Vec2"},
			[]string{`import shapes "geom"`, "At shapes.Vec2"}, nil,
		},
		{
			"a group of types",
			[]string{"type pose struct{ At geom.Vec2 }", "type (\n\t// A pose is a place.\n\tpose struct{ At geom.Vec2 } // in m\n\n\tsecret struct{ P Params }\n)"},
			[]string{"type (\n\t// A pose is a place.\n\tpose struct{ At geom.Vec2 } // in m\n)\n"}, []string{"secret", "Params"},
		},
		{
			"a constant of another package",
			[]string{"// Params vary.", "const stream = rng.StreamReset\n\n// Params vary."},
			[]string{"limit"}, []string{"stream", "rng"},
		},
		{
			"a generic function",
			[]string{"func wrap(x float64) float64 { return x }", "func wrap(x float64) float64 { return same(x) }\n\nfunc same[T any](x T) T { return x }"},
			[]string{"func same[T any]"}, nil,
		},
	} {
		v, err := thing(t, c.changes...)
		if err != nil {
			t.Errorf("%s: %v", c.reason, err)
			continue
		}
		for _, want := range c.wanted {
			if !strings.Contains(v.Package, want) {
				t.Errorf("%s: the package lacks %q:\n%s", c.reason, want, v.Package)
			}
		}
		for _, word := range c.kept {
			if strings.Contains(v.Package, word) {
				t.Errorf("%s: rewards can reach %q:\n%s", c.reason, word, v.Package)
			}
		}
	}
}

func TestViewRefuses(t *testing.T) {
	for _, c := range []struct {
		reason  string
		changes []string
		want    string
	}{
		{"a helper that steps", []string{"return wrap(math", "s = Step(s, Action{}, nil); return wrap(math"}, "env.go: Angle uses Step: Step is hidden from rewards"},
		{"one that does so by another", []string{"float64 { return x }", "float64 { return Choose(0).F }\n\nfunc Choose(i int) Action { return Action{} }"}, "wrap uses Choose: Choose is hidden"},
		{"one that draws", []string{"float64 { return x }", "float64 { var r rng.Source; return r.Float64() }"}, "Angle uses wrap: wrap needs package rng"},
		{"an exported one that draws", []string{"return s.P.At.Norm()", "var r rng.Source; return r.Float64()"}, "Reach needs package rng"},
		{"a name of task.go", []string{"float64 { return x }", "float64 { return x * weight }"}, "undefined: weight"},
		{"another package", []string{`"math"`, `"math"; "os"`}, "package os cannot be imported here; there are geom, math, metric, rng"},
		{"an import without a name", []string{`"math"`, `. "math"`}, "import it by name"},
	} {
		if _, err := thing(t, c.changes...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.reason, err, c.want)
		}
	}
}

// TestRewardSourceGoesByMeaning writes rewards that use names in ways that text
// alone does not tell apart.
func TestRewardSourceGoesByMeaning(t *testing.T) {
	for _, c := range []struct {
		reason, task string
		want         []string
	}{
		{
			"a type with methods",
			`package thing

type meter struct{ State; rate float64 }

func (m meter) cost(a Action) float64 { return m.rate * a.F * m.Reach() }

func (m meter) unused() float64 { return 0 }

func HumanReward(s State, a Action, next State) (float64, map[string]float64) {
	v := meter{State: next, rate: 2}.cost(a)
	return v, map[string]float64{"v": v}
}
`,
			[]string{"type meter struct{ env.State; rate float64 }", "func (m meter) cost(a env.Action) float64 { return m.rate", "meter{State: next, rate: 2}"},
		},
		{
			"a function that calls itself",
			`package thing

func HumanReward(s State, a Action, next State) (float64, map[string]float64) {
	if a.F < 0 {
		return HumanReward(s, Action{F: -a.F}, next)
	}
	return a.F, map[string]float64{"f": a.F}
}
`,
			[]string{"return Reward(s, env.Action{F: -a.F}, next)"},
		},
		{
			"a local named env and a helper named Reward",
			`package thing

func Reward(env float64) float64 { return 2 * env }

func HumanReward(s State, a Action, next State) (float64, map[string]float64) {
	env := Reward(Angle(next))
	return env, map[string]float64{"env": env}
}
`,
			[]string{"func Reward2(env2 float64) float64 { return 2 * env2 }", "env2 := Reward2(env.Angle(next))", `map[string]float64{"env": env2}`},
		},
		{
			"an import under another name",
			`package thing

import m "math"

func HumanReward(s State, a Action, next State) (float64, map[string]float64) {
	return m.Abs(a.F), map[string]float64{"f": m.Abs(a.F)}
}
`,
			[]string{"\tm \"math\"\n\t\"env\"\n"},
		},
	} {
		spec := &Spec{Name: "thing", Source: Source{Env: thingEnv, Task: c.task}}
		got, err := spec.RewardSource(RewardHuman)
		if err != nil {
			t.Errorf("%s: %v", c.reason, err)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: the reward lacks %q:\n%s", c.reason, want, got)
			}
		}
		if strings.Contains(got, "unused") {
			t.Errorf("%s: the reward has what it does not use:\n%s", c.reason, got)
		}
	}
}
