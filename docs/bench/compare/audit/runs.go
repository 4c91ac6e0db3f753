package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
)

// run is a run in its folder, with its environment.
type run struct {
	*designer.Run
	dir string // below the folder that was named
	env envs.Env
}

// load returns the runs at or below folders that have candidates.
func load(dirs []string) ([]*run, error) {
	if len(dirs) == 0 {
		return nil, errors.New("name folders of runs")
	}
	var runs []*run
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.Name() != "journal.jsonl" {
				return err
			}
			r, err := designer.Load(filepath.Dir(path))
			if err != nil {
				return err
			}
			if len(r.Candidates()) == 0 {
				return nil
			}
			env, err := environment(r)
			if err != nil {
				return fmt.Errorf("%s: %w", filepath.Dir(path), err)
			}
			below, err := filepath.Rel(dir, filepath.Dir(path))
			runs = append(runs, &run{r, filepath.ToSlash(below), env})
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return runs, nil
}

// environment returns the built-in environment of a run.
func environment(r *designer.Run) (envs.Env, error) {
	all, err := builtin.All()
	if err != nil {
		return nil, err
	}
	for _, e := range all {
		if r.Env.Describes(e.Spec()) {
			return e, nil
		}
	}
	return nil, fmt.Errorf("environment %s of the run is none of the built-in ones as they are now", r.Env.Name)
}
