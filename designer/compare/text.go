package compare

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer/compare/stats"
)

// Header names the columns of [Table.Lines].
func Header() []string {
	header := []string{"TASK", "METHOD", "RUNS"}
	for i := range kinds {
		header = append(header, kinds[i].header)
	}
	return header
}

// Legend says what each column of quantities holds, in their order.
func Legend() [][2]string {
	var list [][2]string
	for i := range kinds {
		list = append(list, [2]string{kinds[i].header, kinds[i].about})
	}
	return list
}

// average is what the lines of averages are called in place of a task.
const averageName = "average"

// Lines returns the cells of the table for people: rows, then averages.
func (t *Table) Lines() [][]string {
	var lines [][]string
	for i := range t.Rows {
		r := &t.Rows[i]
		lines = append(lines, append([]string{r.Task, r.Method, fmt.Sprint(r.Runs)}, r.texts(r.Runs > 0)...))
	}
	for i := range t.Averages {
		r := &t.Averages[i]
		lines = append(lines, append([]string{averageName, r.Method, fmt.Sprint(r.Runs)}, r.texts(false)...))
	}
	return lines
}

// texts writes the quantities. What is not known of runs that there are is n/a.
func (q *Quantities) texts(runs bool) []string {
	var cells []string
	for i := range kinds {
		k := &kinds[i]
		value := *k.of(q)
		switch {
		case value != nil:
			cells = append(cells, value.text(k))
		case runs:
			cells = append(cells, "n/a")
		default:
			cells = append(cells, "-")
		}
	}
	return cells
}

// text is the mean with its interval, or with its range where there is none.
func (q *Quantity) text(k *kind) string {
	switch mean := k.write(q.Mean); {
	case !k.outcome || q.N == 1:
		return mean
	case q.Lo != nil:
		return fmt.Sprintf("%s [%s, %s]", mean, k.write(*q.Lo), k.write(*q.Hi))
	default:
		return fmt.Sprintf("%s (%s to %s)", mean, k.write(q.Min), k.write(q.Max))
	}
}

// TestLines returns the cells of the list of tests under TestHeader.
func (t *Table) TestLines() [][]string {
	var lines [][]string
	for i := range t.Tests {
		test := &t.Tests[i]
		raw, corrected := "-", "-"
		if test.Outcome != nil {
			raw, corrected = pText(test.Outcome.P), pText(test.Corrected)
		}
		lines = append(lines, []string{test.Task, test.A, test.B, fmt.Sprint(test.N), fmt.Sprint(test.M), raw, corrected, test.Sentence})
	}
	return lines
}

// TestHeader names the columns of [Table.TestLines].
func TestHeader() []string {
	return []string{"TASK", "A", "B", "RUNS A", "RUNS B", "P", "P CORRECTED", "WHAT IT SUPPORTS"}
}

// pText writes a p value.
func pText(p float64) string {
	if p < 0.001 {
		return fmt.Sprintf("%.1g", p)
	}
	return fmt.Sprintf("%.3f", p)
}

// Variances returns a sentence for each row whose variance components are known.
func (t *Table) Variances() []string {
	var list []string
	for i := range t.Rows {
		if v := t.Rows[i].Variance; v != nil {
			list = append(list, fmt.Sprintf("%s, %s: %s", t.Rows[i].Task, t.Rows[i].Method, varianceText(v)))
		}
	}
	return list
}

func varianceText(v *stats.Variance) string {
	text := fmt.Sprintf("variance between runs %.3g, between training seeds of a run %.3g", v.Between, v.Within)
	if v.Truncated {
		text += " (the estimate between runs is negative, which is set to 0)"
	}
	return fmt.Sprintf("%s, from %d trainings of %d runs", text, v.Values, v.Runs)
}

// WriteMarkdown writes the table with all that belongs to it.
func (t *Table) WriteMarkdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n", t.Title, t.Opening())
	markdownTable(&b, Header(), t.Lines())
	b.WriteByte('\n')
	for _, note := range t.Notes {
		fmt.Fprintf(&b, "* %s.\n", note)
	}
	b.WriteString("\nColumns:\n\n")
	for _, entry := range Legend() {
		fmt.Fprintf(&b, "* %s: %s.\n", entry[0], entry[1])
	}
	if len(t.Tests) > 0 {
		fmt.Fprintf(&b, "\n## Tests\n\n%s\n\n", TestsText)
		markdownTable(&b, TestHeader(), t.TestLines())
	}
	if variances := t.Variances(); variances != nil {
		fmt.Fprintf(&b, "\n## Variance of the final score\n\n%s\n\n", VarianceText)
		for _, line := range variances {
			fmt.Fprintf(&b, "* %s.\n", line)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Opening says what was compared.
func (t *Table) Opening() string {
	return fmt.Sprintf("Budget of the search of each run: %s. %d of %d runs done, %d planned of each task and method.", t.Budget, t.Done, t.Planned, t.Runs)
}

// What the tests and the variances of a table are.
const (
	TestsText = "Two-sided permutation tests of the runs' final scores, corrected after Holm over all pairs and tasks. " +
		"The test was fixed before any run."
	VarianceText = "Components of the one-way random effects model: what another run with other answers changes, and what another training seed does."
)

// markdownTable writes a table of Markdown.
func markdownTable(b *strings.Builder, header []string, lines [][]string) {
	fmt.Fprintf(b, "| %s |\n|%s\n", strings.Join(header, " | "), strings.Repeat(" --- |", len(header)))
	for _, line := range lines {
		fmt.Fprintf(b, "| %s |\n", strings.Join(line, " | "))
	}
}

// WriteCSV writes one line for each row and average, with mean and interval of
// every quantity; what is not known is empty.
func (t *Table) WriteCSV(w io.Writer) error {
	header := []string{"task", "method", "runs", "no_reward"}
	for i := range kinds {
		header = append(header, kinds[i].name, kinds[i].name+"_lo", kinds[i].name+"_hi")
	}
	out := csv.NewWriter(w)
	out.Write(header) // out keeps its first error
	for i := range t.Rows {
		out.Write(t.Rows[i].record(t.Rows[i].Task))
	}
	for i := range t.Averages {
		out.Write(t.Averages[i].record(averageName))
	}
	out.Flush()
	return out.Error()
}

// record is a row's line of CSV.
func (r *Row) record(task string) []string {
	number := func(v *float64) string {
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'g', -1, 64)
	}
	line := []string{task, r.Method, strconv.Itoa(r.Runs), strconv.Itoa(r.NoReward)}
	for i := range kinds {
		q := *kinds[i].of(&r.Quantities)
		if q == nil {
			line = append(line, "", "", "")
			continue
		}
		line = append(line, number(&q.Mean), number(q.Lo), number(q.Hi))
	}
	return line
}
