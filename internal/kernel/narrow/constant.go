package narrow

import (
	"math"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Constant is one of a program whose narrow form is not the number rounded.
type Constant struct {
	Wide   float64
	Narrow float32
	Pos    ir.Pos // where it is used; no place where that is not known
}

// Large says that it is a number beyond all float32 and means it: a program that has
// math.MaxFloat64 asks for the largest number there is, and gets it.
func (c Constant) Large() bool {
	x := math.Abs(c.Wide)
	return x > 1 && x != math.MaxFloat64
}

// Changed lists constants of a program, as the front end makes it, that are finite
// and further from zero than every float32, or nearer to it than the normal ones. It
// looks at what the entries need, without the functions of package math, and lists
// every constant once for each place.
func Changed(p *ir.Program) []Constant {
	s := search{seen: map[*ir.Func]bool{}, found: map[Constant]bool{}}
	for _, f := range p.Funcs {
		if f.Entry != "" {
			s.function(f)
		}
	}
	return s.list
}

// search is the work on one program.
type search struct {
	seen  map[*ir.Func]bool
	found map[Constant]bool
	list  []Constant
}

func (s *search) function(f *ir.Func) {
	if s.seen[f] || isMath(f) {
		return
	}
	s.seen[f] = true
	f.Body.Walk(func(v *ir.Value) {
		for _, a := range v.Args {
			if a.Op == ir.Const && a.Type.Kind == ir.Float64 {
				s.number(a.Float64(), a.Pos, v.Pos, f.Pos)
			}
		}
		switch {
		case v.Op == ir.Lookup && v.Table.Elem.Kind == ir.Float64:
			for _, bits := range v.Table.Bits {
				s.number(math.Float64frombits(bits), v.Pos, f.Pos)
			}
		case v.Op == ir.Call:
			s.function(v.Func)
		}
	})
}

// number adds x, whose place is the first that is known.
func (s *search) number(x float64, places ...ir.Pos) {
	c := Constant{Wide: x, Narrow: round(x)}
	if !changed(x) {
		return
	}
	for _, at := range places {
		if c.Pos == (ir.Pos{}) {
			c.Pos = at
		}
	}
	if !s.found[c] {
		s.found[c] = true
		s.list = append(s.list, c)
	}
}

// changed says that round does more than to round x.
func changed(x float64) bool {
	if x == 0 || x-x != 0 {
		return false
	}
	return math.IsInf(float64(float32(x)), 0) || math.Abs(x) < smallest
}
