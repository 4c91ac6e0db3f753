package rollout

import (
	"context"
	"fmt"
	"math"
	"regexp"
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/folder"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

// agreementOf adds to the table those of environments of tests.
func agreementOf(name string) Agreement {
	switch name {
	case "rover":
		return Agreement{120, 1e-4, 1e-3}
	case "dice":
		return Agreement{9, 1e-6, 1e-6}
	}
	a, _ := AgreementOf(name)
	return a
}

// TestPlayAgrees holds Play to the CPU's simulator and rewards over several short
// episodes, in two dispatches.
func TestPlayAgrees(t *testing.T) {
	for _, e := range environments(t) {
		name := e.Spec().Name
		t.Run(name, func(t *testing.T) {
			slow(t, name == "dice")
			env := brief(t, name, 40)
			rewards := []Reward{{Own: envs.RewardHuman}, remembering(env.Spec())}
			if recorded := answers(t, name); len(recorded) > 0 {
				rewards = append(rewards, recorded[len(recorded)-1])
			}
			d := playing(t, env, Sizes{Jobs: len(rewards), Instances: 3, Horizon: 100, Recorded: 3}, rewards)
			d.play(t, 0, 37)
			d.play(t, 37, 63)
			d.agrees(t, 40)
		})
	}
}

// TestTrajectoriesAgree holds Play to the CPU as far into an episode as it agrees.
func TestTrajectoriesAgree(t *testing.T) {
	slow(t)
	for _, e := range environments(t) {
		spec := e.Spec()
		t.Run(spec.Name, func(t *testing.T) {
			steps := agreementOf(spec.Name).Steps
			d := playing(t, e, Sizes{Jobs: 1, Instances: 2, Horizon: steps, Recorded: 2}, own[1:])
			d.play(t, 0, steps)
			d.agrees(t, steps)
		})
	}
}

// brief returns an environment with shorter episodes, so that a test sees several
// end.
func brief(t testing.TB, name string, steps int) envs.Env {
	t.Helper()
	text := environmentOf(t, name).Spec().Source
	replace := func(text *string, pattern, by string) {
		*text = regexp.MustCompile(pattern).ReplaceAllString(*text, by)
	}
	replace(&text.Env, `(MaxSteps\s*=\s*)\d{2,}`, fmt.Sprintf("${1}%d", steps))
	replace(&text.Task, `metric\.Held \+ \d+`, "metric.Held + 3")
	replace(&text.Task, `(SolvedAt\s*=) [-0-9.]+`, "$1 (ScoreMin + ScoreMax) / 2")
	e, err := folder.Compile(t.Context(), name, text)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// spread draws parameters from part of their ranges.
func spread(spec *envs.Spec) map[string]envs.Range {
	if spec.Name == "dice" {
		return map[string]envs.Range{"Sides": {Lo: 2.5, Hi: 12.5}, "Offset": {Lo: 1, Hi: 9}, "Loaded": {Lo: 0, Hi: 1}, "Weight": {Lo: 0.25, Hi: 0.75}}
	}
	f := spec.Params[0]
	return map[string]envs.Range{f.Name: {Lo: (f.Lo + f.Default) / 2, Hi: f.Default}}
}

// playSeed uses both halves.
const playSeed = 11 + 1<<40

// player is a device that plays, and what the CPU makes of the same actions.
type player struct {
	*device
	env     envs.Env
	rewards []Reward
	active  []uint32
	want    *simulation
}

// playing resets a device with one job for each reward.
func playing(t testing.TB, env envs.Env, sizes Sizes, rewards []Reward) *player {
	t.Helper()
	p, err := New(Config{Spec: env.Spec(), Params: spread(env.Spec()), Rewards: rewards})
	if err != nil {
		t.Fatal(err)
	}
	d := &player{device: newDevice(t, p, sizes), env: env, rewards: rewards}
	for j := range rewards {
		d.job(j, j, playSeed)
		d.active = append(d.active, uint32(j))
	}
	actions := given(env.Spec(), sizes)
	for i, v := range actions {
		d.set("actions", i, v)
	}
	d.want = simulate(t, env, sizes, actions)
	d.run(t, EntryReset, d.active, nil)
	d.healthy(t)
	return d
}

// given are actions of all times and instances, a tenth of them beyond the bounds;
// of a discrete environment, choices.
func given(spec *envs.Spec, sizes Sizes) []float64 {
	r := rng.New(5, rng.StreamPolicy, 0, 0, 0)
	var actions []float64
	for range sizes.Horizon * sizes.Instances {
		if spec.Choices > 0 {
			actions = append(actions, spec.ChoiceActions[r.Intn(spec.Choices)]...)
			continue
		}
		for _, f := range spec.Action {
			beyond := 0.1 * (f.Hi - f.Lo) / 2
			actions = append(actions, float64(float32(r.Uniform(f.Lo-beyond, f.Hi+beyond))))
		}
	}
	return actions
}

// play takes some steps.
func (d *player) play(t testing.TB, from, steps int) {
	t.Helper()
	restart := uint32(0)
	if from == 0 {
		restart = RestartTotals
	}
	d.run(t, EntryPlay, d.active, map[string]uint32{"from": uint32(from), "steps": uint32(steps), "restart": restart, "recorded": uint32(d.sizes.Recorded)})
	d.healthy(t)
}

// agrees compares what was recorded with what the CPU makes of it, within the
// first steps of each episode.
func (d *player) agrees(t testing.TB, steps int) {
	t.Helper()
	for j, r := range d.rewards {
		names, total, terms := judgedBy(t, d.env, r, d.want.transitions)
		if !slices.Equal(d.program.Terms[j], names) {
			t.Fatalf("job %d has the terms %v, want %v", j, d.program.Terms[j], names)
		}
		for n := range d.sizes.Instances {
			d.instanceAgrees(t, j, n, steps, total, terms)
			d.statisticsAgree(t, j, n, total, terms)
		}
	}
}

func (d *player) instanceAgrees(t testing.TB, j, n, steps int, total []float64, terms [][]float64) {
	t.Helper()
	want, within, rec := d.want.transitions, agreementOf(d.env.Spec().Name), d.program.Record()
	step := 0
	for at := range want.T {
		i := at*want.N + n
		if want.Start[i] {
			step = 0
		}
		if step++; step > steps {
			continue
		}
		words := d.recordOf(j, n, at)
		place := fmt.Sprintf("job %d, instance %d, time %d", j, n, at)
		for _, of := range []struct {
			what   string
			schema envs.Schema
			at     int
			want   []float64
		}{
			{"state", d.env.Spec().State, rec.State, envs.Row(want.State, i)},
			{"action", d.env.Spec().Action, rec.Action, envs.Row(want.Action, i)},
			{"next", d.env.Spec().State, rec.Next, envs.Row(want.Next, i)},
		} {
			for f, got := range Row(of.schema, words[of.at:]) {
				near(t, place+": "+of.what+"."+of.schema[f].Name, got, of.want[f], within.State)
			}
		}
		o := len(d.env.Spec().Observation)
		for f := range o {
			near(t, place+": observation", float(words[rec.Seen+f]), float64(d.want.seen[at][n*o+f]), within.State)
			near(t, place+": observation after", float(words[rec.After+f]), float64(d.want.after[at][n*o+f]), within.State)
		}
		if got, want := words[rec.Flags], d.want.flags(i); got != want {
			t.Fatalf("%s: flags %04b, want %04b", place, got, want)
		}
		near(t, place+": score", float(words[rec.Score]), d.want.score[i], within.Reward)
		near(t, place+": reward", float(words[rec.Reward]), total[i], within.Reward)
		for k, column := range terms {
			near(t, place+": "+d.program.Terms[j][k], float(words[rec.Terms+k]), column[i], within.Reward)
		}
	}
}

// statisticsAgree compares the sums of all steps.
func (d *player) statisticsAgree(t testing.TB, j, n int, total []float64, terms [][]float64) {
	t.Helper()
	s, b := d.program.Statistics(), d.want.transitions
	want := make([]float64, s.Deviations)
	tally, sum := d.env.Spec().NewTally(), 0.0
	for i := n; i < b.Len(); i += b.N {
		tally.Add(d.want.score[i], d.want.success[i])
		sum += total[i]
		want[s.Reward] += total[i]
		for k, column := range terms {
			want[s.Terms+k] += column[i]
		}
		if !b.Terminated[i] && !b.Truncated[i] {
			continue
		}
		want[s.Episodes]++
		want[s.Score] += tally.Score()
		want[s.Length] += float64(tally.Steps())
		want[s.Return] += sum
		if tally.Success() {
			want[s.Successes]++
		}
		tally, sum = d.env.Spec().NewTally(), 0
	}
	for c, words := 0, d.column("statistics", j*d.sizes.Instances+n); c < s.Deviations; c++ {
		near(t, fmt.Sprintf("job %d, instance %d: statistics column %d", j, n, c), float(words[c]), want[c], 10*agreementOf(d.env.Spec().Name).Reward)
	}
}

// recordOf returns the words of a transition.
func (d *player) recordOf(j, n, at int) []uint32 {
	words := make([]uint32, d.program.Record().Columns)
	for c := range words {
		words[c] = d.buffers["record"][(at*len(words)+c)*d.sizes.all()+j*d.sizes.Instances+n]
	}
	return words
}

func float(word uint32) float64 { return float64(math.Float32frombits(word)) }

// near fails where numbers are further apart than the tolerance, NaN being near to
// nothing.
func near(t testing.TB, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*(1+math.Abs(want))) {
		t.Fatalf("%s is %g, want %g (off by %.2g)", what, got, want, math.Abs(got-want)/(1+math.Abs(want)))
	}
}

// simulation is what the CPU makes of given actions.
type simulation struct {
	transitions *envs.Transitions
	seen, after [][]float32 // observations of each time, [N][O]
	score       []float64
	success     []bool
}

func simulate(t testing.TB, env envs.Env, s Sizes, actions []float64) *simulation {
	t.Helper()
	sim, err := env.NewSimulator(envs.SimConfig{N: s.Instances, Seed: playSeed, Params: spread(env.Spec())})
	if err != nil {
		t.Fatal(err)
	}
	defer sim.Close()
	b := envs.NewTransitions(env.Spec(), s.Horizon, s.Instances)
	out := &simulation{transitions: b, score: make([]float64, b.Len()), success: make([]bool, b.Len())}
	width := s.Instances * len(env.Spec().Action)
	for at := range s.Horizon {
		out.seen = append(out.seen, slices.Clone(sim.Observations()))
		if err := sim.Step(t.Context(), actions[at*width:][:width], b, at); err != nil {
			t.Fatal(err)
		}
		out.after = append(out.after, slices.Clone(sim.FinalObservations()))
	}
	if err := env.Score(b, out.score); err != nil {
		t.Fatal(err)
	}
	if err := env.Success(b, out.success); err != nil {
		t.Fatal(err)
	}
	return out
}

// flags are those of a record.
func (s *simulation) flags(i int) uint32 {
	f, b := uint32(0), s.transitions
	for _, of := range []struct {
		is   bool
		flag uint32
	}{{b.Terminated[i], Terminated}, {b.Truncated[i], Truncated}, {s.success[i], Success}, {b.Start[i], Start}} {
		if of.is {
			f |= of.flag
		}
	}
	return f
}

// rewarder is what critic.Program and envs.Reward are.
type rewarder interface {
	Terms() []string
	Reward(ctx context.Context, b *envs.Transitions, total []float64, terms [][]float64) error
	Close() error
}

// open opens a reward on the CPU.
func open(t testing.TB, env envs.Env, r Reward) (rewarder, error) {
	t.Helper()
	if r.Own != "" {
		return env.Reward(r.Own)
	}
	spec := env.Spec()
	packages, err := critic.Packages(spec, envs.ShowState)
	if err != nil {
		return nil, err
	}
	subject := &critic.Subject{Packages: packages, State: spec.State, Action: spec.Action}
	return new(critic.Critic).Open(t.Context(), subject, r.File.Text, critic.EngineWasm)
}

// judgedBy is what a reward says on the CPU.
func judgedBy(t testing.TB, env envs.Env, r Reward, b *envs.Transitions) (names []string, total []float64, terms [][]float64) {
	t.Helper()
	opened, err := open(t, env, r)
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	total = make([]float64, b.Len())
	for range opened.Terms() {
		terms = append(terms, make([]float64, b.Len()))
	}
	if err := opened.Reward(t.Context(), b, total, terms); err != nil {
		t.Fatal(err)
	}
	return opened.Terms(), total, terms
}
