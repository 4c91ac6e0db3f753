package cmd

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/designer"
)

// TestKilledRunResumes kills a run at various places of its journal and resumes
// it: the result is that of an undisturbed run, bit for bit, and nothing that
// was recorded is done again.
func TestKilledRunResumes(t *testing.T) {
	kills := []int{2, 6, 11, 17, 23}
	if testing.Short() {
		kills = []int{11}
	}
	program := linkedProgram(t)
	dir := t.TempDir()
	writeTask(t, dir)
	whole := filepath.Join(dir, "whole")
	command(t, program, dir, "run", "task.yaml", "--out", whole)
	want := outcome(t, whole)
	unbegun := filepath.Join(dir, "unbegun")
	writeUnbegun(t, whole, unbegun)
	command(t, program, dir, "resume", unbegun)
	if got := outcome(t, unbegun); !cmp.Equal(want, got) {
		t.Errorf("killed before the first entry: result (-want +got)\n%s", cmp.Diff(want, got))
	}
	for _, lines := range kills {
		folder := filepath.Join(dir, "killed", string(rune('a'+lines)))
		killAfter(t, program, dir, folder, lines)
		before := journalLines(folder)
		command(t, program, dir, "resume", folder)
		after := journalLines(folder)
		if got := outcome(t, folder); !cmp.Equal(want, got) {
			t.Errorf("killed after %d lines: result (-want +got)\n%s", lines, cmp.Diff(want, got))
		}
		if !cmp.Equal(before, after[:len(before)]) {
			t.Errorf("killed after %d lines: resuming changed what was recorded", lines)
		}
		if n, limit := count(after, `"type":"trained"`), count(journalLines(whole), `"type":"trained"`); n != limit {
			t.Errorf("killed after %d lines: %d trainings are recorded, want %d", lines, n, limit)
		}
	}
}

// writeUnbegun makes the folder that a run like whole leaves if it is killed
// before its first entry.
func writeUnbegun(t *testing.T, whole, folder string) {
	t.Helper()
	if err := os.Mkdir(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"task.yaml", "journal.jsonl"} {
		text, err := os.ReadFile(filepath.Join(whole, name))
		if err != nil {
			t.Fatal(err)
		}
		if name == "journal.jsonl" {
			text = text[:bytes.IndexByte(text, '\n')+1]
		}
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// linkedProgram is this test's program under the name that makes it rewardsmith.
func linkedProgram(t *testing.T) string {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "rewardsmith")
	if err := os.Symlink(exe, link); err != nil {
		t.Skipf("the program cannot be linked: %v", err)
	}
	return link
}

func writeTask(t *testing.T, dir string) {
	t.Helper()
	writeTaskText(t, dir, `env: cartpole
model: {kind: search}
method: {samples: 2, iterations: 2}
training: {seeds: 2, steps: 512, envs: 8, horizon: 32, checkpoints: 2, eval_episodes: 2}
preflight: {enabled: false}
final: {seeds: 1, episodes: 3}
`)
}

func writeTaskText(t *testing.T, dir, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "task.yaml"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// command runs the program to its end.
func command(t *testing.T, program, dir string, args ...string) {
	t.Helper()
	c := exec.Command(program, args...)
	c.Dir = dir
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("rewardsmith %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// killAfter starts a run and kills it once its journal has some lines.
func killAfter(t *testing.T, program, dir, folder string, lines int) {
	t.Helper()
	c := exec.Command(program, "run", "task.yaml", "--out", folder)
	c.Dir = dir
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(3 * time.Minute)
	for len(journalLines(folder)) < lines {
		if time.Now().After(deadline) {
			c.Process.Kill()
			t.Fatalf("the journal never has %d lines", lines)
		}
		time.Sleep(time.Millisecond)
	}
	c.Process.Kill()
	if err := c.Wait(); err == nil {
		t.Fatalf("the run ended before it was killed after %d lines", lines)
	}
}

// journalLines are the whole lines of a run's journal, none before it exists.
func journalLines(folder string) []string {
	text, err := os.ReadFile(filepath.Join(folder, "journal.jsonl"))
	if err != nil {
		return nil
	}
	text, _ = bytes.CutSuffix(text[:bytes.LastIndexByte(text, '\n')+1], []byte("\n"))
	return strings.Split(string(text), "\n")
}

func count(lines []string, part string) int {
	n := 0
	for _, l := range lines {
		if strings.Contains(l, part) {
			n++
		}
	}
	return n
}

// outcome is all of a run that does not depend on time.
func outcome(t *testing.T, folder string) map[string]any {
	t.Helper()
	run, err := designer.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	if run.Result == nil {
		t.Fatalf("%s has no result", folder)
	}
	out := map[string]any{"best": run.Best, "status": run.Status}
	for _, c := range run.Candidates() {
		out[c.ID] = c.Source
		out[c.ID+" score"] = c.Score
	}
	for _, a := range run.Result.Arms {
		out[a.Name] = a.Measured
	}
	return out
}

// TestKilledRunOnGPUResumes kills a run that trains on a device, be it one of
// software, and resumes it: the result is that of an undisturbed run, bit for bit.
func TestKilledRunOnGPUResumes(t *testing.T) {
	if _, found := deviceOf(t); !found {
		t.Skip("no device")
	}
	program := linkedProgram(t)
	dir := t.TempDir()
	writeTaskText(t, dir, `env: cartpole
backend: gpu
gpu: {software: true}
model: {kind: search}
method: {samples: 2, iterations: 2}
training: {seeds: 2, steps: 2048, envs: 32, horizon: 32, minibatch: 256, epochs: 2, hidden: [8], checkpoints: 1, eval_episodes: 2}
preflight: {enabled: false}
final: {enabled: false}
`)
	whole, killed := filepath.Join(dir, "whole"), filepath.Join(dir, "killed")
	command(t, program, dir, "run", "task.yaml", "--out", whole)
	killAfter(t, program, dir, killed, 14)
	command(t, program, dir, "resume", killed)
	if diff := cmp.Diff(scores(t, whole), scores(t, killed)); diff != "" {
		t.Errorf("killed: scores (-want +got)\n%s", diff)
	}
}

// scores are those of a run's candidates, by ID, with what they were trained on.
func scores(t *testing.T, folder string) map[string]any {
	t.Helper()
	run, err := designer.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	if run.Machine.GPU == "" || run.Status != designer.RunDone {
		t.Fatalf("%s: %s on %v, want it done on a GPU", folder, run.Status, run.Machine)
	}
	out := map[string]any{"GPU": run.Machine.GPU}
	for _, c := range run.Candidates() {
		out[c.ID] = c.Score
		for _, training := range c.Trainings {
			out[c.ID+" backend"] = training.Training.Backend
		}
	}
	return out
}
