package gpu

import (
	"context"
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// rowBlock bounds the rows that are on the device at a time.
const rowBlock = 1 << 18

// Rows runs a row entry over columns on the host: word c*rows+r of inputs is leaf c
// of row r, and so is it with the results. Word r of faults is 0, or the index in
// Module.Sites of the place where row r has stopped; its results are 0 then. Fuel is
// what each row may burn. See package spirv for what words are.
func (d *Device) Rows(ctx context.Context, k *Kernel, e spirv.Entry, rows int, fuel uint32, inputs []uint32) (results, faults []uint32, err error) {
	if len(inputs) != rows*len(e.Inputs) {
		return nil, nil, fmt.Errorf("kernel %s: %d words for %d rows of %d inputs", k.name, len(inputs), rows, len(e.Inputs))
	}
	if k.grid || k.name != e.Name {
		return nil, nil, fmt.Errorf("kernel %s does not compute rows of %s", k.name, e.Name)
	}
	results, faults = make([]uint32, rows*len(e.Results)), make([]uint32, rows)
	if rows == 0 {
		return results, faults, nil
	}
	t, err := d.newTable(k, e, d.rowsAtOnce(e, rows), fuel)
	if err != nil {
		return nil, nil, err
	}
	defer t.release()
	for first := 0; first < rows; first += t.rows {
		if err := t.block(ctx, first, rows, inputs, results, faults); err != nil {
			return nil, nil, fmt.Errorf("rows from %d on: %w", first, err)
		}
	}
	return results, faults, nil
}

// rowsAtOnce is how many rows fit the limits of the device, at most rowBlock.
func (d *Device) rowsAtOnce(e spirv.Entry, rows int) int {
	limit := uint64(math.MaxUint64)
	for _, l := range []uint64{d.info.Limits.BindingBytes, d.info.Limits.BufferBytes} {
		if l != 0 {
			limit = min(limit, l)
		}
	}
	columns := uint64(max(len(e.Inputs), len(e.Results), 1))
	return int(min(uint64(rows), rowBlock, max(limit/4/columns, 2)-1))
}

// table is the columns of a row entry on the device.
type table struct {
	entry                   spirv.Entry
	rows                    int // at a time
	inputs, results, faults *Buffer
	batch                   *Batch
}

func (d *Device) newTable(k *Kernel, e spirv.Entry, rows int, fuel uint32) (t *table, err error) {
	t = &table{entry: e, rows: rows}
	defer func() {
		if err != nil {
			t.release()
		}
	}()
	if t.inputs, err = d.NewBuffer("inputs", rows*len(e.Inputs)); err != nil {
		return nil, err
	}
	if t.results, err = d.NewBuffer("results", rows*len(e.Results)); err != nil {
		return nil, err
	}
	if t.faults, err = d.NewBuffer("faults", rows+1); err != nil {
		return nil, err
	}
	t.batch, err = d.NewBatch([]Dispatch{{
		Kernel: k, Invocations: rows, Fuel: fuel, Args: []uint32{uint32(rows), uint32(rows)},
		Buffers: []View{t.inputs.All(), t.results.All(), t.faults.All()},
	}})
	return t, err
}

// block computes the rows from first on that fit.
func (t *table) block(ctx context.Context, first, rows int, inputs, results, faults []uint32) error {
	n := min(t.rows, rows-first)
	if err := t.inputs.Write(ctx, 0, gather(inputs, len(t.entry.Inputs), first, n, rows, t.rows)); err != nil {
		return err
	}
	for _, clear := range []*Buffer{t.results, t.faults} {
		if err := clear.Clear(ctx); err != nil {
			return err
		}
	}
	if err := t.faults.Write(ctx, 0, []uint32{spirv.NoRow}); err != nil {
		return err
	}
	t.batch.Limit(0, n)
	if err := t.batch.Run(ctx); err != nil {
		return err
	}
	out := make([]uint32, t.results.Words())
	if err := t.results.Read(ctx, 0, out); err != nil {
		return err
	}
	for c := range t.entry.Results {
		copy(results[c*rows+first:][:n], out[c*t.rows:])
	}
	return t.faults.Read(ctx, 1, faults[first:first+n])
}

// gather is a block of columns: n rows from first on of those that have rows, in
// columns of stride words.
func gather(columns []uint32, number, first, n, rows, stride int) []uint32 {
	out := make([]uint32, number*stride)
	for c := range number {
		copy(out[c*stride:], columns[c*rows+first:][:n])
	}
	return out
}

func (t *table) release() {
	if t.batch != nil {
		t.batch.Release()
	}
	for _, b := range []*Buffer{t.inputs, t.results, t.faults} {
		if b != nil {
			b.Release()
		}
	}
}
