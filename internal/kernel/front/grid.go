package front

import (
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// gridSignature makes the parameters of an entry of a grid: the number of the
// invocation, then scalars and buffers.
func (f *fn) gridSignature() bool {
	sig, told := f.frame.sig, len(f.diagnostics)
	name := f.node.Pos()
	switch {
	case !f.frame.pkg.free:
		f.refuse(name, ReasonEntry, "an entry of a grid stands in a package that is not free", "move it into one of this program")
	case sig.Recv() != nil || sig.Results().Len() > 0:
		f.refuse(name, ReasonEntry, "an entry of a grid is a method, or has results", "put what it computes into a slice")
	case sig.Params().Len() == 0 || f.types.runtime(sig.Params().At(0).Type()) != ir.TUint32:
		f.refuse(name, ReasonEntry, "the first parameter of an entry of a grid is not the number of the invocation", "take a uint32 first")
	}
	f.f.Grid = true
	for p := range sig.Params().Variables() {
		f.gridParam(p)
	}
	return len(f.diagnostics) == told
}

// gridParam makes a parameter of an entry of a grid.
func (f *fn) gridParam(p *types.Var) {
	rt := f.types.runtime(p.Type())
	if u, ok := p.Type().Underlying().(*types.Slice); ok {
		if elem := f.types.runtime(u.Elem()); elem != nil && ir.Bufferable(elem) {
			b := &ir.Buffer{Name: p.Name(), Elem: elem}
			f.f.Buffers = append(f.f.Buffers, b)
			f.bind(p, view{buffer: b, elem: u.Elem()})
			return
		}
	} else if rt != nil && rt.Scalar() && rt.Kind != ir.Float64 {
		f.param(p)
		return
	}
	f.refuse(p.Pos(), ReasonEntry, "an entry of a grid takes a "+p.Type().String(),
		"take uint32, int, float32, bool, and slices of float32, uint32, int or [4]float32")
}
