package designer

import (
	"fmt"
	"path"
	"strings"
)

// keepFit stores what came of a fit: a table of its constants and points and, where
// it brought better values, the reward that holds them.
func (f files) keepFit(t *Fitting) error {
	folder := path.Join("candidates", t.Candidate)
	if err := f.write(path.Join(folder, "fit.md"), []byte(t.table())); err != nil {
		return err
	}
	if best := t.Best(); best != nil && best.Number > 0 {
		return f.write(path.Join(folder, "fitted.go"), []byte(best.Source))
	}
	return nil
}

// table is a fit as Markdown: its constants before and after, and every point.
func (f *Fitting) table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Fit of the constants of %s\n\nIt ended after %s: %s.\n", f.Candidate, Count(len(f.Points), "evaluation"), strings.TrimSuffix(f.Ended, "."))
	if best := f.Best(); best != nil {
		b.WriteString("\n| constant | was | is | factor | |\n|---|---:|---:|---:|---|\n")
		for _, c := range f.Changes(best) {
			fmt.Fprintf(&b, "| %s | %g | %g | %s | %s |\n", c.Name, c.Was, c.Is, c.Factor, cell(c.Comment))
		}
	}
	if len(f.Points) == 0 {
		return b.String()
	}
	b.WriteString("\n| evaluation | score |")
	for _, c := range f.Constants {
		fmt.Fprintf(&b, " %s |", c.Name)
	}
	b.WriteString(" |\n|---:|---:|" + strings.Repeat("---:|", len(f.Constants)) + "---|\n")
	for _, p := range f.Points {
		score := fmt.Sprintf("%.4g", p.Score)
		if p.Failed {
			score = "–"
		}
		fmt.Fprintf(&b, "| %d | %s |", p.Number+1, score)
		for _, v := range p.Values {
			fmt.Fprintf(&b, " %g |", v)
		}
		fmt.Fprintf(&b, " %s |\n", cell(p.Fault))
	}
	return b.String()
}

// cell is a text that may stand in a Markdown table.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ").Replace(strings.TrimSpace(text))
}
