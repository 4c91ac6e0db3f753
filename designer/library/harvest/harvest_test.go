package harvest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/fit"
	"github.com/rewardsmith/rewardsmith/designer/library"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// pendulum is a finished run of a built-in environment.
func pendulum(t *testing.T) (*designer.Run, *envs.Spec) {
	t.Helper()
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	spec := all[1].Spec()
	best := &designer.Candidate{ID: "i01-s02", Source: "package reward\n\nfunc Reward() {}\n", Score: -150, Scored: true,
		Report: &evaluator.Report{Score: evaluator.NewStat([]float64{-150}), Success: evaluator.NewStat([]float64{0.25})}}
	last, reward := designer.FitnessLast, designer.OutputReward
	run := &designer.Run{
		Task:   designer.Task{Show: string(envs.ShowDynamics), Method: designer.Method{Fitness: &last, Output: &reward}},
		Env:    designer.EnvInfo{Name: spec.Name, Digest: library.SourceDigest(spec.Source), Task: "Swing.", Solved: -200},
		Source: &spec.Source, Best: best.ID, Iterations: []*designer.Iteration{{Candidates: []*designer.Candidate{best}}},
		Result: &designer.Result{Arms: []designer.Arm{{
			Name: designer.ArmDesigned, Candidate: best.ID,
			Measured: make([]evaluator.Measurement, 2), Score: evaluator.NewStat([]float64{-160, -180}), Success: evaluator.NewStat([]float64{0.5, 1}),
		}}},
	}
	return run, spec
}

// TestBest takes the reward of a finished run.
func TestBest(t *testing.T) {
	run, spec := pendulum(t)
	if !run.Env.Describes(spec) {
		t.Error("library.SourceDigest is not what runs record")
	}
	got, err := Best(run, "runs/p")
	if err != nil {
		t.Fatal(err)
	}
	want := library.Entry{
		Env: spec.Name, Digest: run.Env.Digest, Task: "Swing.", View: got.View, Source: run.Candidates()[0].Source, Origin: "runs/p i01-s02",
		Result: library.Result{Metric: "score", Mean: -170, SolvedAt: -200, Seeds: 2, Final: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("entry (-want +got):\n%s", diff)
	}
	if !strings.Contains(got.View, "func Step") || strings.Contains(got.View, "func Score") {
		t.Errorf("the view is not that of show: dynamics:\n%s", got.View)
	}
	if _, err := library.New([]library.Entry{got}, nil); err != nil {
		t.Error(err)
	}
	run.Env.BySuccess = true
	if got, err := Best(run, "p"); err != nil || got.Result.Metric != "success" || got.Result.Mean != 0.75 {
		t.Errorf("decided by success: %+v, %v", got.Result, err)
	}
	run.Result.Arms[0].Candidate = "i00-s00"
	if got, err := Best(run, "p"); err != nil || got.Result.Final || got.Result.Mean != 0.25 {
		t.Errorf("measured was another candidate: %+v, %v", got.Result, err)
	}
}

// TestBestOfTarget: what a search compares its candidates by may be nearness to a
// target; the library tells how well they do the task, as their reports do.
func TestBestOfTarget(t *testing.T) {
	run, _ := pendulum(t)
	near := designer.FitnessTarget
	run.Task.Method.Fitness, run.Candidates()[0].Score, run.Result = &near, -50, nil
	want := library.Result{Metric: "score", Mean: -150, SolvedAt: -200, Seeds: 1}
	if got, err := Best(run, "p"); err != nil || got.Result != want {
		t.Errorf("%+v, %v; want %+v", got.Result, err, want)
	}
	run.Env.BySuccess = true
	if got, err := Best(run, "p"); err != nil || got.Result.Metric != "success" || got.Result.Mean != 0.25 {
		t.Errorf("decided by success: %+v, %v", got.Result, err)
	}
	run.Fitting = &designer.Fitting{FitBegun: designer.FitBegun{Candidate: run.Best, Seeds: 1}, Ended: "over"}
	for number, score := range []float64{-50, -2} {
		run.Fitting.Points = append(run.Fitting.Points, designer.FitPoint{Number: number, Point: fit.Point{Score: score}, Source: run.Candidates()[0].Source})
	}
	if got, err := Best(run, "p"); err != nil || got.Result.String() != "not measured" {
		t.Errorf("tuned, of which only the nearness is known: %v, %v; want that nothing was measured", got.Result, err)
	}
}

// TestBestRefuses names what a run lacks.
func TestBestRefuses(t *testing.T) {
	for want, change := range map[string]func(*designer.Run){
		"no candidate was trained": func(r *designer.Run) { r.Best = "" },
		"this run designed progress functions, which are no examples for rewards": func(r *designer.Run) {
			progress := designer.OutputProgress
			r.Task.Method.Output = &progress
		},
		"kept no text": func(r *designer.Run) { r.Source = nil },
		"i01-s02: the reward's file declares no function Reward": func(r *designer.Run) { r.Candidates()[0].Source = "package reward\n" },
		"environment pendulum: ":                                 func(r *designer.Run) { r.Source = &envs.Source{Env: "package env"} },
		`show is "all"`:                                          func(r *designer.Run) { r.Task.Show = "all" },
	} {
		run, _ := pendulum(t)
		change(run)
		if _, err := Best(run, "p"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// TestReadPassesOver folders that are no runs, and says what is wrong with runs.
func TestReadPassesOver(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "notes"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "damaged"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "damaged", "journal.jsonl"), []byte("x\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	entries, skipped, err := Read(dir)
	if err != nil || len(entries) != 0 || len(skipped) != 1 || skipped[0].Dir != filepath.Join(dir, "damaged") || skipped[0].Reason == "" {
		t.Errorf("%v, %+v, %v; want the damaged run skipped", entries, skipped, err)
	}
	if _, _, err := Read(filepath.Join(dir, "none")); err == nil || !strings.Contains(err.Error(), "there is no folder") {
		t.Errorf("no folder: %v", err)
	}
}
