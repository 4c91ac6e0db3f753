package mountaincarcontinuous

import "github.com/rewardsmith/rewardsmith/envs/draw"

// Draw shows the valley, the goal's flag and the car.
func Draw(s State) draw.Scene {
	const pieces = 20
	const width = (MaxPosition - MinPosition) / pieces
	v := draw.View(MinPosition-0.05, 0, MaxPosition+0.05, 1.3)
	for i := 0; i < pieces; i++ {
		x := MinPosition + width*float64(i)
		v.Line(x, Height(x), x+width, Height(x+width), 0.015, draw.Grey)
	}
	v.Line(Goal, Height(Goal), Goal, Height(Goal)+0.15, 0.015, draw.Green)
	v.Circle(s.Position, Height(s.Position)+0.04, 0.04, draw.Blue)
	return v
}
