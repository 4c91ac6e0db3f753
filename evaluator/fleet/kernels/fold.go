package kernels

// FoldChunks adds up statistics over the instances of each job, every chunks-th
// instance apart. Sums are two numbers, the second what rounding took from the
// first, and so right to 1e-6 for any number of instances.
//
// There are columns·chunks invocations per job, [column][chunk], of
// instances/chunks iterations each. jobs is J; first is the number of the first column
// among all there are.
//
//	statistics  [all columns][J][instances]
//	partial     [J][columns][chunks][2]
func FoldChunks(i, perJob, instances, jobs, first, columns, chunks uint32, active []uint32, statistics, partial []float32) {
	job, n := place(i, perJob, active)
	column, chunk := split(n, chunks)
	if column >= columns {
		return
	}
	from := ((first+column)*jobs + job) * instances
	var sum, rest float32
	for k := chunk; k < instances; k += chunks {
		sum, rest = accumulate(sum, rest, statistics[from+k])
	}
	to := 2 * (job*columns*chunks + n)
	partial[to], partial[to+1] = sum, rest
}

// FoldTotals adds up the chunks of FoldChunks in order.
//
// There are columns invocations per job, of chunks iterations each.
//
//	partial  [J][columns][chunks][2]
//	totals   [J][columns][2], whose sum is the total
func FoldTotals(i, perJob, columns, chunks uint32, active []uint32, partial, totals []float32) {
	job, column := place(i, perJob, active)
	if column >= columns {
		return
	}
	column += job * columns
	var sum, rest float32
	for k := uint32(0); k < chunks; k++ {
		from := 2 * (column*chunks + k)
		sum, rest = accumulate(sum, rest+partial[from+1], partial[from])
	}
	totals[2*column], totals[2*column+1] = sum, rest
}
