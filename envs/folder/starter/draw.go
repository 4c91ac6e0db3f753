package starter

import (
	"github.com/rewardsmith/rewardsmith/envs/draw"
)

// Draw shows a state as shapes, for watch and report. The file may be left out.
func Draw(s State) draw.Scene {
	v := draw.View(-Edge-0.2, -0.7, Edge+0.2, 0.7)
	v.Line(-Edge, 0, Edge, 0, 0.03, draw.Grey)
	v.Ring(s.Target, 0, 0.1, 0.03, draw.Green)
	v.Circle(s.X, 0, 0.08, draw.Blue)
	return v
}
