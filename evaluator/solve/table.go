package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// values returns the metric of every seed in ascending order.
func (r *row) values() []float64 {
	v := make([]float64, len(r.Seeds))
	for i, s := range r.Seeds {
		v[i] = s.Score
		if r.Metric == "success" {
			v[i] = s.Success
		}
	}
	slices.Sort(v)
	return v
}

// firsts returns the steps of the first checkpoint over the threshold of every
// seed in ascending order, +Inf for those that have none.
func (r *row) firsts() []float64 {
	f := make([]float64, len(r.Seeds))
	for i, s := range r.Seeds {
		f[i] = math.Inf(1)
		if s.First > 0 {
			f[i] = float64(s.First)
		}
	}
	slices.Sort(f)
	return f
}

// median returns the middle of ascending values, which must not be empty; of an
// even number the mean of the two in the middle.
func median(ascending []float64) float64 {
	n := len(ascending)
	return (ascending[(n-1)/2] + ascending[n/2]) / 2
}

// terminated returns the share of all measured episodes that ended before the
// time limit.
func (r *row) terminated() float64 {
	terminated, all := 0, 0
	for _, s := range r.Seeds {
		for end, n := range s.Ends {
			all += n
			if end != evaluator.EndTimeLimit {
				terminated += n
			}
		}
	}
	return float64(terminated) / float64(max(all, 1))
}

func (r *row) seconds() float64 {
	sum := 0.0
	for _, s := range r.Seeds {
		sum += s.Seconds
	}
	return sum / float64(len(r.Seeds))
}

// line says how the experiment went.
func (r *row) line() string {
	return fmt.Sprintf("%s: %d of %d seeds solved; %s %.4g, steps %d, first over %v, %.1f s each",
		r.Env, r.Solved, len(r.Seeds), r.Metric, r.values(), r.Seeds[0].Steps, r.firsts(), r.seconds())
}

// table renders rows as Markdown.
func table(rows []row) string {
	var b strings.Builder
	b.WriteString("| environment | reward | solved at | solved seeds | worst seed | median seed | best seed | terminated | steps | median first over | seconds |\n")
	b.WriteString("|---|---|---|---|---:|---:|---:|---:|---:|---:|---:|\n")
	for i := range rows {
		r := &rows[i]
		v := r.values()
		first := "-"
		if m := median(r.firsts()); !math.IsInf(m, 1) {
			first = fmt.Sprintf("%.0f", m)
		}
		fmt.Fprintf(&b, "| %s | %s | %s >= %g | %d of %d | %.4g | %.4g | %.4g | %.1f %% | %d | %s | %.1f |\n",
			r.Env, r.Reward, r.Metric, r.Threshold, r.Solved, len(r.Seeds),
			v[0], median(v), v[len(v)-1], 100*r.terminated(), r.Seeds[0].Steps, first, r.seconds())
	}
	return b.String()
}

// preface introduces the table in solved.md.
const preface = `# What the tuned settings solve

Each environment's human reward, trained with the settings of
` + "`evaluator.Tuned`" + ` from seeds that no tuning has seen; the deterministic policy at the end of
training, measured once on %d fresh episodes. "First over" is the first
checkpoint during training whose mean over %d episodes reached the threshold;
seeds without one count as later than all others, and a dash is their median.
"Terminated" is the share of measured episodes that did not last to the time
limit: they reached the goal of acrobot, the mountain cars and doorkey, felled
a tree or burnt in minefield, and failed elsewhere. Seconds are those of one
training on one core, evaluations left out,
on a machine that was busy with other things.
Processor: %s; kernels: %s; root seed %d.

Made by ` + "`go run ./evaluator/solve -out docs`" + `; details of every seed are in
solved.json.

`

// write saves the table and all data of rows.
func write(folder string, rows []row) error {
	r := &rows[0]
	text := fmt.Sprintf(preface, r.Episodes, r.Settings.EvalEpisodes, r.Device, r.Kernels, r.Root) + table(rows)
	if err := os.WriteFile(filepath.Join(folder, "solved.md"), []byte(text), 0o644); err != nil {
		return err
	}
	data, err := json.MarshalIndent(rows, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "solved.json"), append(data, '\n'), 0o644)
}

// keep returns the rows that the folder already holds and that experiments do
// not replace; none where the folder is "" or holds no results. It refuses rows
// that were measured in another way: one table shows what can be compared.
func keep(folder string, experiments []experiment) ([]row, error) {
	if folder == "" {
		return nil, nil
	}
	path := filepath.Join(folder, "solved.json")
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var rows, kept []row
	if err := json.Unmarshal(data, &rows); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	for _, old := range rows {
		if slices.ContainsFunc(experiments, func(e experiment) bool { return e.env.Spec().Name == old.Env }) {
			continue
		}
		for _, e := range experiments {
			if old.Device != evaluator.Device() || old.Kernels != e.kernels || old.Episodes != e.episodes || old.Root != e.root {
				return nil, fmt.Errorf("%s holds %s from %s, kernels %s, %d episodes, root %d; write the new results elsewhere or run all environments",
					path, old.Env, old.Device, old.Kernels, old.Episodes, old.Root)
			}
		}
		kept = append(kept, old)
	}
	return kept, nil
}

// merge joins kept and new rows in the order of the built-in environments.
func merge(kept, rows []row) []row {
	all := slices.Concat(kept, rows)
	slices.SortStableFunc(all, func(a, b row) int { return cmp.Compare(place(a.Env), place(b.Env)) })
	return all
}

// place returns where an environment stands among the built-in ones; others come
// last.
func place(name string) int {
	all, _ := builtin.All() // a broken table has stopped the run before
	if i := slices.IndexFunc(all, func(e envs.Env) bool { return e.Spec().Name == name }); i >= 0 {
		return i
	}
	return len(all)
}
