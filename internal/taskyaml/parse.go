package taskyaml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// maxSource bounds a task file, in bytes. Larger files are refused unread.
const maxSource = 1 << 20

// searchable bounds the sources, in bytes, in which the exact place of a syntax
// error is searched by parsing prefixes; in larger ones the parser's own guess
// of the line is reported.
const searchable = 1 << 16

// syntaxError is a mistake that makes the source unreadable as one YAML document.
type syntaxError struct {
	line, column int
	message      string
}

// parse reads src as a single YAML document. The node is nil for an empty one.
func parse(src []byte) (*yaml.Node, *syntaxError) {
	if len(src) > maxSource {
		return nil, &syntaxError{1, 1, fmt.Sprintf("the file has %d bytes, more than %d", len(src), maxSource)}
	}
	if at := invalidUTF8(src); at >= 0 {
		line, column := place(src[:at])
		return nil, &syntaxError{line, column, "the file is not UTF-8 text here"}
	}
	decoder := yaml.NewDecoder(bytes.NewReader(src))
	var document, second yaml.Node
	switch err := decoder.Decode(&document); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, locate(src, err)
	}
	if err := decoder.Decode(&second); err == nil {
		return nil, &syntaxError{second.Line, second.Column, "a second document begins here; keep one, without ---"}
	} else if !errors.Is(err, io.EOF) {
		return nil, locate(src, err)
	}
	return document.Content[0], nil
}

func invalidUTF8(src []byte) int {
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// place is the line and column just after before.
func place(before []byte) (line, column int) {
	start := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[start:]) + 1
}

var yamlMessage = regexp.MustCompile(`^yaml: (?:line ([0-9]+): )?(.*)$`)

// locate turns an error of the YAML parser, which knows at most a line and often
// the wrong one, into a position: the last character of the shortest prefix of
// src that fails with the same words.
func locate(src []byte, err error) *syntaxError {
	words := yamlWords(err)
	e := &syntaxError{line: 1, column: 1, message: explain(words)}
	if part := yamlMessage.FindStringSubmatch(err.Error()); part != nil && part[1] != "" {
		fmt.Sscan(part[1], &e.line)
	}
	if len(src) > searchable {
		return e
	}
	end := shortestFailure(src, words)
	if end == 0 {
		return e
	}
	last, size := utf8.DecodeLastRune(src[:end])
	e.line, e.column = place(src[:end-size])
	if last == '\t' && strings.Contains(words, "cannot start any token") {
		e.message = "a tab cannot indent or separate; use spaces"
	}
	return e
}

// yamlWords is the message of a YAML error without its line.
func yamlWords(err error) string {
	if part := yamlMessage.FindStringSubmatch(err.Error()); part != nil {
		return part[2]
	}
	return err.Error()
}

// shortestFailure is the length of the shortest prefix from which on src fails
// with words, searched by line and then by character, or 0.
func shortestFailure(src []byte, words string) int {
	failing := func(end int) bool { return fails(src[:end], words) }
	var lines []int
	for i, c := range src {
		if c == '\n' || i == len(src)-1 {
			lines = append(lines, i+1)
		}
	}
	if len(lines) == 0 || !failing(len(src)) {
		return 0
	}
	n := firstLasting(lines, failing)
	start := 0
	if n > 0 {
		start = lines[n-1]
	}
	var characters []int
	for at := start; at < lines[n]; {
		_, size := utf8.DecodeRune(src[at:])
		at += size
		characters = append(characters, at)
	}
	return characters[firstLasting(characters, failing)]
}

// firstLasting is the index of the first end that fails and after which those
// that follow fail too; the last one must. A prefix that ends inside a list or a
// quoted text fails although a longer one may not, so bisection alone could stop
// at a list that is closed later; a look at the next few ends finds that out.
func firstLasting(ends []int, failing func(end int) bool) int {
	low, high := -1, len(ends)-1
	for range 8 {
		for high-low > 1 {
			if middle := (low + high) / 2; failing(ends[middle]) {
				high = middle
			} else {
				low = middle
			}
		}
		for i := high + 1; i < min(high+16, len(ends)); i++ {
			if !failing(ends[i]) {
				low = i
			}
		}
		if low < high {
			return high
		}
		high = len(ends) - 1
	}
	return high
}

func fails(src []byte, words string) bool {
	decoder := yaml.NewDecoder(bytes.NewReader(src))
	for {
		var document yaml.Node
		if err := decoder.Decode(&document); err != nil {
			return !errors.Is(err, io.EOF) && yamlWords(err) == words
		}
	}
}

// explain says what to do about the parser's commonest complaints.
func explain(words string) string {
	for _, known := range []struct{ part, advice string }{
		{"mapping values are not allowed", "a colon is not allowed here; indent keys of one mapping alike, and quote text that holds a colon and a space"},
		{"cannot start any token", "a value cannot begin with this character; quote the text"},
		{"unexpected end of stream", "this quoted text is never closed"},
		{"expected ',' or ']'", "this list is not closed with ], or a comma is missing"},
		{"expected ',' or '}'", "this mapping is not closed with }, or a comma is missing"},
		{"could not find expected ':'", "a key without a colon"},
		{"did not find expected key", "a key was expected here; indent keys of one mapping alike"},
		{"expected '-' indicator", "an item of the list was expected here, beginning with \"- \""},
		{"unknown anchor", "aliases are not allowed; write the value out, or quote text that begins with *"},
	} {
		if strings.Contains(words, known.part) {
			return known.advice
		}
	}
	return words
}

// foreign lists the parts of YAML that task files do without, each with the node
// it stands at.
func foreign(node *yaml.Node, report func(*yaml.Node, string)) {
	switch {
	case node.Kind == yaml.AliasNode:
		report(node, "aliases are not allowed; write the value out")
	case node.Anchor != "":
		report(node, fmt.Sprintf("the anchor &%s is not allowed; remove it", node.Anchor))
	}
	if node.Style&yaml.TaggedStyle != 0 {
		report(node, fmt.Sprintf("the tag %s is not allowed; remove it", node.Tag))
	}
	for _, child := range node.Content {
		foreign(child, report)
	}
}
