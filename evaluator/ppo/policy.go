package ppo

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// Policy is a trained policy with all that is needed to act: it is what a
// training exports, as JSON. Acting is deterministic, with the most probable
// action and the normalisation of the training as it was.
type Policy struct {
	Env        string     `json:"env"`
	Sizes      []int      `json:"sizes"`      // widths of the network from observation to output
	Params     []float32  `json:"params"`     // see nn.Network.Params; log standard deviations last
	Normaliser Normaliser `json:"normaliser"` // of observations
}

// Actor runs a policy on batches of observations. It is not safe for concurrent
// use; several actors of one policy are.
type Actor struct {
	policy       *Policy
	actions      actionMap
	distribution distribution
	predictor    *nn.Predictor

	normalised, outputs, raw []float32
}

// NewActor returns an actor in the described environment. It fails where the
// policy does not fit it.
func (p *Policy) NewActor(spec *envs.Spec, kernels *nn.Kernels) (*Actor, error) {
	actions := newActionMap(spec)
	dist, free := newDistribution(spec)
	net, err := nn.NewNetwork(kernels, p.Sizes, free)
	if err != nil {
		return nil, fmt.Errorf("policy: %w", err)
	}
	inputs, outputs := p.Sizes[0], p.Sizes[len(p.Sizes)-1]
	switch {
	case p.Env != spec.Name:
		return nil, fmt.Errorf("policy was trained on %s, not %s", p.Env, spec.Name)
	case inputs != len(spec.Observation) || outputs != actions.outputs():
		return nil, fmt.Errorf("policy maps %d observations to %d outputs; %s needs %d to %d: train it again",
			inputs, outputs, spec.Name, len(spec.Observation), actions.outputs())
	case len(p.Params) != len(net.Params()) || len(p.Normaliser.Mean) != inputs || len(p.Normaliser.Scale) != inputs:
		return nil, fmt.Errorf("policy has %d parameters and %d normalised fields, want %d and %d",
			len(p.Params), len(p.Normaliser.Mean), len(net.Params()), inputs)
	}
	copy(net.Params(), p.Params)
	net.Sync()
	return &Actor{policy: p, actions: actions, distribution: dist, predictor: nn.NewPredictor(net)}, nil
}

// Act writes the physical actions, [N][A], for observations, [N][O].
func (a *Actor) Act(actions []float64, observations []float32) {
	inputs := a.policy.Sizes[0]
	width := a.actions.outputs()
	n := len(observations) / inputs
	fields := len(actions) / n
	a.normalised = grow(a.normalised, len(observations))
	a.outputs = grow(a.outputs, n*width)
	a.raw = grow(a.raw, a.distribution.width())
	a.policy.Normaliser.apply(a.normalised, observations)
	a.predictor.Predict(a.outputs, a.normalised)
	for i := range n {
		a.distribution.mode(a.raw, a.outputs[i*width:(i+1)*width])
		a.actions.physical(actions[i*fields:(i+1)*fields], a.raw)
	}
}

// newDistribution returns the distribution for an environment's actions and the
// number of free parameters it has.
func newDistribution(spec *envs.Spec) (distribution, int) {
	if spec.Choices > 0 {
		return categorical{}, 0
	}
	return gaussian{len(spec.Action)}, len(spec.Action)
}

// grow returns a slice of length n, v's memory where it suffices.
func grow(v []float32, n int) []float32 {
	if cap(v) < n {
		return make([]float32, n)
	}
	return v[:n]
}
