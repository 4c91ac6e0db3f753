package llm

import (
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// armFields are of all types, units and kinds of range, as an environment with
// nested and array fields and a function of states shows them.
func armFields() searchFields {
	inf := math.Inf(1)
	return searchFields{
		{Name: "next.Theta", Unit: "rad", Lo: -math.Pi, Hi: math.Pi},
		{Name: "next.Tip.X", Unit: "m", Lo: -0.21, Hi: 0.21},
		{Name: "next.Tip.Y", Unit: "m", Lo: -0.21, Hi: 0.21},
		{Name: "next.Goal.X", Unit: "m", Lo: -0.21, Hi: 0.21},
		{Name: "next.Goal.Y", Unit: "m", Lo: -0.21, Hi: 0.21},
		{Name: "next.Speed[0]", Type: "float32", Unit: "rad/s", Lo: -inf, Hi: inf},
		{Name: "next.Speed[1]", Type: "float32", Unit: "rad/s", Lo: -inf, Hi: inf},
		{Name: "next.Count", Type: "int", Lo: 1, Hi: 9},
		{Name: "next.Touching", Type: "bool", Lo: 0, Hi: 1},
		{Name: "a.Torque[0]", Unit: "N m", Lo: -1, Hi: 1},
		{Name: "env.Elbow(next).X", Unit: "m", Lo: -inf, Hi: inf},
		{Name: "env.Elbow(next).Y", Unit: "m", Lo: -inf, Hi: inf},
		{Name: "env.Heading(next)", Unit: "rad", Lo: -inf, Hi: inf},
	}
}

// field returns the index of an arm's field.
func field(name string) int {
	return slices.IndexFunc(armFields(), func(f SearchField) bool { return f.Name == name })
}

const armEnv = `package env
type Point struct{ X, Y float64 }
type State struct { Theta float64; Tip, Goal Point; Speed [2]float32; Count int; Touching bool }
type Action struct { Torque [2]float64 }
func Elbow(s State) Point { return Point{} }
func Heading(s State) float64 { return 0 }`

const fakeMath = `package math
func Abs(x float64) float64
func Exp(x float64) float64
func Tanh(x float64) float64
func Cos(x float64) float64
func Sqrt(x float64) float64`

const fakeGeom = `package geom
func WrapAngle(x float64) float64`

// importMap holds the packages a reward may import.
type importMap map[string]*types.Package

func (m importMap) Import(path string) (*types.Package, error) {
	if p := m[path]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("rewards cannot import %q", path)
}

// checkSource type-checks a file as package path.
func checkSource(t *testing.T, path, source string, imports importMap) *types.Package {
	t.Helper()
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path+".go", source, 0)
	if err != nil {
		t.Fatalf("%v in\n%s", err, source)
	}
	config := types.Config{Importer: imports, IgnoreFuncBodies: path != "reward"}
	p, err := config.Check(path, files, []*ast.File{file}, nil)
	if err != nil {
		t.Fatalf("%v in\n%s", err, source)
	}
	return p
}

func rewardImports(t *testing.T) importMap {
	t.Helper()
	return importMap{"env": checkSource(t, "env", armEnv, nil), "math": checkSource(t, "math", fakeMath, nil), "geom": checkSource(t, "geom", fakeGeom, nil)}
}

func newTestSearch(t *testing.T, seed uint64) *Search {
	t.Helper()
	m, err := NewSearch(SearchConfig{Fields: armFields(), Seed: seed})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// answerAt returns the source that a search answers at a place.
func answerAt(t *testing.T, m *Search, p Place) string {
	t.Helper()
	a, err := m.Complete(t.Context(), Request{Place: p})
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(a.Text, "```go\n")
	source, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatalf("no code block in %q", a.Text)
	}
	return source
}

// evolve runs iterations of four samples and returns the sources by place.
func evolve(t *testing.T, m *Search, iterations int, score func(source string) float64) map[[2]int]string {
	t.Helper()
	sources := map[[2]int]string{}
	for i := range iterations {
		for s := range 4 {
			sources[[2]int{i, s}] = answerAt(t, m, Place{Iteration: i, Sample: s})
		}
		for s := range 4 {
			source := sources[[2]int{i, s}]
			if err := m.Observe(i, s, source, score(source), 0, true); err != nil {
				t.Fatal(err)
			}
		}
	}
	return sources
}

// lengthScore is a score that says nothing but leads somewhere.
func lengthScore(source string) float64 { return float64(len(source)) }

// TestSearchWritesRewards type-checks many answers against the reward contract
// and wants them laid out as gofmt does.
func TestSearchWritesRewards(t *testing.T) {
	imports := rewardImports(t)
	want := "func(s env.State, a env.Action, next env.State) (float64, map[string]float64)"
	shapes := map[shape]bool{}
	for seed := range uint64(6) {
		m := newTestSearch(t, seed)
		for _, source := range evolve(t, m, 6, lengthScore) {
			formatted, err := format.Source([]byte(source))
			if err != nil || string(formatted) != source {
				t.Fatalf("not as gofmt would have it (%v):\n%s", err, source)
			}
			p := checkSource(t, "reward", source, imports)
			got := types.TypeString(p.Scope().Lookup("Reward").Type(), (*types.Package).Name)
			if got != want {
				t.Errorf("Reward is %s, want %s", got, want)
			}
		}
		for _, c := range m.observed {
			if len(c.genome) < 1 || len(c.genome) > 5 {
				t.Errorf("a reward of %d terms, want 1 to 5", len(c.genome))
			}
			for _, g := range c.genome {
				shapes[g.shape] = true
			}
		}
	}
	if len(shapes) != 8 {
		t.Errorf("only the shapes %v came up, want all 8", shapes)
	}
}

// TestSearchResumes observes a run again in a fresh search, each iteration in
// another order, and wants the same next candidates.
func TestSearchResumes(t *testing.T) {
	first := newTestSearch(t, 7)
	sources := evolve(t, first, 5, lengthScore)
	resumed := newTestSearch(t, 7)
	for i := range 5 {
		for _, s := range []int{2, 0, 3, 1} {
			source := sources[[2]int{i, s}]
			if err := resumed.Observe(i, s, "\n"+source+"\n\n", lengthScore(source), 0, true); err != nil {
				t.Fatal(err)
			}
		}
	}
	for s := range 8 {
		p := Place{Iteration: 5, Sample: s}
		if got, want := answerAt(t, resumed, p), answerAt(t, first, p); got != want {
			t.Errorf("sample %d after resuming:\n%s\nwant\n%s", s, got, want)
		}
	}
}

func TestSearchAttemptsDiffer(t *testing.T) {
	m := newTestSearch(t, 1)
	seen := map[string]bool{}
	for attempt := range 6 {
		p := Place{Sample: 1, Attempt: attempt}
		source := answerAt(t, m, p)
		if seen[source] {
			t.Errorf("attempt %d repeats an earlier one:\n%s", attempt, source)
		}
		seen[source] = true
		if err := m.Observe(0, 1, source, 1, 0, true); err != nil {
			t.Errorf("attempt %d is not recognised: %v", attempt, err)
		}
	}
}

// TestSearchTies: among equal scores, as before the first success, the candidates
// that do better otherwise breed.
func TestSearchTies(t *testing.T) {
	m := newTestSearch(t, 1)
	for s, tie := range []float64{0.1, 0.3, 0.2} {
		if err := m.Observe(0, s, answerAt(t, m, Place{Sample: s}), 0, tie, true); err != nil {
			t.Fatal(err)
		}
	}
	var order []int
	for _, c := range m.before(1) {
		order = append(order, c.sample)
	}
	if !slices.Equal(order, []int{1, 2, 0}) {
		t.Errorf("samples breed in the order %v, want 1, 2, 0", order)
	}
}

func TestSearchObserve(t *testing.T) {
	m := newTestSearch(t, 1)
	source := answerAt(t, m, Place{})
	tests := []struct {
		name   string
		source string
		score  float64
		ok     bool
		fails  bool
		breeds bool
	}{
		{"rejected", "", 3, false, false, false},
		{"not a number", source, math.NaN(), true, false, false},
		{"infinite", source, math.Inf(1), true, false, false},
		{"a stranger", "package reward", 3, true, true, false},
		{"another seed's", answerAt(t, newTestSearch(t, 2), Place{}), 3, true, true, false},
		{"its own", source, 3, true, false, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			clear(m.observed)
			err := m.Observe(0, 0, test.source, test.score, 0, test.ok)
			if (err != nil) != test.fails || (len(m.observed) == 1) != test.breeds {
				t.Errorf("got error %v, %d to breed from; want failure %v, breeding %v", err, len(m.observed), test.fails, test.breeds)
			}
		})
	}
}

// TestSearchLearns: where the score of a reward is how well it agrees with a
// hidden task, the search must find better rewards than as many random ones. On
// the mean of 50 seeds it found 0.82 and luck 0.72 for the angle, 0.92 and 0.90
// for the goal; at 30 iterations 0.90 and 0.77, and 0.98 and 0.97.
func TestSearchLearns(t *testing.T) {
	angle, torque := field("next.Theta"), field("a.Torque[0]")
	tip, goal := field("next.Tip.X"), field("next.Goal.X")
	for _, test := range []struct {
		name   string
		hidden func(x transition) float64
		least  float64 // agreement found, on the mean over seeds
	}{
		{"a fixed angle with little torque", func(x transition) float64 {
			return -math.Abs(x.next[angle]-1) - 0.5*x.next[torque]*x.next[torque]
		}, 0.8},
		{"a goal in the state", func(x transition) float64 {
			return -math.Hypot(x.next[tip]-x.next[goal], x.next[tip+1]-x.next[goal+1])
		}, 0.9},
	} {
		t.Run(test.name, func(t *testing.T) {
			found, luck := searchAndLuck(t, test.hidden)
			t.Logf("the search found rewards that agree by %.3f, luck by %.3f", found, luck)
			if found < luck || found < test.least {
				t.Errorf("the search found rewards that agree by %.3f, luck by %.3f; want %.2f", found, luck, test.least)
			}
		})
	}
}

// searchAndLuck returns how well the best rewards of the search and of as many
// random ones agree with a hidden task, on the mean over seeds.
func searchAndLuck(t *testing.T, task func(transition) float64) (found, luck float64) {
	const iterations, samples, seeds = 16, 8, 10
	transitions := randomTransitions(40)
	var hidden []float64
	for _, x := range transitions {
		hidden = append(hidden, task(x))
	}
	for seed := range uint64(seeds) {
		m, blind := newTestSearch(t, seed), newTestSearch(t, seed+1000)
		best, bestBlind := math.Inf(-1), math.Inf(-1)
		for i := range iterations {
			for s := range samples {
				p := Place{Iteration: i, Sample: s}
				g := m.genomeAt(p)
				score := agreement(g, transitions, hidden)
				best = max(best, score)
				if err := m.Observe(i, s, g.source(m.config.Fields), score, 0, true); err != nil {
					t.Fatal(err)
				}
				bestBlind = max(bestBlind, agreement(blind.genomeAt(p), transitions, hidden))
			}
		}
		found, luck = found+best/seeds, luck+bestBlind/seeds
	}
	return found, luck
}

// transition holds the values of armFields before and after a step.
type transition struct{ s, next []float64 }

func randomTransitions(n int) []transition {
	r := rand.New(rand.NewPCG(3, 4))
	all := make([]transition, n)
	for i := range all {
		for _, f := range armFields() {
			width := 2 * f.scale()
			was := width * (r.Float64() - 0.5)
			all[i].s = append(all[i].s, was)
			all[i].next = append(all[i].next, was+0.1*width*(r.Float64()-0.5))
		}
	}
	return all
}

// agreement returns the correlation of a reward with what is wanted, 0 for one
// that is constant.
func agreement(g genome, transitions []transition, wanted []float64) float64 {
	n := float64(len(transitions))
	var sx, sy, sxx, syy, sxy float64
	for i, x := range transitions {
		reward := 0.0
		for _, term := range g {
			reward += term.weight * termValue(term, x)
		}
		sx, sy, sxx, syy, sxy = sx+reward, sy+wanted[i], sxx+reward*reward, syy+wanted[i]*wanted[i], sxy+reward*wanted[i]
	}
	vx, vy := sxx-sx*sx/n, syy-sy*sy/n
	if vx < 1e-12 {
		return 0
	}
	return (sxy - sx*sy/n) / math.Sqrt(vx*vy)
}

// termValue computes what the source of a term says.
func termValue(g gene, x transition) float64 {
	d := g.distanceIn(x.next)
	switch g.shape {
	case shapeAbs:
		return math.Abs(d)
	case shapeSquare:
		return d * d
	case shapeNear:
		return math.Exp(-math.Abs(d) / g.temp)
	case shapeBell:
		return math.Exp(-d * d / g.temp)
	case shapeSide:
		return math.Tanh(d / g.temp)
	case shapeCos:
		return math.Cos(d)
	case shapeProgress:
		return math.Abs(g.distanceIn(x.s)) - math.Abs(d)
	}
	return d
}

// distanceIn computes the distance of a term in one state.
func (g gene) distanceIn(values []float64) float64 {
	fields := armFields()
	difference := func(i, j int) float64 {
		if g.other >= 0 {
			return values[i] - values[j]
		}
		return values[i] - g.target
	}
	d := difference(g.field, g.other)
	switch {
	case g.shape == shapeCos:
		return d
	case g.vector: // all vectors of the arm have two components
		d = math.Hypot(d, difference(g.field+1, g.other+1))
	case fields.wraps(&g):
		d = math.Remainder(d, 2*math.Pi)
	}
	return d / fields.scale(&g)
}

func TestNewSearchRefuses(t *testing.T) {
	tests := []struct {
		name, says string
		config     SearchConfig
	}{
		{"no fields", "no field", SearchConfig{}},
		{"no expression", `field "Theta"`, SearchConfig{Fields: []SearchField{{Name: "Theta"}}}},
		{"code in place of a field", "is no expression", SearchConfig{Fields: []SearchField{{Name: "next.X; panic(1)"}}}},
		{"code in place of a function", "is no expression", SearchConfig{Fields: []SearchField{{Name: "env.Tip(panic(1)).X"}}}},
		{"type", "has type string", SearchConfig{Fields: []SearchField{{Name: "next.X", Type: "string"}}}},
		{"terms", "-1 terms", SearchConfig{Fields: armFields(), Terms: -1}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := NewSearch(test.config); err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got %v, want %q", err, test.says)
			}
		})
	}
}

func TestDiceAreEven(t *testing.T) {
	r := &dice{rand.NewPCG(1, 2)}
	counts := make([]int, 5)
	for range 10000 {
		counts[r.below(5)]++
	}
	for i, n := range counts {
		if n < 1850 || n > 2150 { // 2000, 3.75 standard deviations of 40
			t.Errorf("%d came up %d times of 10000, want about 2000", i, n)
		}
	}
}
