// Package chart draws line and point charts as SVG for the report of a run. A
// chart carries no colours: everything has a class, and the page's style sheet
// decides, so that one drawing serves light and dark screens.
package chart

import (
	"cmp"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"
)

// Chart is a plot of y over x. Values that are NaN or infinite are left out.
type Chart struct {
	Label          string // what it shows, for readers who cannot see it
	XLabel, YLabel string
	Width, Height  float64 // pixels at the drawing's own scale; 0 takes a default
	Series         []Series
	Levels         []Level
	Rail           []Point // marks on a line of their own below the plot
	Readings       []Reading
	Integers       bool // x counts things: ticks at whole numbers only
}

// Series is one line, cloud of points, or both.
type Series struct {
	Class  string // "s0" to "s7", or another that the page styles
	X, Y   []float64
	Lo, Hi []float64 // the band about Y; nil for none
	NoLine bool
	Points []Point
}

// Point is a marked place. Tip is shown when pointed at; Href makes it a link.
type Point struct {
	X, Y  float64
	Tip   string
	Href  string
	Class string // in addition to "pt"
}

// Reading is what to tell of a place on the x axis when it is pointed at.
type Reading struct {
	X   float64
	Tip string
}

// Level is a horizontal line across the plot with its name beside its right end.
type Level struct {
	Y           float64
	Name, Class string
}

// Margins about the plot, in pixels.
const (
	left, top, bottom = 52, 22, 34
	railHeight        = 18
	plainRight        = 14 // without levels
	namedRight        = 56 // beside the names of levels
)

// frame maps values to pixels.
type frame struct {
	x, y          axis
	width, height float64 // of the whole drawing
	right         float64 // margin
	rail          float64 // height of the rail, 0 without one
}

func (f frame) px(x float64) float64 {
	return left + f.x.at(x)*(f.width-left-f.right)
}

func (f frame) py(y float64) float64 {
	return f.base() - f.y.at(y)*(f.base()-top)
}

// base is the pixel row of the x axis.
func (f frame) base() float64 { return f.height - bottom - f.rail }

// SVG draws the chart. It is empty where there is nothing to show but levels.
func (c *Chart) SVG() template.HTML {
	if !c.shows() {
		return ""
	}
	f := c.frame()
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="chart" viewBox="0 0 %g %g" role="img" aria-label="%s">`,
		f.width, f.height, template.HTMLEscapeString(c.Label))
	c.axes(&b, f)
	levels(&b, f, c.Levels)
	for _, s := range c.Series {
		band(&b, f, s)
	}
	for _, s := range c.Series {
		line(&b, f, s)
	}
	readings(&b, f, c.Readings)
	for _, s := range c.Series {
		for _, p := range s.Points {
			point(&b, f.px(p.X), f.py(p.Y), s.Class, p)
		}
	}
	for _, p := range c.Rail {
		point(&b, f.px(p.X), f.height-bottom-f.rail/2, "rail", p)
	}
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

// shows says that the chart has something to show.
func (c *Chart) shows() bool {
	for _, s := range c.Series {
		for i := range s.X {
			if finite(s.X[i]) && finite(s.Y[i]) {
				return true
			}
		}
		for _, p := range s.Points {
			if finite(p.X) && finite(p.Y) {
				return true
			}
		}
	}
	return len(c.Rail) > 0
}

// frame fits the axes to everything that the chart shows.
func (c *Chart) frame() frame {
	f := frame{width: c.Width, height: c.Height, right: plainRight}
	if len(c.Levels) > 0 {
		f.right = namedRight
	}
	if f.width == 0 {
		f.width = 460
	}
	if f.height == 0 {
		f.height = 220
	}
	if len(c.Rail) > 0 {
		f.rail = railHeight
	}
	x, y := empty(), empty()
	for _, s := range c.Series {
		x.include(s.X...)
		y.include(s.Y...)
		y.include(s.Lo...)
		y.include(s.Hi...)
		for _, p := range s.Points {
			x.include(p.X)
			y.include(p.Y)
		}
	}
	for _, l := range c.Levels {
		y.include(l.Y)
	}
	for _, p := range c.Rail {
		x.include(p.X)
	}
	if c.Integers {
		f.x = x.counting()
	} else {
		f.x = x.tight()
	}
	f.y = y.roomy()
	return f
}

func (c *Chart) axes(b *strings.Builder, f frame) {
	for _, v := range f.y.ticks {
		y := f.py(v)
		fmt.Fprintf(b, `<line class="grid" x1="%d" x2="%.1f" y1="%.1f" y2="%.1f"/>`, left, f.width-f.right, y, y)
		fmt.Fprintf(b, `<text class="tick" x="%d" y="%.1f" text-anchor="end">%s</text>`, left-7, y+3.5, Number(v))
	}
	for _, v := range f.x.ticks {
		fmt.Fprintf(b, `<text class="tick" x="%.1f" y="%.1f" text-anchor="middle">%s</text>`, f.px(v), f.height-bottom+14, Number(v))
	}
	fmt.Fprintf(b, `<line class="axis" x1="%d" x2="%.1f" y1="%.1f" y2="%.1f"/>`, left, f.width-f.right, f.base(), f.base())
	fmt.Fprintf(b, `<text class="name" x="%.1f" y="%.1f" text-anchor="end">%s</text>`, f.width-f.right, f.height-4, template.HTMLEscapeString(c.XLabel))
	fmt.Fprintf(b, `<text class="name" x="2" y="10">%s</text>`, template.HTMLEscapeString(c.YLabel))
}

// levels draws horizontal lines. Their names stand beside the plot, where nothing
// else is, as near to their lines as they can without touching each other.
func levels(b *strings.Builder, f frame, all []Level) {
	const nameHeight = 12
	var shown []Level
	for _, l := range all {
		if finite(l.Y) {
			shown = append(shown, l)
		}
	}
	slices.SortStableFunc(shown, func(a, b Level) int { return cmp.Compare(b.Y, a.Y) }) // from above
	rows := make([]float64, len(shown))
	for i, l := range shown {
		rows[i] = f.py(l.Y)
		if i > 0 {
			rows[i] = max(rows[i], rows[i-1]+nameHeight)
		}
	}
	for i := len(rows) - 1; i >= 0; i-- { // and back up from the axis
		limit := f.base()
		if i+1 < len(rows) {
			limit = rows[i+1] - nameHeight
		}
		rows[i] = min(rows[i], limit)
	}
	for i, l := range shown {
		y, x := f.py(l.Y), f.width-f.right
		fmt.Fprintf(b, `<line class="level %s" x1="%d" x2="%.1f" y1="%.1f" y2="%.1f"/>`, l.Class, left, x, y, y)
		fmt.Fprintf(b, `<text class="level %s" x="%.1f" y="%.1f">%s</text>`, l.Class, x+6, rows[i]+3.5, template.HTMLEscapeString(l.Name))
	}
}

// band fills the area between Lo and Hi.
func band(b *strings.Builder, f frame, s Series) {
	if len(s.Lo) != len(s.X) || len(s.Hi) != len(s.X) || len(s.X) < 2 {
		return
	}
	var d strings.Builder
	for i, x := range s.X {
		if !finite(s.Lo[i]) || !finite(s.Hi[i]) {
			return
		}
		fmt.Fprintf(&d, "%.1f,%.1f ", f.px(x), f.py(s.Hi[i]))
	}
	for i := len(s.X) - 1; i >= 0; i-- {
		fmt.Fprintf(&d, "%.1f,%.1f ", f.px(s.X[i]), f.py(s.Lo[i]))
	}
	fmt.Fprintf(b, `<polygon class="band %s" points="%s"/>`, s.Class, strings.TrimSpace(d.String()))
}

// line draws a path that is broken where values are missing.
func line(b *strings.Builder, f frame, s Series) {
	if s.NoLine || len(s.X) == 0 {
		return
	}
	var d strings.Builder
	pen := "M"
	for i, x := range s.X {
		if !finite(x) || !finite(s.Y[i]) {
			pen = "M"
			continue
		}
		fmt.Fprintf(&d, "%s%.1f %.1f", pen, f.px(x), f.py(s.Y[i]))
		pen = "L"
	}
	fmt.Fprintf(b, `<path class="line %s" d="%s"/>`, s.Class, d.String())
}

// readings covers the plot with strips to point at, each as wide as reaches half
// way to its neighbours. They must ascend in X.
func readings(b *strings.Builder, f frame, all []Reading) {
	for i, r := range all {
		x := f.px(r.X)
		from, to := float64(left), f.width-f.right
		if i > 0 {
			from = (f.px(all[i-1].X) + x) / 2
		}
		if i+1 < len(all) {
			to = (x + f.px(all[i+1].X)) / 2
		}
		fmt.Fprintf(b, `<g class="reading" data-tip="%s"><rect x="%.1f" y="%d" width="%.1f" height="%.1f"/><line x1="%.1f" x2="%.1f" y1="%d" y2="%.1f"/></g>`,
			template.HTMLEscapeString(r.Tip), from, top, max(0, to-from), f.base()-top, x, x, top, f.base())
	}
}

// point draws a mark with a larger invisible disc about it to point at.
func point(b *strings.Builder, x, y float64, class string, p Point) {
	if !finite(x) || !finite(y) {
		return
	}
	if p.Href != "" {
		fmt.Fprintf(b, `<a href="%s" aria-label="%s">`, template.HTMLEscapeString(p.Href), template.HTMLEscapeString(p.Tip))
		defer b.WriteString("</a>")
	}
	fmt.Fprintf(b, `<g class="pt %s %s" data-tip="%s" transform="translate(%.1f %.1f)">`, class, p.Class, template.HTMLEscapeString(p.Tip), x, y)
	if class == "rail" {
		b.WriteString(`<path d="M-3 -3L3 3M3 -3L-3 3"/>`)
	} else {
		b.WriteString(`<circle r="3.5"/>`)
	}
	b.WriteString(`<circle class="hit" r="9"/></g>`)
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
