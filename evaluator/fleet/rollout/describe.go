package rollout

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// describe finds the terms of the rewards: it lowers them, since only that tells
// which keys their maps have.
func (b *builder) describe() error {
	u := kernel.Unit{Packages: append([]kernel.Package{b.env}, b.files()...)}
	names := map[string]string{} // of entries, by function: environments have each reward once
	for k, r := range b.rewards {
		path, function := r.Path, "Reward"
		switch b.config.Rewards[k].Own {
		case envs.RewardSparse:
			path, function = envPath, "SparseReward"
		case envs.RewardHuman:
			path, function = envPath, "HumanReward"
		}
		if _, ok := names[r.Call]; !ok {
			names[r.Call] = fmt.Sprint(k)
			u.Entries = append(u.Entries, kernel.Entry{Package: path, Func: function, Name: names[r.Call]})
		}
	}
	l, err := kernel.LibraryFor(u, b.library...)
	if err != nil {
		return err
	}
	p, err := l.Lower(u)
	if err != nil {
		return err
	}
	for k := range b.rewards {
		b.rewards[k].Terms = termsOf(p.Entry(names[b.rewards[k].Call]))
	}
	return nil
}

// files are the packages of the rewards that have a file.
func (b *builder) files() []kernel.Package {
	var list []kernel.Package
	for k, r := range b.rewards {
		if r.Path != "" {
			list = append(list, b.packages[k])
		}
	}
	return list
}

// termsOf returns the names of the terms that a reward returns besides the total.
func termsOf(f *ir.Func) []string {
	var names []string
	for _, field := range f.Results[1].Type.Fields {
		names = append(names, field.Name)
	}
	return names
}
