package reacher

import "github.com/rewardsmith/rewardsmith/envs/draw"

// Draw shows the reach, the target and the arm.
func Draw(s State) draw.Scene {
	v := draw.View(-1.1*Reach, -1.1*Reach, 1.1*Reach, 1.1*Reach)
	v.Ring(0, 0, Reach, 0.01, draw.Light)
	v.Circle(s.Target.X, s.Target.Y, 0.05*Reach, draw.Green)
	elbow, tip := ElbowPosition(s), Tip(s)
	v.Line(0, 0, elbow.X, elbow.Y, 0.06, draw.Blue)
	v.Line(elbow.X, elbow.Y, tip.X, tip.Y, 0.045, draw.Orange)
	v.Circle(0, 0, 0.04, draw.Black)
	v.Circle(elbow.X, elbow.Y, 0.03, draw.Black)
	v.Circle(tip.X, tip.Y, 0.025, draw.Black)
	return v
}
