package llm

import (
	"flag"
	"go/format"
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
			with(func(g *gene) { g.shape, g.field, g.other = shapeProgress, field("next.Tip.X"), field("next.Goal.X") }),
			with(func(g *gene) { g.shape, g.field = shapeAbs, field("next.Speed[1]") }),
			with(func(g *gene) { g.shape, g.field, g.target = shapeValue, field("next.Count"), 5 }),
			with(func(g *gene) { g.shape, g.field = shapeValue, field("next.Touching") }),
			with(func(g *gene) { g.shape, g.field = shapeAbs, field("next.Speed[1]") }),
		}},
		{"vectors", genome{
			with(func(g *gene) {
				g.shape, g.vector, g.field, g.other = shapeNear, true, field("next.Tip.X"), field("next.Goal.X")
			}),
			with(func(g *gene) { g.shape, g.vector, g.field = shapeBell, true, field("next.Speed[0]") }),
			with(func(g *gene) {
				g.shape, g.vector, g.field, g.other = shapeProgress, true, field("env.Elbow(next).X"), field("next.Goal.X")
			}),
		}},
		{"angles", genome{
			with(func(g *gene) { g.shape, g.field, g.other = shapeBell, field("next.Theta"), field("env.Heading(next)") }),
			with(func(g *gene) { g.shape, g.field, g.target = shapeSquare, field("env.Heading(next)"), 1.5 }),
			with(func(g *gene) { g.shape, g.field, g.other = shapeCos, field("next.Theta"), field("env.Heading(next)") }),
		}},
		{"angles_alone", genome{with(func(g *gene) { g.shape, g.field, g.target = shapeSquare, field("env.Heading(next)"), 1.5 })}},
		{"without_math", genome{with(func(g *gene) { g.shape, g.field = shapeSquare, field("a.Torque[0]") })}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := test.genome.source(armFields())
			checkSource(t, "reward", got, rewardImports(t))
			if formatted, err := format.Source([]byte(got)); err != nil || string(formatted) != got {
				t.Errorf("not as gofmt would have it (%v):\n%s", err, formatted)
			}
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

func TestStems(t *testing.T) {
	names := []string{"next.X", "next.Goal.X", "next.Goal.Y", "next.Rotation.XX", "next.Rotation.XY", "a.Rotor[0]", "a.Rotor[1]", "env.Tip(next).X", "env.Tip(next).Y", "env.Distance(next)", "next.Arm.Angle", "next.Arm.Speed"}
	var fields searchFields
	for _, name := range names {
		fields = append(fields, SearchField{Name: name})
	}
	want := [][]int{{0}, {1, 2}, {3, 4}, {5, 6}, {7, 8}, {9}, {10}, {11}}
	if diff := cmp.Diff(want, fields.stems()); diff != "" {
		t.Errorf("groups of %v (-want +got):\n%s", names, diff)
	}
}

func TestBefore(t *testing.T) {
	for name, want := range map[string]string{
		"next.X": "s.X", "next.next.X": "s.next.X", "s.X": "", "a.next": "",
		"env.Tip(next).X": "env.Tip(s).X", "env.Distance(next)": "env.Distance(s)", "env.Distance(s)": "",
	} {
		if got := before(name); got != want {
			t.Errorf("before(%q) = %q, want %q", name, got, want)
		}
	}
}

// TestComparable: a goal is compared with what has its last name.
func TestComparable(t *testing.T) {
	fields := armFields()
	for name, want := range map[string][]string{
		"next.Tip.Y":        {"next.Goal.Y", "env.Elbow(next).Y"},
		"next.Theta":        {"env.Heading(next)"},
		"next.Speed[0]":     {"next.Speed[1]"},
		"next.Count":        nil,
		"a.Torque[0]":       nil,
		"env.Elbow(next).X": {"next.Tip.X", "next.Goal.X"},
	} {
		var got []string
		others, _ := fields.comparable(field(name))
		for _, i := range others {
			got = append(got, fields[i].Name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s is compared with (-want +got):\n%s", name, diff)
		}
	}
}
