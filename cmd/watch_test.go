package cmd

import (
	"context"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/cmd/internal/braille"
	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// TestWatchInterrupted: the terminal is left with its cursor, on a line of its own.
func TestWatchInterrupted(t *testing.T) {
	p := inProcess(nil)
	env, err := p.environment("cartpole")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	s := screen{out: &out, env: env, speed: 1, canvas: braille.Canvas{Columns: 40, Rows: 10}}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	e := titled{title: "best", episode: &evaluator.Episode{States: [][]float64{{0, 0, 0, 0}, {0, 0, 0, 0}}}}
	if err := s.play(ctx, []titled{e, e}); err != nil {
		t.Error(err)
	}
	if !strings.HasSuffix(out.String(), showCursor+"\n") {
		t.Errorf("the output ends with %q", out.String()[max(0, out.Len()-20):])
	}
	if n := strings.Count(out.String(), goHome); n != 1 {
		t.Errorf("%d pictures were drawn after the interrupt, want 1", n)
	}
}

func TestEnvironmentOfAnotherProgram(t *testing.T) {
	p := inProcess(nil)
	_, err := p.environmentOf(&designer.Run{Env: designer.EnvInfo{Name: "crane"}})
	if err == nil || !strings.Contains(err.Error(), `no environment "crane"; use the program that made the run`) {
		t.Errorf("error %v, want that the program that made the run has it", err)
	}
}

// TestTerminalSize: nothing is drawn on a terminal of no size.
func TestTerminalSize(t *testing.T) {
	for _, tt := range []struct {
		width, height int
		err           error
		columns, rows int
	}{
		{0, 0, nil, 80, 24},
		{120, 0, nil, 80, 24},
		{120, 40, context.Canceled, 80, 24},
		{120, 40, nil, 120, 40},
	} {
		if columns, rows := terminalSize(tt.width, tt.height, tt.err); columns != tt.columns || rows != tt.rows {
			t.Errorf("%dx%d, %v: %dx%d, want %dx%d", tt.width, tt.height, tt.err, columns, rows, tt.columns, tt.rows)
		}
	}
}

func TestModelWords(t *testing.T) {
	for kind, want := range map[string]string{"openai": "openai some-model", "search": "search"} {
		if got := modelWords(&designer.Model{Kind: kind, Name: "some-model"}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
