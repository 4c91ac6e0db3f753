package page

import (
	"bytes"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/fit"
)

// withFit is a synthetic run whose best reward was tuned, to no avail unless better.
func withFit(t *testing.T, better bool) Input {
	in := synthetic(t, 4, 2)
	best := in.Run.Candidate(in.Run.Best)
	point := func(n int, score float64, values ...float64) designer.FitPoint {
		return designer.FitPoint{Number: n, Point: fit.Point{Values: values, Score: score}}
	}
	f := &designer.Fitting{Ended: "every evaluation was made"}
	f.Candidate, f.Evaluations, f.Seeds = best.ID, 3, 1
	f.Constants = []fit.Constant{{Name: "calmWeight", Value: 0.01, Comment: "per <step>"}}
	f.Points = []designer.FitPoint{point(0, 410, 0.01), point(1, 0, 0.0165), point(2, 405, 0.00606)}
	f.Points[1].Failed, f.Points[1].Fault = true, "the reward is NaN"
	if better {
		f.Points[2].Score = 495.5
		f.Points[2].Source = strings.Replace(best.Source, "-0.01 *", "-0.00606 *", 1)
	}
	in.Run.Fitting = f
	in.Run.Result.Arm(designer.ArmDesigned).Fitted = better
	return in
}

// TestFit shows constants before and after, the points, and the changed line.
func TestFit(t *testing.T) {
	for _, test := range []struct {
		better       bool
		want, absent []string
	}{
		{true, []string{`<td class="num">0.01</td><td class="num strong">0.00606</td><td class="num">0.606</td>`, "per &lt;step&gt;",
			"495.5", "those of the reward as it was, 410", "every evaluation was made", "evaluation 2: the reward is NaN", `<a href="#fit" class="badge">fit</a>`, "Changes to the reward"}, nil},
		{false, []string{"no other values score better", `<td class="num strong">0.01</td>`}, []string{"Changes to the reward", `<a href="#fit" class="badge">`}},
	} {
		var page bytes.Buffer
		if err := Write(&page, withFit(t, test.better)); err != nil {
			t.Fatal(err)
		}
		for _, want := range test.want {
			if !strings.Contains(page.String(), want) {
				t.Errorf("better %v: the page lacks %s", test.better, want)
			}
		}
		for _, other := range test.absent {
			if strings.Contains(page.String(), other) {
				t.Errorf("better %v: the page has %s", test.better, other)
			}
		}
	}
	var page bytes.Buffer
	in := withFit(t, true)
	in.Run.Fitting.Points, in.Run.Fitting.Ended = nil, "the reward names no number to tune"
	if err := Write(&page, in); err != nil || !strings.Contains(page.String(), "nothing has a score; it ended: the reward names no number to tune") {
		t.Errorf("a fit without points: %v", err)
	}
	page.Reset()
	if err := Write(&page, synthetic(t, 2, 1)); err != nil || strings.Contains(page.String(), `id="fit"`) {
		t.Errorf("a run that was not tuned shows it, %v", err)
	}
}
