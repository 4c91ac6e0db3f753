package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
)

func TestMain(m *testing.M) {
	if critic.IsChild(os.Args) {
		os.Exit(critic.ServeChild(os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

// tiny is a scale of a second.
func tiny() *scale {
	s := evaluator.DefaultSettings()
	s.Envs, s.Horizon, s.Minibatch, s.Steps, s.Hidden = 16, 8, 64, 4*16*8, []int{8, 8}
	s.Checkpoints, s.EvalEpisodes = 2, 2
	some := rolloutScale{Environments: []string{"cartpole"}, Instances: []int{16}, Horizon: 8}
	return &scale{
		Rollout: some, Speed: speedScale{rolloutScale: some, OnCPU: some.Instances, Minibatches: 2, Rollouts: 1},
		Repeats: 1, Candidates: 2, Seeds: 2,
		Training: map[string]evaluator.Settings{"cartpole": s},
		Ranking:  map[string]rankingScale{"cartpole": {Seeds: 1, Settings: s}},
	}
}

func TestMeasureOnCPU(t *testing.T) {
	b, err := newBench(&options{scale: "small", backend: "cpu", cores: 2})
	if err != nil {
		t.Fatal(err)
	}
	b.scale = tiny()
	for _, measure := range []func(context.Context) error{b.speed, b.together, b.solved} {
		if err := measure(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	d := &b.document
	if len(d.Speed) != 1 || d.Speed[0].Steps != 128 || !(d.Speed[0].StepsPerSecond > 0) {
		t.Errorf("speed %+v, want one timing of 128 steps", d.Speed)
	}
	if len(d.Together) != 1 || d.Together[0].Candidates != 2 || !(d.Together[0].Ratio > 0) {
		t.Errorf("together %+v, want a ratio of 2 candidates", d.Together)
	}
	if len(d.Solved) != 1 || len(d.Solved[0].Seeds) != 2 || d.Solved[0].Threshold != 475 || d.Solved[0].Seeds[1].Value < 1 {
		t.Errorf("solved %+v, want two seeds of cartpole", d.Solved)
	}
}

func TestMeasureOnGPU(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles several programs for the device")
	}
	b, err := newBench(&options{scale: "small", backend: "cpu", cores: 2})
	if err != nil {
		t.Fatal(err)
	}
	b.scale, b.gpu = tiny(), gputest.Open(t)
	b.fleet = fleet.NewDevice(b.gpu)
	if b.gpu.Info().Kind == gpu.Software {
		b.document.Platform = "software"
	}
	for _, measure := range []func(context.Context) error{b.rollout, b.speed, b.together, b.solved, b.ranking} {
		if err := measure(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	d := &b.document
	if len(d.Rollout) != 1 || d.Rollout[0].Steps != 128 || !(d.Rollout[0].StepsPerSecond > 0) || !(d.Speed[0].StepsPerSecond > 0) {
		t.Errorf("rollout %+v, speed %+v, want one timing of 128 steps each", d.Rollout, d.Speed)
	}
	if !(d.Together[0].Ratio > 0) || d.Solved[0].Seeds[0].Value < 1 {
		t.Errorf("together %+v, solved %+v", d.Together, d.Solved)
	}
	r := d.Ranking[0]
	if len(r.Rewards) != 16 || len(r.CPU) != 16 || len(r.GPU) != 16 || !(r.Tau >= -1 && r.Tau <= 1) {
		t.Errorf("ranking %+v, want 16 rewards and a correlation", r)
	}
}

// TestScales holds both scales to what both programs that read them need.
func TestScales(t *testing.T) {
	for _, name := range []string{"full", "small"} {
		s, err := findScale(name)
		if err != nil {
			t.Fatal(err)
		}
		all := map[string]evaluator.Settings{name + " search": s.Search.Settings}
		for env, settings := range s.Training {
			all[name+" training "+env] = settings
		}
		for env, ranking := range s.Ranking {
			all[name+" ranking "+env] = ranking.Settings
		}
		for _, instances := range s.Speed.Instances {
			all[name+" speed"] = s.Speed.settings(instances)
		}
		for what, settings := range all {
			if err := settings.Check(); err != nil {
				t.Errorf("%s: %v", what, err)
			}
			if settings.Envs*settings.Horizon%settings.Minibatch != 0 {
				t.Errorf("%s: the JAX peer needs minibatches of equal size", what)
			}
		}
	}
	if _, err := findScale("huge"); err == nil || !strings.Contains(err.Error(), "full and small") {
		t.Errorf("an unknown scale: error %v", err)
	}
}

// TestRewards compiles every reward that is ranked, on the processor and for a device.
func TestRewards(t *testing.T) {
	for _, name := range []string{"cartpole", "quadrotor"} {
		env, err := find(name)
		if err != nil {
			t.Fatal(err)
		}
		list, table, err := rewardsOf(name)
		if err != nil || len(list) != 16 {
			t.Fatalf("%s: %d rewards, error %v", name, len(list), err)
		}
		if _, err := new(bench).opened(t.Context(), env, list, table); err != nil {
			t.Error(err)
		}
		sources := map[string]string{}
		for _, v := range list {
			text := v.source(table)
			if other := sources[text]; other != "" {
				t.Errorf("%s: rewards %s and %s are the same", name, v.name, other)
			}
			sources[text] = v.name
			for _, term := range v.terms {
				if table[term] == "" {
					t.Errorf("%s, reward %s: no term %q", name, v.name, term)
				}
			}
		}
	}
}

func TestOptions(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-scale", "huge", "-backend", "cpu"}, `scale "huge"`},
		{[]string{"-backend", "tpu"}, `backend "tpu"`},
		{[]string{"-backend", "cpu", "-only", "sleep"}, `part "sleep"`},
		{[]string{"-backend", "cpu", "-only", "rollout"}, "of the backend gpu alone"},
		{[]string{"-backend", "cpu", "-only", "search"}, "-rewardsmith"},
		{[]string{"now"}, "flags only"},
		{[]string{"-table", "/nonexistent.json"}, "nonexistent.json"},
	} {
		if err := run(t.Context(), c.args); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v, want one with %q", c.args, err, c.want)
		}
	}
}

func TestTables(t *testing.T) {
	dir := t.TempDir()
	ours := document{
		Program: "rewardsmith", Version: "v1", Scale: "full", Platform: "gpu", Device: "A", Driver: "D", Host: "H",
		Rollout: []timing{{Env: "cartpole", Instances: 64, StepsPerSecond: 2.5e8}, {Env: "cartpole", Instances: 128, StepsPerSecond: 3e9}},
		Solved: []race{{Env: "cartpole", Instances: 8, Threshold: 475, Seeds: []raceRun{
			{First: &instant{Steps: 100, Seconds: 0.5}, Seconds: 1}, {First: &instant{Steps: 300, Seconds: 1.5}, Seconds: 2}, {Seconds: 3},
		}}},
		Ranking: []ranking{{Env: "cartpole", Rewards: []string{"a", "b"}, Steps: 9, Seeds: 3, Tau: 0.9, TauAgain: 0.95, CPUSeconds: 1, GPUSeconds: 2}},
	}
	jax := document{
		Program: "jax", Version: "1", Scale: "full", Platform: "gpu", Device: "A", Precision: "highest", Random: "rbg",
		Rollout: []timing{{Env: "cartpole", Instances: 64, StepsPerSecond: 1234}},
		Solved:  []race{{Env: "cartpole", Instances: 8, Threshold: 475, Seeds: []raceRun{{Seconds: 3}}}},
	}
	var files []string
	for name, d := range map[string]document{"a": ours, "b": jax} {
		data, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	files = []string{filepath.Join(dir, "a"), filepath.Join(dir, "b")}
	var out strings.Builder
	if err := printTables(&out, files); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| environment | instances | rewardsmith, gpu | JAX 1, highest, rbg, gpu |",
		"| cartpole | 64 | 250 million | 1.23 thousand |",
		"| cartpole | 128 | 3 billion | - |",
		"| rewardsmith, gpu | cartpole | 8 | 475 | 2 of 3 | 300 | 1.5 | 2 |",
		"| JAX 1, highest, rbg, gpu | cartpole | 8 | 475 | 0 of 1 | - | - | 3 |",
		"| cartpole | 2 | 9 | 3 | 0.9 | 0.95 | 1 | 2 |",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the tables lack %q:\n%s", want, &out)
		}
	}
	if strings.Contains(out.String(), "search without") {
		t.Errorf("a table of what was not measured:\n%s", &out)
	}
}
