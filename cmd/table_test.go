package cmd

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestTableWraps: the last column goes on below itself, and nothing of it is lost.
func TestTableWraps(t *testing.T) {
	about := strings.TrimSpace(strings.Repeat("états and actions ", 20))
	out := table{header: []string{"NAME", "ABOUT"}}
	out.add("long", about)
	out.add("short", "one line")
	out.add("bare")
	out.add("word", strings.Repeat("x", 150))
	var b strings.Builder
	if err := out.write(&b); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	var said []string
	for _, line := range lines[1:] {
		if n := utf8.RuneCountInString(line); n > tableWidth && !strings.HasPrefix(line, "word") || strings.HasSuffix(line, " ") {
			t.Errorf("a line of %d characters: %q", n, line)
		}
		if rest, hangs := strings.CutPrefix(line, "       "); hangs || strings.HasPrefix(line, "long") {
			said = append(said, strings.TrimPrefix(rest, "long   "))
		}
	}
	if got := strings.Join(said, " "); got != about {
		t.Errorf("wrapped to %q, want %q", got, about)
	}
	if !strings.Contains(b.String(), "\nshort  one line\nbare\nword   xxx") {
		t.Errorf("the other rows are\n%s", &b)
	}

	for what, whole := range map[string]table{
		"a column of numbers": {header: []string{"", ""}, right: map[int]bool{1: true}},
		"a table of facts":    {},
	} {
		whole.add("fact", about)
		b.Reset()
		if err := whole.write(&b); err != nil || !strings.Contains(b.String(), about) {
			t.Errorf("%s wraps: %q, %v", what, b.String(), err)
		}
	}
}
