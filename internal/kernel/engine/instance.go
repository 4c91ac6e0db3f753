package engine

import (
	"context"
	"fmt"
	"unsafe"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/wasm"
)

// Instance is a program with memory of its own. It is not safe for concurrent
// use; another instance of the same program can run at the same time.
type Instance struct {
	module  api.Module
	faults  []wasm.Site
	entries map[string]*Entry
}

// Instantiate makes memory for a program.
func (p *Program) Instantiate(ctx context.Context) (*Instance, error) {
	// A module without a name can be instantiated any number of times.
	module, err := p.runtime.wazero.InstantiateModule(ctx, p.compiled, wazero.NewModuleConfig().WithName(""))
	if err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	i := &Instance{module, p.module.Faults, map[string]*Entry{}}
	for _, layout := range p.module.Entries {
		e, err := i.entry(ctx, layout, p.module.Rows)
		if err != nil {
			module.Close(ctx)
			return nil, err
		}
		i.entries[layout.Name] = e
	}
	return i, nil
}

// Close frees the instance, which must not be running. The columns of its entries
// are not to be used any more.
func (i *Instance) Close(ctx context.Context) error { return i.module.Close(ctx) }

// Entry returns the entry of a name.
func (i *Instance) Entry(name string) (*Entry, error) {
	e, ok := i.entries[name]
	if !ok {
		return nil, fmt.Errorf("engine: the program has no entry %s", name)
	}
	return e, nil
}

// DefaultFuel is what each row may use unless Entry.Fuel says otherwise: enough
// for a simulation of a thousand steps with a thousand iterations each, gone in
// milliseconds by a loop without end.
const DefaultFuel = 1_000_000

// Entry is a function over columns.
type Entry struct {
	wasm.Entry

	// In and Out are the columns of the parameters and results, as Params and
	// Results list them: each has room for all rows of a run. They are the
	// program's memory itself. Run reads In and writes Out.
	In, Out [][]float64

	// Fuel is how many loop iterations and calls each row may take.
	Fuel int64

	instance *Instance
	function api.Function
	rows     int
	stack    [3]uint64
}

func (i *Instance) entry(ctx context.Context, layout wasm.Entry, rows int) (*Entry, error) {
	f := i.module.ExportedFunction(layout.Name)
	if f == nil || len(f.Definition().ParamTypes()) != 3 {
		return nil, fmt.Errorf("engine: the module has no entry %s over columns", layout.Name)
	}
	e := &Entry{Entry: layout, Fuel: DefaultFuel, instance: i, function: f, rows: rows}
	var err error
	if e.In, err = i.columns(layout.Params, rows); err != nil {
		return nil, err
	}
	e.Out, err = i.columns(layout.Results, rows)
	return e, err
}

// columns returns views of the memory of columns. The memory never moves since
// it cannot grow, and begins at a multiple of 8, as Go allocates bytes by the page.
func (i *Instance) columns(layout []wasm.Column, rows int) ([][]float64, error) {
	memory := i.module.ExportedMemory(wasm.ExportMemory)
	views := make([][]float64, len(layout))
	for c, column := range layout {
		if rows < 1 || rows > wasm.MaxRows || column.Offset < 0 || column.Offset%8 != 0 || column.Offset > int(memory.Size())-8*rows {
			return nil, fmt.Errorf("engine: column %s lies outside of the memory", column.Name)
		}
		b, _ := memory.Read(uint32(column.Offset), uint32(8*rows))
		views[c] = unsafe.Slice((*float64)(unsafe.Pointer(unsafe.SliceData(b))), rows)
	}
	return views, nil
}

// Rows returns the number of rows that the columns have room for.
func (e *Entry) Rows() int { return e.rows }

// Run computes the rows before end. It returns a *[Fault] where one of them
// stops the program: the rows before it have been computed, those after it have
// not, and the entry can be run again.
func (e *Entry) Run(end int) error { return e.RunFrom(0, end) }

// RunFrom computes the rows from first on that stand before end, and is
// otherwise as Run.
func (e *Entry) RunFrom(first, end int) error {
	if first < 0 || end < first || end > e.rows {
		return fmt.Errorf("engine: %s cannot compute rows %d..%d, there are %d", e.Name, first, end, e.rows)
	}
	e.stack = [3]uint64{uint64(first), uint64(end), uint64(e.Fuel)}
	if err := e.function.CallWithStack(context.Background(), e.stack[:]); err != nil {
		return e.instance.fault(e.Name, err)
	}
	return nil
}

// fault says why a run stopped.
func (i *Instance) fault(name string, err error) error {
	number := i.module.ExportedGlobal(wasm.ExportFault).Get()
	if number == 0 || number >= uint64(len(i.faults)) {
		return fmt.Errorf("engine: %s: %w", name, err)
	}
	site := i.faults[number]
	return &Fault{site.Kind, site.Pos, int(i.module.ExportedGlobal(wasm.ExportRow).Get())}
}

// Fault is how a program stopped before its end.
type Fault struct {
	Kind ir.Fault
	Pos  ir.Pos // in the source
	Row  int
}

func (f *Fault) Error() string {
	return fmt.Sprintf("%s: %s (row %d)", f.Pos, f.Kind, f.Row)
}
