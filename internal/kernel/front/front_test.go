package front

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

func TestTry(t *testing.T) {
	lib, err := NewLibrary(nil)
	if err != nil {
		t.Fatal(err)
	}
	p, ds := Lower(lib, Unit{
		Packages: []Package{{"env", []File{{"env.go", "package env\n\ntype State struct { X, Y float64 }\n\nfunc Bad(s State) bool { return s.X > 1 || s.Y < 2 && s.X > 0 }\n"}}},
			{"reward", []File{{"reward.go", `package reward
import "env"
func Reward(s env.State, next env.State) (total float64, terms map[string]float64) {
	terms = map[string]float64{}
	add := func(name string, v float64) { terms[name] += v; total += v }
	add("x", next.X)
	if env.Bad(s) { add("y", 2) } else { terms["y"] = 0 }
	for i := 0; i < 3; i++ { total += float64(i) }
	for _, v := range terms { total += v }
	return total, terms
}`}}}}, Entries: []Entry{{"reward", "Reward", "reward"}}})
	for _, d := range ds {
		t.Error(d)
	}
	if p != nil {
		t.Log("\n" + p.String())
		if err := ir.Check(p); err != nil {
			t.Error(err)
		}
	}
}
