package cmd

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/interval"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/number"
)

// evalOptions are the flags of eval.
type evalOptions struct {
	set, rewards    []string
	seeds, episodes int
	on              hardware
	steps           string // as in a task file
	csv, policies   string
	asJSON          bool
}

func evalCommand(p *process) *cobra.Command {
	o := evalOptions{seeds: 3}
	c := &cobra.Command{
		Use:     "eval TASK REWARD.go...",
		GroupID: groupReward,
		Short:   "Train rewards side by side and measure the task",
		Long: `Train policies on rewards, several seeds each, beside the task's own sparse and
human reward, and measure all of them on episodes that no training has seen.
Brackets are 95 % intervals over the training seeds, wide where these are few.
CORRELATION is the rank correlation of return and score over the checkpoints:
near 1 where the reward asks for what the task wants. Training settings are the
task's, training.seeds and final.episodes among them where no flag says otherwise;
there is no final measurement on seeds of its own.
Rewards are named by their files, with folders where names are the same.

` + taskHelp,
		Example: `  rewardsmith eval cartpole reward.go --seeds 5
  rewardsmith eval task.yaml a.go b.go --csv results.csv --policy policies
  rewardsmith eval cartpole --steps 50k              the task's own rewards alone`,
		Args:              arguments(1, -1),
		ValidArgsFunction: p.completeTaskAndRewards,
		RunE: func(c *cobra.Command, args []string) error {
			o.rewards = args[1:]
			if o.steps != "" {
				o.set = append(o.set, "training.steps="+o.steps)
			}
			t, err := p.loadTask(args[0], o.set)
			if err != nil {
				return err
			}
			if err := o.sizes(t, c.Flags().Changed); err != nil {
				return err
			}
			if err := p.accelerate(t, &o.on); err != nil {
				return waysOut(err, byFlag, onProcessor)
			}
			defer o.on.close()
			if err := t.fitsMachine(); err != nil {
				return err
			}
			return p.evaluate(c.Context(), t, o)
		},
	}
	setFlag(c, &o.set)
	c.Flags().IntVar(&o.seeds, "seeds", o.seeds, "trainings of each reward, unless training.seeds of the task says how many")
	c.Flags().IntVar(&o.episodes, "episodes", 0, "episodes that each policy is measured on (default: final.episodes of the task)")
	c.Flags().StringVar(&o.steps, "steps", "", "environment steps of one training, such as `300k` (default: the task's)")
	c.Flags().StringVar(&o.csv, "csv", "", "also write one row per training to `FILE`")
	c.Flags().StringVar(&o.policies, "policy", "", "also write the trained policies to `DIR`, as JSON")
	o.on.flags(c)
	c.Flags().BoolVar(&o.asJSON, "json", false, "write the results as JSON")
	return c
}

// sizes takes from the task how much is trained and measured where no flag says it, and
// refuses what can mean nothing here.
func (o *evalOptions) sizes(t *task, flag func(name string) bool) error {
	if !flag("seeds") && t.index.Given("training.seeds") {
		o.seeds = t.Training.Seeds
	}
	if !flag("episodes") {
		o.episodes = t.Final.Episodes
	}
	switch {
	case o.seeds < 1 || o.episodes < 1:
		return usagef("--seeds and --episodes must be at least 1")
	case t.index.Given("final.seeds") && t.index.At("final.seeds").Line == 0: // in a file it is for runs
		return usagef("--set final.seeds has no effect on eval, which measures the policies of its trainings; how many there are of each reward say --seeds and training.seeds")
	}
	return nil
}

// contestant is a reward with what its trainings came to.
type contestant struct {
	Name     string             `json:"name"`
	File     string             `json:"file,omitempty"` // "" for the task's own
	Score    evaluator.Stat     `json:"score"`
	Success  *evaluator.Stat    `json:"success,omitempty"` // nil where the task has none
	Length   evaluator.Stat     `json:"length"`
	Correl   float64            `json:"correlation"` // rank correlation of return and score over checkpoints
	Outcomes []designer.Outcome `json:"-"`           // by seed
	Warnings []string           `json:"warnings,omitempty"`
	// Interpreted says why the reward is not run compiled; "" where it is.
	Interpreted string `json:"interpreted,omitempty"`

	code designer.Code
}

func (p *process) evaluate(ctx context.Context, t *task, o evalOptions) error {
	judge, err := t.critic(ctx)
	if err != nil {
		return err
	}
	contestants, err := p.contestants(ctx, judge, o.rewards)
	if err != nil {
		return err
	}
	if err := o.checkTargets(); err != nil {
		return err
	}
	trainer := t.trainer(judge, o.on)
	switch err := p.train(ctx, trainer, contestants, o); {
	case err != nil && ctx.Err() != nil:
		return evalStopped(contestants)
	case err != nil:
		return err
	}
	for _, c := range contestants {
		c.sumUp(trainer, t.env.Spec().Success != nil)
	}
	return p.writeContest(t, contestants, o)
}

// checkTargets refuses files that could not be written, before anything is
// trained that would then be lost. It leaves nothing behind.
func (o *evalOptions) checkTargets() error {
	if o.csv != "" {
		if err := writable(o.csv); err != nil {
			return usagef("--csv: %w", err)
		}
	}
	if o.policies == "" {
		return nil
	}
	if err := os.MkdirAll(o.policies, 0o777); err != nil {
		return usagef("--policy: %w", err)
	}
	f, err := os.CreateTemp(o.policies, ".tmp-*")
	if err != nil {
		return usagef("--policy: %w", err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// writable says why a file cannot be written. One that is there stays as it is.
func writable(name string) error {
	_, missing := os.Stat(name)
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE, 0o666)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil || missing == nil {
		return err
	}
	return os.Remove(name)
}

// contestants are the rewards in files, all accepted, and the task's own.
func (p *process) contestants(ctx context.Context, judge *designer.Critic, files []string) ([]*contestant, error) {
	var all []*contestant
	rejected := false
	names := rewardNames(files)
	for i, name := range files {
		v, err := p.review(ctx, judge, name)
		if err != nil {
			return nil, err
		}
		if !v.OK() {
			writeFindings(p.stderr, name, v)
			rejected = true
		}
		one := &contestant{Name: names[i], File: name, code: designer.Code{Source: v.Source, Engine: v.Engine}}
		if v.OK() && v.Engine != critic.EngineWasm {
			one.Interpreted = v.Why
		}
		all = append(all, one)
	}
	if rejected {
		return nil, fmt.Errorf("a rejected reward cannot be trained on")
	}
	return append(all, &contestant{Name: designer.ArmHuman}, &contestant{Name: designer.ArmSparse}), nil
}

// train carries out all trainings and stores the outcomes with the contestants.
func (p *process) train(ctx context.Context, trainer *designer.Evaluator, contestants []*contestant, o evalOptions) error {
	meter := newEvalMeter(p.stderr, len(contestants)*o.seeds, trainer.Settings.Steps)
	defer meter.close()
	var jobs []designer.TrainJob
	for _, c := range contestants {
		c.Outcomes = make([]designer.Outcome, o.seeds)
		for seed := range o.seeds {
			jobs = append(jobs, designer.TrainJob{
				Stage: designer.StageFinal, Arm: c.Name, Seed: seed, Code: c.code,
				Measure: o.episodes, Progress: meter.progress(len(jobs)),
			})
		}
	}
	return trainer.Train(ctx, jobs, evaluator.Race{}, func(out designer.Outcome) error {
		c := contestants[out.Job/o.seeds]
		c.Outcomes[out.Job%o.seeds] = out
		meter.finish(out.Job, fmt.Sprintf("%s, seed %d: %s", c.Name, out.Job%o.seeds, outcomeText(out)))
		return nil
	})
}

// evalStopped says what an eval that was stopped leaves: it has no journal.
func evalStopped(contestants []*contestant) error {
	done, all := 0, 0
	for _, c := range contestants {
		for _, o := range c.Outcomes {
			all++
			if o.Training != nil {
				done++
			}
		}
	}
	return fmt.Errorf("stopped with %d of %d trainings done, which are listed above; no table, policy or file is written, and eval begins anew next time", done, all)
}

func outcomeText(o designer.Outcome) string {
	if o.Measured == nil {
		return "stopped: " + o.Training.Fault
	}
	return fmt.Sprintf("score %.4g after %d steps in %.1f s", o.Measured.Score, o.Training.Steps, o.Training.Seconds)
}

// sumUp computes the statistics of a contestant over its seeds, success among
// them where the task has one.
func (c *contestant) sumUp(trainer *designer.Evaluator, hasSuccess bool) {
	var score, success, length []float64
	var trainings []evaluator.Training
	for _, o := range c.Outcomes {
		trainings = append(trainings, *o.Training)
		if m := o.Measured; m != nil {
			score, success, length = append(score, m.Score), append(success, m.Success), append(length, m.Length)
		}
	}
	c.Score, c.Length = evaluator.NewStat(score), evaluator.NewStat(length)
	if hasSuccess {
		s := evaluator.NewStat(success)
		c.Success = &s
	}
	r := trainer.Report(trainings)
	c.Correl = r.Correlation
	for _, w := range r.Warnings {
		c.Warnings = append(c.Warnings, w.Kind+": "+w.Message)
	}
}

// writeContest writes the table, and the files that the flags ask for, each
// whether or not the others could be written.
func (p *process) writeContest(t *task, contestants []*contestant, o evalOptions) error {
	err := p.showContest(t, contestants, o)
	if o.csv != "" {
		err = errors.Join(err, writeFile(o.csv, func(w io.Writer) error { return writeCSV(w, contestants, t.env.Spec().Success != nil) }))
	}
	if o.policies != "" {
		err = errors.Join(err, writePolicies(o.policies, contestants))
	}
	return err
}

func (p *process) showContest(t *task, contestants []*contestant, o evalOptions) error {
	machine := o.on.machine()
	if o.asJSON {
		return p.writeJSON(struct {
			Env      string        `json:"env"`
			Backend  string        `json:"backend"`
			GPU      string        `json:"gpu,omitempty"`
			Kernels  string        `json:"kernels"`
			Seeds    int           `json:"seeds"`
			Episodes int           `json:"episodes"`
			Rewards  []*contestant `json:"rewards"`
		}{t.env.Spec().Name, machine.Backend(), machine.GPU, machine.Kernels, o.seeds, o.episodes, contestants})
	}
	return p.contestTable(t, contestants)
}

func (p *process) contestTable(t *task, contestants []*contestant) error {
	spec := t.env.Spec()
	out := table{header: []string{"REWARD", "SCORE"}}
	if spec.Success != nil {
		out.header = append(out.header, "SUCCESS")
	}
	out.header = append(out.header, "EPISODE", "CORRELATION", "SOLVED")
	for _, c := range contestants {
		row := []string{c.Name, statText(interval.Clip(c.Score, spec.Score.Lo, spec.Score.Hi), 1, "")}
		rate := 0.0
		if c.Success != nil {
			rate = c.Success.Mean
			row = append(row, statText(interval.Clip(*c.Success, 0, 1), 100, " %"))
		}
		solved := "no"
		switch {
		case c.Score.N == 0:
			solved = "failed"
		case c.Score.N < len(c.Outcomes):
			solved = fmt.Sprintf("no: %d of %d failed", len(c.Outcomes)-c.Score.N, len(c.Outcomes))
		case spec.Solved(c.Score.Mean, rate):
			solved = "yes"
		}
		out.add(append(row, statText(interval.Clip(c.Length, 0, float64(spec.MaxSteps)), 1, " steps"), number.Fixed(c.Correl, 2), solved)...)
	}
	if err := out.write(p.stdout); err != nil {
		return err
	}
	for _, c := range contestants {
		if c.Interpreted != "" {
			fmt.Fprintf(p.stdout, "%s: ran interpreted: %s\n", c.Name, c.Interpreted)
		}
		for _, w := range c.Warnings {
			fmt.Fprintf(p.stdout, "%s: %s\n", c.Name, w)
		}
	}
	return nil
}

// writeCSV writes a row for each training. Where the task has no success, that
// column is empty.
func writeCSV(w io.Writer, contestants []*contestant, hasSuccess bool) error {
	out := csv.NewWriter(w)
	out.Write([]string{"reward", "seed", "score", "success", "length", "steps", "seconds", "fault"})
	for _, c := range contestants {
		for seed, o := range c.Outcomes {
			row := []string{c.Name, strconv.Itoa(seed), "", "", "", strconv.Itoa(o.Training.Steps), fmt.Sprintf("%.3f", o.Training.Seconds), o.Training.Fault}
			if m := o.Measured; m != nil {
				for i, v := range []float64{m.Score, m.Success, m.Length} {
					row[2+i] = strconv.FormatFloat(v, 'g', -1, 64)
				}
				if !hasSuccess {
					row[3] = ""
				}
			}
			out.Write(row)
		}
	}
	out.Flush()
	return out.Error()
}

func writePolicies(dir string, contestants []*contestant) error {
	for _, c := range contestants {
		for seed, o := range c.Outcomes {
			if o.Policy == nil {
				continue
			}
			name := filepath.Join(dir, fmt.Sprintf("%s-%d.json", c.Name, seed))
			if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil { // names may hold folders
				return err
			}
			if err := os.WriteFile(name, append(json.RawMessage(o.Policy), '\n'), 0o666); err != nil {
				return err
			}
		}
	}
	return nil
}

// evalMeter shows how far the trainings of eval are: a bar on a terminal, a line
// per training elsewhere.
type evalMeter struct {
	mu    sync.Mutex
	out   io.Writer
	live  bool
	each  int // steps of one training
	steps []int
	drawn time.Time
}

func newEvalMeter(out io.Writer, jobs, each int) *evalMeter {
	_, live := terminalWidth(out)
	return &evalMeter{out: out, live: live, each: each, steps: make([]int, jobs)}
}

func (m *evalMeter) progress(job int) func(steps int) {
	return func(steps int) {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.steps[job] = min(steps, m.each)
		if now := time.Now(); now.Sub(m.drawn) >= redrawEvery {
			m.drawn = now
			m.draw()
		}
	}
}

func (m *evalMeter) finish(job int, message string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.steps[job] = m.each
	if m.live {
		io.WriteString(m.out, eraseLine)
	}
	fmt.Fprintln(m.out, message)
	m.draw()
}

func (m *evalMeter) draw() {
	if !m.live {
		return
	}
	done := 0
	for _, s := range m.steps {
		done += s
	}
	all := m.each * len(m.steps)
	fmt.Fprintf(m.out, "%straining  %s  %s of %s steps", eraseLine, bar(done, all, 32), shortCount(done), shortCount(all))
}

func (m *evalMeter) close() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.live {
		io.WriteString(m.out, eraseLine)
	}
}
