package play

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// Config says what is simulated.
type Config struct {
	Spec   *envs.Spec
	Params map[string]envs.Range // environment parameters, see envs.SimConfig
	Reward rollout.Reward        // that judges every transition

	Instances     int    // N
	Seed          uint64 // key of all random numbers
	FirstInstance uint32 // number of the first instance in the random streams

	// Recorded is the number of instances, the first ones, whose transitions come
	// back; 0 for none.
	Recorded int

	// Steps bounds those that one call of Act or Follow takes, and of Wander where
	// transitions are recorded: so many lie on the device. At least 1.
	Steps int

	// Given says that the caller gives actions: they take memory of the device.
	Given bool

	// Hidden are the widths of the hidden layers of policies, for Follow; nil where
	// instances follow none. What a training needs of so many Steps takes memory.
	Hidden []int
}

// check holds the numbers to their ranges.
func (c *Config) check() error {
	switch {
	case c.Instances < 1:
		return fmt.Errorf("%d instances, at least 1 are needed", c.Instances)
	case c.Recorded < 0 || c.Recorded > c.Instances:
		return fmt.Errorf("%d recorded instances of %d", c.Recorded, c.Instances)
	case c.Hidden != nil && (c.Given || c.Recorded > 0):
		return fmt.Errorf("instances that follow a policy take no other actions, and are not recorded")
	case c.Steps < 1:
		return fmt.Errorf("room for %d steps, at least 1 is needed", c.Steps)
	}
	return nil
}

// uses says whether the simulation has an entry of the program.
func (c *Config) uses(entry string) bool {
	switch entry {
	case rollout.EntryRollout:
		return c.Hidden != nil
	case rollout.EntryPlay:
		return c.Hidden == nil
	}
	return true
}

// program writes the program, with the entries that the simulation has alone.
func (c *Config) program() (*rollout.Program, kernel.Unit, error) {
	if err := c.check(); err != nil {
		return nil, kernel.Unit{}, fmt.Errorf("%s: %w", c.Spec.Name, err)
	}
	p, err := rollout.New(rollout.Config{Spec: c.Spec, Params: c.Params, Hidden: c.Hidden, Rewards: []rollout.Reward{c.Reward}})
	if err != nil {
		return nil, kernel.Unit{}, err
	}
	unit := p.Unit
	unit.Entries = slices.DeleteFunc(slices.Clone(unit.Entries), func(e kernel.Entry) bool { return !c.uses(e.Name) })
	return p, unit, nil
}

// Compile writes and compiles the program of a simulation, as New does.
func Compile(c Config, o spirv.Options) (*spirv.Module, error) {
	p, unit, err := c.program()
	if err != nil {
		return nil, err
	}
	return p.Library.Shader(unit, o)
}

// words returns the sizes of the buffers. Those that are not used have one element.
func (c *Config) words(p *rollout.Program) map[string]int {
	words := map[string]int{"active": 1}
	sizes := rollout.Sizes{Jobs: 1, Instances: c.Instances, Horizon: c.Steps, Recorded: c.Recorded}
	for _, e := range p.Entries() {
		if !c.uses(e.Name) {
			continue
		}
		for _, of := range e.Parameters {
			if of.Element > rollout.BoolScalar && of.Name != "active" {
				words[of.Name] = max(1, p.Words(of, sizes))
			}
		}
	}
	if _, ok := words["actions"]; ok && !c.Given {
		words["actions"] = 1
	}
	return words
}

// Estimate plans the memory of a simulation before there is one.
func Estimate(c Config) (*fleet.Plan, error) {
	p, _, err := c.program()
	if err != nil {
		return nil, err
	}
	return c.plan(p), nil
}

// plan lists the buffers, the largest first.
func (c *Config) plan(p *rollout.Program) *fleet.Plan {
	plan := &fleet.Plan{Jobs: 1, Instances: c.Instances}
	words := c.words(p)
	for _, name := range slices.Sorted(maps.Keys(words)) {
		plan.Buffers = append(plan.Buffers, fleet.Size{Buffer: name, Words: words[name]})
	}
	slices.SortStableFunc(plan.Buffers, func(a, b fleet.Size) int { return cmp.Compare(b.Words, a.Words) })
	return plan
}
