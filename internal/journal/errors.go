package journal

import (
	"errors"
	"fmt"
	"io/fs"
)

// Kinds of error, for errors.Is. The message of an *Error always says the way out.
var (
	ErrMissing  = errors.New("no such run")
	ErrNotRun   = errors.New("not a run")
	ErrExists   = errors.New("folder in use")
	ErrNewer    = errors.New("written by a newer program")
	ErrReadOnly = errors.New("read-only folder")
	ErrLocked   = errors.New("run in use")
	ErrCorrupt  = errors.New("corrupt run")
	ErrFull     = errors.New("disk full")
	ErrFailed   = errors.New("journal failed")
	ErrClosed   = errors.New("journal closed")
)

// Error is a failure of a run folder.
type Error struct {
	Kind   error  // one of the kinds above
	Path   string // the folder or file concerned
	Line   int    // line of the journal, from 1, or 0
	Reason string // what is wrong and what to do
	Holder *Holder
	Err    error // the cause, or nil
}

// Error is "path:line: reason: cause", without the cause where the reason says all of it.
func (e *Error) Error() string {
	at := e.Path
	if e.Line > 0 {
		at = fmt.Sprintf("%s:%d", e.Path, e.Line)
	}
	if said := e.Kind == ErrMissing || e.Kind == ErrNotRun; e.Err != nil && !said {
		return fmt.Sprintf("%s: %s: %v", at, e.Reason, e.Err)
	}
	return at + ": " + e.Reason
}

// Unwrap gives the kind and the cause.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Err}
}

// writeError classifies a failure to write below dir.
func writeError(dir, path string, err error) error {
	switch {
	case isDiskFull(err):
		return &Error{Kind: ErrFull, Path: path, Err: err,
			Reason: fmt.Sprintf("the disk is full; nothing recorded is lost: free some space, then resume %s", dir)}
	case isReadOnly(err):
		return &Error{Kind: ErrReadOnly, Path: path, Err: err,
			Reason: "the folder cannot be written; allow writing or copy it elsewhere (reports need only read it)"}
	}
	return &Error{Kind: ErrFailed, Path: path, Err: err,
		Reason: fmt.Sprintf("writing failed; mend the disk, then resume %s", dir)}
}

// openError classifies a failure to read the journal of dir.
func openError(dir, path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Error{Kind: ErrNotRun, Path: dir, Err: err, Reason: "not a run: it holds no " + journalName + "; name the folder of a run"}
	case errors.Is(err, fs.ErrPermission):
		return &Error{Kind: ErrReadOnly, Path: path, Err: err, Reason: "cannot be read; allow reading"}
	}
	return &Error{Kind: ErrFailed, Path: path, Err: err, Reason: "cannot be read"}
}
