package journal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"time"
)

// Format is the version of the format that this package writes, and the newest
// that it reads.
const Format = 1

const (
	journalName = "journal.jsonl"
	taskName    = "task.yaml"

	// maxData is the largest data, in bytes, that stands in the journal itself.
	maxData = 64 << 10
	// maxLine bounds a line on reading, in bytes.
	maxLine = 1 << 20
)

// Header is the first line of a journal.
type Header struct {
	Format  int       `json:"format"`
	Run     string    `json:"run"`     // identifies the run
	Program string    `json:"program"` // name and version of what created it
	Created time.Time `json:"created"`
	Task    Blob      `json:"task"` // the resolved task file
}

// Event is one thing that happened. Data is the JSON value given to Append.
type Event struct {
	Seq  int64
	Time time.Time
	Type string
	Data json.RawMessage
}

// record is an event as it stands on its line.
type record struct {
	Seq  int64           `json:"seq"`
	Time time.Time       `json:"time"`
	Type string          `json:"type"`
	Data json.RawMessage `json:"data,omitempty"`
	Blob *Blob           `json:"blob,omitempty"`
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sealLength is the length of `,"sum":"xxxxxxxx"}`.
const sealLength = 18

// seal turns the JSON object body into a line that continues a journal whose sum
// so far is sum, and returns the new sum.
func seal(sum uint32, body []byte) ([]byte, uint32) {
	body = bytes.TrimSuffix(body, []byte("}"))
	sum = crc32.Update(sum, castagnoli, body)
	return fmt.Appendf(bytes.Clone(body), ",\"sum\":\"%08x\"}\n", sum), sum
}

// unseal checks a line without its newline against the sum of those before it.
func unseal(sum uint32, line []byte) (uint32, bool) {
	if len(line) < sealLength {
		return sum, false
	}
	body := line[:len(line)-sealLength]
	sum = crc32.Update(sum, castagnoli, body)
	return sum, string(line[len(body):]) == fmt.Sprintf(",\"sum\":\"%08x\"}", sum)
}

// compactJSON is v as JSON on one line, with <, > and & as they are.
func compactJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// validType reports whether a type is a plain word: letters, digits, and -_. in
// between.
func validType(typ string) bool {
	for i, r := range typ {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		if !letter && (i == 0 || r != '-' && r != '_' && r != '.') {
			return false
		}
	}
	return typ != "" && len(typ) <= 64
}
