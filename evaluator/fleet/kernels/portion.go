package kernels

// portion is some consecutive rows of a minibatch. Where a minibatch's buffers cannot
// hold all its rows they hold one portion after the other, whose gradients are added up
// at the end. All portions but the last are whole chunks, so that sums are the same.
type portion struct {
	first, count int // rows
}

// portions returns the portions of a minibatch in order: one, unless PortionRows asks
// for more.
func (p *Plan) portions(minibatch int) []portion {
	var list []portion
	rows := p.Rows(minibatch)
	for first := 0; first < rows; first += p.stride {
		list = append(list, portion{first, min(p.stride, rows-first)})
	}
	return list
}

// portionRows returns the number of rows that buffers hold, for minibatches of so many.
func (p *Plan) portionRows(rows int) int {
	if p.PortionRows == 0 || p.PortionRows >= rows {
		return rows
	}
	return min(rows, max(1, p.PortionRows/p.chunk)*p.chunk)
}

// RowWords returns how many words a row takes in the largest of a minibatch's buffers.
func (s *Shape) RowWords() int {
	words := max(s.Width(0), s.Raw(), 2*s.FreeWidth())
	for l := range s.Layers() {
		words = max(words, 2*s.Width(l+1))
	}
	return words
}
