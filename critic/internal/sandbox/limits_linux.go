package sandbox

import (
	"fmt"
	"os"
	"os/signal"
	"time"

	"golang.org/x/sys/unix"
)

// restrict sets the limits that the kernel enforces. Under the race detector
// its shadow memory counts as data, so that only watchMemory bounds that.
func restrict(l Limits, exceeded chan<- int) error {
	limits := map[int]uint64{unix.RLIMIT_FSIZE: 0, unix.RLIMIT_CORE: 0, unix.RLIMIT_NOFILE: 16}
	if !raceDetector {
		// watchMemory ends the child in good order; this is for what grows faster.
		limits[unix.RLIMIT_DATA] = 2 * uint64(l.Memory)
	}
	for resource, n := range limits {
		if err := unix.Setrlimit(resource, &unix.Rlimit{Cur: n, Max: n}); err != nil {
			return fmt.Errorf("setting resource limit %d: %w", resource, err)
		}
	}
	// For this thread and those that it starts. The runtime can do it for all
	// only in programs without cgo, and panics in those that link the GPU library.
	// It matters only if a reward could start programs, which none can.
	_ = unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
	if l.CPU == 0 {
		return nil
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, unix.SIGXCPU)
	go func() {
		<-signals
		exceeded <- ExitCPU
	}()
	first := l.CPU
	if l.Opening > 0 {
		first = min(l.Opening, l.CPU)
	}
	return limitCPU(first, l.CPU)
}

// Proceed raises the limit of CPU time in a process that Enter has limited, from that of
// the opening to that of all.
func Proceed(l Limits) error {
	if l.CPU == 0 {
		return nil
	}
	return limitCPU(l.CPU, l.CPU)
}

// limitCPU has the kernel signal at a limit and kill two seconds after the last one, or
// where the system killed the process before.
func limitCPU(limit, last time.Duration) error {
	seconds := func(d time.Duration) uint64 { return uint64((d + time.Second - 1) / time.Second) }
	var system unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_CPU, &system); err != nil {
		return fmt.Errorf("reading the limit of CPU time: %w", err)
	}
	most := min(seconds(last)+2, system.Max) // which only a privileged process could raise
	if err := unix.Setrlimit(unix.RLIMIT_CPU, &unix.Rlimit{Cur: min(seconds(limit), most), Max: most}); err != nil {
		return fmt.Errorf("limiting CPU time: %w", err)
	}
	return nil
}
