package gpu_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// kernels are those of the tests.
const kernels = `
func t.Step(i u32, by u32, plus u32) grid(x []u32) entry Step {
  %1 = load i
  %2 = fetch x[%1]
  %3 = load by
  %4 = load plus
  %5 = mul u32 %2, %3
  %6 = add u32 %5, %4
  put x[%1], %6
}

func t.Number(i u32) grid(x []u32) entry Number {
  %1 = load i
  put x[%1], %1
}

func t.Turn(i u32, factor f32, up bool, n int) grid(from [][4]f32, to [][4]f32, ns []int) entry Turn {
  %1 = load i
  %2 = fetch from[%1]
  %3 = part f32 %2, 0
  %4 = part f32 %2, 3
  %5 = load factor
  %6 = mul f32 %4, %5
  %7 = load up
  %8 = select f32 %7, %6, %3
  %9 = make [4]f32 %6, %3, %8, %4
  put to[%1], %9
  %10 = load n
  put ns[%1], %10
}

func t.Spin(i u32, n u32) grid(x []u32) entry Spin {
  var k u32
  var sum u32
  loop free L1 {
    %1 = load k
    %2 = load n
    %3 = ge %1, %2
    if %3 {
      break L1
    }
    %4 = load i
    %5 = fetch x[%4]
    %6 = load sum
    %7 = add u32 %5, %6
    store sum, %7
  } post {
    %8 = load k
    %9 = const u32 1
    %10 = add u32 %8, %9
    store k, %10
  }
  %11 = load i
  %12 = load sum
  put x[%11], %12
}

func t.Burn(i u32, n int) grid(x []u32) entry Burn {
  var k int
  loop L1 {
    %1 = load k
    %2 = load n
    %3 = ge %1, %2
    if %3 {
      break L1
    }
  } post {
    %4 = load k
    %5 = const int 1
    %6 = add int %4, %5
    store k, %6
  }
  %7 = load i
  %8 = stopped
  put x[%7], %8
}

func t.Divide(p {X int, Y int}) (q int, r int) entry Divide {
  %1 = load p.0
  %2 = load p.1
  %3 = div int %1, %2
  %4 = rem int %1, %2
  return %3, %4
}
`

var ctx = context.Background()

// module emits the kernels.
func module(t testing.TB, o spirv.Options) *spirv.Module {
	t.Helper()
	p, err := ir.Parse(kernels)
	if err != nil {
		t.Fatal(err)
	}
	if err := ir.Check(p); err != nil {
		t.Fatal(err)
	}
	m, err := spirv.Emit(p, o)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// bench is a device with the kernels.
type bench struct {
	testing.TB
	*gpu.Device
	program *gpu.Program
}

func open(t testing.TB, o gpu.Options) *bench {
	t.Helper()
	d := gputest.OpenWith(t, o)
	p, err := d.Load(module(t, d.Info().Shaders()))
	if err != nil {
		t.Fatal(err)
	}
	return &bench{t, d, p}
}

func (b *bench) kernel(name string) *gpu.Kernel {
	b.Helper()
	k, err := b.program.Kernel(name)
	if err != nil {
		b.Fatal(err)
	}
	return k
}

func (b *bench) buffer(name string, words int) *gpu.Buffer {
	b.Helper()
	x, err := b.NewBuffer(name, words)
	if err != nil {
		b.Fatal(err)
	}
	return x
}

func (b *bench) batch(list ...gpu.Dispatch) *gpu.Batch {
	b.Helper()
	x, err := b.NewBatch(list)
	if err != nil {
		b.Fatal(err)
	}
	return x
}

func (b *bench) run(x *gpu.Batch) {
	b.Helper()
	if err := x.Run(ctx); err != nil {
		b.Fatal(err)
	}
}

func (b *bench) write(x *gpu.Buffer, at int, words ...uint32) {
	b.Helper()
	if err := x.Write(ctx, at, words); err != nil {
		b.Fatal(err)
	}
}

func (b *bench) read(x *gpu.Buffer) []uint32 {
	b.Helper()
	words := make([]uint32, x.Words())
	if err := x.Read(ctx, 0, words); err != nil {
		b.Fatal(err)
	}
	return words
}

// TestTransfers writes and reads more than is staged at a time.
func TestTransfers(t *testing.T) {
	b := open(t, gpu.Options{})
	x := b.buffer("x", 5<<20)
	for i, w := range b.read(x) {
		if w != 0 {
			t.Fatalf("word %d of a new buffer is %d", i, w)
		}
	}
	want := make([]uint32, x.Words())
	for i := range want {
		want[i] = uint32(i) * 2654435761
	}
	b.write(x, 0, want...)
	b.write(x, 3, 7, 8, 9)
	copy(want[3:], []uint32{7, 8, 9})
	if !slices.Equal(b.read(x), want) {
		t.Error("what is read is not what was written")
	}
	part := make([]uint32, 5)
	if err := x.Read(ctx, 4<<20-2, part); err != nil || !slices.Equal(part, want[4<<20-2:][:5]) {
		t.Errorf("words %v, want %v: %v", part, want[4<<20-2:][:5], err)
	}
	if err := x.Clear(ctx); err != nil || slices.Max(b.read(x)) != 0 {
		t.Errorf("a cleared buffer is not zero: %v", err)
	}
}

// TestNewBuffersAreZero makes a buffer in memory that another has left.
func TestNewBuffersAreZero(t *testing.T) {
	b := open(t, gpu.Options{})
	for range 3 {
		x := b.buffer("x", 1<<18)
		if slices.Max(b.read(x)) != 0 {
			t.Error("a new buffer is not zero")
		}
		b.write(x, 0, slices.Repeat([]uint32{0xDEADBEEF}, 1<<18)...)
		x.Release()
	}
	if n := b.Bytes(); n != 0 {
		t.Errorf("%d bytes of buffers after the last was released", n)
	}
}

// TestOrder runs steps that do not commute, in submissions of few dispatches, and
// changes their arguments between runs.
func TestOrder(t *testing.T) {
	b := open(t, gpu.Options{MaxDispatches: 7})
	x, y := b.buffer("x", 200), b.buffer("y", 200)
	var list []gpu.Dispatch
	for i := range 50 {
		at := []gpu.View{x.All(), y.All()}[i%2]
		list = append(list, gpu.Dispatch{Kernel: b.kernel("Step"), Invocations: 200, Args: []uint32{3, uint32(i)}, Buffers: []gpu.View{at}})
	}
	batch := b.batch(list...)
	want := [2]uint32{}
	for round := range 3 {
		for i := range list {
			batch.Args(i)[0] = uint32(2*round + 3)
			want[i%2] = want[i%2]*uint32(2*round+3) + uint32(i)
		}
		b.run(batch)
		for k, buffer := range []*gpu.Buffer{x, y} {
			if got := b.read(buffer); !slices.Equal(got, slices.Repeat(want[k:k+1], 200)) {
				t.Errorf("round %d: %s is %d..., want %d", round, buffer.Name(), got[:3], want[k])
			}
		}
	}
}

// TestWritesAreSeen writes to a buffer between runs.
func TestWritesAreSeen(t *testing.T) {
	b := open(t, gpu.Options{})
	x := b.buffer("x", 64)
	batch := b.batch(gpu.Dispatch{Kernel: b.kernel("Step"), Invocations: 64, Args: []uint32{1, 1}, Buffers: []gpu.View{x.All()}})
	for i := range uint32(100) {
		b.write(x, 5, 1000*i)
		b.run(batch)
		if got := b.read(x); got[5] != 1000*i+1 || got[6] != i+1 {
			t.Fatalf("words %d and %d, want %d and %d", got[5], got[6], 1000*i+1, i+1)
		}
	}
}

// TestManyInvocations needs workgroups in two dimensions.
func TestManyInvocations(t *testing.T) {
	b := open(t, gpu.Options{})
	n := 65535*64 + 12345
	x := b.buffer("x", n+1)
	b.run(b.batch(gpu.Dispatch{Kernel: b.kernel("Number"), Invocations: n, Buffers: []gpu.View{x.All()}}))
	for i, w := range b.read(x) {
		if want := uint32(i % n); w != want { // the last word stays 0
			t.Fatalf("word %d is %d, want %d", i, w, want)
		}
	}
}

func TestLimit(t *testing.T) {
	b := open(t, gpu.Options{})
	x := b.buffer("x", 100)
	batch := b.batch(gpu.Dispatch{Kernel: b.kernel("Step"), Invocations: 90, Args: []uint32{1, 1}, Buffers: []gpu.View{x.All()}})
	for _, n := range []int{90, 10, 0, 65} {
		batch.Limit(0, n)
		b.run(batch)
	}
	for i, w := range b.read(x) {
		want := uint32(0)
		for _, n := range []int{90, 10, 0, 65} {
			if i < n {
				want++
			}
		}
		if w != want {
			t.Errorf("word %d is %d, want %d", i, w, want)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("Limit accepts more invocations than the batch was made for")
		}
	}()
	batch.Limit(0, 91)
}

// TestViews has scalars of all kinds and vectors in parts of one buffer.
func TestViews(t *testing.T) {
	b := open(t, gpu.Options{})
	align := int(max(b.Info().Limits.StorageAlign, 16) / 4)
	v, ns := b.buffer("v", 10*align), b.buffer("ns", 2)
	f := func(x float32) uint32 { return math.Float32bits(x) }
	b.write(v, align, f(1), f(2), f(3), f(4), f(5), f(6), f(7), f(8))
	minus := int32(-5)
	b.run(b.batch(gpu.Dispatch{
		Kernel: b.kernel("Turn"), Invocations: 2, Args: []uint32{f(0.5), 1, uint32(minus)},
		Buffers: []gpu.View{{Buffer: v, At: align, Words: 8}, {Buffer: v, At: 4 * align}, ns.All()},
	}))
	got := b.read(v)[4*align:][:8]
	if want := []uint32{f(2), f(1), f(2), f(4), f(4), f(5), f(4), f(8)}; !slices.Equal(got, want) {
		t.Errorf("vectors %x, want %x", got, want)
	}
	if got := b.read(ns); !slices.Equal(got, []uint32{uint32(minus), uint32(minus)}) {
		t.Errorf("ints %d", got)
	}
}

// TestProfile times a short and a long dispatch.
func TestProfile(t *testing.T) {
	b := open(t, gpu.Options{MaxDispatches: 2})
	if b.Info().Limits.Tick == 0 {
		t.Skipf("%s has no clock", b.Info().Name)
	}
	x := b.buffer("x", 1<<12)
	spin := func(n uint32) gpu.Dispatch {
		return gpu.Dispatch{Kernel: b.kernel("Spin"), Invocations: 1 << 12, Args: []uint32{n}, Buffers: []gpu.View{x.All()}}
	}
	start := time.Now()
	count := gpu.Dispatch{Kernel: b.kernel("Number"), Invocations: 1 << 12, Buffers: []gpu.View{x.All()}}
	times, err := b.batch(spin(1), spin(50000), count).Profile(ctx)
	if err != nil {
		t.Fatal(err)
	}
	total := times[0] + times[1] + times[2]
	if len(times) != 3 || times[1] < times[0] || times[1] < times[2] || min(times[0], times[1], times[2]) < 0 || total > time.Since(start) {
		t.Errorf("%v of %v", times, time.Since(start))
	}
	if got := b.read(x)[4095]; got != 4095 {
		t.Errorf("word %d, want 4095", got)
	}
}

func TestFuel(t *testing.T) {
	b := open(t, gpu.Options{})
	x := b.buffer("x", 1)
	for fuel, stops := range map[uint32]bool{1000: false, 50: true} {
		b.run(b.batch(gpu.Dispatch{Kernel: b.kernel("Burn"), Invocations: 1, Args: []uint32{100}, Buffers: []gpu.View{x.All()}, Fuel: fuel}))
		if got := b.read(x)[0]; (got != 0) != stops {
			t.Errorf("with fuel for %d turns a loop of 100 stops at %d", fuel, got)
		}
	}
}

func TestRows(t *testing.T) {
	b := open(t, gpu.Options{})
	m := module(t, b.Info().Shaders())
	const n = 1<<18 + 100 // more than are on the device at a time
	inputs := make([]uint32, 2*n)
	for r := range n {
		inputs[r], inputs[n+r] = uint32(1000+r), uint32(r%7)
	}
	results, faults, err := b.Rows(ctx, b.kernel("Divide"), m.Entries[0], n, 1000, inputs)
	if err != nil {
		t.Fatal(err)
	}
	for r := range n {
		x, y := 1000+r, r%7
		switch {
		case y == 0 && (faults[r] == 0 || m.Sites[faults[r]].Kind != ir.DivideByZero || results[r] != 0):
			t.Fatalf("row %d: %d/0 is %d with fault %d", r, x, results[r], faults[r])
		case y != 0 && (faults[r] != 0 || results[r] != uint32(x/y) || results[n+r] != uint32(x%y)):
			t.Fatalf("row %d: %d/%d is %d, %d with fault %d", r, x, y, results[r], results[n+r], faults[r])
		}
	}
	if _, _, err := b.Rows(ctx, b.kernel("Divide"), m.Entries[0], 3, 1, make([]uint32, 5)); err == nil {
		t.Error("5 words are accepted for 3 rows of 2 inputs")
	}
	if _, _, err := b.Rows(ctx, b.kernel("Step"), m.Entries[0], 0, 1, nil); err == nil {
		t.Error("a grid is accepted as a kernel of rows")
	}
	if r, f, err := b.Rows(ctx, b.kernel("Divide"), m.Entries[0], 0, 1, nil); err != nil || len(r)+len(f) != 0 {
		t.Errorf("no rows: %v %v %v", r, f, err)
	}
}

// TestRefusals gives batches that no driver shall see.
func TestRefusals(t *testing.T) {
	b, other := open(t, gpu.Options{}), open(t, gpu.Options{})
	x, v := b.buffer("x", 400), b.buffer("v", 400)
	foreign := other.buffer("foreign", 400)
	gone := b.buffer("gone", 400)
	gone.Release()
	step := func(w gpu.View) gpu.Dispatch {
		return gpu.Dispatch{Kernel: b.kernel("Step"), Invocations: 1, Args: []uint32{1, 2}, Buffers: []gpu.View{w}}
	}
	turn := func(from, to gpu.View) gpu.Dispatch {
		return gpu.Dispatch{Kernel: b.kernel("Turn"), Invocations: 1, Args: []uint32{1, 0, 2}, Buffers: []gpu.View{from, to, x.All()}}
	}
	few := step(x.All())
	few.Args = []uint32{1}
	many := step(x.All())
	many.Invocations = gpu.MaxInvocations + 1
	none := step(x.All())
	none.Buffers = nil
	alien := step(foreign.All())
	alien.Kernel = other.kernel("Step")
	tests := []struct {
		x    gpu.Dispatch
		want string
	}{
		{gpu.Dispatch{}, "dispatch 1: no kernel"},
		{few, "kernel Step has 2 arguments, [by plus], not 1"},
		{many, "kernel Step: 2147483649 invocations, at most 2147483648"},
		{none, "kernel Step has 1 buffers, not 0"},
		{alien, "kernel Step is of another device"},
		{step(gpu.View{}), "kernel Step, parameter x: no buffer"},
		{step(foreign.All()), "parameter x: buffer foreign is of another device"},
		{step(gone.All()), "buffer gone has been released"},
		{step(gpu.View{Buffer: x, At: 392, Words: 9}), "buffer x has 400 words: there are no 9 at 392"},
		{step(gpu.View{Buffer: x, At: -4}), "there are no 404 at -4"},
		{step(gpu.View{Buffer: x, At: 404}), "there are no -4 at 404"},
		{step(gpu.View{Buffer: x, At: 1}), "buffer x from word 1: views start at multiples of"},
		{turn(gpu.View{Buffer: v, Words: 398}, v.All()), "parameter from: buffer v from word 0, 398 words: vectors have 4"},
		{turn(v.All(), v.All()), "kernel Turn writes to, which overlaps from in buffer v"},
	}
	for _, test := range tests {
		_, err := b.NewBatch([]gpu.Dispatch{step(x.All()), test.x})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v, want %s", err, test.want)
		}
	}
	for _, err := range []error{x.Write(ctx, 399, []uint32{1, 2}), x.Read(ctx, -1, make([]uint32, 1)), gone.Clear(ctx), gone.Write(ctx, 0, nil)} {
		if err == nil {
			t.Error("a transfer beyond a buffer is accepted")
		}
	}
	if _, err := b.program.Kernel("Stop"); err == nil || !strings.Contains(err.Error(), "no kernel Stop, there is Burn, Divide, Number, Spin, Step, Turn") {
		t.Error(err)
	}
}

// TestMemory asks for what no device has.
func TestMemory(t *testing.T) {
	b := open(t, gpu.Options{})
	for _, words := range []int{1 << 45, math.MaxInt, -1} {
		_, err := b.NewBuffer("huge", words)
		if !errors.Is(err, gpu.ErrOutOfMemory) && !errors.Is(err, gpu.ErrLimit) {
			t.Errorf("%d words: %v", words, err)
		}
	}
	if _, err := b.NewBuffer("huge", 1<<45); err == nil || !strings.Contains(err.Error(), "huge of 128 TiB") {
		t.Errorf("%v names no sizes", err)
	}
	empty := b.buffer("empty", 0)
	b.run(b.batch(gpu.Dispatch{Kernel: b.kernel("Number"), Invocations: 0, Buffers: []gpu.View{empty.All()}}))
	b.run(b.batch())
}

// TestCancel ends batches before they have ended, and goes on.
func TestCancel(t *testing.T) {
	b := open(t, gpu.Options{MaxDispatches: 1})
	x := b.buffer("x", 1<<16)
	var list []gpu.Dispatch
	for range 400 {
		list = append(list, gpu.Dispatch{Kernel: b.kernel("Spin"), Invocations: 1 << 16, Args: []uint32{1000}, Buffers: []gpu.View{x.All()}})
	}
	long := b.batch(list...)
	canceled, cancel := context.WithCancel(ctx)
	time.AfterFunc(30*time.Millisecond, cancel)
	if err := long.Run(canceled); !errors.Is(err, context.Canceled) || errors.Is(err, gpu.ErrTimeout) {
		t.Errorf("canceled: %v", err)
	}
	if err := long.Run(canceled); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled before: %v", err)
	}
	late, cancel := context.WithTimeout(ctx, 30*time.Millisecond)
	defer cancel()
	if err := long.Run(late); !errors.Is(err, gpu.ErrTimeout) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("at a deadline: %v", err)
	}
	if err := x.Clear(ctx); err != nil {
		t.Fatal(err)
	}
	b.run(b.batch(gpu.Dispatch{Kernel: b.kernel("Number"), Invocations: 1 << 16, Buffers: []gpu.View{x.All()}}))
	if got := b.read(x)[1<<16-1]; got != 1<<16-1 {
		t.Errorf("after a canceled batch a kernel computes %d", got)
	}
}

// TestReleases releases and closes in any order, and uses what is gone.
func TestReleases(t *testing.T) {
	b := open(t, gpu.Options{})
	x := b.buffer("x", 64)
	batch := b.batch(gpu.Dispatch{Kernel: b.kernel("Number"), Invocations: 64, Buffers: []gpu.View{x.All()}})
	x.Release()
	b.run(batch) // which still has the buffer
	if b.Bytes() == 0 {
		t.Error("a buffer is freed that a batch uses")
	}
	batch.Release()
	batch.Release()
	x.Release()
	if b.Bytes() != 0 {
		t.Error("a buffer is not freed with the last batch that uses it")
	}
	if err := batch.Run(ctx); err == nil {
		t.Error("a batch runs that has been released")
	}
	y := b.buffer("y", 64)
	b.program.Release()
	if _, err := b.NewBatch([]gpu.Dispatch{{Kernel: b.kernel("Spin"), Args: []uint32{1}, Buffers: []gpu.View{y.All()}}}); err == nil {
		t.Error("a kernel runs whose program has been released")
	}
	b.Close()
	b.Close()
	y.Release()
	b.program.Release()
	if err := y.Write(ctx, 0, []uint32{1}); !errors.Is(err, gpu.ErrClosed) {
		t.Errorf("write after close: %v", err)
	}
	if _, err := b.NewBuffer("z", 1); !errors.Is(err, gpu.ErrClosed) {
		t.Errorf("new buffer after close: %v", err)
	}
}

// TestGoroutines shares a device.
func TestGoroutines(t *testing.T) {
	b := open(t, gpu.Options{})
	done := make(chan error)
	for range 4 {
		go func() {
			x, err := b.NewBuffer("x", 1024)
			if err != nil {
				done <- err
				return
			}
			defer x.Release()
			batch, err := b.NewBatch([]gpu.Dispatch{{Kernel: b.kernel("Number"), Invocations: 1024, Buffers: []gpu.View{x.All()}}})
			if err != nil {
				done <- err
				return
			}
			defer batch.Release()
			words := make([]uint32, 1024)
			for i := 0; i < 20 && err == nil; i++ {
				if err = batch.Run(ctx); err == nil {
					err = x.Read(ctx, 0, words)
				}
			}
			if err == nil && words[1023] != 1023 {
				err = errors.New("wrong words")
			}
			done <- err
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}
