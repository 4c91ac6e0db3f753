//go:build unix

package cputime

import (
	"syscall"
	"time"
)

// Used is the processor time that the process has used, all threads together.
func Used() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
