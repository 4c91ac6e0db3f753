package cmd

import (
	"strings"
	"testing"
)

// TestTableWraps: on a terminal the last column goes on below itself, and nothing of it is
// lost. Elsewhere lines are whole.
func TestTableWraps(t *testing.T) {
	about := strings.TrimSpace(strings.Repeat("états and actions ", 20))
	out := table{header: []string{"NAME", "ABOUT"}}
	out.add("long", about)
	out.add("short", "one line")
	out.add("bare")
	out.add("word", strings.Repeat("x", 150))
	var b strings.Builder
	if err := out.write(&b); err != nil || !strings.Contains(b.String(), "\nlong   "+about+"\n") {
		t.Errorf("what is no terminal gets wrapped lines: %v\n%s", err, &b)
	}
	b.Reset()
	const most = 100
	if err := out.writeWithin(&b, most); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	var said []string
	for _, line := range lines[1:] {
		if n := columns(line); n > most && !strings.HasPrefix(line, "word") || strings.HasSuffix(line, " ") {
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
		if err := whole.writeWithin(&b, most); err != nil || !strings.Contains(b.String(), about) {
			t.Errorf("%s wraps: %q, %v", what, b.String(), err)
		}
	}
}

// TestColumns counts what a terminal shows, so that columns of a table stay below each
// other.
func TestColumns(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "cart": 4, "états": 5, "e\u0301tats": 5, "café": 4, "報酬": 4, "보상": 4, "Ａ": 2, "ｱ": 1, "🤖": 2, "→ 0.5 µm": 8, "a\u200db": 2,
	} {
		if got := columns(text); got != want {
			t.Errorf("%q takes %d columns, want %d", text, got, want)
		}
	}
	out := table{rows: [][]string{{"報酬", "one"}, {"cart", "two"}}}
	var b strings.Builder
	if err := out.write(&b); err != nil || b.String() != "報酬  one\ncart  two\n" {
		t.Errorf("%v, table\n%s", err, &b)
	}
}
