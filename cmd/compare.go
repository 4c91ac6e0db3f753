package cmd

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/designer/compare"
	"github.com/rewardsmith/rewardsmith/internal/taskyaml"
)

// compareFlags are what the command line says of a comparison.
type compareFlags struct {
	methods, budget, set []string
	runs                 int
	out                  string
	dry, asJSON          bool
}

func compareCommand(p *process) *cobra.Command {
	var f compareFlags
	var on hardware
	c := &cobra.Command{
		Use:     "compare [TASK...]",
		GroupID: groupDesign,
		Short:   "Compare design methods under one budget",
		Long: `Compare design methods: carry out a number of runs of each method on each task, each
with its own seeds and its own answers of the model, all under one budget for the
search, and write what they came to as one table and plot, with the tests that it
supports.

Runs are ordinary run folders in DIR/TASK/METHOD/run-NN and are made one after
another. The same command goes on where it was stopped; without a TASK, the
comparison in DIR is read and printed. A plan is not changed once it has begun.

METHODS are presets, with a form where they have several: eureka, card/released,
icpl/simulated. One that waits for a person is refused.
The controls sparse, human, human-best and search ask no language model. Scores are
normalised by sparse and human, so these are run also where they are not named; they
are no rows of the table then.
The budget is what the search of one run may spend: steps=N environment steps, or
trainings=N candidates, and, as further caps, calls=N, tokens=N and usd=X.

With model.kind replay or file every run needs a folder of answers of its own:
{task}, {method} and {run} (two digits) in model.path stand for what it is of.

` + taskHelp,
		Example: `  rewardsmith compare reacher.yaml pendulum.yaml --methods eureka,card,search,human --budget trainings=16
  rewardsmith compare reacher.yaml --methods eureka,search --budget 4M --runs 10 --out runs/reacher
  rewardsmith compare reacher.yaml --methods eureka,search --budget steps=4M,usd=1 --dry-run   what it would cost
  rewardsmith compare --out runs/reacher                                  the table again, as far as it is done`,
		Args:              arguments(0, -1),
		ValidArgsFunction: p.completeTasks,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return p.printComparison(c, &f)
			}
			m, err := p.planComparison(args, &f, on)
			if err != nil {
				return err
			}
			if f.dry {
				return m.estimate(c.Context(), f.asJSON)
			}
			return m.carryOut(c.Context(), f.asJSON)
		},
	}
	flags := c.Flags()
	flags.StringSliceVar(&f.methods, "methods", nil, "`METHODS` to compare, separated by commas")
	flags.StringSliceVar(&f.budget, "budget", nil, "`BUDGET` of the search of each run, such as 4M environment steps or trainings=16,usd=1")
	flags.IntVar(&f.runs, "runs", compare.MinRuns, "runs of each task and method; with fewer than 5 nothing is said of differences")
	flags.StringVar(&f.out, "out", filepath.Join("runs", "compare"), "`DIR` of the comparison")
	flags.BoolVar(&f.dry, "dry-run", false, "print the plan and an estimate, and do nothing")
	flags.BoolVar(&f.asJSON, "json", false, "write the table as JSON")
	setFlag(c, &f.set)
	on.flags(c)
	return c
}

// completeTasks completes every argument as completeTask does the first.
func (p *process) completeTasks(c *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return p.completeTask(c, nil, typed)
}

// printComparison reads the comparison in a folder and prints it.
func (p *process) printComparison(c *cobra.Command, f *compareFlags) error {
	for _, name := range []string{"methods", "budget", "runs", "set", "dry-run"} {
		if c.Flags().Changed(name) {
			return usagef("--%s is about a comparison to be made; name its tasks, or leave it out to print the one in %s", name, f.out)
		}
	}
	plan, err := compare.Load(f.out)
	if errors.Is(err, compare.ErrNone) {
		return usagef("%w; to make one, name tasks: %s", err, c.UseLine())
	} else if err != nil {
		return err
	}
	m := &methodComparison{p: p, plan: plan, dir: f.out}
	_, err = m.report(f.asJSON)
	return err
}

// planComparison makes a comparison of the command line.
func (p *process) planComparison(args []string, f *compareFlags, on hardware) (*methodComparison, error) {
	budget, err := parseBudget(f.budget)
	if err != nil {
		return nil, err
	}
	if len(f.methods) == 0 {
		return nil, usagef("say what to compare, as in --methods eureka,search,human")
	}
	var methods []compare.Method
	var wrong []error
	asking := false
	for _, text := range f.methods {
		method, err := compare.ParseMethod(text)
		methods, wrong = append(methods, method), append(wrong, err)
		asking = asking || !method.Control()
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, usageError{err}
	}
	m := &methodComparison{p: p, dir: f.out, on: on, tasks: map[string]*task{}}
	var planned []compare.Planned
	for _, arg := range args {
		name, err := m.addTask(arg, f.set, asking)
		if err != nil {
			return nil, err
		}
		planned = append(planned, compare.Planned{Name: name, Task: m.tasks[name].Task})
	}
	if m.plan, err = compare.NewPlan(planned, methods, f.runs, budget); err != nil {
		return nil, usageError{err}
	}
	return m, m.check()
}

// addTask reads a task and returns its name in the comparison. Without a method
// that asks a model the task need not say which.
func (m *methodComparison) addTask(arg string, set []string, asking bool) (string, error) {
	load := m.p.loadTask
	if asking {
		load = m.p.loadRunTask
	}
	t, err := load(arg, set)
	if err != nil {
		return "", err
	}
	on := m.on
	on.override(&t.Task)
	if err := on.checkFlags(&t.Task); err != nil {
		return "", err
	}
	name := t.env.Spec().Name
	if t.named == "" {
		name = strings.TrimSuffix(filepath.Base(arg), filepath.Ext(arg))
	}
	t.Out = "" // which is the comparison's
	m.tasks[name] = t
	return name, nil
}

// budgetCaps are the keys of --budget.
type budgetCaps struct {
	Steps     int     `yaml:"steps" json:"steps" min:"0" doc:"Environment steps of training candidates."`
	Trainings int     `yaml:"trainings" json:"trainings" min:"0" doc:"Candidates trained."`
	Calls     int     `yaml:"calls" json:"calls" min:"0" doc:"Calls of the model."`
	Tokens    int     `yaml:"tokens" json:"tokens" min:"0" doc:"Tokens of prompts and answers."`
	USD       float64 `yaml:"usd" json:"usd" min:"0" doc:"US dollars at model.price."`
}

// parseBudget reads --budget: a number of steps, and KEY=VALUE.
func parseBudget(parts []string) (compare.Budget, error) {
	if len(parts) == 0 {
		return compare.Budget{}, usagef("say what the search of each run may spend, as in --budget 4M (environment steps) or --budget trainings=16")
	}
	var set []string
	for _, part := range parts {
		if !strings.Contains(part, "=") {
			part = "steps=" + part
		}
		set = append(set, part)
	}
	var b budgetCaps
	if _, err := taskyaml.Decode("--budget", nil, &b, set); err != nil {
		return compare.Budget{}, usagef("%s", strings.ReplaceAll(err.Error(), "--set ", "--budget ")) // as which it was read
	}
	return compare.Budget(b), nil
}

// check makes sure, before anything is spent, that every run of the plan could
// begin: that the budget pays for a candidate and the model can be asked.
func (m *methodComparison) check() error {
	var wrong []error
	for _, c := range m.plan.Cells() {
		t, err := m.cellTask(c)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		if t.answerer().Kind == "file" {
			continue // which makes its folder
		}
		key, err := m.p.key(t.answerer())
		if err != nil {
			return err
		}
		if _, err := t.model(key, nil); err != nil {
			wrong = append(wrong, fmt.Errorf("%v: %w", c, err))
		}
	}
	if err := firstOf(wrong); err != nil {
		return usageError{err}
	}
	return nil
}

// firstOf joins the first few of many errors.
func firstOf(list []error) error {
	const shown = 5
	if more := len(list) - shown; more > 0 {
		list = append(list[:shown:shown], fmt.Errorf("and %d more like this", more))
	}
	return errors.Join(list...)
}
