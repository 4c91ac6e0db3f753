package cmd

import (
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/internal/taskyaml"
)

// completeEnvironment completes the first argument with environment names, or,
// where a path is typed, with folders.
func (p *process) completeEnvironment(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	switch {
	case len(args) > 0:
		return nil, cobra.ShellCompDirectiveNoFileComp
	case isFolder(typed):
		return nil, cobra.ShellCompDirectiveFilterDirs
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

// completeWords completes a flag's value with one of a few words.
func completeWords(words ...string) cobra.CompletionFunc {
	return cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)
}

// settingRow is a row of the task file's manual whose key is one that can be set,
// not an element of a list.
var settingRow = regexp.MustCompile("(?m)^\\| `([a-z_.]+)` \\|")

// completeSet completes the key of --set. Values are not completed.
func completeSet(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	t := designer.DefaultTask()
	var keys, names []string
	for _, row := range settingRow.FindAllSubmatch(taskyaml.Reference(&t), -1) {
		keys = append(keys, string(row[1]))
	}
	for i, key := range keys {
		heading := i+1 < len(keys) && strings.HasPrefix(keys[i+1], key+".")
		if !heading && strings.HasPrefix(key, typed) {
			names = append(names, key+"=")
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// refuseUnknownShells makes the completion command refuse shells that it has no
// script for, where it would print its help as if all were well.
func refuseUnknownShells(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			c.Args = unknownCommand
			c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
		}
	}
}
