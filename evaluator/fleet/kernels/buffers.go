package kernels

import (
	"fmt"
	"maps"
)

// Buffer names a buffer of the learner. Elements are float32 unless said
// otherwise.
type Buffer string

// What a fleet fills.
const (
	Active     Buffer = "active"     // [active jobs] uint32, the numbers of the jobs that still train
	Seeds      Buffer = "seeds"      // [J][2] uint32, low word first
	Params     Buffer = "params"     // [J][2][P]
	Obs        Buffer = "obs"        // [J][B][Pad4(O)], normalised; of the first Part of a rollout
	Raw        Buffer = "raw"        // [J][B][width of a raw action]; of the first Part
	LogProbs   Buffer = "logProbs"   // [J][B], of raw actions when drawn
	Rewards    Buffer = "rewards"    // [J][B], within ±1e14
	Flags      Buffer = "flags"      // [J][B] uint32: bit 0 terminated, bit 1 truncated, never both
	Values     Buffer = "values"     // [J][B], of the states
	NextValues Buffer = "nextValues" // [J][B], of the true successors; of any value where terminated
)

// What the learner keeps from rollout to rollout, zero at the start.
const (
	AdamM         Buffer = "adamM"         // [J][2][P]
	AdamV         Buffer = "adamV"         // [J][2][P]
	Diverged      Buffer = "diverged"      // [J][2] uint32, 1 where a gradient was not finite
	Normaliser    Buffer = "normaliser"    // [J][2][Pad4(O)]: mean, scale
	ObsMoments    Buffer = "obsMoments"    // [J][4][O], see Merge
	RewardMoments Buffer = "rewardMoments" // [J][4][1]
	Running       Buffer = "running"       // [J][N], discounted returns up to now
)

// What the learner computes from a rollout.
const (
	Scaled         Buffer = "scaled"       // [J][B], rewards
	AdvantageOf    Buffer = "advantages"   // [J][B]
	ReturnOf       Buffer = "returns"      // [J][B]
	RewardSums     Buffer = "rewardSums"   // [2][J][N]
	FoldPartial    Buffer = "foldPartial"  // [J][columns][chunks][2]
	FoldTotal      Buffer = "foldTotals"   // [J][columns][2]
	PermutationOf  Buffer = "keys"         // [J][epochs][8] uint32
	ChunkMoments   Buffer = "chunkMoments" // [J][epochs][minibatches][chunks][4]
	Spreads        Buffer = "spreads"      // [J][epochs][minibatches][2]
	BatchObs       Buffer = "mbObs"        // [J][Pad4(M)][Pad4(O)]
	BatchRaw       Buffer = "mbRaw"        // [J][Pad4(M)][width of a raw action]
	BatchLogProbs  Buffer = "mbLogProbs"   // [J][Pad4(M)]
	BatchAdvantage Buffer = "mbAdvantages" // [J][Pad4(M)]
	BatchReturns   Buffer = "mbReturns"    // [J][Pad4(M)]
	Slopes         Buffer = "slopes"       // [J][2][Pad4(M)][Pad4(A)], of log standard deviations
	Transposed     Buffer = "transposed"   // [J][2][P], weights of layers after the first
	Partial        Buffer = "partial"      // [J][2][chunks][P], gradients
	Grad           Buffer = "grad"         // [J][2][P]
	Squares        Buffer = "squares"      // [J][2][parts][4], of the gradient
)

// Activation names the outputs of layer l, [J][2][Pad4(M)][Width(l+1)].
func Activation(l int) Buffer { return Buffer(fmt.Sprintf("act%d", l)) }

// Delta names the gradient of the loss by what layer l puts out before its tanh, of
// the shape of Activation(l).
func Delta(l int) Buffer { return Buffer(fmt.Sprintf("delta%d", l)) }

// Words returns the size of every buffer in words of 32 bits. All start at zero, but
// for Active, Seeds and Params. FoldPartial and FoldTotal do for the folds of this package.
func (p *Plan) Words() map[Buffer]int {
	s := &p.Shape
	batch, rows, params := s.Jobs*s.Batch(), s.Jobs*p.stride, s.Jobs*2*s.Params()
	words := map[Buffer]int{
		Active: s.Jobs, Seeds: 2 * s.Jobs, Params: params, AdamM: params, AdamV: params, Grad: params, Transposed: params,
		LogProbs: batch, Rewards: batch, Flags: batch,
		Values: batch, NextValues: batch, Scaled: batch, AdvantageOf: batch, ReturnOf: batch,
		RewardSums: 2 * s.Jobs * s.Instances, Running: s.Jobs * s.Instances, Diverged: 2 * s.Jobs, Normaliser: 2 * s.Jobs * s.Width(0),
		ObsMoments: 4 * s.Jobs * s.Observations, RewardMoments: 4 * s.Jobs,
		FoldPartial: p.FoldPartialWords(2 * s.Observations), FoldTotal: s.Jobs * 2 * s.Observations * 2,
		PermutationOf: s.Jobs * s.Epochs * rounds,
		ChunkMoments:  4 * s.Jobs * s.Epochs * s.Minibatches() * p.spreadChunks,
		Spreads:       2 * s.Jobs * s.Epochs * s.Minibatches(),
		BatchObs:      rows * s.Width(0), BatchRaw: rows * s.Raw(), BatchLogProbs: rows, BatchAdvantage: rows, BatchReturns: rows,
		Slopes: 2 * rows * s.FreeWidth(), Partial: params * p.chunks, Squares: 2 * s.Jobs * p.parts * 4,
	}
	for _, part := range s.Parts() {
		rows := s.Jobs * s.Instances * part.Steps
		words[part.Obs], words[part.Raw] = rows*s.Width(0), rows*s.Raw()
	}
	maps.Copy(words, s.Counts.Words(s))
	for l := range s.Layers() {
		words[Activation(l)] = 2 * rows * s.Width(l+1)
		words[Delta(l)] = 2 * rows * s.Width(l+1)
	}
	return words
}
