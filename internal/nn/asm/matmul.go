package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// tileRows is the largest number of rows of C that are computed together.
const tileRows = 6

// tile is the state of a matrix product while it is written. C is cut into
// blocks of rows rows, and these into panels of a few vectors, which stay in
// registers while the sum over K is taken.
type tile struct {
	*isa
	rows int

	aRow, aCol, bRow reg.GPVirtual // strides
	offset           reg.GPVirtual // of the panel within a row
	left             reg.GPVirtual // columns from the panel on
}

// matMul writes the product for blocks of so many rows. The strides are in
// bytes. c, init and a are kept in the memory of the parameters.
func (s *isa) matMul(rows int) {
	name := fmt.Sprintf("matMul%d", rows)
	s.function(name, "func(c, init, a, b *float32, blocks, k, w, cRow, initRow, aRow, aCol, bRow int)",
		fmt.Sprintf("%s%s computes C = init + A·B for blocks times %d rows, blocks, k and w", name, s.name, rows),
		"at least 1. Strides are in bytes. A nil init is zero.")
	t := &tile{isa: s, rows: rows}
	t.aRow, t.aCol, t.bRow = s.arg("aRow"), s.arg("aCol"), s.arg("bRow")
	t.offset, t.left = s.GP64(), s.GP64()

	s.Label("block")
	s.XORQ(t.offset, t.offset)
	s.Load(s.Param("w"), t.left)
	t.panels()
	s.Label("next")
	t.advance("c", "cRow")
	t.advance("init", "initRow")
	t.advance("a", "aRow")
	s.DECQ(s.slot("blocks"))
	s.JNZ(operand.LabelRef("block"))
	s.end()
}

// panels writes the loop over full panels and a case for each number of vectors
// that may be left. The last vector of these is masked.
func (t *tile) panels() {
	n := t.panel[t.rows]
	full := n * t.lanes
	t.Label("panel")
	t.CMPQ(t.left, operand.U32(full))
	t.JLT(operand.LabelRef("partial"))
	t.compute("full", n, nil)
	t.ADDQ(operand.U32(4*full), t.offset)
	t.SUBQ(operand.U32(full), t.left)
	t.JMP(operand.LabelRef("panel"))

	t.Label("partial")
	t.TESTQ(t.left, t.left)
	t.JZ(operand.LabelRef("next"))
	for v := 1; v <= n; v++ {
		label := fmt.Sprintf("partial%d", v)
		beyond := fmt.Sprintf("partial%d", v+1)
		t.Label(label)
		if v < n {
			t.CMPQ(t.left, operand.U32(v*t.lanes))
			t.JG(operand.LabelRef(beyond))
		}
		lanes := t.GP64()
		t.LEAQ(operand.Mem{Base: t.left, Disp: -(v - 1) * t.lanes}, lanes)
		t.compute(label, v, t.tail(lanes))
		if v < n {
			t.JMP(operand.LabelRef("next"))
		}
	}
}

// compute writes one tile of n vectors a row. mask, unless nil, applies to the
// last vector of each row.
func (t *tile) compute(label string, n int, mask reg.Register) {
	acc := make([][]reg.VecVirtual, t.rows)
	for r := range acc {
		acc[r] = t.vecs(n)
	}
	t.begin(label, acc, mask)
	t.sum(label, acc, mask)
	c, stride := t.GP64(), t.GP64()
	t.Load(t.Param("c"), c)
	t.Load(t.Param("cRow"), stride)
	t.ADDQ(t.offset, c)
	for r := range acc {
		for i, v := range acc[r] {
			t.store(v, lastOf(mask, i, n), t.at(c, i))
		}
		if r+1 < t.rows {
			t.ADDQ(stride, c)
		}
	}
}

// begin writes the loading of the sums' initial values.
func (t *tile) begin(label string, acc [][]reg.VecVirtual, mask reg.Register) {
	zeros, sums := label+"_zeros", label+"_sums"
	p, stride := t.GP64(), t.GP64()
	t.Load(t.Param("init"), p)
	t.TESTQ(p, p)
	t.JZ(operand.LabelRef(zeros))
	t.Load(t.Param("initRow"), stride)
	t.ADDQ(t.offset, p)
	for r := range acc {
		for i, v := range acc[r] {
			t.load(t.at(p, i), lastOf(mask, i, len(acc[r])), v)
		}
		if r+1 < t.rows {
			t.ADDQ(stride, p)
		}
	}
	t.JMP(operand.LabelRef(sums))
	t.Label(zeros)
	for r := range acc {
		for _, v := range acc[r] {
			t.VXORPS(v, v, v)
		}
	}
	t.Label(sums)
}

// sum writes the loop over K.
func (t *tile) sum(label string, acc [][]reg.VecVirtual, mask reg.Register) {
	loop := label + "_loop"
	n := len(acc[0])
	row, x := t.vecs(n), t.vec()
	b, k := t.GP64(), t.GP64()
	t.Load(t.Param("b"), b)
	t.Load(t.Param("k"), k)
	t.ADDQ(t.offset, b)
	bases := t.bases()

	t.Label(loop)
	if t.rows > 1 { // each vector serves several rows
		for i, v := range row {
			t.load(t.at(b, i), lastOf(mask, i, n), v)
		}
	}
	for r := range acc {
		t.VBROADCASTSS(t.element(bases, r), x)
		for i, v := range row {
			if t.rows == 1 {
				t.load(t.at(b, i), lastOf(mask, i, n), v)
			}
			t.VFMADD231PS(v, x, acc[r][i])
		}
	}
	t.ADDQ(t.bRow, b)
	for _, a := range bases {
		t.ADDQ(t.aCol, a)
	}
	t.DECQ(k)
	t.JNZ(operand.LabelRef(loop))
}

// bases writes the loading of pointers into A, to every third row.
func (t *tile) bases() []reg.GPVirtual {
	a := t.arg("a")
	bases := []reg.GPVirtual{a}
	if t.rows > 3 {
		third := t.GP64()
		t.LEAQ(operand.Mem{Base: a, Index: t.aRow, Scale: 2}, third)
		t.ADDQ(t.aRow, third)
		bases = append(bases, third)
	}
	return bases
}

// element is the element of A in row r of the tile.
func (t *tile) element(bases []reg.GPVirtual, r int) operand.Mem {
	m := operand.Mem{Base: bases[r/3]}
	if r%3 > 0 {
		m.Index, m.Scale = t.aRow, uint8(r%3)
	}
	return m
}

// advance moves the pointer in parameter p by the rows of a block.
func (t *tile) advance(p, stride string) {
	step := t.arg(stride)
	if t.rows > 1 {
		t.IMUL3Q(operand.U32(t.rows), step, step)
	}
	if p == "init" {
		t.CMPQ(t.slot(p), operand.U32(0))
		t.JEQ(operand.LabelRef("advanced"))
	}
	t.ADDQ(step, t.slot(p))
	if p == "init" {
		t.Label("advanced")
	}
}

// lastOf returns the mask for the last of n vectors and nil for others.
func lastOf(mask reg.Register, i, n int) reg.Register {
	if i == n-1 {
		return mask
	}
	return nil
}
