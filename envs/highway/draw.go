package highway

import "github.com/rewardsmith/rewardsmith/envs/draw"

// shown is how far the picture shows the road ahead and behind, in m.
const shown = 60.0

// Draw shows the road around the ego car from above, which drives to the right.
// Widths are three times those of lengths.
func Draw(s State) draw.Scene {
	const stretch = 3.0
	const side = stretch * LaneWidth / 2
	v := draw.View(-shown, -side-4, shown, stretch*LaneWidth*(Lanes-1)+side+4)
	for i := 0; i <= Lanes; i++ {
		color := uint32(draw.Light)
		if i == 0 || i == Lanes {
			color = draw.Grey
		}
		y := stretch*LaneWidth*float64(i) - side
		v.Line(-shown, y, shown, y, 0.5, color)
	}
	for i := 0; i < MaxCars; i++ {
		if s.Present[i] && s.OtherX[i] > -shown && s.OtherX[i] < shown {
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
