package taskyaml

import "strings"

// Index remembers where each path of a decoded file was written, so that later
// checks of meaning can blame the line.
type Index struct {
	root   Position
	places map[string]Position
}

// Given reports whether the file or an override wrote a value at path.
func (x *Index) Given(path string) bool {
	_, ok := x.places[path]
	return ok
}

// At is where the value at path was written. For a path that was not given it is
// the place of the nearest enclosing mapping, and at last the top of the file.
func (x *Index) At(path string) Position {
	for p := path; p != ""; p = parent(p) {
		if at, ok := x.places[p]; ok {
			return at
		}
	}
	return x.root
}

// Problem blames the value at path; the message is prefixed with the path.
func (x *Index) Problem(path, message string) Problem {
	at := x.At(path)
	return Problem{File: at.File, Line: at.Line, Column: at.Column, Path: path, Message: path + ": " + message}
}

// parent cuts the last step from path: "a.b[2]" becomes "a.b", then "a", then "".
func parent(path string) string {
	if strings.HasSuffix(path, `"]`) {
		if i := strings.LastIndex(path, `["`); i >= 0 {
			return path[:i]
		}
	}
	if i := strings.LastIndexAny(path, ".["); i >= 0 {
		return path[:i]
	}
	return ""
}
