package folder_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/envs/envtest"
	"github.com/rewardsmith/rewardsmith/envs/folder"
)

// A folder keeps the contract as every environment does.
func TestConformance(t *testing.T) {
	env, err := folder.Open(t.Context(), "rover", os.DirFS("../../examples/rover"))
	if err != nil {
		t.Fatal(err)
	}
	envtest.Run(t, env)
}

// Every built-in environment, compiled from its text, steps bit for bit as its
// native form does.
func TestBuiltinEnvironmentsFromTheirText(t *testing.T) {
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, native := range all {
		t.Run(native.Spec().Name, func(t *testing.T) {
			t.Parallel()
			compiled, err := folder.Compile(t.Context(), native.Spec().Name, native.Spec().Source)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(native.Spec(), compiled.Spec()); diff != "" {
				t.Errorf("spec (-native +compiled):\n%s", diff)
			}
			envtest.Same(t, native, compiled)
		})
	}
}

func TestOpenReportsEverything(t *testing.T) {
	files := fstest.MapFS{
		"env.go":  {Data: []byte(strings.Replace(read(t, "env.go"), "for i := range Rocks - 1", "defer func() {}()\n\tfor i := range Rocks - 1", 1))},
		"task.go": {Data: []byte(strings.Replace(read(t, "task.go"), "return 1.0 / MaxSteps", "go func() {}()\n\treturn 1.0 / MaxSteps", 1))},
	}
	_, err := folder.Open(context.Background(), "rover", files)
	for _, want := range []string{`environment "rover"`, "env.go:", "task.go:"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error lacks %q: %v", want, err)
		}
	}
	delete(files, "task.go")
	if _, err := folder.Open(context.Background(), "rover", files); err == nil || !strings.Contains(err.Error(), "task.go is missing") {
		t.Errorf("without task.go: %v", err)
	}
}

// An environment that stops, or whose state is no number any more, says where.
func TestFaultsNameTheirPlace(t *testing.T) {
	for _, tt := range []struct{ name, from, to, want string }{
		{"index", "s.Turn += ", "s.Rock[int(9+s.Speed)].X++\n\ts.Turn += ", "rover: env.go:109:2: index out of range in Step, Terminated or Observe (instance 0, episode 0, step 0)"},
		{"loop", "s.Turn += ", "for s.Speed < 99 {\n\t\ts.Turn++\n\t}\n\ts.Turn += ", "rover: env.go:109:2: out of fuel: too many loop iterations in Step"},
		{"infinity", "s.Turn += ", "s.Speed /= s.Speed - s.Speed\n\ts.Turn += ", "rover: state field Position.X became "},
		{"start", "best, gap := a, -1.0", "best, gap := a, -1.0\n\tfor gap < 0 {\n\t}", "rover: env.go:92:2: out of fuel: too many loop iterations in Reset or Observe (instance 0, episode 0, step 0)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(read(t, "env.go"), tt.from, tt.to, 1)
			env, err := folder.Compile(t.Context(), "rover", envs.Source{Env: text, Task: read(t, "task.go")})
			if err != nil {
				t.Fatal(err)
			}
			sim, err := env.NewSimulator(envs.SimConfig{N: 3, Seed: 1})
			if err == nil {
				defer sim.Close()
				err = sim.Step(t.Context(), []float64{1, 0, 1, 0, 1, 0}, envs.NewTransitions(env.Spec(), 1, 3), 0)
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error is %v, want it to contain %q", err, tt.want)
			}
		})
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../examples/rover/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
