package page

import (
	"fmt"
	"go/scanner"
	"go/token"
	"html/template"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/rewardsmith/rewardsmith/critic/finding"
)

// codeLine is one line of Go, coloured, with its number in the file. Numbers are
// 0 where the line is not in that version.
type codeLine struct {
	Old, New int
	Class    string // "add", "del", "gap", "bad", "doubt" or ""
	Tip      string // what was found wrong with the line
	HTML     template.HTML
}

// highlight colours a Go file line by line. Text that is not Go comes out plain.
func highlight(source string) []codeLine {
	if source == "" {
		return nil
	}
	var lines []codeLine
	for i, text := range strings.Split(strings.TrimRight(colour(source), "\n"), "\n") {
		lines = append(lines, codeLine{New: i + 1, HTML: template.HTML(text)})
	}
	return lines
}

// mark notes findings at the lines of the file that they blame.
func mark(lines []codeLine, findings []finding.Finding) []codeLine {
	for _, f := range findings {
		if f.Line < 1 || f.Line > len(lines) {
			continue
		}
		l := &lines[f.Line-1]
		if f.Rejects {
			l.Class = "bad"
		} else if l.Class == "" {
			l.Class = "doubt"
		}
		l.Tip = strings.TrimSpace(l.Tip + "\n" + f.Message)
	}
	return lines
}

// colour wraps keywords, literals and comments in spans, none across lines.
func colour(source string) string {
	var b strings.Builder
	done := 0
	file := token.NewFileSet().AddFile("", -1, len(source))
	var s scanner.Scanner
	s.Init(file, []byte(source), nil, scanner.ScanComments)
	for {
		pos, tok, literal := s.Scan()
		if tok == token.EOF {
			break
		}
		class := tokenClass(tok)
		start := file.Offset(pos)
		if class == "" || start < done || !strings.HasPrefix(source[start:], literal) {
			continue
		}
		template.HTMLEscape(&b, []byte(source[done:start]))
		done = start + len(literal)
		for i, part := range strings.Split(literal, "\n") {
			if i > 0 {
				b.WriteByte('\n')
			}
			fmt.Fprintf(&b, `<span class="%s">%s</span>`, class, template.HTMLEscapeString(part))
		}
	}
	template.HTMLEscape(&b, []byte(source[done:]))
	return b.String()
}

func tokenClass(tok token.Token) string {
	switch {
	case tok == token.COMMENT:
		return "com"
	case tok == token.STRING || tok == token.CHAR:
		return "str"
	case tok.IsLiteral() && tok != token.IDENT:
		return "num"
	case tok.IsKeyword():
		return "key"
	}
	return ""
}

// diff shows how after differs from before, with three lines about each change.
// It is nil where they are equal.
func diff(before, after string) []codeLine {
	old, now := highlight(before), highlight(after)
	u, err := udiff.ToUnifiedDiff("", "", before, udiff.Lines(before, after), udiff.DefaultContextLines)
	if err != nil { // the edits come from before itself
		panic("page: " + err.Error())
	}
	var lines []codeLine
	for i, h := range u.Hunks {
		if i > 0 {
			lines = append(lines, codeLine{Class: "gap", HTML: "⋯"})
		}
		lines = append(lines, hunkLines(h, old, now)...)
	}
	return lines
}

func hunkLines(h *udiff.Hunk, old, now []codeLine) []codeLine {
	var lines []codeLine
	from, to := h.FromLine, h.ToLine
	for _, l := range h.Lines {
		switch l.Kind {
		case udiff.Delete:
			lines = append(lines, codeLine{Old: from, Class: "del", HTML: lineAt(old, from)})
			from++
		case udiff.Insert:
			lines = append(lines, codeLine{New: to, Class: "add", HTML: lineAt(now, to)})
			to++
		default:
			lines = append(lines, codeLine{Old: from, New: to, HTML: lineAt(now, to)})
			from, to = from+1, to+1
		}
	}
	return lines
}

// lineAt is line n of a file, empty past its end: blank last lines are not kept.
func lineAt(lines []codeLine, n int) template.HTML {
	if n < 1 || n > len(lines) {
		return ""
	}
	return lines[n-1].HTML
}
