package gpu

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// Dispatch runs a kernel for a number of invocations, or of rows.
type Dispatch struct {
	Kernel      *Kernel
	Invocations int      // from 0 on, at most MaxInvocations; 0 does nothing
	Args        []uint32 // the kernel's scalars; bool is 0 or 1, int and float32 are their bits
	Buffers     []View   // in the order of the parameters
	Fuel        uint32   // of each invocation, for what is metered
}

// MaxInvocations bounds Dispatch.Invocations: with those of the last workgroups,
// numbers stay below 1<<32.
const MaxInvocations = 1 << 31

// The words with which the uniform block begins. A row entry has no wordRow: its
// arguments follow wordFuel.
const (
	wordFirst = iota
	wordEnd
	wordFuel
	wordRow
)

// head is the number of words before the arguments.
func (k *Kernel) head() int {
	if k.grid {
		return wordRow + 1
	}
	return wordFuel + 1
}

// check holds a dispatch to its kernel and to the device.
func (x *Dispatch) check(d *Device) error {
	k := x.Kernel
	if k == nil {
		return fmt.Errorf("no kernel")
	}
	if k.program.device != d {
		return fmt.Errorf("kernel %s is of another device", k.name)
	}
	if x.Invocations < 0 || int64(x.Invocations) > MaxInvocations {
		return fmt.Errorf("kernel %s: %d invocations, at most %d", k.name, x.Invocations, int64(MaxInvocations))
	}
	if len(x.Args) != len(k.args) {
		return fmt.Errorf("kernel %s has %d arguments, %v, not %d", k.name, len(k.args), k.args, len(x.Args))
	}
	if n := 4 * (k.head() + len(k.args)); d.info.Limits.Uniform != 0 && n > d.info.Limits.Uniform {
		return fmt.Errorf("kernel %s: %d bytes of arguments are %w %s, which is %d", k.name, n, ErrLimit, d.info.Name, d.info.Limits.Uniform)
	}
	if len(x.Buffers) != len(k.buffers) {
		return fmt.Errorf("kernel %s has %d buffers, not %d", k.name, len(k.buffers), len(x.Buffers))
	}
	for i := range x.Buffers {
		if _, err := x.view(d, i); err != nil {
			return fmt.Errorf("kernel %s, parameter %s: %w", k.name, k.buffers[i].Name, err)
		}
	}
	return x.apart(d)
}

// view is the range of a buffer that the kernel sees.
func (x *Dispatch) view(d *Device, i int) (driver.Range, error) {
	v, l := x.Buffers[i], d.info.Limits
	if v.Buffer == nil {
		return driver.Range{}, fmt.Errorf("no buffer")
	}
	if v.Buffer.device != d {
		return driver.Range{}, fmt.Errorf("buffer %s is of another device", v.Buffer.name)
	}
	if v.Words == 0 {
		v.Words = v.Buffer.words - v.At
	}
	r, err := v.Buffer.span(v.At, v.Words)
	if err != nil {
		return r, err
	}
	if x.Kernel.buffers[i].Vector && (v.At%4 != 0 || v.Words%4 != 0) {
		return r, fmt.Errorf("buffer %s from word %d, %d words: vectors have 4", v.Buffer.name, v.At, v.Words)
	}
	if l.StorageAlign > 0 && r.At%l.StorageAlign != 0 {
		return r, fmt.Errorf("buffer %s from word %d: views start at multiples of %d words", v.Buffer.name, v.At, l.StorageAlign/4)
	}
	if l.BindingBytes > 0 && r.Bytes > l.BindingBytes {
		return r, fmt.Errorf("buffer %s, %s: %w %s, whose kernels see at most %s: use views of it", v.Buffer.name, size(r.Bytes), ErrLimit, d.info.Name, size(l.BindingBytes))
	}
	return r, nil
}

// apart refuses views of one buffer that overlap, if the kernel writes through one
// of them: shaders do not expect that.
func (x *Dispatch) apart(d *Device) error {
	for i, b := range x.Kernel.buffers {
		for j := range x.Buffers {
			if !b.Writes || i == j || x.Buffers[i].Buffer != x.Buffers[j].Buffer {
				continue
			}
			one, _ := x.view(d, i)
			other, _ := x.view(d, j)
			if one.At < other.At+other.Bytes && other.At < one.At+one.Bytes {
				return fmt.Errorf("kernel %s writes %s, which overlaps %s in buffer %s", x.Kernel.name, b.Name, x.Kernel.buffers[j].Name, x.Buffers[i].Buffer.name)
			}
		}
	}
	return nil
}

// part is a piece of a dispatch that the device can run at once.
type part struct {
	first int    // invocation
	x, y  uint32 // workgroups
}

// parts divides invocations into pieces of at most limit workgroups in each
// dimension. Row entries know one dimension.
func parts(invocations int, grid bool, limit uint32) []part {
	groups := (invocations + spirv.DefaultWorkgroup - 1) / spirv.DefaultWorkgroup
	if grid {
		if groups == 0 {
			return nil
		}
		rows := (groups + int(limit) - 1) / int(limit)
		columns := (groups + rows - 1) / rows
		return []part{{x: uint32(columns), y: uint32(rows)}}
	}
	var out []part
	for at := 0; at < groups; at += int(limit) {
		out = append(out, part{first: at * spirv.DefaultWorkgroup, x: uint32(min(groups-at, int(limit))), y: 1})
	}
	return out
}
