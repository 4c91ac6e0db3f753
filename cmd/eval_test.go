package cmd

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// TestContestOutlivesFiles: what was trained is shown though it cannot be kept.
func TestContestOutlivesFiles(t *testing.T) {
	var out strings.Builder
	p := inProcess(&out)
	task, err := p.loadTask("cartpole", nil)
	if err != nil {
		t.Fatal(err)
	}
	human := &contestant{Name: "human", Score: evaluator.NewStat([]float64{123}), Outcomes: []designer.Outcome{{Training: &evaluator.Training{}}}}
	missing := filepath.Join(t.TempDir(), "missing", "out.csv")
	err = p.writeContest(task, []*contestant{human}, evalOptions{seeds: 1, csv: missing})
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v, want that the folder is missing", err)
	}
	if !strings.Contains(out.String(), "human   123") {
		t.Errorf("the table is missing: %q", out.String())
	}
}

// stopper is a writer that stops the command as soon as it writes.
type stopper struct {
	strings.Builder
	stop func()
}

func (s *stopper) Write(text []byte) (int, error) {
	s.stop()
	return s.Builder.Write(text)
}

// TestStopped: a command that is stopped says what that leaves, not which signal
// did it.
func TestStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	stopping := &stopper{stop: cancel}
	p := inProcess(io.Discard)
	p.stderr = stopping
	args := "eval cartpole --seeds 20 --steps 512 --episodes 1 --cores 1 --set training.envs=8 --set training.eval_episodes=1"
	code := run(ctx, strings.Fields(args), p)
	if text := stopping.String(); code != exitFailure || !strings.Contains(text, "\nrewardsmith: stopped with ") || !strings.Contains(text, " of 40 trainings done") {
		t.Errorf("exit code %d, %q", code, text)
	}
	var errout strings.Builder
	p = inProcess(io.Discard)
	p.stderr = &errout
	const want = "rewardsmith: stopped before everything was estimated; no run was begun\n"
	if code := run(ctx, strings.Fields("run cartpole --set model.kind=search --dry-run"), p); code != exitFailure || errout.String() != want {
		t.Errorf("exit code %d, %q; want %q", code, errout.String(), want)
	}
}

// TestContestStaysInRange: intervals end where scores and episodes do, in the
// table; the JSON keeps them.
func TestContestStaysInRange(t *testing.T) {
	wide := evaluator.Stat{N: 2, Mean: 352.5, Lo: -1522, Hi: 2227}
	for _, asJSON := range []bool{false, true} {
		var out strings.Builder
		p := inProcess(&out)
		task, err := p.loadTask("cartpole", nil)
		if err != nil {
			t.Fatal(err)
		}
		c := &contestant{Name: "human", Score: wide, Length: wide, Outcomes: make([]designer.Outcome, 2)}
		if err := p.showContest(task, []*contestant{c}, evalOptions{seeds: 2, asJSON: asJSON}); err != nil {
			t.Fatal(err)
		}
		want := "352.5 [1, 500]  352.5 [0, 500] steps"
		if asJSON {
			want = `"lo": -1522`
		}
		if !strings.Contains(strings.ToLower(out.String()), want) {
			t.Errorf("JSON %v: %q is not among %s", asJSON, want, out.String())
		}
	}
}

// TestWriteFileFailed: a file that is cut short goes, what is none stays.
func TestWriteFileFailed(t *testing.T) {
	dir := t.TempDir()
	device := filepath.Join(dir, "device")
	if err := os.Symlink(os.DevNull, device); err != nil {
		t.Skip(err)
	}
	broken := errors.New("broken")
	for name, stays := range map[string]bool{filepath.Join(dir, "file"): false, device: true} {
		err := writeFile(name, func(w io.Writer) error { return broken })
		if _, gone := os.Lstat(name); !errors.Is(err, broken) || (gone == nil) != stays {
			t.Errorf("%s: error %v, then %v; want %v and that it stays: %v", name, err, gone, broken, stays)
		}
	}
}

func TestWritable(t *testing.T) {
	dir := t.TempDir()
	kept, fresh := filepath.Join(dir, "kept"), filepath.Join(dir, "fresh")
	if err := os.WriteFile(kept, []byte("kept"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{kept, fresh} {
		if err := writable(name); err != nil {
			t.Error(err)
		}
	}
	if content, _ := os.ReadFile(kept); string(content) != "kept" {
		t.Errorf("the file holds %q now", content)
	}
	if _, err := os.Stat(fresh); !errors.Is(err, os.ErrNotExist) {
		t.Error("a file was left behind")
	}
	if writable(dir) == nil || writable(filepath.Join(dir, "no", "file")) == nil {
		t.Error("a folder, or a file in a folder that is missing, passes as writable")
	}
}

// TestRewardNames: files of one base name are told apart by their folders, as far as
// that takes.
func TestRewardNames(t *testing.T) {
	for _, c := range []struct{ files, want string }{
		{"a.go b.go", "a b"},
		{"candidates/i00-s00/reward.go candidates/i01-s00/reward.go", "i00-s00/reward i01-s00/reward"},
		{"one/i00/reward.go two/i00/reward.go two/i01/reward.go", "one/i00/reward two/i00/reward i01/reward"},
		{"reward.go other/reward.go ./other/best.txt", "reward other/reward best"},
		{"reward.go reward.go", "reward reward-2"},
		{"human.go mine/sparse.go", "human-2 mine/sparse"},
	} {
		if got := strings.Join(rewardNames(strings.Fields(c.files)), " "); got != c.want {
			t.Errorf("%s: %s, want %s", c.files, got, c.want)
		}
	}
	dir := t.TempDir()
	t.Chdir(dir)
	got := rewardNames([]string{"reward.go", filepath.Join("..", "reward.go")})
	if strings.Contains(got[1], "..") || got[0] == got[1] {
		t.Errorf("a file of the folder above is named %s beside %s; policies would leave their folder", got[1], got[0])
	}
}
