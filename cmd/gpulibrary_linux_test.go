package cmd

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestProcessorNeedsNoGPULibrary runs every command that computes on the
// processor, and has the C library tell which libraries it looks for: the one for
// GPUs, which may take seconds, print, or crash, is not among them.
func TestProcessorNeedsNoGPULibrary(t *testing.T) {
	program := linkedProgram(t)
	dir := t.TempDir()
	writeTask(t, dir)
	for _, name := range []string{"reward.go", "transitions.jsonl"} {
		text, err := os.ReadFile(filepath.Join("testdata", "output", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if out, _ := lookups(program, dir, "doctor"); !strings.Contains(out, "vulkan") {
		t.Skip("this C library does not tell what it looks for, or the program is built without the GPU library")
	}
	for _, line := range []string{
		"--version", "envs", "envs show cartpole", "envs check cartpole", "init cartpole", "schema", "prompt task.yaml",
		"check cartpole reward.go", "check cartpole reward.go --set backend=gpu", "check cartpole reward.go --backend auto",
		"compile reward.go --task cartpole --emit spvasm", "apply cartpole reward.go --transitions transitions.jsonl",
		"eval task.yaml reward.go --seeds 1 --episodes 2", "run task.yaml --dry-run", "run task.yaml --out done",
		"resume done", "report done", "watch done i00-s00",
	} {
		out, err := lookups(program, dir, strings.Fields(line)...)
		if err != nil {
			t.Errorf("rewardsmith %s: %v\n%s", line, err, out)
		}
		for found := range strings.Lines(out) {
			if strings.Contains(found, "vulkan") {
				t.Errorf("rewardsmith %s looks for %s", line, found)
			}
		}
	}
}

// lookups runs the program and returns what it writes to standard error, where the
// C library lists what it looks for.
func lookups(program, dir string, args ...string) (string, error) {
	c := exec.Command(program, args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "LD_DEBUG=libs")
	var stderr bytes.Buffer
	c.Stderr = &stderr
	err := c.Run()
	return stderr.String(), err
}
