package evaluator

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rewardsmith/rewardsmith/envs"
)

// decided is a task decided by success, as bySuccess says.
func decided(bySuccess bool) *envs.Spec {
	spec := countdown{}.Spec()
	if bySuccess {
		spec.Success.SolvedAt = 0.5
	}
	return spec
}

// trained is a training of raced settings with these scores after each rollout, and a
// fault where there are fewer than six. Success is the score in percent.
func trained(scores ...float64) Training {
	t := Training{Steps: 320 * len(scores)}
	for i, v := range scores {
		t.Curve = append(t.Curve, Checkpoint{Steps: 320 * (i + 1), Measurement: Measurement{Episodes: 100, Score: v, ScoreStd: 1, Success: v / 100}})
	}
	if len(scores) < 6 {
		t.Fault = "bad luck"
	}
	return t
}

func TestHindsight(t *testing.T) {
	one := func(curves ...Training) [][]Training {
		var list [][]Training
		for _, c := range curves {
			list = append(list, []Training{c})
		}
		return list
	}
	for _, c := range []struct {
		name       string
		candidates [][]Training
		want       Hindsight
	}{
		{
			"ranks stay as they are",
			one(trained(4, 4, 4, 4, 4, 9), trained(3, 3, 3, 3, 3, 7), trained(2, 2, 2, 2, 2, 2), trained(1, 1, 1, 1, 1, 1)),
			Hindsight{
				Candidates: 4, Steps: 4 * 1920, Saved: 2*1280 + 640, Best: 0, Winner: 0, Spread: 8,
				Rungs: []HindsightAtRung{{Steps: 640, In: 4, Kept: 2, Correlation: 1, Over: 4}, {Steps: 1280, In: 2, Kept: 1, Correlation: 1, Over: 4}},
			},
		},
		{
			"the best starts late",
			one(trained(4, 4, 4, 4, 4, 5), trained(3, 3, 3, 3, 3, 4), trained(2, 2, 2, 2, 2, 1), trained(1, 1, 5, 8, 9, 9)),
			Hindsight{
				Candidates: 4, Steps: 4 * 1920, Saved: 2*1280 + 640, Best: 3, Winner: 0, StoppedAt: 1, Regret: 4, Spread: 8, Costly: true,
				// Ranks 1 2 3 4 become 2 3 4 1: 1 - 6*12/60. At the second rung they are 2 3 4 1.
				Rungs: []HindsightAtRung{{Steps: 640, In: 4, Kept: 2, Correlation: -0.2, Over: 4}, {Steps: 1280, In: 2, Kept: 1, Correlation: 1, Over: 4}},
			},
		},
		{
			"the best stops at the second rung, and the winner loses what it had",
			one(trained(4, 4, 4, 4, 4, 0), trained(3, 3, 3, 3, 3, 5), trained(2, 2, 2, 2, 2, 2), trained(1, 1, 1, 1, 1, 1)),
			Hindsight{
				Candidates: 4, Steps: 4 * 1920, Saved: 2*1280 + 640, Best: 1, Winner: 0, StoppedAt: 2, Regret: 5, Spread: 5, Costly: true,
				Rungs: []HindsightAtRung{{Steps: 640, In: 4, Kept: 2, Correlation: -0.2, Over: 4}, {Steps: 1280, In: 2, Kept: 1, Correlation: -0.2, Over: 4}},
			},
		},
		{
			"one that is level with the best is kept",
			one(trained(1, 1, 1, 1, 1, 9), trained(3, 3, 3, 3, 3, 9)),
			Hindsight{
				Candidates: 2, Steps: 2 * 1920, Saved: 1280, Best: 1, Winner: 1,
				Rungs: []HindsightAtRung{{Steps: 640, In: 2, Kept: 1, Over: 2}, {Steps: 1280, In: 1, Kept: 1, Over: 2}},
			},
		},
		{
			"faults lose, and save what they had still done",
			one(trained(5), trained(1, 2, 3, 4, 5), trained(3, 3, 3, 3, 3, 3), trained(4, 4)),
			Hindsight{
				// The last one has a fault right behind the rung.
				Candidates: 4, Steps: (1 + 5 + 6 + 2) * 320, Saved: 3 * 320, Best: 2, Winner: 2,
				Rungs: []HindsightAtRung{{Steps: 640, In: 4, Kept: 2, Over: 1}, {Steps: 1280, In: 2, Kept: 1, Over: 1}},
			},
		},
		{
			"who is kept has a fault",
			one(trained(9, 9, 9, 9), trained(3, 3, 3, 3, 3, 3), trained(2, 2, 2, 2, 2, 2), trained(1, 1, 1, 1, 1, 1)),
			Hindsight{
				Candidates: 4, Steps: (4 + 3*6) * 320, Saved: 2*1280 + 640, Best: 1, Winner: -1, StoppedAt: 2, Spread: 2, Costly: true,
				Rungs: []HindsightAtRung{{Steps: 640, In: 4, Kept: 2, Correlation: 1, Over: 3}, {Steps: 1280, In: 2, Kept: 1, Correlation: 1, Over: 3}},
			},
		},
		{
			"nobody comes to the end",
			one(trained(5), trained(1, 2)),
			Hindsight{
				Candidates: 2, Steps: 3 * 320, Best: -1, Winner: -1,
				Rungs: []HindsightAtRung{{Steps: 640, In: 2, Kept: 1}, {Steps: 1280, In: 1}},
			},
		},
		{
			"means over seeds, of those without a fault",
			[][]Training{
				{trained(1, 1, 1, 1, 1, 1), trained(5, 5, 5, 5, 5, 5)},
				{trained(4, 4, 4, 4, 4, 4), trained(0)},
			},
			Hindsight{
				Candidates: 2, Steps: (6 + 6 + 6 + 1) * 320, Saved: 2 * 1280, Best: 1, Winner: 1, Spread: 1,
				Rungs: []HindsightAtRung{{Steps: 640, In: 2, Kept: 1, Correlation: 1, Over: 2}, {Steps: 1280, In: 1, Kept: 1, Correlation: 1, Over: 2}},
			},
		},
	} {
		c.want.Race = halving()
		got, err := NewHindsight(decided(false), raced(), halving(), c.candidates)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if diff := cmp.Diff(&c.want, got, cmpopts.EquateApprox(0, 1e-12)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if _, err := json.Marshal(got); err != nil {
			t.Errorf("%s does not fit into JSON: %v", c.name, err)
		}
	}
}

// TestHindsightBySuccess takes the regret in what the task is decided by.
func TestHindsightBySuccess(t *testing.T) {
	got, err := NewHindsight(decided(true), raced(), halving(), [][]Training{{trained(50, 50, 50, 50, 50, 50)}, {trained(10, 10, 10, 10, 10, 90)}})
	if err != nil {
		t.Fatal(err)
	}
	if got.Best != 1 || got.StoppedAt != 1 || math.Abs(got.Regret-0.4) > 1e-12 || math.Abs(got.Spread-0.4) > 1e-12 {
		t.Errorf("%+v, want a regret of 0.4", got)
	}
}

// TestHindsightCostly moves the best across two standard errors, of which each
// candidate of one seed has 0.1: 0.2 * sqrt(2). With two seeds it has 0.1 / sqrt(2).
func TestHindsightCostly(t *testing.T) {
	late := func(end float64) Training { return trained(1, 1, 1, 1, 1, end) }
	early := trained(2, 2, 2, 2, 2, 2)
	for _, c := range []struct {
		candidates [][]Training
		want       bool
	}{
		{[][]Training{{early}, {late(2.28)}}, false},
		{[][]Training{{early}, {late(2.29)}}, true},
		{[][]Training{{early, early}, {late(2.19), late(2.19)}}, false},
		{[][]Training{{early, early}, {late(2.21), late(2.21)}}, true},
		{[][]Training{{trained(0)}, {early}}, false},
	} {
		h, err := NewHindsight(decided(false), raced(), halving(), c.candidates)
		if err != nil {
			t.Fatal(err)
		}
		if h.Costly != c.want {
			t.Errorf("regret %v: costly is %v", h.Regret, h.Costly)
		}
	}
}

func TestHindsightRefuses(t *testing.T) {
	whole := trained(1, 1, 1, 1, 1, 1)
	short := trained(1, 1)
	short.Fault, short.Seed = "", 3
	for _, c := range []struct {
		name       string
		race       Race
		candidates [][]Training
		want       string
	}{
		{"stopped", halving(), [][]Training{{whole}, {whole, short}}, "candidate 1, seed 3 has no checkpoint at 1280 steps"},
		{"no rungs", Race{}, [][]Training{{whole}}, "no rungs"},
		{"keep", Race{Rungs: []float64{0.5}, Keep: 2}, [][]Training{{whole}}, "keep is 2"},
	} {
		if _, err := NewHindsight(decided(false), raced(), c.race, c.candidates); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
	h, err := NewHindsight(decided(false), raced(), halving(), nil)
	if err != nil || h.Best != -1 || h.Saved != 0 {
		t.Errorf("no candidates: %+v, error %v", h, err)
	}
}

// TestHindsightIsWhatARaceDoes compares with a race that was held.
func TestHindsightIsWhatARaceDoes(t *testing.T) {
	env := newCartpole(t)
	jobs := rivals(env)
	setup := Setup{Env: env, Root: 7, Cores: 2, Now: time.Now}
	all := make([][]Training, 6)
	for i, r := range evaluate(t, setup, jobs) {
		all[jobs[i].Candidate] = append(all[jobs[i].Candidate], *r.Training)
	}
	h, err := NewHindsight(env.Spec(), raced(), halving(), all)
	if err != nil {
		t.Fatal(err)
	}
	steps, saved, whole, best, winner := 0, 0, map[int]bool{}, math.Inf(-1), -1
	for i, r := range race(t, setup, halving(), jobs) {
		c := jobs[i].Candidate
		steps += r.Training.Steps
		if s := r.Training.Stopped; s != nil {
			saved += s.Saved
			if c == h.Best && s.Rung != h.StoppedAt {
				t.Errorf("the best was stopped at rung %d, want %d", s.Rung, h.StoppedAt)
			}
			continue
		}
		if r.Training.Fault == "" {
			whole[c] = true
			if score := NewReport(env, raced(), all[c]).SelectionScore(false); score > best {
				best, winner = score, c
			}
		}
	}
	if h.Saved != saved || h.Steps-h.Saved != steps || !whole[h.Winner] || winner != h.Winner {
		t.Errorf("hindsight %+v; the race took %d steps, saved %d, and %d won", h, steps, saved, winner)
	}
}

func TestCalibrate(t *testing.T) {
	right := Hindsight{Steps: 100, Saved: 50, Winner: 1, Best: 1, Spread: 4, Rungs: []HindsightAtRung{{Over: 3, Correlation: 1}, {Over: 3, Correlation: 0.5}}}
	wrong := Hindsight{Steps: 300, Saved: 50, Winner: 1, Best: 0, StoppedAt: 1, Regret: 1, Spread: 4, Costly: true, Rungs: []HindsightAtRung{{Over: 3, Correlation: 0}, {Over: 3, Correlation: 0.5}}}
	lost := Hindsight{Steps: 100, Saved: 25, Winner: -1, Best: 0, StoppedAt: 1, Spread: 4, Rungs: []HindsightAtRung{{Over: 2, Correlation: 0.5}, {Over: 2, Correlation: 0.5}}}
	level := Hindsight{Steps: 0, Winner: 0, Best: 0, Rungs: []HindsightAtRung{{Over: 2, Correlation: 0.5}, {Over: 2, Correlation: 0.5}}}
	alone := Hindsight{Steps: 100, Saved: 50, Rungs: []HindsightAtRung{{Over: 1}, {Over: 1}}}
	got := Calibrate([]Hindsight{right, wrong, lost, level, alone})
	want := Calibration{
		Races: 4, Saved: 0.25, Wrong: newShare(2, 4), Costly: newShare(1, 4),
		Regret:       NewStat([]float64{0, 0.25, 1, 0}),
		Correlations: []Stat{NewStat([]float64{1, 0, 0.5, 0.5}), NewStat([]float64{0.5, 0.5, 0.5, 0.5})},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if none := Calibrate([]Hindsight{alone}); none.Races != 0 || none.Wrong != (Share{0, 0, 1}) {
		t.Errorf("without a race: %+v", none)
	}
}

// TestShares compares with table I of Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E,
// method 3.
func TestShares(t *testing.T) {
	for _, c := range []struct {
		k, n   int
		lo, hi float64
	}{
		{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718},
	} {
		if got := newShare(c.k, c.n); math.Abs(got.Lo-c.lo) > 5e-5 || math.Abs(got.Hi-c.hi) > 5e-5 || got.Hits != c.k {
			t.Errorf("%d of %d: %+v, want an interval of %.4f-%.4f", c.k, c.n, got, c.lo, c.hi)
		}
	}
}
