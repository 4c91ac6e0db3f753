package gpu

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
)

// Options choose a device and how it is used.
type Options struct {
	Adapter  string // part of the device's name, in any case; "" is any
	Software bool   // a software device may be used, where there is no other

	// MaxDispatches bounds the dispatches of a batch that are submitted at a time,
	// so that a driver that watches for long submissions does not stop them.
	// 0 is DefaultMaxDispatches.
	MaxDispatches int

	// Timeout is how long the device may take for what is submitted at a time.
	// 0 is DefaultTimeout, or SoftwareTimeout for a software device.
	Timeout time.Duration
}

// Defaults of Options.
const (
	DefaultMaxDispatches = 64
	DefaultTimeout       = time.Minute
	SoftwareTimeout      = time.Hour // they compute slowly, and do not hang
)

// Device is a device in use.
type Device struct {
	info    Info
	options Options
	grace   time.Duration // see run
	library driver.Library
	dev     driver.Device

	turn     chan struct{}         // holds the turn while none has it
	broken   error                 // why the device can be used no longer
	hangs    bool                  // and something is under way on it for ever
	live     map[resource]struct{} // what has been made and not released
	bytes    uint64                // of buffers
	upload   driver.Memory
	download driver.Memory
}

// resource is what is released with the device at the latest.
type resource interface{ free() }

// Open opens a device. It returns ErrBuiltWithout, ErrNoLoader, ErrNoDriver,
// ErrOnlySoftware or ErrNoAdapter where there is none.
func Open(o Options) (d *Device, err error) {
	defer rescue(&err)
	lib, adapters, err := find()
	if err != nil {
		return nil, err
	}
	a, err := choose(adapters, o)
	if err != nil {
		lib.Close()
		return nil, err
	}
	dev, err := a.Open()
	if err != nil {
		lib.Close()
		return nil, fmt.Errorf("open %s: %w", a.Info().Name, wayOut(err))
	}
	return newDevice(lib, dev, a.Info(), o), nil
}

func newDevice(lib driver.Library, dev driver.Device, info Info, o Options) *Device {
	if o.MaxDispatches <= 0 {
		o.MaxDispatches = DefaultMaxDispatches
	}
	if o.Timeout <= 0 && info.Kind == Software {
		o.Timeout = SoftwareTimeout
	}
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	d := &Device{info: info, options: o, grace: grace, library: lib, dev: dev, turn: make(chan struct{}, 1), live: map[resource]struct{}{}}
	d.turn <- struct{}{}
	return d
}

// Info describes the device.
func (d *Device) Info() Info { return d.info }

// Bytes is the memory that the device's buffers take at present.
func (d *Device) Bytes() uint64 {
	<-d.turn
	defer d.leave()
	return d.bytes
}

// Close waits for what is under way, and releases all that was made from the
// device. It may be called more than once.
func (d *Device) Close() {
	<-d.turn
	defer d.leave()
	if errors.Is(d.broken, ErrClosed) {
		return
	}
	hangs := d.hangs
	d.broken = fmt.Errorf("%s: %w", d.info.Name, ErrClosed)
	if hangs {
		return // what is under way uses it all: it is left to the end of the process
	}
	for r := range d.live {
		r.free()
	}
	clear(d.live)
	for _, m := range []driver.Memory{d.upload, d.download} {
		if m != nil {
			m.Release()
		}
	}
	d.dev.Close()
	d.library.Close()
}

// enter takes the turn, unless ctx is done before, or the device cannot be used.
func (d *Device) enter(ctx context.Context) error {
	select {
	case <-d.turn:
	case <-ctx.Done():
		return fmt.Errorf("wait for %s: %w", d.info.Name, ctx.Err())
	}
	if d.broken != nil {
		d.leave()
		return d.broken
	}
	return nil
}

func (d *Device) leave() { d.turn <- struct{}{} }

// drop frees a resource once; what was freed with the device, or is in use on a
// device that hangs, is left alone.
func (d *Device) drop(r resource) {
	if _, ok := d.live[r]; ok && !d.hangs {
		delete(d.live, r)
		r.free()
	}
}

// fail notes an error of the driver, which it returns, if the device cannot go on.
func (d *Device) fail(err error) error {
	err = wayOut(err)
	if errors.Is(err, ErrLost) || errors.Is(err, ErrLibrary) {
		d.broken = fmt.Errorf("%s: %w", d.info.Name, err)
		return d.broken
	}
	return err
}

// rescue turns a panic of the library into an error.
func rescue(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("%w: %v: use the CPU, and report this", ErrLibrary, r)
	}
}

// guard is rescue for a device, which cannot be used any longer then. It runs
// before the turn is given back.
func (d *Device) guard(err *error) {
	if r := recover(); r != nil {
		*err = d.fail(fmt.Errorf("%w: %v: use the CPU, and report this", ErrLibrary, r))
	}
}
