// Package braille draws scenes with braille characters, whose two by four dots
// make a terminal's cells into a small screen.
package braille

import (
	"fmt"
	"math"
	"strings"

	"github.com/rewardsmith/rewardsmith/envs/draw"
)

// Canvas is a grid of character cells.
type Canvas struct {
	Columns, Rows int
	Color         bool // write 24-bit colours; one per cell, of what is drawn last

	dots  []uint8  // [Rows*Columns] bits of each cell's character
	color []uint32 // [Rows*Columns] 0xRRGGBB
}

// Dots across and down a cell.
const across, down = 2, 4

// bits are the dots of a braille character by row and column.
var bits = [down][across]uint8{{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}

// Draw returns a scene as Rows lines, as large as fits with its proportions kept.
func (c *Canvas) Draw(s *draw.Scene) string {
	c.dots, c.color = make([]uint8, c.Columns*c.Rows), make([]uint32, c.Columns*c.Rows)
	v := newView(s, c.Columns*across, c.Rows*down)
	for i := range s.Count {
		c.shape(&s.Shapes[i], v)
	}
	return c.text()
}

// view maps dots to the scene's coordinates.
type view struct {
	size                 float64 // of a dot
	middleX, middleY     float64 // of the scene
	halfWidth, halfDepth float64 // of the canvas, in dots
}

func newView(s *draw.Scene, width, height int) view {
	size := max((s.MaxX-s.MinX)/float64(width), (s.MaxY-s.MinY)/float64(height))
	return view{size, (s.MinX + s.MaxX) / 2, (s.MinY + s.MaxY) / 2, float64(width) / 2, float64(height) / 2}
}

// at is the middle of a dot.
func (v view) at(column, row int) (x, y float64) {
	return v.middleX + (float64(column)+0.5-v.halfWidth)*v.size, v.middleY - (float64(row)+0.5-v.halfDepth)*v.size
}

// dot is where a point lies, as a fractional column and row.
func (v view) dot(x, y float64) (column, row float64) {
	return (x-v.middleX)/v.size + v.halfWidth, (v.middleY-y)/v.size + v.halfDepth
}

// shape sets the dots that lie inside a shape. What is thinner than a dot is
// drawn one dot thick.
func (c *Canvas) shape(s *draw.Shape, v view) {
	inside, minX, minY, maxX, maxY := region(s, v.size/2)
	left, top := v.dot(minX, maxY)
	right, bottom := v.dot(maxX, minY)
	for row := clip(top, c.Rows*down); row <= clip(bottom, c.Rows*down); row++ {
		for column := clip(left, c.Columns*across); column <= clip(right, c.Columns*across); column++ {
			if inside(v.at(column, row)) {
				cell := row/down*c.Columns + column/across
				c.dots[cell] |= bits[row%down][column%across]
				c.color[cell] = s.Color
			}
		}
	}
}

// clip returns the dot that holds v, within 0..n-1.
func clip(v float64, n int) int {
	if !(v > 0) {
		return 0
	}
	return int(min(v, float64(n-1)))
}

// region returns what lies inside a shape and its bounding box. No extent is
// below least.
func region(s *draw.Shape, least float64) (inside func(x, y float64) bool, minX, minY, maxX, maxY float64) {
	around := func(r float64) (a, b, c, d float64) { return s.X1 - r, s.Y1 - r, s.X1 + r, s.Y1 + r }
	half := max(s.Width/2, least)
	switch s.Kind {
	case draw.KindLine:
		inside = func(x, y float64) bool { return segmentDistance(s, x, y) <= half }
		return inside, min(s.X1, s.X2) - half, min(s.Y1, s.Y2) - half, max(s.X1, s.X2) + half, max(s.Y1, s.Y2) + half
	case draw.KindCircle:
		r := max(math.Abs(s.X2), least)
		minX, minY, maxX, maxY = around(r)
		return func(x, y float64) bool { return math.Hypot(x-s.X1, y-s.Y1) <= r }, minX, minY, maxX, maxY
	case draw.KindRing:
		r := math.Abs(s.X2)
		minX, minY, maxX, maxY = around(r + half)
		return func(x, y float64) bool { return math.Abs(math.Hypot(x-s.X1, y-s.Y1)-r) <= half }, minX, minY, maxX, maxY
	case draw.KindRect:
		minX, minY, maxX, maxY = around(math.Hypot(s.X2, s.Y2)/2 + least)
		return func(x, y float64) bool { return inRect(s, x, y, least) }, minX, minY, maxX, maxY
	}
	return func(x, y float64) bool { return false }, s.X1, s.Y1, s.X1, s.Y1
}

// segmentDistance is the distance of a point from a line shape.
func segmentDistance(s *draw.Shape, x, y float64) float64 {
	dx, dy := s.X2-s.X1, s.Y2-s.Y1
	along := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		along = min(max(((x-s.X1)*dx+(y-s.Y1)*dy)/length, 0), 1)
	}
	return math.Hypot(x-s.X1-along*dx, y-s.Y1-along*dy)
}

func inRect(s *draw.Shape, x, y, least float64) bool {
	sin, cos := math.Sincos(s.Angle)
	u, w := (x-s.X1)*cos+(y-s.Y1)*sin, (y-s.Y1)*cos-(x-s.X1)*sin
	return math.Abs(u) <= max(math.Abs(s.X2)/2, least) && math.Abs(w) <= max(math.Abs(s.Y2)/2, least)
}

// text writes the cells, changing colour only where it differs.
func (c *Canvas) text() string {
	var b strings.Builder
	const none = math.MaxUint32
	for row := range c.Rows {
		current := uint32(none)
		for column := range c.Columns {
			i := row*c.Columns + column
			if c.dots[i] == 0 {
				b.WriteByte(' ')
				continue
			}
			if c.Color && c.color[i] != current {
				current = c.color[i]
				shown := legible(current)
				fmt.Fprintf(&b, "\x1b[38;2;%d;%d;%dm", shown>>16, shown>>8&0xff, shown&0xff)
			}
			b.WriteRune(0x2800 + rune(c.dots[i]))
		}
		if current != none {
			b.WriteString("\x1b[0m")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// legible replaces near-black, which dark terminals swallow, and near-white,
// which light ones do, by a grey.
func legible(color uint32) uint32 {
	sum := color>>16 + color>>8&0xff + color&0xff
	if sum < 150 || sum > 690 {
		return 0x8a9098
	}
	return color
}
