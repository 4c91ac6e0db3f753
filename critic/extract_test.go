package critic

import (
	"strconv"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic/output"
)

func TestExtract(t *testing.T) {
	const code = "package reward\n\nimport \"env\"\n\nfunc Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n\treturn next.X, map[string]float64{\"x\": next.X}\n}\n"
	other := strings.ReplaceAll(code, "next.X", "s.X")
	const python = "def compute_reward(state, action):\n    return 1.0\n"
	tests := []struct {
		name, answer string
		want         string // the source, or the reason of the finding
		reason       bool
	}{
		{"only code", code, code, false},
		{"fence", "Here it is:\n\n```go\n" + code + "```\nGood luck!", code, false},
		{"fence without language", "```\n" + code + "```", code, false},
		{"golang fence", "```golang\n" + code + "```", code, false},
		{"tildes", "~~~go\n" + code + "~~~\n", code, false},
		{"longer fence", "````go\n" + code + "````", code, false},
		{"indented fence", "1. the reward\n\n   ```go\n" + code + "   ```\n", code, false},
		{"no final fence", "Sure.\n```go\n" + code, code, false},
		{"prose around bare code", "Sure, here is the reward:\n\n" + code + "\nIt rewards moving right.", code, false},
		{"last of several", "First try:\n```go\n" + other + "```\nBetter:\n```go\n" + code + "```\n", code, false},
		{"example after it", "```go\n" + code + "```\nRun it with\n```sh\nrewardsmith check\n```\n", code, false},
		{"helper after it", "```go\n" + code + "```\nwhere\n```go\nx := next.X\n```\n", code, false},
		{"a fragment after it", "```go\n" + code + "```\nIts declaration:\n```text\nfunc Reward(s) float64\n```\n", code, false},
		{"fences in a longer fence", "````markdown\nHere:\n```go\n" + code + "```\n````\n", code, false},
		{"fences in a fence", "```markdown\n# Reward\n```go\n" + code + "```\n```\n", code, false},
		{"fence twice", "```go\n```go\n" + code + "```\n```\n", code, false},
		{"fence behind the last brace", "```go\n" + strings.TrimSuffix(code, "\n") + "```\nBye.", strings.TrimSuffix(code, "\n"), false},
		{"a member of JSON", `{"reasoning": "short", "code": ` + strconv.Quote(code) + `}`, code, false},
		{"a fence in a member of JSON", "```json\n{\"code\": " + strconv.Quote("```go\n"+code+"```") + "}\n```", code, false},
		{"HTML", "<pre><code class=\"language-go\">" + strings.TrimSuffix(code, "\n") + "</code></pre>", strings.TrimSuffix(code, "\n"), false},
		{"prose that says package", "Here is a\npackage reward file:\n\n" + code + "\nDone.", code, false},
		{"a diff", "```diff\n@@ -1 +1 @@\n package reward\n-func Reward(s env.State) {\n+func Reward(next env.State) {\n```", "no-code", true},
		{"a bare diff", "--- a\n+++ b\n@@ -1,2 +1,2 @@\n package reward\n func Reward(s env.State) {\n", "no-code", true},
		{"reasoning after it", "```go\n" + code + "```\n<think>was that right?</think>", code, false},
		{"python beside it", "In Python:\n```python\n" + python + "```\nIn Go:\n```go\n" + code + "```\n", code, false},
		{"reasoning", "<think>\n```go\n" + other + "```\nno, better</think>\n```go\n" + code + "```", code, false},
		{"reasoning without its beginning", "hm, ```go\n" + other + "```\n</think>\n" + code, "\n" + code, false},
		{"reasoning without code after", "<think>" + code, "no-code", true},
		{"comment before it", "// A reward.\n\n/* of\nmine */\n" + code, "// A reward.\n\n/* of\nmine */\n" + code, false},
		{"build tag before it", "//go:build ignore\n\n" + code, "//go:build ignore\n\n" + code, false},
		{"CRLF", strings.ReplaceAll("Hi\n```go\n"+code+"```\n", "\n", "\r\n"), strings.ReplaceAll(code, "\n", "\r\n"), false},
		{"byte order mark", "\uFEFF" + code, code, false},
		{"python", "```python\n" + python + "```", "language", true},
		{"bare python", "The reward:\n\n" + python, "language", true},
		{"python called go", "```go\n" + python + "```", "language", true},
		{"rust", "```rust\nfn reward() -> f64 { 1.0 }\n```", "language", true},
		{"refusal", "I'm sorry, but I can't help with that.", "no-code", true},
		{"empty", "", "no-code", true},
		{"blank", " \n\t\n", "no-code", true},
		{"json", `{"reward": "upright"}`, "no-code", true},
		{"missing package", "```go\n" + strings.TrimPrefix(code, "package reward\n") + "```", strings.TrimPrefix(code, "package reward\n"), false},
		{"a megabyte of prose", strings.Repeat("The cart should stay in the middle. ", 30000) + "\n```go\n" + code + "```", code, false},
		{"many fences", strings.Repeat("```\n", 100000), "no-code", true},
		{"eight megabytes", strings.Repeat("x", 8<<20), "too-large", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			source, found := Extract(tt.answer, output.Default())
			if tt.reason {
				if len(found) != 1 || found[0].Reason != tt.want || found[0].Stage != "extract" || !found[0].Rejects {
					t.Errorf("found %v, want one rejection %s", found, tt.want)
				}
				return
			}
			if found != nil || source != tt.want {
				t.Errorf("source %q, %v; want %q", source, found, tt.want)
			}
		})
	}
}

// TestExtractNamesWhatIsMissing: Go of another package is Go.
func TestExtractNamesWhatIsMissing(t *testing.T) {
	_, found := Extract("package cartpole\n\nfunc Score() float64 { return 1 }\n", output.Default())
	if len(found) != 1 || !strings.Contains(found[0].Message, "no func Reward") {
		t.Errorf("found %v, want that func Reward is missing", found)
	}
}

// TestExtractLooksIntoFewBlocks bounds the work on fences in fences in fences:
// what lies deeper stays a document, which the parser refuses.
func TestExtractLooksIntoFewBlocks(t *testing.T) {
	var b strings.Builder
	for n := 12; n >= 3; n-- {
		b.WriteString(strings.Repeat("`", n) + "go\n")
	}
	b.WriteString("package reward\nfunc Reward() {}\n")
	if source, _ := Extract(b.String(), output.Default()); !strings.HasPrefix(source, strings.Repeat("`", 12-maxNesting)+"go\n") {
		t.Errorf("source %q, want the block at depth %d", source, maxNesting)
	}
}
