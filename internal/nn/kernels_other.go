//go:build !amd64

package nn

// native returns the kernel sets in assembly: none but for amd64.
func native() []*Kernels { return nil }
