package designer

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/prompts"
)

// Options are what a run needs from outside.
type Options struct {
	// Task is what to do. A run that is resumed goes on with the task in its
	// journal, for which everything below must have been made.
	Task     Task
	Env      envs.Env
	Settings evaluator.Settings // the learner's, with the task's overrides

	Model    llm.Model
	Reviewer Reviewer
	Trainer  Trainer
	Prompts  *prompts.Set

	Library Library // of examples for the first prompt; nil for none

	Journal Journal
	Past    []Entry // what the journal holds already; empty for a new run
	Cache   Cache   // of preflight trainings over runs; nil for none

	Now     func() time.Time // the clock, from any goroutine
	Machine Machine          // that trainings run on
	Cores   int              // that trainings are spread over and reviews run on, at least 1
	Observe func(Event)      // is told what happens, one event at a time; nil for nobody
}

// Design carries out a task, or goes on with a run from where its journal ends,
// and returns the run as it then is.
//
// The error is nil where the run came to its end, be it at a cap of its budget, and
// where it waits for a person, which its status says.
// It is a *PreflightError where the human reward does not solve the task, and
// wraps ctx's error where that ended; in this and in every other case the run
// may be resumed. The run is nil only where it could not begin.
func Design(ctx context.Context, o Options) (*Run, error) {
	l := &loop{Options: o, run: &Run{}, began: o.Now()}
	if err := l.begin(); err != nil {
		return nil, err
	}
	if l.run.Status == RunDone {
		return l.run, nil
	}
	err := l.work(ctx)
	if err == nil {
		err = l.record(Entry{Ended: &Ended{}})
	}
	return l.run, l.leave(ctx, err)
}

// loop is a run in progress. Every step looks at run for what is known and does
// what is missing, so that a resumed run takes the same way as one that was
// never stopped.
type loop struct {
	Options
	run   *Run
	began time.Time
	past  float64 // seconds that earlier processes ran

	played []*envs.Transitions // where the policies of the preflight go
	aim    *Aim                // of FitnessTarget, else nil

	mu     sync.Mutex // of journal and run while answers and trainings come in
	broken error      // the journal failed; nothing may be relied on any more
}

// begin opens a new run, or takes up an old one.
func (l *loop) begin() error {
	info, err := describe(&l.Task, l.Env.Spec())
	if err != nil {
		return err
	}
	task := l.Task
	if len(l.Past) > 0 {
		for _, e := range l.Past {
			if err := Fold(l.run, e); err != nil {
				return err
			}
		}
		task = l.run.Task
	}
	if l.run.Status == RunDone {
		return nil
	}
	task = task.Resolved()
	if *task.Method.Fitness == FitnessTarget {
		if l.aim, err = newAim(&task, l.Env.Spec()); err != nil {
			return fmt.Errorf("method.target: %w", err)
		}
	}
	prompts, err := rehearse(l.Prompts, &task, l.Env.Spec(), l.Settings)
	if err != nil {
		return err
	}
	if len(l.Past) == 0 {
		if _, err := checkBudget(&task, l.Settings); err != nil {
			return err
		}
		return l.record(Entry{Started: &Started{
			Task: task, Env: info, Settings: l.Settings, Cores: l.Cores, Prompts: prompts, Templates: l.Prompts.Digest(), Machine: l.Machine,
			Source: &l.Env.Spec().Source,
		}})
	}
	if err := l.checkSame(&info, prompts); err != nil {
		return err
	}
	l.Past, l.past = nil, l.run.Ledger.Wall
	if err := l.record(Entry{Resumed: &Resumed{InFlight: l.run.InFlight(), Machine: l.Machine}}); err != nil {
		return err
	}
	return l.restore()
}

// checkSame refuses to go on with a run under other conditions than it began
// with. Journals of earlier versions do not tell their prompts.
func (l *loop) checkSame(info *EnvInfo, prompts string) error {
	began := l.run
	switch {
	case began.Env.Digest != info.Digest:
		return fmt.Errorf("the source of environment %s has changed since the run began; restore it, or start a new run", info.Name)
	case !reflect.DeepEqual(began.Settings, l.Settings):
		return fmt.Errorf("the run began with other settings of the learner (%s); resume it with those of its journal, or start a new run", settingsChange(began.Settings, l.Settings))
	case began.Prompts != "" && began.Prompts != prompts, began.Templates != "" && began.Templates != l.Prompts.Digest():
		return errors.New("the prompt templates have changed since the run began; restore them (those of the task's folder prompts, or by the version of the program in the first line of journal.jsonl), or start a new run")
	}
	return nil
}

// settingsChange names the settings that differ.
func settingsChange(from, to evaluator.Settings) string {
	a, b := reflect.ValueOf(from), reflect.ValueOf(to)
	var list []string
	for i := range a.NumField() {
		if x, y := a.Field(i).Interface(), b.Field(i).Interface(); !reflect.DeepEqual(x, y) {
			list = append(list, fmt.Sprintf("%s was %v and is %v", a.Type().Field(i).Name, x, y))
		}
	}
	return strings.Join(list, ", ")
}

// work does all that is left to do.
func (l *loop) work(ctx context.Context) error {
	l.notify(Event{Kind: EventStarted, Iteration: -1, Total: l.run.iterations(), Message: l.opening()})
	if m := &l.run.Task.Method; m.View(l.Env.Spec()) != *m.Feedback {
		l.notify(Event{Kind: EventStarted, Iteration: -1, Message: fmt.Sprintf(
			"feedback %s is not for tasks such as %s (docs/methods says for which); the model reads the %s", *m.Feedback, l.run.Env.Name, m.View(l.Env.Spec()))})
	}
	if err := l.reach(ctx); err != nil {
		return err
	}
	switch err := l.preflight(ctx); {
	case errors.Is(err, errWall):
		return l.stop(&Stop{Reason: StopWall, Detail: "budget.wall was used up before the preflight was done; a new run with a higher cap may get further"})
	case err != nil:
		return err
	}
	l.notifyReserve()
	if err := l.run.Task.Method.proposer().search(ctx, l); err != nil {
		return err
	}
	if err := l.fit(ctx); err != nil {
		return err
	}
	return l.conclude(ctx)
}

// reach makes sure, as far as that can be told, that the model will answer, before
// anything is trained for it.
func (l *loop) reach(ctx context.Context) error {
	model, ok := l.Model.(llm.Checker)
	if !ok || l.run.Stop != nil {
		return nil
	}
	doubt, err := model.Check(ctx)
	if err != nil {
		return fmt.Errorf("model: %w", err)
	}
	if doubt != "" && ctx.Err() == nil {
		l.notify(Event{Kind: EventStarted, Iteration: -1, Message: "whether the model will answer could not be checked: " + doubt})
	}
	return nil
}

// notifyReserve says how much of budget.wall the search does without, where that
// can be told.
func (l *loop) notifyReserve() {
	reserve, wall := l.run.secondsFor(l.run.reserve()), l.run.Task.Budget.Wall.Seconds()
	if wall == 0 || reserve == 0 || l.run.Stop != nil {
		return
	}
	text := fmt.Sprintf("of budget.wall, %.4g s, about %.2g s are set aside for the final measurement", wall, reserve)
	if l.run.Ledger.Wall+reserve >= wall {
		text += ", which leaves no time to search: raise it, or lower final.seeds"
	}
	l.notify(Event{Kind: EventStarted, Iteration: -1, Message: text})
}

func (l *loop) opening() string {
	if l.run.Resumed == 0 {
		does := l.run.Task.Method.proposer().does
		if l.run.Task.Model.Kind == ModelGiven {
			does = "tuning the constants of a reward"
		}
		return fmt.Sprintf("%s for %s: %s", does, l.run.Env.Name, l.run.Env.Task)
	}
	text := fmt.Sprintf("resumed: %s so far", Count(len(l.run.Candidates()), "candidate"))
	switch n := len(l.run.InFlight()); {
	case n == 1:
		text += ", 1 call was in flight and is repeated"
	case n > 1:
		text += fmt.Sprintf(", %d calls were in flight and are repeated", n)
	}
	if said := l.run.Unanswered(); len(said) > 0 {
		text += fmt.Sprintf(", what was said about %s waits for an answer", CommentedOn(said))
	}
	if n := len(l.run.Notes); n > 0 {
		text += "; " + l.run.Notes[n-1]
	}
	return text
}

// leave records how the process leaves the run.
func (l *loop) leave(ctx context.Context, err error) error {
	var preflight *PreflightError
	var person *awaited
	switch {
	case err == nil:
		return nil
	case l.broken != nil:
		return l.broken
	case ctx.Err() != nil:
		err = fmt.Errorf("stopped: %w", context.Cause(ctx))
		return errors.Join(err, l.record(Entry{Interrupted: &Interrupted{}}))
	case errors.As(err, &preflight) && l.run.Stop == nil:
		stop := &Stop{Reason: StopPreflight, Detail: preflight.Error()}
		return errors.Join(err, l.record(Entry{Stopped: stop}), l.record(Entry{Failed: &Failed{err.Error()}}))
	case errors.As(err, &person):
		l.notify(Event{Kind: EventStopped, Iteration: -1, Message: "waiting for " + person.Error()})
		return l.record(Entry{Waiting: &Waiting{For: person.what}})
	default:
		return errors.Join(err, l.record(Entry{Failed: &Failed{err.Error()}}))
	}
}

// awaited ends the work on a run that cannot go on without a person.
type awaited struct{ what string }

func (a *awaited) Error() string { return a.what }

// record makes an entry durable and applies it to the run. After a failure
// every further call fails, since the run no longer is what the journal says.
func (l *loop) record(e Entry) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.broken != nil {
		return l.broken
	}
	e.Elapsed = l.past + l.Now().Sub(l.began).Seconds()
	if err := l.Journal.Append(e); err != nil {
		l.broken = err
		return err
	}
	return Fold(l.run, e)
}

// notify tells the observer.
func (l *loop) notify(e Event) {
	if l.Observe == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	e.Ledger = l.run.Ledger
	if it := l.known(e.Iteration); it != nil && (e.Kind == EventAnswered || e.Kind == EventReviewed) {
		e.Done, e.Total = it.progress(e.Kind)
	}
	l.Observe(e)
}
