package narrow_test

import (
	"cmp"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/envs/folder"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/narrow"
	"github.com/rewardsmith/rewardsmith/internal/kernel/pass"
)

// both is a program and its narrow form, optimised.
type both struct{ wide, narrow *ir.Program }

func compile(t *testing.T, u kernel.Unit) both {
	t.Helper()
	lib, err := envs.Library()
	if err != nil {
		t.Fatal(err)
	}
	p, err := lib.Lower(u)
	if err != nil {
		t.Fatal(err)
	}
	m, err := narrow.NewMath()
	if err != nil {
		t.Fatal(err)
	}
	n, err := m.Program(p)
	if err != nil {
		t.Fatal(err)
	}
	if err := ir.Check(n); err != nil {
		t.Fatal(err)
	}
	b := both{pass.Optimise(p), pass.Optimise(n)}
	if err := ir.Check(b.narrow); err != nil {
		t.Fatal(err)
	}
	return b
}

func run(t *testing.T, p *ir.Program, entry string, in []float64) []float64 {
	t.Helper()
	out, fault := interp.Row(p.Entry(entry), in, 1e6)
	if fault != nil {
		t.Fatalf("%s(%v): %v", entry, in, fault)
	}
	return out
}

// horizon is how many steps the trajectories of both forms are compared, and
// tolerance how far they may be apart, relative to 1 and the value.
const (
	horizon   = 50
	tolerance = 2e-5
)

// tolerances are those of environments that magnify differences: in a queue each
// driver reacts to the gap in front, a small difference of long distances, and
// contacts are stiff.
var tolerances = map[string]float64{"highway": 1e-4, "gripper": 5e-5}

// TestTrajectories runs each environment from some resets in both forms, each on
// from its own states, with the same actions and random numbers.
func TestTrajectories(t *testing.T) {
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, env := range all {
		spec := env.Spec()
		t.Run(spec.Name, func(t *testing.T) {
			b, worst := compile(t, folder.Unit(spec)), 0.0
			episodes := uint32(8)
			if testing.Short() {
				episodes = 2
			}
			for episode := range episodes {
				worst = max(worst, trajectory(t, spec, b, episode))
			}
			t.Logf("apart by %.2g at most", worst)
			if limit := cmp.Or(tolerances[spec.Name], tolerance); worst > limit {
				t.Errorf("apart by %g, want at most %g", worst, limit)
			}
		})
	}
}

// trajectory returns how far the two forms are apart at most in an episode.
func trajectory(t *testing.T, spec *envs.Spec, b both, episode uint32) (worst float64) {
	compare := func(what string, wide, narrow []float64) {
		for i := range wide {
			d := math.Abs(wide[i]-narrow[i]) / (1 + math.Abs(wide[i]))
			if !(d <= 1) {
				t.Fatalf("%s: leaf %d is %v, and %v narrow", what, i, wide[i], narrow[i])
			}
			worst = max(worst, d)
		}
	}
	r := rand.New(rand.NewPCG(7, uint64(episode)))
	seed := []float64{12345, 678, 9, float64(episode)}
	var params []float64
	for _, f := range spec.Params {
		params = append(params, f.Default)
	}
	n := len(spec.State)
	wide := run(t, b.wide, "reset", append(params, seed...))
	narrow := run(t, b.narrow, "reset", append(params, seed...))
	compare("reset", wide, narrow)
	for step := range horizon {
		var action []float64
		for _, f := range spec.Action {
			action = append(action, float64(float32(f.Lo+(f.Hi-f.Lo)*r.Float64())))
		}
		next := func(p *ir.Program, state []float64) []float64 {
			in := append(append(append([]float64{}, state[:n]...), action...), append(seed, float64(step))...)
			return run(t, p, "step", in)
		}
		wideNext, narrowNext := next(b.wide, wide), next(b.narrow, narrow)
		compare("step", wideNext, narrowNext)
		for _, task := range []string{"score", "sparse", "human", "success"} {
			if b.wide.Entry(task) == nil {
				continue
			}
			value := func(p *ir.Program, state, next []float64) []float64 {
				return run(t, p, task, append(append(append([]float64{}, state[:n]...), action...), next[:n]...))
			}
			compare(task, value(b.wide, wide, wideNext), value(b.narrow, narrow, narrowNext))
		}
		if wideNext[n] != 0 {
			return worst
		}
		wide, narrow = wideNext, narrowNext
	}
	return worst
}

const numbers = `package numbers

import "github.com/rewardsmith/rewardsmith/envs/rng"

func Exact(low, high, instance, episode, step uint32) (u [9]uint32, uniform [5]float64, whole [3]int) {
	s := rng.At(low, high, 1, instance, episode, step)
	for i := range u {
		u[i] = s.Uint32()
	}
	for i := range uniform {
		uniform[i] = s.Float64()
	}
	for i := range whole {
		whole[i] = s.Intn(1000 + i)
	}
	return
}

func Normal(low, high, instance, episode, step uint32) float64 {
	s := rng.At(low, high, 1, instance, episode, step)
	return s.Normal()
}
`

// TestRandomNumbers holds random numbers to be the same in both forms, bit by bit,
// and normal ones, which are computed, to be near.
func TestRandomNumbers(t *testing.T) {
	b := compile(t, kernel.Unit{
		Packages: []kernel.Package{{Path: "numbers", Files: []kernel.File{{Name: "numbers.go", Text: numbers}}}},
		Entries:  []kernel.Entry{{Package: "numbers", Func: "Exact", Name: "exact"}, {Package: "numbers", Func: "Normal", Name: "normal"}},
	})
	r := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		var in []float64
		for range 5 {
			in = append(in, float64(r.Uint32()))
		}
		want, got := run(t, b.wide, "exact", in), run(t, b.narrow, "exact", in)
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%v: number %d is %v, want %v", in, i, got[i], want[i])
			}
		}
		wide, narrow := run(t, b.wide, "normal", in)[0], run(t, b.narrow, "normal", in)[0]
		if math.Abs(wide-narrow) > 2e-6 {
			t.Errorf("%v: normal number %v, want about %v", in, narrow, wide)
		}
	}
}
