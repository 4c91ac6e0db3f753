package cmd

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/folder/starter"
)

// guideShort are settings under which the guide's trainings take moments.
var guideShort = map[string][]string{
	"eval": {"--set", "training.steps=4096", "--set", "training.hidden=[8]", "--episodes", "2"},
	"run": {
		"--set", "training.steps=4096", "--set", "training.hidden=[8]", "--set", "training.checkpoints=2", "--set", "training.seeds=1",
		"--set", "method.samples=2", "--set", "method.iterations=1", "--set", "preflight.enabled=false", "--set", "final.seeds=1",
	},
}

// TestEnvironmentsGuide executes every command of docs/environments.md in their
// order, and finds every piece of its code in the environment that it is about.
func TestEnvironmentsGuide(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "docs", "environments.md"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := starter.Files("puck")
	if err != nil {
		t.Fatal(err)
	}
	all := files["env.go"] + files["task.go"] + files["draw.go"]
	for _, block := range regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		if !strings.Contains(all, block[1]) {
			t.Errorf("the starter has no such code:\n%s", block[1])
		}
	}
	t.Chdir(t.TempDir())
	commands := regexp.MustCompile(`(?m)^    rewardsmith (.*)$`).FindAllStringSubmatch(string(text), -1)
	if len(commands) < 10 {
		t.Fatalf("found %d commands, want at least 10", len(commands))
	}
	for _, c := range commands {
		executeLine(t, c[1])
	}
}

// executeLine runs the command with the arguments in a line, whose output may go
// to a file.
func executeLine(t *testing.T, line string) {
	t.Helper()
	line, target, redirected := strings.Cut(line, " > ")
	args := strings.Fields(line)
	args = append(args, guideShort[args[0]]...)
	var stdout, stderr strings.Builder
	p := inProcess(&stdout)
	p.stderr = &stderr
	if code := run(t.Context(), args, p); code != exitOK {
		t.Fatalf("rewardsmith %s: exit code %d\n%s%s", line, code, &stdout, &stderr)
	}
	if redirected {
		if err := os.WriteFile(target, []byte(stdout.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
