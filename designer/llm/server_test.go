package llm

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// testKey is long enough to be taken for a secret.
const testKey = "sk-test-1234567890abcdef"

// step answers one call of a scripted server.
type step func(w http.ResponseWriter, r *http.Request)

// scriptedServer answers its calls by the steps in turn, and every further call
// by the last one.
type scriptedServer struct {
	*httptest.Server
	mu     sync.Mutex
	bodies []map[string]any // of the requests so far
}

func newScriptedServer(t *testing.T, steps ...step) *scriptedServer {
	t.Helper()
	s := &scriptedServer{}
	released := make(chan struct{})
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body map[string]any
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			t.Errorf("request is no JSON: %v", err)
		}
		s.mu.Lock()
		next := steps[min(len(s.bodies), len(steps)-1)]
		s.bodies = append(s.bodies, body)
		s.mu.Unlock()
		ctx := context.WithValue(r.Context(), releasedKey{}, released)
		next(w, r.WithContext(context.WithValue(ctx, bodyKey{}, body)))
	}))
	t.Cleanup(s.Close)
	t.Cleanup(func() { close(released) }) // before Close, which waits for the handlers
	return s
}

// releasedKey and bodyKey are of what steps find in a request's context: a
// channel that is closed at the end of the test, and the decoded body.
type (
	releasedKey struct{}
	bodyKey     struct{}
)

func (s *scriptedServer) calls() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.bodies)
}

// answering replies with one choice for each text and a usage of 100 prompt
// tokens and 40 completion tokens for each.
func answering(texts ...string) step {
	return func(w http.ResponseWriter, _ *http.Request) {
		var choices []string
		for i, text := range texts {
			choices = append(choices, fmt.Sprintf(`{"index":%d,"finish_reason":"stop","message":{"role":"assistant","content":%q}}`, i, text))
		}
		fmt.Fprintf(w, `{"model":"served-model","choices":[%s],"usage":{"prompt_tokens":100,"completion_tokens":%d}}`,
			strings.Join(choices, ","), 40*len(texts))
	}
}

// raw replies with a status, headers in pairs and a body.
func raw(status int, body string, headers ...string) step {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

// hang answers nothing until the client goes away.
func hang(_ http.ResponseWriter, r *http.Request) {
	select {
	case <-r.Context().Done():
	case <-r.Context().Value(releasedKey{}).(chan struct{}):
	}
}

// cut closes the connection in the middle of a body whose length it announced.
func cut(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "1000")
	io.WriteString(w, `{"model":"m","choices":[{"message":{"content":"package rew`)
	w.(http.Flusher).Flush()
	closeConnection(w)
}

// cutChunked does so in a body of unknown length.
func cutChunked(w http.ResponseWriter, _ *http.Request) {
	io.WriteString(w, `{"model":"m","choices":[`)
	w.(http.Flusher).Flush()
	closeConnection(w)
}

// reset closes the connection before any reply.
func reset(w http.ResponseWriter, _ *http.Request) { closeConnection(w) }

func closeConnection(w http.ResponseWriter) {
	conn, buffered, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	buffered.Flush()
	conn.Close()
}

// fakeClock stands still but for those who sleep, whom it lets through at once.
type fakeClock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func newFakeClock() *fakeClock {
	return &fakeClock{now: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)}
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.slept = append(c.slept, d)
	return ctx.Err()
}

func (c *fakeClock) total() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	var sum time.Duration
	for _, d := range c.slept {
		sum += d
	}
	return sum
}

// testModel returns a model of the server that never really waits.
func testModel(t *testing.T, s *scriptedServer, change func(*OpenAIConfig)) (*OpenAI, *fakeClock) {
	t.Helper()
	clock := newFakeClock()
	c := OpenAIConfig{
		BaseURL: s.URL + "/v1", Key: testKey, Model: "asked-model", Client: s.Client(), Clock: clock,
		Jitter: func() float64 { return 0 }, Timeout: 5 * time.Second, Retries: 4,
	}
	if change != nil {
		change(&c)
	}
	m, err := NewOpenAI(c)
	if err != nil {
		t.Fatal(err)
	}
	return m, clock
}

// testRequest is a small prompt.
func testRequest() Request {
	return Request{Messages: []Message{{RoleSystem, "You write rewards."}, {RoleUser, "Balance the pole."}}}
}

// delivered collects what a batch delivers.
type delivered struct {
	answers map[int]Answer
	errs    map[int]error
}

func collect(t *testing.T, m Model, r Request, samples []int) (delivered, error) {
	t.Helper()
	d := delivered{map[int]Answer{}, map[int]error{}}
	err := CompleteSamples(t.Context(), m, r, samples, func(sample int, a Answer, err error) error {
		if _, again := d.answers[sample]; again {
			t.Errorf("sample %d was delivered twice", sample)
		}
		d.answers[sample] = a
		if err != nil {
			d.errs[sample] = err
		}
		return nil
	})
	return d, err
}
