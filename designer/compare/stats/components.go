package stats

// Variance tells apart how much runs differ and how much the training seeds
// within a run do.
type Variance struct {
	Runs    int     `json:"runs"`
	Values  int     `json:"values"`  // training seeds of all runs
	Between float64 `json:"between"` // variance component of the runs, at least 0
	Within  float64 `json:"within"`  // variance component of the seeds within a run
	// Truncated says that the estimate of Between was negative, as it is by chance
	// where runs differ little, and was set to 0.
	Truncated bool `json:"truncated,omitempty"`
}

// Components estimates the two variance components of values in groups, one group
// a run and one value a training seed, by the analysis of variance of the one-way
// random effects model (Searle, Casella and McCulloch 1992, "Variance Components",
// chapter 3), whose groups may differ in size:
//
//	within  = SSE / (N-k)
//	between = (SSA / (k-1) - within) / ((N - sum n_i^2 / N) / (k-1))
//
// with k groups of n_i of N values. It is false where there are not two groups or
// no group has two values. Empty groups are left out; the values must be finite.
func Components(groups [][]float64) (Variance, bool) {
	var v Variance
	total, squares := 0.0, 0.0
	for _, g := range groups {
		if len(g) == 0 {
			continue
		}
		v.Runs++
		v.Values += len(g)
		total += sum(g)
		squares += float64(len(g) * len(g))
	}
	if v.Runs < 2 || v.Values == v.Runs {
		return Variance{}, false
	}
	count, between := float64(v.Values), float64(v.Runs-1)
	ssa, sse := sumsOfSquares(groups, total/count)
	v.Within = sse / (count - float64(v.Runs))
	v.Between = (ssa/between - v.Within) / ((count - squares/count) / between)
	if v.Between < 0 {
		v.Between, v.Truncated = 0, true
	}
	return v, true
}

// sumsOfSquares returns those among the means of the groups, about the mean of
// all values, and within the groups.
func sumsOfSquares(groups [][]float64, grand float64) (among, within float64) {
	for _, g := range groups {
		if len(g) == 0 {
			continue
		}
		m := mean(g)
		among += float64(len(g)) * (m - grand) * (m - grand)
		for _, x := range g {
			within += (x - m) * (x - m)
		}
	}
	return among, within
}
