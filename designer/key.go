package designer

import (
	"regexp"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer/llm"
)

// openAIKey is the environment variable that by custom holds a key of OpenAI's.
const openAIKey = "OPENAI_API_KEY"

// KeyVariable returns the name of the environment variable that holds the key, ""
// where none is sent. A key of OpenAI's goes to no other server unless the task
// says so.
func (m *Model) KeyVariable() string {
	switch {
	case m.KeyEnv != nil:
		return *m.KeyEnv
	case m.BaseURL == "" || strings.TrimRight(m.BaseURL, "/") == llm.OpenAIBaseURL:
		return openAIKey
	}
	return ""
}

var variable = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// isVariable says that name can be that of an environment variable, or names
// none.
func isVariable(name string) bool { return name == "" || variable.MatchString(name) }
