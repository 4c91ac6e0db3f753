package cmd

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/compare"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/journal"
)

// session is a run that this process works on.
type session struct {
	p      *process
	task   *task
	folder *designer.Folder
	past   []designer.Entry // what the folder's journal holds already
	// settings are the learner's. Those of a run that is resumed are as when it
	// began, whatever is tuned by now.
	settings evaluator.Settings

	key     string // of the model
	watcher watcher
	hardware
}

// work carries the run on to its end or until ctx ends.
func (s *session) work(ctx context.Context) (*designer.Run, error) {
	model, err := s.task.model(s.key, s.watcher.note)
	if err != nil {
		return nil, err
	}
	templates, err := s.task.templates()
	if err != nil {
		return nil, err
	}
	reviewer, err := s.task.critic(ctx)
	if err != nil {
		return nil, err
	}
	examples, err := s.examples()
	if err != nil {
		return nil, err
	}
	return designer.Design(ctx, designer.Options{
		Library: examples,
		Task:    s.task.Task, Env: s.task.env, Settings: s.settings,
		Model: model, Reviewer: reviewer, Trainer: s.trainer(reviewer), Prompts: templates,
		Journal: s.folder, Past: s.past, Cache: folderCache(filepath.Join(s.task.Out, ".cache")),
		Now: time.Now, Cores: s.cores(), Machine: s.machine(), Observe: s.watcher.event,
	})
}

// examples returns the library that the task's method takes examples from, nil where
// it shows none.
func (s *session) examples() (designer.Library, error) {
	t := s.task.Task.Resolved()
	if *t.Method.Examples == 0 {
		return nil, nil
	}
	embedder, err := s.p.embedder(s.task, t.Library.Embeddings)
	if err != nil {
		return nil, err
	}
	l, _, err := openLibrary(t.Library.Runs, embedder)
	return l, err
}

// trainer trains policies in the run.
func (s *session) trainer(rewards *designer.Critic) *designer.Evaluator {
	t := s.task.trainer(rewards, s.hardware)
	t.Settings = s.settings
	return t
}

// trainer trains policies in the task.
func (t *task) trainer(rewards *designer.Critic, on hardware) *designer.Evaluator {
	return &designer.Evaluator{
		Setup: t.setup(on), Settings: t.settings(), Open: rewards.Open,
	}
}

// setup is where the task's trainings happen.
func (t *task) setup(on hardware) evaluator.Setup {
	return evaluator.Setup{
		Env: t.env, Params: t.SimParams(), Root: t.Seed, Kernels: on.kernels(), GPU: on.fleet, Cores: on.cores(), Now: time.Now,
	}
}

// readRun returns a run as its journal tells it, without changing anything, even
// while another process writes it.
func readRun(dir string) (*designer.Run, error) {
	run, err := designer.Load(dir)
	return run, runError(dir, err)
}

// runError makes naming a folder that is no run a mistake of the command line. Where it
// is that of a comparison, the error says where the runs are.
func runError(dir string, err error) error {
	if !errors.Is(err, journal.ErrMissing) && !errors.Is(err, journal.ErrNotRun) {
		return err
	}
	if plan, none := compare.Load(dir); none == nil && len(plan.Tasks) > 0 {
		return usagef("%s is a comparison of methods; name one of its runs, %s, such as %s, or print its table: rewardsmith compare --out %s",
			dir, filepath.Join(dir, "TASK", "METHOD", "run-NN"), filepath.Join(dir, filepath.FromSlash(plan.Cells()[0].Dir())), dir)
	}
	return usageError{err}
}
