package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// search times a whole run of the command that asks no model: candidates are drawn at
// random, and everything else is as with one. Compiling, evaluations, the final training
// and the journal are part of the time.
func (b *bench) search(ctx context.Context) error {
	if b.options.command == "" {
		return errors.New("it runs the command: say where that is with -rewardsmith")
	}
	s := &b.scale.Search
	dir, err := os.MkdirTemp("", "gpubench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	task, err := json.Marshal(b.searchTask())
	if err != nil {
		return err
	}
	file := filepath.Join(dir, "task.yaml") // YAML has JSON in it
	if err := os.WriteFile(file, task, 0o644); err != nil {
		return err
	}
	run := exec.CommandContext(ctx, b.options.command, "run", file, "--out", filepath.Join(dir, "run"), "--cores", fmt.Sprint(b.options.cores))
	run.Stderr = os.Stderr
	seconds, err := timed(run.Run)
	if err != nil {
		return fmt.Errorf("%s: %w", run, err)
	}
	b.say("%d x %d candidates: %.3g s", s.Samples, s.Iterations, seconds)
	b.document.Search = append(b.document.Search, search{
		Env: s.Env, Samples: s.Samples, Iterations: s.Iterations,
		Steps: s.Settings.Steps, Instances: s.Settings.Envs, Seconds: seconds,
	})
	return nil
}

// searchTask is the task file.
func (b *bench) searchTask() map[string]any {
	s := &b.scale.Search
	return map[string]any{
		"env": s.Env, "backend": b.options.backend,
		"gpu":       map[string]any{"software": b.options.software, "adapter": b.options.adapter},
		"model":     map[string]any{"kind": "search"},
		"method":    map[string]any{"samples": s.Samples, "iterations": s.Iterations},
		"training":  s.Settings,
		"preflight": map[string]any{"enabled": false},
		"final":     map[string]any{"seeds": 1},
	}
}
