package taskyaml

import (
	"fmt"
	"sort"
	"strings"
)

// Position is a place in a task file. Line and Column count from 1 and Column
// counts characters. For a value given on the command line File is the override
// as it was written, such as "--set budget.usd=3", and Line is 0.
type Position struct {
	File         string
	Line, Column int
}

// String is "file:line:column", without the parts that are unknown.
func (p Position) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Problem is one mistake in a task file: where it is, which key it concerns, and
// a complete message that names what was written and what is allowed.
type Problem struct {
	File         string
	Line, Column int
	Path         string
	Message      string
}

// String is the problem as compilers print it: "task.yaml:12:5: message".
func (p Problem) String() string {
	return Position{p.File, p.Line, p.Column}.String() + ": " + p.Message
}

// Error holds every problem found in a task file, in the order of the file, with
// those of overrides last.
type Error struct {
	Problems []Problem
}

// Error prints one problem per line.
func (e *Error) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Join makes one *Error of problems, ordered by position, or nil if there are
// none. Callers use it to report mistakes of meaning as Decode reports those of
// form.
func Join(problems ...Problem) error {
	if len(problems) == 0 {
		return nil
	}
	sorted := append([]Problem(nil), problems...)
	sort.SliceStable(sorted, func(i, j int) bool {
		a, b := sorted[i], sorted[j]
		if (a.Line == 0) != (b.Line == 0) {
			return b.Line == 0
		}
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		return a.Column < b.Column
	})
	return &Error{Problems: sorted}
}
