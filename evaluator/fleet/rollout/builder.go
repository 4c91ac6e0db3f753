package rollout

import (
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"slices"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/draw"
	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/metric"
	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout/words"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/source"
)

// Import paths.
const (
	modulePath  = "github.com/rewardsmith/rewardsmith/"
	rngPath     = modulePath + "envs/rng"
	geomPath    = modulePath + "envs/geom"
	devicePath  = modulePath + "internal/kernel/device"
	envPath     = "env"
	programPath = "rollout"
)

// builder makes one program.
type builder struct {
	config   Config
	library  []kernel.Package
	env      kernel.Package
	rewards  []rewardProgram
	packages []kernel.Package // of the rewards that have a file, by number; empty for others

	params, state, action, observation []leaf
}

// read makes packages of the sources and finds the fields of their types.
func (b *builder) read() (err error) {
	if b.library, err = library(); err != nil {
		return err
	}
	if b.env, err = environment(b.config.Spec); err != nil {
		return err
	}
	var errs []error
	for k, r := range b.config.Rewards {
		p, of, err := b.reward(k, r)
		errs = append(errs, err)
		b.rewards, b.packages = append(b.rewards, of), append(b.packages, p)
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return b.fields()
}

// reward makes a package of reward k.
func (b *builder) reward(k int, r Reward) (kernel.Package, rewardProgram, error) {
	switch r.Own {
	case envs.RewardSparse:
		return kernel.Package{}, rewardProgram{Number: k, Call: "env.SparseReward"}, nil
	case envs.RewardHuman:
		return kernel.Package{}, rewardProgram{Number: k, Call: "env.HumanReward"}, nil
	case "":
	default:
		return kernel.Package{}, rewardProgram{}, fmt.Errorf("there is no reward %q; there are %s and %s", r.Own, envs.RewardSparse, envs.RewardHuman)
	}
	text, err := withImports(r.File, map[string]string{"geom": geomPath})
	if err != nil {
		return kernel.Package{}, rewardProgram{}, err
	}
	of := rewardProgram{Number: k, Path: fmt.Sprintf("candidate/%d", k), Call: fmt.Sprintf("c%d.Reward", k)}
	return kernel.Package{Path: of.Path, Files: []kernel.File{{Name: r.File.Name, Text: text}}}, of, nil
}

// fields finds the fields of the environment's types and of each Memory.
func (b *builder) fields() error {
	texts := map[string][]string{"math": {source.MathText}, kernel.MathPath: {source.MathText}} // rng imports the latter
	for _, p := range slices.Concat(b.library, []kernel.Package{b.env}, b.packages) {
		for _, f := range p.Files {
			texts[p.Path] = append(texts[p.Path], f.Text)
		}
	}
	delete(texts, words.Path) // stands on intrinsics, and is not needed
	im := source.NewImporter(token.NewFileSet(), texts)
	env, err := im.Import(envPath)
	if err != nil {
		return err
	}
	for _, of := range []struct {
		name   string
		schema envs.Schema
		to     *[]leaf
	}{
		{"Params", b.config.Spec.Params, &b.params}, {"State", b.config.Spec.State, &b.state},
		{"Action", b.config.Spec.Action, &b.action}, {"Observation", b.config.Spec.Observation, &b.observation},
	} {
		if *of.to, err = fieldsOf(env, of.name); err != nil {
			return err
		}
		if !slices.EqualFunc(*of.to, of.schema, func(l leaf, f envs.Field) bool { return l.Name == f.Name && l.Kind == f.Kind }) {
			return fmt.Errorf("the source's type %s has other fields than its description", of.name)
		}
	}
	for k := range b.rewards {
		if err := b.memory(im, &b.rewards[k]); err != nil {
			return err
		}
	}
	return nil
}

// memory finds the fields of a reward's Memory.
func (b *builder) memory(im *source.Importer, r *rewardProgram) error {
	if r.Path == "" {
		return nil
	}
	p, err := im.Import(r.Path)
	if err != nil {
		return err
	}
	f, ok := p.Scope().Lookup("Reward").(*types.Func)
	if !ok {
		return fmt.Errorf("%s declares no function Reward", b.config.Rewards[r.Number].File.Name)
	}
	if r.HasMemory = f.Signature().Params().Len() == 4; !r.HasMemory {
		return nil
	}
	if r.Memory, err = fieldsOf(p, "Memory"); err != nil {
		return fmt.Errorf("%s: %w", b.config.Rewards[r.Number].File.Name, err)
	}
	return nil
}

// fieldsOf lists the leaves of a struct type of a package.
func fieldsOf(p *types.Package, name string) ([]leaf, error) {
	t, ok := p.Scope().Lookup(name).(*types.TypeName)
	if !ok {
		return nil, fmt.Errorf("there is no type %s", name)
	}
	w := walk{pkg: p}
	err := w.leavesOf(t.Type(), "")
	return w.leaves, err
}

// library lists the packages that sources may import, and those of the program.
func library() ([]kernel.Package, error) {
	geometry, err := geom.Text()
	if err != nil {
		return nil, err
	}
	return []kernel.Package{
		textPackage(geomPath, geometry...),
		textPackage(rngPath, rng.Text()),
		textPackage(modulePath+"envs/metric", metric.Text()),
		textPackage(modulePath+"envs/draw", draw.Text()),
		{Path: words.Path, Files: []kernel.File{{Name: "words.go", Text: words.Text()}}, Free: true},
	}, nil
}

// textPackage names the files of a package for positions.
func textPackage(path string, texts ...string) kernel.Package {
	p := kernel.Package{Path: path}
	for i, text := range texts {
		p.Files = append(p.Files, kernel.File{Name: fmt.Sprintf("%s/%d.go", path, i), Text: text})
	}
	return p
}

// environment makes package env of an environment's files.
func environment(spec *envs.Spec) (kernel.Package, error) {
	p := kernel.Package{Path: envPath}
	for _, f := range []kernel.File{
		{Name: "env.go", Text: spec.Source.Env}, {Name: "task.go", Text: spec.Source.Task}, {Name: "draw.go", Text: spec.Source.Draw},
	} {
		if f.Text == "" {
			continue
		}
		text, err := withPackageName(f, "env")
		if err != nil {
			return p, err
		}
		p.Files = append(p.Files, kernel.File{Name: f.Name, Text: text})
	}
	return p, nil
}
