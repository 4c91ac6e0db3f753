package critic

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/critic/output"
)

const (
	maxAnswer = 4 << 20 // bytes of the longest answer that is searched for source
	maxBlocks = 100     // how many of an answer's last blocks are looked at

	maxNesting = 3 // how deep blocks are looked at within blocks
)

// Extract finds the source of a candidate of a kind in a model's answer.
//
// Reasoning up to the last </think> is skipped. Of the fenced blocks, and of
// those within blocks, the last one is taken that is a whole file with the functions
// that the kind requires, or else one with these functions, or else one of Go; a fence that is never
// closed ends with the answer. Without fences the source begins at the package
// clause and ends with the last closing brace at the start of a line. The source
// is part of the answer, byte for byte, or a string of a JSON object.
func Extract(answer string, kind *output.Kind) (source string, found []finding.Finding) {
	if len(answer) > maxAnswer {
		return "", extractFinding("too-large", fmt.Sprintf("the answer has %d bytes", len(answer)), "answer with one Go file and nothing else")
	}
	answer = strings.TrimPrefix(answer, "\uFEFF")
	x := newExtractor(kind)
	text := afterReasoning(answer)
	blocks := fencedBlocks(text)
	if source := x.find(blocks, text); source != "" {
		return source, nil
	}
	if before, _, ok := strings.Cut(answer, openThink); ok { // second thoughts
		if source := x.find(fencedBlocks(before), before); source != "" {
			return source, nil
		}
	}
	if isDiff(blocks, text) {
		return "", extractFinding("no-code", "the answer is a diff", "answer with the whole Go file in a ```go block")
	}
	if lang := otherLanguage(blocks, text); lang != "" {
		return "", extractFinding("language", "the answer is written in "+lang, "write the reward in Go, as package reward")
	}
	if strings.Contains(answer, openThink) && strings.TrimSpace(text) == "" {
		return "", extractFinding("no-code", "the answer ends within its reasoning", "reason more briefly and end with the Go file")
	}
	if packageClause.MatchString(text) {
		return "", extractFinding("no-code", "the answer's Go source has no "+kind.List(), "answer with the whole Go file, package reward with "+kind.List()+", in a ```go block")
	}
	return "", extractFinding("no-code", "the answer contains no Go source", "answer with one Go file in a ```go block")
}

// extractor knows the source of a kind when it sees it.
type extractor struct {
	functions []*regexp.Regexp // that it must have
	start     *regexp.Regexp   // how a file without package clause may begin
}

func newExtractor(kind *output.Kind) *extractor {
	x := &extractor{}
	var names []string
	for _, f := range kind.Functions {
		names = append(names, f.Name)
		x.functions = append(x.functions, regexp.MustCompile(`(?m)^\s*func\s+`+f.Name+`\s*\(`))
	}
	x.start = regexp.MustCompile(`(?m)^(import[ \t(]|func[ \t]+(` + strings.Join(names, "|") + `)[ \t]*\()`)
	return x
}

// declares says that text has all the functions.
func (x *extractor) declares(text string) bool {
	return !slices.ContainsFunc(x.functions, func(f *regexp.Regexp) bool { return !f.MatchString(text) })
}

// find returns the source in a part of an answer with the given blocks, or "".
func (x *extractor) find(blocks []block, text string) string {
	if b, ok := x.chooseBlock(blocks, maxNesting); ok {
		return b.text
	}
	for _, b := range append([]block{{text: text}}, blocks...) {
		if source := x.unwrapped(b.text); source != "" {
			return source
		}
	}
	if isDiff(blocks, text) {
		return ""
	}
	return x.unfenced(text)
}

// unwrapped returns the source that is a member of a JSON object, or "".
func (x *extractor) unwrapped(text string) string {
	var object map[string]any
	if json.Unmarshal([]byte(text), &object) != nil {
		return ""
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if s, ok := object[name].(string); ok && x.declares(s) {
			return x.find(fencedBlocks(s), s)
		}
	}
	return ""
}

func extractFinding(reason, message, suggestion string) []finding.Finding {
	return []finding.Finding{{Stage: finding.Extract, Reason: reason, Message: message, Suggestion: suggestion, Rejects: true}}
}

const openThink = "<think>"

// afterReasoning drops what reasoning models write between <think> and </think>.
func afterReasoning(text string) string {
	const end = "</think>"
	if i := strings.LastIndex(text, end); i >= 0 {
		text = text[i+len(end):]
	}
	if i := strings.Index(text, openThink); i >= 0 {
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
		case fence != "" && strings.TrimSpace(line) == "}"+fence:
			blocks = append(blocks, block{lang, text[start : offset+strings.Index(line, "}")+1]})
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
	packageClause = regexp.MustCompile(`(?m)(?:^|>)([ \t]*package[ \t]+\w+)[ \t]*(?:\r?$|;|//|/\*)`)
	comments      = regexp.MustCompile(`^(\s*(//[^\n]*\n|/\*(?s:.*?)\*/))*\s*$`)
	diffHunk      = regexp.MustCompile(`(?m)^@@ .*@@`)
	python        = regexp.MustCompile(`(?m)^\s*(def \w+\(.*\).*:|import (numpy|torch|gym|jax)\b|from \w+ import )`)
	cLike         = regexp.MustCompile(`(?m)^\s*(#include\s*[<"]|(public|static) .*\(.*\{|fn \w+\(.*\{|function \w+\(.*\{)`)
)

// chooseBlock returns the block that is most likely the reward, looking into
// blocks within blocks down to the given depth.
func (x *extractor) chooseBlock(blocks []block, depth int) (block, bool) {
	if depth == 0 {
		return block{}, false
	}
	tests := []func(b block) bool{
		func(b block) bool { return x.declares(b.text) && packageClause.MatchString(b.text) },
		func(b block) bool { return x.declares(b.text) },
		func(b block) bool {
			return strings.HasPrefix(b.lang, "go") && !python.MatchString(b.text) || packageClause.MatchString(b.text)
		},
	}
	for _, test := range tests {
		for _, b := range slices.Backward(blocks) {
			if b.isDiff() || !test(b) {
				continue
			}
			if inner, ok := x.chooseBlock(fencedBlocks(b.text), depth-1); ok { // a document in a block
				return inner, true
			}
			return b, true
		}
	}
	return block{}, false
}

func (b block) isDiff() bool {
	return strings.HasPrefix(b.lang, "diff") || strings.HasPrefix(b.lang, "patch")
}

// isDiff says that an answer changes a file instead of writing it.
func isDiff(blocks []block, text string) bool {
	return slices.ContainsFunc(blocks, block.isDiff) || len(blocks) == 0 && diffHunk.MatchString(text)
}

// unfenced returns the source in an answer without fences, or "".
func (x *extractor) unfenced(text string) string {
	at := packageClause.FindStringSubmatchIndex(text)
	if at != nil {
		at = at[2:]
	}
	if at == nil || !x.declares(text) {
		if at = x.start.FindStringIndex(text); at == nil || !x.declares(text) {
			return ""
		}
	}
	source := text[at[0]:]
	if comments.MatchString(text[:at[0]]) {
		source = text // a plain file: its lines keep their numbers
	}
	end, offset := 0, 0
	for line := range strings.Lines(source) {
		if strings.HasPrefix(line, "}<") { // of HTML
			end = offset + 1
		} else if strings.HasPrefix(line, "}") {
			end = offset + len(line)
		}
		offset += len(line)
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
