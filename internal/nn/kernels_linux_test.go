package nn

import (
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"syscall"
	"testing"
	"unsafe"
)

// fence is memory between two pages that fault when they are touched.
type fence struct {
	all  []byte
	page int
}

// newFence returns a fence around as many pages.
func newFence(t *testing.T, pages int) *fence {
	t.Helper()
	f := &fence{page: syscall.Getpagesize()}
	var err error
	f.all, err = syscall.Mmap(-1, 0, (pages+2)*f.page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Munmap(f.all) })
	for _, guard := range [][]byte{f.all[:f.page], f.all[len(f.all)-f.page:]} {
		if err := syscall.Mprotect(guard, syscall.PROT_NONE); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

// low returns the first n numbers behind the lower fence.
func (f *fence) low(n int) []float32 {
	inside := f.all[f.page : len(f.all)-f.page]
	return unsafe.Slice((*float32)(unsafe.Pointer(&inside[0])), len(inside)/4)[:n:n]
}

// high returns the last n numbers before the upper fence.
func (f *fence) high(n int) []float32 {
	inside := f.low((len(f.all) - 2*f.page) / 4)
	return inside[len(inside)-n:]
}

// fenced runs f, which may touch nothing beyond the fences.
func fenced(t *testing.T, what string, f func()) {
	t.Helper()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			t.Fatalf("%s: touched memory beyond its slices: %v", what, r)
		}
	}()
	f()
}

func TestMatMulStaysWithinItsSlices(t *testing.T) {
	var fences [4]*fence
	for i := range fences {
		fences[i] = newFence(t, 16)
	}
	eachSet(t, func(t *testing.T, k *Kernels) {
		r := rand.New(rand.NewPCG(4, 2))
		for _, rows := range smallSizes() {
			for _, inner := range []int{0, 1, 3} {
				for _, width := range wideSizes() {
					for _, p := range products(r, rows, inner, width) {
						for side, place := range []func(f *fence, n int) []float32{(*fence).low, (*fence).high} {
							move := func(i int, v []float32) []float32 {
								if v == nil {
									return nil
								}
								copy(place(fences[i], len(v)), v)
								return place(fences[i], len(v))
							}
							q := product{name: fmt.Sprintf("%s, side %d", p.name, side), shape: p.shape}
							q.c, q.init, q.a, q.b = move(0, p.c), move(1, p.init), move(2, p.a), move(3, p.b)
							want := naiveMatMul(q.init, q.a, q.b, q.shape)
							fenced(t, q.name, func() { k.MatMul(q.c, q.init, q.a, q.b, q.shape) })
							q.verify(t, slices.Clone(p.c), want)
						}
					}
				}
			}
		}
	})
}

func TestElementwiseKernelsStayWithinTheirSlices(t *testing.T) {
	var fences [4]*fence
	for i := range fences {
		fences[i] = newFence(t, 1)
	}
	eachSet(t, func(t *testing.T, k *Kernels) {
		for n := range 70 {
			for side, place := range []func(f *fence, n int) []float32{(*fence).low, (*fence).high} {
				v := make([][]float32, len(fences))
				for i := range v {
					v[i] = place(fences[i], n)
				}
				for name, call := range map[string]func(){
					"Tanh":       func() { k.Tanh(v[0], v[1]) },
					"TanhGrad":   func() { k.TanhGrad(v[0], v[1]) },
					"Add":        func() { k.Add(v[0], v[1]) },
					"SumSquares": func() { k.SumSquares(v[0]) },
					"Adam":       func() { k.Adam(v[0], v[1], v[2], v[3], AdamStep{Beta1: .9, Beta2: .9, Epsilon: 1}) },
				} {
					fenced(t, fmt.Sprintf("%s of %d, side %d", name, n, side), call)
				}
			}
		}
	})
}

// TestFenceFaults shows that the tests above would notice.
func TestFenceFaults(t *testing.T) {
	f := newFence(t, 1)
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if recover() == nil {
			t.Error("reading beyond the fence does not fault")
		}
	}()
	end := f.high(1)
	beyond := unsafe.Slice(&end[0], 2)
	end[0] = beyond[1]
}
