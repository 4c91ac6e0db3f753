package cmd

import (
	"errors"
	"fmt"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/envs/folder"
	"github.com/rewardsmith/rewardsmith/envs/folder/starter"
)

func envsNewCommand(p *process) *cobra.Command {
	return &cobra.Command{
		Use:   "new DIR",
		Short: "Begin an environment of your own",
		Long: `Write a small complete environment into a folder, to be turned into your own: env.go,
which models are shown, task.go, which they never see, and draw.go. It needs no
program beside this one; docs/environments.md explains every part.`,
		Example: `  rewardsmith envs new ./myenv
  rewardsmith envs check ./myenv`,
		Args: arguments(1, 1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if err := writeStarter(args[0]); err != nil {
				return err
			}
			dir := args[0]
			if !isFolder(dir) && !filepath.IsAbs(dir) {
				dir = "./" + dir
			}
			_, err := fmt.Fprintf(p.stdout, "%[1]s is an environment. Change it, then:\n  rewardsmith envs check %[1]s\n  rewardsmith init %[1]s > task.yaml\n", dir)
			return err
		},
	}
}

// writeStarter writes the files of the starter into a folder, which is made
// where it is missing and must hold none of them.
func writeStarter(dir string) error {
	files, err := starter.Files(packageName(dir))
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if _, err := os.Lstat(filepath.Join(dir, name)); !errors.Is(err, fs.ErrNotExist) {
			return usagef("%s is there already", filepath.Join(dir, name))
		}
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// packageName makes the name of a Go package of a folder's.
func packageName(dir string) string {
	name := strings.ReplaceAll(folder.Name(dir), "-", "_")
	if !token.IsIdentifier(name) || name == "_" || name == "main" {
		return "env_" + strings.Trim(name, "_")
	}
	return name
}
