package check

import (
	"fmt"
	"go/token"

	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/critic/output"
)

// Source runs all stages of this package on a source of a kind and announces each
// before it begins. Only a reward without findings is returned, with func Reward
// even where its kind has it made.
func Source(text string, kind *output.Kind, imports *Imports, announce func(stage string)) (*Reward, []finding.Finding) {
	announce(finding.Parse)
	r, found := Parse(imports.Fset, text, kind)
	if len(found) > 0 {
		return nil, found
	}
	announce(finding.Policy)
	if found = Policy(r); len(found) > 0 {
		return nil, found
	}
	if r, found = r.complete(); len(found) > 0 {
		return nil, found
	}
	announce(finding.Typecheck)
	if found = r.Own(Typecheck(r, imports)); len(found) > 0 {
		return nil, found
	}
	announce(finding.Policy)
	if found = r.Own(TypedPolicy(r)); len(found) > 0 {
		return nil, found
	}
	return r, nil
}

// Untyped runs the stages that need no types. It never panics, whatever the text.
func Untyped(text string, kind *output.Kind) []finding.Finding {
	r, found := Parse(token.NewFileSet(), text, kind)
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
	f := r.at(obj.Pos(), finding.Policy, "unused-memory", fmt.Sprintf("Memory is declared but %s does not take it", r.Kind.Called),
		fmt.Sprintf("make m *Memory the first parameter of %s, or remove the type", r.Kind.Called))
	f.Rejects = false
	return []finding.Finding{f}
}
