package spirv

import (
	"fmt"
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Options are what a module is made for.
type Options struct {
	Workgroup int // invocations of a workgroup; 0 is DefaultWorkgroup

	// Software is for Mesa's software driver, llvmpipe. It asks the driver not
	// to unroll loops, which makes that take many times as long. And it hides
	// from the driver which floats are zero: llvmpipe takes x-x, x*0 and 0/x for
	// 0, x+0 for x, and x/0 for anything at all, where it sees that or the zero.
	// It hides the words of the uniform block, too, since the driver compiles
	// some shaders anew for their values, in every dispatch.
	Software bool

	Floats Floats
}

// DefaultWorkgroup is the number of invocations of a workgroup.
const DefaultWorkgroup = 64

// Floats are properties of float32 arithmetic that a module can ask of devices
// that offer them (VK_KHR_shader_float_controls): see the package comment.
type Floats struct {
	Denormals   bool // shaderDenormPreserveFloat32
	NaN         bool // shaderSignedZeroInfNanPreserveFloat32
	NearestEven bool // shaderRoundingModeRTEFloat32
}

// The bindings of descriptor set 0. See the package comment.
const (
	BindingParams  = 0
	BindingInputs  = 1
	BindingResults = 2
	BindingFaults  = 3
)

// Params are the words of the uniform block, in this order.
type Params struct {
	First   uint32 // the row of invocation 0
	End     uint32 // rows from this one on are not computed
	Fuel    uint32 // of each row
	Inputs  uint32 // words from one column of the inputs to the next
	Results uint32 // likewise of the results
}

// NoRow stands in the first word of the faults until a row has stopped.
const NoRow = 0xFFFFFFFF

// Module is a shader module.
type Module struct {
	Binary  []byte
	Entries []Entry // that compute rows
	Grids   []Grid  // those that run once for each invocation of a grid
	Sites   []Site  // at which a row or an invocation can stop; the first is none
	Depth   int     // of nested conditionals and loops, through all calls
}

// Entry is an entry point, and the kinds of its columns.
type Entry struct {
	Name    string
	Inputs  []ir.Leaf
	Results []ir.Leaf
}

// Site is a place at which a row can stop, and why.
type Site struct {
	Kind ir.Fault
	Pos  ir.Pos
}

// String names the place as messages do.
func (s Site) String() string {
	return fmt.Sprintf("%s:%d:%d: %s", s.Pos.File, s.Pos.Line, s.Pos.Column, s.Kind)
}

// Emit writes a program without float64, which holds the invariants of ir.Check.
// It fails where the program has float64, or exceeds a limit.
func Emit(p *ir.Program, o Options) (*Module, error) {
	m, err := build(p, o)
	if err != nil {
		return nil, err
	}
	out := &Module{Binary: m.binary(), Entries: m.entries, Grids: m.grids, Sites: m.sites}
	for _, s := range m.funcs {
		out.Depth = max(out.Depth, s.depth)
	}
	return out, nil
}

func build(p *ir.Program, o Options) (*module, error) {
	if o.Workgroup == 0 {
		o.Workgroup = DefaultWorkgroup
	}
	if err := narrowed(p); err != nil {
		return nil, err
	}
	m := newModule(o)
	m.declare(slices.ContainsFunc(p.Funcs, func(f *ir.Func) bool { return f.Entry != "" && !f.Grid }))
	called := map[*ir.Func]bool{}
	for _, f := range p.Funcs {
		f.Body.Walk(func(v *ir.Value) {
			if v.Op == ir.Call {
				called[v.Func] = true
			}
		})
	}
	for _, f := range p.Funcs {
		if called[f] {
			m.function(f)
		}
		switch {
		case f.Grid:
			m.grid(f)
		case f.Entry != "":
			m.entry(f)
		}
	}
	return m, m.check()
}

// narrowed returns an error if a program has float64.
func narrowed(p *ir.Program) error {
	for _, f := range p.Funcs {
		wide := false
		for _, v := range f.Vars {
			wide = wide || hasFloat64(v.Type)
		}
		f.Body.Walk(func(v *ir.Value) { wide = wide || v.Type != nil && hasFloat64(v.Type) })
		if wide {
			return fmt.Errorf("%s has float64, which shaders have not: narrow it first", f.Name)
		}
	}
	return nil
}

func hasFloat64(t *ir.Type) bool {
	if t.Kind == ir.Array {
		return hasFloat64(t.Elem)
	}
	for _, f := range t.Fields {
		if hasFloat64(f.Type) {
			return true
		}
	}
	return t.Kind == ir.Float64
}
