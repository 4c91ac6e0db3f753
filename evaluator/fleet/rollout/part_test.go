package rollout

import (
	"fmt"
	"slices"
	"testing"
)

// TestPartsAddUp takes a rollout whose observations and actions go to several buffers,
// of three steps and of the two that are left, and holds it to one in which all are
// together. No two invocations meet.
func TestPartsAddUp(t *testing.T) {
	const horizon, longest = 5, 3
	for _, name := range []string{"dice", "pendulum"} { // discrete, continuous
		t.Run(name, func(t *testing.T) {
			slow(t, name == "dice")
			spec := brief(t, name, 3).Spec()
			all := append([]Reward{remembering(spec)}, own...)
			whole, active := acting(t, spec, all, []int{0, 1}, []uint64{8, 9}, horizon)
			whole.roll(t, active, 0, horizon)
			whole.healthy(t)
			parted, _ := acting(t, spec, all, []int{0, 1}, []uint64{8, 9}, horizon)
			for from := 0; from < horizon; from += longest {
				parted.rollPart(t, active, from, min(longest, horizon-from))
				parted.holdsPartOf(t, whole, from)
			}
			for j := range active {
				got, want := parted.of(j), whole.of(j)
				delete(want, "obs")
				delete(want, "raw")
				sameWords(t, fmt.Sprintf("job %d", j), got, want)
			}
		})
	}
}

// rollPart takes some steps, whose observations and actions go to buffers of exactly
// their size.
func (d *device) rollPart(t testing.TB, active []uint32, from, steps int) {
	t.Helper()
	d.sizes.PartSteps = steps
	for _, p := range entryOf(d.program, EntryRollout).Parameters {
		if p.Name == "obs" || p.Name == "raw" {
			d.buffers[p.Name] = make([]uint32, d.program.Words(p, d.sizes))
		}
	}
	n, restart := d.sizes.Instances, uint32(0)
	if from == 0 {
		restart = RestartTotals | RestartMoments
	}
	d.exclusive(t, EntryRollout, active, map[string]uint32{
		"from": uint32(from), "steps": uint32(steps), "restart": restart,
		"away": uint32(n * (d.sizes.Horizon - steps)), "before": uint32(n * from),
	})
}

// holdsPartOf fails where the buffers of a part differ from the same steps of a rollout
// in one part.
func (d *device) holdsPartOf(t *testing.T, whole *device, from int) {
	t.Helper()
	s := d.sizes
	for _, name := range []string{"obs", "raw"} {
		step := len(d.buffers[name]) / s.Jobs / s.PartSteps
		for j := range s.Jobs {
			got := d.buffers[name][j*s.PartSteps*step:][:s.PartSteps*step]
			if !slices.Equal(got, whole.buffers[name][(j*s.Horizon+from)*step:][:s.PartSteps*step]) {
				t.Errorf("%s of job %d differs in the part from step %d on", name, j, from)
			}
		}
	}
}
