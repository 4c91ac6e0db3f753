package journal

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Repair is what Open mended: the last line had been cut off while it was
// written. It was never acknowledged.
type Repair struct {
	Line  int    // the number the line would have had
	Bytes int    // what there was of it
	File  string // where that was moved, relative to the run
}

// Open opens the run in dir to go on with it: it takes the run's lock, checks
// every line, moves a cut-off last line aside (see Repair), and removes temporary
// files that a crash left behind.
func Open(dir string, o Options) (*Journal, error) {
	return open(disk{}, dir, o)
}

func open(sys files, dir string, o Options) (*Journal, error) {
	if err := isRun(sys, dir); err != nil {
		return nil, err
	}
	j, err := lockRun(sys, dir, o)
	if err != nil {
		return nil, err
	}
	if err := j.recover(); err != nil {
		if j.file != nil {
			err = errors.Join(err, j.file.Close())
		}
		return nil, errors.Join(err, release(j.lock))
	}
	return j, nil
}

// isRun refuses a folder that is missing or holds no journal, before anything in
// it is touched.
func isRun(sys files, dir string) error {
	info, err := sys.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Error{Kind: ErrMissing, Path: dir, Err: err, Reason: "there is no such run; check the name"}
	case err != nil:
		return openError(dir, dir, err)
	case !info.IsDir():
		return &Error{Kind: ErrNotRun, Path: dir, Reason: "not a run but a file; name the folder of a run"}
	}
	if _, err := sys.Stat(filepath.Join(dir, journalName)); err != nil {
		return openError(dir, filepath.Join(dir, journalName), err)
	}
	return nil
}

// recover brings the journal to the state after its last whole line.
func (j *Journal) recover() error {
	s, err := j.verify()
	if err != nil {
		return err
	}
	if err := j.sweep(j.dir); err != nil {
		return err
	}
	if len(s.torn) > 0 {
		if err := j.setAside(s); err != nil {
			return err
		}
	}
	if err := j.attach(s.offset, int64(s.line-1), s.sum); err != nil {
		return err
	}
	if err := j.file.Truncate(s.offset); err != nil {
		return writeError(j.dir, j.path, err)
	}
	return j.settle()
}

// settle makes durable what an earlier process wrote but was killed before it
// could sync: events that follow would vouch for it.
func (j *Journal) settle() error {
	if err := j.file.Sync(); err != nil {
		return writeError(j.dir, j.path, err)
	}
	for _, dir := range []string{j.dir, filepath.Dir(filepath.Clean(j.dir))} {
		if err := j.sys.SyncDir(dir); err != nil {
			return writeError(j.dir, dir, err)
		}
	}
	return nil
}

// verify reads the journal to its end.
func (j *Journal) verify() (*scanner, error) {
	f, err := j.sys.OpenFile(j.path, os.O_RDONLY)
	if err != nil {
		return nil, openError(j.dir, j.path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, openError(j.dir, j.path, err)
	}
	s := scan(j.dir, j.path, f, scanner{}, info.Size())
	if j.header, err = s.header(); err != nil {
		return nil, err
	}
	for {
		if _, err := s.record(); errors.Is(err, io.EOF) {
			return s, nil
		} else if err != nil {
			return nil, err
		}
	}
}

// setAside saves a cut-off line to a new file of its own.
func (j *Journal) setAside(s *scanner) error {
	line := s.line + 1
	name := fmt.Sprintf("journal.torn-line-%d", line)
	for i := 2; ; i++ {
		_, err := j.sys.Stat(filepath.Join(j.dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return writeError(j.dir, filepath.Join(j.dir, name), err)
		}
		name = fmt.Sprintf("journal.torn-line-%d-%d", line, i)
	}
	if err := j.replace(name, s.torn); err != nil {
		return err
	}
	j.repair = &Repair{Line: line, Bytes: len(s.torn), File: name}
	return nil
}

// sweep removes temporary files below dir.
func (j *Journal) sweep(dir string) error {
	entries, err := j.sys.ReadDir(dir)
	if err != nil {
		return openError(j.dir, dir, err)
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case e.IsDir():
			if err := j.sweep(path); err != nil {
				return err
			}
		case strings.HasPrefix(e.Name(), temporary):
			if err := j.sys.Remove(path); err != nil {
				return writeError(j.dir, path, err)
			}
		}
	}
	return nil
}
