package vm

import (
	"bufio"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/critic/internal/check"
	"github.com/rewardsmith/rewardsmith/critic/internal/lower"
	"github.com/rewardsmith/rewardsmith/critic/output"
	"github.com/rewardsmith/rewardsmith/internal/kernel/source"
)

const envText = `package env
type State struct { X, XDot, Theta, ThetaDot float64 }
type Action struct { Force float64 }
const XLimit = 2.4
func Terminated(next State) bool { return next.X < -XLimit || next.X > XLimit }
`

// lowered returns the program of an accepted reward.
func lowered(t testing.TB, text string) *lower.Program {
	t.Helper()
	p, found := reviewed(t, text)
	if found != nil {
		t.Fatal(found)
	}
	return p
}

// reviewed returns the program of a reward, or why it is rejected.
func reviewed(t testing.TB, text string) (*lower.Program, []finding.Finding) {
	t.Helper()
	im, err := check.NewImports(map[string][]string{"env": {envText}})
	if err != nil {
		t.Fatal(err)
	}
	r, found := check.Source(text, output.Default(), im, func(string) {})
	if found != nil {
		return nil, found
	}
	p, err := lower.Lower(r, im)
	if err != nil {
		t.Fatal(err)
	}
	selfCheck(t, p.Text)
	return p, nil
}

func machine(t testing.TB, p *lower.Program) *Machine {
	t.Helper()
	m, err := New(p, 100000)
	if err != nil {
		t.Fatalf("%v\n%s", err, p.Text)
	}
	return m
}

// selfCheck demands that a lowered program is valid Go, but for variables that
// nothing uses, which the interpreter does not mind.
func selfCheck(t testing.TB, text string) {
	t.Helper()
	im := source.NewImporter(token.NewFileSet(), map[string][]string{
		"math":         {source.MathText},
		lower.HostPath: {"package host__\nfunc Tick()\nfunc Begin(i int)\nfunc Sorted(map[string]float64) []string\nfunc Count(int) uint\nfunc Min(a, b float64) float64\nfunc Max(a, b float64) float64"},
	})
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "reward.go", text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("lowered program: %v\n%s", err, text)
	}
	conf := source.Config(im)
	conf.Error = func(err error) {
		if !strings.Contains(err.Error(), "declared and not used") {
			t.Fatalf("lowered program: %v\n%s", err, text)
		}
	}
	_, _ = conf.Check("reward", fset, []*ast.File{file}, nil) // errors went to conf.Error
}

type golden struct {
	File       string
	In         []float64
	Total      string
	Components map[string]string
}

func bits(t *testing.T, hex string) float64 {
	u, err := strconv.ParseUint(hex, 16, 64)
	if err != nil {
		t.Fatal(err)
	}
	return math.Float64frombits(u)
}

// TestGolden runs accepted rewards without a child, so that every lowered
// program is looked at as Go too.
func TestGolden(t *testing.T) {
	for folder, suffix := range map[string]string{"corpus": ".txt", "programs": ""} {
		for file, rows := range readGolden(t, folder) {
			t.Run(file, func(t *testing.T) {
				text, err := os.ReadFile("../../testdata/" + folder + "/" + file + suffix)
				if err != nil {
					t.Fatal(err)
				}
				runGolden(t, machine(t, lowered(t, string(text))), rows)
			})
		}
	}
}

func readGolden(t *testing.T, folder string) map[string][]golden {
	t.Helper()
	f, err := os.Open("../../testdata/" + folder + "/golden.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows := map[string][]golden{}
	for s := bufio.NewScanner(f); s.Scan(); {
		var g golden
		if err := json.Unmarshal(s.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		rows[g.File] = append(rows[g.File], g)
	}
	return rows
}

func runGolden(t *testing.T, m *Machine, rows []golden) {
	t.Helper()
	b := &Batch{State: make([][]float64, 4), Action: make([][]float64, 1), Next: make([][]float64, 4), Start: make([]bool, len(rows)), Instances: 1}
	for _, g := range rows {
		for i := range 4 {
			b.State[i] = append(b.State[i], g.In[i])
			b.Next[i] = append(b.Next[i], g.In[5+i])
		}
		b.Action[0] = append(b.Action[0], g.In[4])
	}
	err := m.Run(b, func(i int, total float64, terms map[string]float64) error {
		if want := bits(t, rows[i].Total); !near(total, want) {
			t.Errorf("row %d: total %v, want %v", i, total, want)
		}
		if len(terms) != len(rows[i].Components) {
			return fmt.Errorf("terms %v", terms)
		}
		for k, v := range terms {
			if want := bits(t, rows[i].Components[k]); !near(v, want) {
				t.Errorf("row %d: %s = %v, want %v", i, k, v, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// near allows for the last places in which Go's mathematical functions differ
// from one kind of processor to another, but not for another sign of zero.
func near(got, want float64) bool {
	return math.Signbit(got) == math.Signbit(want) && math.Abs(got-want) <= 4e-16*max(1, math.Abs(want))
}

func BenchmarkRun(b *testing.B) {
	for _, file := range []string{"009-const-degrees.go", "017-energy-swingup.go", "011-closure-terms.go", "042-struct-copy-lookahead.go"} {
		b.Run(file, func(b *testing.B) {
			text, err := os.ReadFile("../../testdata/corpus/" + file + ".txt")
			if err != nil {
				b.Fatal(err)
			}
			m := machine(b, lowered(b, string(text)))
			const n = 4096
			batch := &Batch{State: make([][]float64, 4), Action: make([][]float64, 1), Next: make([][]float64, 4), Start: make([]bool, n), Instances: 1}
			for _, c := range [][][]float64{batch.State, batch.Action, batch.Next} {
				for i := range c {
					c[i] = make([]float64, n)
				}
			}
			for b.Loop() {
				if err := m.Run(batch, func(int, float64, map[string]float64) error { return nil }); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/call")
		})
	}
}
