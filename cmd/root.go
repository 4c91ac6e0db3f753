package cmd

import (
	"errors"
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/rewardsmith/rewardsmith/internal/nearest"
)

const rootLong = `rewardsmith lets a language model design the reward function of a reinforcement
learning task. It asks the model for rewards written in Go, reviews each one,
trains policies on it, measures the task itself, tells the model what happened,
and repeats until the budget is spent.

Exit codes: 0 success, 1 failure or a rejected reward, 2 a mistake in the command
line or the task file.`

const rootExample = `  rewardsmith run examples/quickstart.yaml   design a reward, from recorded answers
  rewardsmith envs                           what there is to design rewards for
  rewardsmith init cartpole > task.yaml      a task file of your own, every key explained
  rewardsmith check task.yaml reward.go      review a reward without training on it
  rewardsmith report runs/quickstart         everything about a run as one web page`

// Groups of commands in the help text.
const (
	groupDesign = "design"
	groupReward = "reward"
	groupTask   = "task"
)

// newRoot returns the command with all its subcommands.
func newRoot(p *process) *cobra.Command {
	root := &cobra.Command{
		Use:           "rewardsmith",
		Short:         "Design reward functions with a language model",
		Long:          rootLong,
		Example:       rootExample,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          unknownCommand,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	info, _ := debug.ReadBuildInfo()
	root.Version = moduleVersion(info)
	root.SetVersionTemplate(versionText(info))
	root.SuggestionsMinimumDistance = 2
	root.SetFlagErrorFunc(unknownFlag)
	root.AddGroup(
		&cobra.Group{ID: groupDesign, Title: "Design rewards:"},
		&cobra.Group{ID: groupReward, Title: "Work with a reward:"},
		&cobra.Group{ID: groupTask, Title: "Prepare a task:"},
	)
	for _, c := range []*cobra.Command{
		runCommand(p), resumeCommand(p), reviewCommand(p), watchCommand(p), reportCommand(p), compareCommand(p), libraryCommand(p),
		feedbackCommand(p), checkCommand(p), screenCommand(p), evalCommand(p), fitCommand(p), applyCommand(p), compileCommand(p),
		envsCommand(p), initCommand(p), promptCommand(p), schemaCommand(p), methodsCommand(p), doctorCommand(p),
	} {
		root.AddCommand(c)
	}
	return root
}

// unknownCommand refuses the arguments that no subcommand took.
func unknownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := fmt.Sprintf("%s --help lists them", c.CommandPath())
	if near := c.SuggestionsFor(args[0]); len(near) > 0 {
		hint = fmt.Sprintf("did you mean %s?", strings.Join(near, " or "))
	}
	return usagef("unknown command %q; %s", args[0], hint)
}

// unknownFlag adds the nearest flag to an error about an unknown one.
func unknownFlag(c *cobra.Command, err error) error {
	var missing *pflag.NotExistError
	if !errors.As(err, &missing) {
		return usagef("%w; see %s --help", err, c.CommandPath())
	}
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if near := nearest.Of(missing.GetSpecifiedName(), names); near != "" {
		return usagef("%w; did you mean --%s?", err, near)
	}
	return usagef("%w; see %s --help", err, c.CommandPath())
}

// arguments returns a check that a command got between low and high arguments
// (high < 0 for any number), whose error quotes the usage line.
func arguments(low, high int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) >= low && (high < 0 || len(args) <= high) {
			return nil
		}
		return usagef("%s takes %s; usage: %s", c.CommandPath(), counted(low, high), c.UseLine())
	}
}

func counted(low, high int) string {
	noun := func(n int) string {
		if n == 1 {
			return "1 argument"
		}
		return fmt.Sprintf("%d arguments", n)
	}
	switch {
	case high < 0:
		return "at least " + noun(low)
	case high == 0:
		return "no arguments"
	case low == high:
		return noun(low)
	default:
		return fmt.Sprintf("%d to %s", low, noun(high))
	}
}
