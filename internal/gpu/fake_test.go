package gpu

import (
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// fake is a library, an adapter and a device that copies and clears as it is told,
// computes nothing, and fails when told to.
type fake struct {
	info Info
	t    *testing.T

	refuse  string // the call that fails next; "" for none
	after   int    // calls of it succeed before
	code    int32  // with which it fails
	forget  bool   // steps do nothing
	hang    bool   // nothing ends
	panics  bool   // Submit panics
	live    int    // things that have not been released
	submits int
	clock   uint64
	closed  bool
}

func (f *fake) fails(call string) error {
	if f.refuse != call {
		return nil
	}
	if f.after--; f.after >= 0 {
		return nil
	}
	f.refuse = ""
	return &driver.Error{Call: call, Code: f.code}
}

func (f *fake) Adapters() ([]driver.Adapter, error) { return []driver.Adapter{f}, nil }
func (f *fake) Info() Info                          { return f.info }
func (f *fake) Open() (driver.Device, error)        { return f, nil }
func (f *fake) Close()                              { f.closed = true }

// fakeThing is all that can be released.
type fakeThing struct {
	of    *fake
	words []uint32
	steps []driver.Step
}

func (x *fakeThing) Words() []uint32 { return x.words }

func (x *fakeThing) Release() {
	if x.of == nil {
		panic("released twice")
	}
	x.of.live--
	x.of = nil
}

func (f *fake) thing() *fakeThing {
	f.live++
	return &fakeThing{of: f}
}

func (f *fake) Memory(bytes uint64, _ driver.Place) (driver.Memory, error) {
	if err := f.fails("vkAllocateMemory"); err != nil {
		return nil, err
	}
	x := f.thing()
	x.words = make([]uint32, bytes/4)
	return x, nil
}

func (f *fake) Shader([]uint32) (driver.Shader, error) { return f.thing(), nil }

func (f *fake) Pipeline(driver.Shader, string, int) (driver.Pipeline, error) {
	if err := f.fails("vkCreateComputePipelines"); err != nil {
		return nil, err
	}
	return f.thing(), nil
}

func (f *fake) Record(steps []driver.Step) (driver.Commands, error) {
	if err := f.fails("vkEndCommandBuffer"); err != nil {
		return nil, err
	}
	x := f.thing()
	x.steps = steps
	return x, nil
}

func (f *fake) Submit(c driver.Commands) error {
	if f.panics {
		panic("nil pointer")
	}
	if err := f.fails("vkQueueSubmit"); err != nil {
		return err
	}
	f.submits++
	if f.forget {
		return nil
	}
	for _, s := range c.(*fakeThing).steps {
		switch s := s.(type) {
		case driver.Copy:
			copy(words32(s.To), words32(s.From))
		case driver.Clear:
			clear(words32(s.Range))
		case driver.Stamp:
			f.clock += 10
			copy(words32(s.To), []uint32{uint32(f.clock), uint32(f.clock >> 32)})
		}
	}
	return nil
}

func words32(r driver.Range) []uint32 {
	return r.Memory.(*fakeThing).words[r.At/4:][:r.Bytes/4]
}

func (f *fake) Wait(_ driver.Commands, limit time.Duration) (bool, error) {
	if err := f.fails("vkWaitForFences"); err != nil {
		return false, err
	}
	if f.hang {
		time.Sleep(limit)
	}
	return !f.hang, nil
}

// fakeDevice is a device on a fake, with a batch of three submissions.
func fakeDevice(t *testing.T) (*fake, *Device, *Batch) {
	t.Helper()
	f := &fake{t: t, info: Info{Name: "Fake", Limits: Limits{Groups: 4, StorageAlign: 16, MemoryBytes: 1 << 30}}}
	d := newDevice(f, f, f.info, Options{MaxDispatches: 1, Timeout: 50 * time.Millisecond})
	d.grace = 50 * time.Millisecond
	p, err := d.Load(&spirv.Module{Binary: make([]byte, 4), Grids: []spirv.Grid{{Name: "K", Buffers: []spirv.GridBuffer{{Name: "x"}}}}})
	if err != nil {
		t.Fatal(err)
	}
	k, _ := p.Kernel("K")
	x, err := d.NewBuffer("x", 64)
	if err != nil {
		t.Fatal(err)
	}
	dispatch := Dispatch{Kernel: k, Invocations: 64, Buffers: []View{x.All()}}
	b, err := d.NewBatch([]Dispatch{dispatch, dispatch, dispatch})
	if err != nil {
		t.Fatal(err)
	}
	return f, d, b
}
