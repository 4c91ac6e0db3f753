package llm

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Replay serves recorded answers by their place. It never asks anyone.
//
// An answer keeps the Usage and Cost it was recorded with, so that a replayed
// run counts what the recorded one did; its Calls and Latency are 0.
type Replay struct {
	dir  fs.FS
	name string
}

// NewReplay returns the recording in dir, which errors call name. It fails where
// dir cannot be read or holds no answer.
func NewReplay(dir fs.FS, name string) (*Replay, error) {
	places, err := RecordedPlaces(dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(places) == 0 {
		return nil, fmt.Errorf("%s: no recorded answers; they are named like %s%s", name, Stem(Place{}), answerSuffix)
	}
	return &Replay{dir, name}, nil
}

// Complete implements Model. An answer recorded for other messages than those of
// r comes with PromptChanged and a Note of the first difference.
func (m *Replay) Complete(ctx context.Context, r Request) (Answer, error) {
	if err := ctx.Err(); err != nil {
		return Answer{}, err
	}
	answer, record, err := ReadAnswer(m.dir, r.Place)
	if errors.Is(err, fs.ErrNotExist) {
		return Answer{}, m.missing(r)
	}
	if err != nil {
		return Answer{}, &Error{Kind: KindFolder, Where: m.name, Reason: err.Error(), Err: err}
	}
	if strings.TrimSpace(answer.Text) == "" {
		return Answer{}, &Error{Kind: KindEmpty, Where: m.name, Reason: fmt.Sprintf("the answer recorded for %v is empty", r.Place)}
	}
	if answer.Usage == (Usage{}) {
		answer.Usage = estimateUsage(r, answer)
	}
	answer.Calls, answer.Latency = 0, 0
	answer.Note, answer.Given = "the prompt this answer was given to is not recorded", nil
	if record != nil && len(record.Request.Messages) > 0 {
		answer.Note, answer.Given = promptDifference(record.Request.Messages, r.Messages), record.Request.Messages
	}
	answer.PromptChanged = answer.Note != ""
	return answer, nil
}

// missing says what is recorded instead of what is asked for.
func (m *Replay) missing(r Request) *Error {
	e := &Error{Kind: KindNotRecorded, Where: m.name, Reason: "there is no " + Stem(r.Place) + answerSuffix, Err: fs.ErrNotExist}
	places, err := RecordedPlaces(m.dir)
	if err != nil || len(places) == 0 {
		return e
	}
	if last := slices.MaxFunc(places, comparePlaces); last.Iteration < r.Place.Iteration {
		e.Reason += fmt.Sprintf("; the recording ends with iteration %d", last.Iteration)
	} else {
		var here []string
		for _, p := range places {
			if p.Iteration == r.Place.Iteration {
				here = append(here, Stem(p))
			}
		}
		e.Reason += fmt.Sprintf("; recorded of iteration %d: %s", r.Place.Iteration, cmp.Or(clip(strings.Join(here, " ")), "nothing"))
	}
	e.Advice = "run no more iterations, samples and repairs than were recorded, or use another model"
	return e
}

// promptDifference says where the messages asked now first differ from those
// recorded, and returns "" if they do not.
func promptDifference(recorded, now []Message) string {
	for i := range min(len(recorded), len(now)) {
		if recorded[i].Role != now[i].Role {
			return fmt.Sprintf("message %d was recorded as %s and is now %s", i+1, recorded[i].Role, now[i].Role)
		}
		if recorded[i].Content != now[i].Content {
			return fmt.Sprintf("message %d (%s) %s", i+1, now[i].Role, textDifference(recorded[i].Content, now[i].Content))
		}
	}
	if len(recorded) != len(now) {
		return fmt.Sprintf("the recorded prompt has %d messages, this one %d", len(recorded), len(now))
	}
	return ""
}

// textDifference describes the first line in which two texts differ.
func textDifference(recorded, now string) string {
	a, b := strings.Split(recorded, "\n"), strings.Split(now, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("differs in line %d: recorded %q, now %q", i+1, clip(a[i]), clip(b[i]))
		}
	}
	return fmt.Sprintf("has %d lines, recorded were %d", len(b), len(a))
}
