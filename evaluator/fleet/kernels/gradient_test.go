package kernels

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// reference is one job's minibatch as gathered, in float64, without padding.
type reference struct {
	plan                 *Plan
	obs, raw             []float32
	logProbs, advantages []float64 // advantages after normalisation
	returns              []float64
}

// gathered returns the minibatch of so many rows that is in the buffers of a job.
func (m *machine) gathered(job, rows int) *reference {
	s := &m.plan.Shape
	b := &reference{plan: m.plan}
	for r := job * m.plan.stride; r < job*m.plan.stride+rows; r++ {
		b.obs = append(b.obs, m.floats(BatchObs)[r*s.Width(0):][:s.Observations]...)
		b.raw = append(b.raw, m.floats(BatchRaw)[r*s.Raw():][:s.Raw()]...)
		b.logProbs = append(b.logProbs, float64(m.floats(BatchLogProbs)[r]))
		b.advantages = append(b.advantages, float64(m.floats(BatchAdvantage)[r]))
		b.returns = append(b.returns, float64(m.floats(BatchReturns)[r]))
	}
	normalise(b.advantages)
	return b
}

// normalise brings values to mean 0 and standard deviation 1, equal ones to 0.
func normalise(values []float64) {
	mean, squares := 0.0, 0.0
	for _, v := range values {
		mean += v / float64(len(values))
	}
	for _, v := range values {
		squares += (v - mean) * (v - mean)
	}
	scale := 0.0
	if d := math.Sqrt(squares / float64(len(values))); d > 1e-6*math.Abs(mean) {
		scale = 1 / d
	}
	for i, v := range values {
		values[i] = (v - mean) * scale
	}
}

// differentiate returns the gradient of both losses by the parameters: that of the
// outputs by formula, the rest by nn's backward pass.
func (b *reference) differentiate(nets [2]*nn.Network) (grads [2][]float32) {
	rows := len(b.returns)
	for net, n := range nets {
		pass := n.NewPass(rows)
		out := pass.Forward(b.obs)
		grads[net] = make([]float32, len(n.Params()))
		free := grads[net][len(grads[net])-len(n.Free()):]
		for r := range rows {
			width := len(out) / rows
			d := pass.OutputGradient()[r*width:][:width]
			if net == 1 {
				d[0] = float32((float64(out[r]) - b.returns[r]) / float64(rows))
				continue
			}
			b.policyGradient(r, out[r*width:][:width], n.Free(), d, free)
		}
		pass.Backward(grads[net])
	}
	return grads
}

// policyGradient sets d to the gradient of the policy's loss by the outputs of row
// r, and adds to free that by the log standard deviations.
func (b *reference) policyGradient(r int, out, logStds, d, free []float32) {
	share := 1 / float64(len(b.returns))
	raw := b.raw[r*b.plan.Raw():][:b.plan.Raw()]
	ratio, a := math.Exp(logProb(raw, out, logStds)-b.logProbs[r]), b.advantages[r]
	by := -share * a * ratio
	if a > 0 && ratio > 1+b.plan.Clip || a < 0 && ratio < 1-b.plan.Clip {
		by = 0
	}
	h := entropy(out, logStds)
	for k := range out {
		if len(logStds) == 0 {
			l := logProb([]float32{float32(k)}, out, nil)
			d[k] = float32(-math.Exp(l)*by + share*b.plan.Entropy*math.Exp(l)*(l+h))
			if k == int(raw[0]) {
				d[k] += float32(by)
			}
			continue
		}
		inverse := math.Exp(-float64(logStds[k]))
		z := (float64(raw[k]) - float64(out[k])) * inverse
		d[k] = float32(by * z * inverse)
		free[k] += float32(by*(z*z-1) - share*b.plan.Entropy)
	}
}

// loss returns the losses of both networks, the policy's with the entropy bonus.
func (b *reference) loss(nets [2]*nn.Network) (policy, value float64) {
	rows := len(b.returns)
	out := nets[0].NewPass(rows).Forward(b.obs)
	values := nets[1].NewPass(rows).Forward(b.obs)
	for r := range rows {
		mine := out[r*b.plan.Outputs():][:b.plan.Outputs()]
		raw := b.raw[r*b.plan.Raw():][:b.plan.Raw()]
		ratio, a := math.Exp(logProb(raw, mine, nets[0].Free())-b.logProbs[r]), b.advantages[r]
		clipped := min(max(ratio, 1-b.plan.Clip), 1+b.plan.Clip)
		policy -= min(ratio*a, clipped*a) + b.plan.Entropy*entropy(mine, nets[0].Free())
		d := float64(values[r]) - b.returns[r]
		value += d * d / 2
	}
	return policy / float64(rows), value / float64(rows)
}

// TestGradients compares the gradients of whole minibatches, the short ones at the
// end of an epoch among them, with those of nn's backward pass.
func TestGradients(t *testing.T) {
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 2))
			m := newMachine(t, shape, coefficients)
			nets := newNetworks(m, r)
			m.experience(r, nets)
			m.run(m.plan.Prepare(1)...)
			params := append([]float32(nil), m.floats(Params)...)
			for minibatch := range shape.Minibatches() {
				copy(m.floats(Params), params)
				m.run(m.plan.Step(shape.Epochs-1, minibatch, 1, 1e-3)...)
				for job := range shape.Jobs {
					want := m.gathered(job, shape.Rows(minibatch)).differentiate(nets[job])
					for net := range want {
						compareGradient(t, m.download(Grad, job, net), want[net])
					}
				}
			}
		})
	}
}

// compareGradient wants numbers that agree to 1e-4 or, where the sum over the rows
// cancels, to 1e-6 of the largest one.
func compareGradient(t *testing.T, got, want []float32) {
	t.Helper()
	largest := 0.0
	for _, g := range want {
		largest = max(largest, math.Abs(float64(g)))
	}
	if largest == 0 {
		t.Error("the gradient is zero: nothing is compared")
	}
	for i, g := range want {
		if !near(float64(got[i]), float64(g), 1e-4, 1e-2*largest) {
			t.Errorf("parameter %d of %d: gradient %g, want %g of at most %g", i, len(want), got[i], g, largest)
		}
	}
}

// TestGradientsAreSlopes compares gradients with differences of the losses when one
// parameter is moved.
func TestGradientsAreSlopes(t *testing.T) {
	for name, shape := range map[string]Shape{
		"continuous": {Jobs: 1, Instances: 8, Horizon: 5, Observations: 3, Hidden: []int{5}, Actions: 2, Epochs: 1, Minibatch: 40},
		"discrete":   {Jobs: 1, Instances: 8, Horizon: 5, Observations: 3, Hidden: []int{5}, Choices: 3, Actions: 1, Epochs: 1, Minibatch: 40},
	} {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(3, 4))
			m := newMachine(t, shape, coefficients)
			nets := newNetworks(m, r)
			m.experience(r, nets)
			m.run(m.plan.Prepare(1)...)
			m.run(m.plan.Step(0, 0, 1, 1e-3)...)
			b := m.gathered(0, 40)
			for net := range 2 {
				got := m.download(Grad, 0, net)
				for i := range got {
					const step = 4e-3
					if want := b.slope(nets[0], net, i, step); !near(float64(got[i]), want, 0.01, 0.05) {
						t.Errorf("network %d, parameter %d: gradient %g, slope of the loss %g", net, i, got[i], want)
					}
				}
			}
		})
	}
}

// slope returns the central difference of a network's loss by parameter i.
func (b *reference) slope(nets [2]*nn.Network, net, i int, step float32) float64 {
	p := &nets[net].Params()[i]
	before := *p
	defer func() { *p = before }()
	at := func(x float32) float64 {
		*p = x
		policy, value := b.loss(nets)
		if net == 0 {
			return policy
		}
		return value
	}
	return (at(before+step) - at(before-step)) / (float64(before+step) - float64(before-step))
}
