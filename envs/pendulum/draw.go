package pendulum

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/draw"
)

// Draw shows the pivot, the upright mark and the rod.
func Draw(s State) draw.Scene {
	v := draw.View(-1.3, -1.3, 1.3, 1.3)
	v.Ring(0, 0, Length, 0.01, draw.Light)
	v.Line(0, 0.95*Length, 0, 1.1*Length, 0.03, draw.Green)
	v.Line(0, 0, -Length*math.Sin(s.Theta), Length*math.Cos(s.Theta), 0.12, draw.Orange)
	v.Circle(0, 0, 0.05, draw.Black)
	return v
}
