package braille

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/envs/draw"
)

func TestShapes(t *testing.T) {
	for _, c := range []struct {
		name string
		draw func(s *draw.Scene)
		want []string
	}{
		{"line", func(s *draw.Scene) { s.Line(-4, 0.5, 4, 0.5, 0, draw.Blue) }, []string{"⣀⣀⣀⣀", "    "}},
		{"rect", func(s *draw.Scene) { s.Rect(-2, 2, 4, 4, 0, draw.Blue) }, []string{"⣿⣿  ", "    "}},
		{"turned", func(s *draw.Scene) { s.Rect(0, 0, 8, 2, math.Pi/2, draw.Blue) }, []string{" ⢸⡇ ", " ⢸⡇ "}},
		{"circle", func(s *draw.Scene) { s.Circle(0, 0, 2, draw.Blue) }, []string{" ⣠⣄ ", " ⠙⠋ "}},
		{"point", func(s *draw.Scene) { s.Circle(-3.5, 3.5, 0, draw.Blue) }, []string{"⠁   ", "    "}},
		{"outside", func(s *draw.Scene) {
			s.Circle(100, 100, 1, draw.Blue)
			s.Line(math.NaN(), 0, math.NaN(), 0, 1, draw.Red)
		}, []string{"    ", "    "}},
	} {
		scene := draw.View(-4, -4, 4, 4)
		c.draw(&scene)
		canvas := Canvas{Columns: 4, Rows: 2}
		got := strings.Split(strings.TrimSuffix(canvas.Draw(&scene), "\n"), "\n")
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, diff)
		}
	}
}

func TestColorsEndWithTheLine(t *testing.T) {
	scene := draw.View(-4, -4, 4, 4)
	scene.Rect(0, 0, 8, 8, 0, draw.Blue)
	canvas := Canvas{Columns: 4, Rows: 2, Color: true}
	for line := range strings.Lines(canvas.Draw(&scene)) {
		if want := "\x1b[38;2;47;111;222m⣿⣿⣿⣿\x1b[0m\n"; line != want {
			t.Errorf("line %q, want %q", line, want)
		}
	}
}
