// Package examples_test runs every example as a user would, with trainings so
// short that only the machinery is tested.
package examples_test

import (
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// short are settings under which a run takes seconds.
var short = []string{
	"--set", "training.steps=4096", "--set", "training.seeds=1", "--set", "training.eval_episodes=2",
	"--set", "training.hidden=[8]", "--set", "training.checkpoints=2", "--set", "training.epochs=1",
	"--set", "preflight.enabled=false", "--set", "final.seeds=1", "--set", "final.episodes=2",
	"--set", "method.samples=2", "--set", "method.iterations=1",
}

// program builds the package in a folder, with flags of go build before its name, and
// returns the binary's path.
func program(t *testing.T, dir string, arguments ...string) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "rewardsmith")
	if runtime.GOOS == "windows" {
		binary += ".exe"
	}
	build := exec.Command("go", append([]string{"build", "-o", binary}, arguments...)...)
	build.Dir = dir
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build %v: %v\n%s", arguments, err, out)
	}
	return binary
}

// run executes a command in the folder of examples and returns what it printed.
func run(t *testing.T, dir, binary string, args ...string) (string, error) {
	t.Helper()
	command := exec.Command(binary, args...)
	command.Dir = dir
	command.Env = append(os.Environ(), "OPENAI_API_KEY=unused-in-these-tests")
	out, err := command.CombinedOutput()
	return string(out), err
}

func TestTaskFiles(t *testing.T) {
	binary := program(t, "..", "./cmd/rewardsmith")
	files, err := filepath.Glob("*.yaml")
	if err != nil || len(files) < 8 {
		t.Fatalf("found task files %v, %v; want one for each environment and the quickstart", files, err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			if out, err := run(t, ".", binary, "run", file, "--dry-run"); err != nil || !strings.Contains(out, "environment steps") {
				t.Fatalf("run %s --dry-run: %v\n%s", file, err, out)
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			args := append([]string{"run", file, "--out", filepath.Join(t.TempDir(), "run")}, short...)
			if !strings.Contains(string(text), "kind: replay") {
				args = append(args, "--set", "model.kind=search") // no one is there to answer
			}
			out, err := run(t, ".", binary, args...)
			if err != nil || !strings.Contains(out, "designed") {
				t.Fatalf("run %s: %v\n%s", file, err, out)
			}
		})
	}
}

func TestCrane(t *testing.T) {
	binary := program(t, "crane", ".")
	args := append([]string{"run", "task.yaml", "--out", filepath.Join(t.TempDir(), "run")}, short...)
	if out, err := run(t, "crane", binary, args...); err != nil || !strings.Contains(out, "designed") {
		t.Fatalf("run: %v\n%s", err, out)
	}
	test := exec.Command("go", "test", ".")
	test.Dir = "crane"
	if out, err := test.CombinedOutput(); err != nil {
		t.Fatalf("go test: %v\n%s", err, out)
	}
}

// TestRoverWithoutGo runs an environment of one's own where there is no Go
// toolchain, nor any other program or library: from a static binary in an empty
// environment.
func TestRoverWithoutGo(t *testing.T) {
	binary := program(t, "..", "-tags", "nogpu", "./cmd/rewardsmith")
	requireStatic(t, binary)
	for _, args := range [][]string{
		{"envs", "check", "./rover"},
		append([]string{"run", "rover.yaml", "--out", filepath.Join(t.TempDir(), "run")}, short...),
	} {
		command := exec.Command(binary, args...)
		command.Env = []string{"PATH=" + t.TempDir(), "TMPDIR=" + t.TempDir()}
		if out, err := command.CombinedOutput(); err != nil {
			t.Fatalf("rewardsmith %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
}

// requireStatic makes sure that a program asks for no loader, where one can tell.
func requireStatic(t *testing.T, binary string) {
	t.Helper()
	if runtime.GOOS != "linux" {
		return
	}
	f, err := elf.Open(binary)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, p := range f.Progs {
		if p.Type == elf.PT_INTERP {
			t.Fatal("the program is linked dynamically")
		}
	}
}
