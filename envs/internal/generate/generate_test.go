package generate_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/envs/internal/generate"
)

// The committed native forms are what the committed text compiles to.
func TestNativeFormsAreCurrent(t *testing.T) {
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, env := range all {
		name := env.Spec().Name
		want, err := generate.Source(env.Spec().Source)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, err := os.ReadFile(filepath.Join("..", "..", name, generate.File))
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("envs/%s/%s is stale; run go generate ./envs/builtin (-want +got):\n%.3000s", name, generate.File, diff)
		}
	}
}
