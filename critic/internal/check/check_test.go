package check

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
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
			_, found := Source(string(text), im, func(string) {})
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
