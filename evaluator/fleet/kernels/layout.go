package kernels

import (
	"fmt"
	"math/bits"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
)

// Shape is what the sizes of buffers and grids follow from.
type Shape struct {
	Jobs         int   // J
	Instances    int   // N
	Horizon      int   // T
	Observations int   // O
	Hidden       []int // widths of the hidden layers
	Choices      int   // of a discrete policy, 0 for a continuous one
	Actions      int   // A, fields of an action
	Epochs       int
	Minibatch    int    // M, at least 2 and at most N·T
	Counts       Counts // of terms, where the reward counts them
	PartSteps    int    // at most so many steps of a rollout are in one buffer of Obs, and of Raw: see Part; 0 is no limit
	PortionRows  int    // at most so many rows of a minibatch are in its buffers at once, but at least a chunk: see portion; 0 is no limit
}

// NewShape returns the shape of a fleet of so many jobs in an environment.
func NewShape(jobs int, spec *envs.Spec, s *ppo.Settings) Shape {
	return Shape{
		Jobs: jobs, Instances: s.Envs, Horizon: s.Horizon, Observations: len(spec.Observation), Hidden: s.Hidden,
		Choices: spec.Choices, Actions: len(spec.Action), Epochs: s.Epochs, Minibatch: s.Minibatch,
	}
}

// Pad4 rounds a width up to a multiple of 4.
func Pad4(n int) int { return (n + 3) &^ 3 }

// over returns n/by, rounded up.
func over(n, by int) int { return (n + by - 1) / by }

// Batch returns B, the transitions of a job's rollout.
func (s *Shape) Batch() int { return s.Instances * s.Horizon }

// Minibatches returns the number of minibatches in an epoch. The last one takes
// what is left; a rest of one transition, which cannot be normalised, is dropped.
func (s *Shape) Minibatches() int {
	whole, rest := s.Batch()/s.Minibatch, s.Batch()%s.Minibatch
	if rest > 1 {
		whole++
	}
	return whole
}

// Rows returns the number of rows of a minibatch, counted from 0.
func (s *Shape) Rows(minibatch int) int {
	return min(s.Minibatch, s.Batch()-minibatch*s.Minibatch)
}

// Outputs returns U, the width of the policy's output.
func (s *Shape) Outputs() int {
	if s.Choices > 0 {
		return s.Choices
	}
	return s.Actions
}

// Raw returns the width of a raw action.
func (s *Shape) Raw() int {
	if s.Choices > 0 {
		return 1
	}
	return s.Actions
}

// Layers returns the number of layers of a network.
func (s *Shape) Layers() int { return len(s.Hidden) + 1 }

// Width returns the padded width of the input of layer l; of the network's output
// where l is the number of layers.
func (s *Shape) Width(l int) int {
	switch {
	case l == 0:
		return Pad4(s.Observations)
	case l < s.Layers():
		return Pad4(s.Hidden[l-1])
	}
	return Pad4(s.Outputs())
}

// Layer returns at which of a network's parameters the weights of layer l begin:
// [Width(l)][Width(l+1)], followed by the biases, [Width(l+1)].
func (s *Shape) Layer(l int) int {
	at := 0
	for k := range l {
		at += (s.Width(k) + 1) * s.Width(k+1)
	}
	return at
}

// Free returns at which of a network's parameters the log standard deviations begin.
func (s *Shape) Free() int { return s.Layer(s.Layers()) }

// FreeWidth returns the padded number of log standard deviations, 0 for a discrete
// policy.
func (s *Shape) FreeWidth() int {
	if s.Choices > 0 {
		return 0
	}
	return Pad4(s.Actions)
}

// Params returns P, the number of parameters of a network with all padding, a
// multiple of 4.
func (s *Shape) Params() int { return s.Free() + s.FreeWidth() }

// bits returns the number of bits of the number of a transition in the rollout.
func (s *Shape) bits() int { return bits.Len(uint(s.Batch() - 1)) }

// check reports a shape that no plan can be made for.
func (s *Shape) check() error {
	for _, n := range append([]int{s.Jobs, s.Instances, s.Horizon, s.Observations, s.Actions, s.Epochs}, s.Hidden...) {
		if n <= 0 {
			return fmt.Errorf("shape %+v: every number but that of choices must be positive", *s)
		}
	}
	if s.PartSteps < 0 || s.PortionRows < 0 {
		return fmt.Errorf("a buffer holds %d steps or %d rows, want at least 1, or 0 for all", s.PartSteps, s.PortionRows)
	}
	if s.Minibatch < 2 || s.Minibatch > s.Batch() {
		return fmt.Errorf("minibatch is %d, want at least 2 and at most %d", s.Minibatch, s.Batch())
	}
	return nil
}
