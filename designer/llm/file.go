package llm

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// FileConfig describes a folder through which requests are answered.
type FileConfig struct {
	Dir   string // is created if need be
	Clock Clock  // nil for the system's
	// Interval is how often the folder is looked at; 0 for once a second. An
	// answer is taken once it has kept its size for an interval.
	Interval time.Duration
	// Waiting, if not nil, is told where each answer is waited for: the paths
	// of the request and of the answer that is to appear. It may be called from
	// several goroutines.
	Waiting func(p Place, request, answer string)
}

// File is a model that is anybody with access to a folder: it writes each
// request there as a page to read and waits for the answer to appear beside it.
// The folder is a recording afterwards, fit for Replay.
type File struct {
	config FileConfig
}

// NewFile returns a model that is answered through c.Dir.
func NewFile(c FileConfig) (*File, error) {
	if c.Dir == "" {
		return nil, errors.New("file model: no folder is named")
	}
	if c.Clock == nil {
		c.Clock = SystemClock{}
	}
	c.Interval = orDefault(c.Interval, time.Second)
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return nil, fmt.Errorf("file model: %w", err)
	}
	return &File{c}, nil
}

// Complete implements Model. An answer that is in the folder already counts if
// it was given to the same prompt.
func (m *File) Complete(ctx context.Context, r Request) (Answer, error) {
	return completeOne(ctx, m, r)
}

// CompleteSamples implements BatchModel: all requests are written before the
// first answer is waited for, so that they can be answered in any order.
func (m *File) CompleteSamples(ctx context.Context, r Request, samples []int, deliver Deliver) error {
	if err := r.Check(); err != nil {
		return err
	}
	for _, sample := range samples {
		if err := m.ask(r.at(sample)); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var answers sync.WaitGroup
	var delivering sync.Mutex
	for _, sample := range samples {
		answers.Go(func() {
			answer, err := m.await(ctx, r.at(sample))
			delivering.Lock()
			defer delivering.Unlock()
			if ctx.Err() != nil {
				return
			}
			if Fatal(err) {
				cancel(err)
				return
			}
			if err := deliver(sample, answer, err); err != nil {
				cancel(err)
			}
		})
	}
	answers.Wait()
	return context.Cause(ctx)
}

// ask writes a request unless it is there, and refuses where an answer is that
// was not given to it.
func (m *File) ask(r Request) error {
	dir := os.DirFS(m.config.Dir)
	record, err := ReadRecord(dir, r.Place)
	if err != nil {
		return m.failed(err)
	}
	reason := "answers a prompt that is not recorded beside it"
	if record != nil {
		difference := promptDifference(record.Request.Messages, r.Messages)
		if difference == "" {
			return nil
		}
		reason = "answers another prompt: " + difference
	}
	if answer, err := fs.Stat(dir, Stem(r.Place)+answerSuffix); err == nil && answer.Size() > 0 {
		return &Error{
			Kind: KindConflict, Where: m.config.Dir,
			Reason: Stem(r.Place) + answerSuffix + " " + reason,
			Advice: "use an empty folder, or remove the answers of the earlier run; answers that were written beforehand can be replayed",
		}
	}
	if err := WriteRequest(m.config.Dir, r, m.config.Clock.Now()); err != nil {
		return m.failed(err)
	}
	return nil
}

// await waits for the answer to r and records it.
func (m *File) await(ctx context.Context, r Request) (Answer, error) {
	answer, record, err := m.read(ctx, r)
	if err != nil {
		return Answer{}, err
	}
	if answer.Text == "" {
		return Answer{}, &Error{Kind: KindEmpty, Where: m.config.Dir, Reason: fmt.Sprintf("%s%s holds nothing but reasoning", Stem(r.Place), answerSuffix)}
	}
	if answer.Usage == (Usage{}) {
		answer.Usage = estimateUsage(r, answer)
	}
	if record == nil { // removed while the answer was waited for
		record = &Record{Format: recordFormat, Asked: m.config.Clock.Now().UTC(), Request: r}
	}
	if record.Answer == nil {
		record.Answered = m.config.Clock.Now().UTC()
		described := answer
		described.Text = ""
		record.Answer = &described
		if err := writeRecord(m.config.Dir, *record); err != nil {
			return Answer{}, m.failed(err)
		}
	}
	return answer, nil
}

// read returns the answer to r once there is one. A blank one does not count:
// it has been created and is yet to be filled.
func (m *File) read(ctx context.Context, r Request) (Answer, *Record, error) {
	base := filepath.Join(m.config.Dir, Stem(r.Place))
	for {
		if err := m.untilWhole(ctx, r.Place, base); err != nil {
			return Answer{}, nil, err
		}
		answer, record, err := ReadAnswer(os.DirFS(m.config.Dir), r.Place)
		if err != nil {
			return Answer{}, nil, m.failed(err)
		}
		if strings.TrimSpace(answer.Text+answer.Reasoning) != "" {
			return answer, record, nil
		}
	}
}

// untilWhole waits until the answer file has text and has not changed for an
// interval. Other files, such as an editor keeps while it saves, are not looked
// at.
func (m *File) untilWhole(ctx context.Context, p Place, base string) error {
	type look struct {
		size     int64
		modified time.Time
	}
	var last look
	for first := true; ; first = false {
		now := look{}
		info, err := os.Stat(base + answerSuffix)
		switch {
		case err == nil && info.Mode().IsRegular():
			now = look{info.Size(), info.ModTime()}
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return m.failed(err)
		}
		if now.size > 0 && now == last {
			return nil
		}
		if first && now.size == 0 && m.config.Waiting != nil {
			m.config.Waiting(p, base+requestSuffix, base+answerSuffix)
		}
		last = now
		if err := m.config.Clock.Sleep(ctx, m.config.Interval); err != nil {
			return err
		}
	}
}

// failed reports trouble with the folder itself.
func (m *File) failed(err error) *Error {
	return &Error{Kind: KindFolder, Where: m.config.Dir, Reason: err.Error(), Err: err}
}
