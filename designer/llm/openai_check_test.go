package llm

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestCheck(t *testing.T) {
	const scopes = `{"error":{"message":"You have insufficient permissions for this operation. Missing scopes: api.model.read."}}`
	tests := []struct {
		name       string
		answer     http.HandlerFunc
		doubt, err string // "" for none
	}{
		{"fine", page(200, `{"object":"list","data":[{"id":"m"}]}`), "", ""},
		{"unknown key", page(401, `{"error":{"message":"Incorrect API key provided"}}`), "", "status 401: Incorrect API key provided; the server does not know the key: check the environment variable"},
		{"no words", page(401, ``), "", "status 401: an empty page; the server does not know the key"},
		{"the key may not list", page(401, scopes), "Missing scopes", ""},
		{"forbidden", page(403, `{"error":{"message":"not this path"}}`), "the server answered 403 (not this path)", ""},
		{"no list", page(404, `no such page`), "the server answered 404 (no such page)", ""},
		{"broken", page(500, ``), "the server answered 500", ""},
		{"another page", page(200, `<html><title>Welcome</title></html>`), "the reply is no list of models: a web page titled Welcome", ""},
		{"silent", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "no answer to a first question", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method != http.MethodGet || r.URL.Path != "/v1/models" || r.Header.Get("Authorization") != "Bearer "+testKey {
					t.Errorf("asked %s %s with %q", r.Method, r.URL.Path, r.Header.Get("Authorization"))
				}
				tt.answer(w, r)
			}))
			defer server.Close()
			m, err := NewOpenAI(OpenAIConfig{BaseURL: server.URL + "/v1", Key: testKey, Model: "m", Timeout: 300 * time.Millisecond})
			if err != nil {
				t.Fatal(err)
			}
			doubt, err := m.Check(t.Context())
			if (doubt == "") != (tt.doubt == "") || !strings.Contains(doubt, tt.doubt) {
				t.Errorf("doubt %q, want %q in it", doubt, tt.doubt)
			}
			if (err == nil) != (tt.err == "") || err != nil && (!strings.Contains(err.Error(), tt.err) || !Fatal(err)) {
				t.Errorf("error %v, want %q in it", err, tt.err)
			}
		})
	}
}

// page replies with a status and a body.
func page(status int, body string) http.HandlerFunc { return http.HandlerFunc(raw(status, body)) }

// TestCheckOfNoServer tells a server that is down, which may come up, from an
// address that cannot be one.
func TestCheckOfNoServer(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	down := httptest.NewServer(http.NotFoundHandler())
	down.Close()
	for _, tt := range []struct {
		url   string
		fatal bool
	}{{server.URL, true}, {strings.Replace(server.URL, "https", "http", 1), false}, {down.URL, false}} {
		m, err := NewOpenAI(OpenAIConfig{BaseURL: tt.url, Model: "m"})
		if err != nil {
			t.Fatal(err)
		}
		doubt, err := m.Check(t.Context())
		if (err != nil) != tt.fatal || (doubt == "") != tt.fatal {
			t.Errorf("%s: doubt %q, error %v", tt.url, doubt, err)
		}
	}
}
