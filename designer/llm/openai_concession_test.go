package llm

import (
	"maps"
	"net/http"
	"slices"
	"testing"
)

// picky answers requests that do not hold the given field, and refuses others
// with the given words.
func picky(field, words string) step {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Context().Value(bodyKey{}).(map[string]any)[field] != nil {
			raw(400, `{"error":{"message":"`+words+`"}}`)(w, r)
			return
		}
		answering("text")(w, r)
	}
}

// TestConcessions has a server refuse a field that it can be asked without: every
// sample is answered, and the field is not sent again.
func TestConcessions(t *testing.T) {
	const noTemperature = "Unsupported value: 'temperature' does not support 0.3 with this model. Only the default (1) value is supported."
	tests := []struct {
		name, model, field, words string
		instead                   string // field sent in place of it
		note                      bool
		refusals                  int // that reach the server
	}{
		{"temperature", "m", "temperature", noTemperature, "", true, 1},
		{"temperature, by what the client knows", "o3-mini", "temperature", "", "", true, 0},
		{"max_tokens", "m", MaxTokens, "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", MaxCompletionTokens, false, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			server := newScriptedServer(t, picky(test.field, test.words))
			m, _ := testModel(t, server, func(c *OpenAIConfig) { c.Model, c.Parallel = test.model, 1 })
			r, temperature := testRequest(), 0.3
			r.MaxTokens = 77
			r.Temperature = &temperature
			got, err := collect(t, m, r, []int{0, 1, 2})
			if err != nil || len(got.errs) != 0 {
				t.Fatalf("got %v and %v, want three answers", got.errs, err)
			}
			if server.calls() != 3+test.refusals {
				t.Errorf("%d calls, want %d", server.calls(), 3+test.refusals)
			}
			last := server.bodies[len(server.bodies)-1]
			if _, sent := last[test.field]; sent || test.instead != "" && last[test.instead] != 77.0 {
				t.Errorf("the last request has %v", slices.Sorted(maps.Keys(last)))
			}
			for sample, a := range got.answers {
				if (a.Note != "") != test.note {
					t.Errorf("sample %d has the note %q", sample, a.Note)
				}
			}
		})
	}
}

// TestConcessionIsMadeOnce: a server that goes on to complain ends the request.
func TestConcessionIsMadeOnce(t *testing.T) {
	server := newScriptedServer(t, raw(400, `{"error":{"message":"temperature is not supported"}}`))
	m, _ := testModel(t, server, nil)
	r, temperature := testRequest(), 0.3
	r.Temperature = &temperature
	if _, err := m.Complete(t.Context(), r); !Fatal(err) || server.calls() != 2 {
		t.Errorf("got %v after %d calls, want a fatal error after 2", err, server.calls())
	}
}
