package cmd

import (
	"errors"
	"fmt"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/taskyaml"
)

// Exit codes.
const (
	exitOK      = 0
	exitFailure = 1 // the work failed, or the reward was rejected
	exitUsage   = 2 // the command line or the task file is wrong
)

// usageError is a mistake of whoever typed the command line.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// errReported ends a command with exitFailure when its output has said why.
var errReported = errors.New("failed as reported")

// fail writes err, one line each, and returns the exit code it stands for.
func (p *process) fail(err error) int {
	var usage usageError
	var task *taskyaml.Error
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errReported):
		return exitFailure
	}
	for line := range strings.Lines(err.Error()) {
		if line = strings.TrimRight(line, "\n"); line != "" {
			fmt.Fprintf(p.stderr, "rewardsmith: %s\n", line)
		}
	}
	if errors.As(err, &usage) || errors.As(err, &task) {
		return exitUsage
	}
	return exitFailure
}
