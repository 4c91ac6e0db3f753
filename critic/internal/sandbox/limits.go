// Package sandbox bounds the critic's child process from within and tells its
// parent why it ended.
package sandbox

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// Limits bound a child.
type Limits struct {
	Memory     int64         // bytes of data
	CPU        time.Duration // of all threads together, 0 for any; rounded up to seconds
	Opening    time.Duration // the same until Proceed, at most CPU; 0 for CPU
	StackBytes int           // of one goroutine
}

// Exit statuses of a child.
const (
	ExitProtocol = 70 // the parent sent something else than the protocol has
	ExitMemory   = 71
	ExitCPU      = 72
	ExitLimits   = 73 // the limits could not be set
)

// Enter limits the calling process for good. The channel receives an exit
// status once a limit is exceeded; the system may kill the process first.
func Enter(l Limits) (<-chan int, error) {
	debug.SetMaxStack(l.StackBytes)
	// Rewards leave much garbage and little else behind.
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(l.Memory / 2)
	runtime.GOMAXPROCS(2)
	exceeded := make(chan int, 2)
	if err := restrict(l, exceeded); err != nil {
		return nil, err
	}
	go watchMemory(l.Memory, exceeded)
	return exceeded, nil
}

// watchMemory works on every system. It cannot catch a single huge allocation,
// which the runtime or the system refuses.
func watchMemory(limit int64, exceeded chan<- int) {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"}}
	for range time.Tick(10 * time.Millisecond) {
		metrics.Read(sample)
		if sample[0].Value.Uint64()+sample[1].Value.Uint64() > uint64(limit) {
			exceeded <- ExitMemory
			return
		}
	}
}
