package designer

import (
	"fmt"
	"strings"
	"text/tabwriter"
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
		fmt.Fprintf(w, "%s\t%.4g\t%.4g to %.4g\t", name, a.Score.Mean, a.Score.Lo, a.Score.Hi)
		if e.HasSuccess {
			fmt.Fprintf(w, "%.1f %%\t%.1f to %.1f %%\t", 100*a.Success.Mean, 100*a.Success.Lo, 100*a.Success.Hi)
		}
		fmt.Fprintf(w, "%.4g\t%d\n", a.Length.Mean, a.Score.N)
	}
	w.Flush() // writes to memory
	return b.String()
}
