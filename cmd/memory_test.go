package cmd

import (
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

func TestCheckMemory(t *testing.T) {
	p := inProcess(nil)
	env, err := p.environment("cartpole")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name          string
		envs, horizon int
		gpu           bool
		machine       float64
		want          string
	}{
		{"tuned", 0, 0, false, 1e9, ""},
		{"tuned, memory unknown", 0, 0, false, 0, ""},
		{"too large", 1_000_000, 1_000_000, false, 16e9, "this machine has 16 GB; lower training.envs (1000000), training.horizon (1000000)"},
		{"too large for what is assumed", 1_000_000, 1_000_000, false, 0, "this machine has 64 GB"},
		{"on a GPU", 1_000_000, 1_000_000, true, 16e9, ""},
		{"beyond whole numbers", 1 << 40, 1 << 40, false, 16e9, "lower training.envs"},
	} {
		s := evaluator.Tuned(env.Spec())
		if c.envs > 0 {
			s.Envs, s.Horizon = c.envs, c.horizon
		}
		got := ""
		if err := checkMemory(env.Spec(), s, c.gpu, c.machine); err != nil {
			got = err.Error()
		}
		if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %q, want %q among it", c.name, got, c.want)
		}
	}
}
