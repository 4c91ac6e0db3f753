package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// each writes a loop over vectors: body is given the mask of the last, which may
// not be full, and nil for all others. It reads and writes at the pointers.
func (s *isa) each(n reg.GPVirtual, pointers []reg.GPVirtual, body func(mask reg.Register)) {
	s.Label("loop")
	s.CMPQ(n, operand.U32(s.lanes))
	s.JLT(operand.LabelRef("tail"))
	body(nil)
	for _, p := range pointers {
		s.ADDQ(operand.U32(4*s.lanes), p)
	}
	s.SUBQ(operand.U32(s.lanes), n)
	s.JMP(operand.LabelRef("loop"))
	s.Label("tail")
	s.TESTQ(n, n)
	s.JZ(operand.LabelRef("done"))
	body(s.tail(n))
	s.Label("done")
	s.end()
}

// tanh x = x·P(x²)/Q(x²) with these coefficients, from the constant one on: those
// of package nn's portable set, where they are explained.
var (
	tanhP = []float64{1, 0.13394059029096844, 0.0035110978096887858, 2.0866056809976493e-5, 1.371548299009391e-8}
	tanhQ = []float64{1, 0.46727377962542755, 0.025935903019241757, 0.00033110668509871634, 7.9231436797072223e-7}
)

// tanhLimit is where float32 tanh has reached 1.
const tanhLimit = 8.8

// tanh writes the quotient by Horner's rule. Constants that do not fit into
// registers are read from memory. The order of operands of minimum and maximum
// keeps NaN.
func (s *isa) tanh() {
	constants := []float64{tanhLimit, -tanhLimit, 1}
	for i := len(tanhP) - 1; i > 0; i-- {
		constants = append(constants, tanhP[i], tanhQ[i])
	}
	table := s.table("tanhConstants", func(add func(uint32)) {
		for _, c := range constants {
			for range s.lanes {
				add(math.Float32bits(float32(c)))
			}
		}
	})
	s.function("tanh", "func(y, x *float32, n int)", "tanh"+s.name+" sets n elements of y to the tangents of those of x.")
	y, x, n := s.arg("y"), s.arg("x"), s.arg("n")
	all := make([]operand.Op, len(constants))
	for i := range all {
		all[i] = table.Offset(4 * s.lanes * i)
		if i < s.spare {
			v := s.vec()
			s.VMOVUPS(all[i], v)
			all[i] = v
		}
	}
	s.each(n, []reg.GPVirtual{y, x}, func(mask reg.Register) {
		v, z, p, q := s.vec(), s.vec(), s.vec(), s.vec()
		s.load(operand.Mem{Base: x}, mask, v)
		s.VMINPS(v, all[0].(reg.VecVirtual), v)
		s.VMAXPS(v, all[1].(reg.VecVirtual), v)
		s.VMULPS(v, v, z)
		one, coefficients := all[2], all[3:]
		s.VMOVUPS(coefficients[0], p)
		s.VMOVUPS(coefficients[1], q)
		for i := 2; i < len(coefficients); i += 2 {
			s.VFMADD213PS(coefficients[i], z, p)
			s.VFMADD213PS(coefficients[i+1], z, q)
		}
		s.VFMADD213PS(one, z, p)
		s.VFMADD213PS(one, z, q)
		s.VMULPS(p, v, p)
		s.VDIVPS(q, p, p)
		s.store(p, mask, operand.Mem{Base: y})
	})
}

func (s *isa) tanhGrad() {
	unit := s.table("unit", func(add func(uint32)) { add(math.Float32bits(1)) })
	s.function("tanhGrad", "func(d, y *float32, n int)", "tanhGrad"+s.name+" multiplies n elements of d by 1 - y².")
	d, y, n := s.arg("d"), s.arg("y"), s.arg("n")
	one := s.vec()
	s.VBROADCASTSS(unit, one)
	s.each(n, []reg.GPVirtual{d, y}, func(mask reg.Register) {
		v, slope := s.vec(), s.vec()
		s.load(operand.Mem{Base: y}, mask, v)
		s.VMOVAPS(one, slope)
		s.VFNMADD231PS(v, v, slope)
		s.load(operand.Mem{Base: d}, mask, v)
		s.VMULPS(slope, v, v)
		s.store(v, mask, operand.Mem{Base: d})
	})
}

// adam writes the update of nn.AdamStep. Its constants come as an array, with
// 1 - Beta1 and 1 - Beta2 at the end.
func (s *isa) adam() {
	s.function("adam", "func(p, gradient, m, v *float32, n int, constants *[8]float32)",
		"adam"+s.name+" takes an optimiser's step on n parameters. The constants are scale,",
		"beta1, beta2, rate, rootCorr, epsilon, 1 - beta1 and 1 - beta2.")
	p, gradient, m, v, n := s.arg("p"), s.arg("gradient"), s.arg("m"), s.arg("v"), s.arg("n")
	constants := s.arg("constants")
	c := s.vecs(8)
	for i := range c {
		s.VBROADCASTSS(operand.Mem{Base: constants, Disp: 4 * i}, c[i])
	}
	scale, beta1, beta2, rate, rootCorr, epsilon, rest1, rest2 := c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]
	s.each(n, []reg.GPVirtual{p, gradient, m, v}, func(mask reg.Register) {
		g, first, second, at := s.vec(), s.vec(), s.vec(), s.vec()
		s.load(operand.Mem{Base: gradient}, mask, g)
		s.VMULPS(scale, g, g)
		s.load(operand.Mem{Base: m}, mask, first)
		s.VMULPS(g, rest1, at)
		s.VFMADD213PS(at, beta1, first)
		s.store(first, mask, operand.Mem{Base: m})
		s.load(operand.Mem{Base: v}, mask, second)
		s.VMULPS(g, rest2, at)
		s.VMULPS(g, at, at)
		s.VFMADD213PS(at, beta2, second)
		s.store(second, mask, operand.Mem{Base: v})
		s.VSQRTPS(second, second)
		s.VFMADD213PS(epsilon, rootCorr, second)
		s.VMULPS(first, rate, first)
		s.VDIVPS(second, first, first)
		s.load(operand.Mem{Base: p}, mask, at)
		s.VSUBPS(first, at, at)
		s.store(at, mask, operand.Mem{Base: p})
	})
}

func (s *isa) add() {
	s.function("add", "func(y, x *float32, n int)", "add"+s.name+" adds n elements of x to those of y.")
	y, x, n := s.arg("y"), s.arg("x"), s.arg("n")
	s.each(n, []reg.GPVirtual{y, x}, func(mask reg.Register) {
		sum, v := s.vec(), s.vec()
		s.load(operand.Mem{Base: y}, mask, sum)
		s.load(operand.Mem{Base: x}, mask, v)
		s.VADDPS(v, sum, sum)
		s.store(sum, mask, operand.Mem{Base: y})
	})
}

// sumSquares writes 16 partial sums in float64, whatever the vectors' width: the
// one of index i takes the elements i, i+16, ...
func (s *isa) sumSquares() {
	const partials = 16
	s.function("sumSquares", "func(sums *[16]float64, x *float32, blocks int)",
		"sumSquares"+s.name+" sets sums to those of the squares of x[i], x[i+16], ... for blocks",
		"times 16 elements, blocks at least 1.")
	sums, x, n := s.arg("sums"), s.arg("x"), s.arg("blocks")
	wide := s.lanes / 2 // float64 numbers in a vector
	acc := s.vecs(partials / wide)
	for _, v := range acc {
		s.VXORPS(v, v, v)
	}
	s.Label("loop")
	for i := range acc {
		v := s.vec()
		s.VCVTPS2PD(operand.Mem{Base: x, Disp: 4 * wide * i}, v)
		s.VFMADD231PD(v, v, acc[i])
	}
	s.ADDQ(operand.U32(4*partials), x)
	s.DECQ(n)
	s.JNZ(operand.LabelRef("loop"))
	for i, v := range acc {
		s.VMOVUPD(v, operand.Mem{Base: sums, Disp: 8 * wide * i})
	}
	s.end()
}
