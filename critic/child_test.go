package critic_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic"
)

// TestChildRefusesOtherInput gives a child what no parent sends.
func TestChildRefusesOtherInput(t *testing.T) {
	limits := "l\x40\x00\x00\x00" + `{"Memory":536870912,"CPU":2000000000,"StackBytes":67108864}      `
	if len(limits) != 5+0x40 {
		limits = frameOf('l', strings.TrimSpace(limits[5:]))
	}
	for name, input := range map[string]string{
		"nothing":          "",
		"text":             "hello, are you there?",
		"long frame":       "l\xff\xff\xff\xff",
		"batch first":      limits + frameOf('b', "x"),
		"unknown":          limits + frameOf('?', ""),
		"limits twice":     limits + limits,
		"request not JSON": limits + frameOf('o', "{") + frameOf('?', ""),
		"no environment":   limits + frameOf('o', "{}") + frameOf('?', ""),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command(os.Args[0], "__critic")
			cmd.Stdin = io.MultiReader(strings.NewReader(input))
			var stderr bytes.Buffer
			cmd.Stderr = &stderr
			// Whatever the status, the child must end and not crash.
			err := cmd.Run()
			if strings.Contains(stderr.String(), "panic") || strings.Contains(stderr.String(), "fatal") {
				t.Errorf("the child crashes: %v, %s", err, stderr.String())
			}
		})
	}
}

func frameOf(kind byte, payload string) string {
	n := len(payload)
	return string([]byte{kind, byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)}) + payload
}

func TestExecutableThatIsNoChild(t *testing.T) {
	for _, exe := range []string{"/nonexistent/program", "/bin/true", "/bin/cat"} {
		c := critic.Critic{Executable: exe}
		if v, err := c.Check(context.Background(), corpusSubject(), reward("", "")); err == nil {
			t.Errorf("with %s: %s, want an error", exe, v.Verdict)
		}
	}
}

// TestChildThatCrashesBeforeItServes tells a program that is no child from one that
// fails: only the first can be helped by a change of its source.
func TestChildThatCrashesBeforeItServes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("programs are shell scripts")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	const advice = "must call critic.ServeChild"
	for _, tt := range []struct {
		name, script, want string
		advice             bool
	}{
		{"unknown command", "echo 'unknown command __critic' >&2; exit 2", "exit status 2 unknown command __critic", true},
		{"nothing to do", "exit 0", "exit status 0", true},
		{"panic", "echo a log >&2; echo 'panic: no such luck' >&2; echo 'goroutine 1' >&2; exit 2", "crash: exit status 2 panic: no such luck", false},
		{"signal", "kill -SEGV $$", "signal: segmentation fault", false},
		{"limits", "exit 73", "exit status 73", false},
		{"no memory for Go", "ulimit -v 60000; exec '" + self + "' __critic", "memory", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if runtime.GOOS != "linux" && strings.HasPrefix(tt.script, "ulimit") {
				t.Skip("address space is not limited")
			}
			program := filepath.Join(t.TempDir(), "program")
			if err := os.WriteFile(program, []byte("#!/bin/sh\n"+tt.script+"\n"), 0o700); err != nil {
				t.Fatal(err)
			}
			c := critic.Critic{Executable: program}
			_, err := c.Check(context.Background(), corpusSubject(), reward("", ""))
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), advice) != tt.advice {
				t.Errorf("error %v, want %q, with advice: %v", err, tt.want, tt.advice)
			}
		})
	}
}

// TestBrokenSubject is no fault of the reward's.
func TestBrokenSubject(t *testing.T) {
	for name, text := range map[string]string{
		"syntax":    "package env\nfunc",
		"types":     "package env\ntype State struct{ X Y }\ntype Action struct{}",
		"no State":  "package env\ntype Action struct{ Force float64 }",
		"no fields": "package env\ntype State struct{ X float64 }\ntype Action struct{ Force float64 }",
	} {
		s := corpusSubject()
		s.Packages = map[string][]string{"env": {text}}
		source := "package reward\n\nimport \"env\"\n\nfunc Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n\treturn next.X, map[string]float64{\"x\": next.X}\n}\n"
		if v, err := new(critic.Critic).Check(context.Background(), s, source); err == nil {
			t.Errorf("%s: %s, want an error: %v", name, v.Verdict, v.Findings)
		}
	}
}
