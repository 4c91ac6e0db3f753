package check

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic/output"
)

const envText = `package env
type State struct { X, XDot, Theta, ThetaDot float64 }
type Action struct { Force float64 }
`

func TestCorpus(t *testing.T) {
	index, err := os.ReadFile("../../testdata/corpus/index.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(index)) {
		cols := strings.Split(strings.TrimSpace(line), "\t")
		name, expect, stage := cols[0], cols[1], cols[2]
		if stage == "stage" || name == "332-string-const-bomb.go" || name == "333-struct-doubling-bomb.go" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join("../../testdata/corpus", name+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			im, err := NewImports(map[string][]string{"env": {envText}})
			if err != nil {
				t.Fatal(err)
			}
			_, found := Source(string(text), output.Default(), im, func(string) {})
			got := "pass"
			if len(found) > 0 {
				got = found[0].Stage + " reject " + found[0].Reason
			}
			want := "pass"
			switch stage {
			case "parse", "policy", "typecheck":
				want = stage + " " + expect
			}
			if got != want {
				t.Errorf("got %s, want %s: %v", got, want, found)
			}
			for _, f := range found {
				t.Log(f)
			}
		})
	}
}

// TestAddressesOfLoopVariables refuses what the interpreter would give all
// iterations in common.
func TestAddressesOfLoopVariables(t *testing.T) {
	tests := []struct {
		body string
		ok   bool
	}{
		{"for i := 0.0; i < 3; i++ {\n\t\tp = &i\n\t}", false},
		{"for v := (pair{}); v.x < 3; v.x++ {\n\t\tp = &v.x\n\t}", false},
		{"for _, v := range []pair{{}} {\n\t\tp = &v.y[1]\n\t}", false},
		{"for _, v := range []*pair{{}} {\n\t\tp = &v.x\n\t}", true},
		{"for i := range l {\n\t\tp = &l[i].x\n\t}", true},
	}
	for _, tt := range tests {
		im, err := NewImports(map[string][]string{"env": {envText}})
		if err != nil {
			t.Fatal(err)
		}
		source := "package reward\n\nimport \"env\"\n\ntype pair struct {\n\tx float64\n\ty [2]float64\n}\n\nfunc Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n\tl, p := []pair{{}}, new(float64)\n\t_ = l\n\t" + tt.body + "\n\treturn *p, nil\n}\n"
		_, found := Source(source, output.Default(), im, func(string) {})
		if tt.ok != (len(found) == 0) || len(found) > 0 && found[0].Reason != "loop-capture" {
			t.Errorf("%s: found %v, want accepted %v", tt.body, found, tt.ok)
		}
	}
}
