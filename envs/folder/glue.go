package folder

import (
	"fmt"
	"strings"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
)

// The entry points of a compiled environment.
const (
	entryReset   = "reset"
	entryStep    = "step"
	entryChoose  = "choose"
	entryScore   = "score"
	entrySuccess = "success"
	entrySparse  = "sparse"
	entryHuman   = "human"
	entryDraw    = "draw"
)

// glueFile is the name of the file that is added to an environment's own.
const glueFile = "glue.go"

// glueText is kernel Go that joins an environment's functions to what a
// simulator needs in one call. Names end in __, which no other source may use.
// The random streams are those of package rng, as in a native simulator.
const glueText = `package %[1]s

import rng__ "github.com/rewardsmith/rewardsmith/envs/rng"

func reset__(p Params, low, high, instance, episode uint32) (State, Observation) {
	r := rng__.At(low, high, %[2]d, instance, episode, 0)
	s := Reset(p, &r)
	q := rng__.At(low, high, %[4]d, instance, episode, 0)
	return s, Observe(s, &q)
}

func step__(s State, a Action, low, high, instance, episode, step uint32) (State, bool, Observation) {
	r := rng__.At(low, high, %[3]d, instance, episode, step)
	next := Step(s, a, &r)
	q := rng__.At(low, high, %[4]d, instance, episode, step+1)
	return next, Terminated(next), Observe(next, &q)
}
`

// Unit returns what the compiler compiles of an environment: its files with the
// glue, and the entry points that it has.
func Unit(spec *envs.Spec) kernel.Unit {
	files := []kernel.File{{Name: "env.go", Text: spec.Source.Env}, {Name: "task.go", Text: spec.Source.Task}}
	if spec.Source.Draw != "" {
		files = append(files, kernel.File{Name: "draw.go", Text: spec.Source.Draw})
	}
	glue := fmt.Sprintf(glueText, packageName(spec.Source.Env), rng.StreamReset, rng.StreamStep, rng.StreamObserve)
	files = append(files, kernel.File{Name: glueFile, Text: glue})
	u := kernel.Unit{Packages: []kernel.Package{{Path: "env", Files: files}}}
	entry := func(name, function string) {
		u.Entries = append(u.Entries, kernel.Entry{Package: "env", Func: function, Name: name})
	}
	entry(entryReset, "reset__")
	entry(entryStep, "step__")
	entry(entryScore, "Score")
	entry(entrySparse, "SparseReward")
	entry(entryHuman, "HumanReward")
	if spec.Choices > 0 {
		entry(entryChoose, "Choose")
	}
	if spec.Success != nil {
		entry(entrySuccess, "Success")
	}
	if spec.Source.Draw != "" {
		entry(entryDraw, "Draw")
	}
	return u
}

// packageName returns the name in the package clause of a text that parses.
func packageName(text string) string {
	for line := range strings.Lines(text) {
		if name, ok := strings.CutPrefix(line, "package "); ok {
			name, _, _ = strings.Cut(name, "//")
			return strings.TrimSpace(name)
		}
	}
	return "env"
}
