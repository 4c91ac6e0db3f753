package rollout

import (
	"fmt"
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
)

// perJobBuffers are those that begin with the job; in the others it comes second.
var perJobBuffers = []string{"obs", "raw", "logProbs", "rewards", "values", "nextValues", "flags"}

// acting resets a device with a job for each entry of rewards, the numbers of
// rewards among all. Job j has networks and random numbers of its own seed.
func acting(t testing.TB, spec *envs.Spec, all []Reward, rewards []int, seeds []uint64, horizon int) (*device, []uint32) {
	t.Helper()
	p, err := New(Config{Spec: spec, Params: spread(spec), Hidden: rolloutSettings.Hidden, Rewards: all})
	if err != nil {
		t.Fatal(err)
	}
	d := newDevice(t, p, Sizes{Jobs: len(rewards), Instances: 3, Horizon: horizon})
	var active []uint32
	for j, k := range rewards {
		d.job(j, k, seeds[j])
		d.networks(t, j, spec, seeds[j])
		for f := range pad(len(spec.Observation)) {
			d.set("normaliser", (2*j+1)*pad(len(spec.Observation))+f, 1)
		}
		active = append(active, uint32(j))
	}
	d.run(t, EntryReset, active, nil)
	d.healthy(t)
	return d, active
}

// roll takes steps of a rollout.
func (d *device) roll(t testing.TB, active []uint32, from, steps int) {
	t.Helper()
	restart := uint32(0)
	if from == 0 {
		restart = RestartTotals | RestartMoments
	}
	d.run(t, EntryRollout, active, map[string]uint32{"from": uint32(from), "steps": uint32(steps), "restart": restart})
}

// of returns all words that belong to a job, by buffer.
func (d *device) of(j int) map[string][]uint32 {
	out := map[string][]uint32{}
	for _, name := range perJobBuffers {
		n := len(d.buffers[name]) / d.sizes.Jobs
		out[name] = d.buffers[name][j*n:][:n]
	}
	for _, name := range []string{"cells", "statistics", "faults"} {
		for n := range d.sizes.Instances {
			out[name] = append(out[name], d.column(name, j*d.sizes.Instances+n)...)
		}
	}
	return out
}

// sameWords fails where jobs differ. Columns that only the larger program has are
// left out by the caller.
func sameWords(t *testing.T, what string, got, want map[string][]uint32) {
	t.Helper()
	for name := range want {
		if !slices.Equal(got[name], want[name]) {
			at := 0
			for at < len(want[name]) && at < len(got[name]) && got[name][at] == want[name][at] {
				at++
			}
			t.Errorf("%s: %s has other words from %d on, of %d and %d", what, name, at, len(got[name]), len(want[name]))
		}
	}
}

// TestJobsAreAlone holds jobs side by side, with different rewards in one program,
// to the bits that each has alone, whichever of them are active.
func TestJobsAreAlone(t *testing.T) {
	slow(t)
	spec := brief(t, "pendulum", 9).Spec()
	all := append([]Reward{remembering(spec)}, own...)
	rewards, seeds := []int{2, 0, 1, 0}, []uint64{1, 2, 3, 4}
	const horizon = 12
	together, active := acting(t, spec, all, rewards, seeds, horizon)
	together.roll(t, active, 0, horizon)
	together.healthy(t)
	for j, k := range rewards {
		alone, only := acting(t, spec, all, []int{k}, seeds[j:][:1], horizon)
		alone.roll(t, only, 0, horizon)
		sameWords(t, fmt.Sprintf("job %d", j), together.of(j), alone.of(0))

		single, only := acting(t, spec, all[k:][:1], []int{0}, seeds[j:][:1], horizon)
		single.roll(t, only, 0, horizon)
		got, want := together.of(j), single.of(0)
		for _, name := range []string{"cells", "statistics"} { // their columns depend on the other rewards
			delete(want, name)
		}
		sameWords(t, fmt.Sprintf("job %d in a program of its own", j), got, want)
	}
	fewer, _ := acting(t, spec, all, rewards, seeds, horizon)
	before := fewer.of(1)
	fewer.roll(t, []uint32{3, 0}, 0, horizon)
	for _, j := range []int{0, 3} {
		sameWords(t, fmt.Sprintf("job %d beside fewer", j), fewer.of(j), together.of(j))
	}
	sameWords(t, "a job that is not active", fewer.of(1), before)
}

// TestDispatchesAddUp holds a rollout in several dispatches to one in a single one.
func TestDispatchesAddUp(t *testing.T) {
	slow(t)
	for _, name := range []string{"cartpole", "dice"} {
		env := brief(t, name, 9)
		all := []Reward{remembering(env.Spec()), {Own: envs.RewardSparse}}
		const horizon = 20
		one, active := acting(t, env.Spec(), all, []int{0, 1}, []uint64{8, 9}, horizon)
		one.roll(t, active, 0, horizon)
		many, _ := acting(t, env.Spec(), all, []int{0, 1}, []uint64{8, 9}, horizon)
		for from, steps := 0, 1; from < horizon; from, steps = from+steps, steps+1 {
			many.roll(t, active, from, min(steps, horizon-from))
		}
		for j := range 2 {
			sameWords(t, fmt.Sprintf("%s: job %d", name, j), many.of(j), one.of(j))
		}
	}
}

// TestClockGoesOn holds that a second rollout draws other actions.
func TestClockGoesOn(t *testing.T) {
	slow(t)
	spec := brief(t, "pendulum", 9).Spec()
	draw := func(clock uint32) []uint32 {
		d, active := acting(t, spec, own, []int{0}, []uint64{5}, 3)
		d.run(t, EntryRollout, active, map[string]uint32{"steps": 3, "clock": clock})
		return d.buffers["raw"]
	}
	first, later := draw(0), draw(3)
	if slices.Equal(first[:3], later[:3]) {
		t.Error("the clock changes nothing")
	}
	shifted := draw(1)
	if first[3] == shifted[3] || first[0] == shifted[0] {
		t.Error("the clock changes nothing")
	}
}
