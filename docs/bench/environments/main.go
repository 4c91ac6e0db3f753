// Command environments measures what a step of an environment costs in its two
// forms: native, and compiled from its text to WebAssembly.
//
//	go run ./docs/bench/environments > docs/bench/environments/result.json
//
// It prints one JSON document, and a table to standard error. Both forms take
// turns in one process on the same random actions; figures are processor time
// per environment step, the median of the rounds, and the median of the ratios
// of neighbouring measurements with the 10th and 90th percentile.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"slices"
	"text/tabwriter"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/envs/conform"
	"github.com/rewardsmith/rewardsmith/envs/folder"
	"github.com/rewardsmith/rewardsmith/envs/quadrotor"
	"github.com/rewardsmith/rewardsmith/examples/rover"
	"github.com/rewardsmith/rewardsmith/internal/cputime"
)

const (
	rounds = 25
	steps  = 1 << 16 // environment steps in one measurement
	length = 32      // steps after which the actions are those of the beginning
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// result is the figures of an environment with a number of instances.
type result struct {
	Env       string  `json:"env"`
	Instances int     `json:"instances"`
	Native    float64 `json:"native_ns"` // per environment step
	Wasm      float64 `json:"wasm_ns"`
	Ratio     float64 `json:"ratio"`
	Low       float64 `json:"ratio_p10"`
	High      float64 `json:"ratio_p90"`
}

func run(ctx context.Context) error {
	var results []result
	for _, open := range []func() (envs.Env, error){nativeRover, cartpole.New, quadrotor.New} {
		native, err := open()
		if err != nil {
			return err
		}
		compiled, err := folder.Compile(ctx, native.Spec().Name, native.Spec().Source)
		if err != nil {
			return err
		}
		for _, n := range []int{64, 4096} {
			r, err := compare(ctx, native, compiled, n)
			if err != nil {
				return err
			}
			results = append(results, r)
		}
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", " ")
	if err := out.Encode(map[string]any{
		"go": runtime.Version(), "machine": runtime.GOOS + "/" + runtime.GOARCH, "rounds": rounds, "results": results,
	}); err != nil {
		return err
	}
	return table(results)
}

// nativeRover binds the rover of the examples as a program would that imports it.
func nativeRover() (envs.Env, error) {
	return envs.Native(envs.Definition[rover.Params, rover.State, rover.Action, rover.Observation]{
		Name: "rover", Source: os.DirFS("examples/rover"),
		Reset: rover.Reset, Step: rover.Step, Observe: rover.Observe, Terminated: rover.Terminated,
		Score: rover.Score, Success: rover.Success,
		SparseReward: rover.SparseReward, HumanReward: rover.HumanReward,
		Draw: rover.Draw,
	})
}

// compare measures both forms of an environment in turns.
func compare(ctx context.Context, native, compiled envs.Env, n int) (result, error) {
	var forms [2]*form
	for i, env := range []envs.Env{native, compiled} {
		f, err := newForm(env, n)
		if err != nil {
			return result{}, err
		}
		defer f.sim.Close()
		forms[i] = f
	}
	var samples [2][]float64
	var ratios []float64
	for range rounds {
		for i, f := range forms {
			ns, err := f.measure(ctx)
			if err != nil {
				return result{}, err
			}
			samples[i] = append(samples[i], ns)
		}
		last := len(samples[0]) - 1
		ratios = append(ratios, samples[1][last]/samples[0][last])
	}
	return result{
		native.Spec().Name, n, quantile(samples[0], 0.5), quantile(samples[1], 0.5),
		quantile(ratios, 0.5), quantile(ratios, 0.1), quantile(ratios, 0.9),
	}, nil
}

func quantile(samples []float64, q float64) float64 {
	sorted := slices.Sorted(slices.Values(samples))
	return sorted[int(q*float64(len(sorted)-1))]
}

// form is one form of an environment at play.
type form struct {
	sim     envs.Simulator
	n, at   int
	actions [length][]float64
	played  *envs.Transitions
}

func newForm(env envs.Env, n int) (*form, error) {
	c := envs.SimConfig{N: n, Seed: 1}
	sim, err := env.NewSimulator(c)
	f := &form{sim: sim, n: n, played: envs.NewTransitions(env.Spec(), length, n)}
	for i := range f.actions {
		f.actions[i] = conform.RandomActions(env.Spec(), c, i)
	}
	return f, err
}

// measure returns the processor time of an environment step in ns.
func (f *form) measure(ctx context.Context) (float64, error) {
	begin := cputime.Used()
	for range steps / f.n {
		if err := f.sim.Step(ctx, f.actions[f.at], f.played, f.at); err != nil {
			return 0, err
		}
		f.at = (f.at + 1) % length
	}
	return float64((cputime.Used() - begin).Nanoseconds()) / steps, nil
}

func table(results []result) error {
	w := tabwriter.NewWriter(os.Stderr, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "env\tinstances\tnative ns\twasm ns\tratio\tp10..p90\t")
	for _, r := range results {
		fmt.Fprintf(w, "%s\t%d\t%.0f\t%.0f\t%.2f\t%.2f..%.2f\t\n", r.Env, r.Instances, r.Native, r.Wasm, r.Ratio, r.Low, r.High)
	}
	return w.Flush()
}
