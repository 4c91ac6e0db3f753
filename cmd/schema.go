package cmd

import (
	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/internal/taskyaml"
)

func schemaCommand(p *process) *cobra.Command {
	return &cobra.Command{
		Use:     "schema",
		GroupID: groupTask,
		Short:   "Print the JSON schema of task files",
		Long: `Print the JSON schema of task files. Editors that know it complete keys, show
what they mean and mark mistakes; with the YAML language server, the first line of
a task file points to it.`,
		Example: `  rewardsmith schema > task.schema.json
  # yaml-language-server: $schema=task.schema.json`,
		Args: arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			t := designer.DefaultTask()
			_, err := p.stdout.Write(taskyaml.Schema(&t))
			return err
		},
	}
}
