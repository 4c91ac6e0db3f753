package cmd

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
)

var update = flag.Bool("update", false, "rewrite the goldens in testdata/script")

// TestMain serves the critic's children and the rewardsmith commands of scripts.
func TestMain(m *testing.M) {
	if critic.IsChild(os.Args) {
		os.Exit(critic.ServeChild(os.Stdin, os.Stdout))
	}
	testscript.Main(m, map[string]func(){"rewardsmith": func() { Main() }})
}

// TestScripts runs every script of testdata/script, one or more per command.
func TestScripts(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(answerWithReward))
	t.Cleanup(server.Close) // scripts run in parallel, after this function
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("SERVER", server.URL)
			return nil
		},
		Condition: func(name string) (bool, error) {
			kind, found := deviceOf(t)
			switch name {
			case "gpu":
				return found, nil
			case "softwaregpu":
				return found && kind == gpu.Software, nil
			}
			return false, fmt.Errorf("unknown condition %s", name)
		},
	})
}

// deviceOf returns the kind of the device to test with, which may be one of
// software, false if there is none. Where gputest.Demand is set, there must be.
func deviceOf(t *testing.T) (gpu.Kind, bool) {
	d, err := gpu.Open(gpu.Options{Software: true})
	if err != nil {
		if os.Getenv(gputest.Demand) == "1" {
			t.Errorf("no device, and %s=1 demands one: %v", gputest.Demand, err)
		}
		return 0, false
	}
	defer d.Close()
	return d.Info().Kind, true
}

// answerWithReward is a server that speaks just enough of the chat completions
// protocol: it demands a key, and always answers with the same reward.
func answerWithReward(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "Bearer sk-a-key-of-the-test" {
		http.Error(w, `{"error":{"message":"wrong key"}}`, http.StatusUnauthorized)
		return
	}
	const reward = "package reward\n\nimport \"env\"\n\nfunc Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n\tupright := 1 - next.Theta*next.Theta\n\treturn upright, map[string]float64{\"upright\": upright}\n}\n"
	json.NewEncoder(w).Encode(map[string]any{
		"model":   "tiny",
		"choices": []any{map[string]any{"message": map[string]any{"role": "assistant", "content": "```go\n" + reward + "```"}, "finish_reason": "stop"}},
		"usage":   map[string]any{"prompt_tokens": 1000, "completion_tokens": 100},
	})
}

// inProcess is a process that reads and writes nothing.
func inProcess(stdout io.Writer) process {
	return process{stdin: strings.NewReader(""), stdout: stdout, stderr: io.Discard, getenv: func(string) string { return "" }}
}

// TestExamplesParse checks every example of every command's help: the command
// exists, its flags are known and its arguments as many as it takes.
func TestExamplesParse(t *testing.T) {
	p := inProcess(io.Discard)
	var visit func(c *cobra.Command)
	visit = func(c *cobra.Command) {
		if c.Runnable() && c.Example == "" {
			t.Errorf("%s has no example", c.CommandPath())
		}
		for line := range strings.Lines(c.Example) {
			checkExample(t, newRoot(&p), line)
		}
		for _, child := range c.Commands() {
			visit(child)
		}
	}
	visit(newRoot(&p))
}

// checkExample parses the rewardsmith command in a line of shell. What follows
// three spaces is an explanation.
func checkExample(t *testing.T, root *cobra.Command, line string) {
	t.Helper()
	_, text, found := strings.Cut(line, "rewardsmith ")
	if !found {
		return
	}
	for _, end := range []string{"   ", " | ", " > "} {
		text, _, _ = strings.Cut(text, end)
	}
	c, rest, err := root.Find(shellWord.FindAllString(text, -1))
	if err == nil {
		err = c.ParseFlags(rest)
	}
	if err == nil {
		err = c.ValidateArgs(c.Flags().Args())
	}
	if err != nil {
		t.Errorf("example %q: %v", strings.TrimSpace(line), err)
	}
}

// shellWord is a word of a line of shell, or several between quotes.
var shellWord = regexp.MustCompile(`"[^"]*"|\S+`)

// TestEveryCommandIsDocumented: a sentence, a text and a group each.
func TestEveryCommandIsDocumented(t *testing.T) {
	p := inProcess(io.Discard)
	for _, c := range newRoot(&p).Commands() {
		if c.Short == "" || c.Long == "" || c.GroupID == "" {
			t.Errorf("%s lacks a short text, a long one or a group", c.Name())
		}
	}
}

func TestCompletion(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"__complete check cart", "cartpole\t"},
		{"__complete envs show pend", "pendulum\t"},
		{"__complete envs check ./", ":16"}, // folders
		{"__complete check cartpole ''", "go\n:8"},
		{"__complete run --se", "--set\t"},
		{"__complete run --set training.se", "training.seeds=\n:6"},
		{"__complete run --set budget.us", "budget.usd=\n"},
		{"__complete eval cartpole --set model.pri", "model.price.prompt=\nmodel.price.completion=\n:6"},
		{"__complete apply cartpole --engine ''", "wasm\nyaegi\ngpu\n:4"},
		{"__complete envs show cartpole --show ''", "state\ndynamics\n:4"},
		{"__complete watch run --episode ''", "best\nworst\nboth\n:4"},
	} {
		var out strings.Builder
		args := strings.Fields(c.args)
		for i, a := range args {
			args[i] = strings.Trim(a, "'")
		}
		if code := run(context.Background(), args, inProcess(&out)); code != exitOK {
			t.Errorf("%s: exit code %d", c.args, code)
		}
		if !strings.Contains(out.String(), c.want) {
			t.Errorf("%s completes to %q, want %q among it", c.args, out.String(), c.want)
		}
	}
}
