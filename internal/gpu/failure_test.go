package gpu

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
)

var ctx = context.Background()

// TestLost loses the device in each way there is: all that follows says so, and
// closing it releases everything.
func TestLost(t *testing.T) {
	tests := []struct {
		name  string
		fault func(*fake)
		kind  error
		says  string
	}{
		{"submit", func(f *fake) { f.refuse, f.code = "vkQueueSubmit", driver.CodeLost }, ErrLost, "vkQueueSubmit: the device is lost (-4): its driver"},
		{"second submit", func(f *fake) { f.refuse, f.after, f.code = "vkQueueSubmit", 1, driver.CodeLost }, ErrLost, "open it again, or use the CPU"},
		{"wait", func(f *fake) { f.refuse, f.code = "vkWaitForFences", driver.CodeLost }, ErrLost, "vkWaitForFences: the device is lost (-4)"},
		{"last wait", func(f *fake) { f.refuse, f.after, f.code = "vkWaitForFences", 2, driver.CodeLost }, ErrLost, "the system's log (dmesg)"},
		{"nothing run", func(f *fake) { f.forget = true }, ErrLost, "it says that it has run them, and has not"},
		{"panic", func(f *fake) { f.panics = true }, ErrLibrary, "nil pointer: use the CPU, and report this"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f, d, b := fakeDevice(t)
			for range 2 {
				if err := b.Run(ctx); err != nil {
					t.Fatal(err)
				}
			}
			test.fault(f)
			err := b.Run(ctx)
			if !errors.Is(err, test.kind) || !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), "Fake") {
				t.Errorf("%v, want %v that says %q", err, test.kind, test.says)
			}
			submits := f.submits
			for _, err := range []error{b.Run(ctx), b.list[0].Buffers[0].Buffer.Clear(ctx), load1(d)} {
				if !errors.Is(err, test.kind) {
					t.Errorf("afterwards: %v", err)
				}
			}
			if f.submits != submits {
				t.Error("a lost device is given more to do")
			}
			d.Close()
			if f.live != 0 || !f.closed {
				t.Errorf("%d things live after Close, closed %v", f.live, f.closed)
			}
		})
	}
}

func load1(d *Device) error {
	_, err := d.NewBuffer("more", 1)
	return err
}

// TestOutOfMemory runs out of memory in each place, and goes on.
func TestOutOfMemory(t *testing.T) {
	for _, call := range []string{"vkAllocateMemory", "vkEndCommandBuffer", "vkCreateComputePipelines"} {
		f, d, b := fakeDevice(t)
		f.refuse, f.code = call, driver.CodeDeviceMemory
		var err error
		if call == "vkAllocateMemory" {
			_, err = d.NewBuffer("big", 1<<20)
		} else {
			b.list[0].Kernel.pipeline.Release()
			b.list[0].Kernel.pipeline = nil
			_, err = d.NewBatch(b.list)
		}
		if !errors.Is(err, ErrOutOfMemory) || !strings.Contains(err.Error(), call+": the device is out of memory (-2)") {
			t.Errorf("%s: %v", call, err)
		}
		if call == "vkAllocateMemory" && !strings.Contains(err.Error(), "buffer big of 4 MiB, where buffers take 256 bytes of 1 GiB") {
			t.Errorf("%v names no sizes", err)
		}
		if err := b.Run(ctx); err != nil {
			t.Errorf("%s: afterwards: %v", call, err)
		}
		d.Close()
		if f.live != 0 {
			t.Errorf("%s: %d things live after Close", call, f.live)
		}
	}
}

// TestNoRoomToSubmit is refused a submission while others are under way.
func TestNoRoomToSubmit(t *testing.T) {
	f, _, b := fakeDevice(t)
	f.refuse, f.after, f.code = "vkQueueSubmit", 1, driver.CodeHostMemory
	if err := b.Run(ctx); !errors.Is(err, ErrOutOfMemory) {
		t.Error(err)
	}
	if err := b.Run(ctx); err != nil {
		t.Error(err)
	}
}

// TestHang has a device that does not come to an end: nothing that it uses may be
// released.
func TestHang(t *testing.T) {
	for name, limit := range map[string]time.Duration{"Options.Timeout": time.Minute, "deadline": 10 * time.Millisecond} {
		f, d, b := fakeDevice(t)
		f.hang = true
		ctx, cancel := context.WithTimeout(ctx, limit)
		defer cancel()
		live := f.live
		if err := b.Run(ctx); !errors.Is(err, ErrTimeout) || !strings.Contains(err.Error(), "run less at a time, or use the CPU") {
			t.Errorf("%s: %v", name, err)
		}
		if err := b.Run(context.Background()); !errors.Is(err, ErrTimeout) {
			t.Errorf("%s: afterwards: %v", name, err)
		}
		b.Release()
		d.Close()
		if f.live != live || f.closed {
			t.Errorf("%s: %d of %d things live, closed %v", name, f.live, live, f.closed)
		}
		if err := b.Run(context.Background()); err == nil {
			t.Errorf("%s: a batch runs on a closed device", name)
		}
	}
}

func TestChoose(t *testing.T) {
	adapter := func(name string, k Kind, memory uint64) driver.Adapter {
		return &fake{info: Info{Name: name, Kind: k, Limits: Limits{MemoryBytes: memory}}}
	}
	all := []driver.Adapter{adapter("NVIDIA H200", Discrete, 140), adapter("Radeon", Integrated, 8), adapter("llvmpipe", Software, 2)}
	tests := []struct {
		o    Options
		from []driver.Adapter
		want string
		err  error
	}{
		{Options{}, all, "NVIDIA H200", nil},
		{Options{Adapter: "radeon"}, all, "Radeon", nil},
		{Options{Adapter: "pipe", Software: true}, all, "llvmpipe", nil},
		{Options{Adapter: "pipe"}, all, "there is only a software device (llvmpipe), which is slower", ErrOnlySoftware},
		{Options{}, all[2:], "there is only a software device (llvmpipe)", ErrOnlySoftware},
		{Options{Software: true}, all[2:], "llvmpipe", nil},
		{Options{Adapter: "Arc"}, all, `there is no such device: none has "Arc" in its name, there is "NVIDIA H200", "Radeon", "llvmpipe"`, ErrNoAdapter},
	}
	for _, test := range tests {
		a, err := choose(test.from, test.o)
		got := ""
		if a != nil {
			got = a.Info().Name
		} else {
			got = err.Error()
		}
		if !errors.Is(err, test.err) || !strings.Contains(got, test.want) {
			t.Errorf("%+v: %s, want %s", test.o, got, test.want)
		}
	}
	if preference(all[0].Info(), all[1].Info()) >= 0 || preference(Info{Limits: Limits{MemoryBytes: 8}}, Info{Limits: Limits{MemoryBytes: 9}}) <= 0 {
		t.Error("a discrete device, or a larger one, is not preferred")
	}
}

func TestParts(t *testing.T) {
	tests := []struct {
		invocations int
		grid        bool
		want        []part
	}{
		{0, true, nil},
		{0, false, nil},
		{1, true, []part{{0, 1, 1}}},
		{64 * 10, true, []part{{0, 10, 1}}},
		{64*10 + 1, true, []part{{0, 6, 2}}},
		{64 * 100, true, []part{{0, 10, 10}}},
		{64 * 95, true, []part{{0, 10, 10}}},
		{64*10 + 1, false, []part{{0, 10, 1}, {640, 1, 1}}},
		{64 * 20, false, []part{{0, 10, 1}, {640, 10, 1}}},
	}
	for _, test := range tests {
		got := parts(test.invocations, test.grid, 10)
		if len(got) != len(test.want) {
			t.Errorf("%d invocations: %v, want %v", test.invocations, got, test.want)
			continue
		}
		for i := range got {
			if got[i] != test.want[i] {
				t.Errorf("%d invocations: %v, want %v", test.invocations, got, test.want)
			}
		}
	}
}
