package front_test

import (
	"path/filepath"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/front"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// FuzzLower lowers any text as a reward: it has to end in diagnostics or in a
// program that holds the invariants.
func FuzzLower(f *testing.F) {
	for _, pattern := range []string{"critic/testdata/programs/*.go", "critic/testdata/corpus/*.txt", "critic/testdata/styles/*/*.txt"} {
		files, err := filepath.Glob(root + pattern)
		if err != nil || len(files) == 0 {
			f.Fatalf("no seeds in %s", pattern)
		}
		for _, name := range files {
			if text := readFile(f, name); len(text) < 4000 {
				f.Add(text)
			}
		}
	}
	for _, file := range programs(f).Files {
		f.Add("package reward\n\nimport \"env\"\n" + file.Text[len("package semantics\n"):] +
			"\nfunc Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) { return next.X, nil }\n")
	}
	lib := library(f)
	env := front.Package{Path: "env", Files: []front.File{{Name: "env.go", Text: corpusEnv}}}
	f.Fuzz(func(t *testing.T, text string) {
		p, problems := front.Lower(lib, reward(env, text))
		switch {
		case p == nil && len(problems) == 0:
			t.Fatal("neither a program nor diagnostics")
		case p != nil:
			if err := ir.Check(p); err != nil {
				t.Fatalf("%v\n%s", err, p)
			}
		}
	})
}
