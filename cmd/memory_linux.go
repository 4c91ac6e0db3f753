package cmd

import "golang.org/x/sys/unix"

// machineMemory is the memory of the machine in bytes, 0 where it is not known.
func machineMemory() float64 {
	var info unix.Sysinfo_t
	if unix.Sysinfo(&info) != nil {
		return 0
	}
	return float64(info.Totalram) * float64(info.Unit)
}
