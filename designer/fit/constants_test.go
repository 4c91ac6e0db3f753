package fit

import (
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var update = flag.Bool("update", false, "write testdata/answers.golden anew")

const tuned = `package reward

import "env"

const gain, offset = 2.5, -1e-3 // per m, m

const bonus float64 = 40 // at the goal

const (
	steps    = 12  // whole: may be a count
	half     = 0.5 * gain
	unused   = 7.5
	free     = 0.0
	_        = 3.5
	repeated // of the line above
)

// scale of the speed.
const scale = +3.0

func near(x float64) float64 {
	const scale = 0.2 // m
	return x / scale
}

func Reward(s env.State, a env.Action, next env.State) (total float64, terms map[string]float64) {
	const scale = 1.5
	if next.X > free {
		const scale = -4.0e0 // inner
		total += scale
	}
	near := gain*near(next.X) + gain*float64(steps) + half + offset/scale + next.unused
	return near + bonus, map[string]float64{"near": near, "free": free + repeated}
}
`

// TestConstants finds the numbers of a reward that has every form of constant.
func TestConstants(t *testing.T) {
	got, err := Constants(tuned)
	if err != nil {
		t.Fatal(err)
	}
	want := []Constant{
		{Name: "gain", Value: 2.5, Line: 5, Column: 22, Comment: "per m, m", Uses: 3},
		{Name: "offset", Value: -0.001, Line: 5, Column: 27, Comment: "per m, m", Uses: 1},
		{Name: "bonus", Value: 40, Line: 7, Column: 23, Comment: "at the goal", Uses: 1},
		{Name: "free", Value: 0, Line: 13, Column: 13, Uses: 2},
		{Name: "scale", Value: 3, Line: 19, Column: 15, Comment: "scale of the speed.", Uses: 3},
		{Name: "near.scale", Value: 0.2, Line: 22, Column: 16, Comment: "m", Uses: 3},
		{Name: "Reward.scale", Value: 1.5, Line: 27, Column: 16, Uses: 3},
		{Name: "Reward.scale#2", Value: -4, Line: 29, Column: 17, Comment: "inner", Uses: 3},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Constant{})); diff != "" {
		t.Errorf("constants (-want +got):\n%s", diff)
	}
}

// TestWith changes numbers and nothing else. A constant that is used in several
// places changes in all of them, since only its declaration holds the number.
func TestWith(t *testing.T) {
	got, err := With(tuned, map[string]float64{"gain": 3, "offset": -2e-9, "bonus": 38.25, "Reward.scale#2": -5, "free": 0, "near.scale": 0.2})
	if err != nil {
		t.Fatal(err)
	}
	want := strings.NewReplacer("= 2.5, -1e-3", "= 3.0, -2e-09", "= 40", "= 38.25", "= -4.0e0", "= -5.0").Replace(tuned)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("source (-want +got):\n%s", diff)
	}
	for want, values := range map[string]map[string]float64{
		`no number "gian"; did you mean gain?`:  {"gian": 1},
		`no number "weight"; it names gain, of`: {"weight": 1},
		`no number "steps"`:                     {"steps": 1},
		"gain cannot be NaN":                    {"gain": math.NaN()},
		"gain cannot be -Inf":                   {"gain": math.Inf(-1)},
	} {
		if _, err := With(tuned, values); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// TestSelect keeps the order of the text.
func TestSelect(t *testing.T) {
	all, err := Constants(tuned)
	if err != nil {
		t.Fatal(err)
	}
	some, err := Select(all, []string{"bonus", "gain"})
	if err != nil || len(some) != 2 || some[0].Name != "gain" || some[1].Name != "bonus" {
		t.Errorf("%+v, %v", some, err)
	}
	if every, err := Select(all, nil); err != nil || len(every) != len(all) {
		t.Errorf("%d, %v, want all %d", len(every), err, len(all))
	}
}

// TestNoConstants says what to write.
func TestNoConstants(t *testing.T) {
	for _, source := range []string{
		"package reward\n\nfunc Reward() float64 { return 0.5 * 3.0 }\n",
		"package reward\n\nconst n = 3\n\nfunc Reward() float64 { return n }\n",
		"package reward\n\nvar w = 0.5\n\nfunc Reward() float64 { return w }\n",
		"package reward\n\nconst huge = 1e999 / 1e998\n\nfunc Reward() float64 { return huge }\n",
	} {
		if c, err := Constants(source); !errors.Is(err, ErrNone) || !strings.Contains(err.Error(), "const angleWeight = 0.5") {
			t.Errorf("%s: %+v, %v", source, c, err)
		}
		if _, err := With(source, map[string]float64{"w": 1}); !errors.Is(err, ErrNone) {
			t.Errorf("with: %v", err)
		}
	}
	if _, err := Constants("package"); err == nil || !strings.Contains(err.Error(), "reward.go:1:8") {
		t.Errorf("no Go: %v", err)
	}
}

var fenced = regexp.MustCompile("(?s)```go\n(.*?)```")

// TestRecordedAnswers finds the constants of every recorded answer, and writes
// all of them anew and back.
func TestRecordedAnswers(t *testing.T) {
	var files []string
	for _, pattern := range []string{"answers/*/*.answer.md", "crane/answers/*.answer.md"} {
		found, err := filepath.Glob(filepath.Join("..", "..", "examples", filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 30 {
		t.Fatalf("%d recorded answers were found", len(files))
	}
	var golden strings.Builder
	for _, file := range files {
		answer, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name, _ := filepath.Rel(filepath.Join("..", "..", "examples"), file)
		fmt.Fprintf(&golden, "%s\n", filepath.ToSlash(name))
		code := fenced.FindSubmatch(answer)
		if code == nil {
			golden.WriteString("\tno code\n")
			continue
		}
		source := string(code[1])
		list, err := Constants(source)
		if err != nil {
			fmt.Fprintf(&golden, "\t%v\n", err)
			continue
		}
		for _, c := range list {
			fmt.Fprintf(&golden, "\t%d:%d\t%s\t%v\t%s\n", c.Line, c.Column, c.Name, c.Value, c.Comment)
		}
		roundTrip(t, name, source, list)
	}
	path := filepath.Join("testdata", "answers.golden")
	if *update {
		if err := os.WriteFile(path, []byte(golden.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), golden.String()); diff != "" {
		t.Errorf("go test ./designer/fit -run TestRecordedAnswers -update (-golden +got):\n%s", diff)
	}
}

// roundTrip moves every constant to another place of the search and back.
func roundTrip(t *testing.T, name, source string, list []Constant) {
	t.Helper()
	moved, back := map[string]float64{}, map[string]float64{}
	for i, c := range list {
		moved[c.Name], back[c.Name] = c.at(0.1*float64(1+i%9)), c.Value
	}
	changed, err := With(source, moved)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	again, err := Constants(changed)
	if err != nil || len(again) != len(list) {
		t.Fatalf("%s: %d constants of %d are left, %v", name, len(again), len(list), err)
	}
	for i, c := range again {
		if c.Name != list[i].Name || c.Value != moved[c.Name] || c.Value == list[i].Value || c.Comment != list[i].Comment {
			t.Errorf("%s: %+v became %+v, want the value %v", name, list[i], c, moved[c.Name])
		}
	}
	if outside(changed, again) != outside(source, list) {
		t.Errorf("%s: more than the numbers changed:\n%s", name, cmp.Diff(source, changed))
	}
	same, err := With(source, back)
	if err != nil || same != source {
		t.Errorf("%s: with its own values the text changed: %v\n%s", name, err, cmp.Diff(source, same))
	}
}

// outside is a text without its constants' numbers.
func outside(source string, list []Constant) string {
	var b strings.Builder
	at := 0
	for _, c := range list {
		b.WriteString(source[at:c.from])
		at = c.to
	}
	return b.String() + source[at:]
}
