package cmd

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestScreenDocsCommands parses every command of docs/screen.md, which tells
// what every flag of screen is for.
func TestScreenDocsCommands(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "docs", "screen.md"))
	if err != nil {
		t.Fatal(err)
	}
	p := inProcess(io.Discard)
	commands := 0
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "    rewardsmith ") {
			checkExample(t, newRoot(&p), line)
			commands++
		}
	}
	if commands < 2 {
		t.Errorf("found %d commands, want at least 2", commands)
	}
	for _, flag := range []string{"runs", "policy", "policies", "episodes", "form", "pass", "against", "coverage", "json"} {
		if screenCommand(&p).Flag(flag) == nil || !strings.Contains(string(text), "--"+flag) {
			t.Errorf("docs/screen.md says nothing of --%s, or there is no such flag", flag)
		}
	}
}
