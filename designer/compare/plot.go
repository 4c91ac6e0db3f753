package compare

import (
	"fmt"
	"html"
	"io"
	"math"
	"strings"
)

// Sizes of the plot, in pixels.
const (
	plotWidth   = 720
	plotLeft    = 150 // names of methods
	plotRight   = 24
	plotTitle   = 54
	panelTitle  = 26
	panelBottom = 30
	lineHeight  = 22
)

// plotStyle colours the plot on light and dark screens.
const plotStyle = `text{font:12px system-ui,sans-serif;fill:#1c2024}.title{font-size:15px;font-weight:600}.small{fill:#626a73;font-size:11px}` +
	`.grid{stroke:#e2e4e7}.bar{stroke:#2563d9;stroke-width:2}.run{fill:#2563d9;fill-opacity:.35}.mean{fill:#2563d9}.paper{fill:#fff}` +
	`@media(prefers-color-scheme:dark){text{fill:#e4e7ea}.small{fill:#9aa3ac}.grid{stroke:#2d3339}.bar{stroke:#6ea0ff}.run,.mean{fill:#6ea0ff}.paper{fill:#1a1e22}}`

// panel is the plot of one quantity: a line for each method.
type panel struct {
	name  string
	unit  string
	lines []plotLine
}

// plotLine is the mean of a method with its interval over single runs.
type plotLine struct {
	name string
	q    *Quantity
	runs []float64
}

// WriteSVG draws the final scores by task, and the averages of the normalised
// ones, as one file that needs nothing else.
func (t *Table) WriteSVG(w io.Writer) error {
	panels := t.panels()
	height := float64(plotTitle)
	for i := range panels {
		height += panels[i].height()
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %.0f" role="img" aria-label="%s"><style>%s</style><rect class="paper" width="%[1]d" height="%.0[2]f"/>`,
		plotWidth, height, html.EscapeString(t.Title), plotStyle)
	fmt.Fprintf(&b, `<text class="title" x="16" y="24">%s</text><text class="small" x="16" y="42">%s</text>`,
		html.EscapeString(t.Title), html.EscapeString(t.caption()))
	y := float64(plotTitle)
	for i := range panels {
		panels[i].draw(&b, y)
		y += panels[i].height()
	}
	b.WriteString("</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// caption says what the marks are.
func (t *Table) caption() string {
	if t.Demonstration {
		return "small dots are runs, large ones their means; nothing is inferred from recorded answers"
	}
	return "small dots are runs, large ones their means, bars 95 % intervals of these over runs"
}

// panels are one for each task, and one for the average of several.
func (t *Table) panels() []panel {
	var panels []panel
	for i := range t.Tasks {
		p := panel{name: t.Tasks[i].Name, unit: "final score"}
		for n := range t.Rows {
			if r := &t.Rows[n]; r.Task == p.name {
				p.lines = append(p.lines, plotLine{r.Method, r.Score, r.Scores})
			}
		}
		panels = append(panels, p)
	}
	if len(t.Averages) == 0 {
		return panels
	}
	p := panel{name: averageName, unit: "human normalised score: 0 is sparse, 1 is human"}
	for i := range t.Averages {
		p.lines = append(p.lines, plotLine{t.Averages[i].Method, t.Averages[i].Normalised, nil})
	}
	return append(panels, p)
}

func (p *panel) height() float64 {
	return float64(panelTitle + lineHeight*len(p.lines) + panelBottom)
}

// scale returns the ends of the axis: of all values, or 0 and 1 without any.
func (p *panel) scale() (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, l := range p.lines {
		if l.q == nil {
			continue
		}
		lo, hi = min(lo, l.q.Min), max(hi, l.q.Max)
		if l.q.Lo != nil {
			lo, hi = min(lo, *l.q.Lo), max(hi, *l.q.Hi)
		}
	}
	switch {
	case lo > hi:
		return 0, 1
	case lo == hi:
		return lo - max(math.Abs(lo)/10, 0.1), hi + max(math.Abs(hi)/10, 0.1)
	}
	return lo, hi
}

// draw draws the panel from a height downwards.
func (p *panel) draw(b *strings.Builder, y float64) {
	lo, hi := p.scale()
	at := func(v float64) float64 { return plotLeft + (v-lo)/(hi-lo)*(plotWidth-plotLeft-plotRight) }
	fmt.Fprintf(b, `<text class="title" x="16" y="%.1f">%s</text><text class="small" x="%d" y="%.1f">%s</text>`,
		y+16, html.EscapeString(p.name), plotLeft, y+16, html.EscapeString(p.unit))
	y += panelTitle
	for _, l := range p.lines {
		middle := y + lineHeight/2
		fmt.Fprintf(b, `<text x="%d" y="%.1f" text-anchor="end">%s</text><line class="grid" x1="%d" x2="%d" y1="%.1f" y2="%.1f"/>`,
			plotLeft-12, middle+4, html.EscapeString(l.name), plotLeft, plotWidth-plotRight, middle, middle)
		l.draw(b, middle, at)
		y += lineHeight
	}
	for i, v := range []float64{lo, (lo + hi) / 2, hi} {
		fmt.Fprintf(b, `<text class="small" x="%.1f" y="%.1f" text-anchor="%s">%s</text>`,
			at(v), y+14, [...]string{"start", "middle", "end"}[i], significant(v))
	}
}

// draw draws the marks of one method.
func (l *plotLine) draw(b *strings.Builder, y float64, at func(float64) float64) {
	if l.q == nil {
		fmt.Fprintf(b, `<text class="small" x="%d" y="%.1f">n/a</text>`, plotLeft+4, y-2)
		return
	}
	if l.q.Lo != nil {
		fmt.Fprintf(b, `<line class="bar" x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f"/>`, at(*l.q.Lo), at(*l.q.Hi), y, y)
	}
	for _, v := range l.runs {
		fmt.Fprintf(b, `<circle class="run" cx="%.1f" cy="%.1f" r="3"/>`, at(v), y)
	}
	fmt.Fprintf(b, `<circle class="mean" cx="%.1f" cy="%.1f" r="5"><title>%s</title></circle>`, at(l.q.Mean), y, significant(l.q.Mean))
}
