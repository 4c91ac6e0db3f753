package compare

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/internal/journal"
)

// Carry carries out one cell in the folder dir: it begins the run, or goes on with
// it where the folder holds one, and returns it as it then is. Where the run did
// not come to its end there is an error.
type Carry func(ctx context.Context, c Cell, dir string) (*designer.Run, error)

// Found is a run of a comparison as its folder tells it.
type Found struct {
	Cell
	Dir string
	Run *designer.Run // nil where it has not begun
}

// Done says that the run came to its end.
func (f *Found) Done() bool { return f.Run != nil && f.Run.Status == designer.RunDone }

// Find reads the run of a cell below dir, whether or not it has begun.
func Find(dir string, c Cell) (Found, error) {
	f := Found{Cell: c, Dir: filepath.Join(dir, filepath.FromSlash(c.Dir()))}
	run, err := designer.Load(f.Dir)
	switch {
	case err == nil:
		f.Run = run
	case errors.Is(err, journal.ErrMissing), errors.Is(err, journal.ErrNotRun), errors.Is(err, designer.ErrNotBegun):
	default:
		return f, err
	}
	return f, nil
}

// Execute carries out the cells of the plan that are not done, one after another:
// each uses the machine as a run alone would. done is told of every cell that is,
// those done before included, in the order of [Plan.Cells].
//
// Where a task is not learned even with its human reward, its other cells are left
// out and the error is returned at the end; any other error ends it at once. To go
// on, Execute is called again.
func (p *Plan) Execute(ctx context.Context, dir string, carry Carry, done func(Found)) error {
	unlearned := map[string]error{}
	for _, c := range p.Cells() {
		if unlearned[c.Task] != nil {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		f, err := Find(dir, c)
		if err == nil && !f.Done() {
			f.Run, err = carry(ctx, c, f.Dir)
		}
		var preflight *designer.PreflightError
		switch {
		case errors.As(err, &preflight):
			unlearned[c.Task] = fmt.Errorf("%v: %w", c, err)
			continue
		case err != nil:
			return fmt.Errorf("%v: %w", c, err)
		case !f.Done():
			return fmt.Errorf("%v: %s is %s; a comparison is of runs that come to their end by themselves", c, f.Dir, f.Run.Status)
		}
		done(f)
	}
	var all []error
	for i := range p.Tasks {
		all = append(all, unlearned[p.Tasks[i].Name])
	}
	return errors.Join(all...)
}

// Samples reads what the finished runs of the comparison in dir came to, in the
// order of [Plan.Cells].
func (p *Plan) Samples(dir string) ([]Sample, error) {
	var samples []Sample
	for _, c := range p.Cells() {
		f, err := Find(dir, c)
		if err != nil {
			return nil, fmt.Errorf("%v: %w", c, err)
		}
		if f.Done() {
			samples = append(samples, NewSample(c, f.Run))
		}
	}
	return samples, nil
}
