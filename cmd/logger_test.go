package cmd

import (
	"log/slog"
	"testing"

	"github.com/rewardsmith/rewardsmith/designer/llm"
)

func TestNotes(t *testing.T) {
	var got []string
	log := slog.New(noteHandler{func(text string) { got = append(got, text) }})
	log.Warn("the server answered 503", slog.Int(llm.LogIteration, 0), slog.Int(llm.LogSample, 2), slog.Int(llm.LogAttempt, 0))
	log.Warn("the server answered 503", slog.Int(llm.LogIteration, 1), slog.Int(llm.LogSample, 0), slog.Int(llm.LogAttempt, 1))
	log.Info("done", slog.Int("files", 3))
	log.Debug("unheard")
	want := []string{"i00-s02: the server answered 503", "i01-s00, repair 1: the server answered 503", "done: files 3"}
	if !equal(got, want) {
		t.Errorf("notes are %q, want %q", got, want)
	}
}
