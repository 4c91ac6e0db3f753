package llm

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// concessions are what a server has refused of a request although it can do
// without: a temperature, or the older name of the token limit. Models differ in
// this, and their names do not tell. What is refused once is not sent again.
type concessions struct {
	mu   sync.Mutex
	made conceded
}

// conceded is what a request does without.
type conceded struct {
	temperature bool // it is not sent
	maxTokens   bool // MaxCompletionTokens is sent in its place
}

// now returns what the next request does without.
func (c *concessions) now() conceded {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.made
}

// make adds to what requests do without, and reports whether that is more than
// the caller's request, which failed, did without.
func (c *concessions) make(sent, more conceded) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.made.temperature = c.made.temperature || more.temperature
	c.made.maxTokens = c.made.maxTokens || more.maxTokens
	return more.temperature && !sent.temperature || more.maxTokens && !sent.maxTokens
}

// unsupported is how servers, and the client, say that a field is the trouble
// and not its value.
var unsupported = []string{
	"unsupported", "not support", "unrecognized", "unknown", "not permitted", "not allowed", "unexpected",
	"instead", "fixed at", "omitted", "only the default", "deprecated",
}

// concede reports whether r may pass if it is sent again with less than it was,
// after the server refused it for the given reason.
func (o *OpenAI) concede(r Request, sent conceded, reason string) bool {
	if !mentions(reason, unsupported) {
		return false
	}
	var more conceded
	more.maxTokens = o.config.TokenField == "" && r.MaxTokens > 0 && blames(reason, MaxTokens)
	more.temperature = r.Temperature != nil && !more.maxTokens && mentions(reason, []string{"temperature"})
	if !o.concessions.make(sent, more) {
		return false
	}
	change := "no temperature is sent from now on"
	if more.maxTokens {
		change = MaxCompletionTokens + " is sent in place of " + MaxTokens + " from now on"
	}
	o.config.Logger.Warn(fmt.Sprintf("%s, since the server refuses it: %s", change, reason))
	return true
}

// blames reports whether a refusal finds fault with a field: of several it names
// that one before the remedy.
func blames(reason, field string) bool {
	words := strings.FieldsFunc(strings.ToLower(reason), func(r rune) bool { return r != '_' && (r < 'a' || r > 'z') })
	first := slices.IndexFunc(words, func(w string) bool { return w == MaxTokens || w == MaxCompletionTokens })
	return first >= 0 && words[first] == field
}
