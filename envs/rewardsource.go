package envs

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
)

// RewardSource returns one of the task's own rewards, RewardSparse or
// RewardHuman, as the file of package reward that a model would write: the
// function of task.go with what it needs from there, names of env.go
// qualified. It fails where the reward uses something rewards cannot reach.
func (s *Spec) RewardSource(name string) (string, error) {
	function := map[string]string{RewardSparse: "SparseReward", RewardHuman: "HumanReward"}[name]
	if function == "" {
		return "", fmt.Errorf("%s has no reward %q; it has %s and %s", s.Name, name, RewardSparse, RewardHuman)
	}
	env, err := parseFile(s.Source.Env)
	if err != nil {
		return "", fmt.Errorf("env.go: %w", err)
	}
	task, err := parseFile(s.Source.Task)
	if err != nil {
		return "", fmt.Errorf("task.go: %w", err)
	}
	root := task.function(function)
	if root == nil {
		return "", fmt.Errorf("task.go of %s declares no %s", s.Name, function)
	}
	decls := task.inOrder(task.reach([]ast.Decl{root}))
	edits, err := task.qualify(decls, env, function)
	if err != nil {
		return "", fmt.Errorf("%s of %s: %w", function, s.Name, err)
	}
	var b strings.Builder
	b.WriteString("package reward\n\nimport (\n")
	for _, path := range append(task.imports(decls), "env") {
		if !slices.Contains(rewardImports, path) {
			return "", fmt.Errorf("%s of %s needs package %s, which rewards cannot import: keep what the reward uses apart from it, constants in a block of their own", function, s.Name, path)
		}
		fmt.Fprintf(&b, "\t%q\n", path)
	}
	b.WriteString(")\n")
	for _, d := range decls {
		b.WriteString("\n" + task.edited(d, edits) + "\n")
	}
	return b.String(), nil
}

// rewardImports are the packages that a reward may import.
var rewardImports = []string{"math", "env", "geom"}

// edit replaces the identifier at an offset of the text.
type edit struct {
	offset   int
	from, to string
}

// qualify returns the edits that turn names of env.go into env.Name and the
// function's name into Reward.
func (f *sourceFile) qualify(decls []ast.Decl, env *sourceFile, function string) ([]edit, error) {
	var reachable, all []string
	for _, d := range env.importable() {
		reachable = append(reachable, declaredNames(d)...)
	}
	for _, d := range env.file.Decls {
		all = append(all, declaredNames(d)...)
	}
	var edits []edit
	for _, id := range f.file.Unresolved {
		if !within(id, decls) || !slices.Contains(all, id.Name) {
			continue
		}
		if !slices.Contains(reachable, id.Name) || !id.IsExported() {
			return nil, fmt.Errorf("it uses %s, which rewards cannot reach", id.Name)
		}
		edits = append(edits, edit{f.fset.Position(id.Pos()).Offset, id.Name, "env." + id.Name})
	}
	fn := f.function(function).(*ast.FuncDecl)
	edits = append(edits, edit{f.fset.Position(fn.Name.Pos()).Offset, function, "Reward"})
	slices.SortFunc(edits, func(a, b edit) int { return b.offset - a.offset })
	return edits, nil
}

func within(id *ast.Ident, decls []ast.Decl) bool {
	return slices.ContainsFunc(decls, func(d ast.Decl) bool { return d.Pos() <= id.Pos() && id.Pos() < d.End() })
}

// edited returns the text of d with the edits that fall into it; edits are
// sorted from the last to the first.
func (f *sourceFile) edited(d ast.Decl, edits []edit) string {
	start, end := f.declRange(d)
	text := f.text[start:end]
	for _, e := range edits {
		if at := e.offset - start; at >= 0 && at < len(text) {
			text = text[:at] + e.to + text[at+len(e.from):]
		}
	}
	return text + f.trailingComment(end)
}
