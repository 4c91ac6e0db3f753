package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/internal/journal"
)

func runCommand(p *process) *cobra.Command {
	var set []string
	var asJSON, dry bool
	var out string
	var on hardware
	c := &cobra.Command{
		Use:     "run TASK",
		GroupID: groupDesign,
		Short:   "Design a reward",
		Long: `Design a reward: check that the task can be learned at all, ask the model for
rewards, review and train each of them, tell the model what happened, repeat, and
measure the best one beside the sparse and the human reward on fresh seeds.

Everything goes to the run's folder, first of all every answer, so that a run
that was stopped, by whatever, can be resumed without paying twice.

` + taskHelp,
		Example: `  rewardsmith run examples/quickstart.yaml
  rewardsmith run task.yaml --dry-run                  what it would cost
  rewardsmith run task.yaml --set budget.usd=2 --set method.samples=8
  rewardsmith run task.yaml --json > events.jsonl      one event a line`,
		Args:              arguments(1, 1),
		ValidArgsFunction: p.completeTask,
		RunE: func(c *cobra.Command, args []string) error {
			t, err := p.loadRunTask(args[0], set)
			if err != nil {
				return err
			}
			if err := p.accelerate(t, &on); err != nil {
				return waysOut(err, byFlag, onProcessor)
			}
			defer on.close()
			if err := t.fitsMachine(); err != nil {
				return err
			}
			if dry {
				err := p.estimate(c.Context(), t, on, asJSON)
				if err != nil && c.Context().Err() != nil {
					return errors.New("stopped before everything was estimated; no run was begun")
				}
				return err
			}
			s, err := p.begin(t, args[0], out, on)
			if err != nil {
				return err
			}
			return s.finish(c.Context(), asJSON)
		},
	}
	setFlag(c, &set)
	c.Flags().StringVar(&out, "out", "", "`DIR` of the run (default: one in the task's out, named after the task file)")
	c.Flags().BoolVar(&dry, "dry-run", false, "estimate calls, tokens, steps, memory and time, and do nothing")
	on.flags(c)
	c.Flags().BoolVar(&asJSON, "json", false, "write events as JSON, one a line")
	return c
}

// begin makes the folder of a new run.
func (p *process) begin(t *task, name, out string, on hardware) (*session, error) {
	key, err := p.key(t.answerer())
	if err != nil {
		return nil, err
	}
	if _, err := t.model(key, nil); err != nil { // before there is a folder that cannot be used
		return nil, err
	}
	if out == "" {
		base := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
		if t.named != "" {
			base = t.env.Spec().Name
		}
		if out, err = freeFolder(t.Out, base); err != nil {
			return nil, err
		}
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o777); err != nil {
		return nil, err
	}
	folder, err := designer.CreateFolder(out, filepath.Base(out), program(), t.Task, journal.Options{Now: time.Now, Secrets: []string{key}})
	if err != nil {
		return nil, err
	}
	return &session{p: p, task: t, folder: folder, settings: t.settings(), key: key, hardware: on}, nil
}

// freeFolder is a folder in dir that does not exist: name, or name-2 and so on.
func freeFolder(dir, name string) (string, error) {
	for n := 1; ; n++ {
		path := filepath.Join(dir, name)
		if n > 1 {
			path += fmt.Sprintf("-%d", n)
		}
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			return path, nil
		} else if err != nil {
			return "", err
		}
	}
}

// finish works on the run and says how it ended.
func (s *session) finish(ctx context.Context, asJSON bool) error {
	dir := s.folder.Dir()
	s.watcher = s.p.newWatcher(asJSON)
	if !asJSON {
		answers := ""
		if m := s.task.answerer(); m.Kind != designer.ModelGiven {
			answers = ", model " + modelWords(m)
		}
		fmt.Fprintf(s.p.stderr, "run %s%s%s\n", dir, answers, s.gpuWords())
	}
	run, err := s.work(ctx)
	s.watcher.close()
	err = errors.Join(err, s.folder.Close())
	var preflight *designer.PreflightError
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("stopped; nothing is lost, and this goes on where it was:\nrewardsmith resume %s", dir)
	case errors.As(err, &preflight):
		return err
	case err != nil:
		return fmt.Errorf("%w\nonce that is mended, this goes on where it was: rewardsmith resume %s%s", err, dir, s.orOnProcessor())
	}
	if run.Status == designer.RunWaiting {
		fmt.Fprintf(s.p.stderr, "watch what its policies do and pick: rewardsmith review %s\n", dir)
		return nil
	}
	return errors.Join(s.p.writeResult(run, dir, asJSON), unanswered(run, dir))
}
