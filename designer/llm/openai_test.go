package llm

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestFailures sends one request to servers that misbehave at first, or always.
func TestFailures(t *testing.T) {
	good := answering("package reward")
	serverError := raw(500, `{"error":{"message":"out of memory"}}`)
	tests := []struct {
		name   string
		steps  []step
		calls  int             // that must be made
		waits  []time.Duration // between them, nil for the usual ones
		kind   Kind            // of the failure, empty for an answer
		fatal  bool
		says   []string // parts of the error's text
		change func(*OpenAIConfig)
	}{
		{name: "good at once", steps: []step{good}, calls: 1},
		{name: "429 with seconds", steps: []step{raw(429, `{"error":{"message":"slow down"}}`, "Retry-After", "7"), good}, calls: 2,
			waits: []time.Duration{7100 * time.Millisecond}},
		{name: "429 that asks for longer than any wait of our own", steps: []step{raw(429, ``, "Retry-After", "120"), good}, calls: 2,
			waits: []time.Duration{120100 * time.Millisecond}},
		{name: "429 with a date", steps: []step{raw(429, ``, "Retry-After", "Fri, 20 Nov 2026 12:00:30 GMT"), good}, calls: 2,
			waits: []time.Duration{30100 * time.Millisecond}},
		{name: "429 with milliseconds", steps: []step{raw(429, ``, "Retry-After-Ms", "250"), good}, calls: 2,
			waits: []time.Duration{350 * time.Millisecond}},
		{name: "429 with a date gone by", steps: []step{raw(429, ``, "Retry-After", "Fri, 20 Nov 2026 11:00:00 GMT"), good}, calls: 2,
			waits: []time.Duration{time.Second}},
		{name: "429 without", steps: []step{raw(429, ``), raw(429, ``), good}, calls: 3,
			waits: []time.Duration{time.Second, 2 * time.Second}},
		{name: "429 that asks for an hour", steps: []step{raw(429, ``, "Retry-After", "3600")}, calls: 1, kind: KindRateLimit, fatal: true,
			says: []string{"asks to wait 1h0m0s", "resume"}},
		{name: "429 for good", steps: []step{raw(429, `{"error":{"message":"slow down"}}`)}, calls: 5, kind: KindRateLimit,
			says: []string{"status 429", "slow down", "gave up after 5 tries", "fewer requests per minute"}},
		{name: "quota", steps: []step{raw(429, `{"error":{"message":"You exceeded your quota","type":"insufficient_quota","code":"insufficient_quota"}}`)},
			calls: 1, kind: KindQuota, fatal: true, says: []string{"exceeded", "add credit"}},
		{name: "402", steps: []step{raw(402, `{"error":{"message":"Insufficient Balance"}}`)}, calls: 1, kind: KindQuota, fatal: true},
		{name: "500 then good", steps: []step{serverError, good}, calls: 2, waits: []time.Duration{time.Second}},
		{name: "500 for good", steps: []step{serverError}, calls: 5, kind: KindServer, says: []string{"status 500", "out of memory"}},
		{name: "503 page", steps: []step{raw(503, "<html><head><title>Bad weather</title></head></html>", "Content-Type", "text/html")}, calls: 5,
			kind: KindServer, says: []string{"status 503", "a web page titled Bad weather"}},
		{name: "hang", steps: []step{hang, good}, calls: 2, change: func(c *OpenAIConfig) { c.Timeout = 40 * time.Millisecond }},
		{name: "hang for good", steps: []step{hang}, calls: 2, kind: KindTimeout, says: []string{"no whole answer within 20ms", "more time"},
			change: func(c *OpenAIConfig) { c.Timeout, c.Retries = 20*time.Millisecond, 1 }},
		{name: "client's own timeout", steps: []step{hang}, calls: 2, kind: KindTimeout, says: []string{"client"},
			change: func(c *OpenAIConfig) { c.Client, c.Retries = &http.Client{Timeout: 20 * time.Millisecond}, 1 }},
		{name: "cut in a body", steps: []step{cut, good}, calls: 2},
		{name: "cut in a chunked body", steps: []step{cutChunked, good}, calls: 2},
		{name: "cut for good", steps: []step{cut}, calls: 5, kind: KindConnection, says: []string{"broke off after 58 bytes"}},
		{name: "reset", steps: []step{reset, good}, calls: 2},
		{name: "no choices", steps: []step{raw(200, `{"choices":[]}`), good}, calls: 2},
		{name: "no choices for good", steps: []step{raw(200, `{"choices":[]}`)}, calls: 3, kind: KindMalformed, says: []string{"no choices"}},
		{name: "a page while others fail", steps: []step{serverError, serverError, raw(200, `<html>`), serverError, raw(200, `{}`), raw(200, `{}`)},
			calls: 5, kind: KindMalformed},
		{name: "empty choice", steps: []step{answering(" \n"), good}, calls: 2},
		{name: "token limit before any text", steps: []step{raw(200, `{"choices":[{"finish_reason":"length","message":{"content":"","reasoning":"hm"}}]}`)},
			calls: 1, kind: KindLength, says: []string{"token limit", "allow more tokens"}},
		{name: "content filter", steps: []step{raw(200, `{"choices":[{"finish_reason":"content_filter","message":{}}]}`)}, calls: 1, kind: KindRefused},
		{name: "refusal", steps: []step{raw(200, `{"choices":[{"finish_reason":"stop","message":{"refusal":"I will not."}}]}`)}, calls: 1, kind: KindRefused,
			says: []string{"I will not."}},
		{name: "half of a JSON", steps: []step{raw(200, `{"choices":[{"mess`), good}, calls: 2},
		{name: "wrong JSON", steps: []step{raw(200, `{"choices":"none"}`), good}, calls: 2},
		{name: "no JSON for good", steps: []step{raw(200, `ready`)}, calls: 3, kind: KindMalformed, says: []string{"no chat completion: ready", "base URL"}},
		{name: "web page", steps: []step{raw(200, `<!DOCTYPE html><title>Log in</title>`)}, calls: 3, kind: KindMalformed, says: []string{"a web page titled Log in"}},
		{name: "empty page", steps: []step{raw(200, ``)}, calls: 3, kind: KindMalformed, says: []string{"an empty page"}},
		{name: "error with status 200", steps: []step{raw(200, `{"error":{"message":"upstream gone","code":502}}`), good}, calls: 2},
		{name: "refused key with status 200", steps: []step{raw(200, `{"error":{"message":"who are you?","code":401}}`)}, calls: 1, kind: KindKey, fatal: true},
		{name: "401", steps: []step{raw(401, `{"error":{"message":"Incorrect API key","code":"invalid_api_key"}}`)}, calls: 1, kind: KindKey, fatal: true,
			says: []string{"http://127.0.0.1", "/v1: status 401: Incorrect API key", "environment variable"}},
		{name: "401 without a key", steps: []step{raw(401, ``)}, calls: 1, kind: KindKey, fatal: true, says: []string{"no key was sent"},
			change: func(c *OpenAIConfig) { c.Key = "" }},
		{name: "403", steps: []step{raw(403, `{"error":{"message":"not here"}}`)}, calls: 1, kind: KindKey, fatal: true, says: []string{"status 403", "access to this model"}},
		{name: "404", steps: []step{raw(404, `404 page not found`)}, calls: 1, kind: KindNotFound, fatal: true,
			says: []string{"status 404", `"asked-model"`, "end in /v1"}},
		{name: "400 for one field by name", steps: []step{raw(400, `{"error":{"message":"max_tokens is too large: 9. This model supports at most 8."}}`)},
			calls: 1, kind: KindRequest, fatal: true, says: []string{"status 400", "check the token limit"}},
		{name: "400 temperature too high", steps: []step{raw(400, `{"error":{"message":"temperature must be at most 1"}}`)},
			calls: 1, kind: KindRequest, fatal: true, says: []string{"a temperature that the server takes"}},
		{name: "400 context", steps: []step{raw(400, `{"error":{"message":["context length exceeded"]}}`)},
			calls: 1, kind: KindTooLong, says: []string{"larger context"}},
		{name: "400 context by its code", steps: []step{raw(400, `{"error":{"message":"Please shorten it.","code":"context_length_exceeded"}}`)},
			calls: 1, kind: KindTooLong, says: []string{"Please shorten it"}},
		{name: "413", steps: []step{raw(413, ``)}, calls: 1, kind: KindTooLong},
		{name: "400 content filter by its code", steps: []step{raw(400, `{"error":{"message":"No.","code":"content_filter","type":"invalid_request_error"}}`)},
			calls: 1, kind: KindRefused, says: []string{"status 400: No."}},
		{name: "400 content filter in words", steps: []step{raw(400, `{"error":{"message":"The response was filtered due to the prompt triggering Azure's content management policy"}}`)},
			calls: 1, kind: KindRefused},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := newScriptedServer(t, test.steps...)
			m, clock := testModel(t, server, test.change)
			a, err := m.Complete(t.Context(), testRequest())
			if got := server.calls(); got != test.calls {
				t.Errorf("got %d calls, want %d", got, test.calls)
			}
			if test.waits != nil && clock.total() != sum(test.waits) {
				t.Errorf("waited %v in all, want %v", clock.total(), sum(test.waits))
			}
			if test.kind == "" {
				if err != nil || a.Text != "package reward" || a.Calls != test.calls {
					t.Errorf("got %q after %d calls, error %v; want the answer after %d", a.Text, a.Calls, err, test.calls)
				}
				return
			}
			var failure *Error
			if !errors.As(err, &failure) {
				t.Fatalf("got error %v, want one of kind %q", err, test.kind)
			}
			if failure.Kind != test.kind || Fatal(err) != test.fatal {
				t.Errorf("got kind %q, fatal %v; want %q, %v", failure.Kind, Fatal(err), test.kind, test.fatal)
			}
			for _, part := range test.says {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("error %q does not say %q", err, part)
				}
			}
			if !test.fatal && a.Calls != test.calls {
				t.Errorf("the failed answer counts %d calls, want %d", a.Calls, test.calls)
			}
		})
	}
}

func sum(ds []time.Duration) (total time.Duration) {
	for _, d := range ds {
		total += d
	}
	return total
}

// TestUnreachable covers what goes wrong before a server is reached.
func TestUnreachable(t *testing.T) {
	closed := newScriptedServer(t, hang)
	closed.Close()
	plain := newScriptedServer(t, hang)
	tests := []struct {
		name, url, says string
		fatal           bool
	}{
		{"not running", closed.URL, "check that the server is running", false},
		{"https to a plain server", strings.Replace(plain.URL, "http:", "https:", 1), "begin the base URL with http://", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m, _ := testModel(t, plain, func(c *OpenAIConfig) { c.BaseURL, c.Client, c.Retries = test.url, nil, 1 })
			_, err := m.Complete(t.Context(), testRequest())
			if err == nil || !strings.Contains(err.Error(), test.says) || Fatal(err) != test.fatal {
				t.Errorf("got %v (fatal %v), want %q (fatal %v)", err, Fatal(err), test.says, test.fatal)
			}
		})
	}
}

// TestCompletions asks for eight samples by calls for up to four.
func TestCompletions(t *testing.T) {
	four := answering("a", "b", "c", "d")
	tests := []struct {
		name  string
		steps []step
		asks  []float64 // n of each call, 1 where it is left out
		fails int
	}{
		{"all four", []step{four}, []float64{4, 4}, 0},
		{"n ignored", []step{answering("a")}, []float64{4, 1, 1, 1, 4, 1, 1, 1}, 0},
		{"more than asked for", []step{answering("a", "b", "c", "d", "e")}, []float64{4, 4}, 0},
		{"some empty", []step{answering("a", "", "c", ""), answering("a", "b"), four}, []float64{4, 2, 4}, 0},
		{"shrinks", []step{raw(500, ""), raw(500, ""), raw(500, ""), raw(500, ""), answering("a"), answering("b"), answering("c"), answering("d"), four},
			[]float64{4, 4, 2, 2, 1, 1, 1, 1, 4}, 0},
		{"the second chunk fails", []step{four, raw(500, "")}, []float64{4, 4, 4, 2, 2, 1}, 4},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := newScriptedServer(t, test.steps...)
			m, _ := testModel(t, server, func(c *OpenAIConfig) { c.Completions, c.ShrinkAfter, c.Parallel = 4, 2, 1 })
			// Chunks would take turns in any order: ask for them one after the other.
			got := delivered{map[int]Answer{}, map[int]error{}}
			for _, chunk := range [][]int{{0, 1, 2, 3}, {4, 6, 8, 9}} {
				d, err := collect(t, m, testRequest(), chunk)
				if err != nil {
					t.Fatal(err)
				}
				for _, sample := range chunk {
					if _, ok := d.answers[sample]; !ok {
						t.Errorf("sample %d was not delivered", sample)
					}
					got.answers[sample] = d.answers[sample]
					if d.errs[sample] != nil {
						got.errs[sample] = d.errs[sample]
					}
				}
			}
			if len(got.errs) != test.fails {
				t.Errorf("got %d failed samples, want %d", len(got.errs), test.fails)
			}
			var asks []float64
			for _, body := range server.bodies {
				n, ok := body["n"].(float64)
				if !ok {
					n = 1
				}
				asks = append(asks, n)
			}
			if diff := cmp.Diff(test.asks, asks); diff != "" {
				t.Errorf("completions asked for (-want +got):\n%s", diff)
			}
			calls := 0
			for _, a := range got.answers {
				calls += a.Calls
			}
			if calls != len(asks) {
				t.Errorf("the answers count %d calls, %d were made", calls, len(asks))
			}
		})
	}
}

// TestParallelSamples asks for 16 samples at once, of which some fail for good.
func TestParallelSamples(t *testing.T) {
	var under, most atomic.Int32
	server := newScriptedServer(t, func(w http.ResponseWriter, r *http.Request) {
		now := under.Add(1)
		defer under.Add(-1)
		for old := most.Load(); now > old && !most.CompareAndSwap(old, now); old = most.Load() {
		}
		time.Sleep(5 * time.Millisecond)
		answering("text")(w, r)
	})
	m, _ := testModel(t, server, func(c *OpenAIConfig) { c.Parallel = 3 })
	samples := []int{0, 1, 2, 3, 5, 7, 8, 9, 10, 11, 12}
	got, err := collect(t, m, testRequest(), samples)
	if err != nil || len(got.answers) != len(samples) || len(got.errs) != 0 {
		t.Errorf("got %d answers, %d failures, error %v; want %d answers", len(got.answers), len(got.errs), err, len(samples))
	}
	if most.Load() != 3 {
		t.Errorf("up to %d calls were under way at a time, want 3", most.Load())
	}
}

// TestPartialFailureKeepsTheOthers has a server break down after four answers.
func TestPartialFailureKeepsTheOthers(t *testing.T) {
	good := answering("text")
	server := newScriptedServer(t, good, good, good, good, raw(500, ""))
	m, _ := testModel(t, server, func(c *OpenAIConfig) { c.Parallel = 1 })
	got, err := collect(t, m, testRequest(), []int{0, 1, 2, 3, 4, 5})
	if err != nil || len(got.answers) != 6 || len(got.errs) != 2 {
		t.Fatalf("%d samples of which %d failed, error %v; want 6 and 2", len(got.answers), len(got.errs), err)
	}
	for sample, a := range got.answers {
		if failed := got.errs[sample] != nil; failed == (a.Text == "text") {
			t.Errorf("sample %d has text %q and error %v", sample, a.Text, got.errs[sample])
		}
	}
}

// TestFatalStops checks that nothing more is asked once the key is refused, and
// that answers under way still arrive.
func TestFatalStops(t *testing.T) {
	refused := make(chan struct{})
	var calls atomic.Int32
	server := newScriptedServer(t, func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) == 1 {
			<-refused
			time.Sleep(10 * time.Millisecond) // the refusal arrives first
			answering("late")(w, r)
			return
		}
		raw(401, "")(w, r)
		close(refused)
	})
	m, _ := testModel(t, server, func(c *OpenAIConfig) { c.Parallel = 2 })
	got, err := collect(t, m, testRequest(), []int{0, 1, 2, 3, 4, 5, 6, 7})
	if !Fatal(err) {
		t.Errorf("got error %v, want a fatal one", err)
	}
	if len(got.answers) != 1 || server.calls() != 2 {
		t.Errorf("got %d answers by %d calls, want the one under way and 2 calls", len(got.answers), server.calls())
	}
}

func TestDeliverErrorEndsTheBatch(t *testing.T) {
	server := newScriptedServer(t, answering("text"))
	m, _ := testModel(t, server, func(c *OpenAIConfig) { c.Parallel = 1 })
	full := errors.New("disk full")
	deliveries := 0
	err := m.CompleteSamples(t.Context(), testRequest(), []int{0, 1, 2, 3}, func(int, Answer, error) error {
		deliveries++
		return full
	})
	if !errors.Is(err, full) || deliveries != 1 {
		t.Errorf("got %v after %d deliveries, want %v after 1", err, deliveries, full)
	}
}

func TestCancelled(t *testing.T) {
	server := newScriptedServer(t, hang)
	m, _ := testModel(t, server, nil)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(20*time.Millisecond, cancel)
	err := m.CompleteSamples(ctx, testRequest(), []int{0, 1}, func(sample int, _ Answer, err error) error {
		t.Errorf("sample %d was delivered: %v", sample, err)
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

func TestRateLimit(t *testing.T) {
	server := newScriptedServer(t, answering("text"))
	m, clock := testModel(t, server, func(c *OpenAIConfig) { c.RequestsPerMinute, c.Parallel = 30, 1 })
	if _, err := collect(t, m, testRequest(), []int{0, 1, 2, 3, 4}); err != nil {
		t.Fatal(err)
	}
	if got, want := clock.total(), 8*time.Second; got < want-time.Millisecond || got > want+time.Millisecond {
		t.Errorf("waited %v for 5 calls at 30 a minute, want %v", got, want)
	}
}

// TestRequestFields checks what is sent for what is asked.
func TestRequestFields(t *testing.T) {
	hot, cold := 0.7, 0.0
	tests := []struct {
		name    string
		request func(*Request)
		config  func(*OpenAIConfig)
		want    map[string]any // nil value: must not be sent
	}{
		{"nothing more than needed", func(*Request) {}, nil,
			map[string]any{"model": "asked-model", "temperature": nil, "max_tokens": nil, "seed": nil, "n": nil, "stream": false}},
		{"temperature", func(r *Request) { r.Temperature = &hot }, nil, map[string]any{"temperature": 0.7}},
		{"temperature 0", func(r *Request) { r.Temperature = &cold }, nil, map[string]any{"temperature": 0.0}},
		{"token limit", func(r *Request) { r.MaxTokens = 500 }, nil, map[string]any{"max_tokens": 500.0, "max_completion_tokens": nil}},
		{"token limit of a newer model", func(r *Request) { r.MaxTokens, r.Model = 500, "o3-mini" }, nil,
			map[string]any{"model": "o3-mini", "max_tokens": nil, "max_completion_tokens": 500.0}},
		{"token limit by choice", func(r *Request) { r.MaxTokens = 500 }, func(c *OpenAIConfig) { c.TokenField = MaxCompletionTokens },
			map[string]any{"max_tokens": nil, "max_completion_tokens": 500.0}},
		{"extra fields", func(*Request) {}, func(c *OpenAIConfig) { c.Extra = map[string]any{"top_k": 20} }, map[string]any{"top_k": 20.0}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			server := newScriptedServer(t, answering("text"))
			m, _ := testModel(t, server, test.config)
			r := testRequest()
			test.request(&r)
			if _, err := m.Complete(t.Context(), r); err != nil {
				t.Fatal(err)
			}
			for field, want := range test.want {
				if got := server.bodies[0][field]; got != want {
					t.Errorf("%s: got %v, want %v", field, got, want)
				}
			}
			wantMessages := []any{
				map[string]any{"role": "system", "content": "You write rewards."},
				map[string]any{"role": "user", "content": "Balance the pole."},
			}
			if diff := cmp.Diff(wantMessages, server.bodies[0]["messages"]); diff != "" {
				t.Errorf("messages (-want +got):\n%s", diff)
			}
		})
	}
}

// TestClientRefusal checks that what the client will not send is explained.
func TestClientRefusal(t *testing.T) {
	server := newScriptedServer(t, answering("text"))
	m, _ := testModel(t, server, func(c *OpenAIConfig) { c.Model, c.Completions = "o3-mini", 2 })
	_, err := collect(t, m, testRequest(), []int{0, 1})
	if !Fatal(err) || !strings.Contains(err.Error(), "one completion a call") || server.calls() != 0 {
		t.Errorf("got %v after %d calls, want a fatal error before any", err, server.calls())
	}
}

func TestAnswerText(t *testing.T) {
	tests := []struct {
		name, message, text, reasoning string
	}{
		{"plain", `{"content":"code"}`, "code", ""},
		{"reasoning_content", `{"content":"code","reasoning_content":"hm"}`, "code", "hm"},
		{"reasoning", `{"content":"code","reasoning":"hm"}`, "code", "hm"},
		{"both", `{"content":"code","reasoning":"new","reasoning_content":"old"}`, "code", "old"},
		{"reasoning as an object", `{"content":"code","reasoning":{"effort":"low"}}`, "code", ""},
		{"think tags", `{"content":"<think>\nhm\n</think>\n\ncode"}`, "code", "hm"},
		{"think tags and a field", `{"content":"<think>b</think>code","reasoning":"a"}`, "code", "a\n\nb"},
		{"parts", `{"content":[{"type":"text","text":"co"},{"type":"text","text":"de"}]}`, "code", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			server := newScriptedServer(t, raw(200, `{"choices":[{"finish_reason":"stop","message":`+test.message+`}]}`))
			m, _ := testModel(t, server, nil)
			a, err := m.Complete(t.Context(), testRequest())
			if err != nil {
				t.Fatal(err)
			}
			if a.Text != test.text || a.Reasoning != test.reasoning || a.Model != "asked-model" || a.FinishReason != "stop" {
				t.Errorf("got %+v, want text %q, reasoning %q", a, test.text, test.reasoning)
			}
		})
	}
}

func TestUsageOfACallIsShared(t *testing.T) {
	tests := []struct {
		name, usage string
		want        Usage // over both answers
	}{
		{"reported", `{"prompt_tokens":101,"completion_tokens":55,"completion_tokens_details":{"reasoning_tokens":30},"prompt_tokens_details":{"cached_tokens":64}}`,
			Usage{PromptTokens: 101, CompletionTokens: 55, ReasoningTokens: 30, CachedTokens: 64}},
		{"missing", `null`, Usage{PromptTokens: 10, CompletionTokens: 3, Estimated: true}},
		{"nonsense", `{"prompt_tokens":-5,"completion_tokens":-1}`, Usage{PromptTokens: 10, CompletionTokens: 3, Estimated: true}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			server := newScriptedServer(t, raw(200, `{"choices":[{"message":{"content":"four"}},{"message":{"content":"eight888"}}],"usage":`+test.usage+`}`))
			price := Price{Prompt: 2, Completion: 8, Cached: 1}
			m, _ := testModel(t, server, func(c *OpenAIConfig) { c.Completions, c.Price = 2, price })
			got, err := collect(t, m, testRequest(), []int{0, 1})
			if err != nil {
				t.Fatal(err)
			}
			total := got.answers[0].Usage.Add(got.answers[1].Usage)
			if diff := cmp.Diff(test.want, total); diff != "" {
				t.Errorf("usage of both (-want +got):\n%s", diff)
			}
			cost := got.answers[0].Cost + got.answers[1].Cost
			if want := price.Cost(test.want); cost < want*0.999999 || cost > want*1.000001 {
				t.Errorf("cost of both is %v, want %v", cost, want)
			}
		})
	}
}

// TestLatencyOfACallCountsOnce draws two samples in one call of three seconds.
func TestLatencyOfACallCountsOnce(t *testing.T) {
	clock := newFakeClock()
	server := newScriptedServer(t, func(w http.ResponseWriter, r *http.Request) {
		clock.Sleep(r.Context(), 3*time.Second)
		answering("a", "b")(w, r)
	})
	m, _ := testModel(t, server, func(c *OpenAIConfig) { c.Completions, c.Clock = 2, clock })
	got, err := collect(t, m, testRequest(), []int{0, 1})
	if err != nil {
		t.Fatal(err)
	}
	if total := got.answers[0].Latency + got.answers[1].Latency; total != 3*time.Second {
		t.Errorf("latencies add up to %v, want 3s", total)
	}
}

// TestDiscardedAnswersAreCounted: an empty answer is asked for again, and paid.
func TestDiscardedAnswersAreCounted(t *testing.T) {
	server := newScriptedServer(t, answering(""), answering("text"))
	m, _ := testModel(t, server, nil)
	a, err := m.Complete(t.Context(), testRequest())
	if err != nil {
		t.Fatal(err)
	}
	want := Usage{PromptTokens: 200, CompletionTokens: 80}
	if a.Usage != want || a.Calls != 2 {
		t.Errorf("got %+v in %d calls, want %+v in 2", a.Usage, a.Calls, want)
	}
}

// TestKeyNeverLeaks lets servers send the key back in every way and looks for it
// in all that leaves the package.
func TestKeyNeverLeaks(t *testing.T) {
	echo := func(status int, format string) step {
		return func(w http.ResponseWriter, r *http.Request) {
			key := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
			if key != testKey {
				t.Errorf("the key did not reach the server: %q", key)
			}
			raw(status, fmt.Sprintf(format, key))(w, r)
		}
	}
	steps := map[string]step{
		"refused":    echo(401, `{"error":{"message":"no such key: %s"}}`),
		"page":       echo(500, `<html><title>%s</title></html>`),
		"text":       echo(502, `Authorization: Bearer %s`),
		"odd fields": echo(400, `{"error":{"message":"no","type":"%[1]s","param":"%[1]s","code":"%[1]s"}}`),
		"no JSON":    echo(200, `hello %s`),
		"answer":     echo(200, `{"model":"%[1]s","choices":[{"finish_reason":"%[1]s","message":{"content":"%[1]s","reasoning":"%[1]s"}}]}`),
		"refusal":    echo(200, `{"choices":[{"message":{"refusal":"%s"}}]}`),
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "nowhere://"+testKey, http.StatusTemporaryRedirect)
		},
	}
	for name, s := range steps {
		t.Run(name, func(t *testing.T) {
			server := newScriptedServer(t, s)
			var log bytes.Buffer
			m, _ := testModel(t, server, func(c *OpenAIConfig) { c.Logger, c.Retries = slog.New(slog.NewTextHandler(&log, nil)), 1 })
			a, err := m.Complete(t.Context(), testRequest())
			out := fmt.Sprintf("%+v %v %#v %s", a, err, err, &log)
			for e := err; e != nil; e = errors.Unwrap(e) {
				out += fmt.Sprintf("%v %#v", e, e)
			}
			if strings.Contains(out, testKey) || strings.Contains(fmt.Sprintf("%+v %#v", m, m), testKey) {
				t.Errorf("the key leaked: %s", out)
			}
		})
	}
}

func TestNewOpenAIRefuses(t *testing.T) {
	tests := []struct {
		name   string
		config OpenAIConfig
		says   string
	}{
		{"no scheme", OpenAIConfig{BaseURL: "localhost:8000"}, "want http:// or https://"},
		{"another scheme", OpenAIConfig{BaseURL: "ftp://host/v1"}, "want http:// or https://"},
		{"a password", OpenAIConfig{BaseURL: "https://me:hunter2hunter2@host/v1"}, "a user name or password cannot be part"},
		{"a query", OpenAIConfig{BaseURL: "https://host/v1?key=1"}, "query"},
		{"a key of two lines", OpenAIConfig{Key: testKey + "\n" + testKey}, "line break"},
		{"an unknown token field", OpenAIConfig{TokenField: "tokens"}, "unknown token field"},
		{"a negative limit", OpenAIConfig{Parallel: -1}, "negative"},
		{"stream", OpenAIConfig{Extra: map[string]any{"stream": true}}, `"stream" cannot be`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := NewOpenAI(test.config)
			if err == nil || !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), testKey) {
				t.Errorf("got %v, want an error that says %q and not the key", err, test.says)
			}
		})
	}
}

func TestBaseURLForms(t *testing.T) {
	for _, form := range []string{"/v1", "/v1/", "/v1/chat/completions", "/v1/chat/completions/"} {
		var path string
		server := newScriptedServer(t, func(w http.ResponseWriter, r *http.Request) {
			path = r.URL.Path
			answering("text")(w, r)
		})
		m, _ := testModel(t, server, func(c *OpenAIConfig) { c.BaseURL = server.URL + form })
		if _, err := m.Complete(t.Context(), testRequest()); err != nil || path != "/v1/chat/completions" {
			t.Errorf("base URL ending in %s: path %q, error %v", form, path, err)
		}
	}
}

// TestServerWideWait: while the server asks to be left alone, other calls wait
// as well.
func TestServerWideWait(t *testing.T) {
	clock := newFakeClock()
	g := newGate(clock, 2, 1e9)
	g.closeUntil(clock.Now().Add(5 * time.Second))
	leave, err := g.enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	leave()
	if clock.total() < 5*time.Second {
		t.Errorf("a call went ahead after %v, want 5s", clock.total())
	}
}

func TestBackoff(t *testing.T) {
	var waits []time.Duration
	for failures := 1; failures <= 6; failures++ {
		waits = append(waits, backoff(time.Second, 10*time.Second, failures, 0))
	}
	want := []time.Duration{1e9, 2e9, 4e9, 8e9, 10e9, 10e9}
	if !slices.Equal(waits, want) {
		t.Errorf("got %v, want %v", waits, want)
	}
	if got := backoff(time.Second, time.Minute, 2000, 0.5); got != 45*time.Second {
		t.Errorf("after 2000 failures with jitter 0.5: got %v, want 45s", got)
	}
}

// TestDeliverIsSerial runs with the race detector: deliver touches a variable
// without a lock.
func TestDeliverIsSerial(t *testing.T) {
	server := newScriptedServer(t, answering("text"))
	m, _ := testModel(t, server, func(c *OpenAIConfig) { c.Parallel = 8 })
	count := 0
	var wait sync.WaitGroup
	wait.Go(func() {
		if err := m.CompleteSamples(t.Context(), testRequest(), []int{0, 1, 2, 3, 4, 5, 6, 7}, func(int, Answer, error) error {
			count++
			return nil
		}); err != nil {
			t.Error(err)
		}
	})
	wait.Wait()
	if count != 8 {
		t.Errorf("got %d deliveries, want 8", count)
	}
}

// TestAllow lets a server that always fails be called three times in all, for
// two samples; of one that answers nothing at first, Allow learns what that cost.
func TestAllow(t *testing.T) {
	var calls atomic.Int64
	var lost atomic.Int64
	enough := errors.New("that is enough")
	r := testRequest()
	r.Allow = func(wasted Usage) error {
		lost.Add(int64(wasted.Total()))
		if calls.Add(1) > 3 {
			return enough
		}
		return nil
	}
	server := newScriptedServer(t, raw(500, `{"error":{"message":"out of memory"}}`))
	m, _ := testModel(t, server, nil)
	got, err := collect(t, m, r, []int{0, 1})
	if err != nil || len(got.errs) != 2 || server.calls() != 3 {
		t.Fatalf("%d failed samples after %d calls, error %v; want 2 after 3", len(got.errs), server.calls(), err)
	}
	if total := got.answers[0].Calls + got.answers[1].Calls; total != 3 {
		t.Errorf("the samples count %d calls, want 3", total)
	}
	for sample, err := range got.errs {
		var failure *Error
		if !errors.As(err, &failure) || failure.Kind != KindNotAllowed || !errors.Is(err, enough) {
			t.Errorf("sample %d failed with %v", sample, err)
		}
	}
	calls.Store(0)
	server = newScriptedServer(t, answering(""), answering("text"))
	m, _ = testModel(t, server, nil)
	if _, err := m.Complete(t.Context(), r); err != nil || lost.Load() != 140 {
		t.Errorf("error %v, %d tokens are told as lost, want the 140 of the empty answer", err, lost.Load())
	}
}
