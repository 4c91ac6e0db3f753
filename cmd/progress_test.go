package cmd

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/rewardsmith/rewardsmith/designer"
)

func TestBar(t *testing.T) {
	for _, c := range []struct {
		done, total int
		want        string
	}{
		{0, 8, "····"}, {4, 8, "██··"}, {1, 8, "▌···"}, {8, 8, "████"}, {9, 8, "████"}, {3, 0, "····"}, {1, 1000, "····"},
	} {
		if got := bar(c.done, c.total, 4); got != c.want {
			t.Errorf("bar(%d, %d) = %q, want %q", c.done, c.total, got, c.want)
		}
		if n := utf8.RuneCountInString(bar(c.done, c.total, 7)); n != 7 {
			t.Errorf("bar(%d, %d) has %d cells, want 7", c.done, c.total, n)
		}
	}
}

func TestCounts(t *testing.T) {
	for n, want := range map[int]string{0: "0", 950: "950", 12345: "12.3k", 999_999: "1M", 4_560_000: "4.56M", 2_000_000_000: "2G"} {
		if got := shortCount(n); got != want {
			t.Errorf("shortCount(%d) = %q, want %q", n, got, want)
		}
	}
	for s, want := range map[float64]string{0: "0:00", 61.9: "1:01", 3725: "1:02:05"} {
		if got := clock(s); got != want {
			t.Errorf("clock(%g) = %q, want %q", s, got, want)
		}
	}
}

// TestLiveWatcher: what a terminal shows at the end is the lasting lines, and no
// line is wider than the terminal.
func TestLiveWatcher(t *testing.T) {
	var out strings.Builder
	now := time.Unix(0, 0)
	w := &liveWatcher{out: &out, width: 40, now: func() time.Time { now = now.Add(time.Second); return now }}
	w.event(designer.Event{Kind: designer.EventAsking, Iteration: 0, Total: 2, Message: "iteration 0: asking for 2 samples"})
	w.event(designer.Event{Kind: designer.EventTraining, Iteration: 0, Done: 1, Total: 4, Message: "a training ended"})
	w.note("call tried again")
	w.event(designer.Event{Kind: designer.EventScored, Iteration: 0, Candidate: "i00-s00", HasScore: true, Score: 3, Message: "i00-s00: score 3"})
	w.close()
	want := []string{"iteration 0: asking for 2 samples", "call tried again", "i00-s00: score 3", ""}
	if got := shown(out.String()); !equal(got, want) {
		t.Errorf("the terminal shows %q, want %q", got, want)
	}
	for _, part := range strings.Split(strings.ReplaceAll(out.String(), eraseLine, "\n"), "\n") {
		if n := utf8.RuneCountInString(part); n > 40 {
			t.Errorf("%q has %d columns, want at most 40", part, n)
		}
	}
}

// shown is what lines of a terminal hold after text: the erase sequence clears
// the current one.
func shown(text string) []string {
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		lines = append(lines, line[strings.LastIndex(line, eraseLine)+len(eraseLine):])
	}
	return lines
}

func equal(a, b []string) bool {
	return strings.Join(a, "\n") == strings.Join(b, "\n")
}

// TestLiveWatcherWithoutScore: what was selected without a score is not called the best
// with one of 0.
func TestLiveWatcherWithoutScore(t *testing.T) {
	var out strings.Builder
	w := &liveWatcher{out: &out, width: 90, now: time.Now}
	w.event(designer.Event{Kind: designer.EventSelected, Candidate: "i00-s00", Done: 1, Total: 2, Message: "i00-s00 picked"})
	if strings.Contains(out.String(), "best") {
		t.Errorf("the terminal shows %q", out.String())
	}
	w.event(designer.Event{Kind: designer.EventSelected, Candidate: "i00-s00", Done: 2, Total: 2, Score: 3, HasScore: true})
	if !strings.Contains(out.String(), "best 3") {
		t.Errorf("the terminal shows %q", out.String())
	}
}
