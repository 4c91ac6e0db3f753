package llm

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

var testTime = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func TestRecordingRoundTrip(t *testing.T) {
	dir := t.TempDir()
	warm := 0.7
	r := testRequest()
	r.Model, r.Temperature, r.Place = "m", &warm, Place{Iteration: 1, Sample: 12, Attempt: 2, Role: "critic", Purpose: "critic"}
	a := Answer{
		Text: "\r\n  verbatim <b> & \x00 θ \n\n", Reasoning: "hm", Model: "m-1", FinishReason: "stop", Calls: 2, Cost: 0.5, Latency: time.Second,
		Usage: Usage{PromptTokens: 10, CompletionTokens: 20},
	}
	if err := writeAnswer(dir, r, a, testTime, testTime.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(filepath.Join(dir, "i01-s12-a2-critic.answer.md"))
	if err != nil || string(file) != a.Text {
		t.Errorf("answer file holds %q (%v), want %q", file, err, a.Text)
	}
	got, record, err := ReadAnswer(os.DirFS(dir), r.Place)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a, got); diff != "" {
		t.Errorf("answer (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(r, record.Request); diff != "" {
		t.Errorf("request (-want +got):\n%s", diff)
	}
	page, err := os.ReadFile(filepath.Join(dir, "i01-s12-a2-critic.request.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{
		"iteration 1, sample 12, attempt 2 (critic)", "i01-s12-a2-critic.answer.md",
		"<!-- ===== message 1 of 2: system ===== -->\n\nYou write rewards.\n", "message 2 of 2: user ===== -->\n\nBalance the pole.\n",
	} {
		if !strings.Contains(string(page), part) {
			t.Errorf("the page does not hold %q:\n%s", part, page)
		}
	}
	entries, _ := os.ReadDir(dir)
	if len(entries) != 3 {
		t.Errorf("the folder holds %v, want three files", entries)
	}
}

func TestRecordedPlaces(t *testing.T) {
	dir := fstest.MapFS{}
	for _, name := range []string{
		"i01-s00-a0.answer.md", "i00-s10-a0.answer.md", "i00-s02-a1.answer.md", "i100-s02-a0.answer.md",
		"i00-s02-a0.answer.md~", ".i00-s03-a0.answer.md.swp", "i0-s03-a0.answer.md", "i001-s03-a0.answer.md", "notes.answer.md", "i00-s04-a0.request.md",
	} {
		dir[name] = &fstest.MapFile{}
	}
	got, err := RecordedPlaces(dir)
	want := []Place{{Sample: 2, Attempt: 1}, {Sample: 10}, {Iteration: 1}, {Iteration: 100, Sample: 2}}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
}

// replayOf returns a recording of two answers to testRequest, one with reasoning,
// and of an answer that is all that is known.
func replayOf(t *testing.T) *Replay {
	t.Helper()
	dir := t.TempDir()
	for sample, text := range []string{"first", "<think>hm</think>second"} {
		r := testRequest().at(sample)
		a := Answer{Text: text, Model: "m-1", Cost: 0.25, Calls: 1, Latency: time.Second, Usage: Usage{PromptTokens: 7, CompletionTokens: 3}}
		if err := writeAnswer(dir, r, a, testTime, testTime); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{"i01-s00-a0.answer.md": "by hand", "i01-s01-a0.answer.md": " \n", "i01-s02-a0.answer.md": "x", "i01-s02-a0.json": "{"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	m, err := NewReplay(os.DirFS(dir), "answers/test")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestReplay(t *testing.T) {
	m := replayOf(t)
	other := testRequest()
	other.Messages = []Message{{RoleSystem, "You write rewards."}, {RoleUser, "Balance the pole\non a cart."}}
	longer := testRequest()
	longer.Messages = append(longer.Messages, Message{RoleAssistant, "no"})
	tests := []struct {
		name    string
		request Request
		place   Place
		text    string
		note    string // part of; empty if the prompt is the recorded one
	}{
		{"as recorded", testRequest(), Place{}, "first", ""},
		{"with reasoning", testRequest(), Place{Sample: 1}, "second", ""},
		{"another purpose is no other place", testRequest(), Place{Purpose: "design"}, "first", ""},
		{"another prompt", other, Place{}, "first", `message 2 (user) differs in line 1: recorded "Balance the pole.", now "Balance the pole"`},
		{"a longer prompt", longer, Place{}, "first", "the recorded prompt has 2 messages, this one 3"},
		{"prompt not recorded", testRequest(), Place{Iteration: 1}, "by hand", "not recorded"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.request.Place = test.place
			a, err := m.Complete(t.Context(), test.request)
			if err != nil {
				t.Fatal(err)
			}
			if a.Text != test.text || a.PromptChanged != (test.note != "") || !strings.Contains(a.Note, test.note) {
				t.Errorf("got %+v, want text %q and note %q", a, test.text, test.note)
			}
			if a.Calls != 0 || a.Latency != 0 || a.Usage.Total() == 0 {
				t.Errorf("got %d calls, latency %v, usage %+v; want none, none, some", a.Calls, a.Latency, a.Usage)
			}
		})
	}
}

// TestGiven: a text that was given counts as no call and no tokens, and belongs to no
// prompt that could be another.
func TestGiven(t *testing.T) {
	r := testRequest()
	r.Messages = r.Messages[:1]
	got, err := NewGiven(replayOf(t)).Complete(t.Context(), r)
	if diff := cmp.Diff(Answer{Text: "first"}, got); err != nil || diff != "" {
		t.Errorf("error %v, answer (-want +got)\n%s", err, diff)
	}
}

func TestReplayFailures(t *testing.T) {
	m := replayOf(t)
	tests := []struct {
		name  string
		place Place
		fatal bool
		says  []string
	}{
		{"not recorded", Place{Sample: 7, Attempt: 1, Purpose: "repair"}, false, []string{"answers/test: there is no i00-s07-a1.answer.md; recorded of iteration 0: i00-s00-a0 i00-s01-a0; run no more iterations"}},
		{"past the end", Place{Iteration: 3}, false, []string{"answers/test: there is no i03-s00-a0.answer.md; the recording ends with iteration 1; run no more iterations"}},
		{"blank", Place{Iteration: 1, Sample: 1}, false, []string{"iteration 1, sample 1, attempt 0 is empty"}},
		{"damaged", Place{Iteration: 1, Sample: 2}, true, []string{"i01-s02-a0.json is damaged"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := testRequest()
			r.Place = test.place
			_, err := m.Complete(t.Context(), r)
			if err == nil || Fatal(err) != test.fatal {
				t.Fatalf("got %v (fatal %v), want an error (fatal %v)", err, Fatal(err), test.fatal)
			}
			for _, part := range test.says {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("error %q does not say %q", err, part)
				}
			}
		})
	}
	if _, err := NewReplay(fstest.MapFS{}, "answers/none"); err == nil || !strings.Contains(err.Error(), "answers/none: no recorded answers") {
		t.Errorf("an empty folder: got %v", err)
	}
}

// writeAnswer writes the answer to r into the recording in folder dir, whose
// request it replaces.
func writeAnswer(dir string, r Request, a Answer, asked, answered time.Time) error {
	if err := WriteRequest(dir, r, asked); err != nil {
		return err
	}
	if err := writeWhole(filepath.Join(dir, Stem(r.Place)+answerSuffix), []byte(a.Text)); err != nil {
		return err
	}
	record := NewRecord(r, a, answered)
	record.Asked = asked.UTC()
	return writeRecord(dir, record)
}
