package llm

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
)

// TestRetriesAreToldInPlainWords: one sentence for each wait, with the place
// beside it.
func TestRetriesAreToldInPlainWords(t *testing.T) {
	server := newScriptedServer(t, raw(503, ``), raw(500, `{"error":{"message":"out of memory"}}`), raw(200, `<html>`), answering("package reward"))
	var log bytes.Buffer
	m, _ := testModel(t, server, func(c *OpenAIConfig) { c.Logger = slog.New(slog.NewTextHandler(&log, nil)) })
	r := testRequest()
	r.Place = Place{Iteration: 1, Sample: 2, Attempt: 1}
	if _, err := m.Complete(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(log.String()), "\n")
	if len(lines) != 3 {
		t.Fatalf("%d lines for 3 retries:\n%s", len(lines), log.String())
	}
	for i, want := range []string{
		"the server answered 503; trying again in 1 s (2 of 5)",
		"the server answered 500 (out of memory); trying again in 2 s (3 of 5)",
		"the reply is no chat completion: a web page; trying again in 4 s (4 of 5)",
	} {
		if !strings.Contains(lines[i], want) || !strings.HasSuffix(lines[i], "iteration=1 sample=2 attempt=1") {
			t.Errorf("line %d is\n%s\nwant %s", i+1, lines[i], want)
		}
	}
}

// TestTruncatedAnswerIsNoted: an answer that the token limit cut off still
// counts, and says so.
func TestTruncatedAnswerIsNoted(t *testing.T) {
	server := newScriptedServer(t, raw(200, `{"choices":[{"finish_reason":"length","message":{"content":"package rew"}}]}`))
	m, _ := testModel(t, server, nil)
	a, err := m.Complete(t.Context(), testRequest())
	if err != nil || !a.Truncated() || !strings.Contains(a.Note, "cut off at the token limit") {
		t.Errorf("answer %+v, error %v", a, err)
	}
}
