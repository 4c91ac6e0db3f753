package critic_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
)

// TestPlayFindsWhatTheCorpusBreaks demands that random play of the real
// cart-pole reaches the states in which the corpus's rewards fail.
func TestPlayFindsWhatTheCorpusBreaks(t *testing.T) {
	env, err := cartpole.New()
	if err != nil {
		t.Fatal(err)
	}
	subject, err := critic.NewSubject(context.Background(), env, critic.SubjectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for name, reason := range map[string]string{
		"502-inf-at-rest.go": "inf", "504-sqrt-negative.go": "nan", "507-acos-domain.go": "nan",
		"510-magnitude.go": "magnitude", "515-components-dynamic.go": "dynamic-components", "530-nil-func.go": "panic",
	} {
		source, err := os.ReadFile(filepath.Join("testdata/corpus", name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		v, err := quick().Check(context.Background(), subject, string(source))
		if err != nil {
			t.Fatal(err)
		}
		found := func(f critic.Finding) bool { return f.Rejects && f.Reason == reason }
		if v.OK() || !slices.ContainsFunc(v.Findings, found) {
			t.Errorf("%s: %s, want reject %s: %v", name, v.Verdict, reason, v.Findings)
		}
	}
}

// TestOwnRewardsPass reviews every environment's own rewards and compares what
// the child computes with what the compiler's build of them does.
func TestOwnRewardsPass(t *testing.T) {
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, env := range all {
		for _, name := range []string{envs.RewardSparse, envs.RewardHuman} {
			t.Run(env.Spec().Name+"/"+name, func(t *testing.T) {
				t.Parallel()
				subject, err := critic.NewSubject(context.Background(), env, critic.SubjectOptions{})
				if err != nil {
					t.Fatal(err)
				}
				source, err := env.Spec().RewardSource(name)
				if err != nil {
					t.Fatal(err)
				}
				v, err := quick().Check(context.Background(), subject, source)
				if err != nil {
					t.Fatal(err)
				}
				if !v.OK() {
					t.Fatalf("rejected: %v\n%s", v.Findings, source)
				}
				for _, f := range v.Findings {
					t.Log(f)
				}
				t.Logf("%.0f ms, %d probes", v.Milliseconds, v.Probes)
				for _, engine := range critic.Engines() {
					agree(t, env, name, subject, source, engine)
				}
			})
		}
	}
}

func agree(t *testing.T, env envs.Env, name string, subject *critic.Subject, source, engine string) {
	t.Helper()
	native, err := env.Reward(name)
	if err != nil {
		t.Fatal(err)
	}
	var c critic.Critic
	p, err := c.Open(context.Background(), subject, source, engine)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	b := subject.Reachable[0].Rows(0, 100)
	total, terms := results(b, len(p.Terms()))
	if err := p.Reward(context.Background(), b, total, terms); err != nil {
		t.Fatal(err)
	}
	wantTotal, wantTerms := results(b, len(native.Terms()))
	if err := native.Reward(context.Background(), b, wantTotal, wantTerms); err != nil {
		t.Fatal(err)
	}
	for i := range total {
		if total[i] != wantTotal[i] {
			t.Fatalf("transition %d: total %v, natively %v", i, total[i], wantTotal[i])
		}
		for k := range terms {
			if terms[k][i] != wantTerms[k][i] {
				t.Fatalf("transition %d: %s is %v, natively %v", i, p.Terms()[k], terms[k][i], wantTerms[k][i])
			}
		}
	}
}

func results(b *envs.Transitions, terms int) ([]float64, [][]float64) {
	columns := make([][]float64, terms)
	for k := range columns {
		columns[k] = make([]float64, b.Len())
	}
	return make([]float64, b.Len()), columns
}
