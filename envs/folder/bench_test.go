package folder_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/envs/conform"
	"github.com/rewardsmith/rewardsmith/envs/folder"
	"github.com/rewardsmith/rewardsmith/envs/quadrotor"
	"github.com/rewardsmith/rewardsmith/examples/rover"
)

// roverNative binds the rover as a Go program would that imports it.
func roverNative() (envs.Env, error) {
	return envs.Native(envs.Definition[rover.Params, rover.State, rover.Action, rover.Observation]{
		Name: "rover", Source: os.DirFS("../../examples/rover"),
		Reset: rover.Reset, Step: rover.Step, Observe: rover.Observe, Terminated: rover.Terminated,
		Score: rover.Score, Success: rover.Success,
		SparseReward: rover.SparseReward, HumanReward: rover.HumanReward,
		Draw: rover.Draw,
	})
}

// BenchmarkStep steps random play of environments in both forms.
func BenchmarkStep(b *testing.B) {
	for _, e := range []struct {
		name   string
		native func() (envs.Env, error)
	}{{"rover", roverNative}, {"cartpole", cartpole.New}, {"quadrotor", quadrotor.New}} {
		native, err := e.native()
		if err != nil {
			b.Fatal(err)
		}
		compiled, err := folder.Compile(b.Context(), e.name, native.Spec().Source)
		if err != nil {
			b.Fatal(err)
		}
		for _, n := range []int{64, 4096} {
			for _, form := range []struct {
				name string
				env  envs.Env
			}{{"native", native}, {"wasm", compiled}} {
				b.Run(fmt.Sprintf("env=%s/envs=%d/form=%s", e.name, n, form.name), func(b *testing.B) { step(b, form.env, n) })
			}
		}
	}
}

// step measures steps of n instances on recorded random actions.
func step(b *testing.B, env envs.Env, n int) {
	const steps = 16
	c := envs.SimConfig{N: n, Seed: 1}
	sim, err := env.NewSimulator(c)
	if err != nil {
		b.Fatal(err)
	}
	defer sim.Close()
	var actions [steps][]float64
	for i := range actions {
		actions[i] = conform.RandomActions(env.Spec(), c, i)
	}
	played := envs.NewTransitions(env.Spec(), steps, n)
	at := 0
	for b.Loop() {
		if err := sim.Step(b.Context(), actions[at], played, at); err != nil {
			b.Fatal(err)
		}
		at = (at + 1) % steps
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/envstep")
}
