package cmd

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// table is text in columns that are as wide as their widest cell. On a terminal, the last
// one below a header wraps where a line would be longer than the terminal is wide. What
// goes to a file or another program keeps its lines whole, to be searched, and so does a
// table without a header, which may hold errors and commands to be copied.
type table struct {
	header []string
	right  map[int]bool // columns of numbers
	rows   [][]string
}

// Widths in columns of a terminal, however narrow it is and however much the other
// columns of a table take.
const (
	leastLine = 80 // of lines
	leastWrap = 24 // of the last column of a table
)

// lineWidth is how wide the lines of a table on w are, 0 for any width.
func lineWidth(w io.Writer) int {
	width, ok := terminalWidth(w)
	if !ok {
		return 0
	}
	return max(width, leastLine)
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// write prints the rows with two spaces between columns and none at line ends.
func (t *table) write(w io.Writer) error { return t.writeWithin(w, lineWidth(w)) }

// writeWithin is write in lines of a width, 0 for any. Further lines of a last cell begin
// below its first.
func (t *table) writeWithin(w io.Writer, most int) error {
	rows := t.rows
	if t.header != nil {
		rows = append([][]string{t.header}, rows...)
	}
	width := t.widths(rows)
	for _, row := range rows {
		var line strings.Builder
		start := 0 // of the cell
		for i, cell := range row {
			if most > 0 && i == len(width)-1 && t.header != nil && !t.right[i] {
				cell = strings.Join(wrapped(cell, max(most-start, leastWrap)), "\n"+strings.Repeat(" ", start))
			}
			pad := strings.Repeat(" ", max(width[i]-columns(cell), 0))
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
			width[i] = max(width[i], columns(cell))
		}
	}
	return width
}

// wrapped cuts a text into lines of whole words; a word that is longer than a line has
// one of its own.
func wrapped(text string, width int) []string {
	if columns(text) <= width {
		return []string{text}
	}
	var lines []string
	line, length := "", 0
	for _, word := range strings.Fields(text) {
		n := columns(word)
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
