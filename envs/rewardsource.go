package envs

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strconv"
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
	known, err := libraries()
	if err != nil {
		return "", err
	}
	c, err := checkCode(known, file{envFile, s.Source.Env}, file{taskFile, s.Source.Task})
	if err != nil {
		return "", err
	}
	root := c.function(function)
	if root < 0 || c.parts[root].file != taskFile {
		return "", fmt.Errorf("%s of %s declares no %s", taskFile, s.Name, function)
	}
	text, err := c.rewardText(root)
	if err != nil {
		return "", fmt.Errorf("%s of %s: %w", function, s.Name, err)
	}
	if err := s.compileReward(text); err != nil {
		return "", fmt.Errorf("%s of %s as rewards are written: %w", function, s.Name, err)
	}
	return text, nil
}

// rewardText writes the function of part root and what it needs from task.go.
func (c *code) rewardText(root int) (string, error) {
	importable, err := c.importable()
	if err != nil {
		return "", err
	}
	parts, err := c.reach([]int{root}, func(i int) (bool, error) {
		p := &c.parts[i]
		if p.file == taskFile {
			return true, nil
		}
		if !slices.Contains(importable, i) || p.method() && !ast.IsExported(p.name()) {
			return false, fmt.Errorf("rewards cannot reach that")
		}
		return false, nil
	})
	if err != nil {
		return "", err
	}
	for _, i := range parts {
		if name := c.foreign(i); name != "" {
			return "", fmt.Errorf("it needs package %s, which rewards cannot import: keep what the reward uses apart from it, constants in a block of their own", name)
		}
	}
	edits, err := c.rewardEdits(parts, root)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("package reward\n\nimport (\n")
	for _, spec := range append(c.imports(taskFile, parts), strconv.Quote("env")) {
		fmt.Fprintf(&b, "\t%s\n", spec)
	}
	b.WriteString(")\n")
	for _, text := range c.declarations(parts, edits) {
		b.WriteString("\n" + text + "\n")
	}
	return b.String(), nil
}

// rewardEdits returns what changes when parts of task.go become a reward: names
// of env.go are qualified, the function of part root is called Reward, and what
// was called env or Reward before gets another name.
func (c *code) rewardEdits(parts []int, root int) ([]edit, error) {
	var edits []edit
	var err error
	function := c.info.Defs[c.parts[root].node.(*ast.FuncDecl).Name]
	rename := func(id *ast.Ident, object types.Object) {
		to := ""
		switch {
		case object == function:
			to = "Reward"
		case object.Parent() == c.types.Scope() && c.parts[c.declares[object]].file == envFile:
			if to = "env." + id.Name; !id.IsExported() {
				err = fmt.Errorf("it uses %s, which rewards cannot reach", id.Name)
			}
		case (id.Name == "env" || id.Name == "Reward") && named(object):
			to = c.unused(id.Name)
		}
		if to != "" {
			edits = append(edits, edit{c.offset(id.Pos()), id.Name, to})
		}
	}
	for _, i := range parts {
		c.uses(i, rename)
		c.defines(i, rename)
	}
	slices.SortFunc(edits, func(a, b edit) int { return cmp.Compare(a.offset, b.offset) })
	return edits, err
}

// named says that an object is found by its bare name: no field and no method.
func named(object types.Object) bool {
	switch object := object.(type) {
	case *types.Var:
		return !object.IsField()
	case *types.Func:
		return object.Signature().Recv() == nil
	}
	return true
}

// unused returns a name like the given one that nothing in task.go has.
func (c *code) unused(name string) string {
	taken := map[string]bool{}
	ast.Inspect(c.files[taskFile], func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			taken[id.Name] = true
		}
		return true
	})
	for i := 2; ; i++ {
		if candidate := name + strconv.Itoa(i); !taken[candidate] {
			return candidate
		}
	}
}

// compileReward checks a reward against what it imports.
func (s *Spec) compileReward(text string) error {
	view, err := s.View(ShowState)
	if err != nil {
		return err
	}
	env, err := compile(view.Package)
	if err != nil {
		return err
	}
	known, err := rewardPackages()
	if err != nil {
		return err
	}
	known["env"] = env.types
	_, err = checkCode(known, file{"reward.go", text})
	return err
}
