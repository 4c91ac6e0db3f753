package rollout

import (
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/source"
)

// TestProgramsAreGo type-checks the program of every environment with its own
// rewards, one with a Memory, and those that were recorded for it.
func TestProgramsAreGo(t *testing.T) {
	for _, e := range environments(t) {
		spec := e.Spec()
		t.Run(spec.Name, func(t *testing.T) {
			slow(t, spec.Name == "rover")
			rewards := slices.Concat(own, []Reward{remembering(spec)}, answers(t, spec.Name))
			p, err := New(Config{Spec: spec, Hidden: []int{64, 30}, Rewards: rewards})
			if err != nil {
				t.Fatal(err)
			}
			typeCheck(t, p)
			for k, terms := range p.Terms {
				if len(terms) == 0 || !slices.IsSorted(terms) {
					t.Errorf("reward %d has terms %v", k, terms)
				}
			}
			if p.memory < 8 {
				t.Errorf("Memory takes %d words, want those of the reward that has 8 at least", p.memory)
			}
		})
	}
}

// typeCheck holds a program to Go's type checker, which sees what the compiler of
// kernel Go may not look at.
func typeCheck(t *testing.T, p *Program) {
	t.Helper()
	list, err := library()
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string][]string{"math": {source.MathText}, kernel.MathPath: {source.MathText}, devicePath: {goFiles(t, devicePath)}}
	for _, of := range slices.Concat(list, p.Unit.Packages) {
		for _, f := range of.Files {
			texts[of.Path] = append(texts[of.Path], f.Text)
		}
	}
	const bits = modulePath + "internal/kernel/kmath/bits"
	texts[bits] = []string{`package bits
func Bits32(x float32) uint32
func From32(u uint32) float32`}
	if _, err := source.NewImporter(token.NewFileSet(), texts).Import(programPath); err != nil {
		t.Errorf("%v\n%s", err, numbered(p.Unit.Packages))
	}
}

// goFiles returns the text of a package of this module that has one file.
func goFiles(t *testing.T, path string) string {
	t.Helper()
	dir := filepath.Join("..", "..", "..", filepath.FromSlash(strings.TrimPrefix(path, modulePath)))
	text, err := os.ReadFile(filepath.Join(dir, "device.go"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// numbered is the text that was written, for failures.
func numbered(packages []kernel.Package) string {
	if !testing.Verbose() {
		return "(the text is shown with -v)"
	}
	return packages[len(packages)-1].Files[0].Text
}
