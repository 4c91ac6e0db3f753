package fleet

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/pendulum"
	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/kernels"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math32"
	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// interpreted is a fleet whose launches the interpreter runs, on buffers of exactly
// the sizes of the plan, one invocation after the other.
type interpreted struct {
	*schedule
	program *ir.Program // of the rollout
	learner *ir.Program
	words   map[kernels.Buffer][]uint32
	ran     map[string]bool
}

// newInterpreted begins as New and load do, with garbage in some buffers, and with parts
// of so many steps; 0 is all.
func newInterpreted(t *testing.T, c Config, partSteps int, garbage func(kernels.Buffer) bool) *interpreted {
	t.Helper()
	p, of, err := c.program()
	if err != nil {
		t.Fatal(err)
	}
	shape := c.shape(len(c.Jobs))
	shape.PartSteps = partSteps
	l, err := c.arrange(p, shape)
	if err != nil {
		t.Fatal(err)
	}
	at, err := newPace(p, c.Settings.Horizon, true)
	if err != nil {
		t.Fatal(err)
	}
	at.steps = 2
	x := &interpreted{schedule: &schedule{layout: l, settings: &c.Settings, pace: at}, words: map[kernels.Buffer][]uint32{}, ran: map[string]bool{}}
	if x.program, err = p.Library.Narrow(p.Unit); err != nil {
		t.Fatal(err)
	}
	x.learner = learnerProgram(t)
	for name, n := range l.words {
		x.words[name] = make([]uint32, n)
		for i := range x.words[name] {
			if garbage(name) {
				x.words[name][i] = 0x7fc00bad // NaN, and an index that is nowhere
			}
		}
	}
	for j, job := range c.Jobs {
		x.begin(t, &c, j, of[j], job.Seed)
	}
	return x
}

// begin uploads what Fleet.begin does.
func (x *interpreted) begin(t *testing.T, c *Config, j, reward int, seed uint64) {
	t.Helper()
	shape := &x.schedule.learner.Shape
	copy(x.words[kernels.Seeds][2*j:], []uint32{uint32(seed), uint32(seed >> 32)})
	if c.Counts.on() {
		x.words[kernels.Counted][j] = uint32(len(x.schedule.program.Terms[reward]))
	}
	copy(x.words[jobWords][rollout.JobWords*j:], []uint32{uint32(reward), uint32(seed), uint32(seed >> 32), 0})
	actor, critic, err := ppo.NewNetworks(c.Spec, &c.Settings, nn.GoKernels(), seed)
	if err != nil {
		t.Fatal(err)
	}
	size := shape.Params()
	for net, n := range []*nn.Network{actor, critic} {
		pack(x.words[kernels.Params][(2*j+net)*size:][:size], shape, n.Sizes(), n.Params())
	}
}

// learnerProgram is what learnerModule emits.
func learnerProgram(t *testing.T) *ir.Program {
	t.Helper()
	own, err := kernels.Text()
	if err != nil {
		t.Fatal(err)
	}
	mathematics, err := math32.Text()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for i, text := range mathematics {
		files[fmt.Sprintf("math32/%d.go", i)] = text
	}
	u := kernel.Unit{Packages: []kernel.Package{freePackage(kernels.Path, own)}}
	for _, name := range kernels.Entries() {
		u.Entries = append(u.Entries, kernel.Entry{Package: kernels.Path, Func: name, Name: name, Grid: true})
	}
	l, err := kernel.NewLibrary(freePackage(mathPath, files), freePackage(rngPath, map[string]string{"rng.go": rng.Text()}))
	if err != nil {
		t.Fatal(err)
	}
	p, err := l.Narrow(u)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// advance runs a rollout and the update on it.
func (x *interpreted) advance(t *testing.T, r int, active []uint32) {
	t.Helper()
	copy(x.words[kernels.Active], active)
	for _, l := range x.schedule.advance(r) {
		f := x.program.Entry(l.Kernel)
		if f == nil {
			f = x.learner.Entry(l.Kernel)
		}
		launch := interp.Launch{End: uint32(l.Invocations(len(active))), Args: l.Args, Fuel: ample, Races: true}
		for _, b := range l.Buffers {
			launch.Buffers = append(launch.Buffers, x.words[b])
		}
		if _, err := interp.Grid(f, launch); err != nil {
			t.Fatalf("rollout %d: %v", r, err)
		}
		x.ran[l.Kernel] = true
	}
}

// small are settings of a fleet with minibatches of which the last is shorter.
func small() ppo.Settings {
	return ppo.Settings{
		Steps: 3 * 3 * 3, Envs: 3, Horizon: 3, Epochs: 1, Minibatch: 5,
		LearningRate: 1e-2, Gamma: 0.98, Lambda: 0.95, Clip: 0.2, MaxGradNorm: 0.5, Hidden: []int{3}, LogStd: -0.5,
	}
}

// needZero are the buffers that must hold zeros at first: what the learner keeps, and
// what has padding that is read and never written.
var needZero = []kernels.Buffer{
	kernels.Active, kernels.Seeds, jobWords, kernels.Params,
	kernels.AdamM, kernels.AdamV, kernels.Diverged, kernels.Normaliser, kernels.ObsMoments, kernels.RewardMoments, kernels.Running,
	kernels.Counted, kernels.CountRanges, kernels.Visits, kernels.CountRunning,
	kernels.BatchObs, kernels.Slopes, kernels.Delta(0), kernels.Delta(1),
}

// TestSchedule runs whole schedules in the interpreter: no invocation touches what
// another one of its launch writes, nor what is outside of a buffer, also when a job
// has left. What a buffer holds before it is written changes nothing, and neither does
// the number of dispatches that a rollout takes, nor that of its parts.
func TestSchedule(t *testing.T) {
	pole := newCartpole(t)
	pendulum, err := pendulum.New()
	if err != nil {
		t.Fatal(err)
	}
	ran := map[string]bool{}
	for _, env := range []envs.Env{pole, pendulum} {
		t.Run(env.Spec().Name, func(t *testing.T) {
			if testing.Short() && env != pole {
				t.Skip("slow")
			}
			c := Config{Spec: env.Spec(), Settings: small(), Jobs: []Job{{human, 1}, {sparse, 2}, {human, 3}}}
			if env == pole {
				c.Counts = Counts{Bonus: 0.5, Bins: 3, Beyond: 2}
			}
			nowhere := func(kernels.Buffer) bool { return false }
			clean := newInterpreted(t, c, 0, nowhere)
			dirty := newInterpreted(t, c, 0, func(b kernels.Buffer) bool { return !slices.Contains(needZero, b) })
			dirty.pace.steps = c.Settings.Horizon
			others := map[string]*interpreted{"what buffers held before they were written": dirty}
			for _, steps := range []int{2, 1} {
				others[fmt.Sprintf("parts of %d steps", steps)] = newInterpreted(t, c, steps, nowhere)
			}
			rollouts := [][]uint32{{0, 1, 2}, {0, 2}, {2}}
			if testing.Short() {
				rollouts = rollouts[:2]
			}
			for r, active := range rollouts {
				clean.advance(t, r, active)
				for what, other := range others {
					other.advance(t, r, active)
					for _, b := range []kernels.Buffer{kernels.Params, kernels.Normaliser, kernels.Diverged, totals} {
						if !slices.Equal(clean.words[b], other.words[b]) {
							t.Fatalf("rollout %d: %s depends on %s", r, b, what)
						}
					}
				}
			}
			if slices.Contains(clean.words[kernels.Diverged], 1) {
				t.Error("a network has diverged: nothing is tested")
			}
			maps.Copy(ran, clean.ran)
		})
	}
	if testing.Short() {
		return
	}
	for _, entry := range append(kernels.Entries(), rollout.EntryReset, rollout.EntryRollout) {
		if !ran[entry] {
			t.Errorf("%s has not run", entry)
		}
	}
}
