package critic_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/critic"
)

// warned are reasons of the corpus's index for which the critic warns instead.
var warned = map[string]bool{"constant": true, "components-sum": true}

func TestCorpusVerdicts(t *testing.T) {
	index, err := os.ReadFile("testdata/corpus/index.tsv")
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(string(index)), "\n")[1:]
	if len(rows) < 80 {
		t.Fatalf("the index has %d files", len(rows))
	}
	for _, row := range rows {
		cols := strings.Split(row, "\t")
		name, want, stage := cols[0], cols[1], cols[2]
		t.Run(name, func(t *testing.T) {
			if testing.Short() && (strings.HasPrefix(name, "332") || strings.HasPrefix(name, "333")) {
				t.Skip("takes seconds to explode; others show that time and memory are bounded")
			}
			t.Parallel()
			source, err := os.ReadFile(filepath.Join("testdata/corpus", name+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			v, err := quick().Check(context.Background(), corpusSubject(), string(source))
			if err != nil {
				t.Fatal(err)
			}
			reason, rejected := strings.CutPrefix(want, "reject ")
			if rejected && !warned[reason] {
				if v.OK() || v.Findings[0].Stage != stage || v.Findings[0].Reason != reason {
					t.Errorf("%s, want reject %s in %s: %v", v.Verdict, reason, stage, v.Findings)
				}
				return
			}
			if !v.OK() {
				t.Errorf("rejected, want %s: %v", want, v.Findings)
			}
			wantEngine(t, name, v)
			if rejected && (len(v.Findings) == 0 || v.Findings[0].Reason != reason) {
				t.Errorf("findings %v, want a warning %s", v.Findings, reason)
			}
		})
	}
}

func TestValuesAreGos(t *testing.T) {
	for folder, suffix := range map[string]string{"testdata/corpus": ".txt", "testdata/programs": ""} {
		for file, rows := range readGolden(filepath.Join(folder, "golden.jsonl")) {
			t.Run(file, func(t *testing.T) {
				t.Parallel()
				source, err := os.ReadFile(filepath.Join(folder, file+suffix))
				if err != nil {
					t.Fatal(err)
				}
				compiled := compareGolden(t, string(source), "", rows)
				interpreted := compareGolden(t, string(source), critic.EngineYaegi, rows)
				if diff := cmp.Diff(interpreted, compiled); diff != "" {
					t.Errorf("the engines differ (-interpreted +compiled):\n%s", diff)
				}
			})
		}
	}
}

func compareGolden(t *testing.T, source, engine string, rows []goldenRow) [][]float64 {
	t.Helper()
	var c critic.Critic
	p, err := c.Open(context.Background(), corpusSubject(), source, engine)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	b := goldenTransitions()
	total, terms := results(b, len(p.Terms()))
	if err := p.Reward(context.Background(), b, total, terms); err != nil {
		t.Fatal(err)
	}
	for i, g := range rows {
		if !near(total[i], fromBits(t, g.Total)) {
			t.Errorf("transition %d: total %v, want %v", i, total[i], fromBits(t, g.Total))
		}
		if len(g.Components) != len(p.Terms()) {
			t.Fatalf("terms %v, want %v", p.Terms(), g.Components)
		}
		for k, name := range p.Terms() {
			if want := fromBits(t, g.Components[name]); !near(terms[k][i], want) {
				t.Errorf("transition %d: %s = %v, want %v", i, name, terms[k][i], want)
			}
		}
	}
	return append(terms, total)
}

// near allows for the last places in which our mathematical functions differ from
// Go's, which a difference of two close numbers carries forward, but not for
// another sign of zero.
func near(got, want float64) bool {
	return math.Signbit(got) == math.Signbit(want) && math.Abs(got-want) <= 4e-16*max(1, math.Abs(want))
}
