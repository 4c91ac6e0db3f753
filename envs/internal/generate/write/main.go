// Command write writes the native form of every built-in environment to its
// folder. The argument is the folder of package envs.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/internal/generate"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run reads the folders themselves, since the environments of a program without
// current generated files might not build.
func run(dir string) error {
	folders, err := filepath.Glob(filepath.Join(dir, "*", "env.go"))
	if err != nil {
		return err
	}
	for _, f := range folders {
		folder := filepath.Dir(f)
		text, err := envs.ReadSource(os.DirFS(folder))
		if err != nil {
			return fmt.Errorf("%s: %w", folder, err)
		}
		source, err := generate.Source(text)
		if err != nil {
			return fmt.Errorf("%s: %w", folder, err)
		}
		if err := os.WriteFile(filepath.Join(folder, generate.File), source, 0o644); err != nil {
			return err
		}
	}
	return nil
}
