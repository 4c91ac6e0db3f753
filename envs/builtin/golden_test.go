package builtin

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/envs"
)

var update = flag.Bool("update", false, "write the generated texts to testdata")

// TestTexts compares the texts generated from each environment's source with
// those in testdata, byte for byte: they are part of prompts, and recorded
// answers are kept with the prompts they answer.
func TestTexts(t *testing.T) {
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	for _, env := range all {
		for name, text := range texts(t, env.Spec()) {
			path := filepath.Join("testdata", "texts", env.Spec().Name, name+".go.txt")
			if *update {
				save(t, path, text)
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), text); diff != "" {
				t.Errorf("%s (-want +got; write anew with -update):\n%s", path, diff)
			}
		}
	}
}

// texts returns what is generated from the source of an environment, by name.
func texts(t *testing.T, spec *envs.Spec) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, show := range []envs.Show{envs.ShowState, envs.ShowDynamics} {
		view, err := spec.View(show)
		if err != nil {
			t.Fatal(err)
		}
		texts[string(show)], texts["package"] = view.Text, view.Package
	}
	for _, name := range []string{envs.RewardSparse, envs.RewardHuman} {
		source, err := spec.RewardSource(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = source
	}
	return texts
}

func save(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
