package main

import (
	"math"
	"regexp"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// isa is a file of assembly being written for one instruction set. The kernels
// are written once, in terms of vectors of its width: a result's element goes
// through the same operations on each set, and so has the same bits.
type isa struct {
	*build.Context
	name  string
	lanes int // float32 numbers in a vector
	spare int // vector registers that a loop may fill with constants
	masks operand.Mem

	// beyond matches names of registers that the set does not have, though avo
	// would use them.
	beyond *regexp.Regexp

	// panel is, for each number of rows of a tile from 1 on, the number of vectors
	// in its row: as many as the registers hold beside a row of B and an element
	// of A, and enough chains of additions to hide their latency.
	panel []int
}

func avx2() *isa {
	s := &isa{
		Context: build.NewContext(), name: "AVX2", lanes: 8, spare: 10,
		panel:  []int{0, 8, 4, 3, 2, 2, 2},
		beyond: regexp.MustCompile(`\b(Z[0-9]+|[XYK](1[6-9]|2[0-9]|3[01])|K[0-7])\b`),
	}
	s.masks = s.table("tailMasks", func(add func(bits uint32)) {
		for i := range 2 * s.lanes {
			if i < s.lanes {
				add(math.MaxUint32)
			} else {
				add(0)
			}
		}
	})
	return s
}

func avx512() *isa {
	return &isa{
		Context: build.NewContext(), name: "AVX512", lanes: 16, spare: 24,
		panel:  []int{0, 4, 4, 4, 4, 4, 4},
		beyond: regexp.MustCompile(`\bZ(3[2-9]|[4-9][0-9])\b`),
	}
}

// table adds read-only data, filled in words of 32 bits.
func (s *isa) table(name string, fill func(add func(bits uint32))) operand.Mem {
	m := s.StaticGlobal(name)
	s.DataAttributes(attr.RODATA | attr.NOPTR)
	fill(func(bits uint32) { s.AppendDatum(operand.U32(bits)) })
	return m
}

// function begins a function named after the set.
func (s *isa) function(name, signature string, doc ...string) {
	s.Function(name + s.name)
	s.Attributes(attr.NOSPLIT)
	s.Pragma("noescape")
	s.SignatureExpr(signature)
	s.Doc(doc...)
}

// end returns from a function. Without VZEROUPPER, all later SSE code of the
// thread would be slow.
func (s *isa) end() {
	s.VZEROUPPER()
	s.RET()
}

// arg loads a parameter.
func (s *isa) arg(name string) reg.GPVirtual {
	return s.Load(s.Param(name), s.GP64()).(reg.GPVirtual)
}

// slot returns the memory of a parameter, which the function may overwrite.
func (s *isa) slot(name string) operand.Mem {
	b, err := s.Param(name).Resolve()
	if err != nil {
		panic(err)
	}
	return b.Addr
}

func (s *isa) vec() reg.VecVirtual {
	if s.lanes == 16 {
		return s.ZMM()
	}
	return s.YMM()
}

func (s *isa) vecs(n int) []reg.VecVirtual {
	v := make([]reg.VecVirtual, n)
	for i := range v {
		v[i] = s.vec()
	}
	return v
}

// tail returns the mask of the first n lanes, 1 <= n <= lanes.
func (s *isa) tail(n reg.GPVirtual) reg.Register {
	if s.lanes == 16 {
		one, k := s.GP32(), s.K()
		s.MOVL(operand.U32(1), one)
		s.SHLXL(n.As32(), one, one)
		s.DECL(one)
		s.KMOVW(one, k)
		return k
	}
	table, at, mask := s.GP64(), s.GP64(), s.vec()
	s.LEAQ(s.masks, table)
	s.MOVQ(operand.U32(s.lanes), at)
	s.SUBQ(n, at)
	s.VMOVUPS(operand.Mem{Base: table, Index: at, Scale: 4}, mask)
	return mask
}

// load reads a vector, or, where mask is not nil, its lanes only; others are 0.
func (s *isa) load(m operand.Mem, mask reg.Register, v reg.VecVirtual) {
	switch {
	case mask == nil:
		s.VMOVUPS(m, v)
	case s.lanes == 16:
		s.VMOVUPS_Z(m, mask, v)
	default:
		s.VMASKMOVPS(m, mask, v)
	}
}

// store writes a vector, or, where mask is not nil, its lanes only.
func (s *isa) store(v reg.VecVirtual, mask reg.Register, m operand.Mem) {
	switch {
	case mask == nil:
		s.VMOVUPS(v, m)
	case s.lanes == 16:
		s.VMOVUPS(v, mask, m)
	default:
		s.VMASKMOVPS(v, mask, m)
	}
}

// at is the memory of vector i from p on.
func (s *isa) at(p reg.Register, i int) operand.Mem {
	return operand.Mem{Base: p, Disp: 4 * s.lanes * i}
}
