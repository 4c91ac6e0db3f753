package critic_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/critic/output"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// kindSubject is the corpus's, for candidates of a kind.
func kindSubject(kind string) *critic.Subject {
	s := corpusSubject()
	s.Output = kind
	return s
}

const signsSource = `package reward

import (
	"math"

	"env"
)

func Sparse(s env.State, a env.Action, next env.State) float64 {
	if env.Terminated(next) {
		return -5
	}
	return 0
}

func Dense(s env.State, a env.Action, next env.State) float64 {
	return 1000 * (math.Abs(s.Theta) - math.Abs(next.Theta))
}
`

const progressSource = `package reward

import (
	"math"

	"env"
)

func upright(s env.State) float64 { return -math.Abs(s.Theta) }

func Progress(s env.State, a env.Action, next env.State) map[string]float64 {
	p := map[string]float64{"centre": -math.Abs(next.X)}
	p["upright"] = upright(next)
	return p
}
`

const memoryTail = `
type Memory struct{ Steps float64 }
`

// TestOutputs runs accepted candidates of each kind on every engine.
func TestOutputs(t *testing.T) {
	sign := func(v, size float64) float64 {
		switch {
		case v > 0:
			return size
		case v < 0:
			return -size
		}
		return 0
	}
	want := map[string]func(s, next [4]float64) (total float64, terms map[string]float64){
		output.Signs: func(s, next [4]float64) (float64, map[string]float64) {
			sparse, dense := 0.0, sign(math.Abs(s[2])-math.Abs(next[2]), 0.1)
			if math.Abs(next[0]) > 2.4 {
				sparse = -1
			}
			return sparse + dense, map[string]float64{"sparse": sparse, "dense": dense}
		},
		output.Progress: func(_, next [4]float64) (float64, map[string]float64) {
			return 0, map[string]float64{"centre": -math.Abs(next[0]), "upright": -math.Abs(next[2])}
		},
	}
	for kind, source := range map[string]string{output.Signs: signsSource, output.Progress: progressSource} {
		subject, c := kindSubject(kind), quick()
		v, err := c.Review(context.Background(), subject, "Here it is:\n```go\n"+source+"```\n")
		if err != nil {
			t.Fatal(err)
		}
		if !v.OK() || v.Source != source || len(v.Findings) > 0 {
			t.Fatalf("%s: verdict %+v", kind, v)
		}
		wantEngine(t, kind, v)
		for _, engine := range append(critic.Engines(), "") {
			p, err := c.Open(context.Background(), subject, source, engine)
			if err != nil {
				t.Fatalf("%s on %s: %v", kind, engine, err)
			}
			b := subject.Reachable[0]
			total, terms := make([]float64, b.Len()), [][]float64{make([]float64, b.Len()), make([]float64, b.Len())}
			if err := p.Reward(context.Background(), b, total, terms); err != nil {
				t.Fatalf("%s on %s: %v", kind, engine, err)
			}
			for i := range total {
				var s, next [4]float64
				for f := range s {
					s[f], next[f] = b.State[f][i], b.Next[f][i]
				}
				wantTotal, wantTerms := want[kind](s, next)
				if total[i] != wantTotal {
					t.Fatalf("%s on %s: total %v, want %v", kind, engine, total[i], wantTotal)
				}
				for k, name := range p.Terms() {
					if terms[k][i] != wantTerms[name] {
						t.Fatalf("%s on %s: %s is %v, want %v", kind, engine, name, terms[k][i], wantTerms[name])
					}
				}
			}
			if err := p.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

// TestOutputsOnGPU reviews candidates for a GPU, also together with an environment.
func TestOutputsOnGPU(t *testing.T) {
	env, err := cartpole.New()
	if err != nil {
		t.Fatal(err)
	}
	for kind, source := range map[string]string{output.Signs: signsSource, output.Progress: progressSource} {
		subject, err := critic.NewSubject(t.Context(), env, critic.SubjectOptions{Output: kind})
		if err != nil {
			t.Fatal(err)
		}
		c := forGPU()
		c.Trains = func(source string) error {
			_, err := rollout.New(rollout.Config{Spec: env.Spec(), Hidden: []int{8}, Rewards: []rollout.Reward{{File: kernel.File{Name: "reward.go", Text: source}}}})
			return err
		}
		for _, source := range []string{source, strings.Replace(source, "func Dense(", "func Dense(m *Memory, ", 1) + memoryTail} {
			v, err := c.Check(t.Context(), subject, source)
			if err != nil {
				t.Fatal(err)
			}
			if !v.OK() || v.Engine != critic.EngineWasm || v.Source != source || v.Output != kind {
				t.Errorf("%s: verdict %+v", kind, v)
			}
		}
		c.Trains = func(source string) error {
			line := 1 + strings.Count(source[:strings.Index(source, "func Reward(")], "\n")
			return &kernel.RefusedError{Diagnostics: []kernel.Diagnostic{{Pos: ir.Pos{File: "reward.go", Line: line}, Reason: "too-large", Message: "no"}}}
		}
		v, err := c.Check(t.Context(), subject, source)
		if err != nil {
			t.Fatal(err)
		}
		if v.OK() || len(v.Findings) != 1 || v.Findings[0].Line != 0 || !strings.HasPrefix(v.Findings[0].Message, "in the Reward that is made of func ") {
			t.Errorf("%s: verdict %+v", kind, v)
		}
	}
}

// TestOutputFault runs progress of which a part is missing where no probe has been.
func TestOutputFault(t *testing.T) {
	source := strings.Replace(progressSource, `p["upright"] = upright(next)`, "if next.X < 50 {\n\t\tp[\"upright\"] = upright(next)\n\t}", 1)
	subject := kindSubject(output.Progress)
	for _, engine := range critic.Engines() {
		p, err := quick().Open(t.Context(), subject, source, engine)
		if err != nil {
			t.Fatal(err)
		}
		b := goldenTransitions()
		b.Next[0][3] = 60
		terms := [][]float64{make([]float64, b.Len()), make([]float64, b.Len())}
		err = p.Reward(t.Context(), b, make([]float64, b.Len()), terms)
		var fault *critic.Fault
		if !errors.As(err, &fault) || fault.Reason != "dynamic-components" || strings.Contains(err.Error(), "line 2") {
			t.Errorf("%s: error %v, want a fault that names no line beyond the source", engine, err)
		}
	}
}

// TestOutputFindings checks what a model reads about sources that are wrong.
func TestOutputFindings(t *testing.T) {
	tests := []struct {
		name, kind, source string
		rejects            bool
		reason, says       string
		line               int
	}{
		{
			"a reward for signs", output.Signs, strings.ReplaceAll(signsSource, "func Dense(", "func Reward("), true,
			"signature", "there is no function Dense", 1,
		},
		{
			"Reward besides signs", output.Signs, signsSource + "\nfunc Reward() float64 { return 1 }\n", true,
			"reserved-name", "Reward is made of func Sparse and func Dense", 20,
		},
		{
			"a type Reward", output.Progress, progressSource + "\ntype Reward float64\n", true,
			"reserved-name", "Reward is made of func Progress", 17,
		},
		{
			"a total", output.Progress, strings.Replace(progressSource, "next env.State) map[string]float64 {", "next env.State) (float64, map[string]float64) {", 1), true,
			"signature", "Progress has 2 results, want 1", 11,
		},
		{
			"another case", output.Signs, strings.Replace(signsSource, "Dense(", "dense(", 1), true,
			"signature", "there is no function Dense; dense is another name", 16,
		},
		{
			"string is another type", output.Progress, progressSource + "\ntype string int\n", true,
			"", "", -1,
		},
		{
			"not a number", output.Signs, strings.Replace(signsSource, "1000 * (", "math.Sqrt(-1-next.X*next.X) + (", 1), true,
			"nan", "the term dense is NaN", 0,
		},
		{
			"infinite, which has a sign", output.Signs, strings.Replace(signsSource, "1000 * (", "1/(next.X-next.X) + (", 1), false,
			"constant", "the term dense is 0.1", 0,
		},
		{
			"no judgement", output.Signs, strings.Replace(signsSource, "1000 * (", "0 * (", 1), false,
			"constant", "the term dense is 0", 0,
		},
		{
			"no progress", output.Progress, strings.Replace(progressSource, `"centre": -math.Abs(next.X)`, `"centre": 3`, 1), false,
			"constant", "the progress centre is 3", 0,
		},
		{
			"empty", output.Progress, "package reward\n\nimport \"env\"\n\nfunc Progress(s env.State, a env.Action, next env.State) map[string]float64 {\n\treturn map[string]float64{}\n}\n", true,
			"no-components", "Progress returns no progress values", 0,
		},
		{
			"names that come and go", output.Progress, strings.Replace(progressSource, `p["upright"] = upright(next)`, "if next.X > 0 {\n\t\tp[\"right\"] = next.X\n\t}\n\tif next.X <= 0 {\n\t\tp[\"upright\"] = upright(next)\n\t}", 1), true,
			"dynamic-components", "the progress values differ from call to call", 0,
		},
		{
			"no end", output.Signs, strings.Replace(signsSource, "\tif env.Terminated", "\tfor {\n\t}\n\tif env.Terminated", 1), true,
			"budget", "Sparse or Dense takes more than", 0,
		},
		{
			"an unused Memory", output.Progress, progressSource + memoryTail, false,
			"unused-memory", "Progress does not take it", 17,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			v, err := quick().Check(context.Background(), kindSubject(tt.kind), tt.source)
			if err != nil {
				t.Fatal(err)
			}
			lines := 1 + strings.Count(tt.source, "\n")
			for _, f := range v.Findings {
				if f.Line > lines {
					t.Errorf("%v is beyond the source's %d lines", f, lines)
				}
			}
			if v.OK() == tt.rejects || len(v.Findings) == 0 {
				t.Fatalf("verdict %+v", v)
			}
			if tt.line < 0 {
				return
			}
			if f := v.Findings[0]; f.Reason != tt.reason || !strings.Contains(f.Message, tt.says) || f.Line != tt.line {
				t.Errorf("finding %v, want %s in line %d: %s", f, tt.reason, tt.line, tt.says)
			}
		})
	}
}

// TestOutputMemory keeps memory in one of two functions, and in both.
func TestOutputMemory(t *testing.T) {
	one := strings.Replace(signsSource, "func Sparse(", "func Sparse(m *Memory, ", 1) + memoryTail
	one = strings.Replace(one, "\tif env.", "\tm.Steps++\n\tif m.Steps > 2 && env.", 1)
	both := strings.Replace(one, "func Dense(", "func Dense(m *Memory, ", 1)
	progress := strings.Replace(progressSource, "func Progress(", "func Progress(m *Memory, ", 1) + memoryTail
	progress = strings.Replace(progress, "\tp :=", "\tm.Steps++\n\tp :=", 1)
	progress = strings.Replace(progress, "-math.Abs(next.X)", "-math.Abs(next.X) + m.Steps", 1)
	for i, source := range []string{one, both, progress} {
		kind := []string{output.Signs, output.Signs, output.Progress}[i]
		v, err := quick().Check(context.Background(), kindSubject(kind), source)
		if err != nil {
			t.Fatal(err)
		}
		if !v.OK() || !v.Memory || v.Engine != critic.EngineWasm {
			t.Errorf("%d: verdict %+v", i, v)
		}
	}
}

// TestOutputExtract takes the source that has all functions of the kind.
func TestOutputExtract(t *testing.T) {
	kind, err := output.Named(output.Signs)
	if err != nil {
		t.Fatal(err)
	}
	half := signsSource[:strings.Index(signsSource, "func Dense")]
	answer := "```go\n" + signsSource + "```\nThe first half again:\n```go\n" + half + "```\n"
	source, found := critic.Extract(answer, kind)
	if source != signsSource || len(found) > 0 {
		t.Errorf("source %q, findings %v", source, found)
	}
	if _, found := critic.Extract("package reward\n\nfunc Sparse() {}\n", kind); len(found) != 1 || !strings.Contains(found[0].Message, "no func Sparse and func Dense") {
		t.Errorf("findings %v", found)
	}
}

func TestOutputNames(t *testing.T) {
	if _, err := critic.NewSubject(context.Background(), nil, critic.SubjectOptions{Output: "factors"}); err == nil || !strings.Contains(err.Error(), "reward, signs, progress") {
		t.Errorf("error %v, want one that lists the kinds", err)
	}
	names := []string{}
	for _, k := range output.Kinds() {
		names = append(names, k.Name)
	}
	if !slices.Equal(names, []string{output.Reward, output.Signs, output.Progress}) {
		t.Errorf("kinds %v", names)
	}
}
