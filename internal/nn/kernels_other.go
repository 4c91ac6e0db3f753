//go:build !amd64 && !arm64

package nn

// native returns the kernel sets in assembly: none but for amd64
// and arm64.
func native() []*Kernels { return nil }
