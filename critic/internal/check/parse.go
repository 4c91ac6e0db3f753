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

	"github.com/rewardsmith/rewardsmith/critic/finding"
)

// Bounds of a reward's source.
const (
	MaxBytes    = 65536 // of text
	maxBrackets = 60    // nested brackets
	maxDepth    = 400   // nested syntax, such as operands of a long sum
)

// Parse reads a reward's source. fset receives its positions. Without findings
// the reward has its File.
func Parse(fset *token.FileSet, text string) (*Reward, []finding.Finding) {
	r := &Reward{Text: text, Fset: fset}
	for _, check := range []func(string) []finding.Finding{checkBytes, checkFences, checkTokens} {
		if found := check(text); len(found) > 0 {
			return r, finding.Limit(found)
		}
	}
	file, err := parser.ParseFile(fset, "reward.go", text, parser.ParseComments|parser.SkipObjectResolution|parser.AllErrors)
	if err != nil {
		return r, finding.Limit(syntaxFindings(text, err))
	}
	if deep := deepest(file); deep != nil {
		return r, []finding.Finding{r.at(deep.Pos(), finding.Parse, "too-deep",
			fmt.Sprintf("expressions or statements nest more than %d deep", maxDepth), "split it into named parts")}
	}
	r.File = file
	return r, nil
}

func parseFinding(text string, offset int, reason, message, suggestion string) finding.Finding {
	line, column := position(text, offset)
	return finding.Finding{
		Stage: finding.Parse, Reason: reason, Line: line, Column: column,
		Message: message, Suggestion: suggestion, Rejects: true,
	}
}

// position returns line and column, from 1, of a byte offset.
func position(text string, offset int) (line, column int) {
	before := text[:offset]
	return 1 + strings.Count(before, "\n"), offset - strings.LastIndexByte(before, '\n')
}

func checkBytes(text string) []finding.Finding {
	if strings.TrimSpace(text) == "" {
		return []finding.Finding{parseFinding("", 0, "empty", "the file is empty", "write package reward with func Reward")}
	}
	if len(text) > MaxBytes {
		return []finding.Finding{parseFinding("", 0, "too-large",
			fmt.Sprintf("the file has %d bytes; at most %d are allowed", len(text), MaxBytes), "write a shorter reward")}
	}
	var found []finding.Finding
	for i, c := range text {
		switch {
		case c == utf8.RuneError && isInvalid(text[i:]):
			return []finding.Finding{parseFinding(text, i, "encoding",
				fmt.Sprintf("byte 0x%02X is not valid UTF-8", text[i]), "use plain ASCII source")}
		case c == 0xFEFF && i == 0, c == '\n', c == '\t', c == '\r':
		case unicode.Is(unicode.Cc, c), unicode.Is(unicode.Cf, c), unicode.Is(unicode.Zl, c), unicode.Is(unicode.Zp, c):
			found = append(found, parseFinding(text, i, "unicode",
				fmt.Sprintf("invisible or control character U+%04X is not allowed", c), "use plain ASCII source"))
			if len(found) > 2*finding.Max {
				return found
			}
		}
	}
	return found
}

func isInvalid(text string) bool {
	_, size := utf8.DecodeRuneInString(text)
	return size == 1
}

func checkFences(text string) []finding.Finding {
	offset := 0
	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			return []finding.Finding{parseFinding(text, offset, "markdown",
				"a Markdown code fence is inside the file", "answer with Go source only")}
		}
		offset += len(line)
	}
	return nil
}

// checkTokens bounds what the parser will recurse into and finds a second file.
func checkTokens(text string) []finding.Finding {
	file := token.NewFileSet().AddFile("", -1, len(text))
	var s scanner.Scanner
	s.Init(file, []byte(text), nil, 0)
	depth, packages := 0, 0
	for {
		pos, tok, _ := s.Scan()
		switch tok {
		case token.EOF:
			return nil
		case token.LPAREN, token.LBRACK, token.LBRACE:
			depth++
		case token.RPAREN, token.RBRACK, token.RBRACE:
			depth--
		case token.PACKAGE:
			packages++
		}
		if depth > maxBrackets {
			return []finding.Finding{parseFinding(text, file.Offset(pos), "too-deep",
				fmt.Sprintf("brackets nest more than %d deep; at most %d levels are allowed", maxBrackets, maxBrackets),
				"name intermediate results")}
		}
		if packages > 1 {
			return []finding.Finding{parseFinding(text, file.Offset(pos), "multiple-files",
				"a second package clause begins another file", "write one file with one package clause")}
		}
	}
}

func syntaxFindings(text string, err error) []finding.Finding {
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		return []finding.Finding{parseFinding("", 0, "syntax", err.Error(), "")}
	}
	list.RemoveMultiples()
	var found []finding.Finding
	for _, e := range list {
		offset := min(e.Pos.Offset, len(text))
		found = append(found, parseFinding(text, offset, "syntax", e.Msg, syntaxHint(text, offset, e.Msg)))
	}
	return found
}

// syntaxHint names the Go for what other languages write in the line at offset.
func syntaxHint(text string, offset int, message string) string {
	start := strings.LastIndexByte(text[:offset], '\n') + 1
	line, _, _ := strings.Cut(text[start:], "\n")
	line = strings.TrimSpace(line)
	switch {
	case strings.Contains(message, "expected 'package'"):
		return "the first line must be: package reward"
	case strings.Contains(message, "imports must appear before"):
		return "put all imports directly after the package clause"
	case strings.HasPrefix(line, "while "):
		return "Go has no while: write for condition { ... }"
	case strings.HasPrefix(line, "elif ") || strings.Contains(line, "} elif "):
		return "write: else if condition { ... }"
	case strings.Contains(message, "U+003F"):
		return "Go has no ?: operator: use if"
	case strings.Contains(line, "**"):
		return "powers are written x*x or math.Pow(x, y)"
	case strings.Contains(message, "found 'EOF'"):
		return "a closing brace is missing; if the answer was cut off, write a shorter reward"
	case strings.Contains(message, "illegal character"), strings.Contains(message, "quotation mark"):
		return "use plain ASCII spaces, signs and quotes"
	}
	return "correct the syntax near: " + clip(line)
}

// deepest returns a node that lies more than maxDepth levels deep, or nil.
func deepest(file *ast.File) ast.Node {
	var deep ast.Node
	depth := 0
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			depth--
			return true
		}
		if depth++; depth > maxDepth && deep == nil {
			deep = n
		}
		return true
	})
	return deep
}
