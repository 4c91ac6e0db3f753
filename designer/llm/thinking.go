package llm

import "strings"

const (
	openThink  = "<think>"
	closeThink = "</think>"
)

// splitThinking separates the reasoning that some models write into their answer
// between <think> and </think>. The opening tag may be missing, because chat
// templates often supply it; the closing tag may be, because the token limit
// came first, and then an answer that begins with the opening tag is all
// reasoning. A text without such tags is returned untouched.
func splitThinking(content string) (text, reasoning string) {
	if strings.HasPrefix(strings.TrimSpace(content), openThink) && !strings.Contains(content, closeThink) {
		return "", strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(content), openThink))
	}
	var kept, thoughts []string
	rest := content
	for {
		end := strings.Index(rest, closeThink)
		if end < 0 {
			break
		}
		start := strings.Index(rest[:end], openThink)
		if start < 0 && len(thoughts) > 0 {
			break // the answer talks about the tag
		}
		before, thought := "", rest[:end]
		if start >= 0 {
			before, thought = rest[:start], rest[start+len(openThink):end]
		}
		kept, thoughts = append(kept, before), append(thoughts, strings.TrimSpace(thought))
		rest = rest[end+len(closeThink):]
	}
	if len(thoughts) == 0 {
		return content, ""
	}
	text = strings.TrimLeft(strings.Join(append(kept, rest), ""), "\r\n\t ")
	return text, strings.Join(thoughts, "\n\n")
}
