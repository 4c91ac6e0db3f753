package evaluator

import (
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
)

func TestGPUWIP(t *testing.T) {
	env := newCartpole(t)
	d := fleet.NewDevice(gputest.Open(t))
	s := Tuned(env.Spec())
	s.Steps = 60000
	var jobs []Job
	for seed := range 2 {
		jobs = append(jobs, Job{Open: human(env), Program: &Program{Own: envs.RewardHuman}, Seed: seed, Settings: s})
	}
	for _, setup := range []Setup{{Env: env, Root: 7, Cores: 2, Now: time.Now, GPU: d}, {Env: env, Root: 7, Cores: 2, Now: time.Now}} {
		start := time.Now()
		for _, r := range evaluate(t, setup, jobs) {
			t.Log(r.Training.Backend, r.Training.Device, r.Training.Fault, r.Training.Seconds, time.Since(start))
			for _, c := range r.Training.Curve {
				t.Log(c.Steps, c.Seconds, c.Score, c.Return)
			}
			for _, p := range r.Training.Series[len(r.Training.Series)-3:] {
				t.Logf("%+v", p)
			}
		}
	}
}
