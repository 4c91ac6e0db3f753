package gpu

import (
	"context"
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
)

// Buffer is memory of a device.
type Buffer struct {
	device *Device
	name   string
	words  int
	bytes  uint64 // allocated: what vectors of 16 bytes need
	memory driver.Memory
	users  int  // batches
	gone   bool // released by its owner
}

// View is a part of a buffer, as a kernel sees it. At is a multiple of
// Limits.StorageAlign bytes and, for a kernel's vectors, of 4 words, as is Words.
// Words 0 is all from At on.
type View struct {
	Buffer    *Buffer
	At, Words int
}

// NewBuffer makes a buffer of zeros. It returns ErrOutOfMemory or ErrLimit.
func (d *Device) NewBuffer(name string, words int) (b *Buffer, err error) {
	if err := d.enter(context.Background()); err != nil {
		return nil, fmt.Errorf("buffer %s: %w", name, err)
	}
	defer d.leave()
	defer d.guard(&err)
	b = &Buffer{device: d, name: name, words: words, bytes: 4 * (uint64(max(words, 1)) + 3) &^ 15}
	if err := d.room(b); err != nil {
		return nil, err
	}
	if b.memory, err = d.dev.Memory(b.bytes, driver.Local); err != nil {
		return nil, fmt.Errorf("buffer %s of %s, where buffers take %s: %w", name, size(b.bytes), d.usage(), d.fail(err))
	}
	if err := d.transfer(context.Background(), driver.Clear{Range: driver.Range{Memory: b.memory, Bytes: b.bytes}}); err != nil {
		b.memory.Release()
		return nil, fmt.Errorf("buffer %s: %w", name, err)
	}
	d.bytes += b.bytes
	d.live[b] = struct{}{}
	return b, nil
}

// maxWords keeps the arithmetic of sizes from overflowing.
const maxWords = 1 << 48

// room checks sizes before the driver is asked: some promise memory that they do
// not have.
func (d *Device) room(b *Buffer) error {
	l := d.info.Limits
	switch {
	case b.words < 0 || int64(b.words) > maxWords:
		return fmt.Errorf("buffer %s of %d words: %w", b.name, b.words, ErrLimit)
	case l.MemoryBytes != 0 && d.bytes+b.bytes > l.MemoryBytes:
		return fmt.Errorf("buffer %s of %s, where buffers take %s: %w: use less of it at a time, or use the CPU", b.name, size(b.bytes), d.usage(), ErrOutOfMemory)
	case l.BufferBytes != 0 && b.bytes > l.BufferBytes:
		return fmt.Errorf("buffer %s of %s: %w %s, whose buffers have at most %s: split it", b.name, size(b.bytes), ErrLimit, d.info.Name, size(l.BufferBytes))
	}
	return nil
}

// usage says how much of the memory is in use.
func (d *Device) usage() string {
	if d.info.Limits.MemoryBytes == 0 {
		return size(d.bytes)
	}
	return size(d.bytes) + " of " + size(d.info.Limits.MemoryBytes)
}

// size writes a number of bytes for people.
func size(bytes uint64) string {
	units := []string{"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"}
	n, i := float64(bytes), 0
	for ; n >= 1024 && i < len(units)-1; i++ {
		n /= 1024
	}
	if i == 0 || n == float64(int(n)) {
		return fmt.Sprintf("%.0f %s", n, units[i])
	}
	return fmt.Sprintf("%.1f %s", n, units[i])
}

// Name is the name that the buffer was made with.
func (b *Buffer) Name() string { return b.name }

// Words is the length of the buffer.
func (b *Buffer) Words() int { return b.words }

// All is the whole buffer.
func (b *Buffer) All() View { return View{Buffer: b, Words: b.words} }

// Release frees the buffer, once the batches that use it have been released. It may
// be called more than once.
func (b *Buffer) Release() {
	<-b.device.turn
	defer b.device.leave()
	b.gone = true
	b.drop()
}

// drop frees the buffer if nobody needs it.
func (b *Buffer) drop() {
	if b.gone && b.users == 0 {
		b.device.drop(b)
	}
}

func (b *Buffer) free() {
	b.device.bytes -= b.bytes
	b.memory.Release()
}

// span is the range of words from at on, which lie in the buffer.
func (b *Buffer) span(at, words int) (driver.Range, error) {
	if b.gone {
		return driver.Range{}, fmt.Errorf("buffer %s has been released", b.name)
	}
	if at < 0 || words < 0 || at > b.words-words {
		return driver.Range{}, fmt.Errorf("buffer %s has %d words: there are no %d at %d", b.name, b.words, words, at)
	}
	return driver.Range{Memory: b.memory, At: 4 * uint64(at), Bytes: 4 * uint64(words)}, nil
}
