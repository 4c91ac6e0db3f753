package kernels

import "fmt"

// Part is some consecutive steps of a rollout, whose observations and raw actions
// have buffers of their own: those are what a rollout has most of, and no buffer may
// be larger than a device allows.
type Part struct {
	From, Steps int    // from step From on
	Obs, Raw    Buffer // [J][Steps][N] and the width of each
}

// Parts returns the parts of a rollout in order: one, unless PartSteps asks for more.
// The first has as many steps as any.
func (s *Shape) Parts() []Part {
	var parts []Part
	for from := 0; from < s.Horizon; from += s.partSteps() {
		p := Part{From: from, Steps: min(s.partSteps(), s.Horizon-from), Obs: Obs, Raw: Raw}
		if from > 0 {
			p.Obs, p.Raw = partOf(Obs, len(parts)), partOf(Raw, len(parts))
		}
		parts = append(parts, p)
	}
	return parts
}

// PartAt returns the part that has step t of a rollout.
func (s *Shape) PartAt(t int) Part { return s.Parts()[t/s.partSteps()] }

// Of returns the part's own of Obs and Raw; all others are not in parts.
func (p *Part) Of(b Buffer) Buffer {
	switch b {
	case Obs:
		return p.Obs
	case Raw:
		return p.Raw
	}
	return b
}

// partOf names the buffer of a part other than the first.
func partOf(b Buffer, part int) Buffer { return Buffer(fmt.Sprintf("%s%d", b, part)) }

func (s *Shape) partSteps() int {
	if s.PartSteps == 0 {
		return s.Horizon
	}
	return s.PartSteps
}
