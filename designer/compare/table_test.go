package compare

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/compare/stats"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

var update = flag.Bool("update", false, "rewrite the goldens in testdata")

// write returns what one of a table's writers writes.
func write(t *testing.T, to func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := to(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// golden compares with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got)\n%s", name, diff)
	}
}

func table(t *testing.T, p *Plan, samples []Sample) *Table {
	t.Helper()
	made, err := NewTable(p, samples)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// TestTables writes tables of every kind; testdata/README.md says what to look at.
func TestTables(t *testing.T) {
	apart := levels(map[string]float64{"eureka": 20, "card/released": 21, "search": 4})
	five := fakePlan(t, "openai", 5, []string{"eureka", "card/released", "search"}, "crossing", "gate")
	smoke := fakePlan(t, "openai", 5, []string{"eureka", "card/released", "search"}, "crossing", "gate", "cartpole")
	few := fakePlan(t, "openai", 3, []string{"eureka", "search"}, "crossing")
	replay := fakePlan(t, "replay", 5, []string{"eureka", "search"}, "crossing", "gate")
	for _, c := range []struct {
		name    string
		plan    *Plan
		samples []Sample
	}{
		{"five", five, apart.samples(five)},
		{"few", few, apart.samples(few)},
		{"demonstration", replay, apart.samples(replay)},
		{"smoke", smoke, apart.samples(smoke)},
		{"unfinished", five, apart.samples(five)[:42]},
		{"nothing", few, nil},
	} {
		made := table(t, c.plan, c.samples)
		golden(t, c.name+".md", write(t, made.WriteMarkdown))
		if c.name == "five" {
			golden(t, c.name+".csv", write(t, made.WriteCSV))
			golden(t, c.name+".svg", write(t, made.WriteSVG))
		}
		if err := xml.Unmarshal([]byte(write(t, made.WriteSVG)), new(any)); err != nil && !errors.Is(err, io.EOF) {
			t.Errorf("%s: the plot is no XML: %v", c.name, err)
		}
		if _, err := json.Marshal(made); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestRow checks numbers of a row that can be had by hand.
func TestRow(t *testing.T) {
	p := fakePlan(t, "openai", 5, []string{"eureka", "search"}, "crossing")
	made := table(t, p, levels(map[string]float64{"eureka": 5, "search": 0}).samples(p))
	r := made.Rows[0]
	// Runs are 5+run and 7+run, so 6..10 with mean 8 and standard deviation
	// sqrt(2.5); t is 2.7764 with 4 degrees.
	half := 2.7764 * math.Sqrt(2.5) / math.Sqrt(5)
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"mean", r.Score.Mean, 8},
		{"low end", *r.Score.Lo, 8 - half},
		{"high end", *r.Score.Hi, 8 + half},
		// Sparse 1 and human 11.
		{"normalised", r.Normalised.Mean, 0.7},
		// All maxima lie 1 higher: 9 between 2 and 12.
		{"normalised maxima", r.MaxNormalised.Mean, 0.7},
		// Seeds of a run differ by 2, so their variance is 2; the run means have
		// variance 2.5, of which 2/2 is the seeds'.
		{"between", r.Variance.Between, 1.5},
		{"within", r.Variance.Within, 2},
	} {
		if math.Abs(c.got-c.want) > 1e-9 {
			t.Errorf("%s: %g, want %g", c.name, c.got, c.want)
		}
	}
	if made.Averages != nil {
		t.Errorf("averages over one task: %+v", made.Averages)
	}
	if r.Success != nil {
		t.Errorf("success %+v of a task that has none", r.Success)
	}
	// 5 and 5 runs whose scores are 6..10 and 1..5.
	test := made.Tests[0]
	if p := 2.0 / 252; math.Abs(test.Outcome.P-p) > 1e-12 || test.Corrected != test.Outcome.P {
		t.Errorf("p %g, corrected %g, want %g", test.Outcome.P, test.Corrected, p)
	}
	if want := "on crossing eureka is better than search: mean final score 8 against 3"; test.Sentence != want {
		t.Errorf("sentence %q, want %q", test.Sentence, want)
	}
}

// TestFewRunsSayNothing: with fewer than five runs of either method no output ever
// calls one better, however far they are apart, and neither does a demonstration.
func TestFewRunsSayNothing(t *testing.T) {
	far := levels(map[string]float64{"eureka": 90, "search": -90})
	outputs := func(made *Table) string {
		text, err := json.Marshal(made)
		if err != nil {
			t.Fatal(err)
		}
		lines := append(made.Lines(), made.TestLines()...)
		all := string(text) + strings.Join(append(made.Notes, made.Variances()...), "\n") + write(t, made.WriteMarkdown) + write(t, made.WriteCSV) + write(t, made.WriteSVG)
		for _, l := range lines {
			all += strings.Join(l, " ")
		}
		return all
	}
	for runs := 1; runs < MinRuns; runs++ {
		p := fakePlan(t, "openai", runs, []string{"eureka", "search"}, "crossing", "gate")
		all := outputs(table(t, p, far.samples(p)))
		if strings.Contains(all, "better") || !strings.Contains(all, "too few runs") {
			t.Errorf("%d runs: want too few runs and nothing better in\n%s", runs, all)
		}
	}
	whole := fakePlan(t, "openai", 5, []string{"eureka", "search"}, "crossing", "gate")
	if all := outputs(table(t, whole, far.samples(whole))); !strings.Contains(all, "is better than") {
		t.Errorf("five runs far apart: want that one is better in\n%s", all)
	}
	// Six runs are planned, and one of each method lacks on one of the tasks.
	six := fakePlan(t, "openai", 6, []string{"eureka", "search"}, "crossing", "gate")
	samples := far.samples(six)
	all := outputs(table(t, six, samples[:len(samples)-4]))
	if strings.Contains(all, "on gate eureka is better") || !strings.Contains(all, "on crossing eureka is better") {
		t.Errorf("want eureka better on crossing, and nothing said of gate before all runs are done:\n%s", all)
	}
	replayed := fakePlan(t, "replay", 10, []string{"eureka", "search"}, "crossing")
	all = outputs(table(t, replayed, far.samples(replayed)))
	for _, word := range []string{"better", "95 %", "\"lo\"", "corrected", "variance"} {
		if strings.Contains(all, word) {
			t.Errorf("a demonstration infers: %q in\n%s", word, all)
		}
	}
	if !strings.Contains(all, "Pipeline demonstration") {
		t.Errorf("a demonstration is not called one:\n%s", all)
	}
}

// TestNoRewardCountsAsSparse: a run that brought nothing is not left out.
func TestNoRewardCountsAsSparse(t *testing.T) {
	p := fakePlan(t, "openai", 5, []string{"eureka"}, "crossing")
	made := table(t, p, fakeResult(func(c Cell) []float64 {
		if c.Run == 2 {
			return nil
		}
		return []float64{6, 6}
	}).samples(p))
	r := made.Rows[0]
	if want := (4*6.0 + 1) / 5; r.NoReward != 1 || r.Score.N != 5 || math.Abs(r.Score.Mean-want) > 1e-12 {
		t.Errorf("%d without a reward, score %+v, want 1 and mean %g", r.NoReward, r.Score, want)
	}
	if math.Abs(r.Normalised.Min) > 1e-12 {
		t.Errorf("normalised scores from %g, want 0 of the run without a reward", r.Normalised.Min)
	}
	if !strings.Contains(strings.Join(made.Notes, "\n"), "1 of 5 runs brought no reward") {
		t.Errorf("notes do not tell of it: %q", made.Notes)
	}
}

// TestAveragesLeaveOut: a task whose controls do not differ enters no average of
// normalised scores, cartpole enters none at all, and a method enters only with
// runs of all tasks.
func TestAveragesLeaveOut(t *testing.T) {
	p := fakePlan(t, "openai", 2, []string{"eureka"}, "crossing", "flat", "cartpole")
	samples := fakeResult(func(c Cell) []float64 {
		return map[string][]float64{"crossing": {6, 6}, "flat": {60, 60}, "cartpole": {99, 99}}[c.Task]
	}).samples(p)
	for i := range samples {
		if samples[i].Task == "flat" {
			if samples[i].Method.Preset == Human {
				samples[i].Human = arm(0.5, 2.5)
			}
			samples[i].SearchSteps = 400_000
		}
	}
	made := table(t, p, samples)
	average := made.Averages[0]
	if average.Normalised.Mean != 0.5 || average.Score != nil || average.Success != nil {
		t.Errorf("average %+v of normalised scores, score %+v, success %+v; want 0.5 of crossing alone, and no others",
			average.Normalised, average.Score, average.Success)
	}
	if average.SearchSteps.Mean != 300_000 {
		t.Errorf("average of search steps %g, want 300000 over crossing and flat", average.SearchSteps.Mean)
	}
	if made.Rows[1].Normalised != nil || made.Rows[1].MaxNormalised != nil {
		t.Errorf("flat is normalised: %+v", made.Rows[1].Quantities)
	}
	if notes := strings.Join(made.Notes, "\n"); !strings.Contains(notes, "flat: scores are not normalised") || !strings.Contains(notes, "over 1 task: crossing") {
		t.Errorf("notes: %s", notes)
	}
	lacking := table(t, p, samples[:10]) // run 1 of flat and cartpole lacks
	if n := lacking.Averages[0].SearchSteps.N; n != 1 {
		t.Errorf("averaged over %d run numbers, want 1: the other lacks a task", n)
	}
}

// TestUnlikeRunsAreRefused: runs of other learners do not stand in one table.
func TestUnlikeRunsAreRefused(t *testing.T) {
	p := fakePlan(t, "openai", 2, []string{"eureka"}, "crossing")
	for name, change := range map[string]func(*Sample){
		"settings":    func(s *Sample) { s.Settings.Steps++ },
		"environment": func(s *Sample) { s.Env.Digest = "other" },
	} {
		samples := levels(map[string]float64{"eureka": 0}).samples(p)
		change(&samples[1])
		if _, err := NewTable(p, samples); err == nil || !strings.Contains(err.Error(), "cannot be compared") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// TestSparedIsTold: candidates that a run has not trained to the end are named, for
// who wants to know how often that was wrong.
func TestSparedIsTold(t *testing.T) {
	run := &designer.Run{Iterations: []*designer.Iteration{{Candidates: []*designer.Candidate{
		{ID: "i00-s00", Status: designer.CandidateTrained}, {ID: "i00-s01", Status: designer.CandidateScreened},
		{ID: "i00-s02", Status: designer.CandidateStopped},
	}}}}
	run.Ledger.Screened.Steps, run.Ledger.Raced.Steps = 1000, 300
	p := fakePlan(t, "openai", 2, []string{"eureka"}, "crossing")
	samples := levels(map[string]float64{"eureka": 0}).samples(p)
	for i := range samples {
		if samples[i].Method.Preset == "eureka" && samples[i].Run == 1 {
			samples[i].Spared = NewSample(samples[i].Cell, run).Spared
		}
	}
	want := []Spared{{Run: 1, Screened: []string{"i00-s01"}, Raced: []string{"i00-s02"}, Steps: 1300}}
	if diff := cmp.Diff(want, table(t, p, samples).Rows[0].Spared); diff != "" {
		t.Errorf("spared (-want +got)\n%s", diff)
	}
	run.Iterations = nil
	if s := NewSample(Cell{}, run).Spared; s != nil {
		t.Errorf("%+v of a run that trained everything", s)
	}
}

// TestHumanBestIsOnePolicy: what its run chose is what it came to.
func TestHumanBestIsOnePolicy(t *testing.T) {
	run := &designer.Run{Result: &designer.Result{Seeds: 5, Arms: []designer.Arm{{
		Name: designer.ArmHumanBest, BestOf: 8, Measured: []evaluator.Measurement{{Score: 7}},
		Trainings: []designer.Trained{{Training: &evaluator.Training{Steps: 10, Curve: []evaluator.Checkpoint{{Measurement: evaluator.Measurement{Score: 9}}}}}},
	}}}}
	s := NewSample(Cell{Method: Method{Preset: "human-best"}}, run)
	if !cmp.Equal(s.Designed, Measured{Score: []float64{7}, Success: []float64{0}, Max: []float64{9}}) || s.Human.Score != nil {
		t.Errorf("designed %+v, human %+v", s.Designed, s.Human)
	}
}

// TestCSVHasEveryColumn: as many fields in every line, and the average among them.
func TestCSVHasEveryColumn(t *testing.T) {
	p := fakePlan(t, "openai", 2, []string{"eureka"}, "crossing", "gate")
	made := table(t, p, levels(map[string]float64{"eureka": 0}).samples(p))
	lines, err := csv.NewReader(strings.NewReader(write(t, made.WriteCSV))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(lines) != 4 || len(lines[0]) != 4+3*len(kinds) || lines[3][0] != "average" {
		t.Errorf("lines %q", lines)
	}
}

// TestSampleOfRun: what is taken from a run, by kind of model.
func TestSampleOfRun(t *testing.T) {
	run := &designer.Run{}
	run.Ledger.Model.Calls, run.Ledger.Answers = 7, 5
	for _, c := range []struct {
		kind    string
		calls   int
		unknown bool
	}{{"openai", 7, true}, {"replay", 5, false}, {"file", 7, false}} {
		run.Task.Model.Kind = c.kind
		s := NewSample(Cell{}, run)
		if s.Calls != c.calls || math.IsNaN(s.USD) != c.unknown || s.Designed.Score != nil {
			t.Errorf("%s: %+v", c.kind, s)
		}
	}
	run.Result = &designer.Result{Arms: []designer.Arm{{Name: designer.ArmSparse}, {Name: designer.ArmHuman}}}
	run.Result.Arms[1].Measured = []evaluator.Measurement{{Score: 9}}
	if s := NewSample(Cell{Method: Method{Preset: Human}}, run); !cmp.Equal(s.Designed.Score, []float64{9}) {
		t.Errorf("the human control is measured as %v, want its arm", s.Designed.Score)
	}
}

// TestAverages: an average over tasks has the interval of its runs, cut to what the
// mean over these tasks can be.
func TestAverages(t *testing.T) {
	five := fakePlan(t, "openai", 5, []string{"eureka"}, "crossing", "gate")
	made := table(t, five, levels(map[string]float64{"eureka": 5}).samples(five))
	over := func(of func(*Row) float64) float64 { return (of(&made.Rows[0]) + of(&made.Rows[1])) / 2 }
	a := made.Averages[0]
	if want := over(func(r *Row) float64 { return r.Normalised.Mean }); math.Abs(a.Normalised.Mean-want) > 1e-9 {
		t.Errorf("the average is %g, want %g", a.Normalised.Mean, want)
	}
	// Both tasks have the same runs, so that the mean over them varies as each does.
	if want := over(func(r *Row) float64 { return *r.Normalised.Lo }); math.Abs(*a.Normalised.Lo-want) > 1e-9 {
		t.Errorf("its low end is %g, want %g", *a.Normalised.Lo, want)
	}

	success := &kinds[slices.IndexFunc(kinds, func(k kind) bool { return k.name == "success" })]
	normalised := &kinds[slices.IndexFunc(kinds, func(k kind) bool { return k.name == "normalised" })]
	narrow := &TaskRow{ScoreLo: 0, ScoreHi: 10, Yardstick: stats.NewYardstick([]float64{-1, 1}, []float64{9, 11})}
	wide := &TaskRow{ScoreLo: -10, ScoreHi: 30, Yardstick: stats.NewYardstick([]float64{-1, 1}, []float64{9, 11})}
	groups := []*group{{task: narrow}, {task: wide}}
	for _, c := range []struct {
		kind   *kind
		lo, hi float64
	}{{success, 0, 1}, {normalised, -0.5, 2}} {
		if lo, hi := meanBounds(groups, c.kind); math.Abs(lo-c.lo) > 1e-9 || math.Abs(hi-c.hi) > 1e-9 {
			t.Errorf("the mean of %s lies in %g..%g, want %g..%g", c.kind.name, lo, hi, c.lo, c.hi)
		}
	}
}

// TestNoNegativeZero: what a small negative value is rounded to has no sign.
func TestNoNegativeZero(t *testing.T) {
	for i := range kinds {
		if text := kinds[i].write(-1e-9); strings.HasPrefix(text, "-") && strings.Trim(text, "-0.") == "" {
			t.Errorf("%s of -1e-9 is written %s", kinds[i].name, text)
		}
	}
}
