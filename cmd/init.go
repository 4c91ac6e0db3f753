package cmd

import (
	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/internal/taskyaml"
)

func initCommand(p *process) *cobra.Command {
	return &cobra.Command{
		Use:     "init ENV",
		GroupID: groupTask,
		Short:   "Print a task file for an environment, every key explained",
		Long: `Print a task file for an environment. Every key is there with what it means, what
it accepts and its default; those that most people change are set, the others are
commented out. ENV is the name of an environment, or the folder of one of your own.`,
		Example: `  rewardsmith init cartpole > task.yaml
  rewardsmith init ./myenv > task.yaml
  rewardsmith run task.yaml --dry-run`,
		Args:              arguments(1, 1),
		ValidArgsFunction: p.completeEnvironment,
		RunE: func(_ *cobra.Command, args []string) error {
			e, err := p.environment(args[0])
			if err != nil {
				return err
			}
			t := templateTask(args[0], e.Spec())
			t.Model.Name = "gpt-4o-mini"
			_, err = p.stdout.Write(withParams(taskyaml.Template(&t, "model.kind", "model.name", "method.preset", "method.form", "training.seeds"), e.Spec().Params))
			return err
		},
	}
}
