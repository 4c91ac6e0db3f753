package kernels

import math "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math32"

// Counts of how often a training was in each bin of each of its terms are those of
// evaluator.Counts. Bins of a term are numbered from the outermost below its range;
// cells is how many there are, bins in the range and beyond on either side.
//
// A job has terms of its own, counted of them, in columns that are the same for all
// jobs. ranges is [J][columns][4]: the least and the greatest value up to the rollout
// that set the width, that width, 0 until then, and the value of the first transition.

// CountRange extends the ranges of terms that have no width by some transitions of a
// rollout, with those from number from on. With first they are the training's first.
//
// There are columns invocations per job, of count iterations each.
//
//	progress  [J][columns][batch], the values of terms
func CountRange(i, perJob, columns, batch, from, count uint32, first bool, active []uint32, progress, ranges []float32) {
	job, column := place(i, perJob, active)
	if column >= columns {
		return
	}
	column += job * columns
	at := 4 * column
	if ranges[at+2] > 0 {
		return
	}
	row := column*batch + from
	lo, hi := ranges[at], ranges[at+1]
	if first {
		lo, hi = progress[row], progress[row]
		ranges[at+3] = lo
	}
	for k := uint32(0); k < count; k++ {
		lo, hi = min(lo, progress[row+k]), max(hi, progress[row+k])
	}
	ranges[at], ranges[at+1] = lo, hi
}

// CountWidth sets the width of the bins of terms that have a range now, and puts the
// visits to the only value before it into that value's bin.
//
// There are columns invocations per job.
//
//	visits  [J][columns][cells]
func CountWidth(i, perJob, columns, bins, beyond uint32, active []uint32, ranges []float32, visits []uint32) {
	job, column := place(i, perJob, active)
	if column >= columns {
		return
	}
	column += job * columns
	at := 4 * column
	width := (ranges[at+1] - ranges[at]) / float32(bins)
	if ranges[at+2] > 0 || !(width > 0) {
		return
	}
	ranges[at+2] = width
	first := column * (bins + 2*beyond)
	before := visits[first+beyond]
	visits[first+beyond] = 0
	visits[first+cellOf(ranges[at+3], ranges[at], width, bins, beyond)] += before
}

// cellOf returns the bin of a value, of ones of a width from lo on. Without a width
// there is one.
func cellOf(v, lo, width float32, bins, beyond uint32) uint32 {
	if !(width > 0) {
		return beyond
	}
	cell := math.Floor((v-lo)/width) + float32(beyond)
	last := float32(bins + 2*beyond - 1)
	if cell > last {
		cell = last
	}
	if !(cell > 0) {
		cell = 0
	}
	return uint32(cell)
}

// CountCells finds the bin of every value.
//
// There are batch invocations per job, one for each transition, of columns iterations
// each.
//
//	progress  [J][columns][batch], the values of terms
//	cells     [J][columns][batch], their bins
func CountCells(i, perJob, batch, columns, bins, beyond uint32, active []uint32, progress, ranges []float32, cells []uint32) {
	job, n := place(i, perJob, active)
	if n >= batch {
		return
	}
	for c := job * columns; c < (job+1)*columns; c++ {
		cells[c*batch+n] = cellOf(progress[c*batch+n], ranges[4*c], ranges[4*c+2], bins, beyond)
	}
}

// CountVisits counts the visits to each bin in the order of transitions, some of a
// rollout, and puts 1 over the root of the count in the place of each value.
//
// There are columns·each invocations per job, [column][bin], of count iterations each.
//
//	cells     [J][columns][batch]
//	visits    [J][columns][each]
//	progress  [J][columns][batch]
func CountVisits(i, perJob, columns, each, batch, from, count uint32, active, cells, visits []uint32, progress []float32) {
	job, n := place(i, perJob, active)
	column, cell := split(n, each)
	if column >= columns {
		return
	}
	column += job * columns
	seen := visits[column*each+cell]
	row := column*batch + from
	for k := uint32(0); k < count; k++ {
		if cells[row+k] == cell {
			seen++
			progress[row+k] = 1 / math.Sqrt(float32(seen))
		}
	}
	visits[column*each+cell] = seen
}

// CountRewards adds the bonus to rewards, and to what statistics have of them.
//
// There are instances invocations per job, of steps·(1 + counted) iterations each.
// returns and rewarded are the columns of statistics with the sums over episodes that
// ended and over steps. jobs is J.
//
//	counted     [J], the number of the job's own terms
//	progress    [J][columns][steps][instances], of CountVisits
//	flags       [J][steps][instances]: other than 0 at the last transition of an episode
//	rewards     [J][steps][instances]
//	running     [J][instances], the bonus of the episode up to now, 0 from the start
//	statistics  [all columns][J][instances]
func CountRewards(i, perJob, instances, steps, columns, jobs, returns, rewarded uint32, bonus float32,
	active, counted []uint32, progress []float32, flags []uint32, rewards, running, statistics []float32) {
	job, n := place(i, perJob, active)
	if n >= instances {
		return
	}
	at := job*instances + n
	terms, episode := counted[job], running[at]
	var all, ended float32
	for t := uint32(0); t < steps; t++ {
		sum := float32(0)
		for c := job * columns; c < job*columns+terms; c++ {
			sum += progress[(c*steps+t)*instances+n]
		}
		sum *= bonus
		row := (job*steps+t)*instances + n
		rewards[row] += sum
		all += sum
		episode += sum
		if flags[row] != 0 {
			ended += episode
			episode = 0
		}
	}
	running[at] = episode
	statistics[(returns*jobs+job)*instances+n] += ended
	statistics[(rewarded*jobs+job)*instances+n] += all
}
