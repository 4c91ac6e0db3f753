package llm

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// deskClock runs one act of a person at each look at the folder.
type deskClock struct {
	*fakeClock
	acts []func()
}

func (c *deskClock) Sleep(ctx context.Context, d time.Duration) error {
	if len(c.acts) > 0 {
		act := c.acts[0]
		c.acts = c.acts[1:]
		act()
	}
	return c.fakeClock.Sleep(ctx, d)
}

// write returns the act of saving a file of the folder.
func write(dir, name, text string) func() {
	return func() {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			panic(err)
		}
	}
}

func TestFileWaitsForAWholeAnswer(t *testing.T) {
	dir := t.TempDir()
	const name = "i00-s00-a0.answer.md"
	nothing := func() {}
	clock := &deskClock{newFakeClock(), []func(){
		nothing,
		write(dir, name+".swp", "an editor's own"),
		write(dir, name+"~", "an editor's own"),
		write(dir, name, ""),
		nothing,
		write(dir, name, " \n"), // created, not yet filled
		nothing,
		write(dir, name, "pack"), // half of it
		write(dir, name, "package reward\n"),
	}}
	var waiting []string
	m, err := NewFile(FileConfig{Dir: dir, Clock: clock, Waiting: func(_ Place, request, answer string) {
		waiting = append(waiting, filepath.Base(request), filepath.Base(answer))
	}})
	if err != nil {
		t.Fatal(err)
	}
	a, err := m.Complete(t.Context(), testRequest())
	if err != nil || a.Text != "package reward\n" {
		t.Fatalf("got %q, %v; want the whole answer", a.Text, err)
	}
	if len(clock.acts) != 0 {
		t.Errorf("the answer was taken %d acts too early", len(clock.acts))
	}
	if strings.Join(waiting, " ") != "i00-s00-a0.request.md "+name {
		t.Errorf("told to wait for %v, want once the request and the answer", waiting)
	}
	if !a.Usage.Estimated || a.Usage.CompletionTokens != 4 {
		t.Errorf("got usage %+v, want an estimate of 4 tokens", a.Usage)
	}
}

// TestFileSamplesReplay answers three samples in another order than asked, with
// the system's clock, and replays what is left in the folder.
func TestFileSamplesReplay(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "to", "answer")
	var person sync.WaitGroup
	m, err := NewFile(FileConfig{Dir: dir, Interval: time.Millisecond, Waiting: func(p Place, request, answer string) {
		if _, err := os.Stat(request); err != nil {
			t.Errorf("waiting for an answer to nothing: %v", err)
		}
		person.Go(func() {
			time.Sleep(time.Duration(9-3*p.Sample) * time.Millisecond)
			if err := writeWhole(answer, []byte("answer to "+Stem(p))); err != nil {
				t.Error(err)
			}
		})
	}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := collect(t, m, testRequest(), []int{0, 1, 2})
	person.Wait()
	if err != nil || len(got.answers) != 3 || len(got.errs) != 0 {
		t.Fatalf("got %+v, %v; want three answers", got, err)
	}
	replay, err := NewReplay(os.DirFS(dir), dir)
	if err != nil {
		t.Fatal(err)
	}
	again, err := collect(t, replay, testRequest(), []int{0, 1, 2})
	if err != nil {
		t.Fatal(err)
	}
	for sample, a := range again.answers {
		if a.Text != got.answers[sample].Text || a.PromptChanged || a.Usage != got.answers[sample].Usage {
			t.Errorf("sample %d replays as %+v, was %+v", sample, a, got.answers[sample])
		}
	}
	// Asked again, the folder has the answers already.
	m.config.Waiting = func(p Place, _, _ string) { t.Errorf("waiting for %v, which is answered", p) }
	if again, err := collect(t, m, testRequest(), []int{0, 1, 2}); err != nil || len(again.errs) != 0 {
		t.Errorf("asked again: %+v, %v", again, err)
	}
}

func TestFileRefusesAnswersToAnotherPrompt(t *testing.T) {
	dir := t.TempDir()
	if err := writeAnswer(dir, testRequest(), Answer{Text: "old"}, testTime, testTime); err != nil {
		t.Fatal(err)
	}
	m, err := NewFile(FileConfig{Dir: dir, Clock: newFakeClock()})
	if err != nil {
		t.Fatal(err)
	}
	r := testRequest()
	r.Messages = []Message{{RoleUser, "Swing up."}}
	_, err = m.Complete(t.Context(), r)
	var failure *Error
	if !errors.As(err, &failure) || failure.Kind != KindConflict || !strings.Contains(err.Error(), "empty folder") {
		t.Errorf("got %v, want a conflict that advises an empty folder", err)
	}
}

// TestFileRefusesAnswersToNoPrompt: whoever left an answer before it was asked
// for did not answer the request.
func TestFileRefusesAnswersToNoPrompt(t *testing.T) {
	dir := t.TempDir()
	m, err := NewFile(FileConfig{Dir: dir, Clock: newFakeClock()})
	if err != nil {
		t.Fatal(err)
	}
	write(dir, "i00-s00-a0.answer.md", "package reward")()
	_, err = m.Complete(t.Context(), testRequest())
	var failure *Error
	if !errors.As(err, &failure) || failure.Kind != KindConflict || !strings.Contains(err.Error(), "not recorded") {
		t.Errorf("got %v, want a conflict", err)
	}
	if record, err := ReadRecord(os.DirFS(dir), Place{}); record != nil || err != nil {
		t.Errorf("the request was written beside the answer: %v, %v", record, err)
	}
}

func TestFileHoldingReasoningAlone(t *testing.T) {
	dir := t.TempDir()
	m, err := NewFile(FileConfig{Dir: dir, Clock: &deskClock{newFakeClock(), []func(){write(dir, "i00-s00-a0.answer.md", "<think>hm")}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Complete(t.Context(), testRequest()); err == nil || !strings.Contains(err.Error(), "nothing but reasoning") {
		t.Errorf("got %v, want a word about reasoning", err)
	}
}

func TestFileCancelled(t *testing.T) {
	m, err := NewFile(FileConfig{Dir: t.TempDir(), Interval: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(10*time.Millisecond, cancel)
	err = m.CompleteSamples(ctx, testRequest(), []int{0, 1}, func(sample int, _ Answer, err error) error {
		t.Errorf("sample %d was delivered: %v", sample, err)
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

func TestFileFolderTrouble(t *testing.T) {
	occupied := filepath.Join(t.TempDir(), "occupied")
	write(filepath.Dir(occupied), "occupied", "a file")()
	if _, err := NewFile(FileConfig{Dir: occupied}); err == nil {
		t.Error("a file in place of the folder is accepted")
	}
	if _, err := NewFile(FileConfig{}); err == nil {
		t.Error("no folder is accepted")
	}
	dir := filepath.Join(t.TempDir(), "gone")
	m, err := NewFile(FileConfig{Dir: dir, Clock: newFakeClock()})
	if err != nil {
		t.Fatal(err)
	}
	os.Remove(dir)
	if _, err := m.Complete(t.Context(), testRequest()); !Fatal(err) {
		t.Errorf("got %v, want a fatal error for a folder that is gone", err)
	}
}
