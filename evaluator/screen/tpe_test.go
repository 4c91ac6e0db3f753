package screen_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/evaluator/screen"
)

// ranked makes trajectories without transitions: successes and failures with their
// discounted returns, each of ten steps, and a mean per step that orders them the
// other way round.
func ranked(successes, failures []float64) (*screen.Trajectories, []screen.Return) {
	t := &screen.Trajectories{}
	var returns []screen.Return
	add := func(list []float64, success bool) {
		for _, r := range list {
			t.Episodes = append(t.Episodes, screen.Episode{Number: len(t.Episodes), Steps: 10, Success: success, End: "time limit"})
			returns = append(returns, screen.Return{Discounted: r, Sum: -10 * r, Steps: 10})
		}
	}
	add(successes, true)
	add(failures, false)
	return t, returns
}

// TestTPE holds cases worked out by hand.
func TestTPE(t *testing.T) {
	for _, c := range []struct {
		name                string
		successes, failures []float64
		form                screen.Form
		accuracy            float64
		passed              bool
		above               int
		lowest, highest     int // indices of the extremes
	}{
		{"all above", []float64{3, 4, 5}, []float64{1, 2}, screen.FormStrict, 1, true, 3, 0, 4},
		{"just enough", []float64{5, 4, 3, 2.5, 1}, []float64{2, 0}, screen.FormStrict, 0.8, true, 4, 4, 5},
		{"one near miss too many", []float64{5, 4, 3, 2.5}, []float64{2.7, 0, 0}, screen.FormStrict, 0.75, false, 3, 3, 4},
		{"one failure above all", []float64{5, 4, 3}, []float64{0, 0, 0, 6}, screen.FormStrict, 0, false, 0, 2, 6},
		{"a tie is not above", []float64{1, 1}, []float64{1}, screen.FormStrict, 0, false, 0, 0, 2},
		{"the mean per step", []float64{-3, -4}, []float64{-1}, screen.FormReleased, 1, true, 2, 0, 2},
		{"the mean per step fails", []float64{3, 4}, []float64{1}, screen.FormReleased, 0, false, 0, 1, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			trajectories, returns := ranked(c.successes, c.failures)
			got := screen.NewTPE(trajectories, returns, c.form, screen.DefaultPass)
			if got.Accuracy != c.accuracy || got.Passed != c.passed || got.Above != c.above || got.Blind {
				t.Errorf("got %v, want accuracy %v, passed %v, %d above", got, c.accuracy, c.passed, c.above)
			}
			if got.Successes != len(c.successes) || got.Failures != len(c.failures) {
				t.Errorf("counted %d and %d, want %d and %d", got.Successes, got.Failures, len(c.successes), len(c.failures))
			}
			if got.LowestSuccess.Index != c.lowest || got.HighestFailure.Index != c.highest {
				t.Errorf("extremes are episodes %d and %d, want %d and %d", got.LowestSuccess.Index, got.HighestFailure.Index, c.lowest, c.highest)
			}
			if got.Offends() != (c.above < len(c.successes)) {
				t.Errorf("offends: %v with %d of %d above", got.Offends(), c.above, len(c.successes))
			}
			if text := got.String(); strings.Contains(text, "\n") || strings.Contains(text, "fails") == c.passed {
				t.Errorf("it says %q", text)
			}
		})
	}
}

// TestTPEIsBlind: with one class alone there is nothing to rank, whatever the returns.
func TestTPEIsBlind(t *testing.T) {
	for _, c := range []struct {
		successes, failures []float64
		empty               screen.Classes
		says                string
	}{
		{nil, []float64{1, 2, 3}, screen.NoSuccesses, "blind: no successes among 3 episodes;"},
		{[]float64{1, 2, 3}, nil, screen.NoFailures, "blind: no failures among 3 episodes;"},
		{nil, nil, screen.NoEpisodes, "blind: no episodes are known yet;"},
	} {
		trajectories, returns := ranked(c.successes, c.failures)
		got := screen.NewTPE(trajectories, returns, screen.FormStrict, screen.DefaultPass)
		if !got.Blind || !got.Passed || got.Empty != c.empty || got.Offends() {
			t.Errorf("%d successes, %d failures: %+v, want blind for want of %s", len(c.successes), len(c.failures), got, c.empty)
		}
		if (got.LowestSuccess == nil) != (len(c.successes) == 0) || (got.HighestFailure == nil) != (len(c.failures) == 0) {
			t.Errorf("%d successes, %d failures: extremes %v and %v", len(c.successes), len(c.failures), got.LowestSuccess, got.HighestFailure)
		}
		if text := got.String(); !strings.Contains(text, c.says) {
			t.Errorf("it says %q", text)
		}
	}
}

func TestTPEIsJSON(t *testing.T) {
	trajectories, returns := ranked([]float64{1}, []float64{2})
	text, err := json.Marshal(screen.NewTPE(trajectories, returns, screen.FormStrict, 0.8))
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"form":"strict","pass":0.8,"passed":false,"blind":false,"accuracy":0,"successes":1,"failures":1,"above":0,` +
		`"lowest_success":{"index":0,"episode":{"number":0,"steps":10,"score":0,"success":true,"end":"time limit"},"return":1},` +
		`"highest_failure":{"index":1,"episode":{"number":1,"steps":10,"score":0,"success":false,"end":"time limit"},"return":2}}`
	if string(text) != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}
