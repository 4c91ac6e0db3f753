package cmd

import (
	"strings"

	"github.com/spf13/cobra"
)

// completeEnvironment completes the first argument with environment names.
func (p *process) completeEnvironment(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return p.environmentNames(typed), cobra.ShellCompDirectiveNoFileComp
}

// completeTask completes the first argument with environment names and task files.
func (p *process) completeTask(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if names := p.environmentNames(typed); len(args) == 0 && len(names) > 0 {
		return names, cobra.ShellCompDirectiveDefault
	}
	if len(args) == 0 {
		return []string{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt
	}
	return nil, cobra.ShellCompDirectiveNoFileComp
}

// completeTaskAndRewards completes further arguments with Go files.
func (p *process) completeTaskAndRewards(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return []string{"go"}, cobra.ShellCompDirectiveFilterFileExt
	}
	return p.completeTask(c, args, typed)
}

// completeRun completes the first argument with folders.
func completeRun(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return nil, cobra.ShellCompDirectiveFilterDirs
}

func (p *process) environmentNames(prefix string) []string {
	all, err := p.environments()
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range all {
		if s := e.Spec(); strings.HasPrefix(s.Name, prefix) {
			names = append(names, s.Name+"\t"+s.Task)
		}
	}
	return names
}
