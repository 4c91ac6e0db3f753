package chart

import (
	"encoding/xml"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		v    float64
		want string
	}{
		{0, "0"}, {-0.25, "−0.25"}, {475, "475"}, {9999, "9999"}, {12345, "12.35k"},
		{1e6, "1M"}, {2.5e6, "2.5M"}, {1e-15, "0"}, {0.00012345, "0.0001234"}, {math.NaN(), "–"},
	} {
		if got := Number(c.v); got != c.want {
			t.Errorf("Number(%g) = %q, want %q", c.v, got, c.want)
		}
	}
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		name   string
		lo, hi float64
		want   []float64
		reason string
	}{
		{"plain", 3, 97, []float64{0, 50, 100}, "ends at ticks beyond the values"},
		{"negative", -200, -110, []float64{-200, -150, -100}, "a score below zero"},
		{"single", 5, 5, []float64{4.5, 5, 5.5}, "one value has room about it"},
	} {
		a := empty()
		a.include(c.lo, c.hi, math.NaN(), math.Inf(1))
		if diff := cmp.Diff(c.want, a.rounded().ticks); diff != "" {
			t.Errorf("%s (%s): ticks (-want +got)\n%s", c.name, c.reason, diff)
		}
	}
}

func TestCountingTicksAreWhole(t *testing.T) {
	a := empty()
	a.include(1, 100)
	for _, v := range a.counting().ticks {
		if v != math.Round(v) {
			t.Errorf("tick at %g", v)
		}
	}
	if n := len(a.counting().ticks); n > 20 {
		t.Errorf("%d ticks for 100 iterations", n)
	}
}

// TestSVGIsWellFormed draws awkward values: missing ones, one point, hostile text.
func TestSVGIsWellFormed(t *testing.T) {
	nan := math.NaN()
	for name, c := range map[string]Chart{
		"nothing": {},
		"gaps": {Label: `<"&`, XLabel: "<x>", Series: []Series{
			{Class: "s0", X: []float64{0, 1, 2, 3}, Y: []float64{1, nan, math.Inf(1), 2}, Lo: []float64{0, nan, 0, 1}, Hi: []float64{2, 2, 2, 3}},
		}},
		"rail": {Integers: true, Rail: []Point{{X: 1, Tip: `"><script>`, Href: `#"`}}, Levels: []Level{{Y: nan}, {Y: 3, Name: "human & co"}}},
	} {
		svg := string(c.SVG())
		if strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") {
			t.Errorf("%s: a coordinate is not finite:\n%s", name, svg)
		}
		for d := xml.NewDecoder(strings.NewReader(svg)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v in\n%s", name, err, svg)
			}
		}
	}
}

func TestLineBreaksAtMissingValues(t *testing.T) {
	c := Chart{Series: []Series{{Class: "s0", X: []float64{0, 1, 2, 3, 4}, Y: []float64{0, 1, math.NaN(), 1, 0}}}}
	_, path, _ := strings.Cut(string(c.SVG()), `class="line s0" d="`)
	path, _, _ = strings.Cut(path, `"`)
	if got := strings.Count(path, "M"); got != 2 {
		t.Errorf("path %q starts %d times, want 2", path, got)
	}
}

// TestLevelNamesStandApart: names of levels touch neither each other nor the plot.
func TestLevelNamesStandApart(t *testing.T) {
	c := Chart{
		Series: []Series{{X: []float64{0, 1}, Y: []float64{0, 100}}},
		Levels: []Level{{Y: 90, Name: "solved"}, {Y: 91, Name: "human"}, {Y: 0, Name: "low"}, {Y: 0, Name: "sparse"}, {Y: math.NaN(), Name: "none"}},
	}
	names := regexp.MustCompile(`<text class="level [^"]*" x="([0-9.]+)" y="([0-9.]+)">(\w+)<`).FindAllStringSubmatch(string(c.SVG()), -1)
	if len(names) != 4 {
		t.Fatalf("%d names, want 4", len(names))
	}
	f := c.frame()
	last := math.Inf(-1)
	for _, n := range names {
		x, _ := strconv.ParseFloat(n[1], 64)
		y, _ := strconv.ParseFloat(n[2], 64)
		if x <= f.width-f.right || y-last < 11.9 || y > f.base()+5 {
			t.Errorf("%s stands at %g, %g, after one at %g; the plot ends at %g", n[3], x, y, last, f.width-f.right)
		}
		last = y
	}
}

func TestNothingToShow(t *testing.T) {
	for name, c := range map[string]Chart{
		"nothing": {}, "a level": {Levels: []Level{{Y: 1}}}, "NaN": {Series: []Series{{X: []float64{1}, Y: []float64{math.NaN()}}}},
	} {
		if got := c.SVG(); got != "" {
			t.Errorf("%s: drew %s", name, got)
		}
	}
}
