// Package rt is what Go source emitted from the intermediate representation
// calls: the operations that Go's own operators do not spell, each as
// internal/kernel/ir.Ops describes it.
//
// An int is a Go int whose value lies within 32 bits. Every function keeps that;
// arguments must have it. The paths that do not stop are small enough to be
// inlined, which a test holds.
package rt

import (
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Stop is the value with which an emitted program panics when it stops before
// its end.
type Stop struct {
	Fault ir.Fault
	At    string // file:line:column in the source of kernel Go, or ""
}

func (s Stop) Error() string {
	if s.At == "" {
		return s.Fault.String()
	}
	return fmt.Sprintf("%s: %s", s.At, s.Fault)
}

// Run calls f and returns the Stop with which it panicked, or nil. Other panics
// pass through.
func Run(f func()) (stop error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case Stop:
			stop = r
		default:
			panic(r)
		}
	}()
	f()
	return nil
}

// AddInt returns x + y.
func AddInt(x, y int, at string) int {
	s := int64(x) + int64(y)
	if s != int64(int32(s)) {
		overflow(at)
	}
	return int(s)
}

// SubInt returns x - y.
func SubInt(x, y int, at string) int {
	s := int64(x) - int64(y)
	if s != int64(int32(s)) {
		overflow(at)
	}
	return int(s)
}

// MulInt returns x * y.
func MulInt(x, y int, at string) int {
	p := int64(x) * int64(y)
	if p != int64(int32(p)) {
		overflow(at)
	}
	return int(p)
}

// NegInt returns -x.
func NegInt(x int, at string) int {
	if x == math.MinInt32 {
		overflow(at)
	}
	return -x
}

// DivInt returns x / y, truncated towards zero.
func DivInt(x, y int, at string) int {
	if y == 0 || x == math.MinInt32 && y == -1 {
		division(y, at)
	}
	return x / y
}

// RemInt returns the remainder of x / y, with the sign of x.
func RemInt(x, y int, at string) int {
	if y == 0 {
		division(y, at)
	}
	return int(int64(x) % int64(y)) // 64 bits: -2^31 rem -1 is 0 everywhere
}

// DivUint32 returns x / y.
func DivUint32(x, y uint32, at string) uint32 {
	if y == 0 {
		division(0, at)
	}
	return x / y
}

// RemUint32 returns the remainder of x / y.
func RemUint32(x, y uint32, at string) uint32 {
	if y == 0 {
		division(0, at)
	}
	return x % y
}

// Count returns a shift count.
func Count(n int, at string) uint {
	if n < 0 {
		stop(ir.NegativeShift, at)
	}
	return uint(n)
}

// ShlInt returns x << n.
func ShlInt(x int, n uint, at string) int {
	// A 64-bit shift by up to 32 loses nothing of 32 bits; by more, only 0 stays
	// within them.
	s := int64(x) << min(n, 32)
	if s != int64(int32(s)) {
		overflow(at)
	}
	return int(s)
}

// Index returns i, an index of an array of n elements.
func Index(i, n int, at string) int {
	if uint(i) >= uint(n) {
		stop(ir.OutOfRange, at)
	}
	return i
}

// ToInt returns x truncated towards zero, saturated to 32 bits; 0 for NaN.
func ToInt(x float64) int {
	if x > -2147483649 && x < 2147483648 {
		return int(x)
	}
	return saturate(x)
}

// ToUint32 returns x truncated towards zero, saturated to 0..2^32-1; 0 for NaN.
func ToUint32(x float64) uint32 {
	if x > -1 && x < 4294967296 {
		return uint32(int64(x))
	}
	if x > 0 {
		return math.MaxUint32
	}
	return 0
}

// IntOf returns u as an int.
func IntOf(u uint32, at string) int {
	if u > math.MaxInt32 {
		overflow(at)
	}
	return int(u)
}

// Copysign returns x with the sign of y; a NaN y counts as positive.
func Copysign(x, y float64) float64 {
	if y != y {
		return math.Abs(x)
	}
	return math.Copysign(x, y)
}

// Hi returns the upper half of the bits of x, of NaN those of the one NaN.
func Hi(x float64) uint32 {
	if x != x {
		return ir.NaN64 >> 32
	}
	return uint32(math.Float64bits(x) >> 32)
}

// Lo returns the lower half of the bits of x, of NaN those of the one NaN.
func Lo(x float64) uint32 {
	if x != x {
		return 0
	}
	return uint32(math.Float64bits(x))
}

// Join returns the number of an upper and a lower half.
func Join(hi, lo uint32) float64 {
	return math.Float64frombits(uint64(hi)<<32 | uint64(lo))
}

// Bits returns the bits of x, of NaN those of the one NaN.
func Bits(x float32) uint32 {
	if x != x {
		return ir.NaN32
	}
	return math.Float32bits(x)
}

// Canonical returns x with the one NaN in place of any other.
func Canonical(x float64) float64 {
	if x != x {
		return math.Float64frombits(ir.NaN64)
	}
	return x
}

// Select returns x where c holds, else y.
func Select[T bool | int | uint32 | float32 | float64](c bool, x, y T) T {
	if c {
		return x
	}
	return y
}

// Let returns x. Go computes constant expressions exactly and refuses some; with
// one operand in Let an operation is computed as at run time.
func Let[T bool | int | uint32 | float32 | float64](x T) T { return x }

// Column returns the column value of a truth value.
func Column(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// Meter holds the fuel of a run.
type Meter struct {
	Left int64 // loop iterations and calls that are still allowed
}

// Tick takes a unit of fuel and returns the meter.
func (m *Meter) Tick(at string) *Meter {
	m.Left--
	if m.Left < 0 {
		stop(ir.OutOfFuel, at)
	}
	return m
}

//go:noinline
func stop(f ir.Fault, at string) { panic(Stop{f, at}) }

//go:noinline
func overflow(at string) { panic(Stop{ir.Overflow, at}) }

// division stops a division by y.
//
//go:noinline
func division(y int, at string) {
	if y == 0 {
		panic(Stop{ir.DivideByZero, at})
	}
	panic(Stop{ir.Overflow, at})
}

// saturate returns the int nearest to an x beyond them, 0 for NaN.
func saturate(x float64) int {
	switch {
	case x > 0:
		return math.MaxInt32
	case x < 0:
		return math.MinInt32
	}
	return 0
}
