package compile

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
	"github.com/rewardsmith/rewardsmith/internal/kernel/wasm"
)

// maxDepth bounds the conditionals and loops of a reward within one another. What
// is left of spirv.MaxDepth is for the rollout around the reward.
const maxDepth = spirv.MaxDepth - 16

// narrowed takes a unit to the form that a GPU runs, and returns the module that
// computes the same on the CPU. The error is a *kernel.RefusedError where a shader
// of it would exceed a limit.
func narrowed(l *kernel.Library, u kernel.Unit) (*wasm.Module, error) {
	p, err := l.Narrow(u)
	if err != nil {
		return nil, err
	}
	shader, err := spirv.Emit(p, spirv.Options{})
	if err == nil && shader.Depth > maxDepth {
		err = fmt.Errorf("its conditionals, loops and calls are %d deep within one another, at most %d are allowed", shader.Depth, maxDepth)
	}
	if err != nil {
		return nil, tooLarge(p, err)
	}
	m, err := wasm.Emit(p, wasm.Options{})
	if err != nil {
		return nil, tooLarge(p, err)
	}
	return m, nil
}

// tooLarge refuses a program that exceeds a limit of shaders.
func tooLarge(p *ir.Program, err error) error {
	return &kernel.RefusedError{Diagnostics: []kernel.Diagnostic{{
		Pos: p.Entry(Entry).Pos, Reason: "too-large", Message: err.Error(),
		Suggestion: "use fewer early returns, shorter chains of else if, and fewer loops within one another",
	}}}
}
