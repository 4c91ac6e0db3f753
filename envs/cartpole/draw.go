package cartpole

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/draw"
)

// Draw shows the track, the cart and the pole.
func Draw(s State) draw.Scene {
	v := draw.View(-3, -0.7, 3, 1.6)
	v.Line(-XLimit, 0, XLimit, 0, 0.02, draw.Grey)
	v.Line(-XLimit, -0.1, -XLimit, 0.1, 0.04, draw.Red)
	v.Line(XLimit, -0.1, XLimit, 0.1, 0.04, draw.Red)
	v.Rect(s.X, 0, 0.5, 0.25, 0, draw.Blue)
	tipX := s.X + 2*HalfLength*math.Sin(s.Theta)
	tipY := 2 * HalfLength * math.Cos(s.Theta)
	v.Line(s.X, 0, tipX, tipY, 0.08, draw.Orange)
	v.Circle(s.X, 0, 0.05, draw.Black)
	return v
}
