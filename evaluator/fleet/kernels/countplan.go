package kernels

// Counts is the shape of what counts the bins of terms. The zero value counts nothing.
type Counts struct {
	Columns int // of terms: as many as the job with the most has
	Bins    int // of a term's range
	Beyond  int // on either side of it
}

// Cells returns the number of bins of a term.
func (c *Counts) Cells() int { return c.Bins + 2*c.Beyond }

// What a fleet that counts has besides.
const (
	Counted      Buffer = "counted"      // [J] uint32, the number of terms of each job, which a fleet fills
	Progress     Buffer = "progress"     // [J][columns][B], terms of a rollout, which a fleet fills; then 1 over the root of their counts
	CountedCells Buffer = "countedCells" // [J][columns][B] uint32, the bins of terms
	CountRanges  Buffer = "countRanges"  // [J][columns][4], see CountRange; zero at the start
	Visits       Buffer = "visits"       // [J][columns][cells] uint32, zero at the start
	CountRunning Buffer = "countRunning" // [J][N], the bonus of episodes up to now; zero at the start
)

// countedRows is the most transitions that an invocation goes through: launches follow
// each other where there are more.
const countedRows = 1 << 15

// Words returns the sizes of the buffers in a fleet of a shape.
func (c *Counts) Words(s *Shape) map[Buffer]int {
	if c.Columns == 0 {
		return nil
	}
	columns := s.Jobs * c.Columns
	return map[Buffer]int{
		Counted: s.Jobs, CountRunning: s.Jobs * s.Instances,
		Progress: columns * s.Batch(), CountedCells: columns * s.Batch(),
		CountRanges: 4 * columns, Visits: columns * c.Cells(),
	}
}

// Count gives the transitions of a rollout, of which there have been so many before,
// the bonus of their counts. It comes before Judge. Columns returns and rewarded of
// statistics have the sums of rewards over episodes that ended and over steps.
func (p *Plan) Count(before int, statistics Buffer, returns, rewarded int) []Launch {
	c := &p.Shape.Counts
	if c.Columns == 0 {
		return nil
	}
	var ranges, visits []Launch
	for from := 0; from < p.Batch(); from += countedRows {
		count := min(countedRows, p.Batch()-from)
		ranges = append(ranges, launch("CountRange", c.Columns, []any{c.Columns, p.Batch(), from, count, before == 0 && from == 0}, Progress, CountRanges))
		visits = append(visits, launch("CountVisits", c.Columns*c.Cells(), []any{c.Columns, c.Cells(), p.Batch(), from, count}, CountedCells, Visits, Progress))
	}
	list := append(ranges,
		launch("CountWidth", c.Columns, []any{c.Columns, c.Bins, c.Beyond}, CountRanges, Visits),
		launch("CountCells", p.Batch(), []any{p.Batch(), c.Columns, c.Bins, c.Beyond}, Progress, CountRanges, CountedCells))
	return append(append(list, visits...),
		launch("CountRewards", p.Instances, []any{p.Instances, p.Horizon, c.Columns, p.Jobs, returns, rewarded, p.Bonus},
			Counted, Progress, Flags, Rewards, CountRunning, statistics))
}
