package cmd

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/interval"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/number"
)

// writeResult says what a run has come to. The error is that of writing, or says
// that the run brought no reward.
func (p *process) writeResult(run *designer.Run, dir string, asJSON bool) error {
	write := p.writeResultText
	if asJSON {
		write = p.writeResultJSON
	}
	if err := write(run, dir); err != nil || run.Best != "" || run.Result != nil {
		return err
	}
	why := "nothing was asked for"
	if run.Stop != nil {
		why = run.Stop.Detail
	}
	return fmt.Errorf("no reward came of this run: %s; rewardsmith report %s shows every answer and what was wrong with it", why, dir)
}

func (p *process) writeResultJSON(run *designer.Run, dir string) error {
	return json.NewEncoder(p.stdout).Encode(struct {
		Kind   string           `json:"kind"`
		Run    string           `json:"run"`
		Status designer.Status  `json:"status"`
		Stop   *designer.Stop   `json:"stop,omitempty"`
		Best   string           `json:"best,omitempty"`
		Fit    *fitSummary      `json:"fit,omitempty"`
		Result *designer.Result `json:"result,omitempty"`
		Ledger designer.Ledger  `json:"ledger"`
		// Unanswered is what a person said that no answer came to.
		Unanswered []designer.Comment `json:"unanswered,omitempty"`
	}{"result", dir, run.Status, run.Stop, run.Best, fitSummaryOf(run), bare(run.Result), run.Ledger, run.Unanswered()})
}

func (p *process) writeResultText(run *designer.Run, dir string) error {
	if run.Result != nil {
		if err := p.writeArms(run); err != nil {
			return err
		}
	}
	if err := p.writeFit(run); err != nil {
		return err
	}
	if run.Best != "" {
		fmt.Fprintf(p.stdout, "best reward: %s\n", rewardFile(run, dir))
	}
	fmt.Fprintf(p.stdout, "spent: %s\n", spentWords(run))
	if words := sparedWords(&run.Ledger); words != "" {
		fmt.Fprintf(p.stdout, "saved: %s\n", words)
	}
	fmt.Fprintf(p.stdout, "more: rewardsmith report %s\n", dir)
	return nil
}

// spentWords says what a run has spent. The tokens of a replay were spent when its
// answers were recorded.
func spentWords(run *designer.Run) string {
	total := run.Ledger.Total()
	trained := fmt.Sprintf("%s environment steps, %s", shortCount(total.Steps), clock(run.Ledger.Wall))
	if run.Task.Model.Kind == designer.ModelGiven {
		return trained
	}
	tokens := fmt.Sprintf("%d tokens", total.Usage.Total())
	if run.Task.Model.Kind == "replay" {
		tokens += " (recorded)"
	}
	return fmt.Sprintf("%s, %s, %s, %s", designer.Count(total.Calls, "call"), tokens, designer.Dollars(total.USD), trained)
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
	most := p.longest(run)
	for _, arm := range run.Result.Arms {
		name := arm.Name
		if arm.BestOf > 0 {
			name += fmt.Sprintf(" of %d", arm.BestOf)
		}
		if arm.Fitted {
			name += fmt.Sprintf(" (%s, fit)", arm.Candidate)
		}
		row := []string{name, statText(interval.Clip(arm.Score, run.Env.ScoreLo, run.Env.ScoreHi), 1, "")}
		if run.Env.HasSuccess {
			row = append(row, statText(interval.Clip(arm.Success, 0, 1), 100, " %"))
		}
		t.add(append(row, statText(interval.Clip(arm.Length, 0, most), 1, " steps"), solvedText(&arm, run))...)
	}
	fmt.Fprintf(p.stdout, "%s: %s; brackets are 95 %% intervals\n\n", run.Env.Name, run.Result.Opening())
	if err := t.write(p.stdout); err != nil {
		return err
	}
	fmt.Fprintln(p.stdout)
	return nil
}

// longest is the number of steps of the longest episode that there can be,
// infinite where the environment is not known.
func (p *process) longest(run *designer.Run) float64 {
	env, err := p.environmentOf(run)
	if err != nil {
		return math.Inf(1)
	}
	return float64(env.Spec().MaxSteps)
}

func solvedText(arm *designer.Arm, run *designer.Run) string {
	s := arm.Selected(run.Env.BySuccess)
	switch {
	case s.N == 0:
		return "failed: " + arm.Fault
	case s.N < run.Result.Trainings(arm):
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
		return number.Significant(scale*s.Mean, 4) + unit
	}
	return fmt.Sprintf("%s [%s, %s]%s", number.Significant(scale*s.Mean, 4), number.Significant(scale*s.Lo, 4), number.Significant(scale*s.Hi, 4), unit)
}
