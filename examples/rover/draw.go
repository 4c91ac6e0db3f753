package rover

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/draw"
)

// Draw shows the arena from above.
func Draw(s State) draw.Scene {
	v := draw.View(-Arena-0.2, -Arena-0.2, Arena+0.2, Arena+0.2)
	v.Line(-Arena, -Arena, Arena, -Arena, 0.05, draw.Grey)
	v.Line(-Arena, Arena, Arena, Arena, 0.05, draw.Grey)
	v.Line(-Arena, -Arena, -Arena, Arena, 0.05, draw.Grey)
	v.Line(Arena, -Arena, Arena, Arena, 0.05, draw.Grey)
	for _, rock := range s.Rock {
		v.Circle(rock.X, rock.Y, RockRadius, draw.Grey)
	}
	v.Ring(s.Goal.X, s.Goal.Y, tolerance, 0.05, draw.Green)
	v.Circle(s.Position.X, s.Position.Y, Radius, draw.Blue)
	v.Line(s.Position.X, s.Position.Y, s.Position.X+0.35*math.Cos(s.Heading), s.Position.Y+0.35*math.Sin(s.Heading), 0.06, draw.Orange)
	return v
}
