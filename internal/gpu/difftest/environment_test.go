package difftest

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/envs/folder"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
)

// regularTolerance is how far numbers of environments and rewards may be apart on
// devices whose arithmetic is not exact.
const regularTolerance = 1e-4

// play are rows for the entries of an environment, from a few steps of some
// episodes with actions by chance.
type play struct {
	resets [][]float64 // parameters and where the random numbers begin
	steps  [][]float64 // state, action, random numbers
	tasks  [][]float64 // state, action, next state
}

// played plays in the interpreter.
func played(t testing.TB, spec *envs.Spec, p *ir.Program, episodes, length int) play {
	t.Helper()
	r := rand.New(rand.NewPCG(4, 4))
	var all play
	run := func(entry string, in []float64) []float64 {
		out, fault := interp.Row(p.Entry(entry), in, 1e6)
		if fault != nil {
			t.Fatal(entry, fault)
		}
		return out
	}
	var params []float64
	for _, f := range spec.Params {
		params = append(params, f.Default)
	}
	for episode := range episodes {
		random := []float64{12345, 678, 9, float64(episode)}
		reset := slices.Concat(params, random)
		all.resets = append(all.resets, reset)
		state := run("reset", reset)[:len(spec.State)]
		for step := range length {
			action := action(r, spec)
			in := slices.Concat(state, action, random, []float64{float64(step)})
			next := run("step", in)[:len(spec.State)]
			all.steps = append(all.steps, in)
			all.tasks = append(all.tasks, slices.Concat(state, action, next))
			state = next
		}
	}
	return all
}

func action(r *rand.Rand, spec *envs.Spec) []float64 {
	if spec.Choices > 0 {
		return spec.ChoiceActions[r.IntN(spec.Choices)]
	}
	var out []float64
	for _, f := range spec.Action {
		out = append(out, float64(float32(f.Lo+(f.Hi-f.Lo)*r.Float64())))
	}
	return out
}

func TestEnvironments(t *testing.T) {
	b := newBench(t)
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	for at, env := range all {
		spec := env.Spec()
		p := b.lower(b.library, folder.Unit(spec))
		rows := played(t, spec, p, 16, 4)
		for i, e := range []struct {
			name string
			rows [][]float64
		}{{"step", rows.steps}, {"human", rows.tasks}, {"reset", rows.resets}, {"score", rows.tasks}, {"sparse", rows.tasks}, {"success", rows.tasks}} {
			if p.Entry(e.name) == nil || testing.Short() && (at+i)%4 != 0 {
				continue
			}
			b.regular(spec.Name+"."+e.name, p, e.name, e.rows, regularTolerance)
		}
	}
	if b.seen.stops > 0 {
		t.Errorf("%v: some rows stop", b.seen)
	}
}
