package llm

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// embedding answers with the vectors in reverse order, as their indices allow:
// (length of the text, 1).
func embedding(w http.ResponseWriter, r *http.Request) {
	texts := r.Context().Value(bodyKey{}).(map[string]any)["input"].([]any)
	var data []string
	for i := len(texts) - 1; i >= 0; i-- {
		data = append(data, fmt.Sprintf(`{"object":"embedding","index":%d,"embedding":[%d,1]}`, i, len(texts[i].(string))))
	}
	fmt.Fprintf(w, `{"object":"list","model":"served","data":[%s],"usage":{"prompt_tokens":%d,"total_tokens":%d}}`, strings.Join(data, ","), len(texts), len(texts))
}

func testEmbedder(t *testing.T, s *scriptedServer) *OpenAIEmbedder {
	t.Helper()
	e, err := NewOpenAIEmbedder(OpenAIConfig{
		BaseURL: s.URL + "/v1", Key: testKey, Model: "words", Client: s.Client(), Clock: newFakeClock(),
		Jitter: func() float64 { return 0 }, Retries: 4, Price: Price{Prompt: 2e6},
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestEmbed asks for more texts than a call carries.
func TestEmbed(t *testing.T) {
	s := newScriptedServer(t, raw(503, ``), embedding)
	var texts []string
	for i := range embedTexts + 3 {
		texts = append(texts, strings.Repeat("x", i+1))
	}
	allowed := 0
	got, err := testEmbedder(t, s).Embed(t.Context(), EmbedRequest{Texts: texts, Allow: func(Usage) error { allowed++; return nil }})
	if err != nil {
		t.Fatal(err)
	}
	if got.Calls != 3 || allowed != 3 || s.calls() != 3 || got.Model != "words" {
		t.Errorf("%d calls counted, %d allowed, %d made by model %q, want 3 each by words", got.Calls, allowed, s.calls(), got.Model)
	}
	if want := (Usage{PromptTokens: len(texts)}); got.Usage != want || got.Cost != 2*float64(len(texts)) {
		t.Errorf("usage %+v at %g, want %+v at %d", got.Usage, got.Cost, want, 2*len(texts))
	}
	for i, v := range got.Vectors {
		if v[0] != float32(i+1) {
			t.Errorf("vector %d is %v, want that of text %d", i, v, i)
		}
	}
}

// TestEmbedFailures tells servers without embeddings from those in trouble.
func TestEmbedFailures(t *testing.T) {
	reply := func(data string) step { return raw(200, `{"data":[`+data+`]}`) }
	tests := []struct {
		name  string
		step  step
		kind  Kind
		none  bool // ErrNoEmbeddings
		calls int
	}{
		{"no such path", raw(404, `404 page not found`), KindNotFound, true, 1},
		{"wrong method", raw(405, ``), KindNotFound, true, 1},
		{"a model for chat", raw(400, `{"error":{"message":"The model does not support Embeddings API"}}`), KindRequest, true, 1},
		{"llama.cpp without the flag", raw(501, `{"error":{"message":"This server does not support embeddings"}}`), KindServer, true, 1},
		{"a web page", raw(200, `<html><title>Welcome</title></html>`), KindMalformed, true, 1},
		{"too few vectors", reply(`{"index":0,"embedding":[1]}`), KindMalformed, true, 1},
		{"an index twice", reply(`{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}`), KindMalformed, true, 1},
		{"a zero vector", reply(`{"index":0,"embedding":[0]},{"index":1,"embedding":[1]}`), KindMalformed, true, 1},
		{"unequal lengths", reply(`{"index":0,"embedding":[1,2]},{"index":1,"embedding":[1]}`), KindMalformed, true, 1},
		{"wrong key", raw(401, `{"error":{"message":"bad key"}}`), KindKey, false, 1},
		{"overload", raw(503, ``), KindServer, false, 5},
		{"reset", reset, KindConnection, false, 5},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newScriptedServer(t, tt.step)
			_, err := testEmbedder(t, s).Embed(t.Context(), EmbedRequest{Texts: []string{"a", "b"}})
			var failure *Error
			if !errors.As(err, &failure) || failure.Kind != tt.kind || errors.Is(err, ErrNoEmbeddings) != tt.none || s.calls() != tt.calls {
				t.Errorf("after %d calls: %v (%#v); want %d calls, kind %q, none %v", s.calls(), err, failure, tt.calls, tt.kind, tt.none)
			}
			if err != nil && strings.Contains(err.Error(), testKey) {
				t.Errorf("the key is in %q", err)
			}
		})
	}
}

// TestEmbedNotAllowed stops before the first call.
func TestEmbedNotAllowed(t *testing.T) {
	s := newScriptedServer(t, embedding)
	spent := errors.New("the budget is spent")
	got, err := testEmbedder(t, s).Embed(t.Context(), EmbedRequest{Texts: []string{"a"}, Allow: func(Usage) error { return spent }})
	if !errors.Is(err, spent) || s.calls() != 0 || got.Calls != 0 || errors.Is(err, ErrNoEmbeddings) {
		t.Errorf("%v after %d calls, %d counted", err, s.calls(), got.Calls)
	}
}

// TestRecordedEmbedder serves without a server what a server made once.
func TestRecordedEmbedder(t *testing.T) {
	s := newScriptedServer(t, embedding)
	dir := filepath.Join(t.TempDir(), "embeddings")
	online := NewRecordedEmbedder(dir, "words", testEmbedder(t, s))
	if _, err := online.Embed(t.Context(), EmbedRequest{Texts: []string{"one"}}); err != nil {
		t.Fatal(err)
	}
	first, err := online.Embed(t.Context(), EmbedRequest{Texts: []string{"three", "one", "four"}})
	if err != nil {
		t.Fatal(err)
	}
	if want := [][]float32{{5, 1}, {3, 1}, {4, 1}}; !cmp.Equal(first.Vectors, want) || first.Usage.PromptTokens != 2 {
		t.Errorf("%+v, want vectors %v for the tokens of two texts", first, want)
	}
	s.Close()

	offline := NewRecordedEmbedder(dir, "words", nil)
	again, err := offline.Embed(t.Context(), EmbedRequest{Texts: []string{"three", "one", "four"}})
	if err != nil || !cmp.Equal(again.Vectors, first.Vectors) || again.Calls != 0 || again.Usage != (Usage{}) {
		t.Errorf("replayed: %+v, %v", again, err)
	}
	for _, missing := range []*RecordedEmbedder{offline, NewRecordedEmbedder(dir, "other", nil)} {
		_, err := missing.Embed(t.Context(), EmbedRequest{Texts: []string{"one", "two"}})
		if !errors.Is(err, ErrNoEmbeddings) || !strings.Contains(err.Error(), `of 2 texts`) {
			t.Errorf("model %s, not recorded: %v", missing.model, err)
		}
	}

	name := filepath.Join(dir, offline.file("one"))
	for _, damage := range []string{"{", `{"format":2}`, `{"format":1,"model":"words","text":"two","vector":"AACAPw=="}`} {
		if err := os.WriteFile(name, []byte(damage), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := offline.Embed(t.Context(), EmbedRequest{Texts: []string{"one"}}); err == nil || errors.Is(err, ErrNoEmbeddings) {
			t.Errorf("damaged to %s: %v", damage, err)
		}
	}
}
