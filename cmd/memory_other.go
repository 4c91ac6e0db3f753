//go:build !linux

package cmd

// machineMemory is the memory of the machine in bytes, 0 where it is not known.
func machineMemory() float64 { return 0 }
