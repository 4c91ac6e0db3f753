package highway

import "github.com/rewardsmith/rewardsmith/envs/draw"

// view is how far the picture shows the road ahead and behind, in m.
const view = 60.0

// Draw shows the road around the ego car from above, which drives to the right.
// Widths are three times those of lengths.
func Draw(s State) draw.Scene {
	const stretch = 3.0
	const side = stretch * LaneWidth / 2
	v := draw.View(-view, -side-4, view, stretch*LaneWidth*(Lanes-1)+side+4)
	for i := 0; i <= Lanes; i++ {
		color := uint32(draw.Light)
		if i == 0 || i == Lanes {
			color = draw.Grey
		}
		y := stretch*LaneWidth*float64(i) - side
		v.Line(-view, y, view, y, 0.5, color)
	}
	for i := 0; i < MaxCars; i++ {
		if s.Present[i] && s.OtherX[i] > -view && s.OtherX[i] < view {
			v.Rect(s.OtherX[i], stretch*s.OtherY[i], CarLength, stretch*CarWidth, 0, draw.Blue)
		}
	}
	color := uint32(draw.Green)
	if s.Crashed {
		color = draw.Red
	}
	v.Rect(0, stretch*s.Y, CarLength, stretch*CarWidth, 0, color)
	return v
}
