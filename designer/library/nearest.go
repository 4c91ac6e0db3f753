package library

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer/llm"
)

// Query is the task that examples are wanted for.
type Query struct {
	Env    string // name of the environment
	Digest string // of its text, as SourceDigest makes it
	Task   string // the sentence
	View   string // Go source of package env, as the model is shown it
	// Unsolved also admits rewards that were not shown to solve their task.
	Unsolved bool
	// Allow is asked before every call to an endpoint for embeddings, as
	// llm.Request.Allow is; nil for no limit.
	Allow func(lost llm.Usage) error
}

// Match is an entry and how near it is.
type Match struct {
	Entry
	// Similarity is the cosine between embeddings, in [-1,1], or the BM25 score,
	// from 0 without bound; higher is nearer.
	Similarity float64 `json:"similarity"`
}

// Ways to tell nearness.
const (
	ByEmbeddings = "embeddings"
	ByBM25       = "bm25"
)

// How says how matches were found.
type How struct {
	By    string `json:"by"`              // ByEmbeddings or ByBM25
	Model string `json:"model,omitempty"` // of the embeddings
	// Instead says why BM25 took the place of embeddings, "" where none were
	// wanted.
	Instead  string      `json:"instead,omitempty"`
	Excluded []Exclusion `json:"excluded,omitempty"` // in the order of Entries
	Usage    llm.Usage   `json:"usage"`              // of embeddings
	Cost     float64     `json:"cost,omitempty"`
	Calls    int         `json:"calls,omitempty"`
}

// Exclusion is an entry that may not be shown, and why.
type Exclusion struct {
	Env    string `json:"env"`
	Origin string `json:"origin"`
	Reason string `json:"reason"`
}

// Nearest returns the k entries nearest to a task, the nearest first and of
// equally near ones the first by name, at most one for each environment and
// sentence: its best. There may be fewer than k, or none.
//
// Where the endpoint has no embeddings BM25 takes its place, which How says. Any
// other failure to get them is an error: asked again, the answer would be
// another one.
func (l *Library) Nearest(ctx context.Context, q Query, k int) ([]Match, How, error) {
	if k < 1 {
		return nil, How{}, fmt.Errorf("library: %d examples are asked for, want at least 1", k)
	}
	if strings.TrimSpace(q.Env) == "" || strings.TrimSpace(q.Task) == "" {
		return nil, How{}, errors.New("library: the query names no environment or no task")
	}
	own, err := declares(q.View)
	if err != nil {
		return nil, How{}, fmt.Errorf("library: query for %s: %w", q.Env, err)
	}
	matches, excluded := l.admit(q, own)
	how, err := l.measure(ctx, q, matches)
	how.Excluded = excluded
	if err != nil {
		return nil, how, fmt.Errorf("library: %w", err)
	}
	slices.SortStableFunc(matches, func(a, b Match) int { return cmp.Compare(b.Similarity, a.Similarity) })
	return matches[:min(k, len(matches))], how, nil
}

// admit divides the entries into those that may be shown, the best of each
// environment and sentence, and the others.
func (l *Library) admit(q Query, own declarations) (matches []Match, excluded []Exclusion) {
	for i, e := range l.entries {
		reason := q.excludes(&e)
		if reason == "" {
			if kin := own.kinship(l.declared[i]); kin != "" {
				reason = "nearly the same environment: " + kin
			}
		}
		if n := len(matches); reason == "" && n > 0 && matches[n-1].sameTask(&e) {
			reason = fmt.Sprintf("that of %s is better (%v)", matches[n-1].Origin, matches[n-1].Result)
		}
		if reason == "" {
			matches = append(matches, Match{Entry: e})
			continue
		}
		excluded = append(excluded, Exclusion{e.Env, e.Origin, reason})
	}
	return matches, excluded
}

// excludes says why an entry cannot be shown for q, as far as names and results
// tell.
func (q *Query) excludes(e *Entry) string {
	switch {
	case e.Env == q.Env:
		return "the same environment"
	case e.Digest == q.Digest:
		return "the same environment under another name"
	case slices.Equal(words(e.Task), words(q.Task)):
		return "the same task in another environment"
	case !q.Unsolved && !e.Result.Solved():
		return "not shown to solve its task: " + e.Result.String()
	}
	return ""
}

func (e *Entry) sameTask(o *Entry) bool {
	return e.Env == o.Env && e.Digest == o.Digest && e.Task == o.Task
}

// measure sets the similarity of each match.
func (l *Library) measure(ctx context.Context, q Query, matches []Match) (How, error) {
	if len(matches) == 0 {
		return How{By: ByBM25}, nil
	}
	texts := make([]string, len(matches))
	for i := range matches {
		texts[i] = description(matches[i].Task, matches[i].View)
	}
	asked := description(q.Task, q.View)
	how := How{By: ByBM25}
	if l.embedder != nil {
		embedded, err := l.embedder.Embed(ctx, llm.EmbedRequest{Texts: append(texts, asked), Allow: q.Allow})
		how.Usage, how.Cost, how.Calls = embedded.Usage, embedded.Cost, embedded.Calls
		if err == nil {
			how.By, how.Model = ByEmbeddings, embedded.Model
			for i := range matches {
				matches[i].Similarity = cosine(embedded.Vectors[i], embedded.Vectors[len(matches)])
			}
			return how, nil
		}
		if !errors.Is(err, llm.ErrNoEmbeddings) {
			return how, err
		}
		how.Instead = err.Error()
	}
	index := newBM25(texts)
	for i := range matches {
		matches[i].Similarity = index.score(asked, i)
	}
	return how, nil
}

// description is what an entry or a query is found by: its sentence, and what
// the environment says of itself.
func description(task, view string) string {
	var lines []string
	for line := range strings.Lines(view) {
		comment, ok := strings.CutPrefix(strings.TrimSpace(line), "//")
		if !ok {
			break
		}
		lines = append(lines, strings.TrimSpace(comment))
	}
	return strings.TrimSpace(task + "\n" + strings.Join(lines, " "))
}

// cosine returns the cosine of the angle between two vectors that are not zero.
func cosine(a, b []float32) float64 {
	var ab, aa, bb float64
	for i := range a {
		x, y := float64(a[i]), float64(b[i])
		ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
	}
	return ab / (math.Sqrt(aa) * math.Sqrt(bb))
}
