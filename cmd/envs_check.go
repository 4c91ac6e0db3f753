package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/conform"
)

func envsCheckCommand(p *process) *cobra.Command {
	var set []string
	var engine string
	c := &cobra.Command{
		Use:   "check ENV",
		Short: "Check that an environment keeps its promises",
		Long: `Check that an environment declares what it must and keeps what it promises: it is
compiled, and played at random. States, observations and scores must lie within
what the comments and constants say, rewards must be the sum of their terms, the
same seed must give the same bits. ENV is the folder of an environment of your own,
or the name of one.

With --engine gpu it is then played on a GPU as well, beside the processor: with the
same seeds and actions, over whole episodes, with default parameters and with
parameters from all of their ranges. A table tells for each field of the state how far
float32 leads from float64, in units of the field's range, and for how many steps of
an episode it stays within the tolerance. Which GPU is that of --set gpu.adapter=NAME,
as in a task file.

Exit code 0: all is well; 1: a promise is broken; 2: the folder's files are wrong.`,
		Example: `  rewardsmith envs check ./myenv
  rewardsmith envs check cartpole
  rewardsmith envs check ./myenv --engine gpu`,
		Args:              arguments(1, 1),
		ValidArgsFunction: p.completeEnvironment,
		RunE: func(c *cobra.Command, args []string) error {
			if engine != "" && engine != engineGPU {
				return usagef("there is no engine %q to check environments on; there is %s, beside the processor", engine, engineGPU)
			}
			e, err := p.environment(args[0])
			if err != nil {
				return err
			}
			if err := p.conform(e); err != nil || engine == "" {
				return err
			}
			t, err := p.loadTask(args[0], set)
			if err != nil {
				return err
			}
			return p.conformOnGPU(c.Context(), t)
		},
	}
	c.Flags().StringVar(&engine, "engine", "", "where to play besides the processor: gpu")
	c.RegisterFlagCompletionFunc("engine", completeWords(engineGPU))
	setFlag(c, &set)
	return c
}

// conform runs every check on an environment and says what came of it. A broken
// promise is errReported.
func (p *process) conform(e envs.Env) error {
	var t table
	var err error
	told := map[string]string{} // by failure, the check that had it first
	for _, c := range conform.Checks() {
		o := conform.Try(c, e)
		switch {
		case len(o.Failures) > 0:
			err = errReported
			for _, failure := range o.Failures {
				if first := told[failure]; first != "" {
					failure = "as " + first
				} else {
					told[failure] = c.Name
				}
				t.add(c.Name, "FAILED", failure)
			}
		case o.Skipped != "":
			t.add(c.Name, "skipped", o.Skipped)
		default:
			t.add(c.Name, "ok", c.Doc)
		}
	}
	if writing := t.write(p.stdout); writing != nil {
		return writing
	}
	if err == nil {
		_, err = fmt.Fprintf(p.stdout, "%s keeps its promises\n", e.Spec().Name)
	}
	return err
}
