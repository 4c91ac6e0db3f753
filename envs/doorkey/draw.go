package doorkey

import "github.com/rewardsmith/rewardsmith/envs/draw"

// Draw shows the rooms from above, north up, with the key beside the agent that
// carries it.
func Draw(s State) draw.Scene {
	size := float64(s.Size)
	v := draw.View(-0.5, -0.5, size-0.5, size-0.5)
	middle := (size - 1) / 2
	for _, edge := range [2]float64{0, size - 1} {
		v.Rect(middle, edge, size, 1, 0, draw.Grey)
		v.Rect(edge, middle, 1, size, 0, draw.Grey)
	}
	v.Rect(float64(s.Door.X), middle, 1, size, 0, draw.Grey)
	door := uint32(draw.Orange)
	if s.Open {
		door = draw.Light
	}
	v.Rect(float64(s.Door.X), float64(s.Door.Y), 1, 1, 0, door)
	for _, p := range s.Pillars {
		v.Rect(float64(p.X), float64(p.Y), 1, 1, 0, draw.Grey)
	}
	v.Rect(float64(s.Goal.X), float64(s.Goal.Y), 1, 1, 0, draw.Green)
	if KeyLies(s) {
		v.Ring(float64(s.Key.X), float64(s.Key.Y), 0.2, 0.1, draw.Orange)
	}
	drawAgent(&v, s)
	return v
}

// drawAgent shows the agent with its nose to the cell ahead.
func drawAgent(v *draw.Scene, s State) {
	x, y := float64(s.Agent.X), float64(s.Agent.Y)
	ahead := Ahead(s)
	v.Circle(x, y, 0.35, draw.Blue)
	v.Line(x, y, x+0.45*(float64(ahead.X)-x), y+0.45*(float64(ahead.Y)-y), 0.15, draw.Blue)
	if s.HasKey {
		v.Ring(x, y, 0.2, 0.1, draw.Orange)
	}
}
