package cmd

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/designer/library"
	"github.com/rewardsmith/rewardsmith/designer/library/harvest"
	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
)

func libraryCommand(p *process) *cobra.Command {
	c := &cobra.Command{
		Use:     "library",
		GroupID: groupDesign,
		Short:   "Find rewards of other environments to show as examples",
		Long: `The library holds the rewards that come with the program, and the best ones of
runs. Methods that show a model an example take the nearest one from it.`,
		Example: `  rewardsmith library list --runs runs
  rewardsmith library search task.yaml --runs runs`,
		Args: unknownCommand,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(librarySearchCommand(p), libraryListCommand(p))
	return c
}

// runsFlag adds --runs.
func runsFlag(c *cobra.Command, dirs *[]string) {
	c.Flags().StringArrayVar(dirs, "runs", nil, "also take the best rewards of the runs in `DIR` (repeatable)")
}

func librarySearchCommand(p *process) *cobra.Command {
	var set, dirs []string
	var k int
	var unsolved, asJSON bool
	var embeddings string
	c := &cobra.Command{
		Use:   "search TASK",
		Short: "Print the rewards nearest to a task",
		Long: `Print the rewards nearest to a task, with how near each is, and which others were
left out and why: those of the same environment, of copies and other versions of
it, and those that were not shown to solve their own task.

Nearness is that of the tasks' sentences and the environments' descriptions: the
BM25 score, or, with --embeddings, the cosine between embeddings by a model of the
server that the task names. Embeddings are kept in the folder .cache/embeddings of
the task's out, and taken from there where they are.

` + taskHelp,
		Example: `  rewardsmith library search pendulum
  rewardsmith library search task.yaml --runs runs -k 3
  rewardsmith library search task.yaml --embeddings text-embedding-3-small`,
		Args:              arguments(1, 1),
		ValidArgsFunction: p.completeTask,
		RunE: func(c *cobra.Command, args []string) error {
			t, err := p.loadTask(args[0], set)
			if err != nil {
				return err
			}
			if k < 1 {
				return usagef("-k %d: ask for at least 1 reward", k)
			}
			embedder, err := p.embedder(t, embeddings)
			if err != nil {
				return err
			}
			l, skipped, err := openLibrary(dirs, embedder)
			if err != nil {
				return err
			}
			q, err := t.query()
			if err != nil {
				return err
			}
			q.Unsolved = unsolved
			matches, how, err := l.Nearest(c.Context(), q, k)
			if err != nil {
				return err
			}
			if asJSON {
				return p.writeJSON(found{matches, how, skipped})
			}
			return p.writeMatches(matches, how, skipped)
		},
	}
	setFlag(c, &set)
	runsFlag(c, &dirs)
	c.Flags().IntVarP(&k, "number", "k", 1, "print the nearest `N`")
	c.Flags().BoolVar(&unsolved, "unsolved", false, "also those that were not shown to solve their task")
	c.Flags().StringVar(&embeddings, "embeddings", "", "tell nearness by the embeddings of `MODEL`")
	c.Flags().BoolVar(&asJSON, "json", false, "write matches and exclusions as JSON")
	return c
}

func libraryListCommand(p *process) *cobra.Command {
	var dirs []string
	var asJSON bool
	c := &cobra.Command{
		Use:     "list",
		Short:   "List the rewards of the library",
		Example: `  rewardsmith library list --runs runs`,
		Args:    arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			l, skipped, err := openLibrary(dirs, nil)
			if err != nil {
				return err
			}
			if asJSON {
				return p.writeJSON(l.Entries())
			}
			t := table{header: []string{"ENVIRONMENT", "REWARD", "RESULT", "SOLVED", "TASK"}}
			for _, e := range l.Entries() {
				t.add(e.Env, e.Origin, e.Result.String(), yes(e.Result.Solved()), e.Task)
			}
			if err := t.write(p.stdout); err != nil {
				return err
			}
			writeSkipped(p.stderr, skipped)
			return nil
		},
	}
	runsFlag(c, &dirs)
	c.Flags().BoolVar(&asJSON, "json", false, "write the rewards as JSON")
	return c
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// openLibrary returns the program's own rewards and those of runs.
func openLibrary(dirs []string, embedder llm.Embedder) (*library.Library, []harvest.Skipped, error) {
	all, err := builtin.All()
	if err != nil {
		return nil, nil, err
	}
	entries, err := library.Builtin(all)
	if err != nil {
		return nil, nil, err
	}
	var skipped []harvest.Skipped
	for _, dir := range dirs {
		more, without, err := harvest.Read(dir)
		if err != nil {
			return nil, nil, usageError{err}
		}
		entries, skipped = append(entries, more...), append(skipped, without...)
	}
	l, err := library.New(entries, embedder)
	return l, skipped, err
}

// query asks for examples for the task.
func (t *task) query() (library.Query, error) {
	spec := t.env.Spec()
	view, err := spec.View(envs.Show(t.Show))
	if err != nil {
		return library.Query{}, err
	}
	q := library.Query{Env: spec.Name, Digest: library.SourceDigest(spec.Source), Task: spec.Task, View: view.Text}
	if t.Task.Task != "" {
		q.Task = t.Task.Task
	}
	return q, nil
}

// embedder returns the embeddings of a model, nil where none is named: recorded
// ones, and fresh ones where the task's model is behind a server.
func (p *process) embedder(t *task, model string) (llm.Embedder, error) {
	if model == "" {
		return nil, nil
	}
	dir := filepath.Join(t.Out, ".cache", "embeddings")
	m := &t.Model
	if m.Kind != "openai" {
		return llm.NewRecordedEmbedder(dir, model, nil), nil
	}
	key, err := p.key(m)
	if err != nil {
		return nil, err
	}
	note := func(text string) { fmt.Fprintln(p.stderr, text) }
	server, err := llm.NewOpenAIEmbedder(llm.OpenAIConfig{
		BaseURL: m.BaseURL, Key: key, Model: model, Client: &http.Client{}, Logger: slog.New(noteHandler{note}),
		Timeout: m.Timeout, Parallel: m.Parallel, RequestsPerMinute: m.RequestsPerMinute,
	})
	if err != nil {
		return nil, usageError{err}
	}
	return llm.NewRecordedEmbedder(dir, model, server), nil
}

// found is what search writes as JSON.
type found struct {
	Matches []library.Match   `json:"matches"`
	How     library.How       `json:"how"`
	Skipped []harvest.Skipped `json:"skipped,omitempty"`
}

// writeMatches prints the rewards with their similarity, then what was left out.
func (p *process) writeMatches(matches []library.Match, how library.How, skipped []harvest.Skipped) error {
	by := "BM25 score"
	if how.By == library.ByEmbeddings {
		by = "cosine of embeddings by " + how.Model
	}
	if how.Instead != "" {
		fmt.Fprintf(p.stderr, "BM25 in place of embeddings: %s\n", how.Instead)
	}
	if len(matches) == 0 {
		fmt.Fprintln(p.stdout, "no reward of the library may be shown for this task")
	}
	for i, m := range matches {
		fmt.Fprintf(p.stdout, "%d. %s, %s: %s %.4f; %v\n   %s\n\n%s\n", i+1, m.Env, m.Origin, by, m.Similarity, m.Result, m.Task,
			strings.TrimRight(m.Source, "\n"))
		fmt.Fprintln(p.stdout)
	}
	if len(how.Excluded) > 0 {
		fmt.Fprintln(p.stdout, "left out:")
		t := table{}
		for _, x := range how.Excluded {
			t.add("  "+x.Env, x.Origin, x.Reason)
		}
		if err := t.write(p.stdout); err != nil {
			return err
		}
	}
	writeSkipped(p.stderr, skipped)
	return nil
}

// writeSkipped says which runs gave no reward.
func writeSkipped(w io.Writer, skipped []harvest.Skipped) {
	for _, s := range skipped {
		fmt.Fprintf(w, "%s: no reward taken: %s\n", s.Dir, s.Reason)
	}
}
