package reward

import "env"

type phase string

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	x, y := next.X, next.Theta
	terms := map[string]float64{}
	switch {
	case x > 0 && y > 0, x < -1:
		terms["first"] = 7
	case y < -0.1, x > 0.2, x+y > 0.1 || x == 0:
		terms["first"] = 3
		fallthrough
	default:
		terms["first"]++
	}
	switch true {
	case x > 0, x < -1:
		terms["second"] = 2
	case false:
		terms["second"] = 1
	}
	up := y > 0
	switch up {
	case y > 1 || y < -0.1, false:
		terms["third"] = 7
	case x > 1, true:
		terms["third"] = 1
	}
	p := phase("swing")
	if up {
		p = "hold"
	}
	switch p {
	case "rest", "hold":
		terms["fourth"] = x
	case "swing", "fall":
		terms["fourth"] = -x
	}
	switch {
	case !up, y > 2 || x < 0.5:
		terms["fifth"] = 7
	case up:
		terms["fifth"] = 1
	}
	return terms["first"] + terms["fourth"], map[string]float64{
		"first": terms["first"], "second": terms["second"], "third": terms["third"], "fourth": terms["fourth"], "fifth": terms["fifth"],
	}
}
