package cmd

import (
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/internal/journal"
	"github.com/rewardsmith/rewardsmith/internal/taskyaml"
)

// taskFile is the name of the task in a run's folder.
const taskFile = "task.yaml"

func resumeCommand(p *process) *cobra.Command {
	var asJSON bool
	var on hardware
	c := &cobra.Command{
		Use:     "resume RUN",
		GroupID: groupDesign,
		Short:   "Go on with a run that was stopped",
		Long: `Go on with a run where its journal ends, however it was stopped. No answer that
is recorded is asked for again and no training that is recorded is repeated; calls
that were under way are repeated, listed and counted. The result is that of a run
which was never stopped: policies train on the backend that the run began with unless
--backend names another, networks run on the kernel set that it began with where
this processor has it and --kernels names no other, and the environment is the
text that the run began with, whatever became of its folder since.

A run that is done asks again where no answer came to what a person said about it
(rewardsmith feedback), and goes on with a search that only this had stopped. Where a
cap of the budget is why, nothing is asked: caps cannot be raised in a run, and the
command fails and names the cap.`,
		Example:           `  rewardsmith resume runs/quickstart`,
		Args:              arguments(1, 1),
		ValidArgsFunction: completeRun,
		RunE: func(c *cobra.Command, args []string) error {
			run, err := readRun(args[0])
			if errors.Is(err, designer.ErrNotBegun) {
				run, err = p.unbegun(args[0])
			}
			if err != nil {
				return err
			}
			again := run.Status == designer.RunDone && len(run.Unanswered()) > 0 && !run.Spent()
			if run.Status == designer.RunDone && !again {
				return errors.Join(p.writeResult(run, args[0], asJSON), unanswered(run, args[0]))
			}
			on = on.resuming(run.Machine)
			defer on.close()
			s, err := p.reopen(args[0], run, &on)
			if err != nil {
				return err
			}
			if again {
				if err := s.add(run, designer.Entry{Reopened: &designer.Reopened{}}); err != nil {
					return err
				}
			}
			return s.finish(c.Context(), asJSON)
		},
	}
	on.flags(c)
	c.Flags().BoolVar(&asJSON, "json", false, "write events as JSON, one a line")
	return c
}

// unbegun returns what is known of a run whose process ended before it wrote more
// than the folder: the task. Only here may a task's reward be one that was given: fit has
// made the folder.
func (p *process) unbegun(dir string) (*designer.Run, error) {
	t, problems, err := p.readTask(filepath.Join(dir, taskFile), nil)
	if err != nil {
		return nil, err
	}
	if t.Model.Kind != designer.ModelGiven {
		problems = append(problems, t.ModelProblems(t.index)...)
	}
	if err := taskyaml.Join(problems...); err != nil {
		return nil, err
	}
	return &designer.Run{Task: t.Task, Settings: t.settings()}, nil
}

// reopen takes up a run in its folder, with the task that its journal holds.
func (p *process) reopen(dir string, run *designer.Run, on *hardware) (*session, error) {
	t := &task{Task: run.Task}
	var err error
	if t.env, err = p.environmentOf(run); err != nil {
		return nil, err
	}
	if note := p.environmentChanged(run); note != "" {
		fmt.Fprintf(p.stderr, "%s\n", note)
	}
	if err := p.accelerate(t, on); err != nil {
		return nil, resumeElsewhere(err, run.Machine, dir)
	}
	if err := checkMemory(t.env.Spec(), run.Settings, t.gpu, machineMemory()); err != nil {
		return nil, err
	}
	key, err := p.key(t.answerer())
	if err != nil {
		return nil, err
	}
	folder, past, err := designer.OpenFolder(dir, journal.Options{Now: time.Now, Secrets: []string{key}})
	if err != nil {
		return nil, runError(dir, err)
	}
	if r := folder.Repair(); r != nil {
		fmt.Fprintf(p.stderr, "line %d of the journal was cut off while it was written; it was set aside as %s, nothing that counts is lost\n", r.Line, r.File)
	}
	return &session{p: p, task: t, folder: folder, past: past, settings: run.Settings, key: key, hardware: *on}, nil
}
