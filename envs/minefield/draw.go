package minefield

import "github.com/rewardsmith/rewardsmith/envs/draw"

const (
	drawnAside = 6 // columns drawn to either side of the agent
	drawnAbove = 4 // rows drawn above and below it
)

// Draw shows the country around the agent, north up. A scene has room for few
// shapes: lava is drawn in strips along the rows, from the agent's own row
// outwards, so that what is dropped of a rugged country is far off.
func Draw(s State) draw.Scene {
	x, y := float64(s.Agent.X), float64(s.Agent.Y)
	v := draw.View(x-drawnAside-0.5, y-drawnAbove-0.5, x+drawnAside+0.5, y+drawnAbove+0.5)
	drawAgent(&v, s)
	for i := 0; i < Herd; i++ {
		if i < s.About {
			v.Circle(float64(s.Animals[i].X), float64(s.Animals[i].Y), 0.3, draw.Orange)
		}
	}
	for i := 0; i <= 2*drawnAbove; i++ {
		row := s.Agent.Y + (i+1)/2
		if i%2 == 1 {
			row = s.Agent.Y - (i+1)/2
		}
		drawRow(&v, s, row)
	}
	return v
}

// drawAgent shows the agent with its nose to the cell ahead.
func drawAgent(v *draw.Scene, s State) {
	x, y := float64(s.Agent.X), float64(s.Agent.Y)
	d := direction(s.Heading)
	color := uint32(draw.Blue)
	if Burnt(s) {
		color = draw.Black
	}
	v.Circle(x, y, 0.35, color)
	v.Line(x, y, x+0.5*float64(d.X), y+0.5*float64(d.Y), 0.15, color)
}

// drawRow shows trees and lava of one row. The agent's own cell is left out.
func drawRow(v *draw.Scene, s State, row int) {
	strip := 0 // cells of lava up to the column
	for column := s.Agent.X - drawnAside; column <= s.Agent.X+drawnAside+1; column++ {
		c := Cell{X: column, Y: row}
		ground := Ground(s, c)
		if ground == GroundTree {
			v.Rect(float64(column), float64(row), 0.8, 0.8, 0, draw.Green)
		}
		if ground == GroundLava && c != s.Agent && column <= s.Agent.X+drawnAside {
			strip++
			continue
		}
		if strip > 0 {
			v.Rect(float64(column)-float64(strip+1)/2, float64(row), float64(strip), 1, 0, draw.Red)
		}
		strip = 0
	}
}
