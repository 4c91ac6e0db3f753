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

	// Steps bounds those that one call of Act takes, and of Wander where transitions
	// are recorded: so many lie on the device. At least 1.
	Steps int

	// Given says that the caller gives actions: they take memory of the device.
	Given bool
}

// check holds the numbers to their ranges.
func (c *Config) check() error {
	switch {
	case c.Instances < 1:
		return fmt.Errorf("%d instances, at least 1 are needed", c.Instances)
	case c.Recorded < 0 || c.Recorded > c.Instances:
		return fmt.Errorf("%d recorded instances of %d", c.Recorded, c.Instances)
	case c.Steps < 1:
		return fmt.Errorf("room for %d steps, at least 1 is needed", c.Steps)
	}
	return nil
}

// program writes the program, with the entries that play needs alone.
func (c *Config) program() (*rollout.Program, kernel.Unit, error) {
	if err := c.check(); err != nil {
		return nil, kernel.Unit{}, fmt.Errorf("%s: %w", c.Spec.Name, err)
	}
	p, err := rollout.New(rollout.Config{Spec: c.Spec, Params: c.Params, Rewards: []rollout.Reward{c.Reward}})
	if err != nil {
		return nil, kernel.Unit{}, err
	}
	unit := p.Unit
	unit.Entries = slices.DeleteFunc(slices.Clone(unit.Entries), func(e kernel.Entry) bool { return e.Name == rollout.EntryRollout })
	return p, unit, nil
}

// words returns the sizes of the buffers. Those that are not used have one element.
func (c *Config) words(p *rollout.Program) map[string]int {
	words := map[string]int{"active": 1}
	sizes := rollout.Sizes{Jobs: 1, Instances: c.Instances, Horizon: c.Steps, Recorded: c.Recorded}
	for _, e := range p.Entries() {
		if e.Name == rollout.EntryRollout {
			continue
		}
		for _, of := range e.Parameters {
			if of.Element > rollout.BoolScalar && of.Name != "active" {
				words[of.Name] = max(1, p.Words(of, sizes))
			}
		}
	}
	if !c.Given {
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
