package gpu

import (
	"context"
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
)

// stagingWords is the size of the memories through which words go to and from
// buffers: larger transfers take several turns.
const stagingWords = 4 << 20

// Write copies words to the buffer, from its word at on. It returns once they are
// there; what runs afterwards sees them. Where it fails, some may be there.
func (b *Buffer) Write(ctx context.Context, at int, words []uint32) error {
	return b.staged(ctx, "write", driver.Upload, at, words, func(stage []uint32, r, s driver.Range, part []uint32) error {
		copy(stage, part)
		return b.device.transfer(ctx, driver.Copy{From: s, To: r})
	})
}

// Read copies words of the buffer, from its word at on, after all that has been
// run and written before.
func (b *Buffer) Read(ctx context.Context, at int, words []uint32) error {
	return b.staged(ctx, "read", driver.Download, at, words, func(stage []uint32, r, s driver.Range, part []uint32) error {
		if err := b.device.transfer(ctx, driver.Copy{From: r, To: s}); err != nil {
			return err
		}
		copy(part, stage)
		return nil
	})
}

// Clear sets all words of the buffer to zero.
func (b *Buffer) Clear(ctx context.Context) (err error) {
	d := b.device
	if err := d.enter(ctx); err != nil {
		return fmt.Errorf("clear buffer %s: %w", b.name, err)
	}
	defer d.leave()
	defer d.guard(&err)
	if b.gone {
		return fmt.Errorf("buffer %s has been released", b.name)
	}
	if err := d.transfer(ctx, driver.Clear{Range: driver.Range{Memory: b.memory, Bytes: b.bytes}}); err != nil {
		return fmt.Errorf("clear buffer %s: %w", b.name, err)
	}
	return nil
}

// staged calls move for each part of words that fits the staging memory: with its
// words, the range of the buffer, that of the staging memory, and the part.
func (b *Buffer) staged(ctx context.Context, what string, place driver.Place, at int, words []uint32,
	move func(stage []uint32, r, s driver.Range, part []uint32) error) (err error) {
	d := b.device
	if err := d.enter(ctx); err != nil {
		return fmt.Errorf("%s buffer %s: %w", what, b.name, err)
	}
	defer d.leave()
	defer d.guard(&err)
	whole, err := b.span(at, len(words))
	if err != nil {
		return err
	}
	stage, err := d.staging(place)
	if err != nil {
		return fmt.Errorf("%s buffer %s: %w", what, b.name, err)
	}
	for done := 0; done < len(words); {
		part := words[done:min(done+stagingWords, len(words))]
		bytes := 4 * uint64(len(part))
		r := driver.Range{Memory: whole.Memory, At: whole.At + 4*uint64(done), Bytes: bytes}
		if err := move(stage.Words(), r, driver.Range{Memory: stage, Bytes: bytes}, part); err != nil {
			return fmt.Errorf("%s buffer %s: %w", what, b.name, err)
		}
		done += len(part)
	}
	return nil
}

// staging is the memory for a direction, made when it is first needed.
func (d *Device) staging(place driver.Place) (driver.Memory, error) {
	m := &d.upload
	if place == driver.Download {
		m = &d.download
	}
	if *m == nil {
		made, err := d.dev.Memory(4*stagingWords, place)
		if err != nil {
			return nil, fmt.Errorf("%s for transfers: %w", size(4*stagingWords), d.fail(err))
		}
		*m = made
	}
	return *m, nil
}

// transfer runs one step.
func (d *Device) transfer(ctx context.Context, s driver.Step) error {
	c, err := d.dev.Record([]driver.Step{s})
	if err != nil {
		return d.fail(err)
	}
	err = d.run(ctx, []driver.Commands{c})
	if !d.hangs {
		c.Release()
	}
	return err
}
