package rollout

import (
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
)

// exclusive runs an entry in the interpreter, and fails where two invocations meet at
// an element, or where an index is outside of its buffer.
func (d *device) exclusive(t testing.TB, entry string, active []uint32, scalars map[string]uint32) {
	t.Helper()
	if err := d.races(entry, active, scalars); err != nil {
		t.Fatal(err)
	}
}

func (d *device) races(entry string, active []uint32, scalars map[string]uint32) error {
	s := d.sizes
	perJob := uint32(s.Instances+63) / 64 * 64
	values := map[string]uint32{
		"instances": uint32(s.Instances), "perJob": perJob, "all": uint32(s.all()), "horizon": uint32(s.Horizon),
		"stepFuel": fuel, "rewardFuel": fuel,
	}
	for name, v := range scalars {
		values[name] = v
	}
	l := interp.Launch{End: uint32(len(active)) * perJob, Fuel: fuel, Races: true}
	for _, of := range entryOf(d.program, entry).Parameters {
		switch {
		case of.Element <= BoolScalar:
			l.Args = append(l.Args, values[of.Name])
		case of.Name == "active":
			l.Buffers = append(l.Buffers, active)
		default:
			l.Buffers = append(l.Buffers, d.buffers[of.Name])
		}
	}
	_, err := interp.Grid(d.code.Entry(entry), l)
	return err
}

func entryOf(p *Program, name string) Entry {
	for _, e := range p.Entries() {
		if e.Name == name {
			return e
		}
	}
	return Entry{}
}

// crowd is a device with a job for each of some rewards, whose instances do not fill
// their workgroups.
func crowd(t testing.TB, env envs.Env, s Sizes) *device {
	t.Helper()
	spec := env.Spec()
	p, err := New(Config{Spec: spec, Params: spread(spec), Hidden: rolloutSettings.Hidden, Rewards: append([]Reward{remembering(spec)}, own...)})
	if err != nil {
		t.Fatal(err)
	}
	d := newDevice(t, p, s)
	for j := range s.Jobs {
		seed := uint64(j + 1)
		d.job(j, j%3, seed)
		d.networks(t, j, spec, seed)
		for f := range pad(len(spec.Observation)) {
			d.set("normaliser", (2*j+1)*pad(len(spec.Observation))+f, 1)
		}
	}
	return d
}

// TestInvocationsAreAlone takes rollouts, whole and in parts, of fleets of one to
// three jobs, some of which have stopped or fault. Episodes end within.
func TestInvocationsAreAlone(t *testing.T) {
	const horizon = 5
	for name, s := range map[string]Sizes{
		"dice":     {Jobs: 3, Instances: 65, Horizon: horizon, Recorded: 65},
		"cartpole": {Jobs: 2, Instances: 3, Horizon: horizon, Recorded: 2},
		"pendulum": {Jobs: 1, Instances: 7, Horizon: horizon, Recorded: 1},
	} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() {
				if s.Jobs < 3 {
					t.Skip("slow")
				}
				s.Instances, s.Recorded = 2, 2
			}
			d := crowd(t, brief(t, name, 3), s)
			for _, active := range [][]uint32{[]uint32{0, 1, 2}[:s.Jobs], {uint32(s.Jobs - 1)}} {
				d.exclusive(t, EntryReset, active, nil)
				d.exclusive(t, EntryRollout, active, map[string]uint32{"steps": 2, "restart": RestartTotals | RestartMoments})
				d.exclusive(t, EntryRollout, active, map[string]uint32{"from": 2, "steps": horizon - 2})
				d.healthy(t)
				d.exclusive(t, EntryPlay, active, map[string]uint32{"steps": horizon, "recorded": uint32(s.Recorded)})
			}
			d.set("params", (2*s.Jobs-2)*d.program.Shape.Words(), math.NaN())
			d.exclusive(t, EntryRollout, []uint32{uint32(s.Jobs - 1)}, map[string]uint32{"steps": horizon})
			if f := d.fault(s.Jobs-1, 0); f.Kind != Diverged {
				t.Errorf("the instance that should report has %s", describe(d, f))
			}
		})
	}
}

// TestRacesAreSeen has invocations race: two slots are one job's, or instances are
// numbered as if there were fewer.
func TestRacesAreSeen(t *testing.T) {
	d := crowd(t, brief(t, "pendulum", 3), Sizes{Jobs: 2, Instances: 3, Horizon: 2})
	for what, run := range map[string]func() error{
		"two slots": func() error { return d.races(EntryReset, []uint32{1, 1}, nil) },
		"columns":   func() error { return d.races(EntryReset, []uint32{0, 1}, map[string]uint32{"all": 3}) },
	} {
		if err := run(); err == nil {
			t.Errorf("%s: nothing races", what)
		}
	}
}
