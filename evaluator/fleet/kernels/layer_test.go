package kernels

import (
	"math/rand/v2"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/nn"
)

func TestForward(t *testing.T) {
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(5, 6))
			m := newMachine(t, shape, coefficients)
			nets := newNetworks(m, r)
			m.experience(r, nets)
			m.run(m.plan.Prepare(1)...)
			m.run(m.plan.Step(0, 0, 1, 1e-3)...)
			for job := range shape.Jobs {
				b := m.gathered(job, shape.Minibatch)
				for net, n := range nets[job] {
					width := sizes(&shape, net)[shape.Layers()]
					want := make([]float32, shape.Minibatch*width)
					nn.NewPredictor(n).Predict(want, b.obs)
					padded := shape.Width(shape.Layers())
					got := m.floats(Activation(shape.Layers() - 1))[(2*job+net)*m.plan.stride*padded:]
					for i, y := range want {
						if g := got[i/width*padded+i%width]; !near(float64(g), float64(y), 1e-5, 1) {
							t.Fatalf("network %d: output %d is %g, want %g", net, i, g, y)
						}
					}
				}
			}
		})
	}
}
