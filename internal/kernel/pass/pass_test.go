package pass

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the expected texts of testdata")

// TestText runs the pass that a file of testdata is named after on the programs
// in it: each is a section NAME, and what becomes of it is NAME.after.
func TestText(t *testing.T) {
	for _, a := range alone {
		t.Run(a.name, func(t *testing.T) {
			file := filepath.Join("testdata", a.name+".txtar")
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for i := 0; i+1 < len(archive.Files); i += 2 {
				before, after := archive.Files[i], &archive.Files[i+1]
				if after.Name != before.Name+".after" {
					t.Fatalf("%s: section %s does not follow %s", file, after.Name, before.Name)
				}
				got := rewritten(t, before, a.pass)
				if *update {
					after.Data = []byte(got)
				}
				if diff := cmp.Diff(string(after.Data), got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", before.Name, diff)
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func rewritten(t *testing.T, f txtar.File, pass func(*ir.Program)) string {
	t.Helper()
	p, err := ir.Parse(string(f.Data))
	if err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	if err := ir.Check(p); err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	pass(p)
	if err := ir.Check(p); err != nil {
		t.Errorf("%s: afterwards: %v", f.Name, err)
	}
	return strings.TrimSuffix(p.String(), "\n") + "\n"
}
