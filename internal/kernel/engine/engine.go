// Package engine runs compiled kernels over columns of numbers.
//
// A [Runtime] turns a module of package wasm into machine code where wazero can,
// and interprets it elsewhere; the results have the same bits. The module has no
// imports: it can reach its own memory and nothing else, and its fuel stops it.
// So nothing here watches a context or a clock while it runs.
//
//	r, _ := engine.New(ctx)
//	program, _ := r.Compile(ctx, module)
//	instance, _ := program.Instantiate(ctx) // one per worker
//	reward, _ := instance.Entry("Reward")
//	copy(reward.In[0], positions)
//	err := reward.Run(len(positions))       // *Fault names row and position
//	totals := reward.Out[0][:len(positions)]
package engine

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"

	"github.com/tetratelabs/wazero"
	"golang.org/x/sys/cpu"

	"github.com/rewardsmith/rewardsmith/internal/kernel/wasm"
)

// Runtime compiles modules. It is safe for concurrent use.
type Runtime struct {
	wazero wazero.Runtime
	name   string
}

// Names of how modules are run.
const (
	Compiler    = "wazero compiler"
	Interpreter = "wazero interpreter"
)

// New returns a runtime that compiles to machine code where wazero can, and
// interprets elsewhere.
func New(ctx context.Context) (*Runtime, error) {
	if r := newCompiler(ctx); r != nil {
		return r, nil
	}
	return NewInterpreter(ctx)
}

// NewInterpreter returns a runtime that interprets, on any processor: far
// slower, with the same results.
func NewInterpreter(ctx context.Context) (*Runtime, error) {
	return newRuntime(ctx, wazero.NewRuntimeConfigInterpreter(), Interpreter)
}

// newCompiler returns nil where wazero has no compiler for the processor or the
// system lets nothing be executed that was written: it says so by a panic, at
// the latest when a module is compiled.
func newCompiler(ctx context.Context) (r *Runtime) {
	if runtime.GOARCH == "amd64" && !cpu.X86.HasSSE41 {
		return nil
	}
	defer func() {
		if recover() != nil {
			r = nil
		}
	}()
	r, err := newRuntime(ctx, wazero.NewRuntimeConfigCompiler(), Compiler)
	if err != nil {
		return nil
	}
	probe, err := r.wazero.CompileModule(ctx, smallest)
	if err != nil {
		r.Close(ctx)
		return nil
	}
	probe.Close(ctx)
	return r
}

// smallest is a module with one function, which does nothing.
var smallest = []byte("\x00asm\x01\x00\x00\x00" + "\x01\x04\x01\x60\x00\x00" + "\x03\x02\x01\x00" + "\x0a\x04\x01\x02\x00\x0b")

var errBigEndian = errors.New("engine: columns are shared with WebAssembly, whose numbers are little-endian; this processor is not")

func newRuntime(ctx context.Context, config wazero.RuntimeConfig, name string) (*Runtime, error) {
	if binary.NativeEndian.Uint16([]byte{1, 0}) != 1 {
		return nil, errBigEndian
	}
	config = config.WithMemoryLimitPages(wasm.MaxMemory >> 16).WithDebugInfoEnabled(false)
	return &Runtime{wazero.NewRuntimeWithConfig(ctx, config), name}, nil
}

// Name says how modules are run: Compiler or Interpreter.
func (r *Runtime) Name() string { return r.name }

// Close frees the runtime with all programs and instances, none of which may be
// running.
func (r *Runtime) Close(ctx context.Context) error { return r.wazero.Close(ctx) }

// Program is a compiled module. It is safe for concurrent use.
type Program struct {
	runtime  *Runtime
	module   *wasm.Module
	compiled wazero.CompiledModule
}

// Compile makes machine code of a module. It refuses one that imports anything
// or whose memory can grow.
func (r *Runtime) Compile(ctx context.Context, m *wasm.Module) (*Program, error) {
	if len(m.Binary) > wasm.MaxBinary {
		return nil, fmt.Errorf("engine: a module of %d bytes, at most %d", len(m.Binary), wasm.MaxBinary)
	}
	compiled, err := r.wazero.CompileModule(ctx, m.Binary)
	if err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	p := &Program{r, m, compiled}
	if err := p.check(); err != nil {
		compiled.Close(ctx)
		return nil, err
	}
	return p, nil
}

func (p *Program) check() error {
	if len(p.compiled.ImportedFunctions())+len(p.compiled.ImportedMemories()) > 0 {
		return errors.New("engine: the module imports something of the host")
	}
	memory := p.compiled.ExportedMemories()[wasm.ExportMemory]
	if memory == nil {
		return fmt.Errorf("engine: the module exports no %s", wasm.ExportMemory)
	}
	most, fixed := memory.Max()
	if !fixed || most != memory.Min() {
		return errors.New("engine: the module's memory can grow")
	}
	return nil
}

// Close frees the machine code once no instance uses it any more.
func (p *Program) Close(ctx context.Context) error { return p.compiled.Close(ctx) }
