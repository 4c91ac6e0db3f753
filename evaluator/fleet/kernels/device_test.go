package kernels

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// twin runs launches on a device beside a machine.
type twin struct {
	*machine
	device  *gpu.Device
	program *gpu.Program
	buffers map[Buffer]*gpu.Buffer
}

// TestDeviceAgrees trains natively, and runs each launch on a device as well, from the
// same buffers. A device may fuse products with sums and divide with an error of some
// units in the last place; what are no floats has the same bits.
func TestDeviceAgrees(t *testing.T) {
	device, program := load(t)
	for name, shape := range some() {
		t.Run(name, func(t *testing.T) {
			d := &twin{newMachine(t, shape, coefficients), device, program, map[Buffer]*gpu.Buffer{}}
			defer d.release()
			d.watch = d.both
			d.train([]uint64{1, 2, 3}[:shape.Jobs])
		})
	}
}

// load opens a device and compiles the entries for it.
func load(t testing.TB) (*gpu.Device, *gpu.Program) {
	t.Helper()
	device := gputest.Open(t)
	module, err := spirv.Emit(compile(t), device.Info().Shaders())
	if err != nil {
		t.Fatal(err)
	}
	program, err := device.Load(module)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(program.Release)
	return device, program
}

// TestDeviceDiverges gives networks gradients that are not finite on a device.
func TestDeviceDiverges(t *testing.T) {
	device, program := load(t)
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		d := &twin{newMachine(t, tiny["discrete"], coefficients), device, program, map[Buffer]*gpu.Buffer{}}
		defer d.release()
		d.watch = d.both
		r := rand.New(rand.NewPCG(14, 15))
		newNetworks(d.machine, r)
		d.giveGradient(r, 1)
		d.floats(Partial)[3] = float32(bad)
		d.run(append(d.plan.reduce(1), d.plan.adam(1, 1e-2))...)
		if d.memory[Diverged][0] != 1 {
			t.Errorf("gradient %g: the network has not diverged", bad)
		}
	}
}

func (d *twin) release() {
	for _, b := range d.buffers {
		b.Release()
	}
}

// both runs a launch natively and on the device.
func (d *twin) both(l Launch, native func()) {
	d.t.Helper()
	d.send(l)
	native()
	batch := d.batch(l)
	defer batch.Release()
	if err := batch.Run(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
	for _, b := range l.Buffers {
		got := make([]uint32, len(d.memory[b]))
		if err := d.buffers[b].Read(d.t.Context(), 0, got); err != nil {
			d.t.Fatal(err)
		}
		d.compare(l.Kernel, b, got)
	}
}

// send writes the buffers of a launch to the device.
func (d *twin) send(l Launch) {
	d.t.Helper()
	for _, b := range l.Buffers {
		if d.buffers[b] == nil {
			var err error
			if d.buffers[b], err = d.device.NewBuffer(string(b), len(d.memory[b])); err != nil {
				d.t.Fatal(err)
			}
		}
		if err := d.buffers[b].Write(d.t.Context(), 0, d.memory[b]); err != nil {
			d.t.Fatal(err)
		}
	}
}

// batch puts launches together, whose buffers are on the device.
func (d *twin) batch(launches ...Launch) *gpu.Batch {
	d.t.Helper()
	var list []gpu.Dispatch
	for _, l := range launches {
		k, err := d.program.Kernel(l.Kernel)
		if err != nil {
			d.t.Fatal(err)
		}
		x := gpu.Dispatch{Kernel: k, Invocations: l.Invocations(len(d.active)), Args: l.Args}
		for _, b := range l.Buffers {
			x.Buffers = append(x.Buffers, d.buffers[b].All())
		}
		list = append(list, x)
	}
	batch, err := d.device.NewBatch(list)
	if err != nil {
		d.t.Fatal(err)
	}
	return batch
}

// compare holds a buffer of the device to the machine's.
func (d *twin) compare(kernel string, b Buffer, got []uint32) {
	d.t.Helper()
	want := d.memory[b]
	if slices.Contains([]Buffer{Active, Seeds, PermutationOf, Flags, Diverged, Counted, CountedCells, Visits}, b) {
		if !slices.Equal(got, want) {
			d.t.Fatalf("%s: %s has other bits than natively", kernel, b)
		}
		return
	}
	scale := 0.0
	for _, x := range view[float32](want) {
		if size := math.Abs(float64(x)); size <= largest {
			scale = max(scale, size)
		}
	}
	for i, x := range view[float32](want) {
		y := view[float32](got)[i]
		if same := x == y || x != x && y != y; !same && !near(float64(y), float64(x), 1e-5, scale) {
			d.t.Fatalf("%s: element %d of %s is %g, natively %g of at most %g", kernel, i, b, y, x, scale)
		}
	}
}
