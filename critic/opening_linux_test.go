package critic_test

import (
	"context"
	"math"
	"syscall"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
)

// TestOpeningHasALimitOfItsOwn: a bomb is given up long before the CPU time is over that
// the probes may take, and a reward may take more than the opening's for these.
func TestOpeningHasALimitOfItsOwn(t *testing.T) {
	c := critic.Critic{Limits: critic.Limits{Opening: time.Second, CPU: time.Minute, Probes: 1 << 40}}
	subject := corpusSubject()
	subject.Reachable = []*envs.Transitions{batch(50, 100, func(i int) float64 { return math.Cos(float64(i)) })}
	spent := func(source string) (*critic.Verdict, time.Duration) {
		t.Helper()
		var before, after syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_CHILDREN, &before); err != nil {
			t.Fatal(err)
		}
		v, err := c.Check(context.Background(), subject, source)
		if err != nil {
			t.Fatal(err)
		}
		if err := syscall.Getrusage(syscall.RUSAGE_CHILDREN, &after); err != nil {
			t.Fatal(err)
		}
		return v, time.Duration(after.Utime.Nano() + after.Stime.Nano() - before.Utime.Nano() - before.Stime.Nano())
	}
	bomb := reward("type t00 struct{ a, b float64 }\n"+doubled(40), "var t t40\n\t_ = t")
	if v, cpu := spent(bomb); v.OK() || v.Findings[0].Stage != "typecheck" || v.Findings[0].Reason != "timeout" || cpu > 10*time.Second {
		t.Errorf("a bomb: %s, %v after %v of CPU; want it given up after about the opening's", v.Verdict, v.Findings, cpu)
	}
	if v, cpu := spent(reward("", "for i := 0; i < 500; i++ {\n\t\tr += 1e-9 * (math.Sin(next.X) + math.Cos(next.X) + math.Tanh(next.X) + math.Exp(-next.X*next.X))\n\t}")); !v.OK() || cpu < 2*time.Second {
		t.Errorf("a slow reward: %s, %v after %v of CPU; want it accepted after more than the opening's", v.Verdict, v.Findings, cpu)
	}
}
