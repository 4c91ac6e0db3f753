package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/envs"
)

func envsCommand(p *process) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:     "envs",
		GroupID: groupTask,
		Short:   "List the environments",
		Long: `List the environments that rewards can be designed for: how many fields their
state has, their actions, the length of an episode, when their task counts as
solved, and the task.`,
		Example: `  rewardsmith envs
  rewardsmith envs show cartpole
  rewardsmith envs new ./myenv        begin one of your own`,
		Args: unknownCommand,
		RunE: func(*cobra.Command, []string) error {
			all, err := p.environments()
			if err != nil {
				return err
			}
			if asJSON {
				return p.writeJSON(specs(all))
			}
			return p.listEnvironments(all)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "write the environments as JSON")
	c.AddCommand(envsShowCommand(p), envsCheckCommand(p), envsNewCommand(p))
	return c
}

func (p *process) listEnvironments(all []envs.Env) error {
	t := table{header: []string{"NAME", "STATE", "ACTIONS", "STEPS", "SOLVED", "TASK"}}
	for _, e := range all {
		s := e.Spec()
		t.add(s.Name, fmt.Sprint(len(s.State)), actionKind(s), fmt.Sprint(s.MaxSteps), solvedAt(s), s.Task)
	}
	return t.write(p.stdout)
}

// actionKind says what one action is: "2 choices" or "4 continuous".
func actionKind(s *envs.Spec) string {
	if s.Choices > 0 {
		return fmt.Sprintf("%d choices", s.Choices)
	}
	return fmt.Sprintf("%d continuous", len(s.Action))
}

// solvedAt says when the task counts as solved.
func solvedAt(s *envs.Spec) string {
	if s.Success != nil && s.Success.SolvedAt > 0 {
		return fmt.Sprintf("success >= %.4g %%", 100*s.Success.SolvedAt)
	}
	return fmt.Sprintf("score >= %.4g", s.Score.SolvedAt)
}
