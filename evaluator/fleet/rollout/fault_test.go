package rollout

import (
	"math"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/folder"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// faulty is a reward for the pendulum that goes wrong from a certain angle on.
func faulty(body string) Reward {
	return written("faulty.go", `package reward

import (
	"env"
	"math"
)

func Reward(s env.State, a env.Action, next env.State) (total float64, terms map[string]float64) {
	x := math.Sin(next.Theta)
	terms = map[string]float64{"a": x, "b": 1}
	total = x + 1
	if x > 0.5 {
		`+body+`
	}
	return total, terms
}
`)
}

// TestFaultyRewardStopsItsJobAlone lets one job's reward go wrong beside another's.
func TestFaultyRewardStopsItsJobAlone(t *testing.T) {
	spec := brief(t, "pendulum", 9).Spec()
	for _, tt := range []struct {
		name, body string
		want       Fault // Kind, Term and Value
	}{
		{"NaN total", "total = math.NaN()", Fault{Kind: BadReward, Term: -1, Value: math.NaN()}},
		{"infinite term", `terms["b"] = math.Inf(-1)`, Fault{Kind: BadReward, Term: 1, Value: math.Inf(-1)}},
		{"beyond the limit", `terms["a"] = 2e14`, Fault{Kind: BadReward, Term: 0, Value: 2e14}},
		{"out of fuel", "for i := 0; i < 1000000; i++ {\n total += 1e-9 * x\n }", Fault{Kind: RewardStopped, Term: -1}},
		{"out of range", "var v [3]float64\n i := int(100 * x)\n total += v[i]", Fault{Kind: RewardStopped, Term: -1}},
		{"a missing term", `delete(terms, "b")`, Fault{Kind: LacksTerm, Term: -1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			slow(t, tt.name == "out of fuel")
			all := []Reward{faulty(tt.body), faulty("total++"), own[1]}
			const horizon = 12
			d, active := acting(t, spec, all, []int{0, 1, 2}, []uint64{1, 1, 3}, horizon)
			d.roll(t, active, 0, horizon)
			kinds := map[FaultKind]int{}
			for n := range d.sizes.Instances {
				f := d.fault(0, n)
				kinds[f.Kind]++
				d.faultStands(t, f, tt.want, n)
				for j := 1; j < 3; j++ {
					if f := d.fault(j, n); f.Kind != NoFault {
						t.Errorf("instance %d of job %d: %s", n, j, f.Kind)
					}
				}
			}
			if kinds[tt.want.Kind] == 0 || len(kinds) > 2 {
				t.Fatalf("faults %v, want some of %q", kinds, tt.want.Kind)
			}
			alone, only := acting(t, spec, all, []int{2}, []uint64{3}, horizon)
			alone.roll(t, only, 0, horizon)
			sameWords(t, "the job beside", d.of(2), alone.of(0))
			frozen := d.of(0)
			d.roll(t, active, 0, horizon)
			if d.fault(0, 0).Kind != NoFault {
				sameWords(t, "the job once it has stopped", map[string][]uint32{"cells": d.of(0)["cells"][:5]}, map[string][]uint32{"cells": frozen["cells"][:5]})
			}
		})
	}
}

// faultStands checks what is told of a fault of job 0.
func (d *device) faultStands(t *testing.T, f, want Fault, n int) {
	t.Helper()
	counted := d.float("statistics", d.program.Statistics().Faults*d.sizes.all()+n)
	if f.Kind == NoFault {
		if counted != 0 {
			t.Errorf("instance %d: counted without a fault", n)
		}
		return
	}
	same := f.Value == want.Value || f.Value != f.Value && want.Value != want.Value || math.Abs(f.Value-want.Value) < 1e8
	if f.Kind != want.Kind || f.Term != want.Term || !same || counted != 1 {
		t.Errorf("instance %d: %s, value %g, term %d, counted %g; want %s, value %g, term %d", n, f.Kind, f.Value, f.Term, counted, want.Kind, want.Value, want.Term)
	}
	if x := math.Sin(f.Next[0]); x <= 0.5 {
		t.Errorf("instance %d: the transition told leads to %g, where the reward is well", n, f.Next[0])
	}
	if f.State[0] == f.Next[0] || f.Time < 0 || f.Time >= d.sizes.Horizon {
		t.Errorf("instance %d: fault %+v", n, f)
	}
	if want.Kind == RewardStopped {
		site := d.sites[f.Site]
		if site.Pos.File != "faulty.go" || site.Kind != ir.OutOfFuel && site.Kind != ir.OutOfRange {
			t.Errorf("instance %d stopped at %v", n, site)
		}
	}
}

// TestFaultyEnvironment lets environments go wrong.
func TestFaultyEnvironment(t *testing.T) {
	slow(t)
	source := environmentOf(t, "pendulum").Spec().Source
	for _, tt := range []struct {
		name, in, old, new string
		want               FaultKind
	}{
		{"state", "env.go", "return State{Theta:", "if r.Float64() < 0.2 {\n\t\tspeed = math.Inf(1)\n\t}\n\treturn State{Theta:", BadState},
		{"stop", "env.go", "return State{Theta:", "if r.Float64() < 0.2 {\n\t\tfor i := 0; i >= 0; i = (i + 1) % 7 {\n\t\t}\n\t}\n\treturn State{Theta:", Stopped},
		{"score", "task.go", "func Score(s State, a Action, next State) float64 {", "func Score(s State, a Action, next State) float64 {\n\tif next.ThetaDot > 0 {\n\t\treturn 1e20\n\t}", BadScore},
		{"observation", "env.go", "func Observe(s State, r *rng.Source) Observation {", "func Observe(s State, r *rng.Source) Observation {\n\tif s.ThetaDot > 1 {\n\t\ts.ThetaDot = math.NaN()\n\t}", BadObservation},
		{"huge observation", "env.go", "func Observe(s State, r *rng.Source) Observation {", "func Observe(s State, r *rng.Source) Observation {\n\tif s.ThetaDot > 1 {\n\t\ts.ThetaDot = 2e14\n\t}", BadObservation},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := source
			file := &text.Env
			if tt.in == "task.go" {
				file = &text.Task
			}
			if !strings.Contains(*file, tt.old) {
				t.Fatalf("%s has no %q:\n%s", tt.in, tt.old, *file)
			}
			*file = strings.Replace(*file, tt.old, tt.new, 1)
			env, err := folder.Compile(t.Context(), "pendulum", text)
			if err != nil {
				t.Fatal(err)
			}
			p, err := New(Config{Spec: env.Spec(), Rewards: own})
			if err != nil {
				t.Fatal(err)
			}
			d := newDevice(t, p, Sizes{Jobs: 1, Instances: 4, Horizon: 30})
			d.job(0, 0, 1)
			d.run(t, EntryReset, []uint32{0}, nil)
			d.run(t, EntryPlay, []uint32{0}, map[string]uint32{"steps": 30, "restart": RestartTotals})
			found := 0
			for n := range 4 {
				if f := d.fault(0, n); f.Kind == tt.want {
					found++
				} else if f.Kind != NoFault {
					t.Errorf("instance %d: %s, want %s", n, describe(d, f), tt.want)
				}
			}
			if found == 0 {
				t.Errorf("no instance has the fault %q", tt.want)
			}
		})
	}
}

// TestDivergedPolicy tells a policy without a finite answer, and an action that is
// NaN.
func TestDivergedPolicy(t *testing.T) {
	slow(t)
	spec := brief(t, "pendulum", 9).Spec()
	d, active := acting(t, spec, own, []int{0, 1}, []uint64{1, 2}, 4)
	d.set("params", d.program.Shape.Words()*2+2, math.NaN())
	d.roll(t, active, 0, 4)
	for n := range d.sizes.Instances {
		if f := d.fault(0, n); f.Kind != NoFault {
			t.Errorf("instance %d of the other job: %s", n, f.Kind)
		}
		if f := d.fault(1, n); f.Kind != Diverged || f.Time != 0 {
			t.Errorf("instance %d: %s at time %d, want %s at 0", n, f.Kind, f.Time, Diverged)
		}
	}
	p := playing(t, environmentOf(t, "pendulum"), Sizes{Jobs: 1, Instances: 2, Horizon: 5}, []Reward{{Own: envs.RewardSparse}})
	p.set("actions", 2*2+1, math.NaN())
	p.run(t, EntryPlay, p.active, map[string]uint32{"steps": 5})
	if f := p.fault(0, 0); f.Kind != NoFault {
		t.Errorf("instance 0: %s", f.Kind)
	}
	if f := p.fault(0, 1); f.Kind != BadAction || f.Time != 2 {
		t.Errorf("instance 1: %s at time %d, want %s at 2", f.Kind, f.Time, BadAction)
	}
}
