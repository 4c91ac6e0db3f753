package check

import (
	"go/token"

	"github.com/rewardsmith/rewardsmith/critic/finding"
)

// Source runs all stages of this package on a reward's source and announces
// each before it begins. Only a reward without findings is returned.
func Source(text string, imports *Imports, announce func(stage string)) (*Reward, []finding.Finding) {
	announce(finding.Parse)
	r, found := Parse(imports.Fset, text)
	if len(found) > 0 {
		return nil, found
	}
	announce(finding.Policy)
	if found = Policy(r); len(found) > 0 {
		return nil, found
	}
	announce(finding.Typecheck)
	if found = Typecheck(r, imports); len(found) > 0 {
		return nil, found
	}
	announce(finding.Policy)
	if found = TypedPolicy(r); len(found) > 0 {
		return nil, found
	}
	return r, nil
}

// Untyped runs the stages that need no types. It never panics, whatever the text.
func Untyped(text string) []finding.Finding {
	r, found := Parse(token.NewFileSet(), text)
	if len(found) > 0 {
		return found
	}
	return Policy(r)
}

// Warnings returns remarks on a reward that may run.
func Warnings(r *Reward) []finding.Finding {
	obj := r.Types.Scope().Lookup("Memory")
	if obj == nil || r.Memory != nil {
		return nil
	}
	f := r.at(obj.Pos(), finding.Policy, "unused-memory", "Memory is declared but Reward does not take it",
		"make m *Memory the first parameter of Reward, or remove the type")
	f.Rejects = false
	return []finding.Finding{f}
}
