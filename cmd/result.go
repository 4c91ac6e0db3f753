package cmd

import (
	"encoding/json"
	"fmt"
	"path/filepath"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// writeResult says what a run has come to.
func (p *process) writeResult(run *designer.Run, dir string, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(p.stdout).Encode(struct {
			Kind   string           `json:"kind"`
			Run    string           `json:"run"`
			Status designer.Status  `json:"status"`
			Stop   *designer.Stop   `json:"stop,omitempty"`
			Best   string           `json:"best,omitempty"`
			Result *designer.Result `json:"result,omitempty"`
			Ledger designer.Ledger  `json:"ledger"`
		}{"result", dir, run.Status, run.Stop, run.Best, bare(run.Result), run.Ledger})
	}
	if run.Result != nil {
		if err := p.writeArms(run); err != nil {
			return err
		}
	}
	if run.Best == "" {
		fmt.Fprintln(p.stdout, "no candidate could be trained")
	} else {
		fmt.Fprintf(p.stdout, "best reward: %s\n", filepath.Join(dir, "candidates", run.Best, "reward.go"))
	}
	total := run.Ledger.Total()
	fmt.Fprintf(p.stdout, "spent: %d calls, %d tokens, $%.2f, %s environment steps, %s\n",
		total.Calls, total.Usage.Total(), total.USD, shortCount(total.Steps), clock(run.Ledger.Wall))
	fmt.Fprintf(p.stdout, "more: rewardsmith report %s\n", dir)
	return nil
}

// bare is a result without the reports of its arms, which events do not repeat.
func bare(r *designer.Result) *designer.Result {
	if r == nil {
		return nil
	}
	out := *r
	out.Arms = append([]designer.Arm(nil), r.Arms...)
	for i := range out.Arms {
		out.Arms[i].Report = nil
	}
	return &out
}

// writeArms writes the rewards of a result beside each other.
func (p *process) writeArms(run *designer.Run) error {
	t := table{header: []string{"REWARD", "SCORE"}}
	if run.Env.HasSuccess {
		t.header = append(t.header, "SUCCESS")
	}
	t.header = append(t.header, "EPISODE", "SOLVED")
	for _, arm := range run.Result.Arms {
		row := []string{arm.Name, statText(arm.Score, 1, "")}
		if run.Env.HasSuccess {
			row = append(row, statText(arm.Success, 100, " %"))
		}
		t.add(append(row, statText(arm.Length, 1, " steps"), solvedText(&arm, run))...)
	}
	fmt.Fprintf(p.stdout, "%s: %d fresh trainings each, measured on %d new episodes; brackets are 95 %% intervals\n\n",
		run.Env.Name, run.Result.Seeds, run.Result.Episodes)
	if err := t.write(p.stdout); err != nil {
		return err
	}
	fmt.Fprintln(p.stdout)
	return nil
}

func solvedText(arm *designer.Arm, run *designer.Run) string {
	s := arm.Selected(run.Env.BySuccess)
	switch {
	case s.N == 0:
		return "failed: " + arm.Fault
	case s.N < run.Result.Seeds:
		return fmt.Sprintf("no: %d of %d trainings failed: %s", run.Result.Seeds-s.N, run.Result.Seeds, arm.Fault)
	case s.Mean >= run.Env.Solved:
		return "yes"
	}
	return "no"
}

// statText writes a mean with its interval.
func statText(s evaluator.Stat, scale float64, unit string) string {
	switch s.N {
	case 0:
		return "-"
	case 1:
		return fmt.Sprintf("%.4g%s", scale*s.Mean, unit)
	}
	return fmt.Sprintf("%.4g [%.4g, %.4g]%s", scale*s.Mean, scale*s.Lo, scale*s.Hi, unit)
}
