// Command transitions plays the environments that docs/bench/gpu/peers has
// written again in JAX, at random, and prints a line of JSON for each
// transition, against which that text is checked. Each is played twice: as it
// is, with actions beyond their range, and from rest, gently, where a task is
// fulfilled.
//
//	go run ./docs/bench/gpu/transitions | python docs/bench/gpu/peers/check_environments.py
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/envs/pendulum"
	"github.com/rewardsmith/rewardsmith/envs/quadrotor"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

const (
	instances = 32
	steps     = 120
	seed      = 1
)

// How far random actions reach, as a multiple of their range, whose ends clip
// them.
const (
	wild   = 1.2
	gentle = 0.02
)

// record is one transition and what the environment says of it.
type record struct {
	Env         string    `json:"env"`
	State       []float64 `json:"state"`
	Action      []float64 `json:"action"`
	Next        []float64 `json:"next"`
	Observation []float32 `json:"observation"` // of Next
	Terminated  bool      `json:"terminated"`
	Score       float64   `json:"score"`
	Success     bool      `json:"success"`
	Human       float64   `json:"human"` // reward
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	for _, open := range []func() (envs.Env, error){cartpole.New, pendulum.New, quadrotor.New} {
		env, err := open()
		if err == nil {
			err = errors.Join(play(context.Background(), env, nil, wild, out), play(context.Background(), env, rest(env.Spec()), gentle, out))
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "transitions:", err)
			os.Exit(1)
		}
	}
	if err := out.Flush(); err != nil {
		os.Exit(1)
	}
}

// rest returns parameters with which every episode starts as near to the middle
// of its task as it can.
func rest(spec *envs.Spec) map[string]envs.Range {
	params := map[string]envs.Range{}
	for _, f := range spec.Params {
		params[f.Name] = envs.Range{Lo: f.Lo, Hi: f.Lo}
	}
	return params
}

// play writes the transitions of one environment. Actions reach over a share of
// their range.
func play(ctx context.Context, env envs.Env, params map[string]envs.Range, reach float64, out io.Writer) error {
	spec := env.Spec()
	sim, err := env.NewSimulator(envs.SimConfig{N: instances, Seed: seed, Params: params})
	if err != nil {
		return err
	}
	defer sim.Close()
	width := len(spec.Observation)
	b := envs.NewTransitions(spec, steps, instances)
	observations := make([]float32, 0, b.Len()*width)
	random := rng.New(seed, rng.StreamPolicy, 0, 0, 0)
	for t := range steps {
		if err := sim.Step(ctx, actions(spec, reach, &random), b, t); err != nil {
			return err
		}
		observations = append(observations, sim.FinalObservations()...)
	}
	return write(ctx, env, b, observations, json.NewEncoder(out))
}

// actions draws an action for every instance.
func actions(spec *envs.Spec, reach float64, random *rng.Source) []float64 {
	var list []float64
	for range instances {
		if spec.Choices > 0 {
			list = append(list, spec.ChoiceActions[random.Intn(spec.Choices)]...)
			continue
		}
		for _, f := range spec.Action {
			list = append(list, random.Uniform(reach*f.Lo, reach*f.Hi))
		}
	}
	return list
}

// write judges the transitions and prints them.
func write(ctx context.Context, env envs.Env, b *envs.Transitions, observations []float32, out *json.Encoder) error {
	scores, successes, rewards := make([]float64, b.Len()), make([]bool, b.Len()), make([]float64, b.Len())
	if err := errors.Join(env.Score(b, scores), env.Success(b, successes)); err != nil {
		return err
	}
	human, err := env.Reward(envs.RewardHuman)
	if err != nil {
		return err
	}
	defer human.Close()
	terms := make([][]float64, len(human.Terms()))
	for k := range terms {
		terms[k] = make([]float64, b.Len())
	}
	if err := human.Reward(ctx, b, rewards, terms); err != nil {
		return err
	}
	width := len(env.Spec().Observation)
	for i := range b.Len() {
		if err := out.Encode(record{
			Env: env.Spec().Name, State: envs.Row(b.State, i), Action: envs.Row(b.Action, i), Next: envs.Row(b.Next, i),
			Observation: observations[i*width:][:width], Terminated: b.Terminated[i],
			Score: scores[i], Success: successes[i], Human: rewards[i],
		}); err != nil {
			return err
		}
	}
	return nil
}
