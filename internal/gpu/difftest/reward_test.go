package difftest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/envs/folder"
)

// TestRewards runs the rewards of recorded answers on transitions.
func TestRewards(t *testing.T) {
	b := newBench(t)
	answers, _ := filepath.Glob("../../../examples/answers/*/*.answer.md")
	if len(answers) == 0 {
		t.Fatal("no answers were found")
	}
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, env := range all {
		spec := env.Spec()
		var rows [][]float64
		for i, file := range answers {
			if filepath.Base(filepath.Dir(file)) != spec.Name || testing.Short() && i%6 != 0 {
				continue
			}
			if rows == nil {
				rows = played(t, spec, b.lower(b.library, folder.Unit(spec)), 16, 4).tasks
			}
			b.reward(file, spec, rows)
		}
	}
	if b.seen.programs == 0 {
		t.Error("no answer is for an environment")
	}
}

// reward runs the reward in the answer of a file, with a memory of zeros if it has
// one.
func (b *bench) reward(file string, spec *envs.Spec, rows [][]float64) {
	b.Helper()
	answer, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	_, text, _ := strings.Cut(string(answer), "```go\n")
	text, _, _ = strings.Cut(text, "\n```")
	packages, err := critic.Packages(spec, envs.ShowState)
	if err != nil {
		b.Fatal(err)
	}
	library, unit, err := critic.Unit(packages, text)
	if err != nil {
		b.Fatal(err)
	}
	p := b.lower(library, unit)
	entry := unit.Entries[0].Name
	inputs := 0
	for _, v := range p.Entry(entry).Params {
		inputs += v.Type.Size()
	}
	var in [][]float64
	for _, row := range rows {
		in = append(in, slices.Concat(make([]float64, inputs-len(row)), row))
	}
	b.regular(file, p, entry, in, regularTolerance)
}
