package kernels

import (
	"math"
	"math/rand/v2"

	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// coefficients are those that tests train with.
var coefficients = Coefficients{
	Gamma: 0.97, Lambda: 0.9, Clip: 0.2, Entropy: 0.01,
	Adam: nn.AdamConfig{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-5, MaxNorm: 0.5},
}

// shapes are fleets with all kinds of widths that are and are not multiples of 4.
var shapes = map[string]Shape{
	"continuous": {Jobs: 2, Instances: 15, Horizon: 10, Observations: 3, Hidden: []int{8, 8}, Actions: 1, Epochs: 2, Minibatch: 150},
	"odd":        {Jobs: 3, Instances: 7, Horizon: 11, Observations: 5, Hidden: []int{7, 13}, Actions: 6, Epochs: 2, Minibatch: 30},
	"discrete":   {Jobs: 2, Instances: 10, Horizon: 9, Observations: 4, Hidden: []int{16}, Choices: 3, Actions: 1, Epochs: 3, Minibatch: 41},
	"many":       {Jobs: 1, Instances: 30, Horizon: 10, Observations: 9, Hidden: []int{9, 4, 10}, Choices: 21, Actions: 2, Epochs: 1, Minibatch: 290},
	"linear":     {Jobs: 2, Instances: 6, Horizon: 8, Observations: 2, Choices: 5, Actions: 1, Epochs: 1, Minibatch: 17},
	"flat":       {Jobs: 2, Instances: 6, Horizon: 8, Observations: 6, Actions: 3, Epochs: 1, Minibatch: 18},
}

// networks are the policies and value functions of a machine's jobs, as nn has them.
type networks [][2]*nn.Network

// sizes returns the widths of a network without padding.
func sizes(s *Shape, net int) []int {
	out := s.Outputs()
	if net == 1 {
		out = 1
	}
	return append(append([]int{s.Observations}, s.Hidden...), out)
}

// newNetworks draws parameters, and uploads them.
func newNetworks(m *machine, r *rand.Rand) networks {
	m.t.Helper()
	var all networks
	for job := range m.plan.Jobs {
		var pair [2]*nn.Network
		for net := range pair {
			free := 0
			if net == 0 && m.plan.Choices == 0 {
				free = m.plan.Actions
			}
			n, err := nn.NewNetwork(nn.GoKernels(), sizes(&m.plan.Shape, net), free)
			if err != nil {
				m.t.Fatal(err)
			}
			for i := range n.Params() {
				n.Params()[i] = float32(0.5 * r.NormFloat64())
			}
			n.Sync()
			pair[net] = n
			m.upload(n.Params(), job, net)
		}
		all = append(all, pair)
	}
	return all
}

// upload writes a network's parameters, laid out as nn's, to their padded places.
func (m *machine) upload(params []float32, job, net int) {
	to := m.floats(Params)[(2*job+net)*m.plan.Params():]
	m.eachParam(net, func(packed, padded int) { to[padded] = params[packed] })
}

// download returns a network's part of a buffer laid out as parameters, as nn's.
func (m *machine) download(b Buffer, job, net int) []float32 {
	from := m.floats(b)[(2*job+net)*m.plan.Params():]
	var params []float32
	m.eachParam(net, func(packed, padded int) { params = append(params, from[padded]) })
	return params
}

// eachParam calls f with the places of every parameter, without and with padding.
func (m *machine) eachParam(net int, f func(packed, padded int)) {
	widths, packed := sizes(&m.plan.Shape, net), 0
	for l := range len(widths) - 1 {
		at, step := m.plan.Layer(l), m.plan.Width(l+1)
		for i := range widths[l] + 1 {
			row := i
			if i == widths[l] {
				row = m.plan.Width(l) // the biases
			}
			for o := range widths[l+1] {
				f(packed, at+row*step+o)
				packed++
			}
		}
	}
	if net == 0 && m.plan.Choices == 0 {
		for i := range m.plan.Actions {
			f(packed, m.plan.Free()+i)
			packed++
		}
	}
}

// experience fills the rollout with what a policy near the present one might have
// done, and sets advantages and returns. Ratios of probabilities are well within the
// clip or well beyond it.
func (m *machine) experience(r *rand.Rand, nets networks) {
	s := &m.plan.Shape
	obs, raw, logProbs := m.floats(Obs), m.floats(Raw), m.floats(LogProbs)
	for row := range s.Jobs * s.Batch() {
		x := make([]float32, s.Observations)
		for k := range x {
			x[k] = float32(r.NormFloat64())
			obs[row*s.Width(0)+k] = x[k]
		}
		policy := nets[row/s.Batch()][0]
		out := make([]float32, s.Outputs())
		nn.NewPredictor(policy).Predict(out, x)
		action := raw[row*s.Raw():][:s.Raw()]
		if s.Choices > 0 {
			action[0] = float32(r.IntN(s.Choices))
		} else {
			for k := range action {
				action[k] = out[k] + float32(math.Exp(float64(policy.Free()[k]))*r.NormFloat64())
			}
		}
		logProbs[row] = float32(logProb(action, out, policy.Free()) + 0.5*float64(r.IntN(3)-1))
	}
	m.fill(r, AdvantageOf, 0.5, 2)
	m.fill(r, ReturnOf, 1, 3)
	for i := range m.memory[Seeds] {
		m.memory[Seeds][i] = uint32(i + 7)
	}
}

// logProb returns the log probability, or density, of a raw action: of a choice where
// there are no log standard deviations.
func logProb(raw, out, logStds []float32) float64 {
	if len(logStds) == 0 {
		sum := 0.0
		for _, v := range out {
			sum += math.Exp(float64(v))
		}
		return float64(out[int(raw[0])]) - math.Log(sum)
	}
	sum := 0.0
	for k, mean := range out {
		z := (float64(raw[k]) - float64(mean)) * math.Exp(-float64(logStds[k]))
		sum -= z*z/2 + float64(logStds[k]) + math.Log(2*math.Pi)/2
	}
	return sum
}

// entropy returns the entropy of the distribution that logProb is of.
func entropy(out, logStds []float32) float64 {
	h := 0.0
	if len(logStds) == 0 {
		for k := range out {
			l := logProb([]float32{float32(k)}, out, nil)
			h -= math.Exp(l) * l
		}
		return h
	}
	for _, logStd := range logStds {
		h += float64(logStd) + math.Log(2*math.Pi*math.E)/2
	}
	return h
}
