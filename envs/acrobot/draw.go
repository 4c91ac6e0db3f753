package acrobot

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/draw"
)

// Draw shows the goal height and the two links.
func Draw(s State) draw.Scene {
	v := draw.View(-2.2, -2.2, 2.2, 2.2)
	v.Line(-2.2, GoalHeight, 2.2, GoalHeight, 0.03, draw.Green)
	elbowX, elbowY := Length*math.Sin(s.Theta1), -Length*math.Cos(s.Theta1)
	tipX := elbowX + Length*math.Sin(s.Theta1+s.Theta2)
	tipY := elbowY - Length*math.Cos(s.Theta1+s.Theta2)
	v.Line(0, 0, elbowX, elbowY, 0.16, draw.Blue)
	v.Line(elbowX, elbowY, tipX, tipY, 0.12, draw.Orange)
	v.Circle(0, 0, 0.07, draw.Black)
	v.Circle(elbowX, elbowY, 0.06, draw.Black)
	return v
}
