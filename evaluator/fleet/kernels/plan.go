package kernels

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// MaxIterations bounds the iterations of loops in one invocation, over all its loops:
// software devices end loops after 65,535 without a word.
const MaxIterations = 60_000

// Coefficients are the settings of the objective and the optimiser, as in
// ppo.Settings.
type Coefficients struct {
	Gamma, Lambda float64
	Clip, Entropy float64
	Adam          nn.AdamConfig
	Bonus         float64 // of a first visit, where the reward counts
}

// NewCoefficients returns those of a learner's settings.
func NewCoefficients(s *ppo.Settings) Coefficients {
	return Coefficients{Gamma: s.Gamma, Lambda: s.Lambda, Clip: s.Clip, Entropy: s.Entropy, Adam: s.Adam()}
}

// Plan says how the entries are launched for one shape of fleet.
type Plan struct {
	Shape
	Coefficients

	stride       int // rows of a minibatch's buffers, which hold a portion
	chunk        int // rows whose gradients one invocation sums
	chunks       int // of a minibatch
	parts        int // of the sum of squares of a gradient: few enough for all of Adam to add up
	spreadRows   int // of a minibatch whose advantages one invocation sums
	spreadChunks int // of a minibatch
	foldChunks   int // of the instances of a job
}

// Sizes of chunks: large enough that their sums are little beside the work, small
// enough that there are many.
const (
	gradientRows     = 128
	gradientChunks   = 64 // at most
	squareParts      = 64 // at least, where there are as many vectors
	spreadRows       = 64
	spreadChunks     = 512 // at most
	foldedInstances  = 256
	foldedAtLeast    = 64   // chunks, where there are as many instances
	permutationMean  = 10   // iterations
	permutationSteps = 1000 // iterations; that a permutation takes more has a chance below 2^-190
)

// NewPlan returns the plan for a shape. It fails where the shape is not one, a
// buffer's elements have no number in 32 bits, or an invocation would take more than
// MaxIterations.
func NewPlan(s Shape, c Coefficients) (*Plan, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	p := &Plan{Shape: s, Coefficients: c}
	rows := Pad4(s.Minibatch)
	p.chunk = Pad4(max(gradientRows, over(rows, gradientChunks)))
	p.chunks = over(rows, p.chunk)
	p.stride = p.portionRows(rows)
	size := s.Params() / 4
	p.parts = min(size, max(squareParts, int(math.Sqrt(float64(size)))))
	p.spreadRows = max(spreadRows, over(s.Minibatch, spreadChunks))
	p.spreadChunks = over(s.Minibatch, p.spreadRows)
	p.foldChunks = min(s.Instances, max(foldedAtLeast, over(s.Instances, foldedInstances)))
	words := p.Words()
	for _, name := range slices.Sorted(maps.Keys(words)) {
		if words[name] > math.MaxUint32 {
			return nil, fmt.Errorf("buffer %s takes %d words, more than have a number: train fewer jobs or instances together", name, words[name])
		}
	}
	if err := p.checkIterations(); err != nil {
		return nil, err
	}
	return p, nil
}

// checkIterations reports a grid of which an invocation takes too many iterations.
func (p *Plan) checkIterations() error {
	widest := p.Width(0)
	for l := range p.Layers() {
		widest = max(widest, p.Width(l+1))
	}
	for _, loop := range []struct {
		what       string
		iterations int
	}{
		{"steps of a rollout", p.Horizon * (1 + p.Counts.Columns)},
		{"widest layer", 3 * widest},
		{"rows of a chunk", p.chunk / 4},
		{"parameters", max(over(p.Params()/4, p.parts), p.parts, p.chunks)},
		{"rows of a minibatch", max(p.spreadChunks, p.spreadRows*permutationMean) + permutationSteps},
		{"instances", max(p.foldChunks, over(p.Instances, p.foldChunks))},
		{"counted transitions", min(p.Batch(), countedRows) * min(1, p.Counts.Columns)},
		{"observation", p.Width(0) + p.Raw() + permutationSteps},
	} {
		if loop.iterations > MaxIterations {
			return fmt.Errorf("%s: %d iterations of a loop on the device, at most %d", loop.what, loop.iterations, MaxIterations)
		}
	}
	return nil
}

// Launch is a grid entry with what it is launched with.
type Launch struct {
	Kernel  string
	PerJob  int      // invocations of each active job, a multiple of 64
	Args    []uint32 // the scalars in order: integers, bits of float32, 0 or 1 for bool
	Buffers []Buffer // the slices in order
}

// Invocations returns the size of the grid for a number of active jobs.
func (l *Launch) Invocations(active int) int { return l.PerJob * active }

// workgroup is the number of invocations that run together and belong to one job.
const workgroup = 64

// launch makes the launch of a kernel with so many invocations per job that do
// something. scalars follow perJob; Active comes before buffers.
func launch(kernel string, perJob int, scalars []any, buffers ...Buffer) Launch {
	l := Launch{Kernel: kernel, PerJob: over(perJob, workgroup) * workgroup, Buffers: append([]Buffer{Active}, buffers...)}
	l.Args = append(l.Args, uint32(l.PerJob))
	for _, s := range scalars {
		l.Args = append(l.Args, word(s))
	}
	return l
}

// word returns the word that stands for a scalar.
func word(s any) uint32 {
	switch s := s.(type) {
	case int:
		return uint32(s)
	case float64:
		return math.Float32bits(float32(s))
	case bool:
		if s {
			return 1
		}
		return 0
	}
	panic(fmt.Sprintf("scalar of type %T", s))
}
