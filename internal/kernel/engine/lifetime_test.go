package engine

import (
	"context"
	"encoding/json"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/wasm"
)

// TestInstances runs instances of one program side by side.
func TestInstances(t *testing.T) {
	ctx := context.Background()
	r, err := New(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close(ctx)
	m, err := wasm.Emit(small(), wasm.Options{Rows: 64})
	if err != nil {
		t.Fatal(err)
	}
	p, err := r.Compile(ctx, m)
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for worker := range 4 {
		group.Go(func() {
			i, err := p.Instantiate(ctx)
			if err != nil {
				t.Error(err)
				return
			}
			defer i.Close(ctx)
			e, err := i.Entry("Reward")
			if err != nil {
				t.Error(err)
				return
			}
			for round := range 50 {
				for row := range 64 {
					e.In[0][row] = float64(worker) / float64(row+round+1)
					e.In[2][row] = float64(worker)
				}
				if err := e.Run(64); err != nil {
					t.Error(err)
				}
				for row := range 64 {
					x, f := e.In[0][row], float64(worker)
					if e.Out[2][row] != goExp(-x*x/0.5) || e.Out[3][row] != -0.01*f*f {
						t.Errorf("worker %d row %d: %v, %v", worker, row, e.Out[2][row], e.Out[3][row])
						return
					}
				}
			}
		})
	}
	group.Wait()
}

// started compiles a module and instantiates it for the entry Reward.
func started(t *testing.T, r *Runtime, m *wasm.Module) (*Program, *Entry) {
	t.Helper()
	p, err := r.Compile(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	i, err := p.Instantiate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	e, err := i.Entry("Reward")
	if err != nil {
		t.Fatal(err)
	}
	return p, e
}

// TestSameModuleTwice closes one of two programs of the same bytes, and a
// program before its instance.
func TestSameModuleTwice(t *testing.T) {
	ctx := context.Background()
	r, err := New(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close(ctx)
	m, err := wasm.Emit(small(), wasm.Options{Rows: 1})
	if err != nil {
		t.Fatal(err)
	}
	var entries []*Entry
	for range 2 {
		p, e := started(t, r, m)
		entries = append(entries, e)
		if err := p.Close(ctx); err != nil {
			t.Fatal(err)
		}
	}
	runtime.GC()
	for _, e := range entries {
		if err := e.Run(1); err != nil || e.Out[2][0] != 1 {
			t.Errorf("%v, %v", err, e.Out[2][0])
		}
	}
	if err := entries[0].instance.Close(ctx); err != nil {
		t.Fatal(err)
	}
	if err := entries[1].Run(1); err != nil {
		t.Error(err)
	}
	if err := entries[0].Run(1); err == nil {
		t.Error("a closed instance ran")
	}
}

// TestModuleTravels holds that a module can be sent as JSON to where it is run.
func TestModuleTravels(t *testing.T) {
	m, err := wasm.Emit(small(), wasm.Options{Rows: 2})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var there wasm.Module
	if err := json.Unmarshal(text, &there); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	p, err := runtimes(t)[0].Compile(ctx, &there)
	if err != nil {
		t.Fatal(err)
	}
	i, err := p.Instantiate(ctx)
	if err != nil {
		t.Fatal(err)
	}
	e, err := i.Entry("Reward")
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Run(2); err != nil || e.Out[2][1] != 1 {
		t.Errorf("%v, %v", err, e.Out[2][1])
	}
}

// TestRefused compiles modules that no emitter made.
func TestRefused(t *testing.T) {
	ctx := context.Background()
	const header = "\x00asm\x01\x00\x00\x00"
	memory := func(limits string) string {
		return header + "\x05" + string(rune(len(limits)+1)) + "\x01" + limits + "\x07\x0b\x01\x07.memory\x02\x00"
	}
	for _, c := range []struct{ name, binary, want string }{
		{"garbage", "no module", "invalid"},
		{"cut", header + "\x01", "EOF"},
		{"no memory", header, "exports no .memory"},
		{"growable", memory("\x00\x01"), "can grow"},
		{"growable to 2", memory("\x01\x01\x02"), "can grow"},
		{"large", memory("\x01\x80\x20\x80\x20"), "limit"},
		{"import", header + "\x01\x04\x01\x60\x00\x00" + "\x02\x07\x01\x01m\x01f\x00\x00", "imports"},
		{"long", header + strings.Repeat(" ", wasm.MaxBinary), "at most"},
	} {
		_, err := runtimes(t)[0].Compile(ctx, &wasm.Module{Binary: []byte(c.binary)})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want something with %q", c.name, err, c.want)
		}
	}
	m, err := wasm.Emit(small(), wasm.Options{Rows: 2})
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*wasm.Module){
		"column outside": func(m *wasm.Module) { m.Entries[0].Params[0].Offset = 1 << 30 },
		"column odd":     func(m *wasm.Module) { m.Entries[0].Params[0].Offset = 3 },
		"column before":  func(m *wasm.Module) { m.Entries[0].Params[0].Offset = -8 },
		"no rows":        func(m *wasm.Module) { m.Rows = 0 },
		"all rows":       func(m *wasm.Module) { m.Rows = 1 << 40 },
		"no entry":       func(m *wasm.Module) { m.Entries[0].Name = "Other" },
	} {
		text, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		var changed wasm.Module
		if err := json.Unmarshal(text, &changed); err != nil {
			t.Fatal(err)
		}
		change(&changed)
		p, err := runtimes(t)[0].Compile(ctx, &changed)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Instantiate(ctx); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestNothingLeaks makes and closes many programs and instances.
func TestNothingLeaks(t *testing.T) {
	if testing.Short() {
		t.Skip("500 programs take seconds")
	}
	ctx := context.Background()
	r, err := New(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close(ctx)
	cycle := func(n int) {
		p := small()
		for _, v := range p.Funcs[2].Body.Values {
			if v.Op == ir.Const {
				v.Bits = ir.BitsOf(float64(n)) // makes each program another one
			}
		}
		m, err := wasm.Emit(p, wasm.Options{})
		if err != nil {
			t.Fatal(err)
		}
		program, e := started(t, r, m)
		if err := e.Run(10); err != nil {
			t.Fatal(err)
		}
		e.instance.Close(ctx)
		program.Close(ctx)
	}
	heap := func() uint64 {
		var s runtime.MemStats
		for range 3 {
			runtime.GC()
		}
		runtime.ReadMemStats(&s)
		return s.HeapAlloc
	}
	cycle(0)
	before := heap()
	for n := range 500 {
		cycle(n + 1)
	}
	if after := heap(); after > before+1<<20 {
		t.Errorf("500 programs left %d KiB behind", (after-before)>>10)
	}
}
