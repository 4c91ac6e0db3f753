// Command cartpole trains PPO on cartpole once, as docs/bench/peers measures
// other libraries, and prints the same line of JSON:
//
//	go build -o /tmp/cartpole ./docs/bench/cartpole
//	cd docs/bench/peers && python compare.py --ours /tmp/cartpole
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/internal/cputime"
	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// A run is solved when the mean return of this many finished training episodes
// reaches the target.
const (
	window = 100
	target = 475.0
)

// settings are the two fixed ones of docs/bench/peers/README.md.
var settings = map[string]ppo.Settings{
	"default": {
		Envs: 1, Horizon: 2048, Epochs: 10, Minibatch: 64, LearningRate: 3e-4, Gamma: 0.99, Lambda: 0.95,
		Clip: 0.2, MaxGradNorm: 0.5, Hidden: []int{64, 64},
	},
	"wide": {
		Envs: 64, Horizon: 32, Epochs: 4, Minibatch: 256, LearningRate: 2.5e-3, Gamma: 0.98, Lambda: 0.9,
		Clip: 0.2, MaxGradNorm: 0.5, Hidden: []int{64, 64},
	},
}

// constantRate stretches the falling learning rate over so many steps that it
// stays within 1 % of its start during the longest run: the peers' is constant.
const constantRate = 100

// result is the line that docs/bench/peers expects.
type result struct {
	Peer           string  `json:"peer"`
	Version        string  `json:"version"`
	Kernels        string  `json:"kernels"`
	Setting        string  `json:"setting"`
	Seed           uint64  `json:"seed"`
	Steps          int     `json:"steps"`
	Episodes       int     `json:"episodes"`
	Seconds        float64 `json:"seconds"`
	StepsPerSecond float64 `json:"steps_per_second"`
	CPUSeconds     float64 `json:"cpu_seconds"` // of all threads together
	Solved         bool    `json:"solved"`
}

func main() {
	setting := flag.String("setting", "wide", "default or wide")
	seed := flag.Uint64("seed", 1, "seed of the training")
	steps := flag.Int("steps", 500_000, "environment steps at which to give up")
	kernels := flag.String("kernels", nn.Auto, "kernel set of the networks: "+strings.Join(nn.Names(), ", "))
	workers := flag.Int("cores", runtime.NumCPU(), "cores to use")
	flag.Parse()
	r, err := measure(*setting, *seed, *steps, *kernels, *workers)
	if err != nil {
		fmt.Fprintln(os.Stderr, "cartpole:", err)
		os.Exit(1)
	}
	if err := json.NewEncoder(os.Stdout).Encode(r); err != nil {
		os.Exit(1)
	}
}

func measure(setting string, seed uint64, steps int, kernels string, cores int) (*result, error) {
	s, ok := settings[setting]
	if !ok {
		return nil, fmt.Errorf("setting %q is neither default nor wide", setting)
	}
	s.Steps = steps * constantRate
	k, err := nn.Choose(kernels)
	if err != nil {
		return nil, err
	}
	env, err := cartpole.New()
	if err != nil {
		return nil, err
	}
	reward, err := env.Reward(envs.RewardSparse)
	if err != nil {
		return nil, err
	}
	learner, err := ppo.NewLearner(s, ppo.Config{
		Env: env, Rewarder: reward, Seed: seed, Kernels: k, Workers: cores,
	})
	if err != nil {
		return nil, err
	}
	defer learner.Close()

	start, used := time.Now(), cputime.Used()
	m := meter{length: make([]int, s.Envs)}
	for learner.Steps() < steps && !m.solved {
		if err := learner.Advance(context.Background()); err != nil {
			return nil, err
		}
		b, _, _ := learner.Rollout()
		m.add(b)
	}
	seconds, cpu := time.Since(start).Seconds(), (cputime.Used() - used).Seconds()
	return &result{
		Peer: "rewardsmith", Version: runtime.Version(), Kernels: k.Name, Setting: setting, Seed: seed,
		Steps: learner.Steps(), Episodes: len(m.returns), Seconds: seconds,
		StepsPerSecond: float64(learner.Steps()) / seconds, CPUSeconds: cpu, Solved: m.solved,
	}, nil
}

// meter counts episodes in the order in which they end.
type meter struct {
	length  []int // of each instance's current episode; its return, too
	returns []int
	sum     int // of the last window returns
	solved  bool
}

func (m *meter) add(b *envs.Transitions) {
	for i := range b.Len() {
		n := i % b.N
		m.length[n]++
		if !b.Terminated[i] && !b.Truncated[i] {
			continue
		}
		m.returns = append(m.returns, m.length[n])
		m.sum += m.length[n]
		m.length[n] = 0
		if k := len(m.returns); k > window {
			m.sum -= m.returns[k-window-1]
		}
		m.solved = m.solved || len(m.returns) >= window && float64(m.sum) >= target*window
	}
}
