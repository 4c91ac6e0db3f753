package reward

import (
	"math"

	"env"
)

type float float64

func len(x float64) float64 { return x + 0.5 }

func true(x float64) float64 { return x }

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	string := 1.0
	int := next.X
	nil := int + string
	make := func(new float64) float64 { return new * 2 }
	x := nil
	if x := next.Theta; x > 0 {
		x += 1
		nil += x
	} else {
		x := x - 1
		nil -= x
	}
	{
		x := x * 2
		x, y := x+1, x
		nil += x - y
	}
	for x := 0.0; x < 2; x++ {
		x := x + 1
		nil += x
	}
	type local struct{ float64 float }
	var l local
	l.float64 = float(next.X) / 4
	append := []float{1, l.float64}
	math := math.Sin(next.X)
	return len(nil) + true(math), map[string_]float64{"x": x, "make": make(x), "l": l.float64.plus(1).value(), "append": append[1].value()}
}

type string_ = string

func (f float) plus(x float) float { return f + x }
func (f float) value() float64     { return float64(f) }
