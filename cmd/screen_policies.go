package cmd

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	screens "github.com/rewardsmith/rewardsmith/evaluator/screen" // screen is the one of watch
	"github.com/rewardsmith/rewardsmith/internal/journal"
)

// screenPolicy is a policy that played.
type screenPolicy struct {
	File      string `json:"file"`
	Successes int    `json:"successes"` // of its episodes

	text []byte
}

// screenSkip is a run or a policy that was left out.
type screenSkip struct {
	Path string `json:"path"`
	Why  string `json:"why"`
}

// play lets the policies that the options name play.
func (s *screening) play(ctx context.Context, trainer *designer.Evaluator, t *task, o *screenOptions) error {
	dirs := o.runs
	if len(dirs) == 0 && len(o.policies) == 0 {
		dirs = []string{t.Out}
	}
	files := slices.Clone(o.policies)
	for _, dir := range dirs {
		found, err := s.policiesBelow(dir, t.env.Spec())
		if err != nil {
			return err
		}
		files = append(files, found...)
	}
	policies, err := s.read(files)
	if err != nil {
		return err
	}
	if len(policies) == 0 {
		return s.nobody(dirs)
	}
	if err := s.playAll(ctx, trainer, s.spread(policies, o.most), o.episodes); err != nil {
		return err
	}
	s.Episodes, s.Successes = len(s.played.Episodes), s.played.Successes()
	return nil
}

// nobody says why there is no policy, and how to get one.
func (s *screening) nobody(dirs []string) error {
	why := ""
	for _, skip := range s.Skipped {
		why += fmt.Sprintf("\nskipped %s: %s", skip.Path, skip.Why)
	}
	return usagef("there is no trained policy for %s in %s; make some with rewardsmith run TASK, or with rewardsmith eval TASK --policy DIR and name them with --policy%s",
		s.Env, strings.Join(dirs, ", "), why)
}

// policiesBelow returns the files of policies of the runs in a folder or below it, in
// order of their names. Runs of other environments are noted as skipped.
func (s *screening) policiesBelow(dir string, spec *envs.Spec) ([]string, error) {
	if _, err := os.Stat(dir); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, usagef("runs: there is no folder %s; name one that holds runs with --runs, or make a run there: rewardsmith run TASK", dir)
		}
		return nil, usagef("runs: %w", err)
	}
	var files []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			s.skip(path, err.Error())
			return nil
		case !d.IsDir():
			return nil
		case path != dir && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		}
		run, err := designer.Load(path)
		switch {
		case errors.Is(err, journal.ErrNotRun):
			return nil // a folder on the way
		case err != nil:
			s.skip(path, err.Error())
		case run.Env.Name != spec.Name:
			s.skip(path, fmt.Sprintf("its environment is %s", run.Env.Name))
		case !run.Env.Describes(spec):
			s.skip(path, fmt.Sprintf("it has another version of %s", spec.Name))
		default:
			files = append(files, s.policiesOf(path)...)
		}
		return filepath.SkipDir
	})
	return files, err
}

// policiesOf returns the files of policies of one run.
func (s *screening) policiesOf(run string) []string {
	found, err := fs.Glob(os.DirFS(run), "*/*/policy-*.json") // fails only for a pattern that is none
	if err != nil || len(found) == 0 {
		s.skip(run, "it holds no policy yet")
	}
	for i, name := range found {
		found[i] = filepath.Join(run, filepath.FromSlash(name))
	}
	return found
}

func (s *screening) skip(path, why string) {
	s.Skipped = append(s.Skipped, screenSkip{path, why})
}

// read reads policies, each once whatever the number of its files.
func (s *screening) read(files []string) ([]screenPolicy, error) {
	var all []screenPolicy
	seen := map[string]bool{}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, usagef("policy: %w", err)
		}
		if seen[string(text)] {
			s.Same++
			continue
		}
		seen[string(text)] = true
		all = append(all, screenPolicy{File: name, text: text})
	}
	return all, nil
}

// spread returns at most so many of the policies, at even distances.
func (s *screening) spread(policies []screenPolicy, most int) []screenPolicy {
	if len(policies) <= most {
		return policies
	}
	var some []screenPolicy
	for i := range most {
		some = append(some, policies[i*len(policies)/most])
	}
	s.Spared = len(policies) - most
	return some
}

// playAll lets every policy play. What does not fit the environment is skipped, unless
// nothing is left.
func (s *screening) playAll(ctx context.Context, trainer *designer.Evaluator, policies []screenPolicy, episodes int) error {
	var sets []*screens.Trajectories
	var misfit error
	for _, p := range policies {
		policy := new(evaluator.Policy)
		err := json.Unmarshal(p.text, policy)
		var played *screens.Trajectories
		if err == nil {
			played, err = screens.Play(ctx, trainer.Setup, policy, episodes)
		}
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case err != nil:
			misfit = errors.Join(misfit, usagef("%s: %w", p.File, err))
			s.skip(p.File, err.Error())
			continue
		}
		p.Successes = played.Successes()
		s.Policies = append(s.Policies, p)
		sets = append(sets, played.From(p.File))
	}
	if len(sets) == 0 {
		return misfit
	}
	s.played = screens.Join(sets...)
	return nil
}
