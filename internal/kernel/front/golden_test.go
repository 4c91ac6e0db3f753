package front_test

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/front"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
)

// corpusEnv is the package env of critic/testdata.
const corpusEnv = `package env

type State struct{ X, XDot, Theta, ThetaDot float64 }

type Action struct{ Force float64 }

const XLimit = 2.4

func Terminated(next State) bool { return next.X < -XLimit || next.X > XLimit }
`

// goldenRow is what the Go compiler's own build of a reward returned for a
// transition; numbers are the bits of float64s in hexadecimal.
type goldenRow struct {
	File       string
	In         []float64
	Total      string
	Components map[string]string
}

func goldenRows(t *testing.T, folder string) map[string][]goldenRow {
	t.Helper()
	file, err := os.Open(filepath.Join(folder, "golden.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows := map[string][]goldenRow{}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r goldenRow
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		rows[r.File] = append(rows[r.File], r)
	}
	return rows
}

func fromBits(t *testing.T, s string) float64 {
	t.Helper()
	bits, err := strconv.ParseUint(s, 16, 64)
	if err != nil {
		t.Fatal(err)
	}
	return math.Float64frombits(bits)
}

// outside are the files that use what kernel Go does not have, with a word of
// the first refusal.
var outside = map[string]string{
	"integers.go": "uint8",
	"loops.go":    "characters",
	"strings.go":  "byte",
}

func TestValuesAreGos(t *testing.T) {
	lib := library(t)
	for folder, suffix := range map[string]string{"corpus": ".txt", "programs": ""} {
		folder = root + "critic/testdata/" + folder
		for name, rows := range goldenRows(t, folder) {
			t.Run(name, func(t *testing.T) {
				env := front.Package{Path: "env", Files: []front.File{{Name: "env.go", Text: corpusEnv}}}
				u := reward(env, readFile(t, filepath.Join(folder, name+suffix)))
				if want := outside[name]; want != "" {
					_, problems := front.Lower(lib, u)
					if len(problems) == 0 || !strings.Contains(problems[0].Message, want) {
						t.Errorf("diagnostics %v, want %q", problems, want)
					}
					return
				}
				p := lowered(t, lib, u)
				if p == nil {
					return
				}
				f := p.Entry("reward")
				var memory []float64
				if len(f.Pointers) > 0 {
					memory = make([]float64, f.Params[0].Type.Size())
				}
				for _, r := range rows {
					out, fault := interp.Row(f, append(append([]float64{}, memory...), r.In...), 1e6)
					if fault != nil {
						t.Fatalf("%v: %v", r.In, fault)
					}
					memory = out[len(out)-len(memory):]
					same(t, "total", out[0], fromBits(t, r.Total))
					for i, term := range f.Results[1].Type.Fields {
						same(t, term.Name, out[1+i], fromBits(t, r.Components[term.Name]))
					}
					if got := len(f.Results[1].Type.Fields); got != len(r.Components) {
						t.Errorf("%d terms, want %d", got, len(r.Components))
					}
				}
			})
		}
	}
}

// same compares up to what Go's math package and ours may differ by.
func same(t *testing.T, name string, got, want float64) {
	t.Helper()
	if got != want && !(math.Abs(got-want) <= 1e-12*max(1, math.Abs(want))) && !(got != got && want != want) {
		t.Errorf("%s = %v, want %v", name, got, want)
	}
}
