package designer

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/rewardsmith/rewardsmith/designer/interval"
)

// Table returns the result as a text table: one line for each reward, with the
// mean over the training seeds and its 95 % interval.
func (r *Result) Table(e *EnvInfo) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprint(w, "reward\tscore\t95 % interval\t")
	if e.HasSuccess {
		fmt.Fprint(w, "success\t95 % interval\t")
	}
	fmt.Fprint(w, "steps per episode\ttrainings\n")
	for i := range r.Arms {
		a := &r.Arms[i]
		name := a.Name
		if a.Candidate != "" {
			name += " (" + a.Candidate + ")"
		}
		if a.Score.N == 0 {
			fmt.Fprintf(w, "%s\tno training came to its end: %s\n", name, a.Fault)
			continue
		}
		score, success := interval.Clip(a.Score, e.ScoreLo, e.ScoreHi), interval.Clip(a.Success, 0, 1)
		fmt.Fprintf(w, "%s\t%.4g\t%.4g to %.4g\t", name, score.Mean, score.Lo, score.Hi)
		if e.HasSuccess {
			fmt.Fprintf(w, "%.1f %%\t%.1f to %.1f %%\t", 100*success.Mean, 100*success.Lo, 100*success.Hi)
		}
		fmt.Fprintf(w, "%.4g\t%d\n", a.Length.Mean, a.Score.N)
	}
	w.Flush() // writes to memory
	return b.String()
}
