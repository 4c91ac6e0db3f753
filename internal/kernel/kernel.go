// Package kernel compiles kernel Go, the restricted Go in which rewards and
// environments are written: see docs/kernel-go.md.
//
// A source goes through one room after the other:
//
//	source   parse and type-check packages given as text
//	check    refuse what is not kernel Go, with what to write instead
//	front    lower it to the intermediate representation of package ir
//	pass     optimise that
//	wasm     emit a WebAssembly module, which package engine runs
//	gogen    or emit Go with explicit rounding, for the Go toolchain
//	narrow   or narrow float64 to float32, and
//	spirv    emit compute shaders
//
// Everything that a program computes has the same bits on every processor and in
// every target: no operation is fused, NaN is one value, and the functions of
// package math are those of kmath.
package kernel

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/rewardsmith/rewardsmith/internal/kernel/check"
	"github.com/rewardsmith/rewardsmith/internal/kernel/front"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/narrow"
	"github.com/rewardsmith/rewardsmith/internal/kernel/pass"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
	"github.com/rewardsmith/rewardsmith/internal/kernel/wasm"
)

// What is compiled; see package front.
type (
	Package    = front.Package
	File       = front.File
	Unit       = front.Unit
	Entry      = front.Entry
	Diagnostic = check.Diagnostic
)

// Library holds the packages that sources may import: math, and those given to
// NewLibrary. It is safe for use by several goroutines.
type Library struct {
	front *front.Library
	math  func() (*narrow.Math, error) // for float32, made when first asked for
}

// MathPath is the package whose functions stand for those of package math.
const MathPath = front.MathBodies

// NewLibrary type-checks packages, of which later ones may import earlier ones.
func NewLibrary(packages ...Package) (*Library, error) { return newLibrary(nil, packages) }

// LibraryFor returns a library for one unit, made in a fraction of the time: it
// has those of the packages whose import path the unit mentions, or one of them
// that it has, and what they can need of math.
func LibraryFor(u Unit, packages ...Package) (*Library, error) {
	names := map[string]bool{}
	for _, p := range u.Packages {
		mentioned(p, names)
	}
	var wanted []Package
	for _, p := range slices.Backward(packages) {
		if names[p.Path] {
			mentioned(p, names)
			wanted = append(wanted, p)
		}
	}
	slices.Reverse(wanted)
	return newLibrary(names, wanted)
}

func newLibrary(names map[string]bool, packages []Package) (*Library, error) {
	math, err := mathematics(names)
	if err != nil {
		return nil, err
	}
	l, err := front.NewLibrary(append([]Package{math}, packages...))
	if err != nil {
		return nil, fmt.Errorf("library of kernel Go: %w", err)
	}
	return &Library{l, sync.OnceValues(narrow.NewMath)}, nil
}

// Program is a compiled unit.
type Program struct {
	Lowered   *ir.Program // as the front end made it
	Optimised *ir.Program
	Module    *wasm.Module
}

// RefusedError says what in a source is not kernel Go.
type RefusedError struct{ Diagnostics []Diagnostic }

func (e *RefusedError) Error() string {
	errs := make([]error, len(e.Diagnostics))
	for i, d := range e.Diagnostics {
		errs[i] = d
	}
	return errors.Join(errs...).Error()
}

// Lower takes a unit as far as the representation that is not optimised. The
// error is a *RefusedError with everything that is wrong with its sources, or an
// error of this program.
func (l *Library) Lower(u Unit) (*ir.Program, error) {
	lowered, diagnostics := front.Lower(l.front, u)
	if len(diagnostics) > 0 {
		return nil, &RefusedError{diagnostics}
	}
	return lowered, nil
}

// Native takes a unit to the representation from which Go is emitted: the
// functions of package math stay what they are, since Go can call them.
func (l *Library) Native(u Unit) (lowered, optimised *ir.Program, err error) {
	if lowered, err = l.Lower(u); err != nil {
		return nil, nil, err
	}
	return lowered, pass.OptimiseKeeping(lowered, func(f *ir.Func) bool { return strings.HasPrefix(f.Name, "math.") }), nil
}

// Narrow takes a unit to the representation from which a device's shaders are
// emitted: with float32 for float64, optimised. Only a unit like that may have
// entries of grids. Constants beyond float32 are refused as Lower refuses what is not
// kernel Go: see ForDevice.
func (l *Library) Narrow(u Unit) (*ir.Program, error) {
	lowered, err := l.Lower(u)
	if err != nil {
		return nil, err
	}
	if refused, _ := ForDevice(lowered); len(refused) > 0 {
		return nil, &RefusedError{refused}
	}
	math, err := l.math()
	if err != nil {
		return nil, err
	}
	narrowed, err := math.Program(lowered)
	if err != nil {
		return nil, fmt.Errorf("a program for a device: %w", err)
	}
	return pass.Optimise(narrowed), nil
}

// Shader takes a unit all the way to a module of shaders. The error is a
// *RefusedError as of Narrow, or names a limit of modules that the unit exceeds.
func (l *Library) Shader(u Unit, o spirv.Options) (*spirv.Module, error) {
	p, err := l.Narrow(u)
	if err != nil {
		return nil, err
	}
	return spirv.Emit(p, o)
}

// Compile takes a unit all the way to a module whose columns have rows elements;
// 0 is wasm.DefaultRows.
func (l *Library) Compile(u Unit, rows int) (*Program, error) {
	lowered, err := l.Lower(u)
	if err != nil {
		return nil, err
	}
	p := &Program{Lowered: lowered, Optimised: pass.Optimise(lowered)}
	if p.Module, err = wasm.Emit(p.Optimised, wasm.Options{Rows: rows}); err != nil {
		return nil, &RefusedError{[]Diagnostic{{Reason: front.ReasonSize, Message: err.Error()}}}
	}
	return p, nil
}
