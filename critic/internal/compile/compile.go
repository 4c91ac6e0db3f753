// Package compile takes a reward through the compiler of kernel Go.
package compile

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/wasm"
)

// Entry is the name under which a host calls Reward. Its parameters are those of
// the source, the reward's Memory among them; its results are total, the terms
// by name, and Memory.
const Entry = "reward"

// File is the name of the source in positions.
const File = "reward.go"

// Program is a compiled reward.
type Program struct {
	Module *wasm.Module
	Cost   Cost
	Narrow *wasm.Module // the same in float32, where it is for a GPU; nil otherwise

	// Remarks are on what float32 changes, where it is for a GPU.
	Remarks []kernel.Diagnostic `json:"-"`
}

// Reward compiles a source against the packages that it may import besides math,
// import path to the texts of their files. The error is a *kernel.RefusedError
// where the source is not kernel Go. A panic of the compiler is an error like any
// other.
//
// For a GPU it is compiled to a shader as well, and refused where that exceeds a
// limit.
func Reward(packages map[string][]string, source string, gpu bool) (program *Program, err error) {
	defer func() {
		if r := recover(); r != nil {
			program, err = nil, fmt.Errorf("the compiler fails on it: %v", r)
		}
	}()
	library, unit, err := Unit(packages, source)
	if err != nil {
		return nil, err
	}
	p, err := library.Compile(unit, 0)
	if err != nil {
		return nil, err
	}
	cost, at := costOf(p.Optimised, p.Optimised.Entry(Entry))
	if cost.Unit > maxUnit {
		return nil, &kernel.RefusedError{Diagnostics: []kernel.Diagnostic{{
			Pos: at, Reason: "too-large", Message: fmt.Sprintf("an iteration or call takes up to %d steps, at most %d are allowed", cost.Unit, maxUnit),
			Suggestion: "use smaller arrays, or fewer copies of them, in loops",
		}}}
	}
	program = &Program{Module: p.Module, Cost: cost}
	if gpu {
		_, program.Remarks = kernel.ForDevice(p.Lowered)
		program.Narrow, err = narrowed(library, unit)
	}
	return program, err
}

// Unit returns what Reward compiles. Package env is part of the unit; the others
// are its library.
func Unit(packages map[string][]string, source string) (*kernel.Library, kernel.Unit, error) {
	var others []kernel.Package
	u := kernel.Unit{Entries: []kernel.Entry{{Package: "reward", Func: "Reward", Name: Entry}}}
	for _, path := range slices.Sorted(maps.Keys(packages)) {
		p := kernel.Package{Path: path}
		for i, text := range packages[path] {
			p.Files = append(p.Files, kernel.File{Name: fmt.Sprintf("%s/%d.go", path, i), Text: text})
		}
		if path == "env" {
			u.Packages = append(u.Packages, p)
		} else {
			others = append(others, p)
		}
	}
	u.Packages = append(u.Packages, kernel.Package{Path: "reward", Files: []kernel.File{{Name: File, Text: source}}})
	library, err := kernel.LibraryFor(u, others...)
	return library, u, err
}

// Why says in one line why a source was refused, naming the first place.
func Why(err error) string {
	var refused *kernel.RefusedError
	if !errors.As(err, &refused) || len(refused.Diagnostics) == 0 {
		return err.Error()
	}
	text := refused.Diagnostics[0].Error()
	if more := len(refused.Diagnostics) - 1; more > 0 {
		text += fmt.Sprintf(" (and %d more)", more)
	}
	return text
}
