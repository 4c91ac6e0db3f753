package critic

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/rewardsmith/rewardsmith/critic/finding"
)

const (
	maxAnswer = 4 << 20 // bytes of the longest answer that is searched for source
	maxBlocks = 100     // how many of an answer's last blocks are looked at
)

// Extract finds the reward's source in a model's answer.
//
// Reasoning up to the last </think> is skipped. Of the fenced blocks the last
// one that declares func Reward is taken, or else the last one of Go; a fence
// that is never closed ends with the answer. Without fences the source begins at
// the package clause and ends with the last closing brace at the start of a
// line. The source is part of the answer, byte for byte.
func Extract(answer string) (source string, found []finding.Finding) {
	if len(answer) > maxAnswer {
		return "", extractFinding("too-large", fmt.Sprintf("the answer has %d bytes", len(answer)), "answer with one Go file and nothing else")
	}
	text := afterReasoning(strings.TrimPrefix(answer, "\uFEFF"))
	blocks := fencedBlocks(text)
	if b, ok := chooseBlock(blocks); ok {
		return b.text, nil
	}
	if source := unfenced(text); source != "" {
		return source, nil
	}
	if lang := otherLanguage(blocks, text); lang != "" {
		return "", extractFinding("language", "the answer is written in "+lang, "write the reward in Go, as package reward")
	}
	if strings.Contains(answer, "<think>") && strings.TrimSpace(text) == "" {
		return "", extractFinding("no-code", "the answer ends within its reasoning", "reason more briefly and end with the Go file")
	}
	return "", extractFinding("no-code", "the answer contains no Go source", "answer with one Go file in a ```go block")
}

func extractFinding(reason, message, suggestion string) []finding.Finding {
	return []finding.Finding{{Stage: finding.Extract, Reason: reason, Message: message, Suggestion: suggestion, Rejects: true}}
}

// afterReasoning drops what reasoning models write between <think> and </think>.
func afterReasoning(text string) string {
	const open, end = "<think>", "</think>"
	if i := strings.LastIndex(text, end); i >= 0 {
		text = text[i+len(end):]
	}
	if i := strings.Index(text, open); i >= 0 {
		text = text[:i]
	}
	return text
}

// block is one fenced part of an answer.
type block struct{ lang, text string }

// fencedBlocks returns the parts between Markdown fences of ``` or ~~~.
func fencedBlocks(text string) []block {
	var blocks []block
	fence, lang := "", ""
	start, offset := 0, 0
	for line := range strings.Lines(text) {
		mark, info := fenceOf(line)
		switch {
		case fence == "" && mark != "":
			fence, lang, start = mark, info, offset+len(line)
		case fence != "" && strings.HasPrefix(mark, fence) && info == "":
			blocks = append(blocks, block{lang, text[start:offset]})
			fence = ""
		}
		offset += len(line)
	}
	if fence != "" {
		blocks = append(blocks, block{lang, text[start:]})
	}
	return blocks[max(0, len(blocks)-maxBlocks):]
}

// fenceOf returns the fence that a line consists of and the words behind it.
func fenceOf(line string) (mark, info string) {
	line = strings.TrimSpace(line)
	for _, c := range []string{"`", "~"} {
		n := len(line) - len(strings.TrimLeft(line, c))
		if n >= 3 && !strings.Contains(line[n:], c) {
			return line[:n], strings.ToLower(strings.TrimSpace(line[n:]))
		}
	}
	return "", ""
}

var (
	rewardFunc    = regexp.MustCompile(`(?m)^\s*func\s+Reward\s*\(`)
	packageClause = regexp.MustCompile(`(?m)^[ \t]*package[ \t]+\w+`)
	goStart       = regexp.MustCompile(`(?m)^(import[ \t(]|func[ \t]+Reward[ \t]*\()`)
	comments      = regexp.MustCompile(`^(\s*(//[^\n]*\n|/\*(?s:.*?)\*/))*\s*$`)
	python        = regexp.MustCompile(`(?m)^\s*(def \w+\(.*\).*:|import (numpy|torch|gym|jax)\b|from \w+ import )`)
	cLike         = regexp.MustCompile(`(?m)^\s*(#include\s*[<"]|(public|static) .*\(.*\{|fn \w+\(.*\{|function \w+\(.*\{)`)
)

func chooseBlock(blocks []block) (block, bool) {
	for i := len(blocks) - 1; i >= 0; i-- {
		if rewardFunc.MatchString(blocks[i].text) {
			return blocks[i], true
		}
	}
	for i := len(blocks) - 1; i >= 0; i-- {
		b := blocks[i]
		if strings.HasPrefix(b.lang, "go") && !python.MatchString(b.text) || packageClause.MatchString(b.text) {
			return b, true
		}
	}
	return block{}, false
}

// unfenced returns the source in an answer without fences, or "".
func unfenced(text string) string {
	at := packageClause.FindStringIndex(text)
	if at == nil || !rewardFunc.MatchString(text) {
		if at = goStart.FindStringIndex(text); at == nil || !rewardFunc.MatchString(text) {
			return ""
		}
	}
	source := text[at[0]:]
	if comments.MatchString(text[:at[0]]) {
		source = text // a plain file: its lines keep their numbers
	}
	end, offset := 0, 0
	for line := range strings.Lines(source) {
		offset += len(line)
		if strings.HasPrefix(line, "}") {
			end = offset
		}
	}
	if end == 0 {
		return source
	}
	return source[:end]
}

func otherLanguage(blocks []block, text string) string {
	names := map[string]string{"python": "Python", "py": "Python", "c": "C", "cpp": "C++", "c++": "C++", "rust": "Rust",
		"java": "Java", "javascript": "JavaScript", "js": "JavaScript", "julia": "Julia", "typescript": "TypeScript"}
	for _, b := range blocks {
		lang, _, _ := strings.Cut(b.lang, " ")
		if name := names[lang]; name != "" {
			return name
		}
	}
	switch {
	case python.MatchString(text):
		return "Python"
	case cLike.MatchString(text):
		return "another language than Go"
	}
	return ""
}
