package kernel_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
)

// A rollout of a toy environment: a walk along a line, with two rewards of which
// the second adds up one by one how far the walker is, and has not the fuel to do
// so far out.
const (
	walkText = `package env

import "math"

type State struct{ X, V float64 }

func (s State) Far() float64 { return math.Abs(s.X) }

func Step(s *State, push float64) {
	s.V += 0.5 * push
	s.X += s.V
}
`
	plainText = `package c0

import "env"

func Reward(s env.State, push float64) map[string]float64 {
	terms := map[string]float64{}
	terms["far"] = s.Far()
	if push > 1 {
		terms["cost"] = push
	}
	return terms
}
`
	countingText = `package c1

import "env"

type Memory struct{ Steps int }

func Reward(s env.State, push float64, m *Memory) map[string]float64 {
	m.Steps++
	far, count := s.Far(), 0.0
	for i := 0; float64(i) < far; i++ {
		count++
	}
	return map[string]float64{"count": count + float64(m.Steps)*100}
}
`
	rolloutText = `package rollout

import (
	"env"
	"unit/c0"
	"unit/c1"

	"github.com/rewardsmith/rewardsmith/internal/kernel/device"
)

// out are the slices of one walker.
type out struct {
	rewards []float32
	stops   []uint32
	state   [][4]float32
}

func Walk(i, steps, fuel, which uint32, pushes []float32, rewards []float32, stops []uint32, state [][4]float32) {
	o := out{rewards[i*steps:], stops[i:], state[i:]}
	s := env.State{X: float64(o.state[0][0]), V: float64(o.state[0][1])}
	m := c1.Memory{Steps: int(o.state[0][2])}
	o.stops[0] = 0
	for t := range steps {
		push := float64(pushes[i])
		device.Refuel(fuel)
		env.Step(&s, push)
		var r float32
		switch which {
		case 0:
			r = first(s, push)
		default:
			terms := c1.Reward(s, push, &m)
			r = float32(terms["count"])
		}
		o.rewards[t] = r
		if device.Stopped() != 0 {
			o.stops[0] = 100 * (t + 1)
			break
		}
	}
	o.stops[0] += device.Stopped()
	o.state[0] = [4]float32{float32(s.X), float32(s.V), float32(m.Steps), -1}
}

func first(s env.State, push float64) float32 {
	sum := 0.0
	for _, v := range c0.Reward(s, push) {
		sum += v
	}
	return float32(sum)
}
`
)

func walkUnit(reward1 string) kernel.Unit {
	file := func(path, text string, free bool) kernel.Package {
		return kernel.Package{Path: path, Free: free, Files: []kernel.File{{Name: path + ".go", Text: text}}}
	}
	return kernel.Unit{
		Packages: []kernel.Package{file("env", walkText, false), file("unit/c0", plainText, false), file("unit/c1", reward1, false), file("rollout", rolloutText, true)},
		Entries:  []kernel.Entry{{Package: "rollout", Func: "Walk", Name: "Walk", Grid: true}},
	}
}

// library has no packages but math.
var library = sync.OnceValues(func() (*kernel.Library, error) { return kernel.NewLibrary() })

func walkPrograms(t *testing.T, u kernel.Unit) map[string]*ir.Program {
	t.Helper()
	l, err := library()
	if err != nil {
		t.Fatal(err)
	}
	lowered, err := l.Lower(u)
	if err != nil {
		t.Fatal(err)
	}
	narrow, err := l.Narrow(u)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*ir.Program{"lowered": lowered, "narrow": narrow}
	for name, p := range all {
		if err := ir.Check(p); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, p)
		}
	}
	return all
}

// walk runs four walkers that push with 0, 1, 2 and 30 for three steps.
func walk(t *testing.T, p *ir.Program, which, fuel uint32) (rewards []float32, stops []uint32, state []float32, ran *interp.Ran) {
	t.Helper()
	f32 := func(x ...float32) (words []uint32) {
		for _, v := range x {
			words = append(words, math.Float32bits(v))
		}
		return words
	}
	back := func(words []uint32) (x []float32) {
		for _, w := range words {
			x = append(x, math.Float32frombits(w))
		}
		return x
	}
	l := interp.Launch{
		End: 4, Args: []uint32{3, fuel, which},
		Buffers: [][]uint32{f32(0, 1, 2, 30), f32(make([]float32, 12)...), {9, 9, 9, 9}, f32(make([]float32, 16)...)},
	}
	ran, err := interp.Grid(p.Entry("Walk"), l)
	if err != nil {
		t.Fatal(err)
	}
	return back(l.Buffers[1]), l.Buffers[2], back(l.Buffers[3]), ran
}

// TestRollout runs the rewards side by side.
func TestRollout(t *testing.T) {
	for name, p := range walkPrograms(t, walkUnit(countingText)) {
		rewards, stops, state, ran := walk(t, p, 0, 20)
		// X after t steps is push/2 * t(t+1)/2; pushes above 1 cost themselves.
		want := []float32{0, 0, 0, 0.5, 1.5, 3, 1 + 2, 3 + 2, 6 + 2, 15 + 30, 45 + 30, 90 + 30}
		if !slices.Equal(rewards, want) || !slices.Equal(stops, []uint32{0, 0, 0, 0}) || len(ran.Sites) != 1 {
			t.Errorf("%s: rewards %v, want %v; stops %v, %v", name, rewards, want, stops, ran.Sites)
		}
		if want := []float32{90, 45, 0, -1}; !slices.Equal(state[12:], want) {
			t.Errorf("%s: the last walker is left at %v, want %v", name, state[12:], want)
		}

		rewards, stops, state, ran = walk(t, p, 1, 25)
		if want := []float32{100, 200, 300, 101, 202, 303, 101, 203, 306}; !slices.Equal(rewards[:9], want) || rewards[9] != 115 {
			t.Errorf("%s: rewards %v, want %v and 115", name, rewards, want)
		}
		if !slices.Equal(stops, []uint32{0, 0, 0, 201}) || len(ran.Sites) != 2 {
			t.Fatalf("%s: stops %v, %v", name, stops, ran.Sites)
		}
		if s := ran.Sites[1]; s.Kind != ir.OutOfFuel || s.Pos.File != "unit/c1.go" || s.Pos.Line != 10 {
			t.Errorf("%s: the last walker stopped for %v", name, s)
		}
		if state[15] != -1 || state[11] != -1 || state[10] != 3 {
			t.Errorf("%s: walkers are left at %v", name, state)
		}
	}
}

// TestRolloutGoesOn holds that the free code behind a reward runs whatever the
// reward does.
func TestRolloutGoesOn(t *testing.T) {
	const head = "package c1\n\nimport \"env\"\n\ntype Memory struct{ Steps int }\n\nfunc Reward(s env.State, push float64, m *Memory) map[string]float64 {\n"
	tests := []struct{ body, want string }{
		{"for {\n}\n}", "unit/c1.go:8:1: out of fuel"},
		{"for {\nm.Steps++\n}\n}", "unit/c1.go:8:1: out of fuel"},
		{"v := [3]float64{1, 2, 3}\nfor i := range 4 {\n m.Steps += int(v[i])\n}\nreturn map[string]float64{\"count\": v[m.Steps]}\n}", "unit/c1.go:10:17: index out of range"},
		{"return map[string]float64{\"count\": float64(7 / m.Steps)}\n}", "unit/c1.go:8:46: integer division by zero"},
		{"v := [1]float64{}\nreturn map[string]float64{\"count\": v[int(push)+7]}\n}", "index out of range"},
		{"if m.Steps == 0 {\nfor {\n}\n}\nreturn nil\n}", "unit/c1.go:9:1: out of fuel"},
		{"return deep(m)\n}\n\nfunc deep(m *Memory) map[string]float64 {\nm.Steps = loop(m.Steps)\nreturn map[string]float64{}\n}\n\nfunc loop(n int) int {\nfor {\nn++\n}\n}", "unit/c1.go:17:1: out of fuel"},
	}
	for _, test := range tests {
		for name, p := range walkPrograms(t, walkUnit(head+test.body)) {
			_, stops, state, ran := walk(t, p, 1, 25)
			if !slices.Equal(stops, []uint32{101, 101, 101, 101}) {
				t.Errorf("%s: %q: stops %v, %v", name, test.body, stops, ran.Sites)
			}
			if got := fmt.Sprint(&ran.Sites[len(ran.Sites)-1]); !strings.Contains(got, test.want) {
				t.Errorf("%s: %q: stopped for %s, want %s", name, test.body, got, test.want)
			}
			for i := 3; i < 16; i += 4 {
				if state[i] != -1 {
					t.Errorf("%s: %q: walkers are left at %v", name, test.body, state)
				}
			}
		}
	}
}

// TestRolloutRules holds that what a free package calls is held to the rules, and
// that those of a unit may not import what a device has.
func TestRolloutRules(t *testing.T) {
	tests := []struct{ change, to, want string }{
		{"far, count := s.Far(), 0.0", "far, count := s.Far(), 0.0\n\tvar wide int64\n\t_ = wide", "unit/c1.go:10:11: the type int64 is not allowed"},
		{`import "env"`, "import (\n\t\"env\"\n\t_ \"github.com/rewardsmith/rewardsmith/internal/kernel/device\"\n)", "is not available"},
	}
	l, err := library()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		_, err := l.Narrow(walkUnit(strings.Replace(countingText, test.change, test.to, 1)))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: %v, want %q", test.to, err, test.want)
		}
	}
}
