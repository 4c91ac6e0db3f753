package main

import (
	"fmt"
	"strings"
)

// variant is a reward made of terms, good or bad.
type variant struct {
	name  string
	terms []string // names in the table of the environment's terms
}

// terms has the expressions of an environment's terms.
type terms map[string]string

// source is the reward's text.
func (v variant) source(table terms) string {
	var b strings.Builder
	var pairs []string
	b.WriteString("package reward\n\nimport (\n\t\"env\"\n\t\"math\"\n)\n\n")
	b.WriteString("func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n")
	for _, name := range v.terms {
		fmt.Fprintf(&b, "\t%s := %s\n", name, table[name])
		pairs = append(pairs, fmt.Sprintf("%q: %s", name, name))
	}
	fmt.Fprintf(&b, "\treturn %s, map[string]float64{%s}\n}\n", strings.Join(v.terms, " + "), strings.Join(pairs, ", "))
	text := b.String()
	if !strings.Contains(text, "math.") {
		text = strings.Replace(text, "\t\"math\"\n", "", 1)
	}
	return text
}

// rewardsOf returns an environment's rewards and their terms.
func rewardsOf(env string) ([]variant, terms, error) {
	switch env {
	case "cartpole":
		return cartpoleRewards, cartpoleTerms, nil
	case "quadrotor":
		return quadrotorRewards, quadrotorTerms, nil
	}
	return nil, nil, fmt.Errorf("there are no rewards of %s to rank, only of cartpole and quadrotor", env)
}

// names lists rewards in their order.
func names(list []variant) []string {
	var names []string
	for _, v := range list {
		names = append(names, v.name)
	}
	return names
}

// Terms of cartpole, 1 or less in magnitude. Some make policies worse.
var cartpoleTerms = terms{
	"alive":   "1.0",
	"upright": "1 - math.Abs(next.Theta)/env.ThetaLimit",
	"centre":  "1 - math.Abs(next.X)/env.XLimit",
	"still":   "-0.1 * next.XDot * next.XDot",
	"lean":    "-0.5 * math.Abs(next.Theta-0.1)",
	"right":   "0.5 * next.X",
	"runaway": "2 * next.XDot",
	"race":    "0.5 * next.XDot",
	"dive":    "math.Abs(next.Theta) / env.ThetaLimit",
	"spin":    "0.2 * next.ThetaDot * next.ThetaDot",
	"hurry":   "-1.0",
}

var cartpoleRewards = []variant{
	{"alive", []string{"alive"}},
	{"alive upright centre", []string{"alive", "upright", "centre"}},
	{"upright", []string{"upright"}},
	{"centre", []string{"centre"}},
	{"centre right", []string{"centre", "right"}},
	{"alive spin", []string{"alive", "spin"}},
	{"upright race", []string{"upright", "race"}},
	{"alive race", []string{"alive", "race"}},
	{"still", []string{"still"}},
	{"lean", []string{"alive", "lean"}},
	{"alive right", []string{"alive", "right"}},
	{"upright runaway", []string{"upright", "runaway"}},
	{"alive runaway", []string{"alive", "runaway"}},
	{"dive", []string{"dive"}},
	{"spin", []string{"spin", "hurry"}},
	{"hurry", []string{"hurry"}},
}

// Terms of quadrotor. Some make policies worse.
var quadrotorTerms = terms{
	"near":     "math.Exp(-2 * env.Distance(next))",
	"close":    "math.Exp(-math.Pow(env.Distance(next)/0.3, 2))",
	"far":      "-0.3 * env.Distance(next)",
	"approach": "2 * (env.Distance(s) - env.Distance(next))",
	"heading":  "-0.1 * math.Abs(env.YawError(next))",
	"level":    "-0.3 * env.Tilt(next)",
	"calm":     "-0.02*next.Velocity.Dot(next.Velocity) - 0.01*next.Rates.Dot(next.Rates)",
	"effort":   "-0.02 * (a.Rotor[0]*a.Rotor[0] + a.Rotor[1]*a.Rotor[1] + a.Rotor[2]*a.Rotor[2] + a.Rotor[3]*a.Rotor[3])",
	"alive":    "0.5",
	"climb":    "0.3 * next.Velocity.Z",
	"flee":     "0.3 * env.Distance(next)",
	"whirl":    "0.05 * next.Rates.Dot(next.Rates)",
	"speed":    "0.1 * next.Velocity.Norm()",
}

var quadrotorRewards = []variant{
	{"all", []string{"alive", "near", "close", "heading", "level", "calm", "effort"}},
	{"near", []string{"near"}},
	{"near level", []string{"near", "level", "calm"}},
	{"near close", []string{"near", "close", "heading"}},
	{"close", []string{"close"}},
	{"alive far", []string{"alive", "far"}},
	{"far", []string{"far"}},
	{"approach", []string{"approach", "level"}},
	{"approach alive", []string{"approach", "alive", "calm"}},
	{"alive", []string{"alive"}},
	{"level", []string{"alive", "level", "calm"}},
	{"effort", []string{"alive", "effort"}},
	{"climb", []string{"alive", "climb"}},
	{"flee", []string{"alive", "flee"}},
	{"speed", []string{"alive", "speed"}},
	{"whirl", []string{"whirl"}},
}
