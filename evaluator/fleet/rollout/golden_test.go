package rollout

import (
	"flag"
	"go/format"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write testdata anew")

// TestText shows what is written for a discrete and for a continuous environment,
// with a reward that has a Memory.
func TestText(t *testing.T) {
	for _, name := range []string{"cartpole", "pendulum"} {
		spec := environmentOf(t, name).Spec()
		p, err := New(Config{Spec: spec, Hidden: []int{64, 64}, Rewards: append([]Reward{remembering(spec)}, own...)})
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		for _, of := range p.Unit.Packages {
			for _, f := range of.Files {
				if f.Name != glueFile && f.Name != "rollout.go" {
					continue
				}
				pretty, err := format.Source([]byte(f.Text))
				if err != nil {
					t.Fatal(err)
				}
				text.WriteString("// " + of.Path + "/" + f.Name + "\n\n" + string(pretty) + "\n")
			}
		}
		file := filepath.Join("testdata", name+".txt")
		if *update {
			if err := os.WriteFile(file, []byte(text.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), text.String()); diff != "" {
			t.Errorf("%s (-want +got; -update writes it):\n%s", file, diff)
		}
	}
}
