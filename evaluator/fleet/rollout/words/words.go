// Package words keeps numbers and truth values of every kind in words of 32 bits,
// as buffers of a device hold them. It is kernel Go.
package words

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// Of returns the bits of x; of NaN those of the one NaN.
func Of(x float32) uint32 { return bits.Bits32(x) }

// Float undoes Of.
func Float(w uint32) float32 { return bits.From32(w) }

// OfInt returns the bits of an int of 32 bits.
func OfInt(i int) uint32 { return uint32(i) }

// Int undoes OfInt.
func Int(w uint32) int {
	if w < 1<<31 {
		return int(w)
	}
	return -int(^w) - 1
}

// OfBool returns 1 for true and 0 for false.
func OfBool(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

// Bool says that w is not 0.
func Bool(w uint32) bool { return w != 0 }

// Flag returns 1 for true and 0 for false.
func Flag(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

// Finite says that x is a finite number. It looks at the bits of x: a device may
// take x - x for 0 whatever x is.
func Finite(x float32) bool { return bits.Bits32(x)&0x7f800000 != 0x7f800000 }

// NaN says that x is no number, by its bits.
func NaN(x float32) bool { return bits.Bits32(x)&0x7fffffff > 0x7f800000 }

// Within says that x lies within plus or minus a limit that is finite and above
// 0; NaN does not. The bits of numbers above 0 are in order of the numbers.
func Within(x, limit float32) bool { return bits.Bits32(x)&0x7fffffff <= bits.Bits32(limit) }
