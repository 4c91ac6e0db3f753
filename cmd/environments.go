package cmd

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/envs/folder"
	"github.com/rewardsmith/rewardsmith/internal/nearest"
)

// environments returns the built-in environments and then the program's own. One
// of these takes the place of a built-in one of the same name.
func (p *process) environments() ([]envs.Env, error) {
	own := map[string]bool{}
	for _, e := range p.extra {
		own[e.Spec().Name] = true
	}
	table, err := builtin.All()
	if err != nil {
		return nil, err
	}
	var all []envs.Env
	for _, e := range table {
		if !own[e.Spec().Name] {
			all = append(all, e)
		}
	}
	return append(all, p.extra...), nil
}

// environment returns the environment of that name, or the one in a folder.
func (p *process) environment(name string) (envs.Env, error) {
	if isFolder(name) {
		return p.folderEnvironment(name)
	}
	all, err := p.environments()
	if err != nil {
		return nil, err
	}
	names := make([]string, len(all))
	for i, e := range all {
		if names[i] = e.Spec().Name; names[i] == name {
			return e, nil
		}
	}
	if _, err := os.Stat(filepath.Join(name, "env.go")); err == nil {
		return nil, usagef("no environment is called %q; for the one in the folder %[1]s write ./%[1]s", name)
	}
	if near := nearest.Of(name, names); near != "" {
		return nil, usagef("no environment is called %q; did you mean %s?", name, near)
	}
	return nil, usagef("no environment is called %q; there are %s", name, strings.Join(names, ", "))
}

// isFolder says that an environment is named by its folder: any path that cannot
// be a name.
func isFolder(name string) bool {
	return name == "." || name == ".." || strings.ContainsAny(name, `/\`)
}

// folderEnvironment compiles the environment in a folder.
func (p *process) folderEnvironment(dir string) (envs.Env, error) {
	dir = fromHere(dir)
	switch info, err := os.Stat(dir); {
	case err != nil:
		return nil, usagef("environment: %w", err)
	case !info.IsDir():
		return nil, usagef("environment: %s is not a folder; name the one that holds env.go and task.go", dir)
	}
	name, err := p.folderName(dir)
	if err != nil {
		return nil, err
	}
	e, err := folder.OpenDir(context.Background(), name, dir)
	if err != nil {
		return nil, usageError{err}
	}
	return e, nil
}

// folderName names the environment of a folder: otherwise than any that the
// program has, whose settings of the learner and results are not its own.
func (p *process) folderName(dir string) (string, error) {
	name := folder.Name(dir)
	all, err := p.environments()
	for _, e := range all {
		if e.Spec().Name == name {
			name += "-folder"
		}
	}
	return name, err
}

// fromHere returns a path relative to the working directory where it lies in
// there, which is how people would write it.
func fromHere(path string) string {
	here, err := os.Getwd()
	if err != nil || !filepath.IsAbs(path) {
		return path
	}
	if near, err := filepath.Rel(here, path); err == nil && filepath.IsLocal(near) {
		return near
	}
	return path
}

// environmentOf returns the environment of a run: that of this program where it
// is the one that the run began with, else what the text in the run's journal
// compiles to.
func (p *process) environmentOf(run *designer.Run) (envs.Env, error) {
	if run.Env.Name == "" { // it has not begun
		return p.environment(run.Task.Env)
	}
	if !isFolder(run.Task.Env) {
		if e, err := p.environment(run.Env.Name); err == nil && (run.Source == nil || run.Env.Describes(e.Spec())) {
			return e, nil
		}
	}
	if run.Source == nil {
		return nil, usagef("this program has no environment %q; use the program that made the run, which has it", run.Env.Name)
	}
	e, err := folder.Compile(context.Background(), run.Env.Name, *run.Source)
	if err != nil { // it ran natively, and is not kernel Go
		return nil, usagef("this program has no environment %q, and the text that the run kept of it does not compile; use the program that made the run\n%w", run.Env.Name, err)
	}
	return e, nil
}

// environmentChanged says how the environment that a run's task names differs
// from the one that the run began with, "" where it does not.
func (p *process) environmentChanged(run *designer.Run) string {
	const onward = "; the run goes on with the text that it began with"
	if run.Source == nil {
		return ""
	}
	if isFolder(run.Task.Env) {
		source, err := envs.ReadSource(os.DirFS(run.Task.Env))
		switch dir := fromHere(run.Task.Env); {
		case err != nil:
			return fmt.Sprintf("the files of the environment are no longer in %s%s", dir, onward)
		case source != *run.Source:
			return fmt.Sprintf("the environment in %s has changed since the run began%s; start a new run for the new one", dir, onward)
		}
		return ""
	}
	if e, err := p.environment(run.Env.Name); err != nil {
		return fmt.Sprintf("this program has no environment %q%s", run.Env.Name, onward)
	} else if !run.Env.Describes(e.Spec()) {
		return fmt.Sprintf("this program has another version of the environment %s%s", run.Env.Name, onward)
	}
	return ""
}
