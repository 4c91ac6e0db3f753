package gripper

import "github.com/rewardsmith/rewardsmith/envs/draw"

// Draw shows table and walls, the goal, the object and the hand.
func Draw(s State) draw.Scene {
	v := draw.View(-1.1*Wall, -0.15, 1.1*Wall, Ceiling+1.5*FingerLength)
	v.Rect(0, -0.015, 2.2*Wall, 0.03, 0, draw.Light)
	v.Line(-Wall, 0, -Wall, Ceiling+FingerLength, 0.006, draw.Light)
	v.Line(Wall, 0, Wall, Ceiling+FingerLength, 0.006, draw.Light)

	object, size := Object(s), ObjectSize(s)
	if s.Task == TaskDrawer {
		// The drawer hangs below the table top and is pulled to the left.
		v.Rect(object.X, -0.08, 0.3, 0.1, 0, draw.Grey)
		v.Line(object.X, -0.03, object.X, 0, HandleWidth, draw.Orange)
	}
	v.Rect(object.X, object.Y, size.X, size.Y, 0, draw.Orange)
	v.Ring(s.Goal.X, s.Goal.Y, 0.025, 0.006, draw.Green)

	beam := s.Hand.Y + FingerLength
	offset := (s.Grip + FingerWidth) / 2
	v.Rect(s.Hand.X, beam+0.015, GripMax+3*FingerWidth, 0.03, 0, draw.Blue)
	v.Line(s.Hand.X, beam+0.03, s.Hand.X, Ceiling+2*FingerLength, 0.015, draw.Blue)
	upright(&v, s.Hand.X-offset, s.Hand.Y)
	upright(&v, s.Hand.X+offset, s.Hand.Y)
	return v
}

// upright draws a finger by its middle and the height of its tip.
func upright(v *draw.Scene, x, tip float64) {
	v.Rect(x, tip+FingerLength/2, FingerWidth, FingerLength, 0, draw.Black)
}
