package vm

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// tree is a random expression with its text and its value in Go.
type tree struct {
	text     string
	constant bool
	num      func(env []float64) float64
	flag     func(env []float64) bool
}

// folded takes the sign off a zero that Go computes at compile time.
func folded(t tree) tree {
	if inner := t.num; t.constant {
		t.num = func(e []float64) float64 { return inner(e) + 0 }
	}
	return t
}

// generator writes random expressions over x0..x3 as a careless hand would:
// with superfluous parentheses, constants folded late, and calls everywhere.
type generator struct{ r *rand.Rand }

func (g *generator) parens(text string) string {
	if g.r.IntN(3) == 0 {
		return "(" + text + ")"
	}
	return text
}

func (g *generator) num(depth int) tree {
	if depth == 0 {
		switch g.r.IntN(3) {
		case 0:
			v := math.Round(g.r.NormFloat64()*40)/4 + 0 // products of these are exact
			return tree{text: g.parens(fmt.Sprintf("%v", v)), constant: true, num: func([]float64) float64 { return v }}
		default:
			i := g.r.IntN(4)
			return tree{text: g.parens(fmt.Sprintf("x%d", i)), num: func(e []float64) float64 { return e[i] }}
		}
	}
	a, b := g.num(g.r.IntN(depth)), g.num(g.r.IntN(depth))
	switch g.r.IntN(13) {
	case 9:
		v := []float64{0, 1, -2.5}[g.r.IntN(3)]
		return tree{text: fmt.Sprintf("math.Max(%s, %v)", g.parens("id("+a.text+")"), v), num: func(e []float64) float64 { return math.Max(a.num(e), v) }}
	case 10:
		v := []float64{0, 1, -2.5}[g.r.IntN(3)]
		return tree{text: fmt.Sprintf("math.Min(%v, id(%s))", v, a.text), num: func(e []float64) float64 { return math.Min(v, a.num(e)) }}
	case 11:
		return tree{text: "math.Abs(id(" + a.text + "))", num: func(e []float64) float64 { return math.Abs(a.num(e)) }}
	case 12:
		return tree{text: "min(" + a.text + ", id(" + b.text + "), 1.5)", num: func(e []float64) float64 { return min(a.num(e), b.num(e), 1.5) }}
	case 0, 1:
		return folded(tree{text: "(" + a.text + " + " + b.text + ")", constant: a.constant && b.constant, num: func(e []float64) float64 { return a.num(e) + b.num(e) }})
	case 2:
		return folded(tree{text: "(" + a.text + " - " + b.text + ")", constant: a.constant && b.constant, num: func(e []float64) float64 { return a.num(e) - b.num(e) }})
	case 3:
		return tree{text: g.parens(a.text) + "*" + g.parens("id("+b.text+")"), num: func(e []float64) float64 { return a.num(e) * b.num(e) }}
	case 4:
		return tree{text: "math.Min(" + a.text + ", " + b.text + ")", num: func(e []float64) float64 { return math.Min(a.num(e), b.num(e)) }}
	case 5:
		return tree{text: "max(" + a.text + ", id(" + b.text + "))", num: func(e []float64) float64 { return max(a.num(e), b.num(e)) }}
	case 6:
		return tree{text: g.parens("-id(" + a.text + ")"), num: func(e []float64) float64 { return -a.num(e) }}
	case 7:
		c := g.flag(depth - 1)
		return tree{text: "pick(" + c.text + ", " + a.text + ", " + b.text + ")", num: func(e []float64) float64 {
			if c.flag(e) {
				return a.num(e)
			}
			return b.num(e)
		}}
	}
	return tree{text: "signed(id(" + a.text + "), " + b.text + ")", num: func(e []float64) float64 { return signed(a.num(e), b.num(e)) }}
}

// signed shows the sign of zeros; that of NaN means nothing.
func signed(x, y float64) float64 {
	if y != y {
		return x
	}
	return math.Copysign(x, y)
}

func (g *generator) flag(depth int) tree {
	if depth <= 0 {
		i := g.r.IntN(2)
		return tree{text: g.parens(fmt.Sprintf("b%d", i)), flag: func(e []float64) bool { return e[i] > 0 }}
	}
	switch g.r.IntN(6) {
	case 0:
		a := g.flag(depth - 1)
		return tree{text: "!(" + a.text + ")", flag: func(e []float64) bool { return !a.flag(e) }}
	case 1, 2:
		a, b := g.flag(g.r.IntN(depth)), g.flag(g.r.IntN(depth))
		return tree{text: "(" + a.text + " && " + g.parens(b.text) + ")", flag: func(e []float64) bool { return a.flag(e) && b.flag(e) }}
	case 3, 4:
		a, b := g.flag(g.r.IntN(depth)), g.flag(g.r.IntN(depth))
		return tree{text: "(" + g.parens(a.text) + " || " + b.text + ")", flag: func(e []float64) bool { return a.flag(e) || b.flag(e) }}
	}
	a, b := g.num(depth-1), g.num(depth-1)
	return tree{text: "(" + a.text + " < " + b.text + ")", flag: func(e []float64) bool { return a.num(e) < b.num(e) }}
}

// TestRandomExpressions compares random expressions, used in every position
// that the interpreter treats in a way of its own, with Go.
func TestRandomExpressions(t *testing.T) {
	rounds := 400
	if testing.Short() {
		rounds = 60
	}
	g := &generator{rand.New(rand.NewPCG(1, 2))}
	inputs := [][]float64{{0, 0, 0, 0}, {1, -1, 2, 0.5}, {-1, 1, -0.25, 3}, {math.Copysign(0, -1), 5, 0, -7}, {2.5, 2.5, -2.5, 0.1}, {math.NaN(), math.Inf(1), 1, math.Copysign(0, -1)}, {math.Inf(-1), math.NaN(), math.Inf(1), 0}}
	batch := &Batch{State: make([][]float64, 4), Action: make([][]float64, 1), Next: make([][]float64, 4), Start: make([]bool, len(inputs)), Instances: 1}
	for _, in := range inputs {
		for i, v := range in {
			batch.State[i] = append(batch.State[i], v)
			batch.Next[i] = append(batch.Next[i], v)
		}
		batch.Action[0] = append(batch.Action[0], 0)
	}
	for round := range rounds {
		a, b, c, d := g.num(4), g.num(3), g.flag(3), g.flag(4)
		source := strings.NewReplacer("$A", a.text, "$B", b.text, "$C", c.text, "$D", d.text).Replace(randomProgram)
		p := lowered(t, source)
		err := machine(t, p).Run(batch, func(i int, total float64, terms map[string]float64) error {
			e := inputs[i]
			want := map[string]float64{"a": a.num(e), "branch": 0, "value": 0, "swap": a.num(e) - b.num(e), "loop": 0}
			if c.flag(e) && !d.flag(e) {
				want["branch"] = 1
			} else if d.flag(e) || c.flag(e) {
				want["branch"] = 2
			}
			if !c.flag(e) || d.flag(e) {
				want["value"] = 1
			}
			if c.flag(e) {
				want["loop"] = 3
			}
			for name, v := range want {
				if got := terms[name]; math.Float64bits(got) != math.Float64bits(v) && !(got != got && v != v) {
					return fmt.Errorf("round %d, input %v: %s = %v, want %v\n%s", round, e, name, got, v, source)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatalf("%v\n%s\nlowered:\n%s", err, source, p.Text)
		}
	}
}

const randomProgram = `package reward

import (
	"env"
	"math"
)

func id(x float64) float64 { return x }

func signed(x, y float64) float64 {
	if y != y {
		return x
	}
	return math.Copysign(x, y)
}

func pick(c bool, x, y float64) float64 {
	if c {
		return x
	}
	return y
}

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	x0, x1, x2, x3 := next.X, next.XDot, next.Theta, next.ThetaDot
	b0, b1 := x0 > 0, x1 > 0
	_, _, _, _, _ = x2, x3, b0, b1, math.Pi
	branch := 0.0
	if $C && !($D) {
		branch = 1
	} else if ($D) || ($C) {
		branch = 2
	}
	v := !($C) || $D
	value := 0.0
	if v {
		value = 1
	}
	var p, q float64 = $A, $B
	p, q = q, id(p)
	loop := 0.0
	for i := 0; i < 3 && $C; i++ {
		loop++
	}
	return $A, map[string]float64{"a": $A, "branch": branch, "value": value, "swap": q - p, "loop": loop}
}
`
