package cmd

import (
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/designer"
)

const compareTask = `env: pendulum
model: {kind: search}
method: {samples: 2}
training: {seeds: 1, steps: 1024, envs: 8, horizon: 32, checkpoints: 2, eval_episodes: 3}
preflight: {enabled: false}
final: {seeds: 2, episodes: 5}
`

// cancelling is a writer that cancels once a text has been written to it.
type cancelling struct {
	at     string
	cancel func()
	wrote  bytes.Buffer
}

func (c *cancelling) Write(b []byte) (int, error) {
	c.wrote.Write(b)
	if strings.Contains(c.wrote.String(), c.at) {
		c.cancel()
	}
	return len(b), nil
}

// TestInterruptedCompareResumes: a comparison that the user stops in the middle of
// a run, and that is asked for again, comes to the numbers of one that was never
// stopped: real runs, all but the time.
func TestInterruptedCompareResumes(t *testing.T) {
	if testing.Short() {
		t.Skip("trains for seconds")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "swing.yaml")
	if err := os.WriteFile(file, []byte(compareTask), 0o666); err != nil {
		t.Fatal(err)
	}
	compare := func(ctx context.Context, out string, stderr io.Writer) int {
		p := inProcess(io.Discard)
		p.stderr = stderr
		return run(ctx, []string{"compare", file, "--methods", "eureka,search", "--budget", "trainings=3", "--runs", "2", "--out", filepath.Join(dir, out)}, p)
	}
	var said bytes.Buffer
	if code := compare(context.Background(), "whole", &said); code != exitOK {
		t.Fatalf("exit code %d:\n%s", code, said.String())
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	stopping := &cancelling{at: "5 of 8: swing, eureka, run 1\n0:00", cancel: cancel}
	if code := compare(ctx, "stopped", stopping); code != exitFailure || !strings.Contains(stopping.wrote.String(), "the same command goes on where it was") {
		t.Fatalf("exit code %d of the stopped comparison:\n%s", code, stopping.wrote.String())
	}
	stopped := filepath.Join(dir, "stopped")
	begun, err := designer.Load(filepath.Join(stopped, "swing", "eureka", "run-01"))
	if err != nil || begun.Status == designer.RunDone {
		t.Fatalf("the run that was stopped: %+v, %v; want one that has begun and is not done", begun, err)
	}
	said.Reset()
	if code := compare(context.Background(), "stopped", &said); code != exitOK {
		t.Fatalf("exit code %d of going on:\n%s", code, said.String())
	}
	if strings.Contains(said.String(), "1 of 8") {
		t.Errorf("a run that was done is made again:\n%s", said.String())
	}
	if diff := cmp.Diff(untimed(t, filepath.Join(dir, "whole")), untimed(t, stopped)); diff != "" {
		t.Errorf("numbers of the interrupted comparison (-want +got)\n%s", diff)
	}
}

// untimed reads the numbers of a comparison but the time, which differs.
func untimed(t *testing.T, dir string) [][]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "compare.csv"))
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	timed := 0
	for column, name := range lines[0] {
		if strings.HasPrefix(name, "seconds") {
			timed++
			for _, line := range lines {
				line[column] = ""
			}
		}
	}
	if timed != 3 || len(lines) != 3 {
		t.Fatalf("%d columns of time in %d lines, want 3 in 3: %q", timed, len(lines), lines)
	}
	return lines
}
