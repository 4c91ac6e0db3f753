package journal

import (
	"bytes"
	"encoding/json"
	"net/url"
	"sort"
	"strings"
)

// shortestSecret is the least length of a secret, in bytes. Shorter "keys" are
// customary words such as EMPTY or none for servers that want no key, and taking
// them out would garble the record.
const shortestSecret = 8

const redacted = "[redacted]"

// redactor takes secrets out of everything that a journal writes.
type redactor struct {
	secrets  []string // longest first
	variants [][]byte // of the secrets in any text: as they are, JSON- and URL-escaped
}

func newRedactor(secrets []string) *redactor {
	r := &redactor{}
	for _, s := range secrets {
		if len(s) >= shortestSecret {
			r.secrets = append(r.secrets, s)
		}
	}
	seen := map[string]bool{}
	for _, s := range r.secrets {
		for _, v := range []string{s, quoteJSON(s, false), quoteJSON(s, true), url.QueryEscape(s), url.PathEscape(s)} {
			if !seen[v] {
				seen[v] = true
				r.variants = append(r.variants, []byte(v))
			}
		}
	}
	sort.SliceStable(r.secrets, func(i, j int) bool { return len(r.secrets[i]) > len(r.secrets[j]) })
	sort.SliceStable(r.variants, func(i, j int) bool { return len(r.variants[i]) > len(r.variants[j]) })
	return r
}

// quoteJSON is text as it stands between the quotes of a JSON string.
func quoteJSON(text string, html bool) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(html)
	if err := e.Encode(text); err != nil {
		return text
	}
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(b.String()), `"`), `"`)
}

// text replaces every secret in b, which is not changed itself.
func (r *redactor) text(b []byte) []byte {
	for _, v := range r.variants {
		b = bytes.ReplaceAll(b, v, []byte(redacted))
	}
	return b
}

// contains reports whether a name holds a secret.
func (r *redactor) contains(name string) bool {
	return !bytes.Equal(r.text([]byte(name)), []byte(name))
}

// json replaces every secret in the strings of a JSON value, however they are
// escaped. The result is JSON again.
func (r *redactor) json(b []byte) []byte {
	if len(r.secrets) == 0 {
		return b
	}
	var out []byte
	for {
		start := bytes.IndexByte(b, '"')
		if start < 0 {
			return append(out, b...)
		}
		end := start + stringLength(b[start:])
		out = append(append(out, b[:start]...), r.literal(b[start:end])...)
		b = b[end:]
	}
}

// literal redacts one JSON string literal.
func (r *redactor) literal(quoted []byte) []byte {
	var plain string
	if json.Unmarshal(quoted, &plain) != nil || !r.contains(plain) {
		return quoted
	}
	return []byte(`"` + quoteJSON(string(r.text([]byte(plain))), false) + `"`)
}

// stringLength is the length of the JSON string literal at the start of b.
func stringLength(b []byte) int {
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(b)
}
