package rollout

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// TestRolloutAgrees holds the first rollout of a training to that of ppo.Learner:
// what it observes, how it acts and is rewarded, and what its networks say. The
// policy is normalised anew before every step, as then.
func TestRolloutAgrees(t *testing.T) {
	for _, e := range environments(t) {
		name := e.Spec().Name
		t.Run(name, func(t *testing.T) {
			slow(t, name == "pendulum")
			r := learned(t, brief(t, name, 7))
			for at := range r.settings.Horizon {
				r.normalise(at)
				r.step(t, at)
			}
			for at := range r.settings.Horizon {
				for n := range r.settings.Envs {
					r.transitionAgrees(t, at, n)
				}
			}
		})
	}
}

// rolling is a device that acts, and what ppo.Learner did.
type rolling struct {
	*device
	env         envs.Env
	settings    ppo.Settings
	actor       *nn.Network
	transitions *envs.Transitions
	total       []float64
	want        *simulation
	count       float64   // of observations that moments have taken in
	mean, m2    []float64 // as ppo.moments
	normalised  [][]float32
	last        [][]float32 // normalised observations of the true successors
	values      func(observations []float32) []float32
}

// rolloutSettings are those of a training, as far as collecting needs them.
var rolloutSettings = ppo.Settings{
	Envs: 3, Horizon: 16, Epochs: 1, Minibatch: 8, LearningRate: 1e-3, Gamma: 0.99, Lambda: 0.95, Clip: 0.2,
	MaxGradNorm: 1, LogStd: -0.3, Hidden: []int{8, 5}, Steps: 1,
}

// learned has ppo collect a rollout, and a device reset for the same.
func learned(t *testing.T, env envs.Env) *rolling {
	t.Helper()
	s, spec := rolloutSettings, env.Spec()
	human, err := env.Reward(envs.RewardHuman)
	if err != nil {
		t.Fatal(err)
	}
	defer human.Close()
	learner, err := ppo.NewLearner(s, ppo.Config{Env: env, Params: spread(spec), Rewarder: human, Seed: playSeed, Kernels: nn.GoKernels(), Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer learner.Close()
	if err := learner.Advance(t.Context()); err != nil {
		t.Fatal(err)
	}
	r := &rolling{env: env, settings: s, mean: make([]float64, len(spec.Observation)), m2: make([]float64, len(spec.Observation))}
	r.transitions, r.total, _ = learner.Rollout()
	r.want = simulate(t, env, Sizes{Instances: s.Envs, Horizon: s.Horizon}, rows(r.transitions))

	p, err := New(Config{Spec: spec, Params: spread(spec), Hidden: s.Hidden, Rewards: own})
	if err != nil {
		t.Fatal(err)
	}
	r.device = newDevice(t, p, Sizes{Jobs: 1, Instances: s.Envs, Horizon: s.Horizon})
	r.job(0, 1, playSeed)
	var critic *nn.Network
	r.actor, critic = r.networks(t, 0, spec, playSeed)
	predictor := nn.NewPredictor(critic)
	r.values = func(observations []float32) []float32 {
		out := make([]float32, len(observations)/len(spec.Observation))
		predictor.Predict(out, observations)
		return out
	}
	r.run(t, EntryReset, []uint32{0}, nil)
	r.healthy(t)
	return r
}

// rows are the actions of a batch, [T][N][A].
func rows(b *envs.Transitions) []float64 {
	var all []float64
	for i := range b.Len() {
		all = append(all, envs.Row(b.Action, i)...)
	}
	return all
}

// networks gives a job the networks with which a training begins.
func (d *device) networks(t testing.TB, j int, spec *envs.Spec, seed uint64) (actor, critic *nn.Network) {
	t.Helper()
	s := rolloutSettings
	actor, critic, err := ppo.NewNetworks(spec, &s, nn.GoKernels(), seed)
	if err != nil {
		t.Fatal(err)
	}
	shape := d.program.Shape
	for net, params := range [][]float32{shape.Pack(actor.Params(), shape.Outputs), shape.Pack(critic.Params(), 1)} {
		for i, v := range params {
			d.set("params", (2*j+net)*shape.Words()+i, float64(v))
		}
	}
	return actor, critic
}

// normalise takes the observations before time at into the moments, and these over
// into the normaliser.
func (r *rolling) normalise(at int) {
	o := len(r.mean)
	seen := r.want.seen[at]
	for i, x := range seen {
		f := i % o
		if f == 0 {
			r.count++
		}
		d := float64(x) - r.mean[f]
		r.mean[f] += d / r.count
		r.m2[f] += d * (float64(x) - r.mean[f])
	}
	scale := make([]float64, o)
	for f := range o {
		if scale[f] = 1 / math.Sqrt(r.m2[f]/r.count); math.IsInf(scale[f], 0) {
			scale[f] = 1
		}
		r.set("normaliser", f, r.mean[f])
		r.set("normaliser", pad(o)+f, scale[f])
	}
	apply := func(raw []float32) []float32 {
		out := make([]float32, len(raw))
		for i, x := range raw {
			out[i] = float32(min(max((float64(x)-r.mean[i%o])*scale[i%o], -10), 10))
		}
		return out
	}
	r.normalised, r.last = append(r.normalised, apply(seen)), append(r.last, apply(r.want.after[at]))
}

// step takes one step, and holds the moments to what follows it.
func (r *rolling) step(t *testing.T, at int) {
	t.Helper()
	restart := uint32(RestartMoments)
	if at == 0 {
		restart |= RestartTotals
	}
	r.run(t, EntryRollout, []uint32{0}, map[string]uint32{"from": uint32(at), "steps": 1, "restart": restart})
	r.healthy(t)
	if at+1 == len(r.want.seen) {
		return
	}
	s, o, within := r.program.Statistics(), len(r.mean), agreementOf(r.env.Spec().Name).State
	for n := range r.settings.Envs {
		words := r.column("statistics", n)
		for f := range o {
			d := float64(r.want.seen[at+1][n*o+f]) - float64(float32(r.mean[f]))
			scale := 1 + math.Abs(r.mean[f])
			near(t, fmt.Sprintf("time %d: deviation of observation %d", at, f), float(words[s.Deviations+f])/scale, d/scale, within)
			near(t, fmt.Sprintf("time %d: its square", at), float(words[s.Squares+f])/scale/scale, d*d/scale/scale, within)
		}
	}
}

func (r *rolling) transitionAgrees(t *testing.T, at, n int) {
	t.Helper()
	spec, i, o := r.env.Spec(), at*r.settings.Envs+n, len(r.mean)
	within := 10 * agreementOf(spec.Name).State
	place := fmt.Sprintf("instance %d, time %d: ", n, at)
	for f := range pad(o) {
		want := 0.0
		if f < o {
			want = float64(r.normalised[at][n*o+f])
		}
		near(t, place+"normalised observation", r.float("obs", i*pad(o)+f), want, within)
	}
	outputs := make([]float32, r.program.Shape.Outputs)
	nn.NewPredictor(r.actor).Predict(outputs, r.normalised[at][n*o:][:o])
	raw := make([]float64, r.program.RawWidth())
	for f := range raw {
		raw[f] = r.float("raw", i*len(raw)+f)
	}
	r.actsAs(t, place, raw, i, within)
	near(t, place+"log probability", r.float("logProbs", i), logProb(spec, raw, outputs, r.actor.Free()), 1e-4)
	near(t, place+"reward", r.float("rewards", i), r.total[i], agreementOf(spec.Name).Reward)
	flags := r.want.flags(i) & (Terminated | Truncated)
	if got := r.buffers["flags"][i]; got != flags {
		t.Fatalf("%sflags %04b, want %04b", place, got, flags)
	}
	near(t, place+"value", r.float("values", i), float64(r.values(r.normalised[at][n*o:][:o])[0]), within)
	next := r.values(r.last[at][n*o:][:o])[0]
	if at+1 < r.settings.Horizon && flags&Truncated == 0 {
		next = r.values(r.normalised[at+1][n*o:][:o])[0]
	}
	near(t, place+"next value", r.float("nextValues", i), float64(next), within)
}

// actsAs compares a raw action with the physical one of the learner.
func (r *rolling) actsAs(t *testing.T, place string, raw []float64, i int, within float64) {
	t.Helper()
	spec, want := r.env.Spec(), envs.Row(r.transitions.Action, i)
	for f, field := range spec.Action {
		if spec.Choices > 0 {
			near(t, place+field.Name, spec.ChoiceActions[int(raw[0])][f], want[f], 0)
			continue
		}
		got := field.Applied((field.Lo+field.Hi)/2 + (field.Hi-field.Lo)/2*raw[f])
		near(t, place+field.Name, got, want[f], within)
	}
}

// logProb is that of a raw action, by the formulas of package ppo.
func logProb(spec *envs.Spec, raw []float64, out, free []float32) float64 {
	if spec.Choices > 0 {
		top, sum := float64(slices.Max(out)), 0.0
		for _, v := range out {
			sum += math.Exp(float64(v) - top)
		}
		return float64(out[int(raw[0])]) - top - math.Log(sum)
	}
	p := 0.0
	for f, mean := range out {
		z := (raw[f] - float64(mean)) / math.Exp(float64(free[f]))
		p -= z*z/2 + float64(free[f]) + math.Log(2*math.Pi)/2
	}
	return p
}
