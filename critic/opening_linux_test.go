package critic_test

import (
	"context"
	"syscall"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/critic"
)

// TestOpeningHasALimitOfItsOwn: a bomb is given up long before the CPU time is over that
// the probes may take.
func TestOpeningHasALimitOfItsOwn(t *testing.T) {
	c := critic.Critic{Limits: critic.Limits{Opening: time.Second, CPU: time.Minute, Wall: time.Minute}}
	var before, after syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_CHILDREN, &before); err != nil {
		t.Fatal(err)
	}
	v, err := c.Check(context.Background(), corpusSubject(), reward("type t00 struct{ a, b float64 }\n"+doubled(40), "var t t40\n\t_ = t"))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Getrusage(syscall.RUSAGE_CHILDREN, &after); err != nil {
		t.Fatal(err)
	}
	cpu := time.Duration(after.Utime.Nano() + after.Stime.Nano() - before.Utime.Nano() - before.Stime.Nano())
	if v.OK() || v.Findings[0].Stage != "typecheck" || v.Findings[0].Reason != "timeout" || cpu > 30*time.Second {
		t.Errorf("%s, %v after %v of CPU; want it given up after about a second", v.Verdict, v.Findings, cpu)
	}
}
