package designer

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/rewardsmith/rewardsmith/designer/fit"
)

// fit tunes the constants that the best reward names, where the task wants that.
// What stands in its way ends the fit with a reason; the run goes on with the
// reward as it is.
func (l *loop) fit(ctx context.Context) error {
	best := l.run.Candidate(l.run.Best)
	if l.run.Task.Fit.Evaluations == 0 || best == nil || l.run.Result != nil {
		return nil
	}
	if f := l.run.Fitting; f == nil || f.Candidate != best.ID {
		begun, why := l.planFit(best)
		if err := l.record(Entry{FitBegun: begun}); err != nil {
			return err
		}
		l.notify(Event{Kind: EventFitted, Iteration: -1, Candidate: best.ID, Message: begun.words()})
		if why != "" {
			return l.endFit(best, why)
		}
	}
	if l.run.Fitting.Ended != "" {
		return nil
	}
	why, err := (&fitter{l: l, best: best, Fitting: l.run.Fitting}).run(ctx)
	if err != nil {
		return err
	}
	return l.endFit(best, why)
}

// planFit decides what is tuned and with how many evaluations. why says what makes
// it impossible.
func (l *loop) planFit(best *Candidate) (begun *FitBegun, why string) {
	begun = &FitBegun{Candidate: best.ID, Seeds: l.run.fitSeeds()}
	begun.Evaluations, begun.Cap = l.run.fitPoints(max(begun.Seeds-len(best.Trainings), 0))
	if best.Source == "" {
		return begun, best.ID + " has no source of its own"
	}
	constants, err := fit.Constants(best.Source)
	if err == nil {
		constants, err = fit.Select(constants, l.run.Task.Fit.Constants)
	}
	if err != nil {
		return begun, err.Error()
	}
	begun.Constants = constants
	if begun.Cap != "" && begun.Evaluations < len(constants)+2 {
		return begun, fmt.Sprintf("too little is left to tune %s: %s", Count(len(constants), "constant"), begun.Cap)
	}
	return begun, ""
}

// words says what is going to be tuned.
func (f *FitBegun) words() string {
	names := make([]string, len(f.Constants))
	for i, c := range f.Constants {
		names[i] = c.Name
	}
	text := fmt.Sprintf("fitting %s: %s (%s)", f.Candidate, Count(len(names), "constant"), strings.Join(names, ", "))
	if len(names) == 0 {
		text = "fitting " + f.Candidate
	}
	if f.Cap != "" {
		text += fmt.Sprintf("; no more than %s: %s", Count(f.Evaluations, "evaluation"), f.Cap)
	}
	return text
}

// endFit stores what came of the fit, and records why it ended.
func (l *loop) endFit(best *Candidate, why string) error {
	ended := *l.run.Fitting
	ended.Ended = why
	if err := l.files().keepFit(&ended); err != nil {
		return err
	}
	if err := l.record(Entry{FitEnded: &FitEnded{Why: why}}); err != nil {
		return err
	}
	e := Event{Kind: EventFitted, Iteration: -1, Candidate: best.ID, Message: ended.Summary(l.run.Compared())}
	if p := ended.Best(); p != nil {
		e.Score, e.HasScore = p.Score, true
	}
	l.notify(e)
	return nil
}

// Summary says in one line what came of a fit. metric is what scores are.
func (f *Fitting) Summary(metric string) string {
	start, best := f.Start(), f.Best()
	ended := fmt.Sprintf("the fit of %s ended after %s: %s", f.Candidate, Count(len(f.Points), "evaluation"), f.Ended)
	switch {
	case f.Ended == "":
		return fmt.Sprintf("the fit of %s goes on", f.Candidate)
	case len(f.Points) == 0:
		return fmt.Sprintf("%s was not fitted: %s", f.Candidate, f.Ended)
	case best == nil || best.Number == 0:
		return ended + "; no other values score better"
	case start == nil:
		return ended
	}
	return fmt.Sprintf("%s; %s %.4g, was %.4g", ended, metric, best.Score, start.Score)
}

// fitter answers the search for better values by training on them.
type fitter struct {
	*Fitting
	l     *loop
	best  *Candidate
	asked int   // points so far
	fatal error // what ends the run, not only the fit
}

// run searches until nothing is left to do and says why it ended.
func (f *fitter) run(ctx context.Context) (why string, err error) {
	p := fit.Problem{Constants: f.Constants, Evaluations: f.Evaluations, Seed: f.l.run.Task.Seed, Size: f.l.run.Task.Fit.Size}
	r, err := fit.Fit(ctx, p, f.evaluate)
	var limit *capError
	switch {
	case f.fatal != nil:
		return "", f.fatal
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.As(err, &limit), errors.Is(err, errWall):
		return err.Error(), nil
	case err != nil:
		return strings.TrimPrefix(err.Error(), "fit: "), nil
	case r.Stop == fit.StopConverged:
		return "nothing new was left to try", nil
	}
	return "every evaluation was made", nil
}

// evaluate implements fit.Evaluate. What the journal knows is answered from there.
func (f *fitter) evaluate(ctx context.Context, batch [][]float64) ([]float64, error) {
	first := f.asked
	f.asked += len(batch)
	var fresh []*FitPoint
	for i, values := range batch {
		known := f.point(first + i)
		if known == nil {
			fresh = append(fresh, &FitPoint{Number: first + i, Point: fit.Point{Values: values}})
		} else if !slices.Equal(known.Values, values) {
			return f.fail(fmt.Errorf("point %d of the fit is for %v in the journal and for %v now: finish the run with the version of the program that began it", first+i, known.Values, values))
		}
	}
	if err := f.review(ctx, fresh); err != nil {
		return f.fail(err)
	}
	err := f.train(ctx, fresh)
	var limit *capError
	if err != nil && !errors.As(err, &limit) && !errors.Is(err, errWall) {
		return f.fail(err)
	}
	if scoring := f.score(fresh); scoring != nil {
		return f.fail(scoring)
	}
	if err != nil {
		return nil, err
	}
	scores := make([]float64, len(batch))
	for i := range batch {
		p := f.point(first + i)
		if scores[i] = p.Score; p.Failed {
			scores[i] = math.NaN()
		}
	}
	return scores, nil
}

func (f *fitter) fail(err error) ([]float64, error) {
	f.fatal = err
	return nil, err
}

// review has the critic judge the sources of points. The first one was accepted
// already.
func (f *fitter) review(ctx context.Context, points []*FitPoint) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(f.l.Cores, 1))
	for _, p := range points {
		if p.Number == 0 {
			continue
		}
		group.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return f.judge(ctx, p)
		})
	}
	return group.Wait()
}

// judge reviews one source as if a model had answered with it.
func (f *fitter) judge(ctx context.Context, p *FitPoint) error {
	source, err := fit.With(f.best.Source, p.Named(f.Constants))
	if err != nil {
		return fmt.Errorf("fit of %s: %w", f.Candidate, err)
	}
	start := f.l.Now()
	v, err := f.l.Reviewer.Review(ctx, "```go\n"+strings.TrimSpace(source)+"\n```\n", f.l.played)
	if err != nil {
		return fmt.Errorf("review of %s: %w", f.arm(p.Number), err)
	}
	p.Review = f.l.Now().Sub(start).Seconds()
	if !v.Accepted {
		p.Failed, p.Fault = true, v.summary()
		return nil
	}
	p.Source, p.Engine = v.Source, v.Engine
	return nil
}

// arm names a point as trainings do.
func (f *fitter) arm(number int) string { return fmt.Sprintf("%s-fit%02d", f.Candidate, number) }

// trained returns the trainings of a point that there are, by seed.
func (f *fitter) trained(number int) []Trained {
	var list []Trained
	if number == 0 {
		for _, t := range f.best.Trainings[:min(len(f.best.Trainings), f.Seeds)] {
			t.Arm = f.arm(0)
			list = append(list, t)
		}
	}
	return append(list, of(f.l.run.fits, f.arm(number))...)
}

// train carries out the trainings that accepted points lack. The error is a
// capError where the budget does not pay for all of them.
func (f *fitter) train(ctx context.Context, points []*FitPoint) error {
	s := stage{kind: EventFitting, iteration: -1}
	for _, p := range points {
		if p.Failed {
			continue
		}
		code := f.l.run.code(f.best)
		if p.Number > 0 {
			code.Source, code.Engine = p.Source, p.Engine
		}
		for seed := range f.Seeds {
			s.want(f.trained(p.Number), Trained{Stage: StageFit, Arm: f.arm(p.Number), Attempt: f.best.last().Number, Seed: seed}, code)
		}
	}
	if err := f.affordable(len(s.jobs)); err != nil {
		return err
	}
	return f.l.carryOut(ctx, &s, 0)
}

// affordable returns a capError unless budget and fit.steps pay for so many
// trainings more.
func (f *fitter) affordable(trainings int) error {
	r := f.l.run
	need := trainings * trainingSteps(r.Settings)
	for _, c := range []struct {
		name        string
		limit, used int
	}{
		{"budget.steps", r.Task.Budget.Steps, r.Ledger.Total().Steps + r.reserve()},
		{"budget.search", r.Task.Budget.Search, r.Ledger.Searching()},
		{"fit.steps", r.Task.Fit.Steps, r.Ledger.Fit.Steps},
	} {
		if c.limit > 0 && c.used+need > c.limit {
			return &capError{Stop{Reason: StopSteps, Detail: fmt.Sprintf("%s is %d, and the next %s would exceed it", c.name, c.limit, Count(trainings, "training"))}}
		}
	}
	return nil
}

// score records what became of the points whose trainings have all been carried
// out.
func (f *fitter) score(points []*FitPoint) error {
	for _, p := range points {
		all := f.trained(p.Number)
		if !p.Failed && len(all) < f.Seeds {
			continue
		}
		if !p.Failed {
			f.judgeTrained(p, all)
		}
		before := f.Best()
		if err := f.l.record(Entry{Fitted: p}); err != nil {
			return err
		}
		f.l.notify(f.event(p, before))
	}
	return nil
}

// judgeTrained gives a point the score that candidates are compared by.
func (f *fitter) judgeTrained(p *FitPoint, all []Trained) {
	status, fault := judgeTrainings(all)
	if status != CandidateTrained {
		p.Failed, p.Fault = true, fault
		return
	}
	p.Score = f.l.fitness(f.l.Trainer.Report(trainings(all)))
}

// event tells what became of a point, and whether it is better than those before.
func (f *fitter) event(p *FitPoint, before *FitPoint) Event {
	e := Event{Kind: EventFitted, Iteration: -1, Candidate: f.arm(p.Number), Done: p.Number + 1, Total: f.Evaluations, Score: p.Score, HasScore: !p.Failed}
	var values []string
	for _, c := range f.Changes(p) {
		if c.Is != c.Was {
			values = append(values, fmt.Sprintf("%s %.4g", c.Name, c.Is))
		}
	}
	what := "as it is"
	if len(values) > 0 {
		what = strings.Join(values, ", ")
	}
	e.Message = fmt.Sprintf("fit %d of %d: %s: ", p.Number+1, f.Evaluations, what)
	switch {
	case p.Failed:
		e.Message += p.Fault
	case before != nil && p.Score > before.Score:
		e.Message += fmt.Sprintf("%s %.4g, the best so far", f.l.run.Compared(), p.Score)
	default:
		e.Message += fmt.Sprintf("%s %.4g", f.l.run.Compared(), p.Score)
	}
	return e
}
