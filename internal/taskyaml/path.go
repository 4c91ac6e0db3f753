package taskyaml

import (
	"fmt"
	"strconv"
	"strings"
)

// step is one part of a path: a key of a mapping or an index of a list.
type step struct {
	key   string
	index int // -1 for a key
}

// join adds a key to a path, quoting a key that holds more than letters, digits,
// underscores and hyphens.
func join(path, key string) string {
	if !plainKey(key) {
		return path + "[" + strconv.Quote(key) + "]"
	}
	if path == "" {
		return key
	}
	return path + "." + key
}

func plainKey(key string) bool {
	for _, r := range key {
		if !(r == '_' || r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') {
			return false
		}
	}
	return key != ""
}

// element adds a list index to a path.
func element(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }

// parsePath splits "a.b[2]" or `params["x.y"]` into steps.
func parsePath(path string) ([]step, error) {
	var steps []step
	for rest := path; rest != ""; {
		s, tail, err := parseStep(rest, len(steps) == 0)
		if err != nil {
			return nil, fmt.Errorf("%q is not a key path: %w", path, err)
		}
		steps, rest = append(steps, s), tail
	}
	if len(steps) == 0 {
		return nil, fmt.Errorf("the key is empty")
	}
	return steps, nil
}

// parseStep takes one step off the front of a path.
func parseStep(s string, first bool) (step, string, error) {
	if strings.HasPrefix(s, "[") {
		return parseBracket(s)
	}
	if !first {
		if s[0] != '.' {
			return step{}, "", fmt.Errorf("expected a dot before %q", s)
		}
		s = s[1:]
	}
	end := strings.IndexAny(s, ".[")
	if end < 0 {
		end = len(s)
	}
	if end == 0 {
		return step{}, "", fmt.Errorf("a key between the dots is empty")
	}
	return step{key: s[:end], index: -1}, s[end:], nil
}

// parseBracket takes "[2]" or `["key"]` off the front of a path.
func parseBracket(s string) (step, string, error) {
	if strings.HasPrefix(s, `["`) {
		quoted, err := strconv.QuotedPrefix(s[1:])
		if err != nil || !strings.HasPrefix(s[1+len(quoted):], "]") {
			return step{}, "", fmt.Errorf(`expected a quoted key such as ["x.y"] at %s`, s)
		}
		key, err := strconv.Unquote(quoted)
		return step{key: key, index: -1}, s[len(quoted)+2:], err
	}
	inside, rest, closed := strings.Cut(s[1:], "]")
	i, err := strconv.ParseUint(inside, 10, 31)
	if err != nil || !closed {
		return step{}, "", fmt.Errorf("expected a list index such as [2] at %s", s)
	}
	return step{index: int(i)}, rest, nil
}
