package check

import (
	"go/scanner"
	"go/token"
	"strings"

	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/critic/output"
	kernel "github.com/rewardsmith/rewardsmith/internal/kernel/check"
)

// Parse reads a source of a kind. fset receives its positions. Without findings
// the reward has its File.
func Parse(fset *token.FileSet, text string, kind *output.Kind) (*Reward, []finding.Finding) {
	r := &Reward{Text: text, Kind: kind, Fset: fset}
	for _, check := range []func(string) []finding.Finding{r.checkEmpty, checkFences, checkPackages} {
		if found := check(text); len(found) > 0 {
			return r, found
		}
	}
	file, diagnostics := kernel.Parse(fset, "reward.go", text)
	var found []finding.Finding
	for _, d := range diagnostics {
		f := finding.Finding{
			Stage: finding.Parse, Reason: d.Reason, Line: d.Pos.Line, Column: d.Pos.Column,
			Message: d.Message, Suggestion: d.Suggestion, Rejects: true,
		}
		if d.Reason == "syntax" {
			f.Suggestion = syntaxHint(text, f.Line, d.Message)
		}
		found = append(found, f)
	}
	r.File = file
	return r, finding.Limit(found)
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

func (r *Reward) checkEmpty(text string) []finding.Finding {
	if strings.TrimSpace(text) != "" {
		return nil
	}
	return []finding.Finding{parseFinding("", 0, "empty", "the file is empty", "write package reward with "+r.Kind.List())}
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

// checkPackages finds a second file.
func checkPackages(text string) []finding.Finding {
	text = text[:min(len(text), kernel.MaxBytes)]
	file := token.NewFileSet().AddFile("", -1, len(text))
	var s scanner.Scanner
	s.Init(file, []byte(text), nil, 0)
	packages := 0
	for {
		pos, tok, _ := s.Scan()
		if tok == token.EOF {
			return nil
		}
		if tok == token.PACKAGE {
			packages++
		}
		if packages > 1 {
			return []finding.Finding{parseFinding(text, file.Offset(pos), "multiple-files",
				"a second package clause begins another file", "write one file with one package clause")}
		}
	}
}

// syntaxHint names the Go for what other languages write in a line, from 1.
func syntaxHint(text string, number int, message string) string {
	lines := strings.Split(text, "\n")
	line := strings.TrimSpace(lines[min(max(number, 1), len(lines))-1])
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
