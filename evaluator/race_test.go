package evaluator

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rewardsmith/rewardsmith/envs"
)

// raced returns settings for a training of six rollouts with a checkpoint after each.
func raced() Settings {
	s := quick()
	s.Hidden, s.Checkpoints, s.Steps = []int{8}, 6, 6*16*20
	return s
}

// halving stops one half after two rollouts, and one half of the rest after four.
func halving() Race { return Race{Rungs: []float64{0.3, 0.6}, Keep: 0.5} }

// rivals are candidates for cartpole with two seeds each, by number. Number 2 has a
// fault in its first rollouts, the others differ in what they ask for.
func rivals(env envs.Env) []Job {
	pay := func(f func(next []float64) float64) Open {
		return rewardFunc(func(s, a, next []float64) (total, termA, termB float64) { return f(next), 0, 0 }).open
	}
	rewards := []Open{
		human(env),
		pay(func(next []float64) float64 { return -1 }),                                    // fall soon
		pay(func(next []float64) float64 { return math.Sqrt(1.2 - math.Abs(next[1])) }),    // NaN at speeds that training reaches
		pay(func(next []float64) float64 { return 1 - math.Abs(next[2]) }),                 // upright
		pay(func(next []float64) float64 { return math.Abs(next[2]) }),                     // tilt
		pay(func(next []float64) float64 { return 1 - math.Abs(next[0])/2.4 + 0*next[2] }), // centre
	}
	var jobs []Job
	for c, open := range rewards {
		for seed := range 2 {
			jobs = append(jobs, Job{Open: open, Candidate: c, Seed: seed, Settings: raced()})
		}
	}
	return jobs
}

// race runs jobs and returns the results in their order.
func race(t testing.TB, s Setup, r Race, jobs []Job) []Result {
	t.Helper()
	results := make([]Result, len(jobs))
	e := Evaluation{Setup: s, Jobs: jobs, Race: r, Done: func(r Result) {
		if results[r.Job].Training != nil {
			t.Errorf("job %d was reported twice", r.Job)
		}
		results[r.Job] = r
	}}
	if err := e.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	return results
}

// untimed compares results but for their times.
var untimed = gocmp.Options{cmpopts.IgnoreFields(Training{}, "Seconds"), cmpopts.IgnoreFields(Checkpoint{}, "Seconds")}

// checkRace compares the trainings of a race with whole ones, by which it works out
// anew who had to stop.
func checkRace(t *testing.T, env envs.Env, r Race, jobs []Job, whole, got []Result) {
	t.Helper()
	steps, err := r.Steps(jobs[0].Settings)
	if err != nil {
		t.Fatal(err)
	}
	in := candidates(jobs)
	stopped := map[int]int{} // rung by candidate
	for k, at := range steps {
		worth := map[int]float64{}
		for _, c := range in {
			sum, n := 0.0, 0.0
			for i, j := range jobs {
				for _, p := range whole[i].Training.Curve {
					if j.Candidate == c && p.Steps == at {
						sum, n = sum+p.Score, n+1
					}
				}
			}
			worth[c] = math.Inf(-1)
			if n > 0 {
				worth[c] = sum / n
			}
		}
		slices.SortStableFunc(in, func(a, b int) int { return cmp.Compare(worth[b], worth[a]) })
		n := max(1, len(in)/2)
		for _, c := range in[n:] {
			stopped[c] = k + 1
		}
		in = in[:n]
	}
	for i, j := range jobs {
		want, have := whole[i], got[i]
		rung := stopped[j.Candidate]
		if rung == 0 || want.Training.at(steps[rung-1]) == nil {
			if diff := gocmp.Diff(want, have, untimed); diff != "" {
				t.Errorf("candidate %d, seed %d (-whole +raced):\n%s", j.Candidate, j.Seed, diff)
			}
			continue
		}
		at := steps[rung-1]
		s := have.Training.Stopped
		if s == nil || s.Rung != rung || s.Steps != at || s.Saved != j.Settings.Steps-at || have.Training.Steps != at || have.Policy == nil {
			t.Errorf("candidate %d, seed %d was stopped %+v after %d steps, want it at rung %d, at %d steps", j.Candidate, j.Seed, s, have.Training.Steps, rung, at)
			continue
		}
		n := len(have.Training.Curve)
		if diff := gocmp.Diff(want.Training.Curve[:n], have.Training.Curve, untimed); diff != "" || have.Training.last().Steps != at {
			t.Errorf("candidate %d, seed %d ends at %d steps (-whole +raced):\n%s", j.Candidate, j.Seed, have.Training.last().Steps, diff)
		}
		if diff := gocmp.Diff(want.Training.Series[:len(have.Training.Series)], have.Training.Series); diff != "" {
			t.Errorf("candidate %d, seed %d: series (-whole +raced):\n%s", j.Candidate, j.Seed, diff)
		}
		m, _, err := MeasurePolicy(t.Context(), Setup{Env: env, Root: 7, Cores: 1}, have.Policy, j.Open, FamilySelect, j.Settings.EvalEpisodes)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(m, have.Training.last().Measurement); diff != "" {
			t.Errorf("candidate %d, seed %d: the policy is not that of the last checkpoint (-policy +checkpoint):\n%s", j.Candidate, j.Seed, diff)
		}
	}
}

func TestRaceChangesNoBits(t *testing.T) {
	env := newCartpole(t)
	jobs := rivals(env)
	setup := Setup{Env: env, Root: 7, Cores: 2, Now: time.Now}
	whole := evaluate(t, setup, jobs)
	if whole[4].Training.Fault == "" || whole[5].Training.Fault == "" {
		t.Fatal("candidate 2 has no fault: that is not tested")
	}
	var first []Result
	for _, cores := range []int{2, 1, 16} {
		setup.Cores = cores
		got := race(t, setup, halving(), jobs)
		if first == nil {
			first = got
			checkRace(t, env, halving(), jobs, whole, got)
		}
		if diff := gocmp.Diff(first, got, untimed); diff != "" {
			t.Errorf("%d cores (-two cores +%d):\n%s", cores, cores, diff)
		}
	}
	if testing.Short() {
		return
	}
	backwards := slices.Clone(jobs)
	slices.Reverse(backwards)
	got := race(t, setup, halving(), backwards)
	slices.Reverse(got)
	if diff := gocmp.Diff(first, got, untimed, cmpopts.IgnoreFields(Result{}, "Job")); diff != "" {
		t.Errorf("jobs in the other order (-forwards +backwards):\n%s", diff)
	}
}

// TestRaceGoesOn breaks a race off after every number of results, and repeats it.
func TestRaceGoesOn(t *testing.T) {
	env := newCartpole(t)
	jobs := rivals(env)
	setup := Setup{Env: env, Root: 7, Cores: 2, Now: time.Now}
	want := race(t, setup, halving(), jobs)
	for n := 1; n < len(jobs); n++ {
		if testing.Short() && n%6 != 1 {
			continue
		}
		results := make([]Result, len(jobs))
		ctx, cancel := context.WithCancel(t.Context())
		left := n
		e := Evaluation{Setup: setup, Jobs: slices.Clone(jobs), Race: halving(), Done: func(r Result) {
			results[r.Job] = r
			if left--; left == 0 {
				cancel()
			}
		}}
		if err := e.Run(ctx); !errors.Is(err, context.Canceled) {
			t.Fatalf("after %d results: error %v, want that of the context", n, err)
		}
		cancel()
		for i, r := range results {
			e.Jobs[i].Earlier = r.Training
		}
		e.Done = func(r Result) {
			if results[r.Job].Training != nil {
				t.Errorf("after %d results: job %d was reported again", n, r.Job)
			}
			results[r.Job] = r
		}
		if err := e.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(want, results, untimed); diff != "" {
			t.Errorf("after %d results (-at once +in two evaluations):\n%s", n, diff)
		}
	}
}

// TestRaceOfOne has nobody to lose against, whatever is kept.
func TestRaceOfOne(t *testing.T) {
	env := newCartpole(t)
	jobs := rivals(env)[:2]
	setup := Setup{Env: env, Root: 7, Cores: 2, Now: time.Now}
	r := Race{Rungs: []float64{0.2, 0.5}, Keep: 0.01}
	if diff := gocmp.Diff(evaluate(t, setup, jobs), race(t, setup, r, jobs), untimed); diff != "" {
		t.Errorf("(-whole +raced):\n%s", diff)
	}
}

// TestRaceOfEquals trains one reward as two candidates: they are level at every rung.
func TestRaceOfEquals(t *testing.T) {
	env := newCartpole(t)
	jobs := slices.Concat(rivals(env)[:2], rivals(env)[:2])
	jobs[2].Candidate, jobs[3].Candidate = 1, 1
	setup := Setup{Env: env, Root: 7, Cores: 2, Now: time.Now}
	for i, r := range race(t, setup, halving(), jobs) {
		if r.Training.Stopped != nil || r.Training.Steps != jobs[i].Settings.Steps {
			t.Errorf("job %d was stopped %+v", i, r.Training.Stopped)
		}
	}
}

// TestRaceOfFaults leaves nobody who could go on.
func TestRaceOfFaults(t *testing.T) {
	env := newCartpole(t)
	jobs := rivals(env)[4:6]
	jobs[1].Candidate = 3
	for i, r := range race(t, Setup{Env: env, Root: 7, Cores: 2, Now: time.Now}, halving(), jobs) {
		if r.Training.FaultOf != FaultOfReward || r.Training.Stopped != nil || r.Policy != nil {
			t.Errorf("job %d: fault %q, stopped %+v", i, r.Training.Fault, r.Training.Stopped)
		}
	}
}

// TestReportOfStopped keeps a candidate that a race stopped out of the selection.
func TestReportOfStopped(t *testing.T) {
	env := newCartpole(t)
	jobs := rivals(env)
	results := race(t, Setup{Env: env, Root: 7, Cores: 2, Now: time.Now}, halving(), jobs)
	for i := 0; i < len(jobs); i += 2 {
		trainings := []Training{*results[i].Training, *results[i+1].Training}
		report := NewReport(env, raced(), trainings)
		out := trainings[0].Stopped != nil || trainings[0].Fault != ""
		if got := report.SelectionScore(false); math.IsInf(got, -1) != out {
			t.Errorf("candidate %d: selection score %v, stopped %+v", jobs[i].Candidate, got, report.Stopped)
		}
		if report.Stopped != nil && report.Score.N != 2 {
			t.Errorf("candidate %d: the report has scores of %d seeds", jobs[i].Candidate, report.Score.N)
		}
	}
}

// closing is a reward that is open until it is closed.
type closing struct {
	Rewarder
	open *atomic.Int64
}

func (c closing) Close() error {
	c.open.Add(-1)
	return c.Rewarder.Close()
}

// TestRaceEndsWithItsContext cancels while trainings wait at a rung: nothing stays open.
func TestRaceEndsWithItsContext(t *testing.T) {
	env := newCartpole(t)
	var open, most atomic.Int64
	jobs := rivals(env)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for i := range jobs {
		inner := jobs[i].Open
		jobs[i].Open = func(ctx context.Context) (Rewarder, error) {
			r, err := inner(ctx)
			if n := open.Add(1); n > most.Load() {
				most.Store(n)
			}
			return closing{r, &open}, err
		}
	}
	var once sync.Once
	jobs[0].Progress = func(steps int) {
		if steps > 2*320 {
			once.Do(cancel)
		}
	}
	e := Evaluation{Setup: Setup{Env: env, Root: 7, Cores: 1, Now: time.Now}, Jobs: jobs, Race: halving(), Done: func(Result) {}}
	if err := e.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
	if n := open.Load(); n != 0 {
		t.Errorf("%d rewards are still open", n)
	}
	if held := halving(); most.Load() != int64(2*held.Held(10, 1)) {
		t.Errorf("%d rewards were open at a time, want two for each training without a fault", most.Load())
	}
}

func TestHeldTrainings(t *testing.T) {
	for _, c := range []struct {
		race                   Race
		trainings, cores, want int
	}{
		{Race{}, 10, 4, 4},
		{Race{}, 3, 4, 3},
		{Race{}, 3, 0, 1},
		{halving(), 10, 4, 10},
	} {
		if got := c.race.Held(c.trainings, c.cores); got != c.want {
			t.Errorf("%+v, %d trainings, %d cores: %d are held, want %d", c.race, c.trainings, c.cores, got, c.want)
		}
	}
}

// TestRungsAreCheckpoints compares with a search of all rollouts.
func TestRungsAreCheckpoints(t *testing.T) {
	s := DefaultSettings()
	for _, s.Steps = range []int{7000, 20_000, 100_000, 100_001} {
		for _, s.Checkpoints = range []int{1, 3, 7, 10, 100, 1_000_000} {
			var checkpoints []int
			batch := s.Envs * s.Horizon
			for n := batch; n <= s.end(); n += batch {
				if n == s.end() || s.checkpointBetween(n-batch, n) {
					checkpoints = append(checkpoints, n)
				}
			}
			for n := 1; n <= s.Steps; n += 97 {
				want := checkpoints[slices.IndexFunc(checkpoints, func(at int) bool { return at >= n })]
				if got := s.checkpointFrom(n); got != want {
					t.Fatalf("%d steps, %d checkpoints: the first from %d is at %d, want %d", s.Steps, s.Checkpoints, n, got, want)
				}
			}
		}
	}
}

func TestRaceSteps(t *testing.T) {
	ten := DefaultSettings()
	ten.Steps, ten.Checkpoints, ten.Envs, ten.Horizon = 100_000, 10, 10, 100
	for _, c := range []struct {
		rungs []float64
		keep  float64
		want  []int
		err   string
	}{
		{rungs: nil, keep: 7},
		{rungs: []float64{0.07, 0.3, 0.7}, keep: 0.5, want: []int{10_000, 30_000, 70_000}},
		{rungs: []float64{0.25, 0.5}, keep: 0.5, want: []int{30_000, 50_000}},
		{rungs: []float64{0.25, 0.3}, keep: 0.5, err: "rungs 0.25 and 0.3 are both at the checkpoint at 30000 steps"},
		{rungs: []float64{0.91}, keep: 0.5, err: "no checkpoint between rung 0.91 and the end"},
		{rungs: []float64{0.5, 0.25}, keep: 0.5, err: "want rising shares"},
		{rungs: []float64{0}, keep: 0.5, err: "want rising shares"},
		{rungs: []float64{1}, keep: 0.5, err: "want rising shares"},
		{rungs: []float64{math.NaN()}, keep: 0.5, err: "want rising shares"},
		{rungs: []float64{0.5}, keep: 0, err: "keep is 0"},
		{rungs: []float64{0.5}, keep: 1, err: "keep is 1"},
		{rungs: []float64{0.5}, keep: math.NaN(), err: "keep is NaN"},
	} {
		r := Race{Rungs: c.rungs, Keep: c.keep}
		got, err := r.Steps(ten)
		if !slices.Equal(got, c.want) || (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("%+v: rungs at %v, error %v; want %v, %q", r, got, err, c.want, c.err)
		}
	}
	invalid := ten
	invalid.Checkpoints = 0
	r := halving()
	if err := r.Check(invalid); err == nil || !strings.Contains(err.Error(), "checkpoints is 0") {
		t.Errorf("settings without checkpoints: error %v", err)
	}
}

func TestRaceOfDifferentSettings(t *testing.T) {
	env := newCartpole(t)
	jobs := rivals(env)
	jobs[3].Settings.Gamma = 0.5
	e := Evaluation{Setup: Setup{Env: env, Cores: 1, Now: time.Now}, Jobs: jobs, Race: halving()}
	if err := e.Run(t.Context()); !errors.Is(err, errMixedRace) || !strings.Contains(err.Error(), "training 3 (seed 1)") {
		t.Errorf("error %v, want one that names training 3", err)
	}
}

func TestRanking(t *testing.T) {
	lost := standing{}
	at := func(metric, score float64) standing { return standing{trainings: 1, metric: metric, score: score} }
	many := make([]standing, 100)
	for i := range many {
		many[i] = at(float64(i), 0)
	}
	for _, c := range []struct {
		name   string
		list   []standing
		keep   float64
		want   []int // candidates that go on
		places string
	}{
		{"the better half", []standing{at(1, 0), at(3, 0), at(2, 0), at(0, 0)}, 0.5, []int{1, 2}, "[1 2 3 4]"},
		{"rounded down", []standing{at(1, 0), at(3, 0), at(2, 0)}, 0.5, []int{1}, "[1 2 3]"},
		{"one at least", []standing{at(1, 0), at(3, 0)}, 0.1, []int{1}, "[1 2]"},
		{"the score breaks ties", []standing{at(0, -3), at(0, -1), at(0, -2), at(1, -9)}, 0.5, []int{3, 1}, "[1 2 3 4]"},
		{"level ones go on", []standing{at(0, -1), at(0, -1), at(1, 0), at(0, -2)}, 0.5, []int{2, 0, 1}, "[1 2 2 4]"},
		{"all are level", []standing{at(0, -1), at(0, -1), at(0, -1)}, 0.5, []int{0, 1, 2}, "[1 1 1]"},
		{"what has lost takes a place, the last", []standing{lost, at(-5, 0), lost, at(-6, 0)}, 0.5, []int{1, 3}, "[1 2 3 3]"},
		{"what has lost never goes on", []standing{lost, at(-5, 0), lost, lost}, 0.75, []int{1}, "[1 2 2 2]"},
		{"all have lost", []standing{lost, lost}, 0.5, nil, "[1 1]"},
		{"nobody", nil, 0.5, nil, "[]"},
		{"one", []standing{at(0, 0)}, 0.5, []int{0}, "[1]"},
		{"exact shares", many, 0.29, seq(99, 71), ""},
	} {
		for i := range c.list {
			c.list[i].candidate = i
		}
		r := rank(c.list)
		var got, places []int
		for i, s := range r {
			if i < r.kept(c.keep) {
				got = append(got, s.candidate)
			}
			places = append(places, r.place(i))
		}
		if !slices.Equal(got, c.want) || c.places != "" && fmt.Sprint(places) != c.places {
			t.Errorf("%s: %v go on, want %v; places %v, want %s", c.name, got, c.want, places, c.places)
		}
	}
}

// seq counts down.
func seq(from, to int) []int {
	var list []int
	for ; from >= to; from-- {
		list = append(list, from)
	}
	return list
}

// TestStandings sums up seeds as reports do.
func TestStandings(t *testing.T) {
	point := func(success, score float64) *Checkpoint {
		return &Checkpoint{Measurement: Measurement{Success: success, Score: score}}
	}
	points := []*Checkpoint{point(0.5, -3), nil, point(1, -1)}
	if got, want := newStanding(4, true, points), (standing{4, 2, 0.75, -2}); got != want {
		t.Errorf("by success: %+v, want %+v", got, want)
	}
	if got, want := newStanding(4, false, points), (standing{4, 2, -2, -2}); got != want {
		t.Errorf("by score: %+v, want %+v", got, want)
	}
	up := newStanding(4, false, []*Checkpoint{point(0, 0.1), point(0, 0.2), point(0, 0.3)})
	if down := newStanding(4, false, []*Checkpoint{point(0, 0.3), point(0, 0.2), point(0, 0.1)}); up != down {
		t.Errorf("the order of seeds counts: %+v and %+v", up, down)
	}
	if got, want := newStanding(4, true, []*Checkpoint{nil}), (standing{candidate: 4}); got != want {
		t.Errorf("without a checkpoint: %+v, want %+v", got, want)
	}
}
