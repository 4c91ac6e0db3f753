package main

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/draw"
)

// Draw shows the rail, the trolley, the rope with its load and the target.
func Draw(s State) draw.Scene {
	v := draw.View(-7, -6, 7, 1)
	v.Line(-RailEnd, 0, RailEnd, 0, 0.08, draw.Grey)
	v.Line(s.Target, -s.Length-0.6, s.Target, -s.Length-0.2, 0.12, draw.Green)
	v.Rect(s.X, 0, 0.8, 0.35, 0, draw.Blue)
	x, y := LoadX(s), -s.Length*math.Cos(s.Swing)
	v.Line(s.X, 0, x, y, 0.05, draw.Black)
	v.Rect(x, y, 0.5, 0.4, -s.Swing, draw.Orange)
	return v
}
