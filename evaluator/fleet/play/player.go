package play

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
)

// Player is a simulation. It serves one goroutine; Close frees what it holds.
type Player struct {
	config  Config
	program *rollout.Program
	machine machine
	effort  fleet.Effort
	clock   int         // steps that each instance has taken
	totals  Totals      // of what the device has forgotten
	fault   *FaultError // the first, nil where there is none
	down    []bool      // which of the recorded instances have stopped
}

// New puts the instances into the first states of their first episodes on a GPU,
// which stays the caller's to close. Its errors are gpu.ErrOutOfMemory and gpu.ErrLimit
// where they have no room, and a *kernel.RefusedError where environment or reward
// are not kernel Go.
func New(ctx context.Context, g *gpu.Device, c Config) (*Player, error) {
	program, unit, err := c.program()
	if err != nil {
		return nil, err
	}
	if err := c.plan(program).Fits(g.Info().Limits); err != nil {
		return nil, fmt.Errorf("%s, %d instances: %w", c.Spec.Name, c.Instances, err)
	}
	effort, err := fleet.EffortOf(program, math.MaxInt32, g.Info().Kind == gpu.Software)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Spec.Name, err)
	}
	d, err := newDevice(g, program, unit, c.words(program))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Spec.Name, err)
	}
	return begin(ctx, d, program, c, effort)
}

// begin resets the instances of a machine.
func begin(ctx context.Context, m machine, program *rollout.Program, c Config, effort fleet.Effort) (*Player, error) {
	p := &Player{config: c, program: program, machine: m, effort: effort, down: make([]bool, c.Recorded)}
	p.totals.Terms = make([]float64, len(p.Terms()))
	job := []uint32{0, uint32(c.Seed), uint32(c.Seed >> 32), c.FirstInstance}
	err := m.write(ctx, "jobs", 0, job)
	if err == nil && c.Hidden != nil {
		err = p.normalise(ctx, nil, nil)
	}
	if err == nil {
		err = p.run(ctx, rollout.EntryReset, nil)
	}
	if err == nil {
		err = p.faulty(ctx)
	}
	if err != nil {
		m.close()
		return nil, err
	}
	return p, nil
}

// Close frees what the simulation holds.
func (p *Player) Close() { p.machine.close() }

// Terms are the names of the reward's terms, sorted.
func (p *Player) Terms() []string { return p.program.Terms[0] }

// Act takes steps by given actions, [T][N][A] in physical units, which are rounded to
// float32 and held to their bounds. It returns what the recorded instances did, nil
// where none are. An instance that something goes wrong with stays where it is: the
// error is a *FaultError of the first, also of later calls, and what is recorded of it
// ends there. Others go on.
func (p *Player) Act(ctx context.Context, actions []float64) (*Record, error) {
	width := p.config.Instances * len(p.config.Spec.Action)
	steps := len(actions) / width
	switch {
	case !p.config.Given:
		return nil, fmt.Errorf("%s: the simulation has no room for actions", p.config.Spec.Name)
	case len(actions)%width != 0 || steps > p.config.Steps:
		return nil, fmt.Errorf("%s: %d numbers of actions, not up to %d times %d", p.config.Spec.Name, len(actions), p.config.Steps, width)
	}
	words := make([]uint32, len(actions))
	for i, v := range actions {
		words[i] = math.Float32bits(float32(v))
	}
	if err := p.machine.write(ctx, "actions", 0, words); err != nil {
		return nil, err
	}
	return p.advance(ctx, steps, 0)
}

// Wander takes steps by uniformly random actions: see the package comment. What it
// returns is as of Act.
func (p *Player) Wander(ctx context.Context, steps int) (*Record, error) {
	if p.config.Recorded > 0 && steps > p.config.Steps {
		return nil, fmt.Errorf("%s: %d steps, of which %d can be recorded", p.config.Spec.Name, steps, p.config.Steps)
	}
	return p.advance(ctx, steps, 1)
}

// advance takes steps by given actions, or by drawn ones.
func (p *Player) advance(ctx context.Context, steps int, drawn uint32) (*Record, error) {
	if p.config.Hidden != nil {
		return nil, fmt.Errorf("%s: the simulation follows a policy, and takes no other actions", p.config.Spec.Name)
	}
	err := p.dispatches(ctx, rollout.EntryPlay, steps, map[string]uint32{"drawn": drawn, "recorded": uint32(p.config.Recorded)})
	if err != nil {
		return nil, err
	}
	record, err := p.record(ctx, steps)
	if err != nil {
		return nil, err
	}
	return record, p.took(ctx, steps)
}

// dispatches takes steps by an entry, several in a dispatch.
func (p *Player) dispatches(ctx context.Context, entry string, steps int, scalars map[string]uint32) error {
	scalars["clock"] = uint32(p.clock)
	for from := 0; from < steps; from += p.effort.Steps {
		scalars["from"], scalars["steps"] = uint32(from), uint32(min(p.effort.Steps, steps-from))
		if err := p.run(ctx, entry, scalars); err != nil {
			return err
		}
	}
	return nil
}

// took looks for faults in steps that have been taken.
func (p *Player) took(ctx context.Context, steps int) error {
	err := p.faulty(ctx)
	p.clock += steps
	return err
}

// run runs an entry for all instances, with scalars besides those of the sizes.
func (p *Player) run(ctx context.Context, entry string, scalars map[string]uint32) error {
	const workgroup = 64
	n := p.config.Instances
	perJob := (n + workgroup - 1) / workgroup * workgroup
	usual := map[string]uint32{
		"instances": uint32(n), "perJob": uint32(perJob), "all": uint32(n),
		"horizon": uint32(p.config.Steps), "stepFuel": p.effort.StepFuel, "rewardFuel": p.effort.RewardFuel,
	}
	entries := p.program.Entries()
	at := slices.IndexFunc(entries, func(e rollout.Entry) bool { return e.Name == entry })
	var args []uint32
	var buffers []string
	for _, of := range entries[at].Parameters {
		if of.Element > rollout.BoolScalar {
			buffers = append(buffers, of.Name)
			continue
		}
		v, ok := scalars[of.Name]
		if !ok {
			v = usual[of.Name]
		}
		args = append(args, v)
	}
	return p.machine.run(ctx, entry, perJob, args, buffers)
}
