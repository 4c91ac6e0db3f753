package library

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"github.com/rewardsmith/rewardsmith/envs"
)

// BuiltIn is the Origin of the rewards that come with the program.
const BuiltIn = "built in"

// The rewards of the program: one file an environment, in the form in which
// models write them. Each computes what the human reward of its environment
// computes, so that what was measured of that holds for it.
//
//go:embed _rewards/*.go
var rewards embed.FS

// measuredText holds the results of the human rewards, by environment.
//
//go:embed measured.json
var measuredText []byte

// Builtin returns the program's own rewards for those of the environments that
// it has one for.
func Builtin(all []envs.Env) ([]Entry, error) {
	var measured map[string]Result
	if err := json.Unmarshal(measuredText, &measured); err != nil {
		return nil, fmt.Errorf("library: measured.json: %w", err)
	}
	var entries []Entry
	for _, env := range all {
		spec := env.Spec()
		source, err := rewards.ReadFile("_rewards/" + spec.Name + ".go")
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("library: %w", err)
		}
		view, err := spec.View(envs.ShowState)
		if err != nil {
			return nil, fmt.Errorf("library: environment %s: %w", spec.Name, err)
		}
		entries = append(entries, Entry{
			Env: spec.Name, Digest: SourceDigest(spec.Source), Task: spec.Task, View: view.Text,
			Source: string(source), Origin: BuiltIn, Result: measured[spec.Name],
		})
	}
	return entries, nil
}
