package play

import (
	"context"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/envs/conform"
	"github.com/rewardsmith/rewardsmith/envs/folder"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
)

// interpreter is a machine that runs entries by the interpreter of the
// representation, on buffers of exactly their sizes.
type interpreter struct {
	code    *ir.Program
	buffers map[string][]uint32
	sites   []interp.Fault
}

func (m *interpreter) write(_ context.Context, buffer string, at int, words []uint32) error {
	copy(m.buffers[buffer][at:at+len(words)], words)
	return nil
}

func (m *interpreter) read(_ context.Context, buffer string, at int, words []uint32) error {
	copy(words, m.buffers[buffer][at:at+len(words)])
	return nil
}

func (m *interpreter) run(_ context.Context, entry string, invocations int, args []uint32, buffers []string) error {
	l := interp.Launch{End: uint32(invocations), Args: args, Fuel: ample}
	for _, name := range buffers {
		l.Buffers = append(l.Buffers, m.buffers[name])
	}
	ran, err := interp.Grid(m.code.Entry(entry), l)
	if err == nil {
		m.sites = ran.Sites
	}
	return err
}

func (m *interpreter) site(number uint32) string { return m.sites[number].Error() }
func (m *interpreter) close()                    {}

// interpreted opens a simulation in the interpreter, which takes so many steps in a
// dispatch.
func interpreted(t testing.TB, c Config, steps int) *Player {
	t.Helper()
	program, unit, err := c.program()
	if err != nil {
		t.Fatal(err)
	}
	code, err := program.Library.Narrow(unit)
	if err != nil {
		t.Fatal(err)
	}
	m := &interpreter{code: code, buffers: map[string][]uint32{}}
	for name, n := range c.words(program) {
		m.buffers[name] = make([]uint32, n)
	}
	p, err := begin(t.Context(), m, program, c, fleet.Effort{StepFuel: 100_000, RewardFuel: 100_000, Steps: steps})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

// environment returns a built-in environment with episodes of at most so many steps.
func environment(t testing.TB, name string, steps int) envs.Env {
	t.Helper()
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(all, func(e envs.Env) bool { return e.Spec().Name == name })
	text := all[at].Spec().Source
	text.Env = regexp.MustCompile(`(MaxSteps\s*=\s*)\d{2,}`).ReplaceAllString(text.Env, fmt.Sprintf("${1}%d", steps))
	text.Task = regexp.MustCompile(`metric\.Held \+ \d+`).ReplaceAllString(text.Task, "metric.Held + 3")
	text.Task = regexp.MustCompile(`(SolvedAt\s*=) [-0-9.]+`).ReplaceAllString(text.Task, "$1 (ScoreMin + ScoreMax) / 2")
	e, err := folder.Compile(t.Context(), name, text)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// slow skips what takes long in short runs.
func slow(t *testing.T, unless ...bool) {
	t.Helper()
	if testing.Short() && !slices.Contains(unless, true) {
		t.Skip("slow")
	}
}

var human = rollout.Reward{Own: envs.RewardHuman}

// expected is what the processor makes of the same, with its totals.
func expected(t testing.TB, env envs.Env, c Config, steps int) (*Record, Totals) {
	t.Helper()
	ref, err := refer(t.Context(), env, c, steps, func(at int, _ []float32) []float64 { return conform.RandomActions(c.Spec, simConfig(c), at) })
	if err != nil {
		t.Fatal(err)
	}
	return ref, totalsOf(c, ref)
}

// totalsOf adds up what instances did.
func totalsOf(c Config, ref *Record) Totals {
	want := Totals{Steps: ref.Len(), Terms: make([]float64, len(ref.Terms))}
	for n := range c.Instances {
		tally, sum := c.Spec.NewTally(), 0.0
		for i := n; i < ref.Len(); i += ref.N {
			tally.Add(ref.Score[i], ref.Success[i])
			sum += ref.Reward[i]
			want.Reward += ref.Reward[i]
			for k := range ref.Terms {
				want.Terms[k] += ref.Terms[k][i]
			}
			if !ref.Terminated[i] && !ref.Truncated[i] {
				continue
			}
			want.Episodes++
			want.Score += tally.Score()
			want.Length += float64(tally.Steps())
			want.Return += sum
			if tally.Success() {
				want.Successes++
			}
			tally, sum = c.Spec.NewTally(), 0
		}
	}
	return want
}

// near compares sums but for rounding.
var near = cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) <= 1e-3*(1+math.Abs(b)) })

// TestWanderIsPlayAtRandom holds random actions drawn on the device, in calls and
// dispatches of several sizes, to those of conform on the processor, and what comes
// back to what the processor says.
func TestWanderIsPlayAtRandom(t *testing.T) {
	for _, name := range []string{"cartpole", "pendulum", "quadrotor"} {
		t.Run(name, func(t *testing.T) {
			slow(t, name == "pendulum")
			env := environment(t, name, 12)
			c := Config{Spec: env.Spec(), Params: Ranges(env.Spec()), Reward: human, Instances: 5, Seed: 7 + 1<<40, FirstInstance: 3, Recorded: 2, Steps: 20}
			p := interpreted(t, c, 7)
			ref, want := expected(t, env, c, 30)
			for from := 0; from < 30; from += 15 {
				r, err := p.Wander(t.Context(), 15)
				if err != nil {
					t.Fatal(err)
				}
				recordIs(t, r, ref, from)
				if _, err := p.Totals(t.Context()); err != nil { // asking changes nothing
					t.Fatal(err)
				}
			}
			got, err := p.Totals(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, near); diff != "" || got.Episodes < 10 {
				t.Errorf("%d episodes; totals (-want +got):\n%s", got.Episodes, diff)
			}
		})
	}
}

// recordIs compares a record with the steps of a reference from some time on.
func recordIs(t *testing.T, r *Record, ref *Record, from int) {
	t.Helper()
	for i := range r.Len() {
		at := (from+i/r.N)*ref.N + i%r.N
		for _, of := range []struct {
			what      string
			got, want any
		}{
			{"state", envs.Row(r.State, i), envs.Row(ref.State, at)}, {"action", envs.Row(r.Action, i), envs.Row(ref.Action, at)},
			{"next", envs.Row(r.Next, i), envs.Row(ref.Next, at)},
			{"flags", []bool{r.Start[i], r.Terminated[i], r.Truncated[i], r.Success[i]}, []bool{ref.Start[at], ref.Terminated[at], ref.Truncated[at], ref.Success[at]}},
			{"score and reward", []float64{r.Score[i], r.Reward[i]}, []float64{ref.Score[at], ref.Reward[at]}},
			{"terms", envs.Row(r.Terms, i), envs.Row(ref.Terms, at)},
		} {
			if diff := cmp.Diff(of.want, of.got, near); diff != "" {
				t.Fatalf("transition %d, %s (-want +got):\n%s", i, of.what, diff)
			}
		}
	}
}

// TestEpisodes cuts whole episodes out of a record.
func TestEpisodes(t *testing.T) {
	env := environment(t, "cartpole", 9)
	p := interpreted(t, Config{Spec: env.Spec(), Reward: human, Instances: 3, Seed: 1, Recorded: 3, Steps: 30}, 30)
	r, err := p.Wander(t.Context(), 30)
	if err != nil {
		t.Fatal(err)
	}
	list := r.Episodes(7)
	if len(list) != 7 {
		t.Fatalf("%d episodes, want 7", len(list))
	}
	for k, e := range list {
		for i := range e.Len() {
			ended := e.Terminated[i] || e.Truncated[i]
			if e.Start[i] != (i == 0) || ended != (i == e.Len()-1) {
				t.Errorf("episode %d, step %d of %d: start %v, ended %v", k, i, e.Len(), e.Start[i], ended)
			}
			if i > 0 && !slices.Equal(envs.Row(e.State, i), envs.Row(e.Next, i-1)) {
				t.Errorf("episode %d, step %d does not go on where the one before has led", k, i)
			}
		}
	}
	if all := r.Episodes(1000); len(all) < 9 || !slices.Equal(all[0].State[0], list[0].State[0]) {
		t.Errorf("%d episodes in 30 steps of 3 instances, want at least 9 that begin with the first", len(all))
	}
}

// TestFaultsNameTheTransition has a reward go wrong, in a later call, and the others
// go on.
func TestFaultsNameTheTransition(t *testing.T) {
	env := environment(t, "cartpole", 50)
	text := "package reward\n\nimport \"env\"\n\nfunc Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n" +
		"\tx := 1.0\n\tif next.X > 0.1 {\n\t\tx = 1e20 * (1e20 + next.X)\n\t}\n\treturn x, map[string]float64{\"far\": x}\n}\n"
	reward := rollout.Reward{File: kernel.File{Name: "reward.go", Text: text}}
	p := interpreted(t, Config{Spec: env.Spec(), Reward: reward, Instances: 8, Seed: 2, Recorded: 8, Steps: 10, Given: true}, 4)
	stay, push := make([]float64, 10*8), make([]float64, 10*8)
	for i := range push {
		stay[i] = env.Spec().ChoiceActions[i/8%2][0]
		push[i] = env.Spec().ChoiceActions[i%2][0] // to the right, of every second one
	}
	var fault *FaultError
	calls := 0
	var last *Record
	for ; fault == nil && calls < 5; calls++ {
		actions := push
		if calls == 0 {
			actions = stay
		}
		r, err := p.Act(t.Context(), actions)
		if err != nil && !errors.As(err, &fault) {
			t.Fatal(err)
		}
		last = r
	}
	if fault == nil || calls < 2 {
		t.Fatalf("fault %v in call %d, want one after the first call", fault, calls)
	}
	n := fault.Instance
	if got := fault.Time - 10*(calls-1); n%2 != 1 || last.Length[n] != got || fault.Next[0] <= 0.1 || fault.State[0] > 0.1 {
		t.Errorf("%v; %d transitions are recorded of its instance, want %d", fault, last.Length[n], got)
	}
	if last.Length[0] != 10 {
		t.Errorf("instance 0, which is well, has %d of 10 transitions", last.Length[0])
	}
	for _, word := range []string{"cartpole: ", "the total is +Inf", fmt.Sprintf("instance %d, time %d", n, fault.Time), "next {X 0.1"} {
		if !strings.Contains(fault.Error(), word) {
			t.Errorf("error %q lacks %q", fault, word)
		}
	}
	r, err := p.Act(t.Context(), push)
	if !errors.Is(err, fault) || r.Length[n] != 0 || r.Length[0] != 10 {
		t.Errorf("afterwards: error %v, %d transitions of the instance that has stopped, %d of another", err, r.Length[n], r.Length[0])
	}
	totals, err := p.Totals(t.Context())
	if err != nil || totals.Stopped == 0 || totals.Stopped > 4 {
		t.Errorf("totals %+v, error %v, want 1 to 4 stopped", totals, err)
	}
}

// TestRefusals names what cannot be simulated.
func TestRefusals(t *testing.T) {
	env := environment(t, "cartpole", 50)
	for what, c := range map[string]Config{
		"0 instances":             {Steps: 1},
		"3 recorded instances":    {Instances: 2, Recorded: 3, Steps: 1},
		"room for 0 steps":        {Instances: 2},
		"no parameter \"Weight\"": {Instances: 2, Steps: 1, Params: map[string]envs.Range{"Weight": {}}},
	} {
		c.Spec, c.Reward = env.Spec(), human
		if _, err := Estimate(c); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("error %v, want one that says %q", err, what)
		}
	}
	p := interpreted(t, Config{Spec: env.Spec(), Reward: human, Instances: 2, Recorded: 1, Steps: 3}, 3)
	if _, err := p.Act(t.Context(), make([]float64, 2)); err == nil {
		t.Error("actions are taken where there is no room for them")
	}
	if _, err := p.Wander(t.Context(), 4); err == nil {
		t.Error("4 steps are recorded where there is room for 3")
	}
}
