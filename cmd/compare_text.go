package cmd

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"path/filepath"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/compare"
)

// report makes the table of what is done, writes its files and prints it.
func (m *methodComparison) report(asJSON bool) (*compare.Table, error) {
	samples, err := m.plan.Samples(m.dir)
	if err != nil {
		return nil, err
	}
	t, err := compare.NewTable(m.plan, samples)
	if err != nil {
		return nil, err
	}
	files := []struct {
		name  string
		write func(io.Writer) error
	}{
		{"compare.md", t.WriteMarkdown},
		{"compare.csv", t.WriteCSV},
		{"compare.svg", t.WriteSVG},
		{"compare.json", func(w io.Writer) error {
			e := json.NewEncoder(w)
			e.SetIndent("", "  ")
			return e.Encode(t)
		}},
	}
	for _, f := range files {
		if err := writeFile(filepath.Join(m.dir, f.name), f.write); err != nil {
			return nil, err
		}
	}
	if asJSON {
		return t, m.p.writeJSON(t)
	}
	if err := m.p.writeMethods(t); err != nil {
		return nil, err
	}
	fmt.Fprintf(m.p.stdout, "\nmore: %s, .csv, .json, .svg\n", filepath.Join(m.dir, "compare.md"))
	return t, nil
}

// writeMethods prints a table with all that belongs to it.
func (p *process) writeMethods(t *compare.Table) error {
	fmt.Fprintf(p.stdout, "%s\n%s\n\n", t.Title, t.Opening())
	rows := table{header: compare.Header(), rows: t.Lines()}
	if err := rows.write(p.stdout); err != nil {
		return err
	}
	fmt.Fprintln(p.stdout)
	for _, note := range t.Notes {
		fmt.Fprintln(p.stdout, note)
	}
	if len(t.Tests) > 0 {
		fmt.Fprintf(p.stdout, "\n%s\n\n", compare.TestsText)
		tests := table{header: compare.TestHeader(), rows: t.TestLines()}
		if err := tests.write(p.stdout); err != nil {
			return err
		}
	}
	if variances := t.Variances(); variances != nil {
		fmt.Fprintf(p.stdout, "\n%s\n\n", compare.VarianceText)
		for _, line := range variances {
			fmt.Fprintln(p.stdout, line)
		}
	}
	return nil
}

// compareEstimate is what a comparison is expected to take.
type compareEstimate struct {
	Plan    *compare.Plan  `json:"plan"`
	Runs    int            `json:"runs"`    // in all
	Methods []cellEstimate `json:"methods"` // one run of each task and method
	Calls   int            `json:"calls"`   // of all runs, as everything below
	Tokens  int            `json:"tokens"`
	USD     float64        `json:"usd"`
	Steps   int            `json:"steps"`
	Seconds float64        `json:"seconds"` // 0 where a speed could not be measured
	Unknown bool           `json:"unknown"` // it could not
}

// cellEstimate is what one run is expected to take.
type cellEstimate struct {
	Task     string             `json:"task"`
	Method   compare.Method     `json:"method"`
	Estimate *designer.Estimate `json:"estimate"`
}

// add adds a task and method with so many runs. Methods that are controls ask
// nobody.
func (e *compareEstimate) add(c compare.Cell, one *designer.Estimate, runs int) {
	if c.Method.Control() {
		one.Calls, one.CallsMax, one.PromptTokens, one.CompletionTokens, one.TokensMax, one.USD, one.USDMax = 0, 0, 0, 0, 0, 0, 0
	}
	e.Methods = append(e.Methods, cellEstimate{c.Task, c.Method, one})
	e.Calls += runs * one.Calls
	e.Tokens += runs * (one.PromptTokens + one.CompletionTokens)
	e.USD += float64(runs) * one.USD
	e.Steps += runs * one.Steps()
	e.Seconds += float64(runs) * one.Seconds
	e.Unknown = e.Unknown || one.Seconds == 0
}

// writeCompareEstimate prints an estimate.
func (p *process) writeCompareEstimate(e *compareEstimate) error {
	out := table{header: []string{"TASK", "METHOD", "RUNS", "CALLS", "TOKENS", "SEARCH STEPS", "ALL STEPS", "TIME"}}
	for _, c := range e.Methods {
		one := c.Estimate
		out.add(c.Task, c.Method.String(), fmt.Sprint(e.Plan.Runs), fmt.Sprint(one.Calls), shortCount(one.PromptTokens+one.CompletionTokens),
			shortCount(one.SearchSteps), shortCount(one.Steps()), timeText(one.Seconds))
	}
	fmt.Fprintf(p.stdout, "%s; what one of them is expected to take, if no answer is rejected:\n\n", designer.Count(e.Runs, "run"))
	if err := out.write(p.stdout); err != nil {
		return err
	}
	seconds := e.Seconds
	if e.Unknown {
		seconds = 0
	}
	fmt.Fprintf(p.stdout, "\nin all: %s, %s tokens, %s, %s environment steps, %s of training\n",
		designer.Count(e.Calls, "call"), shortCount(e.Tokens), designer.Dollars(e.USD), shortCount(e.Steps), timeText(seconds))
	fmt.Fprintln(p.stdout, powerText(e.Plan))
	return nil
}

// powerText says what the tests of a plan can show at most.
func powerText(plan *compare.Plan) string {
	least := plan.SmallestP()
	switch {
	case plan.Demonstration():
		return "answers are recorded: this will be a demonstration, from which nothing is inferred"
	case math.IsNaN(least) && len(plan.Methods) > 1:
		return fmt.Sprintf("with fewer than %d runs nothing will be said of differences", compare.MinRuns)
	case math.IsNaN(least):
		return "one method alone is compared with nothing"
	case least > compare.Level:
		return fmt.Sprintf("no difference can be shown, however large: the smallest corrected p value that there can be is %.2g; plan more runs, or fewer methods and tasks", least)
	}
	return fmt.Sprintf("the smallest corrected p value that there can be is %.2g", least)
}
