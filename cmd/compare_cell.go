package cmd

import (
	"context"
	"errors"
	"fmt"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/compare"
	"github.com/rewardsmith/rewardsmith/internal/journal"
)

// methodComparison is a comparison that this process works on.
type methodComparison struct {
	p     *process
	plan  *compare.Plan
	dir   string
	on    hardware         // as the flags say
	tasks map[string]*task // by name in the plan
	begun int              // runs that this process has looked at
}

// cellTask returns the task of a cell's run.
func (m *methodComparison) cellTask(c compare.Cell) (*task, error) {
	t := *m.tasks[c.Task]
	var err error
	if t.Task, err = m.plan.CellTask(c, m.candidate(c)); err != nil {
		return nil, err
	}
	t.Out = m.dir
	return &t, nil
}

// candidate returns the environment steps that training one candidate of a cell takes.
func (m *methodComparison) candidate(c compare.Cell) int {
	t := m.tasks[c.Task]
	return designer.CandidateSteps(&t.Task, t.settings())
}

// carryOut carries out what is left of the comparison and says what it came to.
func (m *methodComparison) carryOut(ctx context.Context, asJSON bool) error {
	if err := m.plan.Keep(m.dir); err != nil {
		return usageError{err}
	}
	err := m.plan.Execute(ctx, m.dir, m.carry, func(compare.Found) { m.begun++ })
	if ctx.Err() != nil {
		return fmt.Errorf("stopped; nothing is lost, and the same command goes on where it was; as far as it is done: rewardsmith compare --out %s", m.dir)
	}
	if err != nil {
		err = fmt.Errorf("%w\nonce that is mended, the same command goes on where it was", err)
	}
	_, reporting := m.report(asJSON)
	return errors.Join(err, reporting)
}

// carry carries out one cell: a new run in its folder, or the rest of the one that
// was begun there.
func (m *methodComparison) carry(ctx context.Context, c compare.Cell, dir string) (*designer.Run, error) {
	fmt.Fprintf(m.p.stderr, "%d of %d: %v\n", m.begun+1, len(m.plan.Cells()), c)
	on := m.on
	defer func() { on.close() }()
	s, err := m.session(ctx, c, dir, &on)
	if err != nil {
		return nil, err
	}
	s.watcher = m.p.newWatcher(false)
	run, err := s.work(ctx)
	s.watcher.close()
	return run, errors.Join(err, s.folder.Close())
}

// session begins or reopens the run of a cell.
func (m *methodComparison) session(ctx context.Context, c compare.Cell, dir string, on *hardware) (*session, error) {
	run, err := designer.Load(dir)
	switch {
	case errors.Is(err, journal.ErrMissing), errors.Is(err, journal.ErrNotRun):
		t, err := m.cellTask(c)
		if err != nil {
			return nil, err
		}
		if err := m.p.accelerate(t, on); err != nil {
			return nil, waysOut(err, byFlag, onProcessor)
		}
		if err := t.fitsMachine(); err != nil {
			return nil, err
		}
		return m.p.begin(t, c.Task, dir, *on)
	case errors.Is(err, designer.ErrNotBegun):
		if run, err = m.p.unbegun(dir); err != nil {
			return nil, err
		}
	case err != nil:
		return nil, err
	}
	*on = on.resuming(run.Machine)
	return m.p.reopen(dir, run, on)
}

// estimate says what the comparison is expected to take.
func (m *methodComparison) estimate(ctx context.Context, asJSON bool) error {
	e := compareEstimate{Plan: m.plan, Runs: len(m.plan.Cells())}
	speeds := map[string]float64{}
	for name, t := range m.tasks {
		speed, err := m.speed(ctx, t)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		speeds[name] = speed
	}
	for _, c := range m.plan.Cells() {
		if c.Run > 0 {
			break // cells come by run
		}
		one, err := m.estimateCell(ctx, c, speeds[c.Task])
		if err != nil {
			return err
		}
		e.add(c, one, m.plan.Runs)
	}
	if asJSON {
		return m.p.writeJSON(e)
	}
	return m.p.writeCompareEstimate(&e)
}

// speed measures how fast a task trains, in environment steps per second.
func (m *methodComparison) speed(ctx context.Context, t *task) (float64, error) {
	on, own := m.on, *t
	if err := m.p.accelerate(&own, &on); err != nil {
		return 0, waysOut(err, byFlag, onProcessor)
	}
	defer on.close()
	reviewer, err := own.critic(ctx)
	if err != nil {
		return 0, err
	}
	speed, _, err := speedOf(ctx, &own, own.trainer(reviewer, on), on)
	return speed, err
}

// estimateCell estimates one run.
func (m *methodComparison) estimateCell(ctx context.Context, c compare.Cell, speed float64) (*designer.Estimate, error) {
	t, err := m.cellTask(c)
	if err != nil {
		return nil, err
	}
	templates, err := t.templates()
	if err != nil {
		return nil, err
	}
	e, err := designer.EstimateRun(t.Task, t.env.Spec(), t.settings(), templates, m.on.cores(), speed, nil)
	if err != nil {
		return nil, fmt.Errorf("%v: %w", c, err)
	}
	candidate := m.candidate(c)
	e.SearchSteps = min(e.SearchSteps, m.plan.Budget.SearchSteps(candidate)/candidate*candidate)
	if speed > 0 {
		e.Seconds = float64(e.Steps()) / speed
	}
	return e, nil
}
