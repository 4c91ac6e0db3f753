package designer

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/internal/journal"
)

func options() journal.Options {
	return journal.Options{Now: time.Now, Secrets: []string{"sk-secret-key"}}
}

// inFolder runs b in a new folder.
func (b *bench) inFolder(t *testing.T) (*Run, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "run")
	f, err := CreateFolder(dir, "abcd", "rewardsmith test", b.task, options())
	if err != nil {
		t.Fatal(err)
	}
	o := b.options
	o.Task, o.Journal = b.task, f
	r, err := Design(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return r, dir
}

func TestRunInFolder(t *testing.T) {
	b := newBench(t)
	b.model.plan["0 1 0"] = "quality 1 sk-secret-key" // not carried
	want, dir := b.inFolder(t)
	got, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	want.Iterations[0].Candidates[1].Attempts[0].Answer.Text = "quality 1 [redacted]"
	for _, c := range want.Candidates() {
		c.Source = strings.ReplaceAll(c.Source, "sk-secret-key", "[redacted]")
		c.Verdict.Source, c.Attempts[0].Verdict.Source = c.Source, c.Source
	}
	if diff := diffRuns(t, want, got); diff != "" {
		t.Errorf("run (-live +loaded):\n%s", diff)
	}
	for _, name := range []string{
		"task.yaml", "journal.jsonl", "go.mod", "answers/i01-s02-a0.answer.md", "answers/i01-s02-a0.json", "preflight/human/policy-1.json", "final/sparse/policy-1.json",
		"candidates/i01-s02/reward.go", "candidates/i01-s02/verdict.json", "candidates/i01-s02/report.json", "candidates/i01-s02/feedback.md", "candidates/i01-s02/policy-0.json",
	} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() == 0 {
			t.Errorf("the run has no %s: %v", name, err)
		}
	}
	err = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if strings.Contains(string(content), "sk-secret-key") {
			t.Errorf("%s holds the key", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestRunInsideModule: the Go files of a run are none of the module around it.
func TestRunInsideModule(t *testing.T) {
	module := t.TempDir()
	for name, content := range map[string]string{"go.mod": "module outer\n\ngo 1.26\n", "outer.go": "package outer\n"} {
		if err := os.WriteFile(filepath.Join(module, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	f, err := CreateFolder(filepath.Join(module, "run"), "abcd", "rewardsmith test", newBench(t).task, options())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Write("candidates/i01-s00/reward.go", []byte("package reward\n\nimport _ \"env\"\n")); err != nil {
		t.Fatal(err)
	}
	list := exec.Command("go", "list", "./...")
	list.Dir = module
	list.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	out, err := list.CombinedOutput()
	if got := strings.TrimSpace(string(out)); err != nil || got != "outer" {
		t.Errorf("go list ./... says %q, %v; want outer alone", got, err)
	}
}

// TestAnswersReplay runs again on the answers that a run has kept.
func TestAnswersReplay(t *testing.T) {
	b := newBench(t)
	b.model.plan = map[string]string{"0 0 0": "bad", "0 0 1": "quality 4"}
	want, dir := b.inFolder(t)
	replay, err := llm.NewReplay(os.DirFS(filepath.Join(dir, "answers")), "answers")
	if err != nil {
		t.Fatal(err)
	}
	again := newBench(t)
	again.options.Model = replay
	got := again.mustRun(t)
	if got.Best != want.Best || got.Ledger.Model.Calls != 0 {
		t.Errorf("best is %s after %d calls, want %s after none", got.Best, got.Ledger.Model.Calls, want.Best)
	}
	for _, c := range got.Candidates() {
		for _, a := range c.Attempts {
			if a.Answer.PromptChanged {
				t.Errorf("%s, attempt %d: %s", c.ID, a.Number, a.Answer.Note)
			}
		}
	}
}

// TestReplayKeepsTheOrigin replays answers for another task, and then the
// replay's own recording: they stay answers to the first prompt. Asked with the
// first prompt again they are what they were.
func TestReplayKeepsTheOrigin(t *testing.T) {
	_, dir := newBench(t).inFolder(t)
	for _, test := range []struct {
		name, task string
		changed    int
	}{
		{"another task", "Spin the pole as fast as you can.", 6},
		{"that task again", "Spin the pole as fast as you can.", 6},
		{"the first task", "", 0},
	} {
		replay, err := llm.NewReplay(os.DirFS(filepath.Join(dir, "answers")), "answers")
		if err != nil {
			t.Fatal(err)
		}
		b := newBench(t)
		b.task.Task, b.options.Model = test.task, replay
		var r *Run
		r, dir = b.inFolder(t)
		changed := 0
		for _, c := range r.Candidates() {
			if c.Attempts[0].Answer.PromptChanged {
				changed++
			}
		}
		if changed != test.changed {
			t.Errorf("%s: %d answers are marked as given to another prompt, want %d", test.name, changed, test.changed)
		}
	}
}

// TestResumeTornFolder cuts a journal off in the middle of some lines and
// resumes the run.
func TestResumeTornFolder(t *testing.T) {
	if testing.Short() {
		t.Skip("many runs on disk")
	}
	want, dir := newBench(t).inFolder(t)
	path := filepath.Join(dir, "journal.jsonl")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(whole), "\n")
	at := len(lines[0])
	for i, line := range lines[1 : len(lines)-1] {
		at += len(line)
		if i%7 != 0 {
			continue
		}
		if err := os.WriteFile(path, whole[:at-len(line)/2], 0o644); err != nil {
			t.Fatal(err)
		}
		f, past, err := OpenFolder(dir, options())
		if err != nil {
			t.Fatal(err)
		}
		b := newBench(t)
		o := b.options
		o.Task, o.Past, o.Journal = b.task, past, f
		got, err := Design(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		if diff := diffRuns(t, want, got); diff != "" {
			t.Fatalf("cut off in %.60s\nrun (-want +got):\n%s", line, diff)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFollow(t *testing.T) {
	b := newBench(t)
	dir := filepath.Join(t.TempDir(), "run")
	folder, err := CreateFolder(dir, "abcd", "rewardsmith test", b.task, options())
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	f, err := Follow(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Run(); !errors.Is(err, ErrNotBegun) {
		t.Errorf("an empty journal: %v", err)
	}
	if _, _, err := OpenFolder(dir, options()); !errors.Is(err, journal.ErrLocked) {
		t.Errorf("a second process: %v", err)
	}
	b.options.Journal = folder
	seen := 0
	b.options.Observe = func(Event) {
		r, err := f.Run()
		if err != nil {
			t.Error(err)
			return
		}
		seen = len(r.Candidates())
	}
	o := b.options
	o.Task = b.task
	if _, err := Design(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	if seen != 6 {
		t.Errorf("the follower saw %d candidates, want 6", seen)
	}
}
