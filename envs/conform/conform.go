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
func Checks() []Check {
	return []Check{
		{"spec", "fields, defaults and choices lie within what is declared", checkSpec},
		{"view", "what a model is shown holds nothing of task.go", checkView},
		{"play", "in random play states stay within their ranges and episodes end as they should", checkPlay},
		{"observations", "observations are finite and within their ranges", checkObservations},
		{"replay", "the same seed gives the same bits, another seed another start", checkReplay},
		{"episodes", "each episode starts anew", checkEpisodes},
		{"grouping", "an instance does not depend on those beside it", checkGrouping},
		{"clipping", "actions are clipped to their bounds", checkClipping},
		{"scores", "scores of whole episodes lie within ScoreMin and ScoreMax", checkScores},
		{"rewards", "the task's own rewards are finite and the sum of their terms", checkRewards},
		{"draw", "every state has a picture", checkDraw},
	}
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
