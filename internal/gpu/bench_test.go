package gpu_test

import (
	"fmt"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
)

// BenchmarkRun runs batches of dispatches that do next to nothing.
func BenchmarkRun(b *testing.B) {
	for _, n := range []int{1, 10, 1000} {
		b.Run(fmt.Sprintf("dispatches=%d", n), func(b *testing.B) {
			x := open(b, gpu.Options{})
			buffer := x.buffer("x", 64)
			var list []gpu.Dispatch
			for range n {
				list = append(list, gpu.Dispatch{Kernel: x.kernel("Number"), Invocations: 64, Buffers: []gpu.View{buffer.All()}})
			}
			batch := x.batch(list...)
			x.run(batch)
			for b.Loop() {
				x.run(batch)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "us/dispatch")
		})
	}
}

// BenchmarkNewBatch puts batches together.
func BenchmarkNewBatch(b *testing.B) {
	x := open(b, gpu.Options{})
	buffer := x.buffer("x", 64)
	var list []gpu.Dispatch
	for range 1000 {
		list = append(list, gpu.Dispatch{Kernel: x.kernel("Number"), Invocations: 64, Buffers: []gpu.View{buffer.All()}})
	}
	for b.Loop() {
		x.batch(list...).Release()
	}
}

// BenchmarkTransfer writes and reads buffers.
func BenchmarkTransfer(b *testing.B) {
	for _, words := range []int{1 << 10, 1 << 18, 1 << 24} {
		x := open(b, gpu.Options{})
		buffer, host := x.buffer("x", words), make([]uint32, words)
		for way, move := range map[string]func() error{
			"write": func() error { return buffer.Write(ctx, 0, host) },
			"read":  func() error { return buffer.Read(ctx, 0, host) },
		} {
			b.Run(fmt.Sprintf("%s/bytes=%d", way, 4*words), func(b *testing.B) {
				b.SetBytes(int64(4 * words))
				for b.Loop() {
					if err := move(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	gputest.Open(b)
	for b.Loop() {
		d, err := gpu.Open(gpu.Options{Software: true})
		if err != nil {
			b.Fatal(err)
		}
		d.Close()
	}
}
