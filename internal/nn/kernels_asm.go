//go:build amd64 || arm64

package nn

//go:generate go -C asm run . -dir ..

// constants returns what the assembly of Adam takes.
func (s *AdamStep) constants() [8]float32 {
	return [8]float32{s.Scale, s.Beta1, s.Beta2, s.Rate, s.RootCorr, s.Epsilon, 1 - s.Beta1, 1 - s.Beta2}
}

// tiles[r] is the product for blocks of r rows: a set of strides in bytes.
type tiles [tileRows + 1]func(c, init, a, b *float32, blocks, k, w, cRow, initRow, aRow, aCol, bRow int)

// tileRows is the number of rows of the largest tile.
const tileRows = 6

// matMul computes whole tiles and then the rows that are left.
func (t *tiles) matMul(c, init, a, b []float32, s Shape) {
	s.check(c, init, a, b)
	if s.empty(c, init) {
		return
	}
	whole := s.R / tileRows
	if whole > 0 {
		t.blocks(tileRows, whole, c, init, a, b, &s)
	}
	if rest := s.R % tileRows; rest > 0 {
		r := whole * tileRows
		if init != nil {
			init = init[r*s.InitRow:]
		}
		t.blocks(rest, 1, c[r*s.CRow:], init, a[r*s.ARow:], b, &s)
	}
}

// blocks computes a number of blocks of so many rows each.
func (t *tiles) blocks(rows, blocks int, c, init, a, b []float32, s *Shape) {
	var start *float32
	if init != nil {
		start = &init[0]
	}
	t[rows](&c[0], start, &a[0], &b[0], blocks, s.K, s.W, 4*s.CRow, 4*s.InitRow, 4*s.ARow, 4*s.ACol, 4*s.BRow)
}
