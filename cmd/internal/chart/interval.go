package chart

import (
	"fmt"
	"html/template"
	"strings"
)

// Scale is an axis that several Intervals share, so that they can be compared.
type Scale struct {
	axis axis
	mark float64
}

// NewScale returns a scale that shows all values and a mark, such as the value at
// which a task counts as solved.
func NewScale(mark float64, values ...float64) Scale {
	a := empty()
	a.include(mark)
	a.include(values...)
	return Scale{a.rounded(), mark}
}

// Size of an interval's drawing, in pixels.
const (
	intervalWidth, intervalHeight = 260, 26
	intervalMargin                = 8
)

func (s Scale) px(v float64) float64 {
	return intervalMargin + s.axis.at(v)*(intervalWidth-2*intervalMargin)
}

// Interval draws a mean with its interval over the single values.
func (s Scale) Interval(label, class string, mean, lo, hi float64, values []float64) template.HTML {
	var b strings.Builder
	const middle = intervalHeight / 2
	fmt.Fprintf(&b, `<svg class="interval %s" viewBox="0 0 %d %d" role="img" aria-label="%s">`,
		class, intervalWidth, intervalHeight, template.HTMLEscapeString(label))
	fmt.Fprintf(&b, `<line class="grid" x1="%d" x2="%d" y1="%d" y2="%d"/>`, intervalMargin, intervalWidth-intervalMargin, middle, middle)
	if finite(s.mark) {
		fmt.Fprintf(&b, `<line class="mark" x1="%.1f" x2="%.1f" y1="2" y2="%d"/>`, s.px(s.mark), s.px(s.mark), intervalHeight-2)
	}
	if finite(lo) && finite(hi) {
		fmt.Fprintf(&b, `<line class="bar" x1="%.1f" x2="%.1f" y1="%d" y2="%d"/>`, s.px(lo), s.px(hi), middle, middle)
	}
	for _, v := range values {
		if finite(v) {
			fmt.Fprintf(&b, `<circle class="one" cx="%.1f" cy="%d" r="2.5"/>`, s.px(v), middle)
		}
	}
	if finite(mean) {
		fmt.Fprintf(&b, `<circle class="mean" cx="%.1f" cy="%d" r="5"/>`, s.px(mean), middle)
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String())
}

// Ends writes the two ends of the scale.
func (s Scale) Ends() (lo, hi string) { return Number(s.axis.lo), Number(s.axis.hi) }
