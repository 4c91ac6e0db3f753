package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

// TestRun makes the table for a training far too short to solve anything.
func TestRun(t *testing.T) {
	out := t.TempDir()
	var stdout bytes.Buffer
	args := []string{"-env", "cartpole", "-seeds", "2", "-episodes", "3", "-out", out,
		"-set", "steps: 2048, checkpoints: 1, eval_episodes: 2, hidden: [8]"}
	if err := run(t.Context(), args, &stdout); err != nil {
		t.Fatal(err)
	}
	const line = "| cartpole | human | score >= 475 | 0 of 2 |"
	text, err := os.ReadFile(filepath.Join(out, "solved.md"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"output": stdout.String(), "solved.md": string(text)} {
		if !strings.Contains(text, line) {
			t.Errorf("%s lacks %q:\n%s", name, line, text)
		}
	}
	data, err := os.ReadFile(filepath.Join(out, "solved.json"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []row
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	r := rows[0]
	if len(r.Seeds) != 2 || r.Seeds[0].Steps != 2048 || r.Seeds[0].Score < 1 || r.Settings.Hidden[0] != 8 {
		t.Errorf("solved.json holds %+v", r)
	}
}

// here returns a row that this machine could have measured.
func here(env string, score float64) row {
	return row{Env: env, Device: evaluator.Device(), Kernels: "go", Episodes: 9, Root: 5, Seeds: []seed{{Score: score}}}
}

// planned returns experiments with some environments.
func planned(t *testing.T, names string) []experiment {
	t.Helper()
	chosen, err := choose(names)
	if err != nil {
		t.Fatal(err)
	}
	var list []experiment
	for _, env := range chosen {
		list = append(list, experiment{env: env, episodes: 9, root: 5, kernels: "go"})
	}
	return list
}

func TestKeep(t *testing.T) {
	out := t.TempDir()
	if err := write(out, []row{here("pendulum", 1), here("acrobot", 2)}); err != nil {
		t.Fatal(err)
	}
	kept, err := keep(out, planned(t, "acrobot,cartpole"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range merge(kept, []row{here("cartpole", 4), here("acrobot", 3)}) {
		got = append(got, fmt.Sprint(r.Env, r.Seeds[0].Score))
	}
	if diff := cmp.Diff([]string{"cartpole4", "pendulum1", "acrobot3"}, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

// TestKeepRefusesOtherMeasurements looks at the file before anything is trained.
func TestKeepRefusesOtherMeasurements(t *testing.T) {
	for reason, change := range map[string]func(r *row){
		"device":   func(r *row) { r.Device = "y" },
		"kernels":  func(r *row) { r.Kernels = "y" },
		"episodes": func(r *row) { r.Episodes = 10 },
		"root":     func(r *row) { r.Root = 6 },
	} {
		out := t.TempDir()
		old := here("pendulum", 1)
		change(&old)
		if err := write(out, []row{old}); err != nil {
			t.Fatal(err)
		}
		args := []string{"-env", "cartpole", "-seeds", "1", "-episodes", "9", "-root", "5", "-kernels", "go", "-out", out}
		var stdout bytes.Buffer
		if err := run(t.Context(), args, &stdout); err == nil || !strings.Contains(err.Error(), "holds pendulum from") || stdout.Len() > 0 {
			t.Errorf("another %s: error %v after output %q", reason, err, stdout.String())
		}
		if kept, err := keep(out, planned(t, "")); err != nil || len(kept) > 0 {
			t.Errorf("another %s, all environments run: kept %v, error %v; want everything replaced", reason, kept, err)
		}
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   float64
	}{
		{[]float64{3}, 3},
		{[]float64{1, 2}, 1.5},
		{[]float64{1, 2, 9}, 2},
		{[]float64{1, 2, 3, 100}, 2.5},
		{[]float64{1, math.Inf(1)}, math.Inf(1)},
	} {
		if got := median(c.values); got != c.want {
			t.Errorf("median of %v is %v, want %v", c.values, got, c.want)
		}
	}
}

// TestFirstOver counts seeds that never got over the threshold as later than
// all others.
func TestFirstOver(t *testing.T) {
	for _, c := range []struct {
		firsts []int
		want   string
	}{
		{[]int{100, 300, 200}, "| 200 |"},
		{[]int{100, 0, 200}, "| 200 |"},
		{[]int{100, 200, 0, 300}, "| 250 |"},
		{[]int{100, 0, 0}, "| - |"},
		{[]int{0}, "| - |"},
	} {
		r := here("pendulum", 1)
		r.Seeds = nil
		for _, f := range c.firsts {
			r.Seeds = append(r.Seeds, seed{First: f})
		}
		if got := table([]row{r}); !strings.Contains(got, c.want) {
			t.Errorf("first over %v: want %q in\n%s", c.firsts, c.want, got)
		}
	}
}

func TestRunRefuses(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-env", "cartpol"}, `no environment named "cartpol"; there are cartpole, `},
		{[]string{"-env", "cartpole,pendulm"}, `no environment named "pendulm"`},
		{[]string{"-env", "cartpole", "-seeds", "0"}, "-seeds 0"},
		{[]string{"-env", "cartpole", "-episodes", "0"}, "-episodes 0"},
		{[]string{"cartpole"}, "flags only"},
		{[]string{"-env", "cartpole", "-set", "stepz: 3"}, "stepz"},
		{[]string{"-env", "cartpole", "-set", "epochs: 0"}, "epochs is 0"},
		{[]string{"-env", "cartpole", "-reward", "best"}, "best"},
	} {
		err := run(t.Context(), c.args, &bytes.Buffer{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v, want one with %q", c.args, err, c.want)
		}
	}
}
