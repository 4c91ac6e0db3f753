// Package conform holds what every environment promises beyond its types, as
// checks that run it. Package envtest makes tests of them; the command
// rewardsmith envs check runs them on an environment without a Go toolchain.
package conform

import (
	"fmt"
	"runtime"

	"github.com/rewardsmith/rewardsmith/envs"
)

// Reporter is told what a check finds. A [testing.T] is one.
type Reporter interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any) // does not return
	Skip(args ...any)                  // does not return
}

// Check is one promise.
type Check struct {
	Name string
	Doc  string // what holds where it passes
	Run  func(t Reporter, env envs.Env)
}

// Checks returns all checks in the order in which they are best read.
// A simulator that stops fails the first check that meets it; the checks after
// it in the same list that cannot do without it are skipped.
func Checks() []Check {
	stopped := ""
	check := func(name, doc string, run func(*round, envs.Env)) Check {
		return Check{name, doc, func(t Reporter, env envs.Env) { run(&round{t, name, &stopped}, env) }}
	}
	return []Check{
		check("spec", "fields, defaults and choices lie within what is declared", checkSpec),
		check("view", "what a model is shown holds nothing of task.go", checkView),
		check("play", "in random play states stay within their ranges and episodes end as they should", checkPlay),
		check("observations", "observations are finite and within their ranges", checkObservations),
		check("replay", "the same seed gives the same bits, another seed another start", checkReplay),
		check("episodes", "each episode starts anew", checkEpisodes),
		check("grouping", "an instance does not depend on those beside it", checkGrouping),
		check("clipping", "actions are clipped to their bounds", checkClipping),
		check("scores", "scores of whole episodes lie within ScoreMin and ScoreMax", checkScores),
		check("rewards", "the task's own rewards are finite and the sum of their terms", checkRewards),
		check("draw", "every state has a picture", checkDraw),
	}
}

// round is the run of one check of a list.
type round struct {
	Reporter
	name    string
	stopped *string // the first check of the list whose simulator stopped, "" where none did
}

// play is Play, of which it tells only once that the simulator stops.
func (r *round) play(env envs.Env, c envs.SimConfig, steps int) Record {
	r.Helper()
	record, err := play(env, c, steps)
	if err != nil {
		r.stop(err)
	}
	return record
}

// stop ends the check by an error of a simulator.
func (r *round) stop(err error) {
	r.Helper()
	if *r.stopped != "" {
		r.Skip("the environment stops, see " + *r.stopped)
	}
	*r.stopped = r.name
	r.Fatalf("%v", err)
}

// Outcome is what a check found.
type Outcome struct {
	Check    Check
	Failures []string // empty where it passed
	Skipped  string   // why it did not apply, "" where it did
}

// Try runs one check.
func Try(c Check, env envs.Env) Outcome {
	o := Outcome{Check: c}
	done := make(chan struct{})
	go func() { // which a check may end in its middle, as it does a test
		defer close(done)
		c.Run(collector{&o}, env)
	}()
	<-done
	return o
}

// collector is a Reporter that keeps what it is told.
type collector struct{ *Outcome }

func (c collector) Helper() {}

func (c collector) Errorf(format string, args ...any) {
	c.Failures = append(c.Failures, fmt.Sprintf(format, args...))
}

func (c collector) Fatalf(format string, args ...any) {
	c.Errorf(format, args...)
	runtime.Goexit()
}

func (c collector) Skip(args ...any) {
	c.Skipped = fmt.Sprint(args...)
	runtime.Goexit()
}
