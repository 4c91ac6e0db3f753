package cmd

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"golang.org/x/term"
)

// output is standard output. It remembers its first error and writes nothing
// after that, so that commands may write without looking at every line and a full
// disk still ends in an exit code. It does not buffer: what apply and run --json
// write is read while they work.
type output struct {
	w   io.Writer
	err error
}

// Write implements io.Writer.
func (o *output) Write(b []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.w.Write(b)
	if err != nil {
		o.err = outputError(err)
	}
	return n, o.err
}

// outputError names standard output in place of the file it is.
func outputError(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("standard output: %w", err)
}

// after adds what became of the output to a command's error, unless that says so.
func (o *output) after(err error) error {
	switch {
	case o.err == nil || errors.Is(err, o.err):
		return err
	case errors.Is(err, errReported): // in output that nobody got
		return o.err
	}
	return errors.Join(err, o.err)
}

// terminal is the terminal that standard output is, false if it is none.
func (p *process) terminal() (*os.File, bool) { return terminalOf(p.stdout) }

// terminalOf is the terminal that w writes to, false if it is none.
func terminalOf(w io.Writer) (*os.File, bool) {
	if o, ok := w.(*output); ok {
		w = o.w
	}
	f, ok := w.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}
