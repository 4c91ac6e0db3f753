// Package harvest takes rewards for the library from folders of finished and
// unfinished runs.
package harvest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/library"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/journal"
)

// Skipped is a run that no reward was taken from, and why.
type Skipped struct {
	Dir    string `json:"dir"`
	Reason string `json:"reason"`
}

// Read returns the best reward of each run in a folder, which is a run itself or
// holds runs, in order of their names. Folders that are no runs are passed over.
// The error is that of the folder; what is wrong with a run makes it Skipped.
func Read(dir string) ([]library.Entry, []Skipped, error) {
	dirs, err := folders(dir)
	if err != nil {
		return nil, nil, err
	}
	var entries []library.Entry
	var skipped []Skipped
	for _, d := range dirs {
		e, err := readOne(d)
		switch {
		case errors.Is(err, journal.ErrNotRun), errors.Is(err, journal.ErrMissing):
		case err != nil:
			skipped = append(skipped, Skipped{d, err.Error()})
		default:
			entries = append(entries, e)
		}
	}
	return entries, skipped, nil
}

// folders returns the folder itself and those in it.
func folders(dir string) ([]string, error) {
	list, err := os.ReadDir(dir)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("runs for the library: there is no folder %s", dir)
		}
		return nil, fmt.Errorf("runs for the library: %w", err)
	}
	dirs := []string{dir}
	for _, d := range list {
		if d.IsDir() {
			dirs = append(dirs, filepath.Join(dir, d.Name()))
		}
	}
	return dirs, nil
}

func readOne(dir string) (library.Entry, error) {
	run, err := designer.Load(dir)
	if err != nil {
		return library.Entry{}, err
	}
	return Best(run, dir)
}

// designs names what models write other than rewards, by method.output.
var designs = map[string]string{designer.OutputSigns: "functions of which only the signs count", designer.OutputProgress: "progress functions"}

// Best returns the best reward of a run, which origin names. It fails where the
// run has none yet, is of a version that kept no text of its environment, or
// searched for something else than rewards.
func Best(run *designer.Run, origin string) (library.Entry, error) {
	best := run.Candidate(run.Best)
	if best == nil {
		return library.Entry{}, errors.New("no candidate was trained to its end")
	}
	if run.Source == nil {
		return library.Entry{}, errors.New("the run kept no text of its environment, as those of earlier versions did not")
	}
	if output := *run.Task.Method.Output; output != designer.OutputReward {
		return library.Entry{}, fmt.Errorf("this run designed %s, which are no examples for rewards", designs[output])
	}
	if err := library.IsReward(best.Source); err != nil {
		return library.Entry{}, fmt.Errorf("candidate %s: %w", best.ID, err)
	}
	source := best.Source
	if tuned := run.Fitted(); tuned != nil { // which is what the result is of
		source = tuned.Source
	}
	spec, err := envs.Describe(run.Env.Name, *run.Source)
	if err != nil {
		return library.Entry{}, fmt.Errorf("environment %s: %w", run.Env.Name, err)
	}
	view, err := spec.View(envs.Show(run.Task.Show))
	if err != nil {
		return library.Entry{}, fmt.Errorf("environment %s: %w", run.Env.Name, err)
	}
	return library.Entry{
		Env: run.Env.Name, Digest: run.Env.Digest, Task: run.Env.Task, View: view.Text,
		Source: source, Origin: origin + " " + best.ID, Result: result(run, best),
	}, nil
}

// result is what the run's final measurement says of its best reward, or what its
// trainings in the search came to where there is none.
func result(run *designer.Run, best *designer.Candidate) library.Result {
	if arm := measured(run, best); arm != nil {
		return resultOf(run, arm.Selected(run.Env.BySuccess), true)
	}
	if tuned := run.Fitted(); tuned != nil {
		if run.Compared() != run.Env.Metric() {
			return library.Result{} // of its trainings no more is kept than how near they came to the target
		}
		return resultOf(run, evaluator.Stat{Mean: tuned.Score, N: run.Fitting.Seeds}, false)
	}
	if best.Report == nil {
		return library.Result{}
	}
	stat := best.Report.Score
	if run.Env.BySuccess {
		stat = best.Report.Success
	}
	return resultOf(run, stat, false)
}

// measured returns the final measurement of the best reward, nil where there is none.
func measured(run *designer.Run, best *designer.Candidate) *designer.Arm {
	if run.Result == nil {
		return nil
	}
	arm := run.Result.Arm(designer.ArmDesigned)
	if arm == nil || arm.Candidate != best.ID || len(arm.Measured) == 0 {
		return nil
	}
	return arm
}

// resultOf is a statistic of what the task is decided by, over trainings.
func resultOf(run *designer.Run, s evaluator.Stat, final bool) library.Result {
	if s.N == 0 {
		return library.Result{}
	}
	return library.Result{Metric: run.Env.Metric(), SolvedAt: run.Env.Solved, Mean: s.Mean, Seeds: s.N, Final: final}
}
