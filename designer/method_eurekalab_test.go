package designer

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// labBench aims at a score of 20, give or take 1.
func labBench(t *testing.T) *bench {
	b := newMethodBench(t, "eureka-lab", "paper")
	value := 20.0
	b.task.Method.Target = Target{Metric: "score", Value: &value, Tolerance: 1}
	b.task.Training.Seeds = 1
	b.model.plan = map[string]string{"0 0 0": "quality 100", "1 0 0": "quality 24", "2 0 0": "quality 40", "3 0 0": "quality 20.5", "4 0 0": "quality 20"}
	return b
}

// TestEurekaLab: the candidate nearest to the target is carried over, and the search
// ends when one is near enough.
func TestEurekaLab(t *testing.T) {
	b := labBench(t)
	r := b.mustRun(t)
	if r.Stop.Reason != StopTarget || r.Best != "i03-s00" || len(r.Iterations) != 4 {
		t.Fatalf("after %d iterations the run stopped for %+v with best %s", len(r.Iterations), r.Stop, r.Best)
	}
	if got := r.Iterations[3].Candidates[0].Parents; !cmp.Equal(got, []string{"i01-s00"}) {
		t.Errorf("the last prompt holds %v, want the nearest so far, i01-s00", got)
	}
	if got := r.Candidate("i01-s00").Score; got != -4 {
		t.Errorf("fitness is %g, want minus the distance, -4", got)
	}
	if got := r.Compared(); got != "nearness" {
		t.Errorf("candidates are said to be compared by %s", got)
	}
	golden(t, "eureka-lab-feedback.md", page(r.Iterations[2].Messages[3:]))
}

func TestEurekaLabKilled(t *testing.T) { killEverywhere(t, func() *bench { return labBench(t) }) }

func TestAim(t *testing.T) {
	env, err := cartpole.New()
	if err != nil {
		t.Fatal(err)
	}
	one := 1.0
	report := &evaluator.Report{
		Trainings: []evaluator.Training{{Curve: []evaluator.Checkpoint{{Measurement: evaluator.Measurement{Return: 3}}}}},
		Score:     evaluator.Stat{Mean: 400}, Success: evaluator.Stat{Mean: 0.5}, Length: evaluator.Stat{Mean: 200},
	}
	for _, c := range []struct {
		target   Target
		distance float64
		err      string
	}{
		{Target{}, 75, ""},
		{Target{Value: &one}, 399, ""},
		{Target{Metric: "success - 0.001*length", Value: &one}, 0.7, ""},
		{Target{Metric: "max(return, 2) / 2", Value: &one}, 0.5, ""},
		{Target{Metric: "score / (success - 0.5)", Value: &one}, math.MaxFloat64, ""},
		{Target{Metric: "0 * score / (success - 0.5)", Value: &one}, math.MaxFloat64, ""},
		{Target{Metric: "success"}, 0, "the desired value of success is not said"},
		{Target{Metric: "velocity", Value: &one}, 0, "score, success, length and return"},
		{Target{Metric: "success >", Value: &one}, 0, "score, success, length and return"},
		{Target{Metric: "score > 3", Value: &one}, 0, "metric"},
		{Target{Metric: "2*lenght", Value: &one}, 0, "metric: unknown name lenght; did you mean length?"},
		{Target{Metric: "2*altitude", Value: &one}, 0, "metric: unknown name altitude (at character 3); it is"},
	} {
		task := DefaultTask()
		task.Method.Target = c.target
		a, err := newAim(&task, env.Spec())
		if c.err != "" {
			if err == nil || !strings.Contains(err.Error(), c.err) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%+v: error is %v, want one line with %q", c.target, err, c.err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%+v: %v", c.target, err)
		} else if got := a.distance(report); got < c.distance-1e-9 || got > c.distance+1e-9 {
			t.Errorf("%+v: distance is %g, want %g", c.target, got, c.distance)
		}
	}
}
