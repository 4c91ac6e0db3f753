package critic_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
)

// forGPU is a critic of rewards that train on a GPU.
func forGPU() *critic.Critic {
	c := quick()
	c.GPU = true
	return c
}

// TestGPURejectsWhatItCannotRun reviews rewards that a CPU would interpret, and
// those that fail in float32 alone. Nothing that the model reads speaks of
// interpreting them.
func TestGPURejectsWhatItCannotRun(t *testing.T) {
	deep := strings.Repeat("if next.X > r {\n", 55) + "r++\n" + strings.Repeat("r += 2\n}\n", 55)
	tests := []struct {
		name, source string
		reason       string // of the finding, "" for none
		accepted     bool
	}{
		{"kernel Go", reward("", ""), "", true},
		{"joined strings", reward("", "k := \"a\"\n\tif next.X > 0 {\n\t\tk += \"b\"\n\t}\n\tfor i := 0; i < 70; i++ {\n\t\tif next.X > float64(i) {\n\t\t\tk = k + k[:1]\n\t\t}\n\t}\n\tif k == \"ab\" {\n\t\tr++\n\t}"), "string", false},
		{"a large int", reward("", "n := 3\n\tfor i := 0; i < 40; i++ {\n\t\tn *= 2\n\t}\n\tr += float64(n) * 1e-15 * next.X"), "stops", false},
		{"conditionals within one another", reward("", deep), "too-large", false},
		{"beyond float32", reward("", "x := 1e30 + next.X\n\tr += x * x * 1e-60"), "inf", false},
		{"a divisor below float32", reward("", "x := 1e-30 * (2 + math.Abs(next.X))\n\tr += x * x / (x*x + 1e-70)"), "float32", true},
		{"a zero divided", reward("", "x := 1e-30 * (2 + math.Abs(next.X))\n\tr += x * x / (x * x)"), "nan", false},
		{"a constant beyond float32", reward("", "r += 1e300 * next.X * 1e-299"), "constant", false},
		{"a constant next to zero", reward("", "r += next.X / (1e-300 + math.Abs(next.X))"), "constant", true},
		{"the largest number", reward("", "m := math.MaxFloat64\n\tif next.X < m {\n\t\tm = next.X\n\t}\n\tr += m"), "constant", true},
		{"the largest float32", reward("", "r += math.Min(next.X, math.MaxFloat32)"), "", true},
		{"cancellation", reward("", "r += (1e9 + next.X) - 1e9"), "float32", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			v, err := forGPU().Check(context.Background(), corpusSubject(), tt.source)
			if err != nil {
				t.Fatal(err)
			}
			if v.OK() != tt.accepted || v.OK() && (v.Engine != critic.EngineWasm || v.Why != "") {
				t.Errorf("%s, engine %q, %q: want accepted %v", v.Verdict, v.Engine, v.Why, tt.accepted)
			}
			found := slices.ContainsFunc(v.Findings, func(f critic.Finding) bool {
				return f.Stage == "compile" && f.Reason == tt.reason && f.Rejects != tt.accepted && f.Suggestion != ""
			})
			if found != (tt.reason != "") || len(v.Findings) > 0 && tt.reason == "" {
				t.Errorf("findings %v, want %q", v.Findings, tt.reason)
			}
			for _, f := range v.Findings {
				if strings.Contains(f.Message, "runs interpreted") || f.Rejects && !strings.Contains(f.Message, "GPU") {
					t.Errorf("the model reads %q", f.Message)
				}
			}
		})
	}
}

// TestGPUCorners stop a reward where play has not been: that is a warning, and the
// reward trains all the same.
func TestGPUCorners(t *testing.T) {
	subject := corpusSubject()
	subject.Corners = batch(2, 1, func(i int) float64 { return 1e9 * float64(i) })
	v, err := forGPU().Check(context.Background(), subject, reward("", "n := int(next.X)\n\tr += float64(n * 5)"))
	if err != nil {
		t.Fatal(err)
	}
	stops := slices.ContainsFunc(v.Findings, func(f critic.Finding) bool {
		return f.Reason == "stops" && strings.Contains(f.Message, "play may never reach") && !strings.Contains(f.Message, "GPU")
	})
	if !v.OK() || v.Engine != critic.EngineWasm || !stops {
		t.Errorf("%s by %q with %v, want a warning that it stops", v.Verdict, v.Engine, v.Findings)
	}
}

// TestGPUAcceptsWhatModelsWrite reviews the environments' own rewards and the
// recorded answers of models for a GPU, of each environment.
func TestGPUAcceptsWhatModelsWrite(t *testing.T) {
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	for i, env := range all {
		if testing.Short() && i > 1 {
			continue
		}
		t.Run(env.Spec().Name, func(t *testing.T) {
			t.Parallel()
			subject, err := critic.NewSubject(context.Background(), env, critic.SubjectOptions{})
			if err != nil {
				t.Fatal(err)
			}
			for name, answer := range modelsAndOwn(t, env) {
				v, err := forGPU().Review(context.Background(), subject, answer)
				if err != nil {
					t.Fatal(err)
				}
				if !v.OK() {
					t.Errorf("%s is rejected: %v", name, v.Findings)
				}
				for _, f := range v.Findings {
					if f.Stage == "compile" {
						t.Errorf("%s: %v", name, f)
					}
				}
			}
		})
	}
}

// modelsAndOwn are answers for an environment: its own rewards and those recorded.
func modelsAndOwn(t *testing.T, env envs.Env) map[string]string {
	t.Helper()
	answers := map[string]string{}
	for _, name := range []string{envs.RewardSparse, envs.RewardHuman} {
		source, err := env.Spec().RewardSource(name)
		if err != nil {
			t.Fatal(err)
		}
		answers[name] = "```go\n" + source + "\n```\n"
	}
	files, err := filepath.Glob(filepath.Join("..", "examples", "answers", env.Spec().Name, "*.answer.md"))
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() {
		files = files[:min(1, len(files))]
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		answers[filepath.Base(file)] = string(text)
	}
	return answers
}
