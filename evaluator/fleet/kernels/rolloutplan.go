package kernels

// FoldPartialWords returns how many words Fold needs between its two launches.
func (p *Plan) FoldPartialWords(columns int) int { return 2 * p.Jobs * columns * p.foldChunks }

// Fold adds up statistics [columns][J][N] over the instances of each job to totals
// [J][columns][2]: two numbers each, whose sum is the total.
func (p *Plan) Fold(columns int, statistics, partial, totals Buffer) []Launch {
	return []Launch{
		launch("FoldChunks", columns*p.foldChunks, []any{p.Instances, p.Jobs, columns, p.foldChunks}, statistics, partial),
		launch("FoldTotals", columns, []any{columns, p.foldChunks}, partial, totals),
	}
}

// CentreObservations starts the moments of observations at one sample for each job.
// Field f of it is word job·jobStep + f·fieldStep of a buffer.
func (p *Plan) CentreObservations(samples Buffer, jobStep, fieldStep int) Launch {
	return launch("Centre", p.Observations, []any{p.Observations, jobStep, fieldStep}, samples, ObsMoments)
}

// MergeObservations takes ObsSums over a number of steps into the moments of
// observations, which hold those of so many steps before.
func (p *Plan) MergeObservations(before, steps int) []Launch {
	share := 1 / (float64(p.Instances) * float64(steps))
	weight := float64(steps) / (float64(before) + float64(steps))
	return append(p.Fold(2*p.Observations, ObsSums, FoldPartial, FoldTotal),
		launch("Merge", p.Observations, []any{p.Observations, share, weight}, FoldTotal, ObsMoments))
}

// Renormalise takes the moments of observations over into the normaliser. From the
// second rollout on, the networks' first layers follow the mean.
func (p *Plan) Renormalise(firstRollout bool) []Launch {
	inputs, outputs := p.Width(0)/4, p.Width(1)/4
	takeOver := launch("TakeOver", p.Observations, []any{p.Observations, inputs}, ObsMoments, Normaliser)
	if firstRollout {
		return []Launch{takeOver}
	}
	return []Launch{
		launch("ShiftBiases", 2*outputs, []any{p.Observations, inputs, outputs, p.Params() / 4}, ObsMoments, Normaliser, Params),
		takeOver,
	}
}

// Judge scales the rewards of a rollout, of which there have been so many before,
// and estimates advantages and returns.
func (p *Plan) Judge(before int) []Launch {
	var launches []Launch
	if before == 0 {
		launches = append(launches, launch("Centre", 1, []any{1, p.Batch(), 0}, Rewards, RewardMoments))
	}
	launches = append(launches, launch("Returns", p.Instances,
		[]any{p.Instances, p.Horizon, p.Jobs, p.Gamma, 1 / float64(p.Batch())}, Rewards, Flags, RewardMoments, Running, RewardSums))
	launches = append(launches, p.Fold(2, RewardSums, FoldPartial, FoldTotal)...)
	return append(launches,
		launch("Merge", 1, []any{1, 1.0, 1 / float64(before+1)}, FoldTotal, RewardMoments),
		launch("Scale", p.Batch(), []any{p.Batch()}, RewardMoments, Rewards, Scaled),
		launch("Advantages", p.Instances, []any{p.Instances, p.Horizon, p.Gamma, p.Gamma * p.Lambda},
			Scaled, Values, NextValues, Flags, AdvantageOf, ReturnOf))
}
