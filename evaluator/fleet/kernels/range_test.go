package kernels

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/gpu"
)

// largestBuffer is the number of words of the largest buffer that any kernel sees:
// Vulkan tells the limit of a binding in 32 bits, in bytes.
const largestBuffer = math.MaxUint32 / 4

// TestNumbersStayInRange draws fleets up to the largest that can be. Sums, differences
// and products of uint32 that are the index of an element may wrap on the way to it,
// but not what is divided or compared: the numbers of invocations, and of rows and
// chunks up to the one after the last.
func TestNumbersStayInRange(t *testing.T) {
	r := rand.New(rand.NewPCG(20, 21))
	upTo := func(n float64) int { return int(math.Exp(r.Float64() * math.Log(n+0.5))) }
	draws, large := 20_000, 0
	if testing.Short() {
		draws = 2000
	}
	for range draws {
		s := Shape{Jobs: upTo(3e7), Instances: upTo(3e8), Horizon: upTo(60_000), Observations: upTo(300), Hidden: []int{upTo(1024)}, Actions: upTo(64), Epochs: upTo(50)}
		if r.IntN(2) == 0 {
			s.Choices = upTo(100)
		}
		s.Minibatch = 2 + upTo(float64(s.Batch()))
		if r.IntN(2) == 0 {
			s.PartSteps, s.PortionRows = over(s.Horizon, 1+r.IntN(4)), over(s.Minibatch, 1+r.IntN(4))
		}
		if r.IntN(4) == 0 {
			s.Counts = Counts{upTo(32), upTo(1 << 15), upTo(1 << 14)}
		}
		p, err := NewPlan(s, coefficients)
		if err != nil {
			continue
		}
		words := 0
		for _, n := range p.Words() {
			words = max(words, n)
		}
		if words > largestBuffer {
			continue
		}
		if words > largestBuffer/4 {
			large++
		}
		p.staysInRange(t)
	}
	if large < draws/200 {
		t.Errorf("only %d fleets are near the largest: nothing is tested", large)
	}
}

func (p *Plan) staysInRange(t *testing.T) {
	t.Helper()
	last := p.Minibatches() - 1
	launches := slices.Concat(p.MergeObservations(statistics, 0, 0, 1), p.Renormalise(false), p.Count(0, statistics, 0, 1), p.Judge(0), p.Prepare(1), p.Step(0, 0, 1, 1e-3), p.Step(p.Epochs-1, last, 1, 1e-3))
	for _, l := range launches {
		if n := l.Invocations(p.Jobs); n > gpu.MaxInvocations {
			t.Fatalf("%+v: %d invocations of %s", p.Shape, n, l.Kernel)
		}
	}
	for what, n := range map[string]int{
		"row after a minibatch":        (last+1)*p.Minibatch + p.spreadChunks*p.spreadRows,
		"row after a chunk":            Pad4(p.Minibatch) + p.chunk,
		"instance after a chunk":       p.Instances + p.foldChunks,
		"vector after a part":          p.Params()/4 + p.parts,
		"chunks of an update":          p.Epochs * p.Minibatches() * p.spreadChunks,
		"parts of a layer's gradient":  2 * p.chunks * (p.Width(1)/4 + 1) * p.Width(1),
		"numbers of the permutation":   1 << p.bits(),
		"number of a network's vector": 2 * p.Jobs * p.Params() / 4,
	} {
		if n > math.MaxUint32 {
			t.Fatalf("%+v: %s is %d", p.Shape, what, n)
		}
	}
}
