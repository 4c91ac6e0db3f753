package journal

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// scanner reads the lines of a journal and checks each.
type scanner struct {
	dir, path string
	source    *bufio.Reader
	offset    int64  // where the next line begins
	line      int    // number of the last line read
	sum       uint32 // of all lines read
	torn      []byte // what follows the last whole line, once the end is reached
}

// scan starts at a place of the journal that was reached before, or at its
// beginning.
func scan(dir, path string, f io.ReaderAt, from scanner, limit int64) *scanner {
	from.dir, from.path, from.torn = dir, path, nil
	from.source = bufio.NewReaderSize(io.NewSectionReader(f, from.offset, limit-from.offset), maxData)
	return &from
}

// next is the next whole line without its newline, checked, or io.EOF.
func (s *scanner) next() ([]byte, error) {
	line, err := s.read()
	if err != nil {
		return nil, err
	}
	sum, ok := unseal(s.sum, line)
	if !ok {
		return nil, s.misfit(line)
	}
	s.line++
	s.sum, s.offset = sum, s.offset+int64(len(line))+1
	return line, nil
}

// read takes one line off the source. What is left at the end is torn.
func (s *scanner) read() ([]byte, error) {
	var line []byte
	for {
		part, err := s.source.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > maxLine:
			return nil, s.corrupt("the line is longer than any that is written")
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF):
			s.torn = line
			return nil, io.EOF
		case err != nil:
			return nil, &Error{Kind: ErrFailed, Path: s.path, Line: s.line + 1, Reason: "cannot be read", Err: err}
		default:
			return line[:len(line)-1], nil
		}
	}
}

// misfit judges a whole line whose sum is wrong. A last line with zero bytes was
// being written when the machine failed: its blocks reached the disk out of
// order. Anything else is corruption.
func (s *scanner) misfit(line []byte) error {
	if _, err := s.source.Peek(1); errors.Is(err, io.EOF) && bytes.IndexByte(line, 0) >= 0 {
		s.torn = append(line, '\n')
		return io.EOF
	}
	var header Header
	if s.line == 0 && json.Unmarshal(line, &header) == nil && header.Format > Format {
		return newerError(s.path, header)
	}
	return s.corrupt("the line does not fit its sum")
}

func (s *scanner) corrupt(what string) error {
	return &Error{Kind: ErrCorrupt, Path: s.path, Line: s.line + 1, Reason: what +
		": it, or one before it, was changed, lost or damaged; restore the file from a copy, or keep only the lines before this one to go on from there"}
}

func newerError(path string, h Header) error {
	return &Error{Kind: ErrNewer, Path: path, Line: 1, Reason: fmt.Sprintf(
		"written by %s in format %d, and this program reads up to %d; use that program or a newer one", h.Program, h.Format, Format)}
}

// header reads the first line.
func (s *scanner) header() (Header, error) {
	var h Header
	line, err := s.next()
	if errors.Is(err, io.EOF) {
		return h, s.corrupt("the first line is missing")
	}
	if err != nil {
		return h, err
	}
	if err := json.Unmarshal(line, &h); err != nil || h.Format < 1 {
		s.line = 0
		return h, s.corrupt("the first line is not a header")
	}
	if h.Format > Format {
		return h, newerError(s.path, h)
	}
	return h, nil
}

// record reads the next event, or io.EOF.
func (s *scanner) record() (record, error) {
	var r record
	before := *s
	line, err := s.next()
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(line, &r); err != nil || r.Seq != int64(before.line) {
		s.line = before.line
		return r, s.corrupt(fmt.Sprintf("the line is not event %d", before.line))
	}
	return r, nil
}
