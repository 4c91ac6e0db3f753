package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

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

// firsts returns the steps of the first checkpoint over the threshold, for the
// seeds that have one, in ascending order.
func (r *row) firsts() []int {
	var f []int
	for _, s := range r.Seeds {
		if s.First > 0 {
			f = append(f, s.First)
		}
	}
	slices.Sort(f)
	return f
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
		if f := r.firsts(); len(f) > 0 {
			first = fmt.Sprint(f[len(f)/2])
		}
		fmt.Fprintf(&b, "| %s | %s | %s >= %g | %d of %d | %.4g | %.4g | %.4g | %.1f %% | %d | %s | %.1f |\n",
			r.Env, r.Reward, r.Metric, r.Threshold, r.Solved, len(r.Seeds),
			v[0], v[len(v)/2], v[len(v)-1], 100*r.terminated(), r.Seeds[0].Steps, first, r.seconds())
	}
	return b.String()
}

// preface introduces the table in solved.md.
const preface = `# What the tuned settings solve

Each environment's human reward, trained with the settings of
` + "`evaluator.Tuned`" + ` from seeds that no tuning has seen; the deterministic policy at the end of
training, measured once on %d fresh episodes. "First over" is the first
checkpoint during training whose mean over %d episodes reached the threshold.
"Terminated" is the share of measured episodes that did not last to the time
limit: they reached the goal of acrobot and the mountain cars, and failed
elsewhere. Seconds are those of one training on one core, evaluations left out,
on a machine that was busy with other things.
Processor: %s; kernels: %s; root seed %d.

Made by ` + "`go run ./evaluator/solve -out docs`" + `; details of every seed are in
solved.json.

`

// write saves the table and all data. Rows of other environments that the
// folder already holds are kept.
func write(folder string, rows []row) error {
	path := filepath.Join(folder, "solved.json")
	rows, err := merge(path, rows)
	if err != nil {
		return err
	}
	r := &rows[0]
	text := fmt.Sprintf(preface, r.Episodes, r.Settings.EvalEpisodes, r.Device, r.Kernels, r.Root) + table(rows)
	if err := os.WriteFile(filepath.Join(folder, "solved.md"), []byte(text), 0o644); err != nil {
		return err
	}
	data, err := json.MarshalIndent(rows, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(data, '\n'), 0o644)
}

// merge puts rows in the place of those of the same environments in the file, if
// there is one. It refuses rows that were measured in another way.
func merge(path string, rows []row) ([]row, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return rows, nil
	}
	if err != nil {
		return nil, err
	}
	var merged []row
	if err := json.Unmarshal(data, &merged); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	for _, r := range rows {
		for _, old := range merged {
			if old.Device != r.Device || old.Kernels != r.Kernels || old.Episodes != r.Episodes || old.Root != r.Root {
				return nil, fmt.Errorf("%s holds %s from %s, kernels %s, %d episodes, root %d; write the new results elsewhere",
					path, old.Env, old.Device, old.Kernels, old.Episodes, old.Root)
			}
		}
		same := func(old row) bool { return old.Env == r.Env }
		if i := slices.IndexFunc(merged, same); i >= 0 {
			merged[i] = r
		} else {
			merged = append(merged, r)
		}
	}
	return merged, nil
}
