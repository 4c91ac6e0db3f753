package kernels

import "math"

// Prepare draws the permutations for the update after a rollout, counted from 1, and
// finds mean and deviation of the advantages of every minibatch.
func (p *Plan) Prepare(rollout int) []Launch {
	batches := p.Minibatches()
	return []Launch{
		launch("Keys", p.Epochs, []any{p.Epochs, rollout}, Seeds, PermutationOf),
		launch("ChunkAdvantages", p.Epochs*batches*p.spreadChunks,
			[]any{p.Epochs, batches, p.Minibatch, p.spreadRows, p.spreadChunks, p.Batch(), p.bits()},
			PermutationOf, AdvantageOf, ChunkMoments),
		launch("SpreadAdvantages", p.Epochs*batches, []any{p.Epochs, batches, p.spreadChunks}, ChunkMoments, Spreads),
	}
}

// Step takes one optimiser step of both networks on a minibatch of an epoch, both
// counted from 0. step is the number of the step since the start of training, from 1;
// rate is the learning rate.
func (p *Plan) Step(epoch, minibatch, step int, rate float64) []Launch {
	var launches []Launch
	for l := p.Layers() - 1; l > 0; l-- {
		launches = append(launches, p.transpose(l))
	}
	for _, s := range p.portions(minibatch) {
		launches = append(launches, p.differentiate(epoch, minibatch, s)...)
	}
	launches = append(launches, p.reduce(over(Pad4(p.Rows(minibatch)), p.chunk))...)
	return append(launches, p.adam(step, rate))
}

// differentiate finds the gradients of the chunks of a portion.
func (p *Plan) differentiate(epoch, minibatch int, s portion) []Launch {
	launches := p.gather(epoch, minibatch, s)
	for l := range p.Layers() {
		launches = append(launches, p.forward(l, s.count))
	}
	launches = append(launches, p.loss(epoch, minibatch, s.count))
	if p.FreeWidth() > 0 {
		launches = append(launches, p.freeGradient(minibatch, s))
	}
	for l := p.Layers() - 1; l >= 0; l-- {
		launches = append(launches, p.weightGradient(l, minibatch, s))
		if l > 0 {
			launches = append(launches, p.backward(l, s.count))
		}
	}
	return launches
}

// gather fills a minibatch's buffers with a portion, from one part of the rollout after
// the other.
func (p *Plan) gather(epoch, minibatch int, s portion) []Launch {
	var launches []Launch
	for _, part := range p.Parts() {
		launches = append(launches, launch("Gather", s.count,
			[]any{s.count, p.stride, minibatch*p.Minibatch + s.first, p.Batch(), p.bits(), epoch, p.Epochs, p.Width(0) / 4, p.Raw(),
				part.From * p.Instances, part.Steps * p.Instances},
			PermutationOf, part.Obs, part.Raw, LogProbs, AdvantageOf, ReturnOf,
			BatchObs, BatchRaw, BatchLogProbs, BatchAdvantage, BatchReturns))
	}
	return launches
}

// input names the input of layer l.
func input(l int) Buffer {
	if l == 0 {
		return BatchObs
	}
	return Activation(l - 1)
}

func (p *Plan) forward(l, count int) Launch {
	tiles, inputs, outputs := over(count, 4), p.Width(l)/4, p.Width(l+1)/4
	return launch("Forward", 2*tiles*outputs,
		[]any{tiles, p.stride, inputs, outputs, p.Layer(l) / 4, p.Params() / 4, l == 0, l+1 < p.Layers()},
		input(l), Params, Activation(l))
}

func (p *Plan) transpose(l int) Launch {
	inputs, outputs := p.Width(l)/4, p.Width(l+1)/4
	return launch("Transpose", 2*inputs*outputs, []any{inputs, outputs, p.Layer(l) / 4, p.Params() / 4}, Params, Transposed)
}

// backward takes the gradient through layer l, which is not the first.
func (p *Plan) backward(l, count int) Launch {
	tiles, inputs, outputs := over(count, 4), p.Width(l)/4, p.Width(l+1)/4
	return launch("BackwardInput", 2*tiles*inputs,
		[]any{tiles, p.stride, inputs, outputs, p.Layer(l) / 4, p.Params() / 4},
		Delta(l), Transposed, Activation(l-1), Delta(l-1))
}

func (p *Plan) weightGradient(l, minibatch int, s portion) Launch {
	inputs, outputs := p.Width(l)/4, p.Width(l+1)/4
	return p.gradient(minibatch, s, inputs, outputs, p.Layer(l)/4, l == 0, input(l), Delta(l))
}

// freeGradient sums the gradient of the log standard deviations, which are a layer's
// biases without weights.
func (p *Plan) freeGradient(minibatch int, s portion) Launch {
	return p.gradient(minibatch, s, 0, p.FreeWidth()/4, p.Free()/4, true, BatchObs, Slopes)
}

func (p *Plan) gradient(minibatch int, s portion, inputs, outputs, at int, shared bool, x, dy Buffer) Launch {
	rows := Pad4(s.count)
	chunks := over(rows, p.chunk)
	before, all := s.first/p.chunk, over(Pad4(p.Rows(minibatch)), p.chunk)
	return launch("WeightGradient", 2*chunks*(inputs+1)*outputs,
		[]any{rows, p.stride, p.chunk, chunks, before, all, inputs, outputs, at, p.Params() / 4, shared}, x, dy, Partial)
}

// loss differentiates the losses of so many rows of a minibatch.
func (p *Plan) loss(epoch, minibatch, count int) Launch {
	batches, share := p.Minibatches(), 1/float64(p.Rows(minibatch))
	spread, spreads := epoch*batches+minibatch, p.Epochs*batches
	outputs := p.Width(p.Layers())
	out, dOut := Activation(p.Layers()-1), Delta(p.Layers()-1)
	if p.Choices > 0 {
		return launch("CategoricalLoss", Pad4(count),
			[]any{count, p.stride, outputs, p.Choices, spread, spreads, share, p.Clip, p.Entropy},
			out, BatchRaw, BatchLogProbs, BatchAdvantage, BatchReturns, Spreads, dOut)
	}
	return launch("GaussianLoss", Pad4(count),
		[]any{count, p.stride, outputs, p.Actions, p.FreeWidth(), p.Free(), p.Params(), spread, spreads, share, p.Clip, p.Entropy},
		out, BatchRaw, BatchLogProbs, BatchAdvantage, BatchReturns, Spreads, Params, dOut, Slopes)
}

// reduce adds up the gradients of so many chunks, and the squares of the sums.
func (p *Plan) reduce(chunks int) []Launch {
	size := p.Params() / 4
	return []Launch{
		launch("ReduceGradient", 2*size, []any{chunks, size}, Partial, Grad),
		launch("SumSquares", 2*p.parts, []any{size, p.parts}, Grad, Squares),
	}
}

func (p *Plan) adam(step int, rate float64) Launch {
	a, n := &p.Adam, float64(step)
	return launch("Adam", p.Params()/2,
		[]any{p.Params() / 4, p.parts, a.MaxNorm, a.Beta1, a.Beta2, rate / (1 - math.Pow(a.Beta1, n)), 1 / math.Sqrt(1-math.Pow(a.Beta2, n)), a.Epsilon},
		Grad, Squares, Params, AdamM, AdamV, Diverged)
}
