package critic_test

import (
	"context"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
)

// BenchmarkCheck reviews each environment's human reward, the start of the child
// included.
func BenchmarkCheck(b *testing.B) {
	eachHuman(b, func(b *testing.B, _ envs.Env, subject *critic.Subject, source string) {
		for b.Loop() {
			v, err := new(critic.Critic).Check(context.Background(), subject, source)
			if err != nil || !v.OK() {
				b.Fatal(v, err)
			}
		}
	})
}

// BenchmarkReward runs each environment's human reward on batches.
func BenchmarkReward(b *testing.B) {
	for _, engine := range critic.Engines() {
		b.Run("engine="+engine, func(b *testing.B) { benchmarkReward(b, engine) })
	}
}

func benchmarkReward(b *testing.B, engine string) {
	eachHuman(b, func(b *testing.B, _ envs.Env, subject *critic.Subject, source string) {
		p, err := new(critic.Critic).Open(context.Background(), subject, source, engine)
		if err != nil {
			b.Fatal(err)
		}
		defer p.Close()
		batch := subject.Reachable[0]
		total, terms := results(batch, len(p.Terms()))
		for b.Loop() {
			if err := p.Reward(context.Background(), batch, total, terms); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(batch.Len()), "ns/transition")
	})
}

func eachHuman(b *testing.B, run func(b *testing.B, env envs.Env, subject *critic.Subject, source string)) {
	all, err := builtin.All()
	if err != nil {
		b.Fatal(err)
	}
	for _, env := range all {
		subject, err := critic.NewSubject(context.Background(), env, critic.SubjectOptions{})
		if err != nil {
			b.Fatal(err)
		}
		source, err := env.Spec().RewardSource(envs.RewardHuman)
		if err != nil {
			b.Fatal(err)
		}
		b.Run("env="+env.Spec().Name, func(b *testing.B) { run(b, env, subject, source) })
	}
}
