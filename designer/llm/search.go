package llm

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// SearchField is a number that Search may build rewards from.
type SearchField struct {
	Name   string  // the Go expression: s.X, a.Force, next.Rotor[2], env.Tip(next).X
	Type   string  // its Go type: float64, float32, int, uint32 or bool; empty for float64
	Unit   string  // only fields of one unit are subtracted from each other
	Lo, Hi float64 // range; infinite or NaN where there is none
}

// SearchConfig describes a Search.
type SearchConfig struct {
	Fields []SearchField // at least one
	Seed   uint64
	// Parents is how many of the best candidates so far breed; 0 for 4.
	Parents int
	// Terms bounds how many terms a reward may have; 0 for 5.
	Terms int
}

// Search uses no language model: it evolves rewards that are weighted sums of a
// few terms over the fields a model would be shown, by mutation and crossover of
// the best rewards of all earlier iterations, (mu+lambda) in the words of
// evolution strategies. A term sees a number, the difference of two of one unit,
// or the length of a vector or of the difference of two, so that a goal which is
// part of the state is within reach. It is the control that a language model has to beat, so
// it reads no prompt and learns by the scores alone, through Observe.
//
// What it answers at a place depends on nothing but the configuration, the place
// and what was observed of earlier iterations. So a run is resumed by observing
// its candidates again, in any order within an iteration, and two attempts at
// one place differ.
type Search struct {
	config SearchConfig
	genes  geneFactory

	mu       sync.Mutex
	observed map[[2]int]scored // by iteration and sample
}

// scored is a candidate that may breed.
type scored struct {
	iteration, sample int
	genome            genome
	source            string
	score, tie        float64
}

// fieldPattern holds the expressions that may name a field: a part of a state or
// an action, or what a function of package env makes of a state.
var fieldPattern = regexp.MustCompile(`^((s|a|next)\.[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*|\[[0-9]+\])*|env\.[A-Z][A-Za-z0-9_]*\((s|next)\)(\.[XYZ])?)$`)

// NewSearch returns a search over c.Fields.
func NewSearch(c SearchConfig) (*Search, error) {
	if len(c.Fields) == 0 {
		return nil, errors.New("search: the environment shows no field to build a reward from")
	}
	for _, f := range c.Fields {
		if !fieldPattern.MatchString(f.Name) {
			return nil, fmt.Errorf("search: field %q is no expression such as s.X, a.Force, next.Rotor[2] or env.Tip(next).X", f.Name)
		}
		if !slices.Contains([]string{"", "float64", "float32", "int", "uint32", "bool"}, f.Type) {
			return nil, fmt.Errorf("search: field %s has type %s, want float64, float32, int, uint32 or bool", f.Name, f.Type)
		}
	}
	c.Fields = slices.Clone(c.Fields)
	c.Parents, c.Terms = orDefault(c.Parents, 4), orDefault(c.Terms, 5)
	if c.Parents < 1 || c.Terms < 1 {
		return nil, fmt.Errorf("search: %d parents and %d terms, want at least 1 of each", c.Parents, c.Terms)
	}
	return &Search{
		config:   c,
		genes:    newGeneFactory(c.Fields, c.Terms),
		observed: map[[2]int]scored{},
	}, nil
}

// Complete implements Model: the answer is a reward function in a Go code block.
// The messages of r are not read.
func (m *Search) Complete(ctx context.Context, r Request) (Answer, error) {
	if err := ctx.Err(); err != nil {
		return Answer{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	g := m.genomeAt(r.Place)
	return Answer{
		Text:         fmt.Sprintf("A weighted sum of terms: %s.\n\n```go\n%s```\n", strings.Join(g.termNames(m.config.Fields), ", "), g.source(m.config.Fields)),
		FinishReason: "stop",
		Model:        "search",
	}, nil
}

// Observe implements Observer. Every candidate of an iteration must be observed
// before the next iteration is asked for. A score that is not finite counts as a
// failure. The error says that source is not what this search answers there: it
// comes from another seed, other fields or earlier observations that differ.
func (m *Search) Observe(iteration, sample int, source string, score, tie float64, ok bool) error {
	if !ok || math.IsNaN(score) || math.IsInf(score, 0) {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	g, found := m.recognise(iteration, sample, source)
	if !found {
		return fmt.Errorf("search: the candidate of iteration %d, sample %d is not one that seed %d gives here; was it found with other fields or another seed?",
			iteration, sample, m.config.Seed)
	}
	m.observed[[2]int{iteration, sample}] = scored{iteration, sample, g, g.source(m.config.Fields), score, tie}
	return nil
}

// mostAttempts bounds the attempts among which a candidate is looked for.
const mostAttempts = 64

// recognise finds the genome of a candidate by breeding again what was bred for
// its place.
func (m *Search) recognise(iteration, sample int, source string) (genome, bool) {
	for attempt := range mostAttempts {
		g := m.genomeAt(Place{Iteration: iteration, Sample: sample, Attempt: attempt})
		if strings.TrimSpace(g.source(m.config.Fields)) == strings.TrimSpace(source) {
			return g, true
		}
	}
	return nil, false
}

// genomeAt breeds the genome of one place. It tries not to repeat a candidate of
// an earlier iteration, whose training would tell nothing new.
func (m *Search) genomeAt(p Place) genome {
	r := newDice(m.config.Seed, p)
	earlier := m.before(p.Iteration)
	parents := unrelated(earlier, m.config.Parents)
	var g genome
	for range 8 {
		g = m.breed(r, parents)
		source := g.source(m.config.Fields)
		if !slices.ContainsFunc(earlier, func(c scored) bool { return c.source == source }) {
			break
		}
	}
	return g
}

// breed returns a child of parents, which are sorted by score, best first.
func (m *Search) breed(r *dice, parents []scored) genome {
	// The share of candidates bred from nothing. More than a tenth pays: finding
	// the right kind of term is harder than tuning it.
	const strangers = 0.3
	if len(parents) == 0 || r.float() < strangers {
		return m.genes.random(r)
	}
	child := m.genes.mutate(r, pick(r, parents))
	if len(parents) > 1 && r.float() < 0.3 {
		child = m.genes.cross(r, child, pick(r, parents))
	}
	return child
}

// before returns what was observed of the iterations before the given one, best
// first; of equal ones the earlier.
func (m *Search) before(iteration int) []scored {
	var all []scored
	for _, c := range m.observed {
		if c.iteration < iteration {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.tie, a.tie), cmp.Compare(a.iteration, b.iteration), cmp.Compare(a.sample, b.sample))
	})
	return all
}

// unrelated returns the first n candidates that are not kindred to an earlier
// one, so that the breeding stock keeps several ideas.
func unrelated(candidates []scored, n int) []scored {
	var stock []scored
	for _, c := range candidates {
		if len(stock) == n {
			break
		}
		if !slices.ContainsFunc(stock, func(o scored) bool { return o.genome.kindred(c.genome) }) {
			stock = append(stock, c)
		}
	}
	return stock
}

// pick chooses a parent, each twice as likely as the next one.
func pick(r *dice, parents []scored) genome {
	for _, p := range parents[:len(parents)-1] {
		if r.float() < 0.5 {
			return p.genome
		}
	}
	return parents[len(parents)-1].genome
}
