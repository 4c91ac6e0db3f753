package llm

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files of testdata anew")

// TestGenomeSource compares each shape, as written in Go, with a file.
func TestGenomeSource(t *testing.T) {
	plain := gene{weight: 1.5, other: -1, temp: 0.2}
	with := func(change func(*gene)) gene {
		g := plain
		change(&g)
		return g
	}
	tests := []struct {
		name   string
		genome genome
	}{
		{"shapes", genome{
			with(func(g *gene) { g.shape = shapeAbs }),
			with(func(g *gene) { g.shape, g.weight = shapeSquare, -0.25 }),
			with(func(g *gene) { g.shape, g.target = shapeNear, 1.2 }),
			with(func(g *gene) { g.shape, g.target = shapeSide, -1.2 }),
			with(func(g *gene) { g.shape, g.target = shapeCos, 3.14 }),
		}},
		{"operands", genome{
			with(func(g *gene) { g.shape, g.field, g.other = shapeProgress, 1, 2 }),
			with(func(g *gene) { g.shape, g.field = shapeAbs, 3 }),
			with(func(g *gene) { g.shape, g.field, g.target = shapeValue, 4, 5 }),
			with(func(g *gene) { g.shape, g.field = shapeValue, 5 }),
			with(func(g *gene) { g.shape, g.field = shapeAbs, 3 }),
		}},
		{"without_math", genome{with(func(g *gene) { g.shape, g.field = shapeSquare, 6 })}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := test.genome.source(armFields())
			checkSource(t, "reward", got, rewardImports(t))
			path := filepath.Join("testdata", "search", test.name+".golden")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("source (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSearchIsPinned holds the first candidates of a seed: runs recorded with one
// release must resume with the next.
func TestSearchIsPinned(t *testing.T) {
	m := newTestSearch(t, 42)
	evolve(t, m, 3, lengthScore)
	got := answerAt(t, m, Place{Iteration: 3, Sample: 1, Attempt: 0})
	path := filepath.Join("testdata", "search", "seed42.golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("iteration 3, sample 1 of seed 42 (-want +got):\n%s", diff)
	}
}
