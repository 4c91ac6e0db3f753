package cmd

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/llm"
)

// noteHandler turns log records into notes for people, "message: key value", or
// "i00-s02: message" where a record is about a sample.
type noteHandler struct{ note func(string) }

func (h noteHandler) Enabled(_ context.Context, level slog.Level) bool {
	return level >= slog.LevelInfo
}

func (h noteHandler) Handle(_ context.Context, r slog.Record) error {
	var parts []string
	place := map[string]int{}
	r.Attrs(func(a slog.Attr) bool {
		switch a.Key {
		case llm.LogIteration, llm.LogSample, llm.LogAttempt:
			place[a.Key] = int(a.Value.Int64())
		default:
			parts = append(parts, fmt.Sprintf("%s %v", a.Key, a.Value))
		}
		return true
	})
	text := r.Message
	if sample, ok := place[llm.LogSample]; ok {
		text = sampleWords(place[llm.LogIteration], sample, place[llm.LogAttempt]) + ": " + text
	}
	if len(parts) > 0 {
		text += ": " + strings.Join(parts, ", ")
	}
	h.note(text)
	return nil
}

// sampleWords names the candidate that a call is for, and its repair.
func sampleWords(iteration, sample, attempt int) string {
	words := designer.CandidateID(iteration, sample)
	if attempt > 0 {
		words += fmt.Sprintf(", repair %d", attempt)
	}
	return words
}

// WithAttrs and WithGroup keep the handler as it is: the loggers that this
// command hands out are used without either.
func (h noteHandler) WithAttrs([]slog.Attr) slog.Handler { return h }
func (h noteHandler) WithGroup(string) slog.Handler      { return h }
