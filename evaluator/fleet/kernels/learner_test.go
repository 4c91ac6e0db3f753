package kernels

import (
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/envs/pendulum"
	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// apprentice trains one policy as ppo.Learner does, with the entries in place of its
// mathematics: only the environment and the drawing of actions are not on the device.
type apprentice struct {
	*machine
	settings ppo.Settings
	spec     *envs.Spec
	sim      envs.Simulator
	reward   envs.Reward
	seed     uint64
	nets     [2]*nn.Network
	b        *envs.Transitions
	final    []float32 // [T][N][O], normalised, of true successors
	rollouts int
}

func newApprentice(t *testing.T, env envs.Env, s ppo.Settings, seed uint64) *apprentice {
	t.Helper()
	spec := env.Spec()
	a := &apprentice{settings: s, spec: spec, seed: seed, b: envs.NewTransitions(spec, s.Horizon, s.Envs)}
	a.machine = newMachine(t, NewShape(1, spec, &s), NewCoefficients(&s))
	var err error
	if a.sim, err = env.NewSimulator(envs.SimConfig{N: s.Envs, Seed: seed}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.sim.Close() })
	if a.reward, err = env.Reward(envs.RewardHuman); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.reward.Close() })
	if a.nets[0], a.nets[1], err = ppo.NewNetworks(spec, &s, nn.GoKernels(), seed); err != nil {
		t.Fatal(err)
	}
	for net, n := range a.nets {
		a.upload(n.Params(), 0, net)
	}
	a.memory[Seeds][0] = uint32(seed)
	a.final = make([]float32, s.Batch()*len(spec.Observation))
	return a
}

// advance collects one rollout and takes all steps on it.
func (a *apprentice) advance() {
	a.t.Helper()
	for t := range a.settings.Horizon {
		a.act(t)
	}
	a.value()
	terms := make([][]float64, len(a.reward.Terms()))
	for k := range terms {
		terms[k] = make([]float64, a.b.Len())
	}
	total := make([]float64, a.b.Len())
	if err := a.reward.Reward(a.t.Context(), a.b, total, terms); err != nil {
		a.t.Fatal(err)
	}
	for i, x := range total {
		a.floats(Rewards)[i] = float32(x)
		a.memory[Flags][i] = 0
		if a.b.Terminated[i] {
			a.memory[Flags][i] = 1
		} else if a.b.Truncated[i] {
			a.memory[Flags][i] = 2
		}
	}
	a.run(a.plan.Judge(a.rollouts)...)
	a.run(a.plan.Prepare(a.rollouts + 1)...)
	for epoch := range a.plan.Epochs {
		for minibatch := range a.plan.Minibatches() {
			step := (a.rollouts*a.plan.Epochs+epoch)*a.plan.Minibatches() + minibatch + 1
			a.run(a.plan.Step(epoch, minibatch, step, a.settings.Rate(a.rollouts))...)
		}
	}
	a.rollouts++
}

// act takes step t of the rollout.
func (a *apprentice) act(t int) {
	a.t.Helper()
	o, n := a.plan.Observations, a.plan.Instances
	raw := a.sim.Observations()
	a.sum(raw, t)
	if t == 0 || a.rollouts == 0 {
		a.run(a.plan.Renormalise(a.rollouts == 0)...)
		for net := range a.nets {
			copy(a.nets[net].Params(), a.download(Params, 0, net))
		}
	}
	normalised := a.normalise(raw)
	out := make([]float32, n*a.plan.Outputs())
	nn.NewPredictor(a.nets[0]).Predict(out, normalised)
	var physical []float64
	for k := range n {
		at := t*n + k
		copy(a.floats(Obs)[at*a.plan.Width(0):], normalised[k*o:(k+1)*o])
		source := rng.New(a.seed, rng.StreamPolicy, uint32(k), 0, uint32(a.rollouts*a.plan.Horizon+t))
		drawn, mine := a.floats(Raw)[at*a.plan.Raw():][:a.plan.Raw()], out[k*a.plan.Outputs():][:a.plan.Outputs()]
		physical = append(physical, a.draw(drawn, mine, &source)...)
		a.floats(LogProbs)[at] = float32(logProb(drawn, mine, a.nets[0].Free()))
	}
	if err := a.sim.Step(a.t.Context(), physical, a.b, t); err != nil {
		a.t.Fatal(err)
	}
	copy(a.final[t*n*o:], a.normalise(a.sim.FinalObservations()))
}

// sum merges the observations of one step.
func (a *apprentice) sum(raw []float32, t int) {
	o, n := a.plan.Observations, a.plan.Instances
	for i, x := range raw {
		d := x - a.floats(ObsMoments)[i%o]
		a.observed()[i%o*n+i/o], a.observed()[(o+i%o)*n+i/o] = d, d*d
	}
	a.run(a.plan.MergeObservations(statistics, firstColumn, a.rollouts*a.plan.Horizon+t, 1)...)
}

func (a *apprentice) normalise(raw []float32) []float32 {
	z, o := a.floats(Normaliser), a.plan.Observations
	out := make([]float32, len(raw))
	for i, x := range raw {
		out[i] = min(max((x-z[i%o])*z[a.plan.Width(0)+i%o], -10), 10)
	}
	return out
}

// draw samples a raw action and returns the physical one.
func (a *apprentice) draw(raw, out []float32, r *rng.Source) []float64 {
	if a.spec.Choices > 0 {
		u := r.Float64()
		for k := range out {
			raw[0] = float32(k)
			if u -= math.Exp(logProb(raw, out, nil)); u < 0 {
				break
			}
		}
		return a.spec.ChoiceActions[int(raw[0])]
	}
	var physical []float64
	for k, f := range a.spec.Action {
		raw[k] = float32(float64(out[k]) + math.Exp(float64(a.nets[0].Free()[k]))*r.Normal())
		physical = append(physical, (f.Lo+f.Hi)/2+(f.Hi-f.Lo)/2*float64(raw[k]))
	}
	return physical
}

// value sets the values of states and of successors.
func (a *apprentice) value() {
	o, n, critic := a.plan.Observations, a.plan.Instances, nn.NewPredictor(a.nets[1])
	var rows []float32
	for i := range a.b.Len() {
		rows = append(rows, a.floats(Obs)[i*a.plan.Width(0):][:o]...)
	}
	critic.Predict(a.floats(Values), rows)
	critic.Predict(a.floats(NextValues), a.final)
	for i := range a.b.Len() - n {
		if !a.b.Truncated[i] {
			a.floats(NextValues)[i] = a.floats(Values)[i+n]
		}
	}
}

// TestTrainsAsPPO trains side by side with ppo.Learner. Minibatches are whole
// rollouts: the two draw different permutations.
func TestTrainsAsPPO(t *testing.T) {
	for name, make := range map[string]func() (envs.Env, error){"cartpole": cartpole.New, "pendulum": pendulum.New} {
		t.Run(name, func(t *testing.T) {
			env, err := make()
			if err != nil {
				t.Fatal(err)
			}
			s := ppo.Settings{
				Steps: 5 * 160, Envs: 8, Horizon: 20, Epochs: 4, Minibatch: 160, LearningRate: 3e-3, Gamma: 0.98, Lambda: 0.9,
				Clip: 0.2, Entropy: 0.01, MaxGradNorm: 0.5, LogStd: -0.5, Hidden: []int{10, 6},
			}
			reward, err := env.Reward(envs.RewardHuman)
			if err != nil {
				t.Fatal(err)
			}
			defer reward.Close()
			l, err := ppo.NewLearner(s, ppo.Config{Env: env, Rewarder: reward, Seed: 5, Kernels: nn.GoKernels(), Workers: 1})
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			a := newApprentice(t, env, s, 5)
			for !l.Done() {
				if err := l.Advance(t.Context()); err != nil {
					t.Fatal(err)
				}
				a.advance()
				a.compare(l.Policy())
			}
		})
	}
}

// compare holds the policy to one that ppo.Learner has trained.
func (a *apprentice) compare(want *ppo.Policy) {
	a.t.Helper()
	worst := 0.0
	for i, p := range a.download(Params, 0, 0) {
		worst = max(worst, math.Abs(float64(p-want.Params[i])))
	}
	if !(worst <= 1e-5) {
		a.t.Errorf("rollout %d: a parameter is %g from ppo's", a.rollouts, worst)
	}
	a.t.Logf("rollout %d: parameters within %.2g of ppo's", a.rollouts, worst)
	for f := range want.Normaliser.Mean {
		mean, scale := float64(a.floats(Normaliser)[f]), float64(a.floats(Normaliser)[a.plan.Width(0)+f])
		wantMean, wantScale := want.Normaliser.Mean[f], want.Normaliser.Scale[f]
		if !near(mean*wantScale, wantMean*wantScale, 1e-5, 1) || !near(scale, wantScale, 1e-5, 0) {
			a.t.Errorf("rollout %d: field %d is normalised by mean %g, scale %g, want %g, %g",
				a.rollouts, f, mean, scale, wantMean, wantScale)
		}
	}
}
