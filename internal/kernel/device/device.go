// Package device is what kernels have beyond the rest of kernel Go where a device
// runs them: see ir.Func.Grid. Only packages that are free may import it, those of
// this program. Natively, in tests, no invocation has a budget, and none stops.
package device

// Stopped returns the number of the place where the code that takes fuel has
// stopped in this invocation, an index in the module's sites; 0 where it has not.
// What that code has computed since is nothing to rely on. Natively it is 0.
func Stopped() uint32 { return 0 }

// Refuel sets the budget of this invocation: how many calls and loop iterations
// the code that takes fuel may still have. Natively it does nothing.
func Refuel(units uint32) {}

// MulAdd returns x*y+z, which a device may round once instead of twice: for sums
// of products whose last bit is nobody's concern. Natively it is rounded twice.
func MulAdd(x, y, z float32) float32 { return float32(x*y) + z }
