package cmd

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/designer"
	screens "github.com/rewardsmith/rewardsmith/evaluator/screen" // screen is the one of watch
	"github.com/rewardsmith/rewardsmith/internal/number"
)

// writeScreening writes what came of judging rewards; a reward of the command line
// that does not pass is errReported.
func (p *process) writeScreening(s *screening, asJSON bool) error {
	write := p.screeningText
	if asJSON {
		write = func(s *screening) error { return p.writeJSON(s) }
	}
	if err := write(s); err != nil {
		return err
	}
	if s.fails() > 0 {
		return errReported
	}
	return nil
}

func (p *process) screeningText(s *screening) error {
	p.leftOut(s)
	fmt.Fprintf(p.stdout, "%s: %s of %d policies, %d of them successes (%s); discount %.4g\n\n",
		s.Env, designer.Count(s.Episodes, "episode"), len(s.Policies), s.Successes, s.Success, s.Gamma)
	if err := s.table().write(p.stdout); err != nil {
		return err
	}
	fmt.Fprintln(p.stdout)
	for _, r := range s.Rewards {
		p.screenedText(s, r)
	}
	if len(s.Rewards) > 2 {
		fmt.Fprintln(p.stdout, "\nEPIC distances:")
		if err := s.matrix().write(p.stdout); err != nil {
			return err
		}
	}
	for _, pair := range s.Duplicates {
		fmt.Fprintf(p.stdout, "%s and %s are the same but for scale and shaping: one training tells about both\n", pair[0], pair[1])
	}
	fmt.Fprintf(p.stdout, "\nEPIC is the distance to %s, over %s\n", s.reference().Name, s.Coverage)
	return nil
}

// leftOut says which runs and policies did not take part, and why.
func (p *process) leftOut(s *screening) {
	for _, skip := range s.Skipped {
		fmt.Fprintf(p.stderr, "skipped %s: %s\n", skip.Path, skip.Why)
	}
	if s.Same > 0 {
		fmt.Fprintf(p.stderr, "skipped %s of policies that others hold, too\n", designer.Count(s.Same, "file"))
	}
	if s.Spared > 0 {
		fmt.Fprintf(p.stderr, "%d of %d policies play, evenly spread; --policies %d lets all play\n", len(s.Policies), len(s.Policies)+s.Spared, len(s.Policies)+s.Spared)
	}
}

// reference is the reward that the others are compared with.
func (s *screening) reference() *screened { return s.Rewards[len(s.Rewards)-1] }

// table has a row for each reward.
func (s *screening) table() *table {
	out := &table{header: []string{"REWARD", "TPE", "ACCURACY", "TAU", "AGREEMENT", "EPIC"}}
	for _, r := range s.Rewards {
		if r.Fault != "" {
			out.add(r.Name, "failed", "-", "-", "-", "-")
			continue
		}
		out.add(r.Name, tpeWord(r.TPE), accuracyText(r.TPE), rankText(r.Ranking, r.Ranking.TauB), rankText(r.Ranking, r.Ranking.Agreement), s.distanceText(r, s.reference()))
	}
	return out
}

func tpeWord(t *screens.TPE) string {
	switch {
	case t.Blind:
		return "blind"
	case t.Passed:
		return "pass"
	}
	return "fail"
}

func accuracyText(t *screens.TPE) string {
	if t.Blind {
		return "-"
	}
	return fmt.Sprintf("%.3g (%d of %d)", t.Accuracy, t.Above, t.Successes)
}

func rankText(r *screens.Ranking, v float64) string {
	if r.Blind {
		return "-"
	}
	return number.Fixed(v, 3)
}

// distanceText writes the EPIC distance of two rewards, "-" where there is none.
func (s *screening) distanceText(a, b *screened) string {
	if a == b && a.canonical != nil {
		return "0"
	}
	if d, ok := a.Distances[b.Name]; ok {
		return number.Fixed(d, 3)
	}
	return "-"
}

// matrix has the distance between every two rewards, which columns number.
func (s *screening) matrix() *table {
	out := &table{header: []string{"", "REWARD"}}
	for i := range s.Rewards {
		out.header = append(out.header, fmt.Sprint(i+1))
	}
	for i, r := range s.Rewards {
		row := []string{fmt.Sprint(i + 1), r.Name}
		for _, other := range s.Rewards {
			row = append(row, s.distanceText(r, other))
		}
		out.add(row...)
	}
	return out
}

// screenedText says in sentences what a table cannot hold.
func (p *process) screenedText(s *screening, r *screened) {
	if r.Fault != "" {
		fmt.Fprintf(p.stdout, "%s: %s\n", r.Name, r.Fault)
		return
	}
	fmt.Fprintf(p.stdout, "%s: %s\n", r.Name, r.TPE)
	switch {
	case r.TPE.Passed:
	case r.Reference:
		fmt.Fprintf(p.stdout, "%s: it fails as well, so that failing says little here; the other form, or other policies, may tell more\n", r.Name)
	default:
		p.rankedText(s, "success", "lowest", r.TPE.LowestSuccess)
		p.rankedText(s, "failure", "highest", r.TPE.HighestFailure)
	}
	switch {
	case r.NoDistance != "":
		fmt.Fprintf(p.stdout, "%s: no EPIC distance: %s\n", r.Name, r.NoDistance)
	case r.Constant:
		fmt.Fprintf(p.stdout, "%s: EPIC finds it constant but for shaping, which leaves distances to it without a meaning\n", r.Name)
	}
}

// fails counts the rewards of the command line that do not pass.
func (s *screening) fails() int {
	n := 0
	for _, r := range s.Rewards {
		if !r.Reference && (r.Fault != "" || !r.TPE.Passed) {
			n++
		}
	}
	return n
}

// screenRows is how many steps of an episode are written, besides its last state.
const screenRows = 8

// rankedText writes an episode of an offending pair, at even distances.
func (p *process) rankedText(s *screening, class, extreme string, e *screens.Ranked) {
	fmt.Fprintf(p.stdout, "  %s of the %s return, %.6g: %s\n", class, extreme, e.Return, e.Episode)
	r, spec := s.played.Record(e.Index), s.played.Spec
	steps := len(r.Actions)
	for k := range min(screenRows, steps) {
		i := k * steps / min(screenRows, steps)
		fmt.Fprintf(p.stdout, "    step %d: %s; action %s\n", i, spec.State.Format(r.States[i]), spec.Action.Format(r.Actions[i]))
	}
	fmt.Fprintf(p.stdout, "    step %d: %s\n", steps, spec.State.Format(r.States[steps]))
}
