package kernels

// place returns the job that invocation i works for and the invocation's number
// within it. Each of the jobs in active has perJob invocations.
func place(i, perJob uint32, active []uint32) (job, n uint32) {
	slot := i / perJob
	return active[slot], i - slot*perJob
}

// split returns n divided by size, and the rest.
func split(n, size uint32) (whole, rest uint32) {
	whole = n / size
	return whole, n - whole*size
}
