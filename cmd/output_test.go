package cmd

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

// fullDisk is a writer that takes the first bytes and no more.
type fullDisk struct{ room int }

var errFull = errors.New("no space left on device")

func (d *fullDisk) Write(b []byte) (int, error) {
	n := min(d.room, len(b))
	if d.room -= n; n < len(b) {
		return n, errFull
	}
	return n, nil
}

// TestOutputErrors: no command takes lost output for success, wherever it breaks
// off.
func TestOutputErrors(t *testing.T) {
	for _, line := range []string{
		"envs", "envs --json", "envs show cartpole", "init cartpole", "schema", "prompt cartpole", "completion bash", "--help", "--version",
		"check cartpole testdata/output/reward.go", "check cartpole testdata/output/reward.go --json", "check cartpole testdata/output/rejected.go",
		"apply cartpole testdata/output/reward.go --transitions testdata/output/transitions.jsonl",
		"eval cartpole --seeds 1 --steps 256 --set training.envs=8 --set training.eval_episodes=2 --episodes 2",
		"run cartpole --dry-run --set model.kind=search --set training.envs=8",
	} {
		for _, room := range []int{0, 20} {
			var stderr strings.Builder
			p := inProcess(&fullDisk{room})
			p.stderr = &stderr
			code := run(context.Background(), strings.Fields(line), p)
			if want := "rewardsmith: standard output: no space left on device\n"; code != exitFailure || !strings.HasSuffix(stderr.String(), want) {
				t.Errorf("%s with room for %d bytes: exit code %d and %q, want %d and %q", line, room, code, stderr.String(), exitFailure, want)
			}
		}
	}
}

// TestOutputStops: nothing follows what could not be written.
func TestOutputStops(t *testing.T) {
	var got strings.Builder
	broken := errors.New("broken")
	o := output{w: io.MultiWriter(&got, writerFunc(func(b []byte) (int, error) {
		if strings.Contains(string(b), "2") {
			return 0, broken
		}
		return len(b), nil
	}))}
	for _, text := range []string{"1", "2", "3"} {
		io.WriteString(&o, text)
	}
	if got.String() != "12" || !errors.Is(o.err, broken) {
		t.Errorf("wrote %q with error %v, want 12 and %v", got.String(), o.err, broken)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }
