package cmd

import (
	"context"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// TestWall: tiles stand side by side with as many lines as there is room for, one that
// is over says so, and nothing else is told of an episode.
func TestWall(t *testing.T) {
	p := inProcess(nil)
	env, err := p.environment("cartpole")
	if err != nil {
		t.Fatal(err)
	}
	episode := func(steps int) *evaluator.Episode {
		e := &evaluator.Episode{Score: 417, Return: 951, End: "Theta above 0.2"}
		for range steps + 1 {
			e.States = append(e.States, []float64{0, 0, 0, 0})
		}
		return e
	}
	v := &designer.Review{}
	for i, name := range []string{"A", "B", "C", "D", "E"} {
		v.Rivals = append(v.Rivals, designer.Rival{Name: name, Candidate: "i00-s03", Episodes: []*evaluator.Episode{episode(10 * (i + 1)), episode(3)}})
	}
	var out strings.Builder
	w := newWall(&out, env, len(v.Rivals), 120, 40)
	if w.columns != 3 || w.canvas.Columns != 38 || w.canvas.Rows != 18 {
		t.Errorf("tiles are %d columns of %d by %d", w.columns, w.canvas.Columns, w.canvas.Rows)
	}
	lines := strings.Split(w.frame(v, 0, 20), "\n")
	if len(lines) != 2*19+1 {
		t.Fatalf("%d lines, want 2 rows of tiles and a last line", len(lines))
	}
	if got, want := strings.Fields(strings.TrimSuffix(lines[0], clearRest)), []string{"A", "(over)", "B", "(over)", "C"}; strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the first line is %q", lines[0])
	}
	if last := lines[len(lines)-1]; last != "episode 1 of 2, 0.40 s"+clearRest {
		t.Errorf("the last line is %q", last)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := w.play(ctx, v); err != errNotPicked {
		t.Errorf("interrupted: %v", err)
	}
	if shown := out.String(); !strings.HasSuffix(shown, showCursor+"\n") || strings.Contains(shown, "417") || strings.Contains(shown, "951") || strings.Contains(shown, "i00") {
		t.Errorf("the terminal shows %q", shown)
	}
}

// TestWallSizes: every terminal has room for every number of rivals.
func TestWallSizes(t *testing.T) {
	for _, c := range []struct{ rivals, width, height, columns, wide, high int }{
		{2, 80, 24, 2, 38, 21},
		{7, 80, 24, 2, 38, 4},
		{7, 200, 50, 4, 48, 23},
		{1, 20, 6, 1, 18, 3},
	} {
		w := newWall(nil, nil, c.rivals, c.width, c.height)
		if w.columns != c.columns || w.canvas.Columns != c.wide || w.canvas.Rows != c.high {
			t.Errorf("%d rivals on %dx%d: %d columns of %dx%d, want %d of %dx%d", c.rivals, c.width, c.height,
				w.columns, w.canvas.Columns, w.canvas.Rows, c.columns, c.wide, c.high)
		}
	}
}
