package cmd

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/metric"
)

func envsShowCommand(p *process) *cobra.Command {
	var asJSON, task bool
	show := string(envs.ShowState)
	c := &cobra.Command{
		Use:   "show ENV",
		Short: "Describe one environment",
		Long: `Describe one environment: its task, the fields of its state, action, observation
and parameters with their units and ranges, and the source that a model sees.
--task shows the hidden side as well: how the task is measured and the sparse and
human rewards that designed ones are compared with. No model ever reads that. ENV is
the name of an environment, or the folder of one of your own.`,
		Example: `  rewardsmith envs show cartpole
  rewardsmith envs show cartpole --show dynamics   the model sees the physics too
  rewardsmith envs show cartpole --task            the hidden side
  rewardsmith envs show ./myenv                    one of your own
  rewardsmith envs show cartpole --json            fields and ranges for programs`,
		Args:              arguments(1, 1),
		ValidArgsFunction: p.completeEnvironment,
		RunE: func(_ *cobra.Command, args []string) error {
			e, err := p.environment(args[0])
			if err != nil {
				return err
			}
			if asJSON {
				return p.writeJSON(newEnvironmentJSON(e.Spec()))
			}
			view, err := e.Spec().View(envs.Show(show))
			if err != nil {
				return usageError{err}
			}
			return describe(p.stdout, e.Spec(), view, task)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "write the description as JSON")
	c.Flags().BoolVar(&task, "task", false, "show the hidden task.go as well")
	c.Flags().StringVar(&show, "show", show, "how much of env.go the model sees: state or dynamics")
	c.RegisterFlagCompletionFunc("show", completeWords(string(envs.ShowState), string(envs.ShowDynamics)))
	return c
}

// describe writes an environment for a reader at a terminal.
func describe(w io.Writer, s *envs.Spec, view envs.View, task bool) error {
	fmt.Fprintf(w, "%s: %s\n\n", s.Name, s.Task)
	facts := table{}
	facts.add("actions", actionKind(s))
	facts.add("episode", fmt.Sprintf("at most %d steps of %g s", s.MaxSteps, s.Dt))
	facts.add("score", fmt.Sprintf("%s, %g..%g", scoreOver(s.Score.Over), s.Score.Lo, s.Score.Hi))
	if s.Success != nil {
		facts.add("success", successOver(s.Success.Over))
	}
	facts.add("solved", solvedAt(s))
	if err := facts.write(w); err != nil {
		return err
	}
	for _, part := range []struct {
		title  string
		schema envs.Schema
	}{{"State", s.State}, {"Action", s.Action}, {"Observation", s.Observation}, {"Params", s.Params}} {
		if err := writeFields(w, part.title, part.schema); err != nil {
			return err
		}
	}
	writeSource(w, "what the model sees", view.Text)
	if task {
		writeSource(w, "hidden from the model: task.go", s.Source.Task)
	}
	return nil
}

func writeFields(w io.Writer, title string, schema envs.Schema) error {
	if len(schema) == 0 {
		return nil
	}
	fmt.Fprintf(w, "\n%s\n", title)
	var t table
	for _, g := range schema.Groups() {
		f := schema[g.Fields[0]]
		row := []string{"  " + g.Name, string(f.Kind), f.Unit, f.Range(), f.Doc}
		if title == "Params" {
			row[3] += fmt.Sprintf(", default %g", f.Default)
		}
		t.add(row...)
	}
	return t.write(w)
}

func writeSource(w io.Writer, title, text string) {
	const width = 78
	fmt.Fprintf(w, "\n-- %s %s\n%s\n", title, strings.Repeat("-", max(0, width-len(title)-4)), strings.TrimRight(text, "\n"))
}

// scoreOver says how the scores of an episode's steps become its score.
func scoreOver(over int) string {
	switch over {
	case metric.Mean:
		return "mean over the episode"
	case metric.Last:
		return "at the last step"
	case metric.Max:
		return "best step of the episode"
	}
	return "sum over the episode"
}

// successOver says when an episode counts as a success.
func successOver(over int) string {
	switch over {
	case metric.Any:
		return "at any step"
	case metric.Last:
		return "at the last step"
	}
	return fmt.Sprintf("throughout the last %d steps", over-metric.Held)
}
