package llm

import (
	"encoding/json"
	"errors"
	"strings"
)

// shortestSecret is the length from which a key is taken for a secret. Shorter
// ones are placeholders for servers that want some word ("none", "EMPTY"), and
// removing them would spoil texts.
const shortestSecret = 8

// secret is a key that must not show up in any text that leaves the package,
// whatever a server sends back. It is held in a function so that printing a
// struct that contains it shows an address.
type secret struct{ reveal func() string }

func newSecret(key string) secret {
	return secret{func() string { return key }}
}

// scrub replaces the key in text, as it is or as JSON would write it.
func (s secret) scrub(text string) string {
	key := s.reveal()
	if len(key) < shortestSecret {
		return text
	}
	const mask = "[key removed]"
	text = strings.ReplaceAll(text, key, mask)
	if quoted, err := json.Marshal(key); err == nil {
		text = strings.ReplaceAll(text, strings.Trim(string(quoted), `"`), mask)
	}
	return text
}

// hide returns err, or only its text if that held the key: an error that is
// wrapped would still carry it.
func (s secret) hide(err error) error {
	if clean := s.scrub(err.Error()); clean != err.Error() {
		return errors.New(clean)
	}
	return err
}
