package compare

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/journal"
)

// fakeTask is a task of the name, without anything of a real one but its seed.
func fakeTask(name, kind string) Planned {
	t := designer.DefaultTask()
	t.Env, t.Out = name, ""
	t.Model.Kind, t.Model.Name = kind, "tiny"
	if kind == "replay" {
		t.Model.Path = "answers/{task}/{method}/run-{run}"
	}
	return Planned{Name: name, Task: t}
}

// fakePlan is a plan over tasks of the names.
func fakePlan(t *testing.T, kind string, runs int, methods []string, tasks ...string) *Plan {
	t.Helper()
	var planned []Planned
	for _, name := range tasks {
		planned = append(planned, fakeTask(name, kind))
	}
	var list []Method
	for _, text := range methods {
		var m Method
		if err := m.UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
		list = append(list, m)
	}
	p, err := NewPlan(planned, list, runs, Budget{Trainings: 4, Calls: 20})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// fakeResult tells what a run of a cell came to: its final scores by training
// seed. The sparse reward scores 0 and 2, the human one 10 and 12, so that a score
// of 6 is 0.5 normalised.
type fakeResult func(c Cell) []float64

// sample is what a run of a cell contributes.
func (f fakeResult) sample(c Cell) Sample {
	s := Sample{
		Cell: c, Machine: "a processor",
		Env:   designer.EnvInfo{Name: c.Task, ScoreLo: -100, ScoreHi: 100, HasSuccess: c.Task == "gate"},
		Calls: 4, Tokens: 12_000 + 1000*c.Run, USD: 0.02, PolicySteps: 50_000, SearchSteps: 200_000, Seconds: 30 + float64(c.Run),
	}
	if c.Method.Control() {
		s.Calls, s.Tokens, s.USD = 0, 0, 0
	}
	switch c.Method.Preset {
	case Sparse:
		s.Sparse = arm(0, 2)
		s.Designed = s.Sparse
	case Human:
		s.Human = arm(10, 12)
		s.Designed = s.Human
	default:
		s.Designed = arm(f(c)...)
	}
	return s
}

// arm are measurements whose maxima over training lie 1 higher and whose successes
// are a hundredth of the scores.
func arm(scores ...float64) Measured {
	var m Measured
	for _, v := range scores {
		m.Score, m.Success, m.Max = append(m.Score, v), append(m.Success, v/100), append(m.Max, v+1)
	}
	return m
}

// samples are those of all runs of a plan.
func (f fakeResult) samples(p *Plan) []Sample {
	var list []Sample
	for _, c := range p.Cells() {
		list = append(list, f.sample(c))
	}
	return list
}

// write carries a run of a cell out in a folder, as a journal tells it.
func (f fakeResult) write(t *testing.T, c Cell, task designer.Task, dir string) {
	t.Helper()
	folder, _, err := designer.OpenFolder(dir, journal.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	s := f.sample(c)
	result := &designer.Result{Seeds: 2, Episodes: 5}
	var entries []designer.Entry
	for _, a := range []struct {
		name string
		Measured
	}{{designer.ArmDesigned, s.Designed}, {designer.ArmSparse, s.Sparse}, {designer.ArmHuman, s.Human}} {
		if own := c.Method.Preset == Sparse || c.Method.Preset == Human; own != (a.name == c.Method.Preset) || !own && a.name != designer.ArmDesigned {
			continue // which a run of its own measures
		}
		arm := designer.Arm{Name: a.name}
		for i := range a.Score {
			m := evaluator.Measurement{Score: a.Score[i], Success: a.Success[i]}
			arm.Measured = append(arm.Measured, m)
			entries = append(entries, designer.Entry{Trained: &designer.Trained{
				Stage: designer.StageFinal, Arm: a.name, Seed: i, Measured: &m,
				Training: &evaluator.Training{Steps: s.PolicySteps, Curve: []evaluator.Checkpoint{
					{Measurement: evaluator.Measurement{Score: a.Max[i]}}, {Measurement: m},
				}},
			}})
		}
		result.Arms = append(result.Arms, arm)
	}
	entries = append(entries, designer.Entry{Concluded: result}, designer.Entry{Ended: &designer.Ended{}})
	for _, e := range entries {
		e.Elapsed = s.Seconds
		if err := folder.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := folder.Close(); err != nil {
		t.Fatal(err)
	}
}

// begin makes the folder of a run that has started and nothing more.
func (f fakeResult) begin(t *testing.T, c Cell, task designer.Task, dir string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(dir), 0o777); err != nil {
		t.Fatal(err)
	}
	folder, err := designer.CreateFolder(dir, filepath.Base(dir), "test", task, journal.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	if err := folder.Append(designer.Entry{Started: &designer.Started{Task: task, Env: f.sample(c).Env}}); err != nil {
		t.Fatal(err)
	}
	if err := folder.Close(); err != nil {
		t.Fatal(err)
	}
}

// levels are results of methods that differ by a level each, and by run a little.
func levels(of map[string]float64) fakeResult {
	return func(c Cell) []float64 {
		level, ok := of[c.Method.String()]
		if !ok {
			panic(fmt.Sprintf("no level of %v", c.Method))
		}
		return []float64{level + float64(c.Run), level + float64(c.Run) + 2}
	}
}
