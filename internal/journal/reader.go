package journal

import (
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
)

// Reader reads a run without locking or changing it, also while another process
// writes it. It is not safe for concurrent use.
type Reader struct {
	sys       files
	dir, path string
	header    Header
	at        scanner
	torn      bool
}

// OpenRead opens the run in dir for reading.
func OpenRead(dir string) (*Reader, error) {
	sys := disk{}
	if err := isRun(sys, dir); err != nil {
		return nil, err
	}
	r := &Reader{sys: sys, dir: dir, path: filepath.Join(dir, journalName)}
	f, size, err := r.open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r.header, err = scan(dir, r.path, f, scanner{}, size).header()
	return r, err
}

// Events yields the events of the run in dir, from the first. It stops after the
// first error, and at a last line that is still being written.
func Events(dir string) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		r, err := OpenRead(dir)
		if err != nil {
			yield(Event{}, err)
			return
		}
		r.Events()(yield)
	}
}

// Header is the journal's first line.
func (r *Reader) Header() Header { return r.header }

// Dir is the run's folder.
func (r *Reader) Dir() string { return r.dir }

// Torn reports whether the last Events ended at a line that was cut off or is
// still being written.
func (r *Reader) Torn() bool { return r.torn }

// ReadBlob reads a file that an event refers to and checks it.
func (r *Reader) ReadBlob(b Blob) ([]byte, error) { return readBlob(r.sys, r.dir, b) }

// ReadFile reads a file of the run by name, without a check.
func (r *Reader) ReadFile(name string) ([]byte, error) { return readFile(r.sys, r.dir, name) }

// Events yields the events that this reader has not yielded before, in order:
// called again, it goes on with what has been added since. Each line is checked.
// It stops after the first error.
func (r *Reader) Events() iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) { r.each(-1, yield) }
}

// each yields the events up to limit bytes, or to the end if limit is negative.
func (r *Reader) each(limit int64, yield func(Event, error) bool) {
	f, size, err := r.open()
	if err != nil {
		yield(Event{}, err)
		return
	}
	defer f.Close()
	if limit < 0 {
		limit = size
	}
	if limit < r.at.offset {
		yield(Event{}, &Error{Kind: ErrCorrupt, Path: r.path, Reason: "became shorter: the run was repaired or replaced; open it again"})
		return
	}
	s := scan(r.dir, r.path, f, r.at, limit)
	if s.line == 0 {
		if _, err := s.header(); err != nil {
			yield(Event{}, err)
			return
		}
	}
	for {
		rec, err := s.record()
		r.torn = len(s.torn) > 0
		if errors.Is(err, io.EOF) {
			return
		}
		e, err := r.event(rec, err)
		if err != nil {
			yield(Event{}, err)
			return
		}
		r.at = scanner{offset: s.offset, line: s.line, sum: s.sum}
		if !yield(e, nil) {
			return
		}
	}
}

// event is the event of a record, with data from its file if it has one.
func (r *Reader) event(rec record, err error) (Event, error) {
	if err != nil {
		return Event{}, err
	}
	e := Event{Seq: rec.Seq, Time: rec.Time, Type: rec.Type, Data: rec.Data}
	if rec.Blob != nil {
		e.Data, err = r.ReadBlob(*rec.Blob)
	}
	return e, err
}

func (r *Reader) open() (file, int64, error) {
	f, err := r.sys.OpenFile(r.path, os.O_RDONLY)
	if err != nil {
		return nil, 0, openError(r.dir, r.path, err)
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, 0, openError(r.dir, r.path, err)
	}
	return f, info.Size(), nil
}
