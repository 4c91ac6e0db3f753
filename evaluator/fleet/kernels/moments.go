package kernels

import math "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math32"

// Running moments of a job's fields are [4][fields]: mean, what the mean lost in
// rounding, variance, what that lost. Two numbers each keep them right when one
// rollout among many moves them by less than a unit in the last place. The first
// mean is the origin from which deviations of new samples are to be taken: near
// them, their squares keep their precision. Samples that all lie a thousand times as
// far from it as from each other count as equal, since rounding looks like that.
//
// The number of samples is the same for all jobs, and the host's.

// Centre starts moments at the first sample, which becomes their mean with a
// variance of 0. Nothing counts yet: the first Merge, whose weight is 1, replaces
// it.
//
// There are fields invocations per job. Field f of a job's sample is element
// job·jobStep + f·fieldStep of samples.
//
//	moments  [J][4][fields]
func Centre(i, perJob, fields, jobStep, fieldStep uint32, active []uint32, samples, moments []float32) {
	job, f := place(i, perJob, active)
	if f >= fields {
		return
	}
	at := job*4*fields + f
	moments[at] = samples[job*jobStep+f*fieldStep]
	moments[at+fields], moments[at+2*fields], moments[at+3*fields] = 0, 0, 0
}

// Merge takes new samples into running moments (Chan, Golub and LeVeque 1983,
// equation 2.1, divided by the number of samples).
//
// There are fields invocations per job. share is what the sums are multiplied with
// to become means of the new samples, weight the number of these over that of all
// samples, new and old.
//
//	totals   [J][2·fields][2], of FoldTotals: the deviations of new samples from the
//	         mean (the first of its two numbers), then the squares of deviations
//	moments  [J][4][fields]
func Merge(i, perJob, fields uint32, share, weight float32, active []uint32, totals, moments []float32) {
	job, f := place(i, perJob, active)
	if f >= fields {
		return
	}
	from := 2 * (job*2*fields + f)
	at := job*4*fields + f
	shift := totals[from] * share
	fresh := totals[from+2*fields]*share - shift*shift
	if fresh < 1e-6*shift*shift {
		fresh = 0
	}
	d := shift - moments[at+fields]
	variance := moments[at+2*fields]
	step := weight * (fresh - variance - moments[at+3*fields] + (1-weight)*d*d)
	moments[at], moments[at+fields] = accumulate(moments[at], moments[at+fields], weight*d)
	moments[at+2*fields], moments[at+3*fields] = accumulate(variance, moments[at+3*fields], step)
}

// accumulate adds x to sum + rest, of which sum is the nearest number to both.
func accumulate(sum, rest, x float32) (newSum, newRest float32) {
	s, lost := twoSum(sum, x)
	return twoSum(s, rest+lost)
}

// twoSum returns a + b rounded, and what rounding took from it (Knuth, The Art of
// Computer Programming 2, 4.2.2, theorem B).
func twoSum(a, b float32) (sum, rest float32) {
	sum = a + b
	c := sum - a
	return sum, (a - (sum - c)) + (b - c)
}

// deviation returns the standard deviation of a variance, which rounding may have
// brought below 0.
func deviation(variance float32) float32 { return math.Sqrt(max(variance, 0)) }
