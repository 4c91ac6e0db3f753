package kernels

// FoldPartialWords returns how many words Fold of so many columns needs between its
// two launches.
func (p *Plan) FoldPartialWords(columns int) int { return 2 * p.Jobs * columns * p.foldChunks }

// Columns are some of a buffer's columns of statistics, [all columns][J][N].
type Columns struct {
	Of           Buffer
	First, Count int
}

// Fold adds up columns over the instances of each job to totals [J][Count][2]: two
// numbers each, whose sum is the total. partial has FoldPartialWords of that count.
func (p *Plan) Fold(c Columns, partial, totals Buffer) []Launch {
	return []Launch{
		launch("FoldChunks", c.Count*p.foldChunks, []any{p.Instances, p.Jobs, c.First, c.Count, p.foldChunks}, c.Of, partial),
		launch("FoldTotals", c.Count, []any{c.Count, p.foldChunks}, partial, totals),
	}
}

// MergeObservations takes observations of a number of steps into their moments, which
// hold those of so many steps before. The columns from first on are, of each instance,
// the sums of every field's deviations from the mean in the normaliser, then the sums of
// their squares. That mean must be that of the moments: Renormalise follows each merge.
//
// With none before, what the moments held does not count. The first samples can so be
// merged twice, the second time from the mean that the first has found, which is exact
// for fields far from 0.
func (p *Plan) MergeObservations(statistics Buffer, first, before, steps int) []Launch {
	share := 1 / (float64(p.Instances) * float64(steps))
	weight := float64(steps) / (float64(before) + float64(steps))
	return append(p.Fold(Columns{statistics, first, 2 * p.Observations}, FoldPartial, FoldTotal),
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
	launches = append(launches, p.Fold(Columns{RewardSums, 0, 2}, FoldPartial, FoldTotal)...)
	return append(launches,
		launch("Merge", 1, []any{1, 1.0, 1 / float64(before+1)}, FoldTotal, RewardMoments),
		launch("Scale", p.Batch(), []any{p.Batch()}, RewardMoments, Rewards, Scaled),
		launch("Advantages", p.Instances, []any{p.Instances, p.Horizon, p.Gamma, p.Gamma * p.Lambda},
			Scaled, Values, NextValues, Flags, AdvantageOf, ReturnOf))
}
