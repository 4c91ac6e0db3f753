package cmd

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// table is text in columns that are as wide as their widest cell. Below a header the
// last one wraps where lines would be longer than people read; without one it may hold
// errors and commands, which stay whole to be found and copied.
type table struct {
	header []string
	right  map[int]bool // columns of numbers
	rows   [][]string
}

// Widths of a table in characters.
const (
	tableWidth = 120 // of lines
	leastWrap  = 24  // of the last column, however much the others take
)

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// write prints the rows with two spaces between columns and none at line ends. Further
// lines of a last cell begin below its first.
func (t *table) write(w io.Writer) error {
	rows := t.rows
	if t.header != nil {
		rows = append([][]string{t.header}, rows...)
	}
	width := t.widths(rows)
	for _, row := range rows {
		var line strings.Builder
		start := 0 // of the cell
		for i, cell := range row {
			if i == len(width)-1 && t.header != nil && !t.right[i] {
				cell = strings.Join(wrapped(cell, max(tableWidth-start, leastWrap)), "\n"+strings.Repeat(" ", start))
			}
			pad := strings.Repeat(" ", max(width[i]-utf8.RuneCountInString(cell), 0))
			if t.right[i] {
				cell, pad = pad+cell, ""
			}
			line.WriteString(cell + pad + "  ")
			start += width[i] + 2
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(line.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}

// widths are those of the columns.
func (t *table) widths(rows [][]string) []int {
	var width []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(width) {
				width = append(width, 0)
			}
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	return width
}

// wrapped cuts a text into lines of whole words; a word that is longer than a line has
// one of its own.
func wrapped(text string, width int) []string {
	if utf8.RuneCountInString(text) <= width {
		return []string{text}
	}
	var lines []string
	line, length := "", 0
	for _, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		if line != "" && length+1+n > width {
			lines, line, length = append(lines, line), "", 0
		}
		if line != "" {
			line, length = line+" ", length+1
		}
		line, length = line+word, length+n
	}
	return append(lines, line)
}

// writeJSON writes v indented to standard output.
func (p *process) writeJSON(v any) error {
	e := json.NewEncoder(p.stdout)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
