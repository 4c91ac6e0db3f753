package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/folder"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/nearest"
	"github.com/rewardsmith/rewardsmith/internal/taskyaml"
)

// task is a task file with the environment it names.
type task struct {
	designer.Task // as written: what its method's preset decides is unset
	env           envs.Env
	index         *taskyaml.Index // where its keys were written; nil for a run's
	named         string          // the environment by which alone it was named, "" for a file
	gpu           bool            // policies train on a GPU, as far as is known
}

// settings are the learner's in this task.
func (t *task) settings() evaluator.Settings {
	return t.Training.Settings(evaluator.Tuned(t.env.Spec()))
}

const taskHelp = `TASK is a task file, or, for its task with all defaults, the name of an environment
or the folder of one of your own, such as ./myenv.`

// setFlag adds --set.
func setFlag(c *cobra.Command, set *[]string) {
	c.Flags().StringArrayVar(set, "set", nil, "change a key of the task file to `KEY=VALUE`, such as training.seeds=3 (repeatable)")
	c.RegisterFlagCompletionFunc("set", completeSet) // fails only where there is no such flag
}

// loadTask reads a task file, or makes the default task of an environment. Every
// mistake is reported with its place, except in what only a run needs, the model.
func (p *process) loadTask(arg string, set []string) (*task, error) {
	t, problems, err := p.readTask(arg, set)
	if err != nil {
		return nil, err
	}
	return t, taskyaml.Join(problems...)
}

// loadRunTask is loadTask for a task that is to be run.
func (p *process) loadRunTask(arg string, set []string) (*task, error) {
	t, problems, err := p.readTask(arg, set)
	if err != nil {
		return nil, err
	}
	if err := t.checkNamed(problems); err != nil {
		return nil, err
	}
	if err := taskyaml.Join(append(problems, t.ModelProblems(t.index)...)...); err != nil {
		return nil, err
	}
	return t, nil
}

// fitsMachine says why not even one training of the task fits into the machine's
// memory.
func (t *task) fitsMachine() error {
	return checkMemory(t.env.Spec(), t.settings(), t.gpu, machineMemory())
}

// checkNamed says what is missing to run a task of which only the environment was
// named, since there is no place in a file to point to.
func (t *task) checkNamed(problems []taskyaml.Problem) error {
	if t.named == "" || len(problems) > 0 || t.index.Given("model.kind") || len(t.ModelProblems(t.index)) == 0 {
		return nil
	}
	return usagef("%[1]s is an environment, which says nothing of a model; give one with --set model.kind=search or --set model.name=NAME, or write a task file: rewardsmith init %[1]s", t.named)
}

// readTask reads a task and returns what is wrong with its meaning.
func (p *process) readTask(arg string, set []string) (*task, []taskyaml.Problem, error) {
	t := task{Task: designer.DefaultTask()}
	source, err := p.taskText(arg, &t)
	if err != nil {
		return nil, nil, err
	}
	if t.index, err = taskyaml.Decode(arg, source, &t.Task, set); err != nil {
		return nil, nil, explainMethod(err, t.Method.Preset)
	}
	t.leaveForm(source)
	t.gpu = t.Backend == designer.BackendGPU
	dir := filepath.Dir(arg)
	if t.named != "" {
		dir = "."
	}
	if err := t.resolvePaths(dir); err != nil {
		return nil, nil, err
	}
	var wrong *folder.SourceError
	if t.env, err = p.environment(t.Env); errors.As(err, &wrong) {
		return nil, nil, err // which has places of its own
	} else if err != nil {
		return nil, nil, taskyaml.Join(t.index.Problem("env", err.Error()))
	}
	problems := append(paramProblems(&t), t.Problems(t.index, t.env.Spec(), evaluator.Tuned(t.env.Spec()))...)
	if info, err := os.Stat(t.Prompts); t.Prompts != "" && (err != nil || !info.IsDir()) {
		problems = append(problems, t.index.Problem("prompts", fmt.Sprintf("there is no folder %s", t.Prompts)))
	}
	return &t, problems, nil
}

// leaveForm drops a form that the task file names where --set has put another preset in
// place of the file's: a form belongs to its preset.
func (t *task) leaveForm(source []byte) {
	own := designer.DefaultTask()
	taskyaml.Decode("", source, &own, nil) // mistakes were reported before
	if own.Method.Preset != t.Method.Preset && t.index.At("method.form").Line > 0 {
		t.Method.Form = nil
	}
}

// explainMethod says more of values of method.preset and method.form that no method
// has: which forms the preset has, and where a form that stands with the preset
// belongs. preset is that of the task as far as it could be read.
func explainMethod(err error, preset string) error {
	var wrong *taskyaml.Error
	if !errors.As(err, &wrong) {
		return err
	}
	known := !slices.ContainsFunc(wrong.Problems, func(p taskyaml.Problem) bool { return p.Path == "method.preset" })
	for i := range wrong.Problems {
		problem := &wrong.Problems[i]
		value, ok := refused(problem.Message)
		switch {
		case !ok:
		case problem.Path == "method.preset" && strings.Contains(value, "/"):
			if forms, err := formsOf(value); err == nil {
				problem.Message = fmt.Sprintf("method.preset: there is no preset %q; write preset: %s and form: %s", value, forms[0].Name, forms[0].Form)
			}
		case problem.Path == "method.form" && known:
			if _, err := formsOf(preset + "/" + value); err != nil {
				problem.Message = fmt.Sprintf("method.form: %v", err)
			}
		}
	}
	return wrong
}

// refused returns the text that a problem of the file's form says it got.
func refused(message string) (string, bool) {
	_, got, _ := strings.Cut(message, ", got ")
	quoted, err := strconv.QuotedPrefix(got)
	if err != nil {
		return "", false
	}
	text, err := strconv.Unquote(quoted)
	return text, err == nil
}

// taskText reads a task file, or writes one for an environment that arg names.
func (p *process) taskText(arg string, t *task) ([]byte, error) {
	info, err := os.Stat(arg)
	isDir := err == nil && info.IsDir()
	switch {
	case isDir && isFolder(arg):
		t.named = arg
	case isName(arg) && (isDir || errors.Is(err, fs.ErrNotExist)):
		if _, err := p.environment(arg); err != nil {
			return nil, fmt.Errorf("there is no task file %s, and %w", arg, err)
		}
		t.named = arg
	default:
		text, err := os.ReadFile(arg)
		if err != nil {
			return nil, usagef("task file: %w", err)
		}
		return text, nil
	}
	return fmt.Appendf(nil, "env: %q\n", arg), nil
}

// resolvePaths makes the paths of a task absolute, so that its run can be resumed
// from anywhere. A path in the file is relative to the file's folder, one on the
// command line to the working directory.
func (t *task) resolvePaths(dir string) error {
	type place struct {
		key  string
		path *string
	}
	places := []place{{"env", &t.Env}, {"model.path", &t.Model.Path}, {"prompts", &t.Prompts}}
	for i := range t.Library.Runs {
		places = append(places, place{"library.runs", &t.Library.Runs[i]})
	}
	for _, p := range places {
		if *p.path == "" || p.key == "env" && !isFolder(t.Env) {
			continue
		}
		if onCommandLine := t.index.At(p.key).Line == 0; !onCommandLine && !filepath.IsAbs(*p.path) {
			*p.path = filepath.Join(dir, *p.path)
		}
		var err error
		if *p.path, err = filepath.Abs(*p.path); err != nil {
			return err
		}
	}
	return nil
}

// isName says that an argument can only be meant as an environment's name.
func isName(arg string) bool {
	return !strings.ContainsRune(arg, filepath.Separator) && filepath.Ext(arg) == ""
}

// paramProblems reports settings of parameters that the environment does not
// have or does not allow.
func paramProblems(t *task) []taskyaml.Problem {
	var problems []taskyaml.Problem
	schema := t.env.Spec().Params
	for name, r := range t.Params {
		path := "params." + name
		i := schema.Index(name)
		switch {
		case i < 0:
			hint := fmt.Sprintf("it has %s", strings.Join(schema.Names(), ", "))
			if near := nearest.Of(name, schema.Names()); near != "" {
				hint = fmt.Sprintf("did you mean %s?", near)
			}
			problems = append(problems, t.index.Problem(path, fmt.Sprintf("%s has no such parameter; %s", t.env.Spec().Name, hint)))
		case r.Lo < schema[i].Lo || r.Hi > schema[i].Hi:
			problems = append(problems, t.index.Problem(path, fmt.Sprintf("want %s, got %g..%g", schema[i].Range(), r.Lo, r.Hi)))
		}
	}
	slices.SortFunc(problems, func(a, b taskyaml.Problem) int { return strings.Compare(a.Path, b.Path) })
	return problems
}
