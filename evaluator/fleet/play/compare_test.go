package play

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/folder"
)

// comparing compares the play of two environments: got in the interpreter, want on the
// processor.
func comparing(t testing.TB, got, want envs.Env, c Config, steps int) *Comparison {
	t.Helper()
	c.Spec, c.Reward, c.Seed = want.Spec(), human, 9
	x, err := compare(t.Context(), want, roomy(c, steps), steps, func(c Config) (*Player, error) {
		c.Spec = got.Spec()
		return interpreted(t, c, 20), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// TestCompareFindsAgreement compares environments with themselves over several
// episodes.
func TestCompareFindsAgreement(t *testing.T) {
	for _, name := range []string{"cartpole", "pendulum"} {
		t.Run(name, func(t *testing.T) {
			slow(t, name == "cartpole")
			env := environment(t, name, 30)
			x := comparing(t, env, env, Config{Instances: 4, Params: Ranges(env.Spec())}, 70)
			if list := x.Problems(); len(list) > 0 || !x.Known {
				t.Errorf("problems %q, known %v", list, x.Known)
			}
			if x.Alike != x.Episodes || x.Episodes < 8 || x.Horizon() != x.Longest || x.Longest < 20 {
				t.Errorf("%d of %d episodes end alike, %d of %d steps agree", x.Alike, x.Episodes, x.Horizon(), x.Longest)
			}
			for _, q := range x.Quantities {
				if q.Apart != q.Apart || q.Exact && q.Apart != 0 || q.Apart > 1e-3 {
					t.Errorf("%s is %g apart", q.Name, q.Apart)
				}
			}
		})
	}
}

// TestCompareFindsDifferences compares an environment with others that are a little
// unlike it, in every part that is compared.
func TestCompareFindsDifferences(t *testing.T) {
	env := environment(t, "pendulum", 30)
	for _, tt := range []struct {
		what, file, from, to string
		left                 int // step from which on it differs
	}{
		{"ThetaDot", "env", "return State{Theta:", "speed *= 1.2\n\treturn State{Theta:", 0},
		{GapFirst, "env", "func Reset(p Params, r *rng.Source) State {", "func Reset(p Params, r *rng.Source) State {\n\tr.Float64()", 0},
		{gapEnds, "env", "MaxSteps = 30 ", "MaxSteps = 29 ", 28},
		{gapObservations, "env", "func Observe(s State, r *rng.Source) Observation {", "func Observe(s State, r *rng.Source) Observation {\n\ts.Theta += 0.1", 0},
		{gapScore, "task", "func Score(s State, a Action, next State) float64 {", "func Score(s State, a Action, next State) float64 {\n\tnext.Theta *= 1.1\n\ts.Theta *= 1.1", 0},
		{GapReward, "task", "func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64) {", "func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64) {\n\tnext.Theta *= 1.1\n\ts.Theta *= 1.1", 0},
	} {
		t.Run(tt.what, func(t *testing.T) {
			slow(t, tt.what == "ThetaDot" || tt.what == gapEnds)
			text := env.Spec().Source
			file := &text.Env
			if tt.file == "task" {
				file = &text.Task
			}
			if !strings.Contains(*file, tt.from) {
				t.Fatalf("there is no %q in\n%s", tt.from, *file)
			}
			*file = strings.Replace(*file, tt.from, tt.to, 1)
			other, err := folder.Compile(t.Context(), "pendulum", text)
			if err != nil {
				t.Fatal(err)
			}
			x := comparing(t, other, env, Config{Instances: 3}, 40)
			at := slices.IndexFunc(x.Quantities, func(q Gap) bool { return q.Name == tt.what })
			if q := x.Quantities[at]; q.Left != tt.left || q.Apart <= 0 {
				t.Errorf("%+v, want it to leave at step %d", q, tt.left)
			}
			if !strings.Contains(fmt.Sprint(x.Problems()), tt.what+": ") || x.Horizon() > tt.left {
				t.Errorf("problems %q, horizon %d", x.Problems(), x.Horizon())
			}
		})
	}
}

// TestCompareFindsFaults has float32 overflow where float64 does not.
func TestCompareFindsFaults(t *testing.T) {
	text := environment(t, "pendulum", 30).Spec().Source
	const from = "return State{Theta:"
	text.Env = strings.Replace(text.Env, from, "big := 1e25 * speed\n\tspeed += big * big * 1e-300\n\t"+from, 1)
	env, err := folder.Compile(t.Context(), "pendulum", text)
	if err != nil {
		t.Fatal(err)
	}
	x := comparing(t, env, env, Config{Instances: 3}, 40)
	if x.Fault == nil || !strings.Contains(fmt.Sprint(x.Problems()), "a state is not finite (in float32, instance ") {
		t.Errorf("fault %v, problems %q", x.Fault, x.Problems())
	}
}
