package play

import (
	"context"
	"math"
	"slices"
)

// Totals are sums over what all instances did since the start. Those of episodes are
// over the episodes that have ended.
type Totals struct {
	Steps    int // of all instances together, also those that have stopped and of unfinished episodes
	Episodes int

	Score, Length, Return float64 // sums over episodes
	Successes             int
	Reward                float64   // sum over steps
	Terms                 []float64 // likewise, by term

	Stopped int // instances that something went wrong with
}

// MeanScore, MeanLength and MeanReturn are those of an episode, SuccessRate the share
// of episodes that were a success; all are NaN before the first one has ended.
func (t *Totals) MeanScore() float64   { return t.Score / float64(t.Episodes) }
func (t *Totals) MeanLength() float64  { return t.Length / float64(t.Episodes) }
func (t *Totals) MeanReturn() float64  { return t.Return / float64(t.Episodes) }
func (t *Totals) SuccessRate() float64 { return float64(t.Successes) / float64(t.Episodes) }

// Totals reads the sums. Those that the device keeps, one float32 for each instance,
// begin anew afterwards, so that asking now and then keeps them small and exact.
func (p *Player) Totals(ctx context.Context) (Totals, error) {
	at := p.program.Statistics()
	t := p.totals
	t.Terms = slices.Clone(t.Terms)
	sums := make([]float64, at.Terms+len(t.Terms))
	for c := range sums {
		var err error
		if sums[c], err = p.sum(ctx, c); err != nil {
			return t, err
		}
	}
	if err := p.forget(ctx, len(sums)); err != nil {
		return t, err
	}
	t.Steps, t.Stopped = p.clock*p.config.Instances, int(sums[at.Faults])
	t.Episodes += int(sums[at.Episodes])
	t.Successes += int(sums[at.Successes])
	t.Score += sums[at.Score]
	t.Length += sums[at.Length]
	t.Return += sums[at.Return]
	t.Reward += sums[at.Reward]
	for k := range t.Terms {
		t.Terms[k] += sums[at.Terms+k]
	}
	p.totals = t
	t.Terms = slices.Clone(t.Terms)
	return t, nil
}

// forget sets the first columns of statistics to zero, but that of faults.
func (p *Player) forget(ctx context.Context, columns int) error {
	zeros := make([]uint32, p.config.Instances)
	for c := range columns {
		if c == p.program.Statistics().Faults {
			continue
		}
		if err := p.machine.write(ctx, "statistics", c*len(zeros), zeros); err != nil {
			return err
		}
	}
	return nil
}

// sum adds up a column of statistics in the order of instances.
func (p *Player) sum(ctx context.Context, column int) (float64, error) {
	words := make([]uint32, p.config.Instances)
	if err := p.machine.read(ctx, "statistics", column*p.config.Instances, words); err != nil {
		return 0, err
	}
	total := 0.0
	for _, w := range words {
		total += float64(math.Float32frombits(w))
	}
	return total, nil
}
