package envs

import (
	"embed"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// lineEnv and lineTask are a small environment that keeps the whole contract.
const lineEnv = `// Package line is a point on a line.
package line

import "github.com/rewardsmith/rewardsmith/envs/rng"

const (
	Dt       = 0.1
	MaxSteps = 50
)

// Params are settings.
type Params struct {
	Spread float64 // how far from 0 it starts at most [m, 0..1, default 0.5]
}

// State is the point.
type State struct {
	X     [2]float64 // position now and before [m, -2..2]
	Count int        // steps [-, 0..50]
}

// Action is a push.
type Action struct {
	Push float64 // velocity [m/s, -1..1]
}

// Observation is the state.
type Observation struct {
	X float64 // position [m]
}

func Reset(p Params, r *rng.Source) State {
	x := r.Uniform(-p.Spread, p.Spread)
	return State{X: [2]float64{x, x}}
}

func Step(s State, a Action, r *rng.Source) State {
	s.X[1], s.X[0] = s.X[0], s.X[0]+Dt*a.Push
	s.Count++
	return s
}

func Observe(s State, r *rng.Source) Observation { return Observation{s.X[0]} }

func Terminated(next State) bool { return next.X[0] > 2 || next.X[0] < -2 }
`

const lineTask = `package line

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/metric"
)

const (
	Task      = "Stay at the middle."
	ScoreOver = metric.Mean
	ScoreMin  = -2.0
	ScoreMax  = 0.0
	SolvedAt  = -0.1
)

func Score(s State, a Action, next State) float64 { return -math.Abs(next.X[0]) }

func SparseReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	total = Score(s, a, next)
	return total, map[string]float64{"score": total}
}

func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	return SparseReward(s, a, next)
}
`

const lineSuccess = "\nfunc Success(s State, a Action, next State) bool { return true }\n"

func TestDescribe(t *testing.T) {
	spec, err := Describe("line", Source{Env: lineEnv, Task: lineTask})
	if err != nil {
		t.Fatal(err)
	}
	if got := spec.State.Names(); strings.Join(got, " ") != "X[0] X[1] Count" {
		t.Errorf("State has fields %v", got)
	}
	if f := spec.State[2]; f.Kind != Int || f.Hi != 50 || f.Unit != "-" {
		t.Errorf("Count is described as %+v", f)
	}
	if spec.Params[0].Default != 0.5 || spec.Dt != 0.1 || spec.MaxSteps != 50 || spec.Choices != 0 || spec.Success != nil ||
		spec.Score.SolvedAt != -0.1 || spec.Task != "Stay at the middle." || spec.Doc != "Package line is a point on a line." {
		t.Errorf("described as %+v", spec)
	}
}

// Thresholds on the edge of what can be reached are allowed, and a share of 0
// leaves it to the score.
func TestDescribeThresholdsThatCanBeReached(t *testing.T) {
	for _, constants := range []string{
		"SolvedAt = -2\nSuccessOver = metric.Held + 50\nSolvedSuccess = 1",
		"SolvedAt = 0\nSuccessOver = metric.Last\nSolvedSuccess = 0",
	} {
		task := strings.Replace(lineTask, "SolvedAt  = -0.1", constants, 1) + lineSuccess
		if _, err := Describe("line", Source{Env: lineEnv, Task: task}); err != nil {
			t.Errorf("with %q: %v", constants, err)
		}
	}
}

// The file that is missing is named with the place where it belongs.
func TestReadSourceNamesWhatIsMissing(t *testing.T) {
	var embedded embed.FS
	for _, tt := range []struct {
		files fs.FS
		want  string
	}{
		{fstest.MapFS{"env.go": {}}, "task.go is missing: put it into the folder"},
		{embedded, "env.go is missing: put it into the folder and into the go:embed line\ntask.go is missing: put it into the folder and into the go:embed line"},
	} {
		if _, err := ReadSource(tt.files); err == nil || err.Error() != tt.want {
			t.Errorf("error %v, want %s", err, tt.want)
		}
	}
}

func TestDescribeReportsEverythingAtOnce(t *testing.T) {
	replace := strings.NewReplacer(
		"func Terminated(next State) bool", "func Ended(next State) bool",
		"a Action, r *rng.Source) State {\n\ts.X[1]", "a Action) State {\n\ts.X[1]",
		"// velocity [m/s, -1..1]", "// velocity [m/s]",
		"Dt       = 0.1", `Dt       = 0.0`,
		"// position [m]", "// position",
	)
	tests := []struct {
		name string
		text Source
		want []string
	}{
		{"several", Source{Env: replace.Replace(lineEnv), Task: lineTask}, []string{
			"env.go: Terminated is missing; declare: func Terminated(next State) bool",
			"env.go:37:6: Step is func(State, Action) State; declare: func Step(s State, a Action, r *rng.Source) State",
		}},
		{"values", Source{Env: strings.NewReplacer("// velocity [m/s, -1..1]", "// velocity [m/s]", "Dt       = 0.1", "Dt       = 0.0", "// position [m]", "// position").Replace(lineEnv), Task: strings.Replace(lineTask, "metric.Mean", "8 + metric.Sum", 1)}, []string{
			"env.go:7:2: Dt is 0, want a positive number of seconds",
			"env.go:24:2: field Action.Push needs finite bounds",
			`env.go:29:2: field Observation.X: comment "position" must read`,
			"task.go:11:2: ScoreOver is 9",
		}},
		{"large values", Source{Env: strings.Replace(lineEnv, "MaxSteps = 50", "MaxSteps = 1 << 32", 1) + "\nconst Choices = 1 << 20\n\nfunc Choose(i int) Action { return Action{} }\n", Task: lineTask}, []string{
			"MaxSteps is 4294967296, want 1 to 2^31-1", "Choices is 1048576, want 2 to 4096",
		}},
		{"types", Source{Env: strings.Replace(lineEnv, "return s\n", "var x = y\n\treturn s + 1\n", 1), Task: lineTask}, []string{
			"env.go:40:6: declared and not used: x", "env.go:40:10: undefined: y", "env.go:41:9: invalid operation: s + 1",
		}},
		{"types and declarations", Source{Env: strings.NewReplacer("return s\n", "return y\n", "func Terminated", "func Ended").Replace(lineEnv), Task: strings.Replace(lineTask, "SolvedAt  = -0.1", "", 1)}, []string{
			"env.go:40:9: undefined: y", "env.go: Terminated is missing", "task.go: SolvedAt is missing",
		}},
		{"syntax of both", Source{Env: "package line\nfunc", Task: "package line\nconst Task := 1\n"}, []string{"env.go:2:5: expected", "task.go:2:12: "}},
		{"imports", Source{Env: strings.Replace(lineEnv, "envs/rng\"\n", "envs/rng\"\nimport \"github.com/rewardsmith/rewardsmith/envs/metric\"\nconst Way = metric.Sum\n", 1), Task: lineTask}, []string{
			"env.go:5:8: package github.com/rewardsmith/rewardsmith/envs/metric cannot be imported by env.go; it may import math, geom, rng",
		}},
		{"hidden", Source{Env: strings.Replace(lineEnv, "return s\n", "s.X[0] += Score(s, a, s)\n\treturn s\n", 1), Task: lineTask}, []string{
			"env.go:40:12: Score is declared in task.go, which the model never sees: env.go may not use it",
		}},
		{"success alone", Source{Env: lineEnv, Task: lineTask + lineSuccess}, []string{
			"task.go: SuccessOver is missing; declare: const SuccessOver = metric.Last", "task.go: SolvedSuccess is missing",
		}},
		{"thresholds", Source{Env: lineEnv, Task: strings.Replace(lineTask, "SolvedAt  = -0.1", "SolvedAt  = 0.5\nSuccessOver = metric.Held + 51\nSolvedSuccess = 1.5", 1) + lineSuccess}, []string{
			"task.go:14:2: SolvedAt 0.5 lies outside ScoreMin..ScoreMax = -2..0",
			"task.go:15:1: SuccessOver is metric.Held+51, but an episode has at most MaxSteps = 50 steps",
			"task.go:16:1: SolvedSuccess is 1.5, want a share",
		}},
		{"draw", Source{Env: lineEnv, Task: lineTask, Draw: "package line\n"}, []string{"draw.go: Draw is missing; declare: func Draw(s State) draw.Scene"}},
		{"syntax", Source{Env: "package line\nfunc", Task: lineTask}, []string{"env.go:2:5: expected"}},
		{"state", Source{Env: strings.Replace(lineEnv, "[2]float64", "[200]float64", -1), Task: lineTask}, []string{"env.go:17:6: type State has 1608 bytes, at most 1024"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Describe("line", tt.text)
			if err == nil {
				t.Fatal("described without an error")
			}
			for _, want := range tt.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error lacks %q:\n%v", want, err)
				}
			}
		})
	}
}
