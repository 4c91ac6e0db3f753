package llm

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A recording is a folder with three files for each answer, all named after its
// place, i00-s03-a0 for iteration 0, sample 3, attempt 0:
//
//	i00-s03-a0.request.md   what the model was shown, for people to read
//	i00-s03-a0.answer.md    what it answered, byte for byte
//	i00-s03-a0.json         the Record: the exact messages, and about the answer
//
// File writes such folders, Replay reads them. Only the answer is necessary: a
// folder of answers written by hand replays, its prompts unknown.
const (
	requestSuffix = ".request.md"
	answerSuffix  = ".answer.md"
	recordSuffix  = ".json"
)

// recordFormat is the version of Record as written to disk.
const recordFormat = 1

// Record is what a recording knows about one place besides the answer's text,
// which stands in a file of its own.
type Record struct {
	Format   int       `json:"format"`
	Asked    time.Time `json:"asked,omitzero"`
	Answered time.Time `json:"answered,omitzero"`
	// Request is what the answer was given to. Where that is not known it has no
	// messages.
	Request Request `json:"request"`
	// Answer describes the answer; its Text is empty here. It is nil until
	// there is one.
	Answer *Answer `json:"answer,omitempty"`
}

// Stem returns the beginning of the names of the files of p. It holds the
// iteration in two digits and the sample in two, more if it needs them, and
// names no purpose.
func Stem(p Place) string {
	stem := fmt.Sprintf("i%02d-s%02d-a%d", p.Iteration, p.Sample, p.Attempt)
	if p.Role != "" {
		stem += "-" + p.Role
	}
	return stem
}

var stemPattern = regexp.MustCompile(`^i(\d{2,6})-s(\d{2,6})-a(\d{1,6})(?:-([a-z]+))?$`)

// parseStem is the inverse of Stem.
func parseStem(stem string) (Place, bool) {
	m := stemPattern.FindStringSubmatch(stem)
	if m == nil {
		return Place{}, false
	}
	var n [3]int
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1]) // at most six digits
	}
	p := Place{Iteration: n[0], Sample: n[1], Attempt: n[2], Role: m[4]}
	return p, Stem(p) == stem
}

// RecordedPlaces returns the places that the recording in dir has an answer
// for, in order of iteration, sample and attempt.
func RecordedPlaces(dir fs.FS) ([]Place, error) {
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, fmt.Errorf("recorded answers: %w", err)
	}
	var places []Place
	for _, e := range entries {
		if stem, ok := strings.CutSuffix(e.Name(), answerSuffix); ok {
			if p, ok := parseStem(stem); ok {
				places = append(places, p)
			}
		}
	}
	slices.SortFunc(places, comparePlaces)
	return places, nil
}

func comparePlaces(a, b Place) int {
	return cmp.Or(slices.Compare([]int{a.Iteration, a.Sample, a.Attempt}, []int{b.Iteration, b.Sample, b.Attempt}), cmp.Compare(a.Role, b.Role))
}

// ReadRecord returns the record of p, and nil where there is none.
func ReadRecord(dir fs.FS, p Place) (*Record, error) {
	name := Stem(p) + recordSuffix
	text, err := fs.ReadFile(dir, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("recorded answers: %w", err)
	}
	var r Record
	if err := json.Unmarshal(text, &r); err != nil {
		return nil, fmt.Errorf("recorded answers: %s is damaged: %w", name, err)
	}
	if r.Format != recordFormat {
		return nil, fmt.Errorf("recorded answers: %s has format %d, this program reads %d", name, r.Format, recordFormat)
	}
	return &r, nil
}

// ReadAnswer returns the answer recorded for p with all that is known of it. The
// error is fs.ErrNotExist where there is none.
func ReadAnswer(dir fs.FS, p Place) (Answer, *Record, error) {
	content, err := fs.ReadFile(dir, Stem(p)+answerSuffix)
	if err != nil {
		return Answer{}, nil, fmt.Errorf("recorded answers: %w", err)
	}
	record, err := ReadRecord(dir, p)
	if err != nil {
		return Answer{}, nil, err
	}
	text, reasoning := splitThinking(string(content))
	answer := Answer{Reasoning: reasoning}
	if record != nil && record.Answer != nil {
		answer = *record.Answer
	}
	answer.Text = text
	answer.Reasoning = orDefault(answer.Reasoning, reasoning)
	return answer, record, nil
}

// NewRecord returns the record of an answer to r that came at the given time. An
// answer that was itself recorded, for another prompt, stays one to that prompt:
// its origin is not lost by being served again.
func NewRecord(r Request, a Answer, answered time.Time) Record {
	if a.PromptChanged {
		r.Messages = a.Given
	}
	a.Text, a.PromptChanged, a.Note, a.Given = "", false, "", nil
	return Record{Format: recordFormat, Answered: answered.UTC(), Request: r, Answer: &a}
}

// WriteRequest writes the request of r into the recording in folder dir, for
// people and for Replay. It keeps nothing that was recorded about an answer to
// an earlier request of this place.
func WriteRequest(dir string, r Request, asked time.Time) error {
	record := Record{Format: recordFormat, Asked: asked.UTC(), Request: r}
	if err := writeRecord(dir, record); err != nil {
		return err
	}
	return writeWhole(filepath.Join(dir, Stem(r.Place)+requestSuffix), readable(r))
}

func writeRecord(dir string, r Record) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(r); err != nil {
		return fmt.Errorf("record of %v: %w", r.Request.Place, err)
	}
	return writeWhole(filepath.Join(dir, Stem(r.Request.Place)+recordSuffix), text.Bytes())
}

// readable returns r as a page for whoever is to answer it. The record beside
// it holds the exact messages.
func readable(r Request) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<!-- Request for %v.\n", r.Place)
	fmt.Fprintf(&b, "Save the answer beside this file as %s%s.\n", Stem(r.Place), answerSuffix)
	b.WriteString("Everything between the marks is for whoever answers; the marks are not. -->\n")
	for i, m := range r.Messages {
		fmt.Fprintf(&b, "\n<!-- ===== message %d of %d: %s ===== -->\n\n%s\n", i+1, len(r.Messages), m.Role, strings.TrimRight(m.Content, "\n"))
	}
	b.WriteString("\n<!-- ===== end ===== -->\n")
	return b.Bytes()
}

// writeWhole writes a file so that a reader finds either all of it or what was
// there before, even after a crash.
func writeWhole(path string, content []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".*.tmp")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if _, err = f.Write(content); err != nil {
		return err
	}
	if err = f.Chmod(0o644); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
