package evaluator

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
)

// gpuRivals are rivals whose rewards a GPU runs. The fault of number 2 is on the
// device, that of number 5 at the first checkpoint, of which the device knows nothing.
func gpuRivals(env envs.Env) []Job {
	programs := []string{
		"", "-1", "math.Sqrt(1.2 - math.Abs(next.XDot))", "1 - math.Abs(next.Theta)", "math.Abs(next.Theta)", "1",
	}
	jobs := rivals(env)
	for i := range jobs {
		jobs[i].Program = &Program{Own: envs.RewardHuman}
		if expression := programs[jobs[i].Candidate]; expression != "" {
			jobs[i].Program = &Program{Source: fmt.Sprintf(`package reward

import (
	"math"

	"env"
)

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	return %s, map[string]float64{"a": 0, "b": math.Abs(0)}
}
`, expression)}
		}
		if jobs[i].Candidate == 5 {
			open := jobs[i].Open
			jobs[i].Open = func(ctx context.Context) (Rewarder, error) {
				r, err := open(ctx)
				return failing{r}, err
			}
		}
	}
	return jobs
}

// TestGPURaceChangesNoBits races together, in fleets that are too small for all, and
// from where an evaluation was broken off.
func TestGPURaceChangesNoBits(t *testing.T) {
	env := newCartpole(t)
	setup, jobs := onGPU(t, env), gpuRivals(env)
	whole := evaluate(t, setup, jobs)
	if whole[4].Training.Fault == "" || whole[10].Training.Fault == "" {
		t.Fatal("candidates 2 and 5 have no faults: that is not tested")
	}
	got := race(t, setup, halving(), jobs)
	checkRace(t, env, halving(), jobs, whole, got)

	if testing.Short() {
		return
	}
	anew := slices.Clone(jobs)
	broken := make([]Result, len(jobs))
	for i, r := range got {
		if i%3 == 1 {
			broken[i], anew[i].Earlier = r, r.Training
		}
	}
	for i, r := range race(t, setup, halving(), anew) {
		if anew[i].Earlier == nil {
			broken[i] = r
		} else if r.Training != nil {
			t.Errorf("job %d was reported again", i)
		}
	}
	if diff := cmp.Diff(got, broken, untimed); diff != "" {
		t.Errorf("(-at once +with a third from earlier):\n%s", diff)
	}
}

// TestGPURaceWithoutRoom has memory for some jobs at a time: the race decides alike, and
// counts what it did more than once.
func TestGPURaceWithoutRoom(t *testing.T) {
	if testing.Short() {
		t.Skip("makes many fleets")
	}
	env := newCartpole(t)
	setup, jobs := onGPU(t, env), gpuRivals(env)
	want := race(t, setup, halving(), jobs)
	for _, c := range []struct{ room, fleets, repeated int }{
		{8, 2 + 1, 6 * 640},                 // all to the first rung, then those that are left
		{5, 4 + 2 + 1, 6*640 + 2*(4*16*20)}, // and to the second, too
	} {
		t.Run(fmt.Sprint(c.room), func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			defer cancel(nil)
			contest, err := newContest(new(halving()), env.Spec(), jobs)
			if err != nil {
				t.Fatal(err)
			}
			told := make([][]int, len(jobs))
			list := slices.Clone(jobs)
			for i := range list {
				list[i].Progress = func(steps int) { told[i] = append(told[i], steps) }
			}
			got := make([]Result, len(jobs))
			g := &gpuEvaluation{setup: &setup, jobs: list, race: contest, cancel: cancel, cores: make(chan struct{}, 2), done: func(r Result) { got[r.Job] = r }}
			made := 0
			g.open = func(ctx context.Context, config fleet.Config) (*fleet.Fleet, error) {
				if len(config.Jobs) > c.room {
					return nil, fmt.Errorf("others: %w", gpu.ErrOutOfMemory)
				}
				made++
				return fleet.New(ctx, config)
			}
			if err := g.run(ctx); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, untimed, cmpopts.IgnoreFields(Training{}, "Repeated")); diff != "" {
				t.Errorf("(-with room +without):\n%s", diff)
			}
			repeated := 0
			for i, r := range got {
				repeated += r.Training.Repeated
				var want []int
				for steps := 320; steps <= r.Training.Steps; steps += 320 {
					want = append(want, steps)
				}
				if !slices.Equal(told[i], want) {
					t.Errorf("job %d: progress %v, want %v", i, told[i], want)
				}
			}
			if made != c.fleets || repeated != c.repeated {
				t.Errorf("%d fleets and %d steps done again, want %d and %d", made, repeated, c.fleets, c.repeated)
			}
		})
	}
}

// TestGPURaceEndsWithItsContext cancels where trainings wait.
func TestGPURaceEndsWithItsContext(t *testing.T) {
	env := newCartpole(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	jobs := gpuRivals(env)[:4]
	var open atomic.Int64
	for i := range jobs {
		inner := jobs[i].Open
		jobs[i].Open = func(ctx context.Context) (Rewarder, error) {
			r, err := inner(ctx)
			open.Add(1)
			return canceling{closing{r, &open}, cancel}, err
		}
	}
	e := Evaluation{Setup: onGPU(t, env), Jobs: jobs, Race: Race{Rungs: []float64{0.1}, Keep: 0.5}, Done: func(r Result) { t.Errorf("a result of job %d was reported", r.Job) }}
	if err := e.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
	if n := open.Load(); n != 0 {
		t.Errorf("%d rewards are still open", n)
	}
}

// canceling cancels in an evaluation.
type canceling struct {
	Rewarder
	cancel context.CancelFunc
}

func (c canceling) Reward(ctx context.Context, b *envs.Transitions, total []float64, terms [][]float64) error {
	c.cancel()
	return c.Rewarder.Reward(ctx, b, total, terms)
}
