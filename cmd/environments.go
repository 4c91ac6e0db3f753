package cmd

import (
	"strings"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
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

// environmentOf returns the environment of a run.
func (p *process) environmentOf(run *designer.Run) (envs.Env, error) {
	e, err := p.environment(run.Env.Name)
	if err != nil {
		return nil, usagef("this program has no environment %q; use the program that made the run, which has it", run.Env.Name)
	}
	return e, nil
}

// environment returns the environment of that name.
func (p *process) environment(name string) (envs.Env, error) {
	if strings.ContainsAny(name, `/\`) {
		return nil, usagef("%s is a folder; an environment of your own is a Go program that calls cmd.Main with it: name the environment, and run that program in place of rewardsmith", name)
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
	if near := nearest.Of(name, names); near != "" {
		return nil, usagef("no environment is called %q; did you mean %s?", name, near)
	}
	return nil, usagef("no environment is called %q; there are %s", name, strings.Join(names, ", "))
}
