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
	"github.com/rewardsmith/rewardsmith/envs/folder"
)

// wantEngine checks that an accepted reward runs compiled, and that the engines
// agree on it. All that the repository has do; in a reward of which one does not,
// something is lost that models write.
func wantEngine(t *testing.T, name string, v *critic.Verdict) {
	t.Helper()
	if v.OK() && (v.Engine != critic.EngineWasm || v.Why != "") {
		t.Errorf("%s runs by %s: %s", name, v.Engine, v.Why)
	}
	for _, f := range v.Findings {
		if f.Reason == "engines-differ" {
			t.Errorf("%s: %v", name, f)
		}
	}
}

// TestRecordedAnswers reviews the answers that models gave in the example runs.
func TestRecordedAnswers(t *testing.T) {
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	answers := map[string]envs.Env{}
	for _, env := range all {
		answers[filepath.Join("..", "examples", "answers", env.Spec().Name)] = env
	}
	crane := filepath.Join("..", "examples", "crane")
	env, err := folder.OpenDir(context.Background(), "crane", crane)
	if err != nil {
		t.Fatal(err)
	}
	answers[filepath.Join(crane, "answers")] = env
	runs := 0
	for dir, env := range answers {
		files, err := filepath.Glob(filepath.Join(dir, "*.answer.md"))
		if err != nil {
			t.Fatal(err)
		}
		if len(files) == 0 {
			continue // not every environment has some
		}
		runs++
		subject, err := critic.NewSubject(context.Background(), env, critic.SubjectOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if testing.Short() {
			files = files[:1]
		}
		for _, file := range files {
			t.Run(filepath.Base(dir)+"/"+filepath.Base(file), func(t *testing.T) {
				t.Parallel()
				answer, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				v, err := quick().Review(context.Background(), subject, string(answer))
				if err != nil {
					t.Fatal(err)
				}
				if !v.OK() {
					t.Errorf("rejected: %v", v.Findings)
				}
				wantEngine(t, file, v)
			})
		}
	}
	if runs < 4 {
		t.Errorf("answers of %d runs, want at least 4", runs)
	}
}

// TestEnginesAgree reviews rewards for what yaegi by itself gets wrong or orders
// otherwise: signed zeros that are passed on, assignments that read what they
// set, conditions in parentheses, copies of arrays. Since sources are normalised
// for it, no program is known on which it and the compiled form differ, but where
// an int leaves 32 bits; see TestEngineOfAVerdict.
func TestEnginesAgree(t *testing.T) {
	files, err := filepath.Glob("testdata/agree/*.go.txt")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d rewards, %v", len(files), err)
	}
	for i, file := range files {
		if testing.Short() && i%8 > 0 {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			v, err := quick().Check(context.Background(), corpusSubject(), string(source))
			if err != nil {
				t.Fatal(err)
			}
			if !v.OK() {
				t.Errorf("rejected: %v", v.Findings)
			}
			wantEngine(t, file, v)
		})
	}
}

// TestEngineOfAVerdict reviews rewards that do not run compiled, or not as they
// do interpreted.
func TestEngineOfAVerdict(t *testing.T) {
	copies := strings.Repeat("\t\tx, y = y, x\n\t\tx[i%4000]++\n\t\tif next.X > 100 {\n\t\t\ty = x\n\t\t}\n", 20)
	tests := []struct {
		name, source string
		engine, why  string
		reason       string // of a finding, "" for none
	}{
		{"kernel Go", reward("", ""), critic.EngineWasm, "", ""},
		{"joined strings", reward("", "k := \"a\"\n\tif next.X > 0 {\n\t\tk += \"b\"\n\t}\n\tif k == \"ab\" {\n\t\tr++\n\t}\n\tfor i := 0; i < 70; i++ {\n\t\tif next.X > float64(i) {\n\t\t\tk = k + k[:1]\n\t\t}\n\t}"),
			critic.EngineYaegi, "it is not kernel Go: reward.go:", "string"},
		{"a large int", reward("", "n := 3\n\tfor i := 0; i < 40; i++ {\n\t\tn *= 2\n\t}\n\tr += float64(n) * 1e-15 * next.X"),
			critic.EngineYaegi, "compiled it stops in line 14: ", "stops"},
		{"a large float made an int", reward("", "r += float64(int(1e12+next.X)) * 1e-12"), critic.EngineWasm, "", "engines-differ"},
		{"slow iterations", reward("", "var x, y [4000]float64\n\tfor i := 0; float64(i) < next.X-1000; i++ {\n"+copies+"\t}\n\tr += x[3] + y[5]"),
			critic.EngineYaegi, "it is not kernel Go: reward.go:13:", "too-large"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			v, err := quick().Check(context.Background(), corpusSubject(), tt.source)
			if err != nil {
				t.Fatal(err)
			}
			if !v.OK() || v.Engine != tt.engine || !strings.HasPrefix(v.Why, tt.why) || (v.Why == "") != (tt.why == "") {
				t.Errorf("%s, engine %q, %q: want %q, %q", v.Verdict, v.Engine, v.Why, tt.engine, tt.why)
			}
			found := slices.ContainsFunc(v.Findings, func(f critic.Finding) bool { return f.Stage == "compile" && f.Reason == tt.reason })
			if found != (tt.reason != "") || len(v.Findings) > 0 && tt.reason == "" {
				t.Errorf("findings %v, want a remark %q", v.Findings, tt.reason)
			}
		})
	}
}

// TestEnginesDifferInSeveralBatches finds them differ where a policy goes, and at
// the corners again after other remarks.
func TestEnginesDifferInSeveralBatches(t *testing.T) {
	subject := corpusSubject()
	subject.Corners = subject.Reachable[0]
	source := strings.Replace(reward("", "r += float64(int(1e12+next.X)) * 1e-12"), `{"r": r}`, `{"r": r, "none": 0}`, 1)
	v, err := quick().Check(context.Background(), subject, source)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range v.Findings {
		got = append(got, f.Stage+"/"+f.Reason)
		if (f.Reason == "engines-differ") != strings.Contains(f.Suggestion, "32 bits") {
			t.Errorf("%v comes with the suggestion %q", f, f.Suggestion)
		}
	}
	if strings.Join(got, " ") != "compile/engines-differ probe/constant" {
		t.Errorf("findings %v", v.Findings)
	}
}

// TestOneEnginePanics meets a panic of the interpreter where the compiled form
// has a value, since an int is the nearest of 32 bits there.
func TestOneEnginePanics(t *testing.T) {
	subject := corpusSubject()
	subject.Corners = batch(2, 1, func(i int) float64 { return 1e12 * float64(i) })
	v, err := quick().Check(context.Background(), subject,
		reward("", "x := [2]float64{1, 2}\n\tif next.X > 1e11 {\n\t\tr += x[int(next.X)-math.MaxInt32]\n\t}"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range v.Findings {
		got = append(got, f.Stage+"/"+f.Reason)
	}
	if !v.OK() || strings.Join(got, " ") != "probe/panic compile/engines-differ" {
		t.Errorf("%s with %v", v.Verdict, v.Findings)
	}
}
