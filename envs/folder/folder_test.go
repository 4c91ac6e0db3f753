package folder_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

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

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../examples/rover/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
