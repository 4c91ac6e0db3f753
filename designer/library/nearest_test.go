package library

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/envs"
)

// entry is a solved entry of an environment with fields of its own.
func entry(env, task string) Entry {
	return Entry{
		Env: env, Digest: "digest of " + env, Task: task, View: view(env), Origin: "runs/" + env + " i00-s00",
		Source: "package reward\n\nfunc Reward() {}\n", Result: Result{Metric: "score", Mean: 1, SolvedAt: 0.5, Seeds: 5, Final: true},
	}
}

func view(env string) string {
	return fmt.Sprintf("// Package %[1]s is about %[1]s.\npackage env\n\ntype State struct{ %[1]sX, %[1]sY float64 }\n\ntype Action struct{ %[1]sForce float64 }\n", env)
}

func library(t *testing.T, embedder llm.Embedder, entries ...Entry) *Library {
	t.Helper()
	l, err := New(entries, embedder)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func query(env, task string) Query {
	return Query{Env: env, Digest: "digest of " + env, Task: task, View: view(env)}
}

// names are the environments of matches, in order.
func names(matches []Match) string {
	var list []string
	for _, m := range matches {
		list = append(list, m.Env)
	}
	return strings.Join(list, " ")
}

// TestNearestExcludes gives one reason each why an entry may not be shown.
func TestNearestExcludes(t *testing.T) {
	change := func(e Entry, change func(*Entry)) Entry {
		change(&e)
		return e
	}
	arm := entry("arm", "Bring the tip to the target.")
	tests := []struct {
		name   string
		other  Entry
		reason string // part of it; "" where the entry is admitted
	}{
		{"another environment", entry("cart", "Push the cart."), ""},
		{"the same name in another version", change(arm, func(e *Entry) { e.Digest, e.View = "other", view("cart") }), "the same environment"},
		{"a copy under another name", change(entry("copy", "Push."), func(e *Entry) { e.Digest = arm.Digest }), "under another name"},
		{"the same sentence but for letters", entry("cart", "bring the tip, to the target"), "the same task"},
		{"not solved", change(entry("cart", "Push."), func(e *Entry) { e.Result.Mean = 0.4 }), "score 0.4, solved at 0.5, on fresh seeds"},
		{"not measured on fresh seeds", change(entry("cart", "Push."), func(e *Entry) { e.Result.Final = false }), "in the search"},
		{"never measured", change(entry("cart", "Push."), func(e *Entry) { e.Result = Result{} }), "not measured"},
		{"the same state", change(entry("cart", "Push."), func(e *Entry) {
			e.View = "package env\n\nconst A, B, C, D, E, F, G = 1, 2, 3, 4, 5, 6, 7\n\ntype State struct {\n\tarmX float64 // m\n\tarmY float64\n}\n"
		}), "the same fields"},
		{"one field more", change(entry("cart", "Push."), func(e *Entry) {
			e.View = strings.Replace(arm.View, "armY", "armY, Extra", 1)
		}), "75 % of what"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			matches, how, err := library(t, nil, tt.other).Nearest(t.Context(), query("arm", arm.Task), 3)
			if err != nil || len(matches)+len(how.Excluded) != 1 {
				t.Fatalf("%d matches, %d excluded, %v; want one in all", len(matches), len(how.Excluded), err)
			}
			if tt.reason == "" {
				if len(matches) != 1 {
					t.Errorf("excluded: %+v", how.Excluded)
				}
				return
			}
			if len(matches) != 0 || !strings.Contains(how.Excluded[0].Reason, tt.reason) {
				t.Errorf("matches %v, excluded %+v; want a reason with %q", names(matches), how.Excluded, tt.reason)
			}
		})
	}
	l := library(t, nil, tests[4].other)
	q := query("arm", arm.Task)
	q.Unsolved = true
	if matches, _, err := l.Nearest(t.Context(), q, 1); err != nil || len(matches) != 1 {
		t.Errorf("with Unsolved: %v, %v", matches, err)
	}
}

// TestNearestOfBuiltin asks for each built-in environment, and for a version of
// it with a changed constant and name, what the program's own rewards are near.
func TestNearestOfBuiltin(t *testing.T) {
	entries, err := Builtin(all(t))
	if err != nil {
		t.Fatal(err)
	}
	l := library(t, nil, entries...)
	cars := []string{"mountain_car", "mountain_car_continuous"}
	for _, e := range entries {
		own := []string{e.Env}
		if strings.HasPrefix(e.Env, "mountain_car") {
			own = cars
		}
		queries := []Query{{Env: e.Env, Digest: e.Digest, Task: e.Task, View: e.View}, {
			Env: "novel", Digest: "novel", Task: "Do as you are told.",
			View: strings.NewReplacer("Dt  ", "Dt2 ", "// Package "+e.Env, "// Package novel", "Gravity     = ", "Gravity     = 1 + ").Replace(e.View),
		}}
		for _, q := range queries {
			matches, how, err := l.Nearest(t.Context(), q, len(entries))
			if err != nil {
				t.Fatal(err)
			}
			var excluded []string
			for _, x := range how.Excluded {
				excluded = append(excluded, x.Env)
			}
			if diff := cmp.Diff(own, excluded); diff != "" || len(matches) != len(entries)-len(own) {
				t.Errorf("%s as %s: %d matches, excluded (-want +got):\n%s", e.Env, q.Env, len(matches), diff)
			}
		}
	}
	matches, how, err := l.Nearest(t.Context(), query("crane", "Swing the load up and keep the pole it hangs from upright."), 2)
	if err != nil || how.By != ByBM25 || how.Instead != "" || names(matches) == "" {
		t.Fatalf("%v, %+v, %v", names(matches), how, err)
	}
	if matches[0].Similarity < matches[1].Similarity || matches[1].Similarity <= 0 {
		t.Errorf("%s at %g, %s at %g, want the nearest first", matches[0].Env, matches[0].Similarity, matches[1].Env, matches[1].Similarity)
	}
}

// fakeEmbedder places texts by how often they hold each of two words.
type fakeEmbedder struct{ err error }

func (f fakeEmbedder) Embed(_ context.Context, r llm.EmbedRequest) (llm.Embeddings, error) {
	e := llm.Embeddings{Model: "fake", Calls: 1, Usage: llm.Usage{PromptTokens: len(r.Texts)}}
	for _, text := range r.Texts {
		e.Vectors = append(e.Vectors, []float32{0.1 + float32(strings.Count(text, "swing")), 0.1 + float32(strings.Count(text, "push"))})
	}
	return e, f.err
}

// TestNearestByEmbeddings ranks by angle, and by BM25 only where there is none.
func TestNearestByEmbeddings(t *testing.T) {
	entries := []Entry{entry("tug", "push push"), entry("swing", "swing swing"), entry("both", "push swing")}
	l := library(t, fakeEmbedder{}, entries...)
	matches, how, err := l.Nearest(t.Context(), query("arm", "swing hard"), 2)
	if err != nil || names(matches) != "swing both" || matches[0].Similarity < 0.99 || matches[0].Similarity > 1+1e-9 {
		t.Errorf("%v %+v, %v, want swing at 1, then both", names(matches), matches, err)
	}
	if how.By != ByEmbeddings || how.Model != "fake" || how.Usage.PromptTokens != 4 || how.Calls != 1 {
		t.Errorf("how: %+v", how)
	}
	none := fmt.Errorf("no such path: %w", llm.ErrNoEmbeddings)
	matches, how, err = library(t, fakeEmbedder{none}, entries...).Nearest(t.Context(), query("arm", "swing hard"), 1)
	if err != nil || names(matches) != "swing" || how.By != ByBM25 || how.Instead != none.Error() || how.Calls != 1 {
		t.Errorf("without embeddings: %v, %+v, %v", names(matches), how, err)
	}
	down := errors.New("the server is down")
	if _, _, err := library(t, fakeEmbedder{down}, entries...).Nearest(t.Context(), query("arm", "swing"), 1); !errors.Is(err, down) {
		t.Errorf("with a server that is down: %v", err)
	}
}

// TestNearestOrder ranks ties by name and shows the best reward of a task.
func TestNearestOrder(t *testing.T) {
	better, worse, guess := entry("b", "Other."), entry("b", "Other."), entry("b", "Other.")
	better.Result.Mean, better.Origin = 3, "runs/z i00-s00"
	worse.Origin = "runs/a i00-s00"
	guess.Result.Mean, guess.Result.Final, guess.Origin = 9, false, "runs/b i00-s00"
	l := library(t, nil, entry("c", "Other."), guess, worse, entry("a", "Other."), better)
	reversed := library(t, nil, better, entry("a", "Other."), worse, guess, entry("c", "Other."))
	if l.Digest() != reversed.Digest() || l.Digest() == library(t, nil, better).Digest() {
		t.Error("the digest depends on the order, or not on the entries")
	}
	matches, how, err := l.Nearest(t.Context(), query("arm", "zzz"), 9)
	if err != nil || names(matches) != "a b c" || matches[1].Origin != better.Origin {
		t.Errorf("%+v, %v, want the best of a, b and c", matches, err)
	}
	want := []Exclusion{
		{"b", worse.Origin, "that of runs/z i00-s00 is better (score 3, solved at 0.5, on fresh seeds)"},
		{"b", guess.Origin, "not shown to solve its task: score 9, solved at 0.5, in the search"},
	}
	if diff := cmp.Diff(want, how.Excluded); diff != "" {
		t.Errorf("excluded (-want +got):\n%s", diff)
	}
}

// TestRefusals makes libraries and queries that lack something.
func TestRefusals(t *testing.T) {
	for name, change := range map[string]func(*Entry){
		"the reward is of package main":                    func(e *Entry) { e.Source = "package main\n" },
		"declares no function Reward":                      func(e *Entry) { e.Source = "package reward\n\nfunc Progress() {}\n" },
		"the reward is no Go: reward.go:1:1":               func(e *Entry) { e.Source = "reward" },
		"no digest":                                        func(e *Entry) { e.Digest = "" },
		"the view of the environment is no Go: env.go:1:1": func(e *Entry) { e.View = "env" },
		"no struct State":                                  func(e *Entry) { e.View = "package env\n" },
	} {
		e := entry("arm", "Reach.")
		change(&e)
		if _, err := New([]Entry{e}, nil); err == nil || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), "arm, runs/arm i00-s00") {
			t.Errorf("%v, want the place and %q", err, name)
		}
	}
	l := library(t, nil)
	if matches, how, err := l.Nearest(t.Context(), query("arm", "Reach."), 1); err != nil || len(matches) != 0 || how.By != ByBM25 {
		t.Errorf("an empty library: %v, %+v, %v", matches, how, err)
	}
	for _, q := range []Query{query("", "Reach."), query("arm", " "), {Env: "arm", Task: "Reach."}} {
		if _, _, err := l.Nearest(t.Context(), q, 1); err == nil {
			t.Errorf("query %+v was answered", q)
		}
	}
	if _, _, err := l.Nearest(t.Context(), query("arm", "Reach."), 0); err == nil {
		t.Error("no example was asked for, and the library answered")
	}
	if err := IsReward("package reward\n\nimport \"env\"\n\nfunc Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n\treturn 0, nil\n}\n"); err != nil {
		t.Error(err)
	}
}

// TestSourceDigest is one of env.go and task.go alone.
func TestSourceDigest(t *testing.T) {
	a := SourceDigest(envs.Source{Env: "e", Task: "t", Draw: "d"})
	if a != SourceDigest(envs.Source{Env: "e", Task: "t"}) || a == SourceDigest(envs.Source{Env: "et"}) || a == SourceDigest(envs.Source{Env: "e"}) {
		t.Error("the digest depends on how states look, or not on the files")
	}
}
