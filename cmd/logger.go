package cmd

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
)

// noteHandler turns log records into notes for people, "message: key value".
type noteHandler struct{ note func(string) }

func (h noteHandler) Enabled(_ context.Context, level slog.Level) bool {
	return level >= slog.LevelInfo
}

func (h noteHandler) Handle(_ context.Context, r slog.Record) error {
	var parts []string
	r.Attrs(func(a slog.Attr) bool {
		parts = append(parts, fmt.Sprintf("%s %v", a.Key, a.Value))
		return true
	})
	text := r.Message
	if len(parts) > 0 {
		text += ": " + strings.Join(parts, ", ")
	}
	h.note(text)
	return nil
}

// WithAttrs and WithGroup keep the handler as it is: the loggers that this
// command hands out are used without either.
func (h noteHandler) WithAttrs([]slog.Attr) slog.Handler { return h }
func (h noteHandler) WithGroup(string) slog.Handler      { return h }
