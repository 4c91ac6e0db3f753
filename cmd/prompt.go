package cmd

import (
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/prompts"
)

func promptCommand(p *process) *cobra.Command {
	var set []string
	var asJSON bool
	c := &cobra.Command{
		Use:     "prompt TASK",
		GroupID: groupTask,
		Short:   "Print exactly what the model reads first",
		Long: `Print the first request of a run, byte for byte as the model reads it: the task,
the environment, what a reward must look like, and advice. Nothing is asked of any
model.

` + taskHelp,
		Example: `  rewardsmith prompt cartpole
  rewardsmith prompt task.yaml --set show=dynamics
  rewardsmith prompt task.yaml --json | jq -r '.[1].content'`,
		Args:              arguments(1, 1),
		ValidArgsFunction: p.completeTask,
		RunE: func(_ *cobra.Command, args []string) error {
			t, err := p.loadTask(args[0], set)
			if err != nil {
				return err
			}
			messages, err := t.firstPrompt()
			if err != nil {
				return err
			}
			if asJSON {
				return p.writeJSON(messages)
			}
			for i, m := range messages {
				if i > 0 {
					fmt.Fprintln(p.stdout)
				}
				fmt.Fprintf(p.stdout, "-- %s --\n%s\n", m.Role, strings.TrimRight(m.Content, "\n"))
			}
			return nil
		},
	}
	setFlag(c, &set)
	c.Flags().BoolVar(&asJSON, "json", false, "write the messages as JSON")
	return c
}

// firstPrompt renders the messages of the first iteration.
func (t *task) firstPrompt() ([]llm.Message, error) {
	templates, err := t.templates()
	if err != nil {
		return nil, err
	}
	resolved := t.Resolved()
	brief, err := designer.NewBrief(&resolved, t.env.Spec(), t.settings())
	if err != nil {
		return nil, err
	}
	return designer.FirstPrompt(templates, brief)
}

// templates are the prompts with the task's own in place of the built-in ones.
func (t *task) templates() (*prompts.Set, error) {
	var own fs.FS
	if t.Prompts != "" {
		own = os.DirFS(t.Prompts)
	}
	set, err := prompts.Load(own, t.Prompts)
	if err != nil {
		return nil, usageError{err}
	}
	return set, nil
}
