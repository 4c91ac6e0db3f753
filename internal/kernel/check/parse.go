package check

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Parse reads a file, within the limits that hold for text and syntax. fset
// receives its positions. Without diagnostics there is a file. It never panics
// and its cost is linear in the text, of which it looks at MaxBytes at most.
func Parse(fset *token.FileSet, name, text string) (*ast.File, []Diagnostic) {
	p := &parse{name: name, text: text}
	for _, check := range []func(){p.bytes, p.tokens} {
		if check(); len(p.found) > 0 {
			return nil, p.found
		}
	}
	file, err := parser.ParseFile(fset, name, text, parser.ParseComments|parser.SkipObjectResolution|parser.AllErrors)
	if err != nil {
		p.syntax(err)
		return nil, p.found
	}
	if deep := deepest(file); deep != nil {
		return nil, []Diagnostic{diagnostic(place(fset, deep.Pos()), "too-deep",
			fmt.Sprintf("expressions or statements nest more than %d deep", MaxDepth), "split it into named parts")}
	}
	return file, nil
}

type parse struct {
	name, text string
	found      []Diagnostic
}

func (p *parse) reject(offset int, reason, message, suggestion string) {
	before := p.text[:offset]
	pos := ir.Pos{File: p.name, Line: 1 + strings.Count(before, "\n"), Column: offset - strings.LastIndexByte(before, '\n')}
	p.found = append(p.found, diagnostic(pos, reason, message, suggestion))
}

// bytes demands text of bounded length in which everything can be seen.
func (p *parse) bytes() {
	if len(p.text) > MaxBytes {
		p.reject(0, "too-large", fmt.Sprintf("the file has %d bytes; at most %d are allowed", len(p.text), MaxBytes), "write a shorter file")
		return
	}
	for i, c := range p.text {
		switch {
		case c == utf8.RuneError && !strings.HasPrefix(p.text[i:], string(utf8.RuneError)):
			p.reject(i, "encoding", fmt.Sprintf("byte 0x%02X is not valid UTF-8", p.text[i]), "")
			return
		case c == 0xFEFF && i == 0, c == '\n', c == '\t', c == '\r':
		case unicode.In(c, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
			p.reject(i, "unicode", fmt.Sprintf("invisible or control character U+%04X is not allowed", c), "")
			if len(p.found) == MaxDiagnostics {
				return
			}
		}
	}
}

// tokens bounds what the parser will recurse into.
func (p *parse) tokens() {
	file := token.NewFileSet().AddFile("", -1, len(p.text))
	var s scanner.Scanner
	s.Init(file, []byte(p.text), nil, 0)
	depth := 0
	for {
		pos, tok, _ := s.Scan()
		switch tok {
		case token.EOF:
			return
		case token.LPAREN, token.LBRACK, token.LBRACE:
			depth++
		case token.RPAREN, token.RBRACK, token.RBRACE:
			depth--
		}
		if depth > MaxBrackets {
			p.reject(file.Offset(pos), "too-deep", fmt.Sprintf("brackets nest more than %d deep", MaxBrackets), "name intermediate results")
			return
		}
	}
}

func (p *parse) syntax(err error) {
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		p.reject(0, "syntax", err.Error(), "")
		return
	}
	list.RemoveMultiples()
	for _, e := range list[:min(len(list), MaxDiagnostics)] {
		p.reject(min(e.Pos.Offset, len(p.text)), "syntax", e.Msg, "")
	}
}

// deepest returns a node that lies more than MaxDepth levels deep, or nil.
func deepest(file *ast.File) ast.Node {
	var deep ast.Node
	depth := 0
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			depth--
			return true
		}
		if depth++; depth > MaxDepth && deep == nil {
			deep = n
		}
		return true
	})
	return deep
}
