package library

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"go/scanner"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/internal/number"
)

// Entry is a reward with the environment that it was written for.
type Entry struct {
	Env    string `json:"env"`    // name of the environment
	Digest string `json:"digest"` // of its text, as SourceDigest makes it
	Task   string `json:"task"`   // what is to be achieved, one sentence
	View   string `json:"view"`   // Go source of package env, as a model is shown it
	Source string `json:"source"` // Go source of package reward
	Origin string `json:"origin"` // where the reward is from: a run's folder with a candidate's ID, or BuiltIn
	Result Result `json:"result"`
}

// Result is how well policies that were trained on a reward do its task.
type Result struct {
	Metric   string  `json:"metric"`          // "score" or "success"; "" where nothing was measured
	Mean     float64 `json:"mean"`            // of Metric over trainings; higher is better
	SolvedAt float64 `json:"solved_at"`       // value of Metric at which the task is solved
	Seeds    int     `json:"seeds"`           // trainings
	Final    bool    `json:"final,omitempty"` // measured on fresh seeds; else by the trainings that the search chose it for, which flatters
}

// Solved says that the reward was measured on fresh seeds and solves its task.
func (r Result) Solved() bool { return r.Final && r.Mean >= r.SolvedAt }

// String says what came out, in a few words.
func (r Result) String() string {
	if r.Metric == "" {
		return "not measured"
	}
	where := "in the search"
	if r.Final {
		where = "on fresh seeds"
	}
	return fmt.Sprintf("%s %s, solved at %s, %s", r.Metric, number.Significant(r.Mean, 4), number.Significant(r.SolvedAt, 4), where)
}

// SourceDigest tells versions of an environment apart, as the records of runs
// do: by env.go and task.go.
func SourceDigest(s envs.Source) string { return digest([]string{s.Env, s.Task}) }

func digest(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings and finite numbers always marshal
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// Library is a pool of rewards. It does not change and may be used by several
// goroutines.
type Library struct {
	entries  []Entry
	declared []declarations // of entries' views
	embedder llm.Embedder
}

// New returns the library of entries, which it keeps sorted in an order of its
// own. embedder tells nearness; nil for BM25. It fails where an entry lacks
// something or a view is no Go.
func New(entries []Entry, embedder llm.Embedder) (*Library, error) {
	l := &Library{entries: slices.Clone(entries), embedder: embedder}
	slices.SortFunc(l.entries, compareEntries)
	var errs []error
	for i := range l.entries {
		e := &l.entries[i]
		d, err := declares(e.View)
		if err == nil {
			err = e.check()
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("library: %s, %s: %w", e.Env, e.Origin, err))
		}
		l.declared = append(l.declared, d)
	}
	return l, errors.Join(errs...)
}

// check reports what an entry lacks.
func (e *Entry) check() error {
	for _, field := range []struct{ name, text string }{
		{"name of the environment", e.Env}, {"digest", e.Digest}, {"task", e.Task}, {"origin", e.Origin},
	} {
		if strings.TrimSpace(field.text) == "" {
			return fmt.Errorf("the entry has no %s", field.name)
		}
	}
	return IsReward(e.Source)
}

// compareEntries orders entries by environment, the better reward first.
func compareEntries(a, b Entry) int {
	return cmp.Or(cmp.Compare(a.Env, b.Env), cmp.Compare(a.Digest, b.Digest), cmp.Compare(a.Task, b.Task), a.Result.compare(b.Result),
		cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Source, b.Source))
}

// compare orders results by what they are worth, the best first.
func (r Result) compare(o Result) int {
	rank := func(r Result) int {
		switch {
		case r.Solved():
			return 0
		case r.Final:
			return 1
		case r.Metric != "":
			return 2
		}
		return 3
	}
	return cmp.Or(cmp.Compare(rank(r), rank(o)), cmp.Compare(o.Mean, r.Mean))
}

// Entries returns all rewards by environment, the better ones first. The result
// must not be changed.
func (l *Library) Entries() []Entry { return l.entries }

// Digest tells libraries apart by what they hold, so that a record can name the
// one that examples were taken from.
func (l *Library) Digest() string { return digest(l.entries) }

// oneLine returns the first error of a list as go/scanner makes it.
func oneLine(err error) error {
	var list scanner.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		return list[0]
	}
	return err
}
