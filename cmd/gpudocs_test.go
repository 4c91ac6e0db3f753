package cmd

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/gpu"
)

// TestEveryFailureIsExplained finds each kind of failure of a GPU in the table of
// docs/gpu.md, in the words of its message, with what to do.
func TestEveryFailureIsExplained(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "docs", "gpu.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "## When it does not work")
	rows := map[string]string{}
	for line := range strings.Lines(section) {
		if cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|"); len(cells) == 3 {
			rows[strings.TrimSpace(cells[0])] = strings.TrimSpace(cells[2])
		}
	}
	for _, failure := range []error{
		gpu.ErrBuiltWithout, gpu.ErrNoLoader, gpu.ErrNoDriver, gpu.ErrOnlySoftware, gpu.ErrNoAdapter,
		gpu.ErrOutOfMemory, gpu.ErrLimit, gpu.ErrLost, gpu.ErrLibrary, gpu.ErrTimeout, errNotKernelGo,
	} {
		if rows[failure.Error()] == "" {
			t.Errorf("docs/gpu.md does not say what to do about %q", failure)
		}
	}
}

// TestGPUDocsCommands parses every command of docs/gpu.md.
func TestGPUDocsCommands(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "docs", "gpu.md"))
	if err != nil {
		t.Fatal(err)
	}
	p := inProcess(io.Discard)
	found := 0
	for line := range strings.Lines(string(text)) {
		if command, _, _ := strings.Cut(line, " #"); strings.HasPrefix(command, "    rewardsmith ") {
			checkExample(t, newRoot(&p), command)
			found++
		}
	}
	if found < 4 {
		t.Errorf("found %d commands, want at least 4", found)
	}
}
