package evaluator

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"

	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
)

// evaluateOnGPU trains all jobs of the same settings together on the device, as
// many as have room there at a time: see Evaluate. Checkpoints are measured on
// the processor meanwhile.
func evaluateOnGPU(ctx context.Context, s *Setup, jobs []Job, race *contest, done func(Result)) error {
	for i := range jobs {
		if err := jobs[i].check(); err != nil {
			return jobs[i].failed(i, err)
		}
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	g := &gpuEvaluation{setup: s, jobs: jobs, race: race, open: fleet.New, cancel: cancel, cores: make(chan struct{}, max(s.Cores, 1)), done: done}
	return g.run(ctx)
}

// check fails where a job cannot be trained on a device.
func (j *Job) check() error {
	if err := j.Settings.Check(); err != nil {
		return err
	}
	if err := j.Combine.Check(); err != nil {
		return err
	}
	if j.Program == nil {
		return errors.New("the reward can only be interpreted, which a GPU cannot do: train it on the CPU")
	}
	return nil
}

// gpuEvaluation is an evaluation on the device in progress.
type gpuEvaluation struct {
	setup  *Setup
	jobs   []Job
	race   *contest
	open   func(context.Context, fleet.Config) (*fleet.Fleet, error)
	cancel context.CancelCauseFunc
	cores  chan struct{} // held by what runs on the processor

	observing sync.WaitGroup
	rested    []*rested // by job, see race
	reporting sync.Mutex
	done      func(Result)
}

// run trains all jobs and waits for what is made of them.
func (g *gpuEvaluation) run(ctx context.Context) error {
	if err := g.train(ctx); err != nil {
		g.cancel(err)
	}
	g.observing.Wait()
	return context.Cause(ctx)
}

// train carries out one fleet after the other.
func (g *gpuEvaluation) train(ctx context.Context) error {
	g.rested = make([]*rested, len(g.jobs))
	for _, group := range bySettings(g.jobs) {
		sizes, group, err := g.runRace(ctx, group)
		if err != nil {
			return err
		}
		if err := g.trainFleets(ctx, group, sizes, 0); err != nil {
			return err
		}
	}
	return nil
}

// split returns how many jobs of a group the device has room for at a time.
func (g *gpuEvaluation) split(group []int) ([]int, error) {
	if len(group) == 0 {
		return nil, nil
	}
	sizes, err := fleet.Split(g.config(group))
	if err != nil {
		return nil, g.blame(group, err)
	}
	return sizes, nil
}

// trainFleets trains fleets of these sizes one after the other: see trainFleet.
func (g *gpuEvaluation) trainFleets(ctx context.Context, group, sizes []int, until int) error {
	for _, n := range sizes {
		if err := g.trainFleet(ctx, group[:n], until); err != nil {
			return err
		}
		group = group[n:]
	}
	return nil
}

// blame finds the job for which a fleet cannot be planned.
func (g *gpuEvaluation) blame(group []int, err error) error {
	for _, i := range group {
		if _, err := fleet.Split(g.config([]int{i})); err != nil {
			return g.jobs[i].failed(i, err)
		}
	}
	return err
}

// bySettings returns the indices of the jobs that are to be trained in groups of equal
// settings, also of how rewards are combined, in order.
func bySettings(jobs []Job) [][]int {
	var groups [][]int
next:
	for i := range jobs {
		if jobs[i].Earlier != nil {
			continue
		}
		for g, group := range groups {
			of := &jobs[group[0]]
			if of.Combine == jobs[i].Combine && reflect.DeepEqual(of.Settings, jobs[i].Settings) {
				groups[g] = append(group, i)
				continue next
			}
		}
		groups = append(groups, []int{i})
	}
	return groups
}

// config describes the fleet of some jobs, which have the same settings.
func (g *gpuEvaluation) config(group []int) fleet.Config {
	c := fleet.Config{
		Device: g.setup.GPU, Spec: g.setup.Env.Spec(), Params: g.setup.Params,
		Settings: g.jobs[group[0]].Settings.learner(), Counts: g.jobs[group[0]].Combine.onDevice(),
	}
	for _, i := range group {
		j := &g.jobs[i]
		c.Jobs = append(c.Jobs, fleet.Job{Reward: fleet.Reward(*j.Program), Seed: Seed(g.setup.Root, FamilyTrain, j.Seed)})
	}
	return c
}

// trainFleet trains jobs together, to the end or, unless until is 0, to so many steps,
// where they rest. Their last checkpoints may still be measured when it returns. Where
// others have taken the memory that the device should have, one half trains after the
// other.
func (g *gpuEvaluation) trainFleet(ctx context.Context, group []int, until int) error {
	f, err := g.open(ctx, g.config(group))
	if errors.Is(err, gpu.ErrOutOfMemory) && len(group) > 1 {
		return g.trainFleets(ctx, group, halves(group), until)
	}
	if err != nil {
		return fmt.Errorf("training on the GPU: %w", err)
	}
	return g.drive(ctx, &convoy{fleet: f, until: until}, group)
}

// halves returns the sizes of the two halves of a group.
func halves(group []int) []int {
	half := (len(group) + 1) / 2
	return []int{half, len(group) - half}
}

// drive takes a convoy as far as it goes, and closes its fleet.
func (g *gpuEvaluation) drive(ctx context.Context, c *convoy, group []int) (err error) {
	defer func() { err = errors.Join(err, c.fleet.Close()) }()
	c.setup, c.settings = g.setup, &g.jobs[group[0]].Settings
	if err = g.observe(ctx, c, group); err == nil {
		err = c.run(ctx)
	}
	if err != nil {
		g.cancel(err) // before observers learn that nothing more comes
	}
	c.end(err == nil && c.until > 0)
	return err
}

// observe has everyone of a group observed.
func (g *gpuEvaluation) observe(ctx context.Context, c *convoy, group []int) error {
	for k, i := range group {
		f, err := g.newObserver(ctx, i)
		if err != nil {
			return g.jobs[i].failed(i, err)
		}
		c.observers = append(c.observers, f)
		c.seconds = append(c.seconds, f.run.result.Seconds)
		if of, on := f.run.result.Terms, c.fleet.Terms(k); !slices.Equal(of, on) {
			return g.jobs[i].failed(i, fmt.Errorf("the reward has terms %v, and its program %v: they are not the same reward", of, on))
		}
	}
	return nil
}

// newObserver starts to observe a job.
func (g *gpuEvaluation) newObserver(ctx context.Context, i int) (*observer, error) {
	j := &g.jobs[i]
	machine, err := g.setup.Machine()
	if err != nil {
		return nil, err
	}
	run, err := openTraining(ctx, g.setup, j, machine)
	if err != nil {
		return nil, err
	}
	run.cores = g.cores
	if r := g.rested[i]; r != nil {
		r.handOn(run)
	}
	f := &observer{job: i, run: run, incoming: make(chan progress, patience)}
	g.observing.Go(func() {
		result, err := f.observe(ctx)
		closing := run.Close()
		if err == nil && result.Policy != nil { // a reward that failed may fail to close, too: that is no news
			err = closing
		}
		if err != nil {
			g.cancel(j.failed(i, err))
			return
		}
		if result.Training == nil {
			g.rested[i] = &rested{run: run, policy: result.Policy}
			return
		}
		g.rested[i] = nil
		g.report(result)
	})
	return f, nil
}

// report passes on what became of a job.
func (g *gpuEvaluation) report(r Result) {
	g.reporting.Lock()
	defer g.reporting.Unlock()
	g.done(r)
}
