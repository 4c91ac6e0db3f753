package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/designer"
	constants "github.com/rewardsmith/rewardsmith/designer/fit"
	"github.com/rewardsmith/rewardsmith/internal/journal"
)

// evaluationsEach is how many evaluations each constant has where a task does not
// say how many there are in all.
const evaluationsEach = 10

func fitCommand(p *process) *cobra.Command {
	var set []string
	var asJSON, dry bool
	var out string
	var on hardware
	c := &cobra.Command{
		Use:     "fit TASK REWARD.go",
		GroupID: groupReward,
		Short:   "Tune the named constants of a reward, without a model",
		Long: `Tune the numbers that a reward names as constants: train on the reward as it is,
then on others that differ from it in these numbers alone, search for values under
which policies do the task better, and measure the best ones on fresh seeds beside
the sparse and the human reward.

This is a run whose only candidate is the reward, so it can be stopped, resumed and
reported. Of the task, method is left aside but for what candidates are compared by.
See docs/fit.md for what is tuned, and how.

` + taskHelp,
		Example: `  rewardsmith fit cartpole reward.go
  rewardsmith fit task.yaml reward.go --set fit.evaluations=40 --set training.seeds=2
  rewardsmith fit task.yaml reward.go --dry-run`,
		Args:              arguments(2, 2),
		ValidArgsFunction: p.completeTaskAndRewards,
		RunE: func(c *cobra.Command, args []string) error {
			t, err := p.loadTask(args[0], set)
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
			source, err := p.acceptedSource(c.Context(), t, args[1])
			if err != nil {
				return err
			}
			if err := t.fitOnly(args[1], source); err != nil {
				return err
			}
			if dry {
				return p.estimate(c.Context(), t, on, asJSON)
			}
			return p.fit(c.Context(), t, source, args[1], out, on, asJSON)
		},
	}
	setFlag(c, &set)
	c.Flags().StringVar(&out, "out", "", "`DIR` of the run (default: one in the task's out, named after the reward)")
	c.Flags().BoolVar(&dry, "dry-run", false, "estimate steps, memory and time, and do nothing")
	on.flags(c)
	c.Flags().BoolVar(&asJSON, "json", false, "write events as JSON, one a line")
	return c
}

// fitOnly makes of a task one whose only candidate is the reward of a file.
func (t *task) fitOnly(file, source string) error {
	all, err := constants.Constants(source)
	if err == nil {
		all, err = constants.Select(all, t.Fit.Constants)
	}
	m, one, none := t.Resolved().Method, 1, 0
	if errors.Is(err, constants.ErrNone) && *m.Output != designer.OutputReward {
		return fmt.Errorf("%s: nothing to tune: fit tunes the weights and scales of rewards, and functions of method.output %s have none; theirs are tuned where they name numbers as constants, such as const near = 0.1 // m", file, *m.Output)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if t.Fit.Evaluations == 0 {
		t.Fit.Evaluations = evaluationsEach * len(all)
	}
	t.Method = designer.Method{
		Preset: designer.DefaultTask().Method.Preset, Output: m.Output, Fitness: m.Fitness, Target: m.Target,
		Samples: &one, Iterations: &one, Repairs: &none, Retries: &none,
	}
	t.Model = designer.DefaultTask().Model
	t.Model.Kind = designer.ModelGiven
	return nil
}

// acceptedSource returns the text of a reward in a file. What is wrong with one that
// cannot be trained on is said as check says it.
func (p *process) acceptedSource(ctx context.Context, t *task, file string) (string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", usagef("reward: %w", err)
	}
	source := string(text)
	judge, err := t.critic(ctx)
	if err != nil {
		return "", err
	}
	v, err := judge.Critic.Check(ctx, judge.Subject, source)
	if err != nil || v.OK() {
		return source, err
	}
	writeFindings(p.stderr, file, v)
	return "", errors.New("a rejected reward cannot be tuned")
}

// fit carries out the run. The reward stands in its folder, in place of an answer.
func (p *process) fit(ctx context.Context, t *task, source, file, out string, on hardware, asJSON bool) error {
	var err error
	if out == "" {
		if out, err = freeFolder(t.Out, strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))); err != nil {
			return err
		}
	}
	if t.Model.Path, err = filepath.Abs(filepath.Join(out, "given")); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o777); err != nil {
		return err
	}
	folder, err := designer.CreateFolder(out, filepath.Base(out), program(), t.Task, journal.Options{Now: time.Now})
	if err != nil {
		return err
	}
	answer := "```go\n" + strings.TrimSpace(source) + "\n```\n"
	if err := folder.Write("given/"+designer.CandidateID(0, 0)+"-a0.answer.md", []byte(answer)); err != nil {
		return err
	}
	s := &session{p: p, task: t, folder: folder, settings: t.settings(), hardware: on}
	return s.finish(ctx, asJSON)
}
