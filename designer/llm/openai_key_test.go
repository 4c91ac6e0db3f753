package llm

import (
	"fmt"
	"strings"
	"testing"
)

// TestClippedReplyHoldsNoPartOfTheKey has a server quote the key at every place
// around the length to which its words are cut.
func TestClippedReplyHoldsNoPartOfTheKey(t *testing.T) {
	for _, template := range []string{`{"error":{"message":%q}}`, `%s`, `<title>%s</title>`} {
		for before := 270; before <= 300; before += 5 {
			message := strings.Repeat("x", before) + " " + testKey + " is unknown"
			server := newScriptedServer(t, raw(401, fmt.Sprintf(template, message)))
			m, _ := testModel(t, server, nil)
			_, err := m.Complete(t.Context(), testRequest())
			if err == nil || strings.Contains(err.Error(), testKey[:4]) {
				t.Errorf("%d characters before the key: %v", before, err)
			}
		}
	}
}
