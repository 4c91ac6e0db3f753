package designer

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

// icplPlan is the answers of a run with resampling, a favourite that stays, and one
// that changes twice.
func icplPlan() map[string]string {
	plan := map[string]string{
		"0 1 0": "bad", "0 3 0": "quality 3 faulty",
		"1 0 0 comparer": "must not be asked", "1 5 0 comparer": "It pays for standing\nas well.", "3 5 0 comparer": "It pays twice as much.",
	}
	for _, place := range []string{"2 0 0", "2 1 0", "2 2 0", "2 3 0", "2 4 0", "2 5 0"} {
		plan[place] = "quality 1 " + place
	}
	return plan
}

// favourites returns best and worst of each iteration.
func favourites(r *Run) [][2]string {
	var list [][2]string
	for _, it := range r.Iterations {
		list = append(list, [2]string{it.Picked.Best, it.Picked.Worst})
	}
	return list
}

// TestICPLSimulated follows five rounds of a simulated person: failed samples are drawn
// anew, the favourite stays a rival, and the prompt holds both rewards and what has
// changed.
func TestICPLSimulated(t *testing.T) {
	b := newMethodBench(t, "icpl", "simulated")
	b.model.plan = icplPlan()
	r := b.mustRun(t)
	if r.Status != RunDone || r.Stop.Reason != StopComplete || r.Best != "i04-s05" || r.Result.Arm(ArmDesigned).Candidate != "i04-s05" {
		t.Fatalf("run is %s with best %q, stop %+v", r.Status, r.Best, r.Stop)
	}
	if first := r.Iterations[0]; len(first.scored()) != 6 || len(first.Candidates) != 8 || first.Rounds != 2 {
		t.Errorf("iteration 0 has %d trained of %d candidates after %d rounds, want 6 of 8 after 2", len(first.scored()), len(first.Candidates), first.Rounds)
	}
	want := [][2]string{{"i00-s07", "i00-s00"}, {"i01-s05", "i00-s07"}, {"i01-s05", "i02-s05"}, {"i03-s05", "i01-s05"}, {"i04-s05", "i03-s05"}}
	if diff := cmp.Diff(want, favourites(r)); diff != "" {
		t.Errorf("picked (-want +got):\n%s", diff)
	}
	for _, it := range r.Iterations[1:] {
		before := r.Iterations[it.Number-1]
		if got := it.Candidates[0].Parents; !slices.Equal(got, []string{before.Picked.Best, before.Picked.Worst}) {
			t.Errorf("iteration %d comes of %v", it.Number, got)
		}
	}
	var asked []string
	for _, place := range b.model.places() {
		if strings.Contains(place, roleComparer) {
			asked = append(asked, place)
		}
	}
	if diff := cmp.Diff([]string{"1 5 0 comparer", "3 5 0 comparer"}, asked); diff != "" {
		t.Errorf("comparisons asked for (-want +got):\n%s", diff)
	}
	golden(t, "icpl-first-pair.md", page(r.Iterations[1].Messages[2:]))
	golden(t, "icpl-compare.md", page(r.Candidate("i01-s05").consultation(0, roleComparer).Messages))
	golden(t, "icpl-pair.md", page(r.Iterations[4].Messages[2:]))
}

// TestWorst: of equals the later one is worse, and nobody is both.
func TestWorst(t *testing.T) {
	candidate := func(id string, iteration int, score, mean float64) *Candidate {
		return &Candidate{ID: id, Iteration: iteration, Score: score, Report: &evaluator.Report{Score: evaluator.Stat{Mean: mean}}}
	}
	old := candidate("old", 0, 1, 5)
	for name, c := range map[string]struct {
		rivals      []*Candidate
		best, worst string
	}{
		"all equal":    {[]*Candidate{candidate("a", 1, 1, 5), candidate("b", 1, 1, 5), old}, "old", "b"},
		"by score":     {[]*Candidate{candidate("a", 1, 3, 5), candidate("b", 1, 2, 5), old}, "a", "old"},
		"ties by mean": {[]*Candidate{candidate("a", 1, 1, 4), candidate("b", 1, 1, 6), old}, "b", "a"},
		"one newcomer": {[]*Candidate{candidate("a", 1, 0, 0), old}, "old", "a"},
		"the first":    {[]*Candidate{candidate("a", 1, 0, 0), candidate("b", 1, 0, 0)}, "a", "b"},
	} {
		p, err := simulatePerson(&loop{}, &Iteration{Number: 1}, c.rivals)
		if err != nil || p.Best != c.best || p.Worst != c.worst || p.By != PickedBySimulated {
			t.Errorf("%s: picked %+v, %v; want %s and %s", name, p, err, c.best, c.worst)
		}
	}
}

// TestICPLPerson: the run waits for every pick, goes on with it, and asks nothing
// meanwhile.
func TestICPLPerson(t *testing.T) {
	b := newMethodBench(t, "icpl", "person")
	r := b.mustRun(t)
	if r.Status != RunWaiting || r.Awaits != "a review of iteration 0" || len(r.Iterations) != 1 || r.Iterations[0].Done {
		t.Fatalf("run is %s for %q after %d iterations", r.Status, r.Awaits, len(r.Iterations))
	}
	calls := len(b.model.seen)
	if r = b.mustRun(t); r.Status != RunWaiting || len(b.model.seen) != calls {
		t.Errorf("taken up without a pick the run is %s after %d calls more", r.Status, len(b.model.seen)-calls)
	}
	if _, rivals, err := r.Contest(); err != nil || len(rivals) != 6 || len(rivals[0].policies()) != 2 {
		t.Errorf("%d rivals, %v", len(rivals), err)
	}
	// Someone who likes what measures worst.
	b.picks = func(r *Run) (best, worst string) {
		_, rivals, err := r.Contest()
		if err != nil {
			t.Fatal(err)
		}
		return rivals[0].ID, rivals[1].ID
	}
	r = b.mustRun(t)
	want := [][2]string{{"i00-s00", "i00-s01"}, {"i01-s00", "i01-s01"}, {"i02-s00", "i02-s01"}, {"i03-s00", "i03-s01"}, {"i04-s00", "i04-s01"}}
	if diff := cmp.Diff(want, favourites(r)); diff != "" {
		t.Errorf("picked (-want +got):\n%s", diff)
	}
	if r.Status != RunDone || r.Best != "i04-s00" || r.Result.Arm(ArmDesigned).Candidate != "i04-s00" || r.Iterations[0].Picked.By != PickedByPerson {
		t.Errorf("run is %s with best %s", r.Status, r.Best)
	}
	if _, _, err := r.Contest(); !errors.Is(err, ErrNotWaiting) || !strings.Contains(err.Error(), "it is done") {
		t.Errorf("a contest of a run that is done: %v", err)
	}
}

// TestPickRefused: what nobody asked for, or what is no choice, is no pick.
func TestPickRefused(t *testing.T) {
	b := newMethodBench(t, "icpl", "person")
	r := b.mustRun(t)
	for _, c := range []struct{ best, worst, want string }{
		{"i00-s01", "i00-s01", "both the best and the worst"},
		{"i00-s01", "i09-s00", `worst is "i09-s00"; want two of i00-s00, i00-s01`},
		{"", "i00-s00", `best is ""`},
	} {
		if _, err := r.Pick(c.best, c.worst); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("pick %q, %q: %v, want %q", c.best, c.worst, err, c.want)
		}
	}
	p, err := r.Pick("i00-s02", "i00-s05")
	if err != nil {
		t.Fatal(err)
	}
	if err := Fold(r, Entry{Picked: p}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Pick("i00-s02", "i00-s05"); !errors.Is(err, ErrNotWaiting) || !strings.Contains(err.Error(), "rewardsmith resume") {
		t.Errorf("a second pick: %v", err)
	}
	r.Status = RunInterrupted
	if _, _, err := r.Contest(); !errors.Is(err, ErrNotWaiting) || !strings.Contains(err.Error(), "it is interrupted; rewardsmith resume takes it") {
		t.Errorf("a contest of a run that was stopped: %v", err)
	}
	if _, err := newMethodBench(t, "icpl", "simulated").mustRun(t).Pick("i00-s00", "i00-s01"); !errors.Is(err, ErrNotWaiting) || !strings.Contains(err.Error(), "asks nobody") {
		t.Errorf("a pick for a simulated person: %v", err)
	}
}

// TestNothingToPick: with one candidate nobody is asked, and the next prompt holds it.
func TestNothingToPick(t *testing.T) {
	b := newMethodBench(t, "icpl", "person")
	samples, iterations := 1, 2
	b.task.Method.Samples, b.task.Method.Iterations = &samples, &iterations
	b.model.plan = map[string]string{"1 0 0": "refuse", "1 1 0": "refuse", "1 2 0": "refuse", "1 3 0": "refuse", "1 4 0": "refuse", "1 5 0": "refuse"}
	r := b.mustRun(t)
	if r.Status != RunDone || r.Best != "i00-s00" || r.Iterations[0].Picked != nil || r.Stop.Reason != StopAllFailed {
		t.Fatalf("run is %s with best %q, stop %+v", r.Status, r.Best, r.Stop)
	}
	golden(t, "icpl-alone.md", page(r.Iterations[1].Messages[2:]))
}

// measured plants what measures the task in what is reported of every training.
type measured struct{ *fakeTrainer }

// taskMeasures are how prompts would write what measured plants.
var taskMeasures = []string{"417.", "0.73", "73.1", "263.", "951.", "hiddenEnd", "task_score", "episode_length", "success:"}

func (m measured) Report(list []evaluator.Training) *evaluator.Report {
	for k := range list {
		t := &list[k]
		t.Curve = slices.Clone(t.Curve)
		for i := range t.Curve {
			c := &t.Curve[i]
			c.Score, c.Success, c.Length, c.Return, c.HumanReturn = 417.318, 0.7313, 263.917, 951.753, 951.3
		}
		t.Ends = map[string]int{"hiddenEnd": 20}
		for _, e := range []*evaluator.Episode{t.Best, t.Worst} {
			if e != nil {
				e.Score, e.Return, e.End = 417.9, 951.9, "hiddenEnd"
			}
		}
	}
	return m.fakeTrainer.Report(list)
}

// TestICPLShowsNoMeasure looks in everything that the model reads, the comparer
// included, for what measures the task. The same search finds it where a view shows it.
func TestICPLShowsNoMeasure(t *testing.T) {
	shown := func(view string) string {
		b := newMethodBench(t, "icpl", "simulated")
		b.options.Trainer = measured{b.trainer}
		b.model.plan = icplPlan()
		b.model.plan["1 2 0"] = "quality 12 diverges"
		b.task.Method.Feedback, b.task.Preflight.Enabled = &view, false
		r := b.mustRun(t)
		return everythingShown(b, r)
	}
	series := shown(ViewSeries)
	for _, m := range []string{"417.", "263.", "task_score", "episode_length"} {
		if !strings.Contains(series, m) {
			t.Errorf("%s is not shown by the view that shows it: the search looks at nothing", m)
		}
	}
	traces := shown(ViewTraces)
	for _, m := range taskMeasures {
		if i := strings.Index(traces, m); i >= 0 {
			t.Errorf("%s is shown: ...%s...", m, traces[max(i-80, 0):min(i+80, len(traces))])
		}
	}
	if !strings.Contains(traces, "near: [0.03") {
		t.Error("the traces of the terms are not shown either")
	}
}

// TestICPLRaces: what a race has stopped is not sampled anew, and nobody compares it.
func TestICPLRaces(t *testing.T) {
	b, _ := racingBench(t)
	form := "simulated"
	b.task.Method.Preset, b.task.Method.Form = "icpl", &form
	b.model.plan["0 2 0"] = "quality 20"
	r := b.mustRun(t)
	if it := r.Iterations[0]; len(it.Candidates) != 3 || it.Rounds != 1 || it.Picked == nil || it.Picked.Best != "i00-s01" || it.Picked.Worst != "i00-s02" {
		t.Errorf("%d candidates after %d rounds, picked %+v", len(it.Candidates), it.Rounds, it.Picked)
	}
}

// TestICPLKilled kills both forms everywhere, between a pick and what follows it as
// well.
func TestICPLKilled(t *testing.T) {
	for _, form := range []string{"person", "simulated"} {
		t.Run(form, func(t *testing.T) {
			killEverywhere(t, func() *bench {
				b := newMethodBench(t, "icpl", form)
				samples, iterations := 3, 3
				b.task.Method.Samples, b.task.Method.Iterations = &samples, &iterations
				b.model.plan = map[string]string{"0 1 0": "bad", "1 1 0": "refuse", "1 3 0 comparer": "It pays for more."}
				b.picks = func(r *Run) (best, worst string) {
					_, rivals, err := r.Contest()
					if err != nil {
						t.Fatal(err)
					}
					return rivals[1].ID, rivals[len(rivals)-1].ID
				}
				return b
			})
		})
	}
}

// TestICPLTellsNoScore: while a person judges, no message or event has the score of a
// candidate. Those of a simulated person have it.
func TestICPLTellsNoScore(t *testing.T) {
	told := func(form string) (scored int, messages string) {
		b := newMethodBench(t, "icpl", form)
		if form == "person" {
			b.picks = func(r *Run) (best, worst string) {
				_, rivals, err := r.Contest()
				if err != nil {
					t.Fatal(err)
				}
				return rivals[2].ID, rivals[1].ID
			}
		}
		if r := b.mustRun(t); r.Status != RunDone {
			t.Fatalf("run is %s", r.Status)
		}
		for _, e := range b.events {
			if e.Kind != EventScored && e.Kind != EventSelected {
				continue
			}
			messages += e.Message + "\n"
			if e.HasScore || e.Score != 0 {
				scored++
			}
		}
		return scored, messages
	}
	if scored, messages := told("simulated"); scored == 0 || !strings.Contains(messages, "best is i00-s0") {
		t.Errorf("a simulated person: %d events with a score:\n%s", scored, messages)
	}
	scored, messages := told("person")
	if scored != 0 || strings.Contains(messages, "score") || strings.Contains(messages, ".") {
		t.Errorf("%d events with a score:\n%s", scored, messages)
	}
	for _, want := range []string{"i00-s02: trained\n", "iteration 0: i00-s02 picked as best, i00-s01 as worst\n"} {
		if !strings.Contains(messages, want) {
			t.Errorf("nothing says %q:\n%s", want, messages)
		}
	}
}
