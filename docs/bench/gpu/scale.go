package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

//go:embed scales.json
var scalesFile []byte

// scale says how much is measured. docs/bench/gpu/peers reads the same file.
type scale struct {
	Rollout rolloutScale `json:"rollout"`
	Speed   speedScale   `json:"speed"`

	Repeats    int `json:"repeats"`    // of a timing, of which the median counts
	Candidates int `json:"candidates"` // that train together
	Seeds      int `json:"seeds"`      // of trainings up to a threshold

	// Training has the settings of whole trainings, by environment.
	Training map[string]evaluator.Settings `json:"training"`

	Ranking map[string]rankingScale `json:"ranking"` // by environment
	Search  searchScale             `json:"search"`
}

// rolloutScale is of rollouts without learning.
type rolloutScale struct {
	Environments []string `json:"environments"`
	Instances    []int    `json:"instances"`
	Horizon      int      `json:"horizon"`
}

// speedScale is of trainings that end when they have been timed.
type speedScale struct {
	rolloutScale
	OnCPU       []int `json:"cpu_instances"` // instances on the processor
	Minibatches int   `json:"minibatches"`   // of an epoch
	Rollouts    int   `json:"rollouts"`      // of one timing
}

// rankingScale is of trainings whose rewards are ranked.
type rankingScale struct {
	Seeds    int                `json:"seeds"`
	Settings evaluator.Settings `json:"settings"`
}

// searchScale is of a search without a model.
type searchScale struct {
	Env        string             `json:"env"`
	Samples    int                `json:"samples"`
	Iterations int                `json:"iterations"`
	Settings   evaluator.Settings `json:"settings"`
}

// findScale returns the scale of that name.
func findScale(name string) (*scale, error) {
	var all map[string]*scale
	decoder := json.NewDecoder(strings.NewReader(string(scalesFile)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&all); err != nil {
		return nil, fmt.Errorf("scales.json: %w", err)
	}
	s, ok := all[name]
	if !ok {
		return nil, fmt.Errorf("scale %q: there are full and small", name)
	}
	return s, nil
}

// environments lists those of whole trainings, in order.
func (s *scale) environments() []string {
	var names []string
	for name := range s.Training {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// settings are those of a training that is timed with so many instances.
func (s *speedScale) settings(instances int) evaluator.Settings {
	settings := evaluator.DefaultSettings()
	batch := instances * s.Horizon
	settings.Envs, settings.Horizon, settings.Minibatch = instances, s.Horizon, batch/s.Minibatches
	return settings
}
